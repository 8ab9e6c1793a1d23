import assert from "node:assert/strict";
import { test } from "node:test";

import { Arrangement } from "../../components/explore/ground/arrange.js";
import { boxAround, liesIn, meets } from "../../components/explore/ground/boxes.js";

/** @typedef {import("../../components/explore/ground/boxes.js").Box} Box */
/** @typedef {import("../../components/explore/ground/arrange.js").Thing} Thing */
/** @typedef {import("../../components/explore/ground/sites.js").Site} Site */

const FRAME = { view: /** @type {Box} */ ([0, 0, 900, 700]), covers: /** @type {Box[]} */ ([]) };

/** @param {string} key @param {number} x @param {number} y @param {boolean} [soft] @returns {Site} */
const site = (key, x, y, soft = false) => ({
  key, lon: 0, lat: 0, soft, district: soft ? 0 : -1, rows: [], most: 1, homeX: x, homeY: y, x, y, radius: 8, inside: soft,
});

/** @param {Site} at @param {number} w @param {number} h @param {Partial<Thing>} [more] @returns {Thing} */
const thing = (at, w, h, more = {}) => ({ id: at.key, site: at, cover: boxAround({ x: 0, y: 0 }, w, h), label: null, within: null, ...more });

/** @param {Thing} item @returns {Box} */
function covered({ site: at, cover }) {
  const { x, y } = at ?? { x: 0, y: 0 };
  return [cover[0] + x, cover[1] + y, cover[2] + x, cover[3] + y];
}

/** @param {Thing[]} things @param {Array<{id: string, at: {x: number, y: number}}>} [dots] */
function arrange(things, dots = []) {
  const arrangement = new Arrangement(FRAME, dots, []);
  arrangement.place(things);
  return arrangement;
}

test("marks with room stay at their point", () => {
  const [a, b] = [site("a", 100, 100), site("b", 300, 100)];
  arrange([thing(a, 16, 16), thing(b, 16, 16)]);
  assert.deepEqual([a.x, a.y, b.x, b.y], [100, 100, 300, 100]);
});

test("nothing covers its neighbours, however many share a point", () => {
  const things = Array.from({ length: 30 }, (_, k) => thing(site(`s${k}`, 400 + (k % 5) * 6, 300 + (k % 3) * 5), 20 + (k % 4) * 8, 18));
  arrange(things);
  things.forEach((a, k) => {
    for (const b of things.slice(k + 1)) assert.equal(meets(covered(a), covered(b), 0), false, `${a.id} covers ${b.id}`);
  });
});

test("what gets room first stays, the other one moves aside", () => {
  const [large, small] = [site("large", 200, 200), site("small", 205, 205)];
  arrange([thing(large, 50, 46), thing(small, 16, 16)]);
  assert.deepEqual([large.x, large.y], [200, 200]);
  assert.ok(Math.hypot(small.x - 205, small.y - 205) > 10);
});

test("a disc leaves room to marks within its district", () => {
  const [town, disc] = [site("town", 200, 200), site("disc", 200, 200, true)];
  const within = [[{ x: 150, y: 150 }, { x: 290, y: 150 }, { x: 290, y: 260 }, { x: 150, y: 260 }]];
  arrange([thing(town, 40, 40), thing(disc, 30, 30, { within })]);
  assert.ok(disc.inside && liesIn(within, disc));
  assert.equal(meets(covered(thing(disc, 30, 30)), covered(thing(town, 40, 40)), 0), false);
});

test("a disc whose district has no room says that it stands outside", () => {
  const [town, disc] = [site("town", 200, 200), site("disc", 200, 200, true)];
  const within = [[{ x: 195, y: 195 }, { x: 205, y: 195 }, { x: 205, y: 205 }, { x: 195, y: 205 }]];
  arrange([thing(town, 60, 60), thing(disc, 30, 30, { within })]);
  assert.equal(disc.inside, false);
});

test("a name that is always there gets its room with its marks, and marks keep off it", () => {
  const [named, other] = [site("named", 300, 300), site("other", 330, 300)];
  const label = { id: "named", dot: { x: 300, y: 300 }, home: null, cluster: null, sizes: [/** @type {[number, number]} */ ([70, 17])], insists: true, weighs: false };
  const dots = [{ id: "named", at: { x: 300, y: 300 } }, { id: "other", at: { x: 330, y: 300 } }];
  const { rooms } = arrange([thing(named, 16, 16, { label }), thing(other, 16, 16)], dots);
  const room = rooms.get("named")?.box;
  assert.ok(room);
  assert.equal(meets(room, covered(thing(other, 16, 16)), 0), false);
});

test("the same marks always give the same places", () => {
  const make = () => Array.from({ length: 40 }, (_, k) => thing(site(`s${k}`, 300 + (k * 37) % 120, 200 + (k * 53) % 110), 24, 20));
  const [one, two] = [make(), make()];
  arrange(one);
  arrange(two);
  assert.deepEqual(one.map(covered), two.map(covered));
});

test("more than can have room stay at their points", () => {
  const things = Array.from({ length: 401 }, (_, k) => thing(site(`s${k}`, 10, 10), 16, 16));
  arrange(things);
  assert.ok(things.every(({ site: at }) => at && at.x === 10 && at.y === 10));
});
