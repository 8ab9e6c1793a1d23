import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../components/explore/data/days.js";
import { cellOf, isSortable, keepShown, orderRows, readSort, sortValue, turnSort } from "../../components/explore/panels/order.js";
import { lastingWords, rowDay, shortSpan } from "../../components/explore/panels/row_days.js";

const day = (/** @type {string} */ iso) => /** @type {number} */ (dayOf(iso));
const levels = [{ key: "x", label: "zeta" }, { key: "y", label: "alpha" }];
const VOCABULARY = /** @type {import("../../components/explore/types.js").Vocabulary} */ (/** @type {unknown} */ ({ evidence: levels, categories: [] }));
const item = (/** @type {object} */ given) => /** @type {import("../../components/explore/types.js").Item} */ (
  /** @type {unknown} */ ({ title: "A title", when: "4 October 2020", start: day("2020-10-04"), end: day("2020-10-04"), exact: true, claims: 3, evidence: levels[1], ...given }));

test("a sort is a column, with a minus for descending; a second click turns it", () => {
  assert.deepEqual(readSort("-date"), { key: "date", down: true });
  assert.equal(turnSort("date", "date"), "-date");
  assert.equal(turnSort("-date", "date"), "date");
  assert.equal(turnSort("-date", "title"), "title");
});

test("a cell has the words of the incident, the label of a term, or a number", () => {
  assert.equal(cellOf(item({}), "date"), "4 October 2020");
  assert.equal(cellOf(item({}), "evidence"), "alpha");
  assert.equal(cellOf(item({}), "claims"), 3);
  assert.equal(cellOf(item({}), "no such column"), "");
});

test("closed lists are put in the order of the record, not of the alphabet; a toll has none", () => {
  assert.equal(sortValue(item({ evidence: levels[0] }), "evidence", VOCABULARY), 0);
  assert.equal(sortValue(item({}), "evidence", VOCABULARY), 1);
  assert.equal(isSortable("toll"), false);
  assert.equal(isSortable("title"), true);
});

test("rows of one value keep their order both ways, empty words come last both ways", () => {
  const words = ["b", "", "a", "b"];
  assert.deepEqual(orderRows([0, 1, 2, 3], (row) => words[row], false), [2, 0, 3, 1]);
  assert.deepEqual(orderRows([0, 1, 2, 3], (row) => words[row], true), [0, 3, 2, 1]);
});

test("numbers are ordered as numbers", () => {
  const counts = [10, 9, 100];
  assert.deepEqual(orderRows([0, 1, 2], (row) => counts[row], true), [2, 0, 1]);
});

test("what is shown stands in the order of all rows", () => {
  assert.deepEqual(keepShown([4, 2, 0, 1, 3], [0, 1, 2]), [2, 0, 1]);
});

test("a day is said once for the rows of that day", () => {
  const first = item({});
  assert.deepEqual(rowDay(first, null, false), { day: "4 Oct", year: "" });
  assert.deepEqual(rowDay(item({}), first, false), { day: "", year: "" });
  assert.deepEqual(rowDay(item({ start: day("2020-10-05") }), first, true), { day: "5 Oct", year: "2020" });
});

test("a row whose day is not known names no day", () => {
  const vague = item({ exact: false, start: day("2020-10-01"), end: day("2020-10-31"), when: "October 2020 (day not known)" });
  assert.deepEqual(rowDay(vague, null, true), { day: "", year: "2020" });
  assert.equal(lastingWords(vague), "October 2020 (day not known)");
});

test("a row says its last day when it lasts, with the year when that is another", () => {
  assert.equal(lastingWords(item({})), "");
  assert.equal(lastingWords(item({ end: day("2020-10-23") })), "to 23 Oct");
  assert.equal(lastingWords(item({ end: day("2021-01-02") })), "to 2 Jan 2021");
});

test("a span in short words says its year once when both ends share it", () => {
  assert.equal(shortSpan(day("2020-09-27"), day("2020-11-10")), "27 Sep to 10 Nov 2020");
  assert.equal(shortSpan(day("2020-10-04"), day("2020-10-04")), "4 Oct 2020");
  assert.equal(shortSpan(day("1988-01-01"), day("1994-12-31")), "1 Jan 1988 to 31 Dec 1994");
});
