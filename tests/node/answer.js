/**
 * Answers questions about a record with the modules of the browser: one JSON value a line in, one out. The
 * first line is the record of the record route and the texts of the detail route.
 */

import { createInterface } from "node:readline";
import { foldText } from "../../components/explore/data/fold.js";
import { WholeSelection } from "../../components/explore/data/selection.js";
import { readLink, writeLink, writeQuery } from "../../components/explore/link.js";
import { openingState, settle } from "../../components/explore/state.js";

/** @typedef {import("../../components/explore/types.js").RecordData} RecordData */

/** @type {RecordData} */
let record;
/** @type {WholeSelection} */
let selection;

/** @type {Record<string, (asked: any) => unknown>} */
const ANSWERS = {
  open(asked) {
    record = asked.record;
    if (record.events === null) throw new Error("the record is not here");
    selection = new WholeSelection(record, record.events);
    selection.setSearch(asked.search);
    return true;
  },
  opening: () => openingState(record),
  select(asked) {
    const state = { ...openingState(record), ...asked.state };
    const shown = selection.shown(state);
    const scene = { state, shown };
    const ids = (/** @type {number[]} */ rows) => rows.map((row) => record.events?.id[row]);
    const bins = [{ start: state.from, end: state.to, counts: [0] }];
    selection.countBins(bins);
    return {
      rows: ids(shown.rows), possible: ids(shown.possibleRows), sums: ids(shown.sumRows), counted: shown.counted,
      off_map: shown.offMap, bar: bins[0].counts.reduce((a, b) => a + b), query: writeQuery(state, record),
      options: Object.fromEntries(record.vocabulary.facets.map(({ key }) => [
        key, selection.options(scene, /** @type {import("../../components/explore/types.js").Facet} */ (key)),
      ])),
    };
  },
  fold: (asked) => foldText(asked.text),
  link(asked) {
    const { patch, notices } = readLink(new URLSearchParams(asked.link), record);
    const opening = openingState(record);
    const state = settle({ ...opening, ...patch, filters: { ...opening.filters, ...patch.filters } }, record);
    return { link: writeLink(state, record).toString(), notices };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ANSWERS[asked.question](asked))}\n`);
}
