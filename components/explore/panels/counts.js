/** The numbers of what is shown, in words. No DOM. */

import { grouped, t, tn } from "../words.js";

/** @typedef {import("../types.js").Shown} Shown */

/** What every part of the page says of the same number. @param {Shown} shown */
export function countWords(shown) {
  if (shown.filtered && shown.counted) {
    const { counted, unfiltered } = shown;
    return tn("{part} of {n} incident", "{part} of {n} incidents", unfiltered, { part: grouped(counted) });
  }
  if (shown.counted) return tn("{n} incident", "{n} incidents", shown.counted);
  return shown.pending ? t("counting …") : t("no incident recorded");
}

/** The same with those that the map cannot show. @param {Shown} shown */
export function headlineWords(shown) {
  const words = countWords(shown);
  if (!shown.offMap) return words;
  return t("{incidents}, {n} not on the map", { incidents: words, n: grouped(shown.offMap) });
}

/** @param {number} n incidents that touch the window without lying in it */
export function possibleWords(n) {
  return tn("{n} more may be of these days, or lasted longer", "{n} more may be of these days, or lasted longer", n);
}

/** @param {number} n sums and programmes */
export function sumsWords(n) {
  return tn("{n} total or overview, not counted", "{n} totals and overviews, not counted", n);
}

/** What a table of the counted incidents leaves out, "" when nothing. @param {Shown} shown */
export function apartWords({ possible, sums }) {
  if (possible && sums) {
    return t("Not among the rows: {n} that may be of these days, or lasted longer, and {sums} totals and overviews.", {
      n: grouped(possible), sums: grouped(sums),
    });
  }
  if (possible) return t("Not among the rows: {n} that may be of these days, or lasted longer.", { n: grouped(possible) });
  return sums ? t("Not among the rows: {sums} totals and overviews.", { sums: grouped(sums) }) : "";
}

/** Most squares of one row of a chart. */
const MOST_SQUARES = 100;

/** How many incidents a square of a chart stands for: one, or a power of ten. @param {number} most incidents of one row */
export function squareSize(most) {
  let size = 1;
  while (most / size > MOST_SQUARES) size *= 10;
  return size;
}
