/** Where the chips for what lies beyond the view stand: at its edges, in its direction. No DOM. */

import { meets } from "./boxes.js";
import { GAPS } from "./gaps.js";

/** @typedef {import("./boxes.js").Box} Box */

const EDGE_PX = 8;
const DIRECTIONS = 8;
const STEP_PX = 6;
/** Rather so much farther from its way than over a mark or a name, pixels. */
const UNCLEAR = 500;

/**
 * One chip for each of eight directions, at the free place of the edge that is nearest to the way there.
 * @template {{x: number, y: number}} P
 * @param {P[]} points container pixels, beyond the view
 * @param {{width: number, height: number, room: {width: number, height: number}, isFree: (box: Box) => boolean,
 *   isClear: (box: Box) => boolean}} frame `isClear`: covers nothing at all
 * @returns {Array<{box: Box, turn: number, points: P[]}>} `turn`: degrees clockwise from the right
 */
export function placeChips(points, frame) {
  const { width, height } = frame;
  /** @type {Map<number, P[]>} */
  const byDirection = new Map();
  for (const point of points) {
    const direction = (Math.round((angleTo(point, frame) / (2 * Math.PI)) * DIRECTIONS) + DIRECTIONS) % DIRECTIONS;
    byDirection.set(direction, [...(byDirection.get(direction) ?? []), point]);
  }
  /** @type {Array<{box: Box, turn: number, points: P[]}>} */
  const placed = [];
  for (const direction of [...byDirection.keys()].sort((a, b) => a - b)) {
    const found = byDirection.get(direction) ?? [];
    const mean = { x: average(found.map(({ x }) => x)), y: average(found.map(({ y }) => y)) };
    const free = edgeBoxes(frame).filter((box) => frame.isFree(box) && !placed.some((other) => meets(box, other.box, GAPS.cover)));
    const aim = ontoEdge(mean, width, height);
    const cost = (/** @type {Box} */ box) => far(box, aim) + (frame.isClear(box) ? 0 : UNCLEAR);
    const [best] = free.map((box) => ({ box, cost: cost(box) })).sort((a, b) => a.cost - b.cost).map(({ box }) => box);
    if (best) placed.push({ box: best, turn: Math.round((angleTo(mean, frame) * 180) / Math.PI / 45) * 45, points: found });
  }
  return placed;
}

/** @param {number[]} values */
const average = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {{x: number, y: number}} point @param {{width: number, height: number}} frame */
const angleTo = ({ x, y }, { width, height }) => Math.atan2(y - height / 2, x - width / 2);

/** Where the way from the middle to a point leaves the view. @param {{x: number, y: number}} point @param {number} width @param {number} height */
function ontoEdge({ x, y }, width, height) {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const share = Math.min(width / 2 / Math.max(Math.abs(dx), 1e-6), height / 2 / Math.max(Math.abs(dy), 1e-6));
  return { x: width / 2 + dx * share, y: height / 2 + dy * share };
}

/** All places at the edges. @param {{width: number, height: number, room: {width: number, height: number}}} frame @returns {Box[]} */
function edgeBoxes({ width, height, room }) {
  /** @type {Box[]} */
  const boxes = [];
  const add = (/** @type {number} */ x, /** @type {number} */ y) => boxes.push([x, y, x + room.width, y + room.height]);
  const [right, bottom] = [width - EDGE_PX - room.width, height - EDGE_PX - room.height];
  for (let y = EDGE_PX; y <= bottom; y += STEP_PX) {
    add(EDGE_PX, y);
    add(right, y);
  }
  for (let x = EDGE_PX; x <= right; x += STEP_PX) {
    add(x, EDGE_PX);
    add(x, bottom);
  }
  return boxes;
}

/** @param {Box} box @param {{x: number, y: number}} aim */
const far = (box, aim) => Math.hypot((box[0] + box[2]) / 2 - aim.x, (box[1] + box[3]) / 2 - aim.y);
