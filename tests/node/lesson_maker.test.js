import assert from "node:assert/strict";
import { test } from "node:test";

import { packLesson, unpackLesson } from "../../components/explore/data/lesson_link.js";
import { tidyLesson } from "../../components/explore/data/lesson_table.js";
import { Draft } from "../../components/explore/lesson_maker/draft.js";

/** A tab's storage. @param {string} [kept] */
function makeStorage(kept) {
  /** @type {Map<string, string>} */
  const items = new Map(kept === undefined ? [] : [["timemap-lesson", kept]]);
  return { items, getItem: (/** @type {string} */ key) => items.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => void items.set(key, value) };
}

/** @param {Draft} draft */
const days = (draft) => draft.table.steps.map(({ day }) => day);

test("steps are added, moved, copied and deleted, and come back", () => {
  const draft = new Draft(makeStorage(), () => {});
  for (const day of ["1", "2", "3"]) draft.add({ day });
  assert.equal(draft.move(1, 1), 2);
  assert.deepEqual(days(draft), ["2", "1", "3"]);
  assert.equal(draft.move(1, -1), 1);
  assert.equal(draft.move(3, 1), 3);
  draft.copy(2);
  assert.deepEqual(days(draft), ["2", "1", "1", "3"]);
  draft.table.steps[1].day = "x";
  assert.equal(draft.table.steps[2].day, "1");
  draft.remove(2, "gone");
  assert.deepEqual([days(draft), draft.undone?.words], [["2", "1", "3"], "gone"]);
  draft.undo();
  assert.deepEqual([days(draft), draft.undone], [["2", "x", "1", "3"], null]);
});

test("a lesson outlives a reload of its tab", () => {
  const storage = makeStorage();
  const draft = new Draft(storage, () => {});
  draft.add({ day: "1" });
  const again = new Draft(storage, () => {});
  assert.deepEqual([again.id, again.table], [draft.id, draft.table]);
});

test("a browser that keeps nothing, or nonsense, begins anew", () => {
  const full = { getItem: () => { throw new Error("not allowed"); }, setItem: () => { throw new Error("no room"); } };
  for (const storage of [null, full, makeStorage("{"), makeStorage("null"), makeStorage('{"table":{"steps":3}}')]) {
    const draft = new Draft(storage, () => {});
    assert.ok(draft.isEmpty());
    draft.add({ day: "1" });
    assert.deepEqual(days(draft), ["1"]);
  }
});

test("what is left empty is not saved", () => {
  const step = { headline: "", day: "2020-10-04", held: false, judge: false, options: [], notes: "", sentences: [{ text: "", rests_on: [] }, { text: "a", rests_on: ["b"] }], answer: [{ text: "", rests_on: [] }] };
  assert.deepEqual(tidyLesson({ title: "", minutes: undefined, steps: [step] }), { steps: [{ day: "2020-10-04", held: false, sentences: [{}, { text: "a", rests_on: ["b"] }] }] });
});

test("a lesson goes through a link and comes back", async () => {
  const table = { title: "Şuşa / Շուշի <img> & ?#%", steps: [{ day: "2020-10-04" }] };
  const packed = await packLesson(table);
  assert.match(packed, /^[\w-]+$/);
  assert.deepEqual(JSON.parse(await unpackLesson(packed)), table);
  await assert.rejects(unpackLesson("AAAA"));
  await assert.rejects(unpackLesson("*"));
});
