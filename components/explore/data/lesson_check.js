/** What is wrong with a lesson, by the rules that come with the lessons: as geo/lessons.py says it. No DOM. */

import { dayOf, isoOf } from "./days.js";

/** @typedef {import("../types.js").LessonField} Field */
/** @typedef {import("../types.js").LessonRules} Rules */
/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {{where: string, value: string, rule: string, cure: string}} Problem where: "" for the whole file, "step 2, headline" */
/** @typedef {{rules: Rules, record: RecordData, rests: Map<string, unknown>}} Given rests: the ids on which a sentence may rest */

/** Characters of a value that are told. */
const TOLD_LETTERS = 80;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const DAYS = ["day", "until", "from", "to"];

/** A value is wrong: a word of the rules, and what is put into it. */
class Fault {
  /** @param {unknown} value "" tells none @param {string} word @param {Record<string, string | number>} [values] */
  constructor(value, word, values = {}) {
    this.value = value;
    this.word = word;
    this.values = values;
  }
}

/**
 * A problem in the words of the rules.
 * @param {Rules} rules @param {string} where @param {string} word @param {unknown} [value] @param {Record<string, string | number>} [values]
 * @returns {Problem}
 */
export function problemOf(rules, where, word, value = "", values = {}) {
  const [rule, cure] = rules.words[word].map((words) => words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)));
  return { where, value: showValue(value), rule, cure };
}

/** @param {string} file @param {Problem} problem */
export function problemWords(file, { where, value, rule, cure }) {
  return `${[file, where].filter(Boolean).join(", ")}: ${value ? `${value} ` : ""}${rule}; ${cure}`;
}

/** @param {unknown} value */
function showValue(value) {
  let text = "…";
  try {
    text = typeof value === "string" ? value : JSON.stringify(value);
  } catch {
    // Nested too deep to be written.
  }
  const letters = [...text.slice(0, 4 * TOLD_LETTERS)];
  const clipped = letters.length > TOLD_LETTERS ? `${letters.slice(0, TOLD_LETTERS - 1).join("")}…` : letters.join("");
  const line = clipped.replace(/(?! )[\p{C}\p{Z}]/gu, escapeLetter);
  return clipped === clipped.trim() ? line : `"${line}"`;
}

/** A letter that cannot be seen. @param {string} letter */
function escapeLetter(letter) {
  const code = letter.codePointAt(0) ?? 0;
  const named = { 9: "\\t", 10: "\\n", 13: "\\r" }[code];
  return named ?? `${code < 256 ? "\\x" : "\\u"}${code.toString(16).padStart(code < 256 ? 2 : 4, "0")}`;
}

/** @param {unknown} table what a file holds @param {Given} given @returns {Problem[]} none: it can be used */
export function checkLesson(table, given) {
  const check = new Check(given);
  if (isTable(table)) check.fields(table, given.rules.lesson, "");
  else check.note("", new Fault("", "lesson"));
  return check.problems;
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

class Check {
  /** @param {Given} given */
  constructor({ rules, record, rests }) {
    this.rules = rules;
    this.record = record;
    this.rests = rests;
    /** @type {Problem[]} */
    this.problems = [];
  }

  /** @param {string} where @param {unknown} fault */
  note(where, fault) {
    if (!(fault instanceof Fault)) throw fault;
    this.problems.push(problemOf(this.rules, where, fault.word, fault.value, fault.values));
  }

  /** @param {Record<string, any>} table @param {Field[]} fields @param {string} where */
  fields(table, fields, where) {
    const names = fields.map(({ name }) => name);
    for (const key of Object.keys(table)) if (!names.includes(key)) this.note(where, new Fault(key, "unknown", { names: names.join(", ") }));
    for (const field of fields) {
      const place = where ? `${where}, ${field.name}` : field.name;
      try {
        if (Object.hasOwn(table, field.name)) KINDS[field.kind](this, table[field.name], field, place);
        else if (field.needed) throw new Fault("", "missing");
      } catch (fault) {
        this.note(place, fault);
      }
    }
  }

  /** @param {unknown} step @param {string} where */
  step(step, where) {
    if (!isTable(step)) return this.note(where, new Fault(step, "step"));
    const has = (/** @type {string} */ name) => Object.hasOwn(step, name);
    this.fields(step, this.rules.step, where);
    if (has("question") !== has("answer")) this.note(where, new Fault("", has("question") ? "unanswered" : "unasked"));
    for (const name of ["options", "judge"]) {
      if (step[name] && !has("question")) this.note(`${where}, ${name}`, new Fault("", "goes"));
    }
    if (has("center") !== has("zoom")) this.note(where, new Fault("", "together"));
    const names = DAYS.filter(has);
    if (names.length === 1 && (names[0] === "day" || names[0] === "until")) return undefined;
    if (names.join() !== "from,to") return this.note(where, new Fault("", names.length ? "which-days" : "no-days", { names: names.join(", ") }));
    const { from, to } = step;
    if (isDay(from) && isDay(to) && from > to) this.note(`${where}, from`, new Fault(from, "turned", { to }));
    return undefined;
  }
}

/** @param {unknown} value */
const isDay = (value) => typeof value === "string" && dayOf(value) !== null;

/** @param {unknown} value @param {number} most */
function checkText(value, most) {
  if (typeof value !== "string" || !value.trim()) throw new Fault(value, "words");
  if ([...value].length > most) throw new Fault(value, "long", { most });
  if (CONTROL.test(value)) throw new Fault(value, "control");
}

/** @param {unknown} value @param {Field} field @returns {any[]} */
function listOf(value, { least, most }) {
  if (!Array.isArray(value)) throw new Fault(value, "rows");
  const count = value.length;
  if (count < least || count > most) throw new Fault("", count < least ? "few" : "many", { count, least, most });
  return value;
}

/** @param {unknown} value @param {{least: number, most: number}} field @returns {number} */
function numberOf(value, { least, most }) {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Fault(value, "digits");
  if (value < least || value > most) throw new Fault(value, "range", { least, most });
  return value;
}

/** @param {unknown} value @param {(id: string) => boolean} isKnown */
function checkId(value, isKnown) {
  if (typeof value !== "string" || !isKnown(value)) throw new Fault(value, "stranger");
}

/** Kind of a field -> what its value must be; throws a fault. @type {Record<string, (check: Check, value: unknown, field: Field, where: string) => void>} */
const KINDS = {
  text: (_check, value, { most }) => checkText(value, most),
  texts: (_check, value, field) => listOf(value, field).forEach((text) => checkText(text, field.longest)),
  number: (_check, value, field) => void numberOf(value, field),
  whole(_check, value, field) {
    if (!Number.isInteger(numberOf(value, field))) throw new Fault(value, "whole");
  },
  flag(_check, value) {
    if (typeof value !== "boolean") throw new Fault(value, "flag");
  },
  date({ record }, value) {
    if (!isDay(value)) throw new Fault(value, "date");
    const { start, end } = record.periods[record.periods.length - 1];
    const day = dayOf(/** @type {string} */ (value)) ?? start;
    if (day < start || day > end) throw new Fault(value, "outside", { first: isoOf(start), last: isoOf(end) });
  },
  point({ record }, value, field) {
    const [lat, lon] = listOf(value, { ...field, least: 2, most: 2 }).map((angle) => numberOf(angle, { least: -180, most: 180 }));
    const [[south, west], [north, east]] = record.region;
    if (lat < south || lat > north || lon < west || lon > east) throw new Fault(`${Number(lat.toPrecision(6))}, ${Number(lon.toPrecision(6))}`, "away", { south, north, west, east });
  },
  event: ({ record }, value) => checkId(value, (id) => record.events?.id.includes(id) ?? false),
  facet({ record }, value, field) {
    const allowed = record.link.find((row) => row.field === `filters.${field.name}`)?.values ?? [];
    for (const each of listOf(value, field)) checkId(each, (id) => allowed.includes(id));
  },
  ids: ({ rests }, value, field) => listOf(value, field).forEach((each) => checkId(each, (id) => rests.has(id))),
  sentences(check, value, field, where) {
    listOf(value, field).forEach((row, k) => {
      if (isTable(row)) check.fields(row, check.rules.sentence, `${where} ${k + 1}`);
      else check.note(`${where} ${k + 1}`, new Fault(row, "sentence"));
    });
  },
  steps: (check, value, field) => listOf(value, field).forEach((step, k) => check.step(step, `step ${k + 1}`)),
};
