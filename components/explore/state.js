/** The state of the page: what it begins with, and what always holds of it. No DOM. */

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").RecordData} RecordData */
/** @typedef {import("./types.js").Filters} Filters */

/** @param {RecordData} record @returns {Filters} */
export function noFilters(record) {
  const keys = record.vocabulary.facets.map(({ key }) => [key, []]);
  return /** @type {Filters} */ (Object.fromEntries(keys));
}

/** The period that the page opens with. @param {RecordData} record */
export function openingPeriod(record) {
  const found = record.periods.find(({ key }) => key === record.opening_period);
  return found ?? record.periods[record.periods.length - 1];
}

/** What the page shows when the link says nothing. @param {RecordData} record @returns {State} */
export function openingState(record) {
  const { start, end, key } = openingPeriod(record);
  return {
    from: start, to: end, mode: "between", span: key, filters: noFilters(record), text: "", known: null, event: null,
    source: null, tab: "incidents", view: null, held: true, show: "map",
    columns: record.vocabulary.columns.filter(({ shown }) => shown).map((column) => column.key), sort: "date",
    lead: true, drawer: false, sheet: "peek", page: 0, more: false, sums: false, playing: false,
    speed: record.vocabulary.speeds[1]?.key ?? "", loop: false, online: false, singles: false,
    choosing: false, dialog: "", present: false, over: "", keyed: false, blank: false,
    lesson: null, step: 1, speaker: false, made: null, asked: false, judging: false,
    handout: null,
  };
}

/**
 * The state with what always holds of it: days in order and inside the record, one day in the mode of one
 * day, the first day of the axis in the mode up to a day.
 * @param {State} state @param {RecordData} record @returns {State}
 */
export function settle(state, record) {
  const whole = record.periods[record.periods.length - 1];
  const inside = (/** @type {number} */ day) => Math.min(whole.end, Math.max(whole.start, day));
  const to = inside(state.to);
  const from = state.mode === "on" ? to : Math.min(inside(state.from), to);
  return from === state.from && to === state.to ? state : { ...state, from, to };
}

/** Whether two choices of filters are the same. @param {Filters} a @param {Filters} b */
export function sameFilters(a, b) {
  if (a === b) return true;
  const facets = /** @type {Array<keyof Filters>} */ (Object.keys(a));
  return facets.every((facet) => a[facet].length === b[facet].length && a[facet].every((v, k) => v === b[facet][k]));
}

/** Whether any filter or word is set. @param {State} state */
export function isFiltered(state) {
  return state.text.trim() !== "" || Object.values(state.filters).some((values) => values.length > 0);
}

/** Whether anything differs from the opening that "Start over" brings back. @param {State} state @param {RecordData} record */
export function isAway(state, record) {
  const { start, end } = openingPeriod(record);
  return isFiltered(state) || state.known !== null || state.mode !== "between" || state.from !== start || state.to !== end;
}

/** What "Start over" sets. @param {RecordData} record @returns {Partial<State>} */
export function startOver(record) {
  const opening = openingState(record);
  const { from, to, mode, span, filters, text, known, event, source, view, more, sums, page } = opening;
  return { from, to, mode, span, filters, text, known, event, source, view, more, sums, page, playing: false };
}
