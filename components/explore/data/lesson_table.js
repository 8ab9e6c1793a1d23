/** Between what the page shows, a step as a lesson file has it, and a lesson as it is presented. No DOM. */

import { writeLink } from "../link.js";
import { openingPeriod, openingState } from "../state.js";
import { dayOf, isoOf } from "./days.js";

/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").LessonTable} LessonTable */
/** @typedef {import("../types.js").LessonStep} LessonStep */
/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").Facet} Facet */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").StepTable} StepTable */
/** @typedef {LessonStep["rests"][number]} Rest */

/**
 * What the page shows, as the fields of a step; words that are searched for have none.
 * @param {State} state @param {RecordData} record @param {number[]} zooms least and most of a step
 * @returns {StepTable}
 */
export function showOf(state, record, [least, most]) {
  const { from, to, mode, known, view, event, held, filters } = state;
  /** @type {StepTable} */
  const show = {};
  if (mode === "on") show.day = isoOf(to);
  else if (mode === "upto" && from === firstUntil(record, to)) show.until = isoOf(to);
  else Object.assign(show, { from: isoOf(from), to: isoOf(to) });
  if (known !== null) show.known = isoOf(known);
  if (view) Object.assign(show, { center: view.slice(0, 2), zoom: Math.min(most, Math.max(least, view[2])) });
  if (event !== null) show.event = event;
  for (const [facet, values] of Object.entries(filters)) if (values.length) show[facet] = values;
  if (!held) show.held = false;
  return show;
}

/** First day of all days up to one. @param {RecordData} record @param {number} day */
const firstUntil = (record, day) => Math.min(openingPeriod(record).start, day);

/** What a step shows, as a state of the page. @param {StepTable} step @param {RecordData} record @returns {State} */
export function stateOf(step, record) {
  const opening = openingState(record);
  const filters = Object.fromEntries(Object.keys(opening.filters).map((facet) => [facet, step[facet] ?? []]));
  const day = (/** @type {string | undefined} */ iso, /** @type {number} */ otherwise) => (iso === undefined ? otherwise : dayOf(iso) ?? otherwise);
  const to = day(step.day ?? step.until ?? step.to, opening.to);
  const mode = step.day !== undefined ? "on" : step.until !== undefined ? "upto" : "between";
  const from = { on: to, upto: firstUntil(record, to), between: day(step.from, opening.from) }[mode];
  return {
    ...opening, from, to, mode, filters: /** @type {State["filters"]} */ (filters), known: step.known === undefined ? null : dayOf(step.known),
    view: step.center && step.zoom !== undefined ? [...step.center, step.zoom] : null, event: step.event ?? null, held: step.held ?? true,
  };
}

/**
 * A lesson as it is presented, with what is still missing left empty.
 * @param {string} id @param {LessonTable} table @param {RecordData} record @param {Map<string, Rest>} rests @returns {Lesson}
 */
export function lessonOf(id, table, record, rests) {
  return { id, title: table.title ?? "", summary: table.summary ?? "", minutes: table.minutes ?? 0, steps: table.steps.map((step) => stepOf(step, record, rests)) };
}

/** @param {StepTable} step @param {RecordData} record @param {Map<string, Rest>} rests @returns {LessonStep} */
function stepOf(step, record, rests) {
  const { headline = "", sentences = [], question = "", options = [], answer = [], judge = false, notes = "" } = step;
  const texts = (/** @type {typeof sentences} */ rows) => rows.map(({ text }) => text).filter(Boolean);
  /** @type {Map<string, Rest>} */
  const found = new Map();
  for (const id of [...sentences, ...answer].flatMap(({ rests_on }) => rests_on)) {
    const rest = rests.get(id);
    if (rest) found.set(rest.id, rest);
  }
  return {
    headline, sentences: texts(sentences), link: writeLink(stateOf(step, record), record).toString(),
    question, options, answer: texts(answer), judge, notes, rests: [...found.values()],
  };
}

/** Each id on which a sentence may rest -> the incident or source that is named for it. @param {import("../types.js").DetailData} detail */
export function listRests({ cards, sources }) {
  /** @type {Map<string, Rest>} */
  const rests = new Map(sources.map(({ id }) => [id, { id, kind: "source" }]));
  for (const card of cards) {
    rests.set(card.id, { id: card.id, kind: "incident" });
    for (const { claims } of card.groups) for (const claim of claims) rests.set(claim.id, { id: claim.source.id, kind: "source" });
  }
  return rests;
}

/** A table without what is left empty, as it is checked and saved. @param {LessonTable} table @returns {LessonTable} */
export function tidyLesson(table) {
  const rows = (/** @type {import("../types.js").SentenceTable[] | undefined} */ given) => (given ?? []).map(withoutEmpty);
  return {
    ...withoutEmpty(table),
    steps: table.steps.map((step) => withoutEmpty({ ...step, sentences: rows(step.sentences), answer: rows(step.answer).filter((row) => Object.keys(row).length) })),
  };
}

/** @template {object} T @param {T} table @returns {T} */
function withoutEmpty(table) {
  const isFull = (/** @type {[string, unknown]} */ [name, value]) => !["", null, undefined].includes(/** @type {any} */ (value))
    && !(Array.isArray(value) && !value.length) && (value !== false || name === "held");
  return /** @type {T} */ (Object.fromEntries(Object.entries(table).filter(isFull)));
}
