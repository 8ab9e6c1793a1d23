/**
 * Where names stand on the map. A name has its own place nearer than any other, covers no mark that any
 * day may show, and is left out where it cannot. What does not change with the days gives the same
 * places. No DOM.
 */

import { apart, away, boxAround, isInside, liesIn, meets, meetsAny } from "./boxes.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */

/**
 * @typedef {object} Label
 * @property {string} id
 * @property {Point} dot the point that it names
 * @property {Box | null} cluster what its marks may cover on any day, null without any
 * @property {Array<[number, number]>} sizes width and height in one line, then in two
 * @property {boolean} insists always there while its point is in view
 * @property {Point[]} [line] a line that it names instead of a point
 */

/**
 * @typedef {object} AreaLabel
 * @property {string} id @property {Point} at where it stands best
 * @property {Array<Point[]>} rings of its area
 * @property {Array<[number, number]>} sizes from the widest
 * @property {boolean} insists
 */

/** @typedef {{width: number, height: number, covers: Box[]}} Frame what is seen, and what lies over it */
/** @typedef {{box: Box, lines: number, dot: Point}} Spot */

const EDGE_PX = 3;
const NAME_GAP = 2;
const COVER_GAP = 4;
/** Between a name and the marks of others. */
const MARK_GAP = 2;
/** Between a name and its own marks or dot. */
const OWN_GAP = 4;
/** How much nearer its own place must be. */
const NEARER = 1;
const DOT_PX = 3;
/** Names that are always there may also stand this much farther away or aside. */
const FARTHER = [4, 9, 15];
const ASIDE = [0, -0.5, 0.5];
/** Distance of the points that are tried along a line and in an area. */
const STEP_PX = 10;

/** @param {Label} label @returns {Box} */
const ownBox = ({ cluster, dot }) => cluster ?? boxAround(dot, 2 * DOT_PX, 2 * DOT_PX);

/** @param {Box} box @returns {Point} */
const middleOf = ([left, top, right, bottom]) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

/**
 * Boxes of a size at the right, the left, above and below of another.
 * @param {Box} own @param {Point} middle @param {[number, number]} size @param {number} gap @param {number} aside share of
 *   the own size by which it stands aside @returns {Box[]}
 */
function anchors(own, middle, [w, h], gap, aside) {
  const [left, top, right, bottom] = own;
  const y = middle.y - h / 2 + aside * h;
  const x = middle.x - w / 2 + aside * w;
  return [
    [right + gap, y, right + gap + w, y + h],
    [left - gap - w, y, left - gap, y + h],
    [x, top - gap - h, x + w, top - gap],
    [x, bottom + gap, x + w, bottom + gap + h],
  ];
}

export class NameLayout {
  /** @param {Label[]} labels in the order in which they get room @param {Box[]} others marks without a name @param {Frame} frame */
  constructor(labels, others, frame) {
    this.frame = frame;
    this.labels = labels;
    /** Marks with the name they belong to. @type {Array<{id: string, box: Box, middle: Point}>} */
    this.clusters = [
      ...labels.flatMap(({ id, cluster }) => (cluster ? [{ id, box: cluster, middle: middleOf(cluster) }] : [])),
      ...others.map((box) => ({ id: "", box, middle: middleOf(box) })),
    ];
    /** @type {Map<string, Spot>} */
    this.spots = new Map();
    /** @type {Array<{id: string, box: Box}>} */
    this.taken = [];
  }

  /** @param {Box} box */
  isFree(box) {
    const { width, height, covers } = this.frame;
    return isInside(box, width, height, EDGE_PX) && !meetsAny(box, covers, COVER_GAP)
      && !this.taken.some((name) => meets(box, name.box, NAME_GAP))
      && !this.clusters.some((cluster) => meets(box, cluster.box, MARK_GAP));
  }

  /** Whether a box stands nearer to its own place than to any other. @param {Label} label @param {Box} box @param {Point} dot */
  isNearest(label, box, dot) {
    const own = label.line ? boxAround(dot, 2, 2) : ownBox(label);
    const reach = apart(box, own) + NEARER;
    const ofDot = away(box, dot);
    const ofMiddle = away(box, middleOf(own));
    for (const { id, box: other, middle } of this.clusters) {
      if (id === label.id) continue;
      if (apart(box, other) < reach || away(box, middle) < ofMiddle + NEARER) return false;
    }
    return this.labels.every((other) => {
      if (other.id === label.id || !(other.cluster || other.insists || this.spots.has(other.id))) return true;
      if (other.line && !this.spots.has(other.id)) return true;
      return away(box, this.spots.get(other.id)?.dot ?? other.dot) >= ofDot + NEARER;
    });
  }

  /** Whether the dot of a label would mislead none of the names that stand. @param {Label} label @param {Point} dot */
  isHonest(label, dot) {
    const near = boxAround(dot, 2 * DOT_PX, 2 * DOT_PX);
    for (const { id, box } of this.taken) {
      const spot = this.spots.get(id);
      if (!spot) continue;
      if (away(box, dot) < away(box, spot.dot) + NEARER) return false;
      if (!label.cluster && !label.line && meets(near, box, 0)) return false;
    }
    return label.cluster !== null || label.line !== undefined || !this.clusters.some(({ box }) => meets(near, box, 0));
  }

  /** @param {Label} label @param {Box} box @param {Point} dot @param {number} lines */
  tryBox(label, box, dot, lines) {
    if (!this.isFree(box) || !this.isNearest(label, box, dot)) return false;
    this.spots.set(label.id, { box, lines, dot });
    this.taken.push({ id: label.id, box });
    return true;
  }

  /** @param {Label} label */
  place(label) {
    if (label.line) return this.placeAlong(label, label.line);
    const { dot } = label;
    if (!label.insists && !this.isHonest(label, dot)) return false;
    const own = ownBox(label);
    const middle = label.cluster ? middleOf(own) : dot;
    if (this.placeAround(label, own, middle, OWN_GAP, 0)) return true;
    if (!label.insists) return false;
    return FARTHER.some((gap) => ASIDE.some((aside) => this.placeAround(label, own, middle, gap, aside)));
  }

  /** @param {Label} label @param {Box} own @param {Point} middle @param {number} gap @param {number} aside */
  placeAround(label, own, middle, gap, aside) {
    return label.sizes.some((size, k) =>
      anchors(own, middle, size, gap, aside).some((box) => this.tryBox(label, box, label.dot, k + 1)));
  }

  /** A name of a line stands at one of its points. @param {Label} label @param {Point[]} line */
  placeAlong(label, line) {
    const points = pointsAlong(line, STEP_PX);
    const middle = points[points.length >> 1];
    if (!middle) return false;
    const ordered = [...points].sort((a, b) => Math.hypot(a.x - middle.x, a.y - middle.y) - Math.hypot(b.x - middle.x, b.y - middle.y));
    return FARTHER.some((gap) => ordered.some((dot) => this.isHonest(label, dot) && label.sizes.some((size, k) =>
      anchors(boxAround(dot, 2, 2), dot, size, gap, 0)
        .some((box) => !crosses(points, box) && this.tryBox(label, box, dot, k + 1)))));
  }

  /** A name of an area stands where it is free, near its best point. @param {AreaLabel} area */
  placeArea(area) {
    const points = this.pointsIn(area);
    for (const whole of [true, false]) {
      for (const [k, [w, h]] of area.sizes.entries()) {
        const found = points.find((point) => {
          const box = boxAround(point, w, h);
          const ends = [{ x: box[0], y: point.y }, { x: box[2], y: point.y }];
          return this.isFree(box) && !this.hidesDot(box) && (!whole || ends.every((end) => liesIn(area.rings, end)));
        });
        if (!found) continue;
        const box = boxAround(found, w, h);
        this.spots.set(area.id, { box, lines: k + 1, dot: found });
        this.taken.push({ id: "", box });
        return true;
      }
    }
    return false;
  }

  /** Points of an area in view, the nearest to its best point first. @param {AreaLabel} area @returns {Point[]} */
  pointsIn({ at, rings }) {
    const { width, height } = this.frame;
    const best = { x: Math.min(Math.max(at.x, 0), width), y: Math.min(Math.max(at.y, 0), height) };
    const points = liesIn(rings, best) ? [best] : [];
    for (let y = STEP_PX; y < height; y += STEP_PX) {
      for (let x = STEP_PX; x < width; x += STEP_PX) if (liesIn(rings, { x, y })) points.push({ x, y });
    }
    return points.sort((a, b) => Math.hypot(a.x - best.x, a.y - best.y) - Math.hypot(b.x - best.x, b.y - best.y));
  }

  /** @param {Box} box */
  hidesDot(box) {
    return this.labels.some((label) => {
      const spot = this.spots.get(label.id);
      return spot !== undefined && away(box, spot.dot) < DOT_PX;
    });
  }
}

/** @param {Point[]} line @param {number} step @returns {Point[]} */
export function pointsAlong(line, step) {
  return line.flatMap((end, k) => {
    if (k === 0) return [end];
    const start = line[k - 1];
    const count = Math.max(1, Math.round(Math.hypot(end.x - start.x, end.y - start.y) / step));
    return Array.from({ length: count }, (_, n) => ({
      x: start.x + ((end.x - start.x) * (n + 1)) / count, y: start.y + ((end.y - start.y) * (n + 1)) / count,
    }));
  });
}

/** @param {Point[]} points @param {Box} box */
const crosses = (points, box) => points.some((point) => away(box, point) < 2);

/**
 * The spots of all names that find one.
 * @param {Label[]} labels in order @param {AreaLabel[]} areas @param {Box[]} others marks without a name @param {Frame} frame
 * @returns {Map<string, Spot>}
 */
export function layOutNames(labels, areas, others, frame) {
  const first = labels.filter(({ insists }) => insists);
  const rest = labels.filter(({ insists }) => !insists);
  const ordered = [...first, ...rest];
  const layout = new NameLayout(ordered, others, frame);
  for (const label of ordered) layout.place(label);
  const missing = areas.filter((area) => !layout.placeArea(area) && area.insists);
  if (!missing.length) return layout.spots;
  const again = new NameLayout(ordered, others, frame);
  for (const label of first) again.place(label);
  for (const area of missing) again.placeArea(area);
  for (const label of rest) again.place(label);
  for (const area of areas) if (!missing.includes(area)) again.placeArea(area);
  return again.spots;
}
