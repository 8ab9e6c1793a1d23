import assert from "node:assert/strict";
import { test } from "node:test";

import { axisDays } from "../../components/explore/ground/axis_days.js";
import { placeChips } from "../../components/explore/ground/chip_layout.js";
import { fitView } from "../../components/explore/ground/view_fit.js";

/** @typedef {import("../../components/explore/ground/boxes.js").Box} Box */

const ZOOMS = { least: 4, most: 10, step: 0.25 };
const REGION = /** @type {Box} */ ([-1e6, -1e6, 1e6, 1e6]);

/** @param {Box[]} [covers] */
const frame = (covers = []) => ({ width: 800, height: 600, covers, region: REGION });

/** @param {number} x @param {number} y @param {Partial<{weight: number, needed: boolean}>} [more] */
const point = (x, y, more = {}) => ({ x, y, weight: 1, needed: false, ...more });

/** Pixels of points in a view. @param {{x: number, y: number}} at @param {{x: number, y: number, zoom: number}} view */
const pixel = (at, view) => ({ x: 400 + (at.x - view.x) * 2 ** view.zoom, y: 300 + (at.y - view.y) * 2 ** view.zoom });

test("all points are in view, as near as they fit", () => {
  const points = [point(0, 0), point(2, 1), point(1, 2)];
  const view = fitView(points, frame(), ZOOMS);
  for (const at of points) {
    const { x, y } = pixel(at, view);
    assert.ok(x > 0 && x < 800 && y > 0 && y < 600);
  }
  assert.ok(2 * 2 ** (view.zoom + ZOOMS.step) > 600 - 44);
});

test("no point lies below what covers the map", () => {
  const cover = /** @type {Box} */ ([0, 0, 420, 130]);
  const points = [point(0, 0, { needed: true }), point(3, 2, { needed: true })];
  const view = fitView(points, frame([cover]), ZOOMS);
  for (const at of points) {
    const { x, y } = pixel(at, view);
    assert.ok(x > cover[2] || y > cover[3], `${x} ${y}`);
  }
});

test("a few far points stay out where that brings the others much nearer", () => {
  const core = Array.from({ length: 40 }, (_, k) => point((k % 7) / 7, Math.floor(k / 7) / 7));
  const near = fitView(core, frame(), ZOOMS);
  const far = fitView([...core, point(12, 0.5)], frame(), ZOOMS);
  assert.ok(near.zoom - far.zoom <= ZOOMS.step);
});

test("points that are needed stay in view at the cost of nearness", () => {
  const core = Array.from({ length: 40 }, (_, k) => point((k % 7) / 7, Math.floor(k / 7) / 7));
  const needed = point(6, 0.5, { weight: 0, needed: true });
  const { x, y } = pixel(needed, fitView([...core, needed, point(0, 0, { needed: true })], frame(), ZOOMS));
  assert.ok(x > 0 && x < 800 && y > 0 && y < 600);
});

test("a view does not leave the region", () => {
  const view = fitView([point(0.2, 0.2), point(2, 2)], { ...frame(), region: [0, 0, 100, 100] }, ZOOMS);
  assert.ok(view.x - 400 / 2 ** view.zoom >= 0 && view.y - 300 / 2 ** view.zoom >= 0);
});

test("points that cannot be shown together give the farthest view", () => {
  const view = fitView([point(0, 0, { needed: true }), point(90, 90, { needed: true })], frame(), { ...ZOOMS, least: 6 });
  assert.equal(view.zoom, 6);
});

const PERIODS = /** @type {any} */ ([
  { key: "war", start: 100, end: 144 }, { key: "after", start: 145, end: 900 }, { key: "all", start: 0, end: 900 },
]);
/** @param {string} span @param {number} from @param {number} to */
const days = (span, from, to, last = null) =>
  axisDays(/** @type {any} */ ({ periods: PERIODS }), /** @type {any} */ ({ span, from, to }), /** @type {any} */ (last));

test("the axis shows its period, whatever the dates in it", () => {
  assert.equal(days("war", 100, 144), PERIODS[0]);
  assert.equal(days("war", 120, 120), PERIODS[0]);
});

test("another part of the axis keeps the last period while it holds the dates", () => {
  assert.equal(days("", 120, 120, PERIODS[2]), PERIODS[2]);
  assert.equal(days("", 120, 120), PERIODS[0]);
  assert.equal(days("", 120, 300, PERIODS[0]), PERIODS[2]);
});

test("dates that no period holds are the days themselves", () => {
  assert.deepEqual(days("", -5, 950), { start: -5, end: 950 });
});

const CHIPS = { width: 800, height: 600, room: { width: 110, height: 30 }, isFree: () => true, isClear: () => true };

test("places in one direction share a chip at that edge", () => {
  const [chip, ...others] = placeChips([{ x: 1500, y: 300 }, { x: 1300, y: 320 }], CHIPS);
  assert.equal(others.length, 0);
  assert.equal(chip.points.length, 2);
  assert.equal(chip.turn, 0);
  assert.ok(chip.box[2] > 780);
});

test("every direction has a chip of its own, and none covers another", () => {
  const points = Array.from({ length: 8 }, (_, k) => ({ x: 400 + 2000 * Math.cos((k * Math.PI) / 4), y: 300 + 2000 * Math.sin((k * Math.PI) / 4) }));
  const chips = placeChips(points, CHIPS);
  assert.equal(chips.length, 8);
  chips.forEach(({ box: a }, k) => {
    for (const { box: b } of chips.slice(k + 1)) assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]);
  });
});

test("a chip moves along the edge where something else is", () => {
  const taken = (/** @type {Box} */ box) => box[3] < 200 || box[1] > 400;
  const [chip] = placeChips([{ x: 1500, y: 300 }], { ...CHIPS, isFree: taken });
  assert.ok(taken(chip.box));
});

test("without a place beyond the view there is no chip, and none without room", () => {
  assert.deepEqual(placeChips([], CHIPS), []);
  assert.deepEqual(placeChips([{ x: 1500, y: 300 }], { ...CHIPS, isFree: () => false }), []);
});
