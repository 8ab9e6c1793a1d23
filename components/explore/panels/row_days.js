/** Days of rows and of narrow places, short. No DOM. */

import { partsOf, shortWords } from "../data/days.js";
import { t } from "../words.js";

/** @typedef {{start: number, end: number, exact: boolean}} Days */

/** @param {number} day */
export const yearOf = (day) => String(partsOf(day)[0]);

/** "27 Sep 2020". @param {number} day */
const dayWithYear = (day) => t("{day} {year}", { day: shortWords(day), year: yearOf(day) });

/** "27 Sep to 10 Nov 2020". @param {number} from @param {number} to */
export function shortSpan(from, to) {
  if (from === to) return dayWithYear(from);
  const first = yearOf(from) === yearOf(to) ? shortWords(from) : dayWithYear(from);
  return t("{first} to {last}", { first, last: dayWithYear(to) });
}

/**
 * What stands at the left of a row: the first day, said once for all rows of the same day.
 * @param {Days} item @param {Days | null} before the row above @param {boolean} withYear the rows are of several years
 * @returns {{day: string, year: string}}
 */
export function rowDay(item, before, withYear) {
  if (before && before.start === item.start && before.exact === item.exact) return { day: "", year: "" };
  return { day: item.exact ? shortWords(item.start) : "", year: withYear ? yearOf(item.start) : "" };
}

/** What a row says of days that are not one exact day, "" when they are. @param {Days & {when: string}} item */
export function lastingWords({ start, end, exact, when }) {
  if (!exact) return when;
  if (start === end) return "";
  return t("to {day}", { day: yearOf(start) === yearOf(end) ? shortWords(end) : dayWithYear(end) });
}
