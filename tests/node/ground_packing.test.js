import assert from "node:assert/strict";
import { test } from "node:test";

import { footprint, MOST_MARKS, packing, SPACING } from "../../components/explore/ground/packing.js";
import { HALF, lowerHalf, pathsOf } from "../../components/explore/ground/symbols.js";

const COUNTS = Array.from({ length: MOST_MARKS }, (_, k) => k + 1);

test("no two marks of a place overlap, however many there are", () => {
  for (const n of COUNTS) {
    const slots = packing(n);
    assert.equal(slots.length, n);
    slots.forEach(([x, y], k) => {
      for (const [u, v] of slots.slice(k + 1)) assert.ok(Math.hypot(x - u, y - v) >= SPACING - 1e-9, `${n} marks`);
    });
  }
  assert.ok(SPACING >= 2 * HALF);
});

test("marks stand around their place", () => {
  for (const n of COUNTS) {
    for (const axis of [0, 1]) {
      const mean = packing(n).reduce((sum, slot) => sum + slot[axis], 0) / n;
      assert.ok(Math.abs(mean) < 1e-9, `${n} marks`);
    }
  }
});

test("slots are in reading order: rows from the top, each from the left", () => {
  for (const n of COUNTS) {
    packing(n).forEach(([x, y], k, slots) => {
      if (k === 0) return;
      const [left, above] = slots[k - 1];
      assert.ok(above < y - 1 || (Math.abs(above - y) <= 1 && left < x), `${n} marks, slot ${k}`);
    });
  }
});

test("one mark stands at its place, seven make a flower", () => {
  assert.deepEqual(packing(1), [[0, 0]]);
  assert.deepEqual(new Set(packing(7).map(([, y]) => y.toFixed(1))).size, 3);
  assert.ok(packing(7).every(([x, y]) => Math.hypot(x, y) < SPACING + 1e-9));
});

test("a footprint holds the marks of any smaller number", () => {
  for (const n of [1, 2, 5, 8, MOST_MARKS]) {
    const { left, top, right, bottom, radius } = footprint(n);
    for (const fewer of COUNTS.slice(0, n)) {
      for (const [x, y] of packing(fewer)) {
        assert.ok(x - HALF >= left && x + HALF <= right && y - HALF >= top && y + HALF <= bottom, `${fewer} of ${n}`);
        assert.ok(Math.hypot(x, y) + HALF <= radius + 1e-9, `${fewer} of ${n}`);
      }
    }
  }
});

test("nothing covers nothing, and a crowd is never smaller than its disc", () => {
  assert.equal(footprint(0).radius, 0);
  assert.deepEqual(footprint(500), footprint(MOST_MARKS + 1));
});

test("the lower half of a shape ends at its middle", () => {
  assert.deepEqual(lowerHalf([[-1, -1], [1, -1], [1, 1], [-1, 1]]).map(([x, y]) => [x, Math.abs(y)]), [[-1, 0], [1, 0], [1, 1], [-1, 1]]);
  assert.deepEqual(lowerHalf([[-1, -2], [1, -2], [0, -1]]), []);
});

test("a shape that is not known is drawn as a circle", () => {
  assert.deepEqual(pathsOf("a shape to come"), pathsOf("circle"));
  assert.notDeepEqual(pathsOf("triangle"), pathsOf("circle"));
});
