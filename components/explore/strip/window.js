/** The window of days as hands, keys, buttons and play change it: each function gives the change. No DOM. */

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Period} Period */
/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {"from" | "to"} End */
/** @typedef {Pick<State, "from" | "to" | "mode">} Window */
/** @typedef {{from: number, to: number}} Days */

/** Days that an end can go to by hand: those in view, not past the other end if that is in view. @param {Window} state @param {Axis} axis @param {End} end */
export function limitsOf({ from, to, mode }, { first, last }, end) {
  if (mode === "on") return [first, last];
  if (end === "from") return [first, to < first ? last : Math.min(to, last)];
  return [from > last ? first : Math.max(from, first), last];
}

/** One end goes to a day, as far as it can. @param {Window} state @param {Axis} axis @param {End} end @param {number} day @returns {Days} */
export function moveEnd(state, axis, end, day) {
  const [low, high] = limitsOf(state, axis, end);
  const next = Math.min(high, Math.max(low, day));
  const [from, to] = end === "from" ? [next, state.to] : [state.from, next];
  return state.mode === "on" || from > to ? { from: next, to: next } : { from, to };
}

/** The last day is `day`: a step of play, or of a button. @param {Window} state @param {number} day @returns {Days} */
export function endAt({ from, mode }, day) {
  return { from: mode === "on" ? day : Math.min(from, day), to: day };
}

/**
 * Another mode. @param {Window} state @param {Axis} axis @param {State["mode"]} mode
 * @param {number | null} stood first day before another mode took it away
 * @returns {Window}
 */
export function changeMode({ from, to }, axis, mode, stood) {
  if (mode === "on") return { from: to, to, mode };
  if (mode === "upto") return { from: Math.min(axis.first, to), to, mode };
  return { from: stood !== null && stood <= to ? stood : from, to, mode };
}

/** All of a period; of one day that day, or the nearest one in it. @param {Window} state @param {Period} period @returns {Days} */
export function choosePeriod({ to, mode }, { start, end }) {
  if (mode !== "on") return { from: start, to: end };
  const day = Math.min(end, Math.max(start, to));
  return { from: day, to: day };
}

/** To a day; a window of two dates gives way to that day alone. @param {Window} state @param {number} day @returns {Window} */
export function jumpTo({ from, mode }, day) {
  const next = mode === "between" ? "on" : mode;
  return { from: next === "on" ? day : Math.min(from, day), to: day, mode: next };
}
