import assert from "node:assert/strict";
import { test } from "node:test";
import { isAway, openingState, sameFilters, settle, startOver } from "../../components/explore/state.js";

const record = /** @type {any} */ ({
  periods: [
    { key: "war", start: 100, end: 144 },
    { key: "all", start: 0, end: 999 },
  ],
  opening_period: "war",
  vocabulary: { facets: [{ key: "places" }, { key: "evidence" }], columns: [], speeds: [] },
});

test("the page opens with all days of its opening period", () => {
  const { from, to, mode, span } = openingState(record);
  assert.deepEqual({ from, to, mode, span }, { from: 100, to: 144, mode: "between", span: "war" });
});

test("one day has one day, whatever a link says", () => {
  const state = settle({ ...openingState(record), mode: "on", from: 101, to: 120 }, record);
  assert.deepEqual([state.from, state.to], [120, 120]);
});

test("days stay inside the record and in order", () => {
  const state = settle({ ...openingState(record), from: 5000, to: -3 }, record);
  assert.deepEqual([state.from, state.to], [0, 0]);
});

test("a state that is in order is left as it is", () => {
  const state = openingState(record);
  assert.equal(settle(state, record), state);
});

test("starting over undoes filters, words, dates and the card, and keeps the layers", () => {
  const opening = openingState(record);
  const state = {
    ...opening, from: 110, text: "a", event: "x", held: false, filters: { ...opening.filters, places: ["barda"] },
  };
  assert.equal(isAway(state, record), true);
  const back = { ...state, ...startOver(record) };
  assert.equal(isAway(back, record), false);
  assert.equal(back.event, null);
  assert.equal(back.held, false);
});

test("filters are the same when their values are", () => {
  const { filters } = openingState(record);
  assert.equal(sameFilters(filters, { ...filters, places: [] }), true);
  assert.equal(sameFilters(filters, { ...filters, places: ["barda"] }), false);
});
