/**
 * Where names stand on the map. A name has its own place nearer than any other, covers no mark that any
 * day may show, and is left out where it cannot. What does not change with the days gives the same
 * places. No DOM.
 */

import { apart, away, boxAround, isInside, meets, meetsAny } from "./boxes.js";
import { GAPS } from "./gaps.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */

/**
 * @typedef {object} Label
 * @property {string} id
 * @property {Point} dot the point that it names: the middle of its marks, or its own dot
 * @property {Point | null} home the point itself, where its marks were moved aside
 * @property {Box | null} cluster what its marks may cover on any day, null without any
 * @property {Array<[number, number]>} sizes width and height in one line, then in two
 * @property {boolean} insists always there while its point is in view
 * @property {boolean} weighs may stand a little aside where its four sides are taken
 * @property {Point[]} [line] a line that it names instead of a point
 * @property {Spot} [kept] where it has got its room already
 */

/**
 * @typedef {object} AreaLabel
 * @property {string} id @property {Point} at where it stands best
 * @property {Array<{size: [number, number], whole: Point[], part: Point[]}>} settings from the widest: where it may stand
 *   with all its corners in its area, and where with its middle alone
 * @property {boolean} insists
 */

/** @typedef {{view: Box, covers: Box[]}} Frame what is seen, and what lies over it */
/** @typedef {{box: Box, lines: number, dot: Point}} Spot */
/** @typedef {{id: string, box: Box, middle: Point, home: Point | null}} Cluster marks, with the name they belong to */

/** Least height of what is pressed. */
export const LEAST_H = 24;
/** Names that are always there may also stand this much farther away or aside. */
const FARTHER = [4, 9, 15];
const ASIDE = [0, -0.5, 0.5];
const ASIDE_ALWAYS = [...ASIDE, -0.25, 0.25];
/** Distance of the points that are tried along a line. */
const STEP_PX = 10;
/** A name of an area looks for this much room around it; a pixel of room is worth so many of distance. */
const ROOM_PX = 30;
const ROOM_WEIGHT = 4;
/** So many open points of an area are compared. */
const MOST_TRIED = 40;

/** @param {Label} label @returns {Box} */
const ownBox = ({ cluster, dot }) => cluster ?? boxAround(dot, 2 * GAPS.dot, 2 * GAPS.dot);

/**
 * Where a name may stand beside its own, best first: in one line, then in two.
 * @param {Label} label @param {Box} own @param {Point} middle
 * @returns {Array<{box: Box, lines: number}>}
 */
export function anchorsOf({ sizes, insists, weighs }, own, middle) {
  const around = (/** @type {number} */ gap, /** @type {number} */ aside) =>
    sizes.flatMap((size, k) => anchors(own, middle, size, gap, aside).map((box) => ({ box, lines: k + 1 })));
  const near = around(GAPS.own, 0);
  if (!insists && !weighs) return near;
  const [gaps, asides] = insists ? [FARTHER, ASIDE_ALWAYS] : [[GAPS.own], ASIDE];
  return [...near, ...gaps.flatMap((gap) => asides.flatMap((aside) => around(gap, aside)))];
}

/** Where a name can be pressed. @param {Box} box @returns {Box} */
export function pressed([left, top, right, bottom]) {
  const grow = Math.max(0, (LEAST_H - bottom + top) / 2);
  return [left, top - grow, right, bottom + grow];
}

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
  /** @param {Label[]} labels in the order in which they get room @param {Cluster[]} others marks without a name @param {Frame} frame */
  constructor(labels, others, frame) {
    this.frame = frame;
    this.labels = labels;
    this.bare = labels.filter(({ cluster, line }) => !cluster && !line);
    this.lines = labels.filter(({ line }) => line);
    this.clusters = [...labels.flatMap(({ id, cluster, dot, home }) => (cluster ? [{ id, box: cluster, middle: dot, home }] : [])), ...others];
    /** @type {Map<string, Spot>} */
    this.spots = new Map();
    /** @type {Array<{id: string, box: Box}>} */
    this.taken = [];
  }

  /** @param {Box} box */
  isFree(box) {
    const { view, covers } = this.frame;
    return isInside(box, view, GAPS.edge) && !meetsAny(box, covers, GAPS.cover)
      && !this.taken.some((name) => meets(box, name.box, GAPS.mark))
      && !this.clusters.some((cluster) => meets(box, cluster.box, GAPS.mark));
  }

  /** Whether a box stands nearer to its own place than to any other. @param {Label} label @param {Box} box @param {Point} dot */
  isNearest(label, box, dot) {
    const near = pressed(box);
    const own = label.line ? boxAround(dot, 2, 2) : ownBox(label);
    const nearer = label.insists ? GAPS.nearerAlways : GAPS.nearer;
    const reach = apart(near, own) + nearer;
    const ofDot = away(near, dot) + nearer;
    const ofAny = Math.min(ofDot, label.home ? away(near, label.home) + nearer : Infinity);
    for (const { id, box: other, middle, home } of this.clusters) {
      if (id === label.id) continue;
      if (apart(near, other) < reach || away(near, middle) < ofDot || (home && away(near, home) < ofAny)) return false;
    }
    for (const { id, dot: other, insists } of this.bare) {
      if (id !== label.id && (insists || this.spots.has(id)) && away(near, other) < ofDot) return false;
    }
    return this.lines.every(({ id }) => {
      const spot = id === label.id ? undefined : this.spots.get(id);
      return !spot || away(near, spot.dot) >= ofDot;
    });
  }

  /** Whether the dot of a label would mislead none of the names that stand. @param {Label} label @param {Point} dot */
  isHonest(label, dot) {
    const near = boxAround(dot, 2 * GAPS.dot, 2 * GAPS.dot);
    for (const { id, box } of this.taken) {
      const spot = this.spots.get(id);
      if (!spot) continue;
      if (away(pressed(box), dot) < away(pressed(box), spot.dot) + GAPS.nearerAlways) return false;
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
    const { dot, line, kept, insists } = label;
    if (kept && (!line || this.isHonest(label, kept.dot)) && this.tryBox(label, kept.box, kept.dot, kept.lines)) return true;
    if (line) return this.placeAlong(label, line);
    if (!insists && !this.isHonest(label, dot)) return false;
    const own = ownBox(label);
    return anchorsOf(label, own, dot).some(({ box, lines }) => this.tryBox(label, box, dot, lines));
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

  /** A name of an area stands where it is free: near its best point, and clear of other things. @param {AreaLabel} area */
  placeArea(area) {
    for (const part of area.insists ? [false, true] : [false]) {
      for (const [k, { size: [w, h], whole, part: partly }] of area.settings.entries()) {
        const free = this.nearestOpen(area, part ? partly : whole, w, h);
        if (!free.length) continue;
        const [best] = free.map((point) => ({ point, cost: this.costOf(area, point, w, h) })).sort((a, b) => a.cost - b.cost);
        const box = boxAround(best.point, w, h);
        this.spots.set(area.id, { box, lines: k + 1, dot: best.point });
        this.taken.push({ id: "", box });
        return true;
      }
    }
    return false;
  }

  /** The open ones of points, the nearest to its best point first. @param {AreaLabel} area @param {Point[]} points @param {number} w @param {number} h */
  nearestOpen({ at }, points, w, h) {
    const far = (/** @type {Point} */ { x, y }) => (x - at.x) ** 2 + (y - at.y) ** 2;
    const open = [];
    for (const point of [...points].sort((a, b) => far(a) - far(b))) {
      const box = boxAround(point, w, h);
      if (this.isFree(box) && !this.hidesDot(box)) open.push(point);
      if (open.length === MOST_TRIED) break;
    }
    return open;
  }

  /** @param {AreaLabel} area @param {Point} point @param {number} w @param {number} h */
  costOf({ at }, point, w, h) {
    const box = boxAround(point, w, h);
    let room = ROOM_PX;
    for (const other of [...this.taken, ...this.clusters]) room = Math.min(room, apart(box, other.box));
    return Math.hypot(point.x - at.x, point.y - at.y) - ROOM_WEIGHT * room;
  }

  /** @param {Box} box */
  hidesDot(box) {
    return this.labels.some((label) => {
      const spot = this.spots.get(label.id);
      return spot !== undefined && away(box, spot.dot) < GAPS.dot;
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
 * @param {Label[]} labels in order @param {AreaLabel[]} areas @param {Cluster[]} others marks without a name @param {Frame} frame
 * @returns {Map<string, Spot>}
 */
export function layOutNames(labels, areas, others, frame) {
  // A line has many places for its name, a point has few.
  const first = labels.filter(({ insists }) => insists).sort((a, b) => Number(a.line !== undefined) - Number(b.line !== undefined));
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
