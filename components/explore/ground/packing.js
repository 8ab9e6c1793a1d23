/** How marks stand side by side at one place: the fewest pixels in all directions, no two overlapping. No DOM. */

import { HALF } from "./symbols.js";

/** Distance of the centres of neighbours, CSS pixels. */
export const SPACING = 16.5;
const ROW = (SPACING * Math.sqrt(3)) / 2;
/** More marks than this at one place become a disc with their number. */
export const MOST_MARKS = 30;
/** Radius of that disc. */
export const CROWD_R = 17;

/** Middles around which marks may stand: a mark, between two of a row, between three; in steps of the grid. */
const MIDDLES = [[0, 0], [0.5, 0], [0.25, 0.5], [0.5, 1 / 3], [0.5, 2 / 3]];

/** @typedef {Array<[number, number]>} Slots offsets of marks in CSS pixels, in reading order */
/** @typedef {{left: number, top: number, right: number, bottom: number, radius: number}} Footprint */

/** The `n` points of a grid of triangles that are nearest to a middle. @param {number} n @param {number[]} middle @returns {Slots} */
function nearest(n, [mx, my]) {
  const reach = Math.ceil(Math.sqrt(n)) + 1;
  /** @type {Slots} */
  const points = [];
  for (let row = -reach; row <= reach; row += 1) {
    for (let column = -reach - 1; column <= reach + 1; column += 1) {
      points.push([(column + (row % 2 ? 0.5 : 0) - mx) * SPACING, (row - my) * ROW]);
    }
  }
  const far = (/** @type {[number, number]} */ [x, y]) => Math.round(Math.hypot(x, y) * 1e6);
  return points.sort((a, b) => far(a) - far(b) || b[1] - a[1] || a[0] - b[0]).slice(0, n);
}

/** Around the middle of their weight, row by row. @param {Slots} points @returns {Slots} */
function settle(points) {
  const mean = (/** @type {0 | 1} */ axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const moved = /** @type {Slots} */ (points.map(([x, y]) => [x - mx, y - my]));
  return moved.sort((a, b) => (Math.abs(a[1] - b[1]) > 1 ? a[1] - b[1] : a[0] - b[0]));
}

/** How far marks are from their middle, the farthest first; then how high they stand. @param {Slots} slots */
function spreadOf(slots) {
  const squares = slots.map(([x, y]) => x * x + y * y);
  const mean = squares.reduce((sum, square) => sum + square, 0) / slots.length;
  return Math.max(...squares) + 0.1 * mean + 0.01 * Math.max(...slots.map(([, y]) => Math.abs(y)));
}

/** @type {Slots[]} */
const known = [[]];

/** Offsets of `n` marks of one place. @param {number} n @returns {Slots} */
export function packing(n) {
  if (!known[n]) {
    const choices = MIDDLES.map((middle) => settle(nearest(n, middle)));
    known[n] = choices.reduce((best, slots) => (spreadOf(slots) < spreadOf(best) - 1e-6 ? slots : best));
  }
  return known[n];
}

/** @type {Footprint[]} */
const footprints = [{ left: 0, top: 0, right: 0, bottom: 0, radius: 0 }];

/** What any number of marks up to `n` may cover around their place. @param {number} n @returns {Footprint} */
export function footprint(n) {
  const most = Math.min(n, MOST_MARKS + 1);
  while (footprints.length <= most) footprints.push(grow(footprints[footprints.length - 1], footprints.length));
  return footprints[most];
}

/** @param {Footprint} last @param {number} n @returns {Footprint} */
function grow(last, n) {
  const slots = n > MOST_MARKS ? [] : packing(n);
  const crowd = n > MOST_MARKS ? CROWD_R : 0;
  return {
    left: Math.min(last.left, -crowd, ...slots.map(([x]) => x - HALF)),
    top: Math.min(last.top, -crowd, ...slots.map(([, y]) => y - HALF)),
    right: Math.max(last.right, crowd, ...slots.map(([x]) => x + HALF)),
    bottom: Math.max(last.bottom, crowd, ...slots.map(([, y]) => y + HALF)),
    radius: Math.max(last.radius, crowd, ...slots.map(([x, y]) => Math.hypot(x, y) + HALF)),
  };
}
