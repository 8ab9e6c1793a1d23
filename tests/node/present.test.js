import assert from "node:assert/strict";
import { test } from "node:test";

import { captionOf, MOST_WORDS } from "../../components/explore/present/caption.js";
import { actionOf } from "../../components/explore/present/keys.js";
import { sumSides } from "../../components/explore/present/totals.js";
import { presentScale } from "../../components/explore/scale.js";

const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test("keys of clickers and of the keyboard ask for the same", () => {
  for (const key of ["PageDown", "ArrowRight"]) assert.equal(actionOf({ ...plain, key }), "next");
  for (const key of ["PageUp", "ArrowLeft"]) assert.equal(actionOf({ ...plain, key }), "before");
  assert.equal(actionOf({ ...plain, key: "ArrowRight", shiftKey: true }), "day");
  assert.equal(actionOf({ ...plain, key: "B" }), "blank");
  assert.equal(actionOf({ ...plain, key: "a", ctrlKey: true }), null);
  assert.equal(actionOf({ ...plain, key: "x" }), null);
});

const card = {
  title: "Cluster rockets on Barda", toll: "at least 21 killed",
  blame: [{ side: "Armenian forces", by: [{ speaker: "HRW", hedge: "fired or supplied" }, { speaker: "X", hedge: "" }], denials: [{ speaker: "Ministry", hedge: "" }] }],
};

test("a caption says who says so and who denies it", () => {
  const { level, lines } = captionOf(/** @type {any} */ (card), "documented");
  assert.equal(level, "documented");
  assert.deepEqual(lines, ["Armenian forces, according to HRW (fired or supplied) and 1 more.", "Denied by Ministry."]);
});

test("what has no room in a caption is left out from the end", () => {
  const long = { ...card, blame: [card.blame[0], { ...card.blame[0], side: "word ".repeat(MOST_WORDS) }] };
  assert.equal(captionOf(/** @type {any} */ (long), "documented").lines.length, 2);
});

test("totals count incidents of harm by side and by how well they are evidenced", () => {
  const vocabulary = {
    harmed: [{ key: "a", label: "A", party: true }, { key: "b", label: "B", party: true }, { key: "c", label: "C", party: false }], fills: [{ key: "full", label: "" }, { key: "hollow", label: "" }],
    evidence: [{ fill: "full" }, { fill: "hollow" }], categories: [{ harm: true }, { harm: false }],
  };
  const events = { category: [0, 0, 1], harmed: [[0, 1, 2], [1], [0]], evidence: [0, 1, 0] };
  const totals = sumSides(/** @type {any} */ ({ vocabulary }), /** @type {any} */ (events), [0, 1, 2]);
  assert.deepEqual(totals.map(({ key, incidents, fills }) => [key, incidents, fills]), [["a", 1, [1, 0]], ["b", 2, [1, 1]]]);
});

test("a page is never drawn smaller than it is laid out", () => {
  assert.equal(presentScale(390, 844), 1);
  assert.ok(presentScale(1920, 1080) > 1.9);
});
