/** Days are whole numbers since 1970-01-01 (UTC), as in the columns of the record; here they get words. No DOM. */

import { locale, t } from "../words.js";

const DAY_MS = 86400000;
/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMS = {
  full: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  "of the year": { day: "numeric", month: "long" },
  "of the month": { day: "numeric" },
  short: { day: "numeric", month: "short" },
  "short with year": { day: "numeric", month: "short", year: "numeric" },
  "short month": { month: "short" },
};
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} iso `YYYY-MM-DD` @returns {number | null} null when it is not a real date */
export function dayOf(iso) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const day = Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && isoOf(day) === iso ? day : null;
}

/** @param {number} day @returns {string} `YYYY-MM-DD` */
export function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that it is where the reader is. */
export function today() {
  const now = new Date();
  return dayFrom(now.getFullYear(), now.getMonth(), now.getDate());
}

/** @param {number} day @returns {string} for example "28 October 2020" */
export function wordsOf(day) {
  return format(day, "full");
}

/** @param {number} day @returns {string} for example "October 2020" */
export function monthWords(day) {
  return format(day, "month");
}

/** @param {number} day @returns {string} for example "27 Sep" */
export function shortWords(day) {
  return locale().startsWith("en") ? `${partsOf(day)[2]} ${shortMonth(day)}` : format(day, "short");
}

/** @param {number} day @returns {string} for example "27 Sep 2020" */
export function shortWordsWithYear(day) {
  return locale().startsWith("en") ? `${shortWords(day)} ${partsOf(day)[0]}` : format(day, "short with year");
}

/** @param {number} day @returns {string} for example "Sep" */
export function shortMonth(day) {
  // Three letters each; British data write "Sept".
  return format(day, "short month", locale().startsWith("en") ? "en-US" : locale());
}

/** A window of days in words, without repeating a month or year that both ends share. @param {number} from @param {number} to */
export function spanWords(from, to) {
  if (from === to) return wordsOf(from);
  const [a, b] = [partsOf(from), partsOf(to)];
  let form = "full";
  if (a[0] === b[0]) form = a[1] === b[1] ? "of the month" : "of the year";
  return t("{first} to {last}", { first: format(from, form), last: wordsOf(to) });
}

/** @param {number} day @returns {[number, number, number]} year, month 0..11, day of month 1..31 */
export function partsOf(day) {
  const date = new Date(day * DAY_MS);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

/** @param {number} year @param {number} month from 0; beyond 11 it goes on into the next year @param {number} date */
export function dayFrom(year, month, date) {
  return Date.UTC(year, month, date) / DAY_MS;
}

/** @param {number} day @param {string} form @param {string} [language] */
function format(day, form, language = locale()) {
  const key = `${language} ${form}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language, { ...FORMS[form], timeZone: "UTC" });
    formats.set(key, made);
  }
  return made.format(day * DAY_MS);
}
