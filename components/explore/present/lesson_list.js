/** What can be presented, in a dialog: what is shown, and the lessons. */

import { make, makeButton } from "../elements.js";
import { Modal } from "../panels/modal.js";
import { t, tn } from "../words.js";
import { makeHandoutButton } from "./handout.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */

/** @param {App} app @param {HTMLElement} root @returns {import("../types.js").View} */
export function createLessonList(app, root) {
  const modal = new Modal(app, root, { key: "lessons", title: t("Present"), parts: () => parts(app) });
  let told = "";
  return {
    draw(scene) {
      modal.draw(scene);
      const now = `${app.lessons.data !== null} ${app.lessons.fault} ${app.own.draft.version} ${app.own.kept.length}`;
      if (modal.element.open && now !== told) modal.body.replaceChildren(...parts(app));
      told = now;
    },
    destroy: () => modal.destroy(),
  };
}

/** @param {App} app */
function parts(app) {
  const shown = makeButton("tm-button tm-main-button", t("What is shown"), t("Present what is shown (F)"), () => app.change({ present: true, lesson: null }, "new"));
  return [make("p", "", t("On a projector, in large type, with arrow keys or a clicker.")), shown, ...(app.lessons.asking ? lessonParts(app) : [])];
}

/** @param {App} app */
function lessonParts(app) {
  const { data, fault } = app.lessons;
  if (!data) return [make("p", "", fault || "…"), ...(fault ? [makeButton("tm-button", t("Try again"), t("Try again"), () => app.lessons.again())] : [])];
  const { own } = app;
  const all = [...own.list(), ...data.lessons.map((lesson) => ({ lesson, from: "" }))];
  const titleOf = (/** @type {Lesson} */ { title }) => title || t("No title yet");
  const entries = all.map(({ lesson, from }) => make("li", "tm-lesson", ...(from ? [make("p", "tm-lesson-from", from)] : []),
    make("h3", "tm-lesson-title", titleOf(lesson)), make("p", "", lesson.summary),
    make("div", "tm-lesson-line",
      make("span", "tm-quiet", `${tn("{n} step", "{n} steps", lesson.steps.length)} · ${tn("{n} minute", "{n} minutes", lesson.minutes)}`),
      ...(lesson.steps.length ? [makeHandoutButton(app, lesson)] : []),
      makeButton("tm-button", t("Present"), t("Present: {title}", { title: titleOf(lesson) }), () => start(app, lesson)))));
  const faults = [...own.problems, ...data.problems];
  const problems = faults.length
    ? [make("p", "", t("Lessons that cannot be used:")), make("ul", "tm-lesson-problems", ...faults.map((words) => make("li", "", words)))] : [];
  const lessons = entries.length ? [make("p", "", t("Steps for a class; each sentence names what it rests on.")), make("ul", "tm-lessons", ...entries)] : [];
  return [make("h3", "tm-lesson-head", t("Lessons")), ...lessons, ...problems, makeOwn(app)];
}

/** The way to a lesson of one's own. @param {App} app */
function makeOwn(app) {
  const add = makeButton("tm-button", t("Add this view to your lesson"), t("Add this view to your lesson"), () => {
    app.own.addView();
    app.change({ dialog: "" });
  });
  const open = makeButton("tm-button", t("Make or open a lesson"), t("Make or open a lesson"), () => app.change({ dialog: "maker" }));
  return make("div", "tm-lesson-own", make("h3", "tm-lesson-head", t("A lesson of your own")),
    make("p", "", t("Any view of this page can be a step. The lesson stays in this tab until you save it as a file.")), make("div", "tm-share-buttons", add, open));
}

/** @param {App} app @param {Lesson} lesson */
function start(app, lesson) {
  app.change({ lesson: lesson.id, step: 1, asked: false, dialog: "" });
  app.lessons.go(lesson, 1);
}
