/** The nearest view that shows points clear of what lies over the map. No DOM. */

import { boundsOf } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */

/**
 * @typedef {object} FitPoint world pixels of zoom 0
 * @property {number} x @property {number} y @property {number} weight of what is there @property {boolean} needed
 */

/** @typedef {{x: number, y: number, zoom: number}} Fitted the middle of a view, world pixels of zoom 0 */
/** @typedef {{width: number, height: number, covers: Box[], region: Box}} Frame `region`: what may be seen, world pixels of zoom 0 */

/** Between points and the edges of the view. */
const EDGE_PX = 22;
/** Between points and what lies over the map. */
const COVER_PX = 24;
/** The same for a point without marks. */
const DOT_PX = 8;
const STEP_PX = 18;
/** This share of the weight may stay out where that brings the rest nearer by so many zoom levels. */
const SPARED = 0.06;
const GAIN = 0.5;
/** Below this zoom marks and names stand too close to be read; to reach it more may stay out. */
export const LEGIBLE = 8;
const MOST_SPARED = 0.3;

/**
 * All points as near as they fit; nearer where that leaves out little.
 * @param {FitPoint[]} points @param {Frame} frame @param {{least: number, most: number, step: number}} zooms
 * @returns {Fitted}
 */
export function fitView(points, frame, { least, most, step }) {
  const whole = points.reduce((sum, { weight }) => sum + weight, 0);
  /** @type {Array<Fitted & {share: number}>} */
  const views = [];
  for (let zoom = most; zoom >= least; zoom -= step) {
    const found = bestView(points, frame, zoom);
    if (found) views.push({ ...found.view, share: found.needed ? 0 : found.weight / whole });
    if (found && !found.needed && found.weight === whole) break;
  }
  if (!views.length) return middleOf(points, least);
  const nearest = (/** @type {number} */ share, limit = Infinity) => views.find((view) => view.zoom <= limit && view.share >= share);
  const all = nearest(1);
  const spared = nearest(1 - SPARED);
  let best = all;
  if (spared && (!best || spared.zoom - best.zoom >= GAIN)) best = spared;
  if (!best || best.zoom < LEGIBLE) best = nearest(1 - MOST_SPARED, LEGIBLE) ?? best;
  const { x, y, zoom } = best ?? views.reduce((a, b) => (b.share > a.share ? b : a));
  return { x, y, zoom };
}

/** @param {FitPoint[]} points @param {number} zoom @returns {Fitted} */
function middleOf(points, zoom) {
  const [west, north, east, south] = boundsOf(points);
  return { x: (west + east) / 2, y: (north + south) / 2, zoom };
}

/**
 * The view of a zoom that shows most, null when it cannot show the needed points together.
 * @param {FitPoint[]} points @param {Frame} frame @param {number} zoom
 */
function bestView(points, frame, zoom) {
  const scale = 2 ** zoom;
  const needed = points.filter((point) => point.needed);
  const [west, north, east, south] = boundsOf(needed.length ? needed : points);
  const extents = [east - west, south - north];
  const sides = [frame.width, frame.height];
  const slack = sides.map((side, axis) => side - 2 * EDGE_PX - extents[axis] * scale);
  if (needed.length && (slack[0] < 0 || slack[1] < 0)) return null;
  const origin = [west, north];
  const placed = points.map((point) => ({ ...point, x: (point.x - origin[0]) * scale, y: (point.y - origin[1]) * scale }))
    .sort((a, b) => Number(b.needed) - Number(a.needed) || b.weight - a.weight);
  const whole = points.reduce((sum, { weight }) => sum + weight, 0);
  /** @type {{weight: number, needed: number, view: Fitted} | null} */
  let best = null;
  for (const corner of cornersIn(slack)) {
    if (!staysIn(frame, [origin[0] - corner[0] / scale, origin[1] - corner[1] / scale], scale)) continue;
    const seen = weigh(placed, frame, corner, whole, best);
    if (!seen) continue;
    const [x, y] = corner.map((at, axis) => origin[axis] + (sides[axis] / 2 - at) / scale);
    best = { ...seen, view: { x, y, zoom } };
    if (seen.weight === whole && !seen.needed) break;
  }
  return best;
}

/** Whether a view stays in the region. @param {Frame} frame @param {number[]} corner world pixel of zoom 0 @param {number} scale */
const staysIn = ({ width, height, region: [west, north, east, south] }, [x, y], scale) =>
  x >= west && y >= north && x + width / scale <= east && y + height / scale <= south;

/** Where the first corner of the points may lie, the most central first. @param {number[]} slack @returns {Array<[number, number]>} */
function cornersIn([sx, sy]) {
  /** @type {Array<[number, number]>} */
  const corners = [];
  const steps = (/** @type {number} */ slack) => Math.max(1, Math.round(Math.abs(slack) / STEP_PX));
  for (let i = 0; i <= steps(sx); i += 1) {
    for (let j = 0; j <= steps(sy); j += 1) corners.push([EDGE_PX + (sx * i) / steps(sx), EDGE_PX + (sy * j) / steps(sy)]);
  }
  const far = (/** @type {[number, number]} */ [x, y]) => Math.hypot(x - EDGE_PX - sx / 2, y - EDGE_PX - sy / 2);
  return corners.sort((a, b) => far(a) - far(b));
}

/**
 * What is clear to see, and how many needed points are not; null when no better than the best so far.
 * @param {FitPoint[]} points what decides soonest first @param {Frame} frame @param {[number, number]} corner @param {number} whole
 * @param {{weight: number, needed: number} | null} best
 */
function weigh(points, { width, height, covers }, [left, top], whole, best) {
  let weight = whole;
  let needed = 0;
  for (const point of points) {
    const [x, y] = [point.x + left, point.y + top];
    const inside = x >= EDGE_PX && y >= EDGE_PX && x <= width - EDGE_PX && y <= height - EDGE_PX;
    const gap = point.weight ? COVER_PX : DOT_PX;
    if (inside && !covers.some((cover) => isNear(cover, x, y, gap))) continue;
    weight -= point.weight;
    if (point.needed) needed += 1;
    if (best && (needed > best.needed || (needed === best.needed && weight <= best.weight))) return null;
  }
  return { weight, needed };
}

/** @param {Box} cover @param {number} x @param {number} y @param {number} gap */
const isNear = ([left, top, right, bottom], x, y, gap) => x > left - gap && x < right + gap && y > top - gap && y < bottom + gap;
