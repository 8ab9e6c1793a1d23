/** The pages of a handout: for each step its map, words, question and what they rest on; sources, citation, answers. */

import { today, wordsOf } from "../data/days.js";
import { make, makeRecord } from "../elements.js";
import { citationForms } from "../share/cite.js";
import { sourceWords } from "../share/view_words.js";
import { t, tn } from "../words.js";
import { collectRests, runs } from "./handout_rests.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").LessonStep} LessonStep */
/** @typedef {import("../types.js").SourceData} SourceData */
/** @typedef {{address: string, about: string}} StepMap address of the picture, and what it shows in words */

/** Lines to write on, below options and without them. */
const LINES = [2, 4];

/** @param {App} app @param {Lesson} lesson @param {StepMap[]} maps one a step */
export function makeHandout(app, lesson, maps) {
  const { steps, further } = collectRests(lesson, {
    source: (id) => app.detail.source(id),
    incident: (id) => {
      const item = app.selection.find(id);
      return item && { title: item.title, when: item.when, sources: app.detail.behind?.(id) ?? [] };
    },
  });
  const answered = lesson.steps.flatMap((step, k) => (step.question ? [makeAnswer(step, k + 1)] : []));
  return make("div", "tm-root tm-handout",
    makeHead(app, lesson),
    ...lesson.steps.map((step, k) => make("section", "tm-handout-step", ...makeStep(step, k + 1, maps[k]), makeRests(steps[k]))),
    ...(further.length ? [make("section", "tm-handout-sources", make("h2", "", t("Further sources")), make("ol", "", ...further.map(makeSource)))] : []),
    make("section", "tm-handout-foot", ...footLines(app, lesson).map((words) => makeRecord("p", "", words))),
    ...(answered.length ? [make("section", "tm-handout-answers", make("h2", "", t("Answers: {title}", { title: lesson.title })), ...answered)] : []));
}

/** @param {App} app @param {Lesson} lesson */
function makeHead({ record }, { title, summary, minutes, steps }) {
  const facts = [record.citation.title, tn("{n} step", "{n} steps", steps.length), tn("{n} minute", "{n} minutes", minutes)];
  return make("header", "tm-handout-head", makeRecord("h1", "", title), makeRecord("p", "tm-handout-summary", summary), makeRecord("p", "tm-quiet", facts.join(" · ")));
}

/** @param {LessonStep} step @param {number} number @param {StepMap} map */
function makeStep({ headline, sentences, question, options }, number, { address, about }) {
  const picture = /** @type {HTMLImageElement} */ (make("img", "tm-handout-map"));
  picture.src = address;
  picture.alt = about;
  return [
    makeRecord("h2", "", t("{n}. {headline}", { n: number, headline })), picture,
    ...sentences.map((text) => makeRecord("p", "tm-handout-sentence", text)),
    ...(question ? [make("div", "tm-handout-question",
      makeRecord("p", "tm-question-words", question),
      ...(options.length ? [make("ul", "tm-handout-options", ...options.map((option) => makeRecord("li", "", option)))] : []),
      ...Array.from({ length: LINES[options.length ? 0 : 1] }, () => make("div", "tm-handout-line")))] : []),
  ];
}

/** @param {import("./handout_rests.js").StepRests} rests */
function makeRests({ sources, named }) {
  const entries = named.map(({ words, numbers }) => makeRecord("li", "", numbers.length ? t("{source} [{numbers}]", { source: words, numbers: runs(numbers) }) : words));
  const parts = [
    ...(sources.length ? [make("p", "tm-handout-label", t("Sources")), make("ul", "tm-handout-columns", ...sources.map(makeSource))] : []),
    ...(entries.length ? [make("p", "tm-handout-label", t("With the numbers of further sources, at the end")), make("ul", "tm-handout-named", ...entries)] : []),
  ];
  return make("div", "tm-handout-rests", ...parts);
}

/** Who, what, when, where. @param {SourceData} source */
function makeSource({ by, title, date, address, url }) {
  const parts = [by, title, date, url || address].filter(Boolean);
  return make("li", "", ...parts.flatMap((part, k) => [...(k ? [". "] : []), makeRecord("span", part === title ? "tm-handout-title" : "", part)]));
}

/** @param {App} app @param {Lesson} lesson */
function footLines(app, lesson) {
  const { record, copy } = app;
  const { citation, version, credit } = record;
  const [plain] = citationForms();
  const url = app.link({ lesson: lesson.id, step: 1, present: true });
  const cite = plain.write({ ...citation, view: lesson.title, note: "", version, accessed: today(), url }).trim();
  return [
    t("No mark means that no incident is recorded, not that nothing happened."),
    t("Source: {source}. {credit}.", { source: sourceWords(record), credit }),
    // The address of a file opens on this computer alone.
    copy && !copy.lasting ? copy.about[copy.about.length - 1] : t("To cite it: {cite}", { cite }),
    t("Printed on {day}.", { day: wordsOf(today()) }),
  ];
}

/** @param {LessonStep} step @param {number} number */
function makeAnswer({ question, answer }, number) {
  return make("div", "tm-handout-answer",
    makeRecord("h3", "", t("{n}. {headline}", { n: number, headline: question })), ...answer.map((text) => makeRecord("p", "", text)));
}
