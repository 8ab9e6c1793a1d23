/** Where the open incident stands among those that are shown. No DOM. */

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Selection} Selection */
/** @typedef {import("../types.js").Item} Item */

/**
 * @typedef {object} Place
 * @property {"in" | "possible" | "sum" | "days" | "filters" | "gone"} is `in`: one of those that count;
 *   `possible`, `sum`: shown, but not counted; `days`, `filters`: why it is not shown
 * @property {number} at its number among those that count, from 1; 0 when it is none of them
 * @property {number} total
 * @property {string | null} before id of the one before it @property {string | null} after
 */

/**
 * @param {Scene} scene @param {Pick<Selection, "row" | "find" | "item" | "list">} selection @param {string} id
 * @param {number} listed most incidents of a page of the list of a larger record
 * @returns {Place}
 */
export function placeOf(scene, selection, id, listed) {
  const item = selection.find(id);
  if (!item) return { is: "gone", at: 0, total: scene.shown.counted, before: null, after: null };
  return scene.shown.passes ? placeInRows(scene, selection, id, item) : placeInPage(scene, selection, item, listed);
}

/** @param {Scene} scene @param {Pick<Selection, "row" | "item">} selection @param {string} id @param {Item} item @returns {Place} */
function placeInRows(scene, selection, id, item) {
  const { rows, passes, counted } = scene.shown;
  const row = selection.row(id);
  const index = rows.indexOf(row);
  const idAt = (/** @type {number} */ k) => (k >= 0 && k < rows.length ? selection.item(rows[k]).id : null);
  if (index >= 0) {
    return { is: "in", at: index + 1, total: counted, before: idAt(index - 1), after: idAt(index + 1) };
  }
  const is = passes && !passes[row] ? "filters" : standing(scene, item);
  return { is, at: 0, total: counted, before: null, after: null };
}

/** Of a larger record only a page of the list is here. @param {Scene} scene @param {Pick<Selection, "list">} selection @param {Item} item @param {number} listed @returns {Place} */
function placeInPage(scene, selection, item, listed) {
  const { items, total } = selection.list(scene, scene.state.page, listed);
  const index = items.findIndex((other) => other?.id === item.id);
  if (index < 0) return { is: standing(scene, item), at: 0, total, before: null, after: null };
  const idAt = (/** @type {number} */ k) => items[k]?.id ?? null;
  return { is: "in", at: scene.state.page + index + 1, total, before: idAt(index - 1), after: idAt(index + 1) };
}

/** How an incident that is not in the list stands to the window. @param {Scene} scene @param {Item} item @returns {Place["is"]} */
function standing({ state: { from, to } }, { start, end, overview }) {
  if (start > to || end < from) return "days";
  if (overview) return "sum";
  return start < from || end > to ? "possible" : "in";
}

/**
 * The days of an incident as the window, and a part of the axis that holds them.
 * @param {Item} item @param {import("../types.js").State} state @param {import("../types.js").Period[]} periods
 * @returns {Partial<import("../types.js").State>}
 */
export function windowOf({ start, end }, { mode, span }, periods) {
  const holding = periods.filter((period) => period.start <= start && period.end >= end).map(({ key }) => key);
  const oneDay = mode === "on" && start === end;
  return { from: start, to: end, mode: oneDay ? mode : "between", span: holding.includes(span) ? span : holding[0] ?? "" };
}
