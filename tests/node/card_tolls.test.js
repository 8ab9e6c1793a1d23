import assert from "node:assert/strict";
import { test } from "node:test";

import { axisTo, needsAxis, niceStep, placeMark } from "../../components/explore/panels/toll_axis.js";

/** @param {number} low @param {number | null} [high] */
const mark = (low, high = low) => ({ claim: "", speaker: "", dated: "", words: "", low, high, own: false, counted: "", withdrawn: false, first: false });

test("an axis is parted at most four times, in steps of 1, 2 or 5", () => {
  for (const top of [4, 5, 7, 10, 21, 70, 308, 999, 6000]) {
    const step = niceStep(top);
    assert.ok(top / step <= 4, String(top));
    assert.match(String(step), /^[125]0*$/);
  }
});

test("an axis ends at a tick beyond the highest count", () => {
  assert.deepEqual(axisTo(70), { end: 80, ticks: [0, 20, 40, 60, 80] });
  assert.deepEqual(axisTo(10), { end: 10, ticks: [0, 5, 10] });
});

test("an axis of one or two persons has no ticks between persons", () => {
  for (const top of [0, 1, 2]) assert.deepEqual(axisTo(top), { end: 4, ticks: [0, 1, 2, 3, 4] });
});

test("counts that are all one number need no axis", () => {
  assert.equal(needsAxis([mark(21), mark(21, null), mark(21)]), false);
  assert.equal(needsAxis([mark(0)]), false);
});

test("counts that differ, and a range, need an axis", () => {
  assert.equal(needsAxis([mark(60), mark(70)]), true);
  assert.equal(needsAxis([mark(13, 15)]), true);
});

test("a mark stands at its count and is as wide as its range", () => {
  assert.deepEqual(placeMark(mark(20, 60), 80), { left: 25, width: 50 });
  assert.deepEqual(placeMark(mark(20, null), 80), { left: 25, width: 0 });
});
