/**
 * The address of a view: one table of keys, written by Python, read and written here. Nonsense in a link
 * is left out and named. No DOM.
 */

import { dayOf, isoOf } from "./data/days.js";
import { openingState, settle } from "./state.js";
import { t, tn } from "./words.js";

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").RecordData} RecordData */
/** @typedef {import("./types.js").LinkKey} LinkKey */
/** @typedef {{patch: Partial<State>, notices: string[]}} Read */

/** Of what a stranger wrote into a link: characters of one text, and lines, that its reader is told. */
const TOLD_LETTERS = 80;
const TOLD_LINES = 24;

/**
 * What a link says, as a change of the opening state, and what was left out of it.
 * @param {URLSearchParams} parameters @param {RecordData} record @returns {Read}
 */
export function readLink(parameters, record) {
  /** @type {Read} */
  const read = { patch: {}, notices: [] };
  for (const key of new Set(parameters.keys())) {
    const rows = record.link.filter((row) => row.key === key || row.former.includes(key));
    if (!rows.length) read.notices.push(t("{key}: not a parameter", { key: clip(key) }));
    for (const value of new Set(rows.length ? parameters.getAll(key) : [])) takeValue(rows, key, value, record, read);
  }
  orderDays(read, record);
  chooseSpan(read, record);
  const more = read.notices.length - TOLD_LINES;
  if (more > 0) read.notices.splice(TOLD_LINES, more, tn("and {n} more", "and {n} more", more));
  return read;
}

/**
 * What a page that opens with a link shows, and what was left out of it.
 * @param {string} link parameters @param {RecordData} record @returns {{state: State, notices: string[]}}
 */
export function stateOfLink(link, record) {
  const { patch, notices } = readLink(new URLSearchParams(link), record);
  const opening = openingState(record);
  return { state: settle({ ...opening, ...patch, filters: { ...opening.filters, ...patch.filters }, lead: false }, record), notices };
}

/** A text of a link as its reader is told it, without marks that turn the words around it. @param {string} text */
export function clip(text) {
  const letters = [...text.slice(0, 4 * TOLD_LETTERS).replace(/[\u202a-\u202e\u2066-\u2069]/g, "")];
  return letters.length > TOLD_LETTERS ? `${letters.slice(0, TOLD_LETTERS - 1).join("")}…` : letters.join("");
}

/**
 * Put a value where the first row that knows it wants it.
 * @param {LinkKey[]} rows @param {string} key @param {string} value @param {RecordData} record @param {Read} read
 */
function takeValue(rows, key, value, record, read) {
  let fault = "";
  for (const row of rows) {
    const found = READERS[row.kind](renamedValue(row, value), row, record);
    if ("value" in found) {
      addField(read.patch, row, found.value);
      return;
    }
    ({ fault } = found);
  }
  read.notices.push(t("{key}={value}: {fault}", { key, value: clip(value), fault }));
}

/** The value under its name of today. @param {LinkKey} row @param {string} value */
const renamedValue = ({ renamed }, value) => (renamed !== null && Object.hasOwn(renamed, value) ? renamed[value] : value);

/** @param {string} fault */
const bad = (fault) => ({ fault });
/** @param {unknown} value */
const good = (value) => ({ value });

/** @type {Record<LinkKey["kind"], (value: string, row: LinkKey, record: RecordData) => {value: unknown} | {fault: string}>} */
const READERS = {
  day(value, _row, record) {
    const day = dayOf(value);
    const whole = record.periods[record.periods.length - 1];
    if (day === null) return bad(t("not a date like 2020-10-04"));
    return whole.start <= day && day <= whole.end ? good(day) : bad(t("outside the record"));
  },
  period: (value, _row, record) => (record.periods.some(({ key }) => key === value)
    ? good(value) : bad(t("no part of the record"))),
  choice: (value, row) => (row.values?.includes(value)
    ? good(value) : bad(t("not one of {values}", { values: (row.values ?? []).join(", ") }))),
  list: (value, row) => (row.values === null || row.values.includes(value)
    ? good(value) : bad(t("this filter has no such value"))),
  text: (value, _row, record) => (value.length <= record.limits.text
    ? good(value) : bad(t("longer than {n} characters", { n: record.limits.text }))),
  flag: (value) => (value === "yes" || value === "no" ? good(value === "yes") : bad(t("not yes or no"))),
  event: (value, _row, record) => (record.events === null || record.events.id.includes(value)
    ? good(value) : bad(t("no incident has this id"))),
  source: (value) => good(value),
  lesson: (value) => good(value),
  made(value, _row, record) {
    if (record.events === null) return bad(t("not for a record of this size"));
    return /^[\w-]+$/.test(value) && value.length <= record.limits.made ? good(value) : bad(t("no lesson that a link can hold"));
  },
  number: (value) => (/^[1-9]\d{0,2}$/.test(value) ? good(Number(value)) : bad(t("not a number"))),
  known: (value, row, record) => (record.events === null
    ? bad(t("not for a record of this size")) : READERS.day(value, row, record)),
  view(value, _row, record) {
    const parts = value.split(",").map(Number);
    const [[south, west], [north, east]] = record.region;
    const [lat, lon, zoom] = parts;
    const inside = parts.length === 3 && south <= lat && lat <= north && west <= lon && lon <= east
      && zoom >= 0 && zoom <= record.limits.zoom;
    return inside ? good(parts) : bad(t("not a view like 40.3,46.6,8"));
  },
};

/** @param {Read} read @param {RecordData} record */
function orderDays({ patch, notices }, record) {
  const opening = record.periods.find(({ key }) => key === record.opening_period) ?? record.periods[0];
  // One day has one date, whichever of the two says it.
  if (patch.mode === "on" && patch.to === undefined && patch.from !== undefined) patch.to = patch.from;
  const [from, to] = [patch.from ?? opening.start, patch.to ?? opening.end];
  if (patch.mode === "on") patch.from = to;
  else if (patch.from !== undefined && patch.to === undefined && from > to) patch.to = from;
  else if (patch.to !== undefined && patch.from === undefined && from > to) patch.from = to;
  else if (from > to) {
    notices.push(t("from={from}&to={to}: the dates are the wrong way round", { from: isoOf(from), to: isoOf(to) }));
    delete patch.from;
    delete patch.to;
  }
}

/** The part of the axis that a link opens: as it says if that holds its days, else the first that does. */
function chooseSpan(/** @type {Read} */ { patch, notices }, /** @type {RecordData} */ record) {
  const opening = record.periods.find(({ key }) => key === record.opening_period) ?? record.periods[0];
  const [from, to] = [patch.from ?? opening.start, patch.to ?? opening.end];
  const holding = record.periods.filter(({ start, end }) => start <= from && to <= end).map(({ key }) => key);
  if (patch.span !== undefined && !holding.includes(patch.span)) {
    const fault = t("no part of the record that holds these dates");
    notices.push(t("{key}={value}: {fault}", {
      key: "span", value: patch.span, fault,
    }));
    delete patch.span;
  }
  if (patch.span === undefined) patch.span = holding.includes(opening.key) ? opening.key : holding[0] ?? opening.key;
}

/** @param {Record<string, any>} target @param {LinkKey} row @param {unknown} value */
function addField(target, { field, kind }, value) {
  const [first, second] = field.split(".");
  const holder = second === undefined ? target : (target[first] ??= {});
  const name = second ?? first;
  holder[name] = kind === "list" ? [...(holder[name] ?? []), value] : value;
}

/** @param {Record<string, any>} source @param {string} field */
function getField(source, field) {
  const [first, second] = field.split(".");
  return second === undefined ? source[first] : source[first][second];
}

/**
 * The parameters of a view, without those at their default.
 * @param {State} state @param {RecordData} record @returns {URLSearchParams}
 */
export function writeLink(state, record) {
  const parameters = new URLSearchParams();
  for (const row of record.link) {
    for (const value of writeValues(getField(state, row.field), row)) {
      if (row.kind === "list" || value !== row.default) parameters.append(row.key, value);
    }
  }
  return parameters;
}

/** @param {any} value @param {LinkKey} row @returns {string[]} */
function writeValues(value, row) {
  if (value === null || value === "" || value === undefined) return [];
  if (row.kind === "day" || row.kind === "known") return [isoOf(value)];
  if (row.kind === "flag") return [value ? "yes" : "no"];
  if (row.kind === "view") return [value.join(",")];
  if (row.kind !== "list") return [String(value)];
  return value.join() === (row.default ?? "") ? [] : value;
}

/**
 * The filters alone, as the server's routes take them: sorted, so that one choice has one address.
 * @param {State} state @param {RecordData} record
 */
export function writeQuery(state, record) {
  const parameters = new URLSearchParams();
  for (const row of record.link) {
    if (!row.field.startsWith("filters.") && row.field !== "text") continue;
    for (const value of [...writeValues(getField(state, row.field), row)].sort()) parameters.append(row.key, value);
  }
  return parameters.toString();
}

/** The incidents that are shown, as a page that follows the map takes them. @param {State} state @param {RecordData} record */
export function writeAsked(state, record) {
  const asked = new URLSearchParams(writeQuery(state, record));
  for (const row of record.link) {
    if (row.kind !== "day" && row.kind !== "known") continue;
    for (const value of writeValues(getField(state, row.field), row)) if (value !== row.default) asked.set(row.key, value);
  }
  return asked;
}
