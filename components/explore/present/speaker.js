/** The speaker's window: notes, what comes next, the question and its answer, a clock; in step with the screen. */

import { make, makeButton } from "../elements.js";
import { t } from "../words.js";
import { actionOf } from "./keys.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */

const SECOND_MS = 1000;

/** Open the window. @param {App} app */
export function openSpeaker(app) {
  if (!window.open(app.link({ speaker: true, present: false }), "tm-speaker", "popup,width=720,height=640")) app.say(t("The browser did not open the window; allow pop-ups for this page."));
}

/** @param {App} app @param {HTMLElement} root @returns {import("../types.js").View} */
export function createSpeaker(app, root) {
  return new Speaker(app, root);
}

class Speaker {
  /** @param {App} app @param {HTMLElement} root */
  constructor(app, root) {
    this.app = app;
    this.root = root;
    this.clock = make("p", "tm-speaker-clock");
    this.clock.setAttribute("role", "timer");
    this.body = make("div", "tm-speaker-body");
    this.answer = makeButton("tm-button", t("Answer"), t("Show or hide the answer"), () => app.lessons.answer());
    const before = makeButton("tm-button", t("Step before"), t("Step before"), () => app.lessons.move(-1));
    const next = makeButton("tm-button tm-main-button", t("Next step"), t("Next step"), () => app.lessons.move(1));
    this.host = make("section", "tm-speaker", make("div", "tm-speaker-head", before, next, this.answer, this.clock), this.body);
    this.host.setAttribute("aria-label", t("Notes for the speaker"));
    this.host.hidden = true;
    root.append(this.host);
    this.began = 0;
    this.timer = 0;
    this.told = "";
    this.listening = new AbortController();
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.listening.signal, capture: true });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { app } = this;
    const action = app.state.speaker ? actionOf(event) : null;
    if (action === "next" || action === "before") app.lessons.move(action === "next" ? 1 : -1);
    else if (action === "answer") app.lessons.answer();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  tick() {
    const seconds = Math.floor((Date.now() - this.began) / SECOND_MS);
    const passed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.clock.textContent = t("{passed} since the start", { passed });
  }

  /** @param {Scene} scene */
  draw({ state }) {
    this.host.hidden = !state.speaker;
    this.root.toggleAttribute("data-speaker", state.speaker);
    if (!state.speaker) return;
    if (!this.timer) {
      this.began = Date.now();
      this.timer = window.setInterval(() => this.tick(), SECOND_MS);
      this.tick();
    }
    const { app } = this;
    const lesson = app.lessons.find(state.lesson);
    const step = app.lessons.step();
    const now = `${state.lesson} ${state.step} ${state.asked} ${step !== null} ${app.lessons.fault}`;
    if (now === this.told) return;
    this.told = now;
    if (lesson && step) this.show(lesson, step, state);
    else this.body.replaceChildren(make("p", "", app.lessons.fault || "…"));
  }

  /** @param {import("../types.js").Lesson} lesson @param {import("../types.js").LessonStep} step @param {import("../types.js").State} state */
  show(lesson, step, state) {
    const after = lesson.steps[state.step];
    this.answer.hidden = !step.question;
    this.answer.setAttribute("aria-pressed", String(state.asked));
    const question = [make("h3", "", t("Question")), make("p", "", step.question), make("h3", "", t("Answer")), ...step.answer.map((text) => make("p", "", text))];
    this.body.replaceChildren(
      make("p", "tm-quiet", t("{title}, {n} of {total}", { title: lesson.title, n: state.step, total: lesson.steps.length })),
      make("h2", "tm-speaker-title", step.headline), make("p", "tm-speaker-notes", step.notes),
      ...(step.question ? question : []),
      make("h3", "", t("Next")), make("p", "", after ? after.headline : t("The lesson ends here")),
    );
  }

  destroy() {
    clearInterval(this.timer);
    this.listening.abort();
    this.host.remove();
  }
}
