import assert from "node:assert/strict";
import { test } from "node:test";

import { Once } from "../../components/explore/data/once.js";
import { goesOn } from "../../components/explore/flight.js";
import { moveMarks } from "../../components/explore/ground/marks.js";
import { holdView, reachOf, wayBetween } from "../../components/explore/ground/way.js";

/** @typedef {import("../../components/explore/ground/boxes.js").Box} Box */

const WEST = { x: 160, y: 95, zoom: 9 };
const EAST = { x: 164, y: 96, zoom: 9 };

/** @param {{x: number, y: number, zoom: number}} a @param {{x: number, y: number, zoom: number}} b */
const near = (a, b) => Math.hypot(a.x - b.x, a.y - b.y, a.zoom - b.zoom) < 1e-6;

test("a way begins at one view and ends at the other", () => {
  for (const to of [EAST, { ...WEST, zoom: 10.5 }, { ...EAST, zoom: 7.5 }, { x: 160.0001, y: 95, zoom: 9 }, WEST]) {
    const { at } = wayBetween(WEST, to, 1000);
    assert.ok(near(at(0), WEST), JSON.stringify(at(0)));
    assert.ok(near(at(1), to), JSON.stringify(at(1)));
  }
});

test("a far way goes out and in again, a near one hardly", () => {
  assert.ok(wayBetween(WEST, EAST, 1000).at(0.5).zoom < 8.5);
  assert.ok(wayBetween(WEST, { ...WEST, x: 160.2 }, 1000).at(0.5).zoom > 8.9);
});

test("a way without a difference has no length, and a farther one is longer", () => {
  assert.equal(wayBetween(WEST, WEST, 1000).length, 0);
  const lengths = [160.5, 161, 162, 164].map((x) => wayBetween(WEST, { ...WEST, x }, 1000).length);
  assert.deepEqual(lengths, [...lengths].sort((a, b) => a - b));
});

test("a view on the way stays in the region and sees no farther than the map does", () => {
  const region = /** @type {Box} */ ([159, 93, 165, 97]);
  const held = holdView({ x: 159.1, y: 96.9, zoom: 3 }, { width: 1000, height: 500, region, least: 8 });
  assert.equal(held.zoom, 8);
  assert.ok(held.x - 500 / 256 >= 159 && held.y + 250 / 256 <= 97);
  assert.equal(holdView({ x: 160, y: 95, zoom: 7 }, { width: 4000, height: 500, region, least: 7 }).x, 162);
});

test("what a way sees beyond its last view is all that lies between", () => {
  const size = { width: 1000, height: 500 };
  assert.equal(reachOf(() => WEST, size), 0);
  const aside = reachOf((share) => ({ ...WEST, x: WEST.x - (1 - share) * 2 }), size);
  assert.ok(Math.abs(aside - 2 * 512 / 1000) < 1e-9);
  const out = reachOf((share) => ({ ...WEST, zoom: WEST.zoom - 1 + share }), size);
  assert.ok(Math.abs(out - 0.5) < 1e-9);
});

test("only from step to step of one lesson on the screen the map flies", () => {
  const state = { present: true, lesson: "a", step: 1 };
  const flies = (/** @type {object} */ last, /** @type {object} */ next) => goesOn(/** @type {any} */ ({ ...state, ...last }), /** @type {any} */ ({ ...state, ...next }));
  assert.ok(flies({}, { step: 2 }));
  assert.ok(flies({ step: 3 }, { step: 2 }));
  assert.ok(!flies({}, {}));
  assert.ok(!flies({}, { step: 2, lesson: "b" }));
  assert.ok(!flies({ lesson: null }, { lesson: null, step: 2 }));
  assert.ok(!flies({ present: false }, { step: 2 }));
  assert.ok(!flies({}, { step: 2, present: false }));
});

test("marks in another zoom keep their way from their point, and the former ones stay as they are", () => {
  const site = { key: "a", homeX: 100, homeY: 50, x: 110, y: 45 };
  const marks = /** @type {any} */ ({
    size: 1, row: Int32Array.of(7, 0), x: Float64Array.of(114, 0), y: Float64Array.of(45, 0), sure: Uint8Array.of(1, 0), at: Int32Array.of(0, 0),
    standing: [{ site, count: 1 }], looks: [], look: [],
  });
  const moved = moveMarks(marks, 2);
  assert.deepEqual([moved.standing[0].site.x, moved.standing[0].site.y], [210, 95]);
  assert.deepEqual([moved.x[0], moved.y[0], moved.row[0]], [214, 95, 7]);
  assert.deepEqual([site.x, marks.x[0]], [110, 114]);
});

test("what is asked for once is kept, and all who ask share the answer", async () => {
  let asked = 0;
  const once = new Once(async () => (asked += 1));
  once.want();
  once.want();
  assert.equal(await once.get(), 1);
  assert.equal(await once.get(), 1);
  assert.equal(once.value, 1);
});

test("after a failure only a wish by hand asks again", async () => {
  let asked = 0;
  let told = 0;
  const once = new Once(async () => {
    asked += 1;
    if (asked === 1) throw new Error("lost");
    return asked;
  }, () => { told += 1; });
  await assert.rejects(once.get(), /lost/);
  await Promise.resolve();
  assert.deepEqual([once.failed, told], [true, 1]);
  once.want();
  assert.equal(asked, 1);
  assert.equal(await once.get(), 2);
  assert.deepEqual([once.failed, once.value], [false, 2]);
});
