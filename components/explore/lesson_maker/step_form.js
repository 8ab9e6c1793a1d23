/** The form of a step: what it shows, its sentences, its question, the notes. */

import { spanWords, wordsOf } from "../data/days.js";
import { stateOf } from "../data/lesson_table.js";
import { make, makeButton, makeGroup, makeRecord } from "../elements.js";
import { t, tn } from "../words.js";
import { emptySentence } from "./draft.js";
import { makeRestsChoice } from "./rests_choice.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").StepTable} StepTable */
/** @typedef {import("../types.js").SentenceTable} SentenceTable */
/** @typedef {import("./fields.js").Fields} Fields */
/**
 * @typedef {object} Form
 * @property {App} app @property {Fields} fields @property {StepTable} step @property {string} where "step 2"
 * @property {() => void} again make the form anew: it has other fields now
 */

/** @param {Form} form @param {{show: () => void, take: () => void, present: () => void}} acts */
export function makeStepForm(form, acts) {
  const { fields, step, where } = form;
  const most = (/** @type {string} */ name) => form.app.own.rules?.step.find((field) => field.name === name)?.most ?? 0;
  const text = (/** @type {"headline" | "question" | "notes"} */ name, /** @type {string} */ label, /** @type {number} */ rows) =>
    fields.text(`${where}, ${name}`, label, step[name] ?? "", (words) => { step[name] = words; }, { rows });
  return make("div", "tm-step-form",
    makeShown(form, acts),
    text("headline", t("Headline, at most {n} characters", { n: most("headline") }), 1),
    makeSentences(form, "sentences", t("Sentence {n}"), t("Add a sentence"), most("sentences")),
    text("question", t("Question for the class, where there is one"), 2),
    ...makeQuestionParts(form, most("answer")),
    text("notes", t("Notes, for the speaker alone"), 4),
    makeButton("tm-button", t("Present this step"), t("Present this step"), acts.present));
}

/** @param {Form} form @param {{show: () => void, take: () => void}} acts */
function makeShown({ app, fields, step, where }, acts) {
  const { from, to, known, event, filters } = stateOf(step, app.record);
  const filtered = Object.values(filters).flat().length;
  const words = [
    spanWords(from, to), ...(known === null ? [] : [t("as known on {day}", { day: wordsOf(known) })]),
    ...(filtered ? [tn("{n} filter", "{n} filters", filtered)] : []), ...(event === null ? [] : [app.selection.find(event)?.title ?? event]),
  ];
  const group = makeGroup(t("What the step shows"), "tm-step-shown", makeRecord("p", "", words.join(" · ")),
    make("div", "tm-share-buttons", makeButton("tm-button", t("Show on the map"), t("Show on the map what the step shows"), acts.show),
      makeButton("tm-button", t("Take the present view"), t("Take the present view into this step"), acts.take)));
  return make("div", "tm-field", group, fields.add(where, group));
}

/** @param {Form} form @param {"sentences" | "answer"} name @param {string} label with {n} @param {string} more @param {number} most */
function makeSentences(form, name, label, more, most) {
  const { app, fields, step, where, again } = form;
  const rows = /** @type {SentenceTable[]} */ (step[name] ??= []);
  const state = stateOf(step, app.record);
  const made = rows.map((row, k) => {
    const place = `${where}, ${name} ${k + 1}`;
    const words = label.replace("{n}", String(k + 1));
    row.text ??= "";
    row.rests_on ??= [];
    const choice = makeRestsChoice(app, state, row, words, () => fields.touch(`${place}, rests_on`));
    const remove = makeButton("tm-button tm-plain", t("Remove"), t("Remove: {name}", { name: words }), () => {
      rows.splice(k, 1);
      fields.changed();
      again();
    });
    return make("div", "tm-sentence", fields.text(`${place}, text`, words, row.text, (text) => { row.text = text; }, { rows: 2 }),
      choice, fields.add(`${place}, rests_on`, choice), remove);
  });
  const add = makeButton("tm-button", more, more, () => {
    rows.push(emptySentence());
    fields.changed();
    again();
  });
  add.hidden = rows.length >= most;
  return make("div", "tm-field", ...made, add, fields.add(`${where}, ${name}`, add));
}

/** What goes with a question. @param {Form} form @param {number} most sentences of the answer */
function makeQuestionParts(form, most) {
  const { fields, step, where } = form;
  const options = fields.text(`${where}, options`, t("Answers to choose from, one in a line"), (step.options ?? []).join("\n"), (text) => {
    step.options = text.split("\n").map((line) => line.trim()).filter(Boolean);
  }, { rows: 3 });
  const answer = makeSentences(form, "answer", t("Answer {n}"), t("Add a sentence of the answer"), most);
  return [options, answer, fields.flag(`${where}, judge`, t("Hide level and blame until the answer is asked for"), step.judge ?? false, (on) => { step.judge = on; })];
}
