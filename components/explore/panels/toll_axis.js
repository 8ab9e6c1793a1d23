/** The axis on which the counts of a toll stand. No DOM. */

/** @typedef {import("../types.js").TollMark} TollMark */

/** Fewest persons that an axis reaches. */
const LEAST = 4;

/** A step of 1, 2 or 5 times a power of ten that parts the axis at most four times. @param {number} top */
export function niceStep(top) {
  for (let power = 1; ; power *= 10) {
    for (const step of [power, 2 * power, 5 * power]) if (top / step <= 4) return step;
  }
}

/** @param {number} top the highest count @returns {{end: number, ticks: number[]}} */
export function axisTo(top) {
  const reach = Math.max(top, LEAST);
  const step = niceStep(reach);
  const end = Math.ceil(reach / step) * step;
  return { end, ticks: Array.from({ length: end / step + 1 }, (_, k) => k * step) };
}

/** Whether an axis tells more than the figures: not where all counts are one number. @param {TollMark[]} marks */
export function needsAxis(marks) {
  return marks.some(({ low, high }) => low !== marks[0].low || (high ?? low) !== marks[0].low);
}

/** Where a mark stands, in hundredths of the axis. @param {TollMark} mark @param {number} end */
export function placeMark({ low, high }, end) {
  return { left: (100 * low) / end, width: (100 * ((high ?? low) - low)) / end };
}
