import assert from "node:assert/strict";
import { test } from "node:test";

import { LANES, countBeyond, layBars, packSpans, sumOf } from "../../components/explore/strip/bars.js";
import { makeBins } from "../../components/explore/strip/bins.js";
import { END, OPENED, START, WAR, WHOLE, warDay } from "./strip_given.js";

const ROWS = { top: 17, base: 58 };

/** Bins of the war, some with counts by fill. @param {Record<number, number[]>} counts by day of the war */
function binsOf(counts) {
  return makeBins(OPENED).map((bin, k) => ({ ...bin, counts: counts[k + 1] ?? [0, 0, 0, 0] }));
}

/** @param {number} start @param {number} end @param {Partial<import("../../components/explore/strip/bars.js").Span>} [rest] */
function span(start, end, rest) {
  return { start, end, bar: 0, exact: true, count: 1, ...rest };
}

test("one block is one incident, the best evidenced at the bottom", () => {
  const { blocks } = layBars(OPENED, binsOf({ 3: [2, 0, 1, 1] }), ROWS);
  assert.deepEqual(blocks.map(({ fill }) => fill), [0, 0, 2, 3]);
  blocks.slice(1).forEach(({ y, height }, k) => assert.ok(y + height < blocks[k].y, "a gap between two blocks"));
  assert.ok(blocks[0].y + blocks[0].height <= ROWS.base);
});

test("blocks stand in the bin of their day, inside the rows", () => {
  const { blocks, scales } = layBars(OPENED, binsOf({ 1: [9, 0, 0, 0], 45: [0, 1, 0, 0] }), ROWS);
  assert.ok(blocks.every(({ y }) => y >= ROWS.top));
  const last = blocks[blocks.length - 1];
  assert.ok(last.x >= OPENED.at(warDay(45)) && last.x + last.width <= OPENED.width);
  assert.deepEqual([scales[0].highest, scales[0].blocks], [9, true]);
});

test("bars too high for blocks are whole, one piece a fill", () => {
  const { blocks, scales } = layBars(OPENED, binsOf({ 3: [20, 0, 30, 1], 4: [1, 0, 0, 0] }), ROWS);
  assert.equal(scales[0].blocks, false);
  assert.deepEqual(blocks.map(({ fill }) => fill), [0, 2, 3, 0]);
  const [first, , last] = blocks;
  assert.ok(Math.abs(first.height / (ROWS.base - ROWS.top) - 20 / 51) < 1e-9);
  assert.ok(Math.abs(last.y - ROWS.top) < 1e-9, "the highest bar reaches the top");
});

test("the line of the scale is at the top of the highest bar", () => {
  for (const counts of [[3, 0, 0, 0], [2, 2, 2, 2], [80, 5, 0, 0]]) {
    const { scales, blocks } = layBars(OPENED, binsOf({ 7: counts }), ROWS);
    assert.ok(Math.abs(scales[0].y - Math.min(...blocks.map(({ y }) => y))) < 1e-9);
  }
});

test("a single incident is not blown up to the full height", () => {
  const { blocks } = layBars(OPENED, binsOf({ 7: [1, 0, 0, 0] }), ROWS);
  assert.ok(blocks[0].height <= (ROWS.base - ROWS.top) / 4);
});

test("each section has a scale of its own, with its unit", () => {
  const bins = makeBins(WHOLE).map((bin) => ({ ...bin, counts: [bin.unit === "year" ? 40 : bin.unit === "month" ? 12 : 5] }));
  const { scales } = layBars(WHOLE, bins, ROWS);
  assert.deepEqual(scales.map(({ unit, highest }) => `${highest} ${unit}`), ["40 year", "12 month", "5 day", "40 year"]);
  assert.deepEqual(scales.map(({ blocks }) => blocks), [false, false, true, false]);
  scales.slice(1).forEach(({ left }, k) => assert.ok(Math.abs(left - scales[k].right) < 1e-6));
});

test("without an incident there are scales of nothing and no bars", () => {
  const { blocks, scales } = layBars(OPENED, binsOf({}), ROWS);
  assert.deepEqual([blocks, scales[0].highest], [[], 0]);
});

test("spans that overlap stand in lanes of their own, the longest first", () => {
  const lines = packSpans([span(warDay(5), warDay(9)), span(warDay(1), warDay(40)), span(warDay(20), warDay(22))], OPENED);
  assert.deepEqual(lines.map(({ start, lane }) => [start - WAR + 1, lane]), [[1, 0], [5, 1], [20, 1]]);
});

test("what finds no free lane lies in the last one", () => {
  const many = Array.from({ length: 9 }, (_, k) => span(warDay(1), warDay(10 + k)));
  const lanes = packSpans(many, OPENED).map(({ lane }) => lane);
  assert.equal(Math.max(...lanes), LANES - 1);
  assert.equal(lanes.length, 9);
});

test("spans of the same days and look are one line that counts them all", () => {
  const lines = packSpans([span(WAR, WAR + 3), span(WAR, WAR + 3, { count: 4 }), span(WAR, WAR + 3, { exact: false })], OPENED);
  assert.deepEqual(lines.map(({ count }) => count), [5, 1]);
});

test("spans out of view are left out, and short ones stay to be seen", () => {
  assert.deepEqual(packSpans([span(START, START + 400)], OPENED), []);
  const [line] = packSpans([span(START, START + 1)], WHOLE);
  assert.ok(line.right - line.left >= 3);
});

test("a bin knows what touches it without lying in it", () => {
  const spans = [span(START, END, { count: 2 }), span(warDay(3), warDay(4)), span(warDay(9), warDay(12))];
  assert.equal(countBeyond(spans, { start: warDay(3), end: warDay(3) }), 3);
  assert.equal(countBeyond(spans, { start: warDay(3), end: warDay(4) }), 2);
  assert.equal(countBeyond(spans, { start: warDay(12), end: warDay(12) }), 3);
});

test("the height of a bar is the sum of its fills", () => {
  assert.equal(sumOf({ ...makeBins(OPENED)[0], counts: [1, 2, 0, 4] }), 7);
});
