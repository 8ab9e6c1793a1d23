/** The maker of lessons: a dialog with steps and their forms, a bar on the map that leads to it, files dropped on the page. */

import { make, makeButton } from "../elements.js";
import { problemWords } from "../data/lesson_check.js";
import { stateOf } from "../data/lesson_table.js";
import { Modal } from "../panels/modal.js";
import { t, tn } from "../words.js";
import { Fields } from "./fields.js";
import { makeHandOver } from "./hand_over.js";
import { makeStepForm } from "./step_form.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */

/** @param {App} app @param {{root: HTMLElement, stage: HTMLElement}} frame @returns {import("../types.js").View} */
export function createMaker(app, { root, stage }) {
  return new Maker(app, root, stage);
}

class Maker {
  /** @param {App} app @param {HTMLElement} root @param {HTMLElement} stage */
  constructor(app, root, stage) {
    this.app = app;
    this.own = app.own;
    this.fields = new Fields(() => this.own.check(), () => this.own.draft.save());
    /** The step whose form is open, 0 for none. */
    this.number = 0;
    this.told = "";
    this.modal = new Modal(app, root, { key: "maker", title: t("Your lesson"), parts: () => this.parts(), closed: () => this.close() });
    this.steps = makeButton("tm-button", "", "", () => app.change({ dialog: "maker" }));
    const add = makeButton("tm-button", t("Add this view"), t("Add this view to your lesson"), () => this.add());
    this.bar = make("div", "tm-maker-bar", this.steps, add);
    this.bar.dataset.cover = "";
    this.bar.hidden = true;
    stage.append(this.bar);
    this.listening = new AbortController();
    const { signal } = this.listening;
    root.addEventListener("dragover", (event) => { if (this.canDrop(event)) event.preventDefault(); }, { signal });
    root.addEventListener("drop", (event) => this.drop(event), { signal });
  }

  /** @param {DragEvent} event */
  canDrop(event) {
    return this.app.lessons.asking !== null && (event.dataTransfer?.types.includes("Files") ?? false);
  }

  /** @param {DragEvent} event */
  drop(event) {
    const file = event.dataTransfer?.files[0];
    if (!file || !this.canDrop(event)) return;
    event.preventDefault();
    this.open(file);
  }

  /** @param {File} file */
  async open(file) {
    this.number = 0;
    this.fields.all = false;
    this.fields.touched.clear();
    await this.own.openFile(file);
    this.redo();
  }

  /** @param {Scene} scene */
  draw(scene) {
    const { state } = scene;
    const { length } = this.own.draft.table.steps;
    const hidden = !length || state.present || state.lesson !== null || this.app.lessons.asking === null;
    if (hidden !== this.bar.hidden) {
      this.bar.hidden = hidden;
      this.app.rearrange();
    }
    const words = tn("Your lesson: {n} step", "Your lesson: {n} steps", length);
    if (this.steps.textContent !== words) this.steps.textContent = words;
    this.modal.draw(scene);
    const now = `${this.app.lessons.data !== null} ${this.app.lessons.fault}`;
    if (this.modal.element.open && now !== this.told) this.redo();
    this.told = now;
  }

  /** @param {string} [name] of the control that takes the focus */
  redo(name) {
    if (!this.modal.element.open) return;
    const { body } = this.modal;
    const top = this.modal.element.scrollTop;
    body.replaceChildren(...this.parts());
    this.modal.element.scrollTop = top;
    if (name) /** @type {HTMLElement | null} */ (body.querySelector(`[data-act="${name}"]`))?.focus();
  }

  close() {
    this.own.refused = [];
  }

  /** @returns {Node[]} */
  parts() {
    const { app, fields, own } = this;
    fields.clear();
    if (!app.lessons.data) {
      const { fault } = app.lessons;
      return [make("p", "", fault || "…"), ...(fault ? [makeButton("tm-button", t("Try again"), t("Try again"), () => app.lessons.again())] : [])];
    }
    const { table } = own.draft;
    const list = make("ol", "tm-maker-steps", ...table.steps.map((step, k) => this.makeEntry(step, k + 1)));
    const present = makeButton("tm-button tm-main-button", t("Present"), t("Present your lesson from its first step"), () => this.present(1));
    const parts = [
      this.makeRefused(), this.makeUndo(),
      fields.text("title", t("Title"), table.title ?? "", (text) => { table.title = text; }),
      fields.text("summary", t("What the class can do then, in one sentence"), table.summary ?? "", (text) => { table.summary = text; }, { rows: 2 }),
      fields.text("minutes", t("Minutes"), String(table.minutes ?? ""), (text) => { table.minutes = text === "" ? undefined : Number(text); }, { type: "number" }),
      make("h3", "tm-lesson-head", t("Steps")), list, fields.add("steps", list),
      make("div", "tm-share-buttons", makeButton("tm-button", t("Add this view"), t("Add this view as a step"), () => this.add()), ...(table.steps.length ? [present] : [])),
      make("h3", "tm-lesson-head", t("Keep it, hand it on")), this.makeProblems(), ...makeHandOver(app, () => this.isReady()),
      make("div", "tm-share-buttons", this.makeOpener(), ...(own.draft.isEmpty() ? [] : [this.makeAnew()])),
    ];
    fields.show();
    return [make("div", "tm-maker", ...parts)];
  }

  /** A file that could not be opened. */
  makeRefused() {
    const { refused } = this.own;
    const box = make("div", "tm-maker-refused", ...(refused.length ? [make("p", "", t("This file cannot be opened; your lesson is as it was.")), make("ul", "tm-lesson-problems", ...refused.map((line) => make("li", "", line)))] : []));
    box.setAttribute("role", "alert");
    return box;
  }

  makeUndo() {
    const { draft } = this.own;
    const { undone } = draft;
    const line = make("p", "tm-maker-undo");
    line.setAttribute("role", "status");
    if (undone) {
      line.append(make("span", "", undone.words), makeButton("tm-button", t("Undo"), t("Undo"), () => {
        this.number = 0;
        draft.undo();
        this.redo("add");
      }));
    }
    return line;
  }

  /** What is still to be done, once it is asked for. */
  makeProblems() {
    this.problems = make("div", "");
    this.problems.setAttribute("role", "alert");
    return this.problems;
  }

  /** @param {import("../types.js").StepTable} step @param {number} number */
  makeEntry(step, number) {
    const { draft } = this.own;
    const open = this.number === number;
    const headline = step.headline || t("No headline yet");
    const name = t("Step {n}: {headline}", { n: number, headline });
    const edit = makeButton("tm-button tm-step-name", name, name, () => {
      this.number = open ? 0 : number;
      this.redo(`edit ${number}`);
    });
    edit.dataset.act = `edit ${number}`;
    edit.setAttribute("aria-expanded", String(open));
    const act = (/** @type {string} */ sign, /** @type {string} */ words, /** @type {string} */ key, /** @type {() => void} */ run) => {
      const button = makeButton("tm-button tm-icon-only", sign, words, run);
      button.dataset.act = `${key} ${number}`;
      return button;
    };
    const move = (/** @type {1 | -1} */ by, /** @type {string} */ key) => {
      this.number = 0;
      this.redo(`${key} ${draft.move(number, by)}`);
    };
    const acts = make("div", "tm-step-acts",
      act("↑", t("Step {n} up", { n: number }), "up", () => move(-1, "up")),
      act("↓", t("Step {n} down", { n: number }), "down", () => move(1, "down")),
      act("⧉", t("Copy step {n}", { n: number }), "copy", () => {
        draft.copy(number);
        this.number = number + 1;
        this.redo(`edit ${number + 1}`);
      }),
      act("×", t("Delete step {n}", { n: number }), "delete", () => {
        this.number = 0;
        draft.remove(number, t("Step {n} is deleted.", { n: number }));
        this.redo(draft.table.steps.length ? `edit ${Math.min(number, draft.table.steps.length)}` : "add");
      }));
    return make("li", "tm-maker-step", make("div", "tm-step-line", edit, acts), ...(open ? [this.makeForm(step, number)] : []));
  }

  /** @param {import("../types.js").StepTable} step @param {number} number */
  makeForm(step, number) {
    const { app, fields, own } = this;
    return makeStepForm({ app, fields, step, where: `step ${number}`, again: () => this.redo(`edit ${number}`) }, {
      show: () => {
        const { from, to, mode, known, view, event, held, filters } = stateOf(step, app.record);
        app.change({ from, to, mode, known, view, event, held, filters, text: "", show: "map", lead: false, dialog: "" }, "new");
      },
      take: () => {
        const words = Object.fromEntries(["headline", "sentences", "question", "options", "answer", "judge", "notes"].flatMap((key) => (key in step ? [[key, step[key]]] : [])));
        own.draft.table.steps[number - 1] = { ...own.show(), ...words };
        own.draft.save();
        this.redo(`edit ${number}`);
      },
      present: () => this.present(number),
    });
  }

  /** Add what the page shows; in the dialog its form opens. */
  add() {
    const number = this.own.addView();
    if (!this.modal.element.open) return;
    this.number = number;
    this.redo(`edit ${number}`);
  }

  /** @param {number} number */
  present(number) {
    const { app, own } = this;
    const lesson = app.lessons.find(own.draft.id);
    if (!lesson) return;
    app.change({ lesson: lesson.id, step: number, asked: false, dialog: "" });
    app.lessons.go(lesson, number);
  }

  /** Whether the lesson can be handed on; what is wrong is told at its fields, and in a list. */
  isReady() {
    this.fields.all = true;
    const problems = this.fields.show();
    this.problems?.replaceChildren(...(problems.length ? [
      make("p", "", tn("{n} thing is to be put right first:", "{n} things are to be put right first:", problems.length)),
      make("ul", "tm-lesson-problems", ...problems.map((problem) => make("li", "", problemWords("", problem)))),
    ] : []));
    return problems.length === 0;
  }

  makeOpener() {
    const input = /** @type {HTMLInputElement} */ (make("input", "tm-unseen"));
    input.type = "file";
    input.accept = ".json,.toml";
    input.tabIndex = -1;
    input.setAttribute("aria-label", t("Lesson file"));
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) this.open(file);
    });
    const button = makeButton("tm-button", t("Open a lesson file"), t("Open a lesson file; it can be dropped on the page as well"), () => input.click());
    return make("span", "", button, input);
  }

  makeAnew() {
    return makeButton("tm-button", t("Begin anew"), t("Put this lesson away and begin anew"), () => {
      this.number = 0;
      this.fields.all = false;
      this.fields.touched.clear();
      this.own.draft.replace({ steps: [] }, t("Your lesson is put away."));
      this.redo("add");
    });
  }

  destroy() {
    this.listening.abort();
    this.modal.destroy();
    this.bar.remove();
  }
}
