import assert from "node:assert/strict";
import { test } from "node:test";

import { makeBins } from "../../components/explore/strip/bins.js";
import { endTold } from "../../components/explore/strip/headline.js";
import { countBeyond } from "../../components/explore/strip/bars.js";
import { tellBin } from "../../components/explore/strip/tooltip.js";
import { OPENED, WAR, warDay } from "./strip_given.js";

const FILLS = [
  { key: "full", label: "independently documented" }, { key: "half", label: "news agencies" },
  { key: "hollow", label: "one side's statement" }, { key: "dashed", label: "disputed" },
];

/** @param {Partial<import("../../components/explore/types.js").State>} state @returns {any} */
function scene(state) {
  return { state: { from: warDay(1), to: warDay(45), mode: "between", playing: false, ...state } };
}

test("a bin is told by its days, its number and the numbers by evidence", () => {
  const bin = { ...makeBins(OPENED)[7], counts: [2, 0, 1, 4] };
  const span = { start: WAR, end: WAR + 20, bar: 0, exact: true, count: 3 };
  const told = tellBin(bin, countBeyond([span], bin), FILLS);
  assert.equal(told.days, "4 October 2020");
  assert.equal(told.counted, "7 incidents");
  assert.deepEqual(told.rows.map(({ count, label }) => `${count} ${label}`), ["2 independently documented", "1 one side's statement", "4 disputed"]);
  assert.equal(told.beyond, "3 more may be of these days, or lasted longer");
});

test("a bin without incidents says so", () => {
  const told = tellBin({ ...makeBins(OPENED)[7], counts: [0, 0, 0, 0] }, 0, FILLS);
  assert.deepEqual([told.counted, told.rows, told.beyond], ["no incident", [], ""]);
});

test("the headline is of the day at the hand", () => {
  const first = scene({});
  assert.equal(endTold(first, null, "from"), "from");
  assert.equal(endTold(scene({ to: warDay(30) }), first, "from"), "to");
  assert.equal(endTold(scene({ from: warDay(3) }), first, "to"), "from");
  assert.equal(endTold(scene({ event: "x" }), first, "to"), "to");
});

test("while it plays, and for one day, the headline is of the last day", () => {
  assert.equal(endTold(scene({ playing: true }), null, "from"), "to");
  assert.equal(endTold(scene({ mode: "on", from: WAR, to: WAR }), scene({}), "from"), "to");
  assert.equal(endTold(scene({ mode: "upto" }), scene({}), "from"), "to");
});
