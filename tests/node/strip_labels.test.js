import assert from "node:assert/strict";
import { test } from "node:test";

import { dayFrom } from "../../components/explore/data/days.js";
import { TICK_PX, placeLabels } from "../../components/explore/strip/labels.js";
import { PERIODS, TRUCE, WAR, axisOf } from "./strip_given.js";

const DAYS = [
  dayFrom(1994, 4, 12), dayFrom(2020, 6, 12), WAR, dayFrom(2020, 9, 10), dayFrom(2020, 9, 18), dayFrom(2020, 9, 26),
  TRUCE, dayFrom(2020, 10, 20), dayFrom(2022, 11, 12), dayFrom(2023, 8, 19), dayFrom(2025, 7, 8),
];
const WIDTHS = [96, 100, 86, 80, 98, 80, 144, 118, 112, 164, 120];

/** @param {import("../../components/explore/strip/axis.js").Axis} axis */
function boxesOf(axis) {
  return placeLabels(DAYS, WIDTHS, axis).flatMap((box) => (box ? [box] : []));
}

test("no label or mark stands on another, at any width and for any period", () => {
  for (const width of [320, 560, 624, 880, 980, 1600]) {
    for (const { key } of PERIODS) {
      const boxes = boxesOf(axisOf(key, width));
      boxes.forEach((box, k) => {
        for (const other of boxes.slice(0, k)) {
          const apart = box.row !== other.row || box.right <= other.left || box.left >= other.right;
          assert.ok(apart, `${key} at ${width}`);
        }
      });
    }
  }
});

test("each mark is large enough to be hit, and no label is cut by an edge", () => {
  for (const width of [320, 980]) {
    for (const { key } of PERIODS) {
      for (const { left, right } of boxesOf(axisOf(key, width))) {
        assert.ok(right - left >= TICK_PX);
        assert.ok(left >= -TICK_PX / 2 && right <= width + TICK_PX / 2);
      }
    }
  }
});

test("where there is room each day has its label, that of the last day to its left", () => {
  const boxes = boxesOf(axisOf("war", 980));
  assert.deepEqual(boxes.map(({ side }) => side), ["right", "right", "right", "right", "left"]);
  assert.deepEqual(boxes.map(({ row }) => row), [0, 0, 0, 0, 0]);
});

test("only the first row has labels", () => {
  const boxes = boxesOf(axisOf("whole", 624));
  assert.ok(boxes.some(({ row }) => row === 1));
  assert.ok(boxes.every(({ row, side }) => row === 0 || side === "none"));
});

test("days out of view have no mark", () => {
  assert.deepEqual(placeLabels([WAR - 1, TRUCE + 1], [50, 50], axisOf("war")), [null, null]);
});
