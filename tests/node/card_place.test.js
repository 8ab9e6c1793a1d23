import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf, windowOf } from "../../components/explore/panels/card_place.js";

/** @typedef {import("../../components/explore/types.js").Item} Item */
/** @typedef {import("../../components/explore/types.js").Scene} Scene */
/** @typedef {import("../../components/explore/types.js").State} State */

/** Four incidents: of days 1, 2, 2 to 9, and a sum of days 1 to 9. */
const ITEMS = /** @type {Item[]} */ (/** @type {unknown[]} */ ([
  { id: "first", start: 1, end: 1, overview: false },
  { id: "second", start: 2, end: 2, overview: false },
  { id: "long", start: 2, end: 9, overview: false },
  { id: "sum", start: 1, end: 9, overview: true },
]));

const SELECTION = {
  row: (/** @type {string} */ id) => ITEMS.findIndex((item) => item.id === id),
  find: (/** @type {string} */ id) => ITEMS.find((item) => item.id === id) ?? null,
  item: (/** @type {number} */ row) => ITEMS[row],
  list: (/** @type {Scene} */ _scene, /** @type {number} */ first, /** @type {number} */ count) => ({ items: ITEMS.slice(first, first + count), total: 400 }),
};

/** @param {number} from @param {number} to @param {number[]} rows @param {number[] | null} [passes] @returns {Scene} */
function scene(from, to, rows, passes = [1, 1, 1, 1]) {
  const shown = { rows, counted: rows.length, passes: passes && Uint8Array.from(passes) };
  return /** @type {Scene} */ (/** @type {unknown} */ ({ state: { from, to, page: 0 }, shown }));
}

/** @param {Scene} shown @param {string} id */
const place = (shown, id) => placeOf(shown, SELECTION, id, 200);

test("an incident stands between its neighbours of the list", () => {
  assert.deepEqual(place(scene(1, 9, [0, 1, 2]), "second"), { is: "in", at: 2, total: 3, before: "first", after: "long" });
});

test("the first has none before it and the last none after it", () => {
  assert.equal(place(scene(1, 9, [0, 1, 2]), "first").before, null);
  assert.equal(place(scene(1, 9, [0, 1, 2]), "long").after, null);
});

test("the order is that of the list, not that of the record", () => {
  assert.equal(place(scene(1, 9, [2, 0, 1]), "first").before, "long");
});

test("an incident of other days is said to be outside the dates", () => {
  assert.deepEqual(place(scene(5, 9, []), "first"), { is: "days", at: 0, total: 0, before: null, after: null });
});

test("an incident that reaches into the window may be of it", () => {
  assert.equal(place(scene(5, 9, []), "long").is, "possible");
});

test("a sum that touches the window is no incident of it, and is not outside", () => {
  assert.equal(place(scene(5, 9, []), "sum").is, "sum");
});

test("filters are named before dates", () => {
  assert.equal(place(scene(5, 9, [], [0, 1, 1, 1]), "first").is, "filters");
});

test("an incident that is not in the record is gone", () => {
  assert.equal(place(scene(1, 9, [0]), "nobody").is, "gone");
});

test("of a larger record the page of the list tells the place", () => {
  const large = scene(1, 9, [], null);
  assert.deepEqual(place(large, "second"), { is: "in", at: 2, total: 400, before: "first", after: "long" });
  assert.equal(placeOf(large, SELECTION, "sum", 2).is, "sum");
});

const PERIODS = [
  { key: "war", label: "", shorter: [], share: 0.5, start: 1, end: 5 },
  { key: "all", label: "", shorter: [], share: 0, start: 0, end: 100 },
];

/** @param {Partial<State>} state */
const stateOf = (state) => /** @type {State} */ (state);

test("its days become the window, on an axis that holds them", () => {
  assert.deepEqual(windowOf(ITEMS[2], stateOf({ mode: "upto", span: "war" }), PERIODS), { from: 2, to: 9, mode: "between", span: "all" });
});

test("the mode of one day stays for an incident of one day", () => {
  assert.deepEqual(windowOf(ITEMS[0], stateOf({ mode: "on", span: "war" }), PERIODS), { from: 1, to: 1, mode: "on", span: "war" });
  assert.equal(windowOf(ITEMS[2], stateOf({ mode: "on", span: "war" }), PERIODS).mode, "between");
});
