import assert from "node:assert/strict";
import { test } from "node:test";

import { collectRests, runs } from "../../components/explore/present/handout_rests.js";

/** @param {string} id */
const makeSource = (id) => /** @type {import("../../components/explore/types.js").SourceData} */ ({ id, by: id.toUpperCase(), title: "Report", date: "2020" });
/** @param {Array<Array<[string, "incident" | "source"]>>} steps */
const makeLesson = (steps) => /** @type {import("../../components/explore/types.js").Lesson} */ (/** @type {unknown} */ ({
  steps: steps.map((rests) => ({ question: "", rests: rests.map(([id, kind]) => ({ id, kind })) })),
}));
const KNOWN = {
  source: (/** @type {string} */ id) => (["a", "b", "c"].includes(id) ? makeSource(id) : null),
  incident: (/** @type {string} */ id) => (id === "barda" ? { title: "Barda", when: "28 October 2020", sources: ["c", "a", "b"].map(makeSource) } : null),
};

test("the sources of a step stand with it, those of incidents once for all with numbers", () => {
  const { steps, further } = collectRests(makeLesson([[["b", "source"]], [["barda", "incident"], ["b", "source"]], [["barda", "incident"]]]), KNOWN);
  assert.deepEqual(further.map(({ id }) => id), ["c", "a", "b"]);
  assert.deepEqual(steps.map(({ sources }) => sources.map(({ id }) => id)), [["b"], ["b"], []]);
  const barda = { words: "Barda (28 October 2020)", numbers: [1, 2, 3] };
  assert.deepEqual(steps.map(({ named }) => named), [[], [barda], [barda]]);
});

test("what the record does not know stands by its id", () => {
  const { steps, further } = collectRests(makeLesson([[["gone", "source"], ["nowhere", "incident"]]]), KNOWN);
  assert.deepEqual(steps, [{ sources: [], named: [{ words: "gone", numbers: [] }, { words: "nowhere", numbers: [] }] }]);
  assert.deepEqual(further, []);
});

test("more sources than a sheet has room for stand at the end, with numbers", () => {
  const many = Array.from({ length: 9 }, (_, k) => `s${k}`);
  const known = { ...KNOWN, source: makeSource };
  const lesson = makeLesson([many.map((id) => [id, "source"]), many.map((id) => [id, "source"])]);
  lesson.steps[1].question = "Why?";
  const { steps, further } = collectRests(lesson, known);
  assert.equal(steps[0].sources.length, 9);
  assert.deepEqual(steps[1].sources, []);
  assert.deepEqual(steps[1].named[8], { words: "S8 (2020)", numbers: [9] });
  assert.equal(further.length, 9);
});

test("numbers that follow each other are drawn together", () => {
  assert.equal(runs([1, 2, 4, 5, 6, 9]), "1, 2, 4–6, 9");
  assert.equal(runs([]), "");
});
