import assert from "node:assert/strict";
import { test } from "node:test";

import { createDetail } from "../../components/explore/data/detail.js";
import { FEW, groupSources, standsOpen } from "../../components/explore/panels/source_groups.js";

/** @typedef {import("../../components/explore/types.js").DetailData} DetailData */
/** @typedef {import("../../components/explore/types.js").Scene} Scene */

const SOURCES = [{ id: "hrw", kind: 1 }, { id: "afp", kind: 2 }, { id: "wiki", kind: 0 }];
const DATA = /** @type {DetailData} */ (/** @type {unknown} */ ({
  search: [], cards: [{ id: "barda" }, { id: "ganja" }], leaning: [[1, 0], [0]], sources: SOURCES,
}));
const ROWS = { row: (/** @type {string} */ id) => ["barda", "ganja"].indexOf(id) };

/** @param {number[]} rows @returns {Scene} */
const scene = (rows) => /** @type {Scene} */ (/** @type {unknown} */ ({ shown: { rows } }));

async function loaded() {
  const detail = createDetail(() => Promise.resolve(DATA), ROWS, () => {});
  await new Promise((resolve) => setImmediate(resolve));
  return detail;
}

/** @param {ReturnType<import("../../components/explore/types.js").Detail["sources"]>} sources */
const told = (sources) => sources?.map(({ source, incidents }) => `${source.id} ${incidents}`);

test("while the answer is on its way there is nothing", () => {
  const detail = createDetail(() => new Promise(() => {}), ROWS, () => {});
  assert.deepEqual([detail.card("barda"), detail.sources(scene([0]), null), detail.sourceCount(), detail.fault()], [null, null, null, ""]);
});

test("the answer is drawn when it comes", async () => {
  let drawn = 0;
  createDetail(() => Promise.resolve(DATA), ROWS, () => { drawn += 1; });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(drawn, 1);
});

test("a failure is said, and may be mended by asking again", async () => {
  let asked = 0;
  const load = () => (asked++ ? Promise.resolve(DATA) : Promise.reject(new Error("no answer")));
  const detail = createDetail(load, ROWS, () => {});
  await new Promise((resolve) => setImmediate(resolve));
  assert.notEqual(detail.fault(), "");
  detail.again();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(detail.fault(), "");
  assert.equal(detail.card("barda")?.id, "barda");
});

test("behind all that is shown stand the sources of those incidents, with their number", async () => {
  const detail = await loaded();
  assert.deepEqual(told(detail.sources(scene([0, 1]), null)), ["hrw 2", "afp 1"]);
  assert.deepEqual(told(detail.sources(scene([1]), null)), ["hrw 1"]);
  assert.deepEqual(told(detail.sources(scene([]), null)), []);
});

test("behind an incident stand its own, in the order of the record, whatever is shown", async () => {
  const detail = await loaded();
  assert.deepEqual(told(detail.sources(scene([]), "barda")), ["hrw 2", "afp 1"]);
});

test("nothing stands behind an incident that is gone", async () => {
  const detail = await loaded();
  assert.deepEqual(told(detail.sources(scene([0, 1]), "gone")), []);
});

test("what is shown is counted once", async () => {
  const detail = await loaded();
  const shown = scene([0, 1]);
  assert.equal(detail.sources(shown, null), detail.sources(shown, null));
});

test("a source is found by its name, one that is not there is none", async () => {
  const detail = await loaded();
  assert.equal(detail.source("afp")?.id, "afp");
  assert.equal(detail.source("nobody"), null);
  assert.equal(detail.sourceCount(), 3);
});

const COUNTED = /** @type {import("../../components/explore/panels/source_groups.js").Counted[]} */ (
  /** @type {unknown} */ (SOURCES.map((source) => ({ source, incidents: 1 })))
);

test("sources are grouped by kind in the order of kinds, without empty groups", () => {
  const groups = groupSources(COUNTED, 5);
  assert.deepEqual(groups.map(({ kind, sources }) => [kind, sources.length]), [[0, 1], [1, 1], [2, 1]]);
});

test("groups stand open where there are few sources", () => {
  const [group] = groupSources(COUNTED, 5);
  assert.equal(standsOpen(group, new Map(), FEW, null), true);
  assert.equal(standsOpen(group, new Map(), FEW + 1, null), false);
});

test("a group that the reader closed stays closed, one that holds the opened source opens", () => {
  const [wiki] = groupSources(COUNTED, 5);
  assert.equal(standsOpen(wiki, new Map([[0, false]]), 1, null), false);
  assert.equal(standsOpen(wiki, new Map(), 99, "wiki"), true);
});
