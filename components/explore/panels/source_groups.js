/** Sources grouped by kind, in the order of the record's kinds. No DOM. */

/** @typedef {{source: import("../types.js").SourceData, incidents: number}} Counted */

/** With at most this many sources all groups stand open. */
export const FEW = 12;

/** @param {Counted[]} sources @param {number} kinds how many there are @returns {Array<{kind: number, sources: Counted[]}>} */
export function groupSources(sources, kinds) {
  /** @type {Counted[][]} */
  const groups = Array.from({ length: kinds }, () => []);
  for (const counted of sources) groups[counted.source.kind].push(counted);
  return groups.map((found, kind) => ({ kind, sources: found })).filter(({ sources: found }) => found.length > 0);
}

/**
 * Whether a group stands open: as the reader left it, or where there are few, or where the opened source is.
 * @param {{kind: number, sources: Counted[]}} group @param {Map<number, boolean>} left @param {number} total
 * @param {string | null} opened id of a source
 */
export function standsOpen({ kind, sources }, left, total, opened) {
  return left.get(kind) ?? (total <= FEW || sources.some(({ source }) => source.id === opened));
}
