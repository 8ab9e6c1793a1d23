/** Where the marks of key events and their labels stand above the bars, none over another. No DOM. */

/** Width of a mark without its label; also the least size of a target. */
export const TICK_PX = 24;
const ROWS = 2;
/** From the mark to its label, and after the label. */
const PADDING_PX = 22;

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {{x: number, left: number, right: number, row: number, side: "none" | "right" | "left"}} Box */

/**
 * A box for each day in view, null for the others. No two boxes of a row overlap while there is room;
 * only the first row has labels, those of the widest days come first, as their neighbours are far.
 * @param {number[]} days in order @param {number[]} widths of the labels
 * @param {Axis} axis @returns {Array<Box | null>}
 */
export function placeLabels(days, widths, axis) {
  /** @type {Box[][]} */
  const rows = Array.from({ length: ROWS }, () => []);
  const boxes = days.map((day) => {
    if (!axis.holds(day)) return null;
    const x = axis.at(day + 0.5);
    const left = Math.min(axis.width - TICK_PX / 2, Math.max(-TICK_PX / 2, x - TICK_PX / 2));
    /** @type {Box} */
    const box = { x, left, right: left + TICK_PX, row: 0, side: "none" };
    const row = rows.findIndex((others) => others.every((other) => isApart(box, other)));
    box.row = row < 0 ? ROWS - 1 : row;
    rows[box.row].push(box);
    return box;
  });
  const perDay = (/** @type {number} */ k) => axis.at(days[k] + 1) - axis.at(days[k]);
  const order = days.map((_, k) => k).filter((k) => boxes[k]?.row === 0);
  order.sort((a, b) => perDay(b) - perDay(a) || a - b);
  for (const k of order) growBox(/** @type {Box} */ (boxes[k]), widths[k] + PADDING_PX, rows[0], axis.width);
  return boxes;
}

/** Give a mark the room of its label, to the right or left. @param {Box} box @param {number} width @param {Box[]} row @param {number} most */
function growBox(box, width, row, most) {
  const { x } = box;
  /** @type {Array<["right" | "left", number]>} */
  const sides = [["right", x - TICK_PX / 2], ["left", x + TICK_PX / 2 - width]];
  for (const [side, left] of sides) {
    const grown = { left, right: left + width };
    if (left < -TICK_PX / 2 || grown.right > most + TICK_PX / 2) continue;
    if (row.some((other) => other !== box && !isApart(grown, other))) continue;
    Object.assign(box, grown, { side });
    return;
  }
}

/** @param {{left: number, right: number}} a @param {{left: number, right: number}} b */
function isApart(a, b) {
  return a.right <= b.left || a.left >= b.right;
}
