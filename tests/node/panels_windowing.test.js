import assert from "node:assert/strict";
import { test } from "node:test";

import { restingHeight, sheetHeights } from "../../components/explore/panels/sheet_heights.js";
import { rowByKey, rowsInView, scrollToRow } from "../../components/explore/panels/windowing.js";

test("only rows in view are drawn, with some beyond", () => {
  assert.deepEqual(rowsInView({ top: 0, height: 540 }, 54, 3000), [0, 13]);
  assert.deepEqual(rowsInView({ top: 5400, height: 540 }, 54, 3000), [97, 113]);
});

test("a list that begins below what is seen draws its first rows or none", () => {
  assert.deepEqual(rowsInView({ top: -400, height: 540 }, 54, 3000), [0, 6]);
  assert.deepEqual(rowsInView({ top: -4000, height: 540 }, 54, 3000), [0, 0]);
});

test("rows end where the list ends, and a list without rows or height has none", () => {
  assert.deepEqual(rowsInView({ top: 0, height: 540 }, 54, 4), [0, 4]);
  assert.deepEqual(rowsInView({ top: 0, height: 540 }, 54, 0), [0, 0]);
  assert.deepEqual(rowsInView({ top: 0, height: 0 }, 54, 71), [0, 0]);
  assert.deepEqual(rowsInView({ top: 9e6, height: 540 }, 54, 71), [71, 71]);
});

test("a row in view is not scrolled to, one above comes below the heading, one below to the edge", () => {
  assert.equal(scrollToRow(100, 500, 300, 54, 40), 100);
  assert.equal(scrollToRow(100, 500, 120, 54, 40), 80);
  assert.equal(scrollToRow(100, 500, 20, 54, 40), 0);
  assert.equal(scrollToRow(100, 500, 580, 54, 40), 134);
});

test("keys move by row, page and to the ends, and stop there", () => {
  assert.equal(rowByKey("ArrowDown", 3, 10, 8), 4);
  assert.equal(rowByKey("ArrowUp", 0, 10, 8), 0);
  assert.equal(rowByKey("PageDown", 3, 10, 8), 9);
  assert.equal(rowByKey("End", 3, 10, 8), 9);
  assert.equal(rowByKey("Home", 3, 10, 8), 0);
  assert.equal(rowByKey("a", 3, 10, 8), null);
});

test("a sheet has three heights, the highest leaves the header in sight", () => {
  assert.deepEqual(sheetHeights(812), { peek: 72, half: 447, full: 760 });
});

test("a sheet rests at the nearest height", () => {
  assert.equal(restingHeight(430, 447, 812), "half");
  assert.equal(restingHeight(720, 447, 812), "full");
  assert.equal(restingHeight(90, 447, 812), "peek");
});

test("a short but meant move goes to the next height in its way", () => {
  assert.equal(restingHeight(150, 72, 812), "half");
  assert.equal(restingHeight(380, 447, 812), "peek");
  assert.equal(restingHeight(80, 72, 812), "peek");
});
