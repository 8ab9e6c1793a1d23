/** Both sides' totals of what is shown: incidents, never people, as tolls of incidents may count the same. No DOM. */

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").EventColumns} EventColumns */

/**
 * @typedef {object} Total
 * @property {string} key of the side @property {string} label
 * @property {number} incidents in which it was harmed
 * @property {number[]} fills of them by how well they are evidenced, in the order of `vocabulary.fills`
 */

/**
 * How many of the shown incidents harmed each side, by how well they are evidenced; one of both counts for either.
 * @param {RecordData} record @param {EventColumns} events @param {number[]} rows @returns {Total[]}
 */
export function sumSides(record, events, rows) {
  const { harmed, evidence, fills, categories } = record.vocabulary;
  const places = fills.map(({ key }) => key);
  const totals = harmed.map(({ key, label, party }) => ({ key, label, party, incidents: 0, fills: fills.map(() => 0) }));
  for (const row of rows) {
    if (!categories[events.category[row]].harm) continue;
    for (const side of events.harmed[row]) {
      totals[side].incidents += 1;
      totals[side].fills[places.indexOf(evidence[events.evidence[row]].fill)] += 1;
    }
  }
  return totals.filter(({ party }) => party);
}
