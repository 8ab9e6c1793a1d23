import assert from "node:assert/strict";
import { test } from "node:test";

import { unpack } from "../../components/explore/large/binary.js";
import { Cells, parentOf, resolutionAt, totalsOf } from "../../components/explore/large/cells.js";
import { Totals } from "../../components/explore/large/running_totals.js";
import { squareSize } from "../../components/explore/panels/counts.js";
import { pack, packCells, packCounts } from "./large_given.js";

/** Two bars; of the second one incident of day 7 is off the map, and one of the span 5 to 8. */
const TOTALS = new Totals(unpack(packCounts(
  [[[3, 2], [7, 1]], [[7, 4]], [[7, 1]]],
  [{ start: 5, end: 8, class: 3, count: 2, off: 1 }, { start: 1, end: 31, class: 4, count: 5 }],
  [{ start: 0, end: 4, class: 6, count: 1 }],
)), 2);

test("a body is read as it was packed, whatever its lengths", () => {
  for (let n = 0; n < 6; n += 1) {
    const values = Array.from({ length: n }, (_, k) => k - 2);
    const { header, arrays, indexes } = unpack(pack({ name: "ə" }, {
      days: ["i4", values], bars: ["u1", values.map(Math.abs)], cell: ["u8", values.map((value) => BigInt(value + 2) << 60n)],
    }));
    assert.equal(header.name, "ə");
    assert.deepEqual([...Array.from(arrays.days)], values);
    assert.deepEqual(Array.from(arrays.bars), values.map(Math.abs));
    assert.deepEqual(Array.from(indexes.cell), values.map((value) => BigInt(value + 2) << 60n));
  }
});

test("an incident counts when all its days lie in the window, and is possible when it only touches it", () => {
  assert.deepEqual(TOTALS.count(3, 7), { counted: 7, offMap: 1, possible: 7, sums: 1 });
  assert.deepEqual(TOTALS.count(5, 8), { counted: 7, offMap: 2, possible: 5, sums: 0 });
  assert.deepEqual(TOTALS.count(1, 31), { counted: 14, offMap: 2, possible: 0, sums: 1 });
  assert.deepEqual(TOTALS.count(4, 4), { counted: 0, offMap: 0, possible: 5, sums: 1 });
  assert.deepEqual(TOTALS.count(40, 90), { counted: 0, offMap: 0, possible: 0, sums: 0 });
  assert.equal(TOTALS.passing, 14);
});

test("a window counts what its day and the days around it count apart, where nothing lasts", () => {
  assert.equal(TOTALS.count(7, 7).counted, 5);
  assert.equal(TOTALS.count(3, 3).counted, 2);
  assert.equal(TOTALS.count(2, 2).counted, 0);
});

test("a bar holds what lies wholly in its days", () => {
  const bins = [{ start: 0, end: 3, counts: [0] }, { start: 4, end: 8, counts: [0] }, { start: 9, end: 60, counts: [0] }];
  TOTALS.countBins(bins);
  assert.deepEqual(bins.map(({ counts }) => counts), [[2, 0], [1, 6], [0, 0]]);
  const [all] = [{ start: 0, end: 60, counts: [0] }];
  TOTALS.countBins([all]);
  assert.deepEqual(all.counts, [8, 6]);
});

test("the next day with an incident is that of any fill, longer ones left out", () => {
  assert.equal(TOTALS.nextDay(0, 1), 3);
  assert.equal(TOTALS.nextDay(3, 1), 7);
  assert.equal(TOTALS.nextDay(7, 1), null);
  assert.equal(TOTALS.nextDay(7, -1), 3);
  assert.equal(TOTALS.nextDay(3, -1), null);
});

test("the lines are the most frequent spans, and say whether their ends are known", () => {
  assert.deepEqual(TOTALS.lines().map(({ start, bar, exact }) => [start, bar, exact]), [[1, 0, false], [5, 1, true]]);
  const many = Array.from({ length: 900 }, (_, k) => ({ start: k, end: k + 5, class: 2, count: k + 1 }));
  const totals = new Totals(unpack(packCounts([[], [], []], many)), 2);
  assert.equal(totals.lines().length, 400);
  assert.equal(totals.lines()[0].count, 900);
  assert.equal(totals.count(0, 2000).counted, (900 * 901) / 2);
  const alike = new Totals(unpack(packCounts([[], [], []], many.map((span, k) => ({ ...span, count: k === 7 ? 2 : 1 })))), 2);
  assert.deepEqual(alike.lines().slice(0, 3).map(({ start }) => start), [7, 0, 1]);
  assert.equal(alike.lines().length, 400);
});

const BODY = unpack(packCells([
  { cell: 0x852c037bfffffffn, lon: 46, lat: 40, lists: [[[3, 2]], [[4, 1]]], spans: [{ start: 2, end: 9, class: 3, count: 7 }] },
  { cell: 0x852c0e37fffffffn, lon: 47, lat: 40, lists: [[], []], spans: [{ start: 8, end: 9, class: 2, count: 4 }] },
]));

test("cells count like the whole: what lies in the window, by fill", () => {
  const cells = new Cells([BODY], 5, 2);
  cells.tally(2, 9, [0, 1]);
  assert.deepEqual(Array.from(cells.counts), [10, 4]);
  assert.deepEqual(Array.from(cells.bars), [2, 8, 4, 0]);
  assert.deepEqual(Array.from(cells.possible), [0, 0]);
  cells.tally(3, 8, [0, 1]);
  assert.deepEqual(Array.from(cells.counts), [3, 0]);
  assert.deepEqual(Array.from(cells.possible), [7, 4]);
});

test("a cell without an incident that counts shows its possible ones", () => {
  const cells = new Cells([BODY], 5, 2);
  cells.tally(9, 9, [0, 1]);
  assert.deepEqual(Array.from(cells.counts), [0, 0]);
  assert.deepEqual(Array.from(cells.bars), [0, 7, 4, 0]);
});

test("cells out of view are not counted, and nothing of an earlier window stays", () => {
  const cells = new Cells([BODY, BODY], 5, 2);
  cells.tally(0, 99, [0, 1, 2, 3]);
  assert.deepEqual(Array.from(cells.counts), [10, 4, 10, 4]);
  cells.tally(0, 99, [1]);
  assert.deepEqual(Array.from(cells.counts), [0, 4, 0, 0]);
  assert.equal(cells.most, 10);
  assert.deepEqual(totalsOf(BODY, 2), [10, 4]);
});

test("a cell lies below its parents", () => {
  assert.equal(parentOf(0x852c037bfffffffn, 4), 0x842c037ffffffffn);
  assert.equal(parentOf(0x852c037bfffffffn, 5), 0x852c037bfffffffn);
});

test("nearer views have finer cells, within what the server counts", () => {
  const found = Array.from({ length: 15 }, (_, zoom) => resolutionAt(zoom, 40, 3, 9));
  assert.deepEqual(found, [...found].sort((a, b) => a - b));
  assert.equal(found[0], 3);
  assert.equal(found[14], 9);
});

test("a square of a chart stands for one incident, or for so many that there is room", () => {
  assert.deepEqual([0, 42, 100, 101, 999, 118344].map(squareSize), [1, 1, 1, 10, 10, 10000]);
});
