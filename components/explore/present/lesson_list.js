/** What can be presented, in a dialog: what is shown, and the lessons. */

import { make, makeButton } from "../elements.js";
import { Modal } from "../panels/modal.js";
import { t, tn } from "../words.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */

/** @param {App} app @param {HTMLElement} root @returns {import("../types.js").View} */
export function createLessonList(app, root) {
  const modal = new Modal(app, root, { key: "lessons", title: t("Present"), parts: () => parts(app) });
  let told = "";
  return {
    draw(scene) {
      modal.draw(scene);
      const now = `${app.lessons.data !== null} ${app.lessons.fault}`;
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
  const entries = data.lessons.map((lesson) => make("li", "tm-lesson",
    make("h3", "tm-lesson-title", lesson.title), make("p", "", lesson.summary),
    make("div", "tm-lesson-line",
      make("span", "tm-quiet", `${tn("{n} step", "{n} steps", lesson.steps.length)} · ${tn("{n} minute", "{n} minutes", lesson.minutes)}`),
      makeButton("tm-button", t("Present"), t("Present: {title}", { title: lesson.title }), () => start(app, lesson)))));
  const problems = data.problems.length
    ? [make("p", "", t("Lessons that cannot be used:")), make("ul", "tm-lesson-problems", ...data.problems.map((words) => make("li", "", words)))] : [];
  return [make("h3", "tm-lesson-head", t("Lessons")), make("p", "", t("Steps for a class; each sentence names what it rests on.")), make("ul", "tm-lessons", ...entries), ...problems];
}

/** @param {App} app @param {Lesson} lesson */
function start(app, lesson) {
  app.change({ lesson: lesson.id, step: 1, asked: false, dialog: "" });
  app.lessons.go(lesson, 1);
}
