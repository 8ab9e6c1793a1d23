/** The card of a step: its words, its question with a show of hands, the answer once it is asked for, its sources. */

import { make, makeButton, makeRecord } from "../elements.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").LessonStep} LessonStep */

/** What is typed in of a show of hands, for as long as the page is open. @type {Map<string, string>} */
const HANDS = new Map();

/**
 * @param {App} app @param {Lesson} lesson @param {LessonStep} step @param {number} number of the step, from 1
 * @param {boolean} asked whether the answer is shown @param {() => void} ask shows it
 */
export function makeLessonCard(app, lesson, step, number, asked, ask) {
  return [
    make("p", "tm-caption-when", t("{title}, {n} of {total}", { title: lesson.title, n: number, total: lesson.steps.length })),
    make("h3", "tm-caption-title", step.headline),
    ...step.sentences.map((text) => make("p", "tm-caption-line", text)),
    ...(step.question ? [makeQuestion(lesson, step, number, asked, ask)] : []),
    makeRests(app, step),
  ];
}

/** @param {Lesson} lesson @param {LessonStep} step @param {number} number @param {boolean} asked @param {() => void} ask */
function makeQuestion(lesson, step, number, asked, ask) {
  const words = asked ? t("Hide the answer") : t("Show the answer");
  const button = makeButton("tm-button tm-ask", words, words, ask);
  button.setAttribute("aria-expanded", String(asked));
  const options = step.options.map((option, k) => makeOption(`${lesson.id} ${number} ${k}`, option));
  return make("div", "tm-question",
    make("p", "tm-question-words", step.question), ...(options.length ? [make("ul", "tm-options", ...options)] : []), button,
    ...(asked ? step.answer.map((text) => make("p", "tm-answer", text)) : []));
}

/** A possible answer with the number of hands for it. @param {string} key @param {string} option */
function makeOption(key, option) {
  const hands = /** @type {HTMLInputElement} */ (make("input", "tm-hands"));
  hands.type = "number";
  hands.min = "0";
  hands.max = "999";
  hands.value = HANDS.get(key) ?? "";
  hands.setAttribute("aria-label", t("Hands for: {option}", { option }));
  hands.addEventListener("input", () => HANDS.set(key, hands.value));
  return make("li", "", make("span", "", option), hands);
}

/** What the sentences rest on, folded. @param {App} app @param {LessonStep} step */
function makeRests(app, step) {
  const lines = step.rests.map(({ id, kind }) => {
    const source = kind === "source" ? app.detail.source(id) : null;
    const title = kind === "incident" ? app.selection.find(id)?.title ?? id : source ? [source.by, source.title, source.date].filter(Boolean).join(", ") : id;
    return makeRecord("li", "", title);
  });
  return make("details", "tm-rests", make("summary", "", t("What this rests on")), make("ul", "", ...lines));
}
