/** The lessons of the record: asked for when somebody wants one, gone through step by step, two windows in step. */

import { Once } from "../data/once.js";
import { clip, stateOfLink } from "../link.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").LessonStep} LessonStep */
/** @typedef {import("../types.js").State} State */

/** Windows of one browser that show the same lesson hear of each other here. */
const CHANNEL = "timemap-lesson";

export class Lessons {
  /** @param {App} app @param {(() => Promise<import("../types.js").LessonsData>) | null} load @param {() => void} redraw */
  constructor(app, load, redraw) {
    this.app = app;
    /** null where there are no lessons. */
    this.asking = load && new Once(async () => {
      const data = await load();
      await app.own.begin(data.rules);
      return data;
    }, () => this.take(redraw));
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);
    this.channel?.addEventListener("message", ({ data }) => this.hear(data));
  }

  /** null before they have come. */
  get data() {
    return this.asking?.value ?? null;
  }

  /** What went wrong, "" when nothing did. */
  get fault() {
    return this.asking?.failed ? t("The lessons could not be loaded.") : "";
  }

  /** Ask for the lessons. */
  want() {
    this.asking?.want();
  }

  /** Ask again after a failure. */
  again() {
    this.asking?.get().catch(() => {});
  }

  /** They have come, or failed to. @param {() => void} redraw */
  take(redraw) {
    if (this.data) this.check();
    redraw();
  }

  /** A lesson of a link that is none, or a step that it has not, is left out. */
  check() {
    const { lesson, step, present, speaker } = this.app.state;
    if (lesson === null) return;
    const found = this.find(lesson);
    if (!found) {
      this.app.notice(`lesson=${clip(lesson)}: ${t("no lesson has this name")}`);
      this.app.change({ lesson: null, step: 1, speaker: false });
    } else if (step > found.steps.length || present || speaker) this.go(found, Math.min(step, found.steps.length), false);
  }

  /** @param {string | null} id @returns {Lesson | null} */
  find(id) {
    if (!this.data) return null;
    return this.app.own.list().find(({ lesson }) => lesson.id === id)?.lesson ?? this.data.lessons.find((lesson) => lesson.id === id) ?? null;
  }

  /** The step that the state is at, null before the lessons have come. @returns {LessonStep | null} */
  step() {
    const { lesson, step } = this.app.state;
    return this.find(lesson)?.steps[step - 1] ?? null;
  }

  /** Show a step as it is written. @param {Lesson} lesson @param {number} step from 1 @param {boolean} tells other windows */
  go(lesson, step, tells = true) {
    const { app } = this;
    const { state, record } = app;
    const written = lesson.steps[step - 1];
    if (!written) return app.say(t("The lesson ends here"));
    const same = state.lesson === lesson.id && state.step === step;
    const asked = same && state.asked;
    app.change({
      ...stateOfLink(written.link, record).state, speed: state.speed,
      present: !state.speaker, speaker: state.speaker, keyed: state.keyed, made: state.made,
      lesson: lesson.id, step, asked, judging: written.judge && !asked,
    }, "new");
    if (tells) this.tell();
  }

  /** @param {1 | -1} by */
  move(by) {
    const { lesson, step } = this.app.state;
    const found = this.find(lesson);
    if (!found) return undefined;
    if (step + by < 1) return this.app.say(t("The lesson begins here"));
    return this.go(found, step + by);
  }

  /** Show the answer of the step, or hide it again. */
  answer() {
    const step = this.step();
    if (!step?.question) return;
    const asked = !this.app.state.asked;
    this.app.change({ asked, judging: step.judge && !asked });
    this.tell();
  }

  /** Leave the page of the step, to look around. */
  explore() {
    this.app.change({ present: false, over: "", judging: false, playing: false }, "new");
  }

  back() {
    const { lesson, step } = this.app.state;
    const found = this.find(lesson);
    if (found) this.go(found, step, false);
  }

  end() {
    this.app.change({ lesson: null, step: 1, made: null, present: false, over: "", asked: false, judging: false }, "new");
  }

  /** Tell the other windows. */
  tell() {
    const { lesson, step, asked, made } = this.app.state;
    this.channel?.postMessage({ version: this.app.record.version, lesson, step, asked, made });
  }

  /** Another window went to a step. @param {any} said */
  hear(said) {
    const { state, record } = this.app;
    if (said?.version !== record.version || state.lesson === null || said.lesson !== state.lesson || said.made !== state.made) return;
    if (!state.present && !state.speaker) return;
    const found = this.find(said.lesson);
    if (!found || !Number.isInteger(said.step) || !found.steps[said.step - 1]) return;
    if (said.step !== state.step) this.go(found, said.step, false);
    const step = found.steps[said.step - 1];
    const asked = said.asked === true;
    if (asked !== this.app.state.asked) this.app.change({ asked, judging: step.judge && !asked });
  }

  destroy() {
    this.channel?.close();
  }
}
