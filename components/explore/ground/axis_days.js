/** Which days the axis shows: all that may be drawn while the dates move within it. No DOM. */

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").State} State */
/** @typedef {{start: number, end: number}} Days */

/**
 * The period of the axis; for another part of it the last period that was shown, while it holds the
 * window, else the shortest period that does.
 * @param {RecordData} record @param {State} state @param {Days | null} last @returns {Days}
 */
export function axisDays({ periods }, { span, from, to }, last) {
  const named = periods.find(({ key }) => key === span);
  if (named && holds(named, from, to)) return named;
  if (last && holds(last, from, to)) return last;
  const holding = periods.filter((period) => holds(period, from, to)).sort((a, b) => a.end - a.start - (b.end - b.start));
  return holding[0] ?? named ?? { start: from, end: to };
}

/** @param {Days} days @param {number} from @param {number} to */
const holds = ({ start, end }, from, to) => start <= from && end >= to;
