/** The nearest view that shows points clear of what lies over the map. No DOM. */

import { away } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */

/** Between points and the edges of the view. */
const EDGE_PX = 26;
/** Between points and what lies over the map. */
const COVER_PX = 16;
const STEP_PX = 12;

/**
 * @param {Array<{x: number, y: number}>} points world pixels of zoom 0
 * @param {{width: number, height: number, covers: Box[]}} frame
 * @param {{least: number, most: number, step: number}} zooms
 * @returns {{x: number, y: number, zoom: number}} the middle of the view, world pixels of zoom 0
 */
export function fitView(points, frame, { least, most, step }) {
  const [west, east] = rangeOf(points.map(({ x }) => x));
  const [north, south] = rangeOf(points.map(({ y }) => y));
  for (let zoom = most; zoom >= least; zoom -= step) {
    const scale = 2 ** zoom;
    const slack = [slackOf(east - west, scale, frame.width), slackOf(south - north, scale, frame.height)];
    if (slack[0] < 0 || slack[1] < 0) continue;
    const placed = points.map(({ x, y }) => ({ x: (x - west) * scale, y: (y - north) * scale }));
    const corner = cornersIn(slack).find(([x, y]) => !placed.some((point) => isCovered(frame, point, x, y)));
    if (!corner) continue;
    return { x: west + (frame.width / 2 - corner[0]) / scale, y: north + (frame.height / 2 - corner[1]) / scale, zoom };
  }
  return { x: (west + east) / 2, y: (north + south) / 2, zoom: least };
}

/** @param {number[]} values */
const rangeOf = (values) => [Math.min(...values), Math.max(...values)];

/** Pixels by which points may be moved in a direction; below 0 they do not fit. @param {number} extent @param {number} scale @param {number} room */
const slackOf = (extent, scale, room) => room - 2 * EDGE_PX - extent * scale;

/** Where the first corner of the points may lie, the most central first. @param {number[]} slack @returns {Array<[number, number]>} */
function cornersIn([sx, sy]) {
  /** @type {Array<[number, number]>} */
  const corners = [];
  const steps = (/** @type {number} */ slack) => Math.max(1, Math.round(slack / STEP_PX));
  for (let i = 0; i <= steps(sx); i += 1) {
    for (let j = 0; j <= steps(sy); j += 1) corners.push([EDGE_PX + (sx * i) / steps(sx), EDGE_PX + (sy * j) / steps(sy)]);
  }
  const far = (/** @type {[number, number]} */ [x, y]) => Math.hypot(x - EDGE_PX - sx / 2, y - EDGE_PX - sy / 2);
  return corners.sort((a, b) => far(a) - far(b));
}

/** @param {{covers: Box[]}} frame @param {{x: number, y: number}} point @param {number} x @param {number} y */
const isCovered = ({ covers }, point, x, y) =>
  covers.some((cover) => away(cover, { x: point.x + x, y: point.y + y }) < COVER_PX);
