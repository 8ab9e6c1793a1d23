import assert from "node:assert/strict";
import { test } from "node:test";

import { apart, away, boxAround, isInside, liesIn, meets } from "../../components/explore/ground/boxes.js";
import { anchorsOf, layOutNames, LEAST_H, pressed } from "../../components/explore/ground/name_layout.js";

/** @typedef {import("../../components/explore/ground/boxes.js").Box} Box */
/** @typedef {import("../../components/explore/ground/name_layout.js").Label} Label */

/** @type {Box} */
const VIEW = [0, 0, 600, 400];
const FRAME = { view: VIEW, covers: /** @type {Box[]} */ ([]) };

/** @param {string} id @param {number} x @param {number} y @param {Partial<Label>} [more] @returns {Label} */
const label = (id, x, y, more = {}) => ({
  id, dot: { x, y }, home: null, cluster: null, sizes: [[60, 17]], insists: false, weighs: false, ...more,
});

/** @param {Label[]} labels @param {Partial<typeof FRAME>} [frame] */
const layOut = (labels, frame = {}) => layOutNames(labels, [], [], { ...FRAME, ...frame });

/** Numbers that look random and are the same each time. */
function* numbers(seed = 7) {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

test("a name stands at the right of its place where it is free", () => {
  const box = layOut([label("a", 100, 100)]).get("a")?.box;
  assert.ok(box && box[0] > 100 && box[1] < 100 && box[3] > 100);
});

test("what lies over the map sends a name to the left", () => {
  const box = layOut([label("a", 300, 100)], { covers: [[302, 0, 600, 400]] }).get("a")?.box;
  assert.ok(box && box[2] < 300);
});

test("a double name takes two lines where one has no room", () => {
  const wide = label("a", 50, 100, { sizes: [[580, 17], [90, 32]] });
  assert.equal(layOut([wide]).get("a")?.lines, 2);
});

test("a name that would lie over marks of others is left out", () => {
  const crowd = [[-70, 0], [70, 0], [0, -22], [0, 22]].map(([x, y], k) =>
    label(`b${k}`, 300 + x, 200 + y, { cluster: boxAround({ x: 300 + x, y: 200 + y }, 120, 16), sizes: [[900, 17]] }));
  assert.equal(layOut([label("a", 300, 200), ...crowd]).has("a"), false);
});

test("an unnamed dot does not send a name away, a named one does", () => {
  const [a, b] = [label("a", 100, 100), label("b", 108, 100)];
  const spots = layOut([a, b]);
  assert.ok(spots.has("a"));
  assert.equal(spots.has("b"), false);
});

test("no name stands nearer to another place than to its own", () => {
  const random = numbers();
  const next = () => Number(random.next().value);
  for (let turn = 0; turn < 60; turn += 1) {
    const labels = Array.from({ length: 25 }, (_, k) => {
      const dot = { x: next() * 600, y: next() * 400 };
      return label(`n${k}`, dot.x, dot.y, { cluster: k % 3 ? null : boxAround(dot, 32, 16), insists: k < 3 });
    });
    const spots = layOut(labels);
    for (const [id, { box, dot }] of spots) {
      const near = pressed(box);
      for (const [other, spot] of spots) {
        if (other === id) continue;
        assert.ok(away(near, spot.dot) > away(near, dot), `${id} is nearer to ${other}`);
        assert.equal(meets(box, spot.box, 0), false, `${id} lies over ${other}`);
      }
      assert.ok(isInside(box, VIEW, 0));
      for (const { id: other, cluster } of labels) assert.ok(!cluster || !meets(box, cluster, 0), `${id} covers ${other}`);
    }
  }
});

test("the same places always give the same names", () => {
  const labels = Array.from({ length: 20 }, (_, k) => label(`n${k}`, (k * 97) % 600, (k * 61) % 400));
  assert.deepEqual([...layOut(labels)], [...layOut(labels)]);
});

test("a name that is always there tries more places than another", () => {
  const dot = { x: 0, y: 0 };
  const own = boxAround(dot, 6, 6);
  const few = anchorsOf(label("a", 0, 0), own, dot).length;
  assert.equal(few, 4);
  assert.ok(anchorsOf(label("a", 0, 0, { insists: true }), own, dot).length > few);
});

test("the name of a line stands beside it and not on it", () => {
  const line = [{ x: 100, y: 100 }, { x: 300, y: 200 }];
  const spot = layOut([label("road", 0, 0, { line })]).get("road");
  assert.ok(spot && away(spot.box, spot.dot) > 1);
  assert.ok(spot.dot.x >= 100 && spot.dot.x <= 300);
});

test("an area that must be named gets its room before the places that need not be", () => {
  const full = Array.from({ length: 40 }, (_, k) => label(`n${k}`, 20 + (k % 8) * 75, 30 + Math.floor(k / 8) * 80, { sizes: [[66, 60]] }));
  const settings = [{ size: /** @type {[number, number]} */ ([90, 17]), whole: [{ x: 300, y: 205 }], part: [{ x: 300, y: 205 }] }];
  const spots = layOutNames(full, [{ id: "land", at: { x: 300, y: 205 }, settings, insists: true }], [], FRAME);
  assert.ok(spots.has("land"));
});

test("a name is high enough to be pressed", () => {
  const [, top, , bottom] = pressed([0, 0, 50, 17]);
  assert.equal(bottom - top, LEAST_H);
  assert.deepEqual(pressed([0, 0, 50, 32]), [0, 0, 50, 32]);
});

test("distances are those of the nearest points", () => {
  assert.equal(apart([0, 0, 10, 10], [13, 14, 20, 20]), 5);
  assert.equal(apart([0, 0, 10, 10], [5, 5, 20, 20]), 0);
  assert.equal(away([0, 0, 10, 10], { x: 5, y: -4 }), 4);
});

test("a hole of an area is not in it", () => {
  const square = (/** @type {number} */ a, /** @type {number} */ b) => [{ x: a, y: a }, { x: b, y: a }, { x: b, y: b }, { x: a, y: b }];
  assert.equal(liesIn([square(0, 10), square(4, 6)], { x: 5, y: 5 }), false);
  assert.equal(liesIn([square(0, 10), square(4, 6)], { x: 2, y: 5 }), true);
  assert.equal(liesIn([], { x: 2, y: 5 }), false);
});
