/** Values that stand once are put back where they belong. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readLetters, unpack } from "../../components/explore/data/unpack.js";

test("what is shared stands wherever it is named, also within what is shared", () => {
  const values = [["a long text"], { text: { $: 0 }, count: 2 }];

  assert.deepEqual(unpack({ values, root: { first: { $: 1 }, second: [{ $: 1 }, { $: 0 }] } }), {
    first: { text: ["a long text"], count: 2 },
    second: [{ text: ["a long text"], count: 2 }, ["a long text"]],
  });
});

test("what is not shared stays as it is", () => {
  const root = { none: null, no: false, zero: 0, empty: [], text: "$", inner: {} };

  assert.deepEqual(unpack({ values: [], root: structuredClone(root) }), root);
});

test("bytes come back from their letters, whatever their number", () => {
  // What Python's base64.b85encode gives, with a comma for "<" and a full stop for the backtick.
  const known = [
    ["", []], ["00", [0]], ["0000", [0, 0, 0]], ["VPa!s", [97, 98, 99, 100]], ["|Ns9", [255, 255, 255]],
    ["0RsR22>", [1, 2, 255, 254, 9]], [".uqI-{{H", [250, 251, 252, 253, 254, 255]],
  ];
  for (const [text, bytes] of known) assert.deepEqual([...readLetters(/** @type {string} */ (text))], bytes);
});
