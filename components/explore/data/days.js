/** Days are whole numbers since 1970-01-01 (UTC), as in the record's `start_day` and `end_day`. */

const DAY_MS = 86400000;
const WORDS = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
});

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

/** @param {number} day @returns {string} for example "28 October 2020" */
export function wordsOf(day) {
  return WORDS.format(day * DAY_MS);
}

/** A window of days in words, without repeating a month or year that both ends share. */
export function spanWords(from, to) {
  if (from === to) return wordsOf(from);
  const [a, b] = [wordsOf(from).split(" "), wordsOf(to).split(" ")];
  if (a[2] === b[2]) a.length = a[1] === b[1] ? 1 : 2;
  return `${a.join(" ")} to ${b.join(" ")}`;
}

/** @returns {[number, number, number]} year, month 0..11, day of month 1..31 */
export function partsOf(day) {
  const date = new Date(day * DAY_MS);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}

export function dayFrom(year, month, date) {
  return Date.UTC(year, month, date) / DAY_MS;
}
