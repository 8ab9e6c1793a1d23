/** Which rows of a long list are in view. No DOM. */

/** Rows that are drawn above and below those in view. */
const BEYOND = 3;

/**
 * @param {{top: number, height: number}} view what is seen, pixels from the start of the list
 * @param {number} rowHeight @param {number} total
 * @returns {[number, number]} first row, and the one after the last
 */
export function rowsInView(view, rowHeight, total) {
  const first = Math.floor(view.top / rowHeight) - BEYOND;
  const end = Math.ceil((view.top + view.height) / rowHeight) + BEYOND;
  const inside = (/** @type {number} */ row) => Math.min(total, Math.max(0, row));
  return [inside(first), view.height > 0 ? inside(end) : inside(first)];
}

/**
 * How far to scroll so that a row is in view.
 * @param {number} scrollTop @param {number} seen height of what is seen @param {number} top of the row
 * @param {number} height of the row @param {number} [covered] pixels at the top that a heading covers
 */
export function scrollToRow(scrollTop, seen, top, height, covered = 0) {
  if (top - covered < scrollTop) return Math.max(0, top - covered);
  return top + height > scrollTop + seen ? top + height - seen : scrollTop;
}

/** The row to which a key moves, null for another key. @param {string} key @param {number} row @param {number} total @param {number} page rows of a page */
export function rowByKey(key, row, total, page) {
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total };
  return key in steps ? Math.min(total - 1, Math.max(0, row + steps[key])) : null;
}
