/** Heights of the sheet, and where it comes to rest. No DOM. */

/** @typedef {import("../types.js").Sheet} Sheet */

const PEEK_PX = 72;
const HALF_SHARE = 0.55;
/** What of the page stays in sight above the sheet at its full height. */
const LEFT_PX = 52;
/** A hand that has moved this far means the next height. */
const MEANT_PX = 40;

/** @param {number} page height of the page @returns {Record<Sheet, number>} CSS pixels, as in panels.css */
export function sheetHeights(page) {
  return { peek: PEEK_PX, half: Math.round(page * HALF_SHARE), full: page - LEFT_PX };
}

/**
 * The height at which a sheet rests that was let go: the nearest one, or the next in the way of the hand.
 * @param {number} height where it was let go @param {number} before where it was taken @param {number} page
 * @returns {Sheet}
 */
export function restingHeight(height, before, page) {
  const heights = Object.entries(sheetHeights(page));
  const far = (/** @type {[string, number]} */ [, of]) => Math.abs(of - height);
  const way = height - before;
  const meant = Math.abs(way) < MEANT_PX ? heights : heights.filter(([, of]) => (way > 0 ? of > before + 1 : of < before - 1));
  const [nearest] = (meant.length ? meant : heights).sort((a, b) => far(a) - far(b));
  return /** @type {Sheet} */ (nearest[0]);
}
