import assert from "node:assert/strict";
import { test } from "node:test";

import { apartWords, countWords, headlineWords, possibleWords, sumsWords } from "../../components/explore/panels/counts.js";

/** @param {Partial<import("../../components/explore/types.js").Shown>} given */
const shown = (given) => ({
  passes: null, counted: 0, offMap: 0, possible: 0, sums: 0, rows: [], possibleRows: [], sumRows: [], filtered: false,
  unfiltered: 0, passing: 0, pending: false, ...given,
});

test("without a filter the count stands alone", () => {
  assert.equal(countWords(shown({ counted: 71, unfiltered: 71 })), "71 incidents");
  assert.equal(countWords(shown({ counted: 1, unfiltered: 1 })), "1 incident");
});

test("with a filter the count says of how many", () => {
  assert.equal(countWords(shown({ counted: 11, unfiltered: 71, filtered: true })), "11 of 71 incidents");
  assert.equal(countWords(shown({ counted: 1, unfiltered: 46, filtered: true })), "1 of 46 incidents");
  assert.equal(countWords(shown({ counted: 1, unfiltered: 1, filtered: true })), "1 of 1 incident");
});

test("nothing is said to be not recorded, filtered or not", () => {
  assert.equal(countWords(shown({})), "no incident recorded");
  assert.equal(headlineWords(shown({ filtered: true, unfiltered: 5 })), "no incident recorded");
});

test("the headline says how many the map cannot show, when there are any", () => {
  assert.equal(headlineWords(shown({ counted: 71, unfiltered: 71, offMap: 9 })), "71 incidents, 9 not on the map");
  assert.equal(headlineWords(shown({ counted: 71, unfiltered: 71 })), "71 incidents");
});

test("large numbers have their digits in groups", () => {
  assert.equal(countWords(shown({ counted: 1_234_567, unfiltered: 1_234_567 })), "1,234,567 incidents");
});

test("what is folded below has numbers of its own", () => {
  assert.equal(possibleWords(12), "12 more may be of these days, or lasted longer");
  assert.equal(sumsWords(1), "1 total or overview, not counted");
  assert.equal(sumsWords(4), "4 totals and overviews, not counted");
});

test("the table names what it leaves out, and nothing else", () => {
  assert.equal(apartWords(shown({})), "");
  assert.match(apartWords(shown({ possible: 12 })), /^Not among the rows: 12 that may/);
  assert.match(apartWords(shown({ sums: 4 })), /: 4 totals and overviews\.$/);
  assert.match(apartWords(shown({ possible: 12, sums: 4 })), /: 12 that .* and 4 totals/);
});
