import assert from "node:assert/strict";
import { test } from "node:test";

import { chipsOf, choose, countChosen, facetValues, placeTree, withoutChip } from "../../components/explore/panels/choices.js";

const NONE = { districts: [], places: [], categories: [], evidence: [], harmed: [], accused: [], contests: [], source_kinds: [] };
const term = (/** @type {string} */ key) => ({ key, label: `the ${key}` });
const RECORD = /** @type {import("../../components/explore/types.js").RecordData} */ (/** @type {unknown} */ ({
  vocabulary: {
    categories: [{ ...term("flood"), shape: "cross", harm: true }, { ...term("talk"), shape: "hexagon", harm: false }],
    evidence: [{ ...term("seen"), fill: "full" }, { ...term("heard"), fill: "dashed" }],
    shapes: [term("circle")], fills: [term("full"), term("dashed")], off_map: term("nowhere"),
    harmed: [term("north")], accused: [term("north"), term("south")], contests: [], source_kinds: [],
  },
  districts: [{ id: "a", name: "Alpha" }, { id: "b", name: "Beta" }, { id: "c", name: "Gamma" }],
  places: [
    { id: "one", name: "One", district: 1 }, { id: "two", name: "Two", district: 1 }, { id: "sea", name: "Sea", district: -1 },
  ],
}));

test("a category has its own shape in the best fill, a level of evidence its own fill in the first shape", () => {
  const [flood, talk] = facetValues(RECORD, "categories");
  assert.deepEqual(flood.mark, { shape: "cross", fill: "full", harm: true, soft: false });
  assert.equal(talk.mark?.harm, false);
  assert.deepEqual(facetValues(RECORD, "evidence")[1].mark, { shape: "circle", fill: "dashed", harm: null, soft: false });
});

test("districts end with those that are not on the map", () => {
  assert.deepEqual(facetValues(RECORD, "districts").map(({ key }) => key), ["a", "b", "c", "nowhere"]);
});

test("a value is added once and taken away, other filters and the given ones stay as they are", () => {
  const once = choose(NONE, "accused", "south", true);
  assert.deepEqual(choose(once, "accused", "south", true).accused, ["south"]);
  assert.deepEqual(choose(once, "accused", "south", false), NONE);
  assert.deepEqual(NONE.accused, []);
  assert.equal(countChosen(choose(once, "places", "one", true)), 2);
});

const state = (/** @type {object} */ given) => /** @type {import("../../components/explore/types.js").State} */ (
  /** @type {unknown} */ ({ filters: NONE, text: "", ...given }));

test("each value that is set is a chip with its own label, the words searched for the last", () => {
  const set = state({ filters: { ...NONE, places: ["two"], categories: ["flood"] }, text: " barda " });
  assert.deepEqual(chipsOf(RECORD, set).map(({ label }) => label), ["Two", "the flood", "“barda”"]);
});

test("a chip takes away itself and nothing else", () => {
  const set = state({ filters: { ...NONE, places: ["one", "two"] }, text: "barda" });
  const [one, , text] = chipsOf(RECORD, set);
  assert.deepEqual(withoutChip(set, one), { filters: { ...NONE, places: ["two"] } });
  assert.deepEqual(withoutChip(set, text), { text: "" });
});

test("blanks alone are no chip", () => {
  assert.deepEqual(chipsOf(RECORD, state({ text: "  " })), []);
});

test("places stand in their district, the rest below all districts", () => {
  const tree = placeTree(RECORD, null, null, NONE);
  const beta = tree.find(({ district }) => district?.key === "b");
  assert.deepEqual(beta?.places.map(({ key }) => key), ["one", "two"]);
  assert.deepEqual(tree.at(-1), { district: null, places: facetValues(RECORD, "places").slice(2) });
});

test("chosen districts come first, then those with the most incidents, then by name", () => {
  const tree = placeTree(RECORD, { a: 0, b: 3, c: 0, nowhere: 9 }, { one: 1, two: 2 }, { ...NONE, districts: ["c"] });
  assert.deepEqual(tree.map(({ district }) => district?.key ?? null), ["c", "nowhere", "b", "a", null]);
  assert.deepEqual(tree[2].places.map(({ key }) => key), ["two", "one"]);
});
