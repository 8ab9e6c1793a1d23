/** Values that stand once are put back where they belong. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { unpack } from "../../components/explore/data/unpack.js";

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
