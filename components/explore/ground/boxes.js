/** Boxes and distances in pixels. No DOM. */

/** @typedef {[number, number, number, number]} Box left, top, right, bottom */
/** @typedef {{x: number, y: number}} Point */

/** Whether two boxes are nearer than `gap`. @param {Box} a @param {Box} b @param {number} gap */
export const meets = (a, b, gap) => a[0] < b[2] + gap && b[0] < a[2] + gap && a[1] < b[3] + gap && b[1] < a[3] + gap;

/** Whether a box is nearer than `gap` to one of others. @param {Box} box @param {Box[]} others @param {number} gap */
export const meetsAny = (box, others, gap) => others.some((other) => meets(box, other, gap));

/** Between the nearest points of two boxes. @param {Box} a @param {Box} b */
export const apart = (a, b) => Math.hypot(Math.max(a[0] - b[2], 0, b[0] - a[2]), Math.max(a[1] - b[3], 0, b[1] - a[3]));

/** From a box to a point. @param {Box} box @param {Point} point */
export const away = (box, { x, y }) => Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3]));

/** Whether a box lies in another, `margin` from its edges. @param {Box} box @param {Box} view @param {number} margin */
export const isInside = (box, view, margin) => box[0] >= view[0] + margin && box[1] >= view[1] + margin
  && box[2] <= view[2] - margin && box[3] <= view[3] - margin;

/** A box of this size around a point. @param {Point} middle @param {number} w @param {number} h @returns {Box} */
export const boxAround = ({ x, y }, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2];

/** The least box that holds points. @param {Point[]} points @returns {Box} */
export function boundsOf(points) {
  const bounds = /** @type {Box} */ ([Infinity, Infinity, -Infinity, -Infinity]);
  for (const { x, y } of points) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

/** Where a level line crosses the outlines of an area. @param {Array<Point[]>} rings @param {number} y @returns {number[]} */
function crossings(rings, y) {
  /** @type {number[]} */
  const found = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
      const [a, b] = [ring[i], ring[j]];
      if ((a.y > y) !== (b.y > y)) found.push(((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x);
    }
  }
  return found;
}

/** The rule of odd crossings. @param {number[]} found @param {number} x */
const isOdd = (found, x) => found.reduce((odd, at) => (x < at ? !odd : odd), false);

/** Whether a point lies in an area of rings. @param {Array<Point[]>} rings @param {Point} point */
export const liesIn = (rings, { x, y }) => isOdd(crossings(rings, y), x);

/** The same for many points, of which many are level with each other. @param {Array<Point[]>} rings @returns {(point: Point) => boolean} */
export function insideOf(rings) {
  /** @type {Map<number, number[]>} */
  const rows = new Map();
  return ({ x, y }) => {
    let found = rows.get(y);
    if (!found) rows.set(y, found = crossings(rings, y));
    return isOdd(found, x);
  };
}
