import assert from "node:assert/strict";
import { test } from "node:test";

import { numberRests, runs } from "../../components/explore/present/handout_rests.js";

/** @param {string} id */
const makeSource = (id) => /** @type {import("../../components/explore/types.js").SourceData} */ ({ id, by: id.toUpperCase(), title: "Report", date: "2020" });
/** @param {Array<Array<[string, "incident" | "source"]>>} steps */
const makeLesson = (steps) => /** @type {import("../../components/explore/types.js").Lesson} */ (/** @type {unknown} */ ({
  steps: steps.map((rests) => ({ rests: rests.map(([id, kind]) => ({ id, kind })) })),
}));
const KNOWN = {
  source: (/** @type {string} */ id) => (id === "gone" ? null : makeSource(id)),
  incident: (/** @type {string} */ id) => (id === "barda" ? { title: "Barda", when: "28 October 2020", sources: ["c", "a", "b"].map(makeSource) } : null),
};

test("each source has one number, in the order in which the steps come to it", () => {
  const { steps, sources } = numberRests(makeLesson([[["b", "source"]], [["barda", "incident"], ["b", "source"]]]), KNOWN);
  assert.deepEqual(sources.map(({ id }) => id), ["b", "c", "a"]);
  assert.deepEqual(steps, [
    [{ words: "B (2020)", numbers: [1] }],
    [{ words: "Barda (28 October 2020)", numbers: [1, 2, 3] }, { words: "B (2020)", numbers: [1] }],
  ]);
});

test("what the record does not know stands by its id", () => {
  const { steps, sources } = numberRests(makeLesson([[["gone", "source"], ["nowhere", "incident"]]]), KNOWN);
  assert.deepEqual(steps, [[{ words: "gone", numbers: [] }, { words: "nowhere", numbers: [] }]]);
  assert.deepEqual(sources, []);
});

test("numbers that follow each other are drawn together", () => {
  assert.equal(runs([1, 2, 4, 5, 6, 9]), "1, 2, 4–6, 9");
  assert.equal(runs([]), "");
});
