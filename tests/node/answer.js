/**
 * Answers questions about a record with the modules of the browser: one JSON value a line in, one out. The
 * first line is the record of the record route and the texts of the detail route.
 */

import { createInterface } from "node:readline";
import { problemWords } from "../../components/explore/data/lesson_check.js";
import { lessonOf, listRests, showOf, stateOf, tidyLesson } from "../../components/explore/data/lesson_table.js";
import { foldText } from "../../components/explore/data/fold.js";
import { Known } from "../../components/explore/data/known.js";
import { WholeSelection } from "../../components/explore/data/selection.js";
import { pathsOf } from "../../components/explore/ground/symbols.js";
import { unpack } from "../../components/explore/large/binary.js";
import { Cells } from "../../components/explore/large/cells.js";
import { Totals } from "../../components/explore/large/running_totals.js";
import { readLessonFile } from "../../components/explore/lesson_maker/lesson_file.js";
import { readLink, writeLink, writeQuery } from "../../components/explore/link.js";
import { openingState, settle } from "../../components/explore/state.js";

/** @typedef {import("../../components/explore/types.js").RecordData} RecordData */

/** @type {RecordData} */
let record;
/** @type {WholeSelection} */
let selection;
/** @type {import("../../components/explore/data/lesson_check.js").Given & {rests: ReturnType<typeof listRests>}} */
let facts;

/** @type {Record<string, (asked: any) => unknown>} */
const ANSWERS = {
  lessons({ rules, detail }) {
    facts = { rules, record, rests: listRests(detail) };
    return [...facts.rests.keys()];
  },
  async lesson({ name, body }) {
    const bytes = bytesOf(body);
    const file = /** @type {File} */ ({ name, size: bytes.byteLength, arrayBuffer: async () => bytes });
    const { table, problems } = await readLessonFile(file, facts);
    if (!table) return { problems: problems.map((problem) => problemWords(name, problem)) };
    // What the page shows in a step, as the fields of a step once more.
    const again = table.steps.map((step) => ({ ...step, ...showOf(stateOf(step, record), record, [5, 13]) }));
    return { problems: [], lesson: lessonOf("x", table, record, facts.rests), again: tidyLesson({ ...table, steps: again }) };
  },
  open(asked) {
    record = asked.record;
    if (record.events === null) throw new Error("the record is not here");
    selection = new WholeSelection(record, record.events);
    selection.setSearch(asked.search);
    return true;
  },
  /** From now on a state can have a day as of which the record is known. */
  learn(asked) {
    selection.known = new Known(selection.today, asked.known);
    return true;
  },
  /** Milliseconds until it is known, for each of some days, what is shown with all counts of the filters. */
  time: (asked) => asked.days.map((/** @type {number} */ known) => {
    const began = performance.now();
    const state = { ...openingState(record), known };
    const scene = { state, shown: selection.shown(state) };
    for (const { key } of record.vocabulary.facets) selection.options(scene, /** @type {import("../../components/explore/types.js").Facet} */ (key));
    return performance.now() - began;
  }),
  opening: () => openingState(record),
  paths: (asked) => asked.shapes.map(pathsOf),
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
  /** Counts of a large record from bodies of the server in base 64. */
  count({ body, bins, from, to, day }) {
    const totals = new Totals(unpack(bytesOf(body)), record.vocabulary.fills.length);
    const counted = bins.map((/** @type {[number, number]} */ [start, end]) => ({ start, end, counts: [0] }));
    totals.countBins(counted);
    return {
      ...totals.count(from, to), passing: totals.passing, bins: counted.map((/** @type {{counts: number[]}} */ bin) => bin.counts),
      next: totals.nextDay(day, 1), before: totals.nextDay(day, -1),
    };
  },
  cells({ bodies, resolution, from, to }) {
    const cells = new Cells(bodies.map((/** @type {string} */ body) => unpack(bytesOf(body))), resolution, record.vocabulary.fills.length);
    cells.tally(from, to, cells.groups.map((_, g) => g));
    const fills = record.vocabulary.fills.length;
    return cells.groups.map(({ tile }, g) => ({
      tile, count: cells.counts[g], possible: cells.possible[g], bars: Array.from(cells.bars.slice(fills * g, fills * (g + 1))),
    }));
  },
  link(asked) {
    const { patch, notices } = readLink(new URLSearchParams(asked.link), record);
    const opening = openingState(record);
    const state = settle({ ...opening, ...patch, filters: { ...opening.filters, ...patch.filters } }, record);
    return { link: writeLink(state, record).toString(), notices };
  },
};

/** @param {string} body in base 64 @returns {ArrayBuffer} */
function bytesOf(body) {
  return Uint8Array.from(Buffer.from(body, "base64")).buffer;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await ANSWERS[asked.question](asked))}\n`);
}
