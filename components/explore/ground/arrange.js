/**
 * Where marks stand so that nothing covers a neighbour: at their points, or as near to them as there is
 * room; what is known only to its district anywhere in it. The names of the places with many get their
 * room at the same time. The same marks in the same view always give the same places. No DOM.
 */

import { apart, away, boundsOf, boxAround, insideOf, isInside, liesIn, meets, meetsAny } from "./boxes.js";
import { GAPS } from "./gaps.js";
import { anchorsOf, pointsAlong, pressed } from "./name_layout.js";

/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {import("./name_layout.js").Label} Label */

/**
 * @typedef {object} Thing what gets room: marks, a dot with its name, or a line with its name
 * @property {string} id @property {Site | null} site its marks; null for a dot or a line
 * @property {Box} cover what the marks may cover, around (0, 0)
 * @property {Label | null} label a name that gets its room at the same time
 * @property {Point[][] | null} within outline of the district in which the marks may stand anywhere
 */

/** @typedef {{box: Box, near: Box, insists: boolean, reach: number, ofMiddle: number}} Kept a name; marks stay farther from one that insists than its own */
/** @typedef {{view: Box, covers: Box[]}} Frame */

const STEP_PX = 4;
/** A name goes where fewest points are this near. */
const CROWD_PX = 16;
/** How far marks may stand from their point, and how far for the sake of a name. */
const FARTHEST_PX = 160;
const FOR_NAME_PX = 70;
/** More things than this stay where they are: no room would be enough. */
const MOST = 400;

/** Offsets on a grid, the nearest first. @type {Array<[number, number]>} */
const OFFSETS = [];
for (let x = -FARTHEST_PX; x <= FARTHEST_PX; x += STEP_PX) {
  for (let y = -FARTHEST_PX; y <= FARTHEST_PX; y += STEP_PX) if (Math.hypot(x, y) <= FARTHEST_PX) OFFSETS.push([x, y]);
}
OFFSETS.sort((a, b) => Math.hypot(...a) - Math.hypot(...b) || a[1] - b[1] || a[0] - b[0]);

/** @param {Box} box @param {number} x @param {number} y @returns {Box} */
const moved = ([left, top, right, bottom], x, y) => [left + x, top + y, right + x, bottom + y];

export class Arrangement {
  /**
   * @param {Frame} frame @param {Array<{id: string, at: Point}>} dots points that names could be taken to mean
   * @param {Point[]} lines points of lines, which names rather leave free
   */
  constructor(frame, dots, lines) {
    this.frame = frame;
    this.dots = dots;
    this.lines = lines;
    /** @type {Array<{id: string, box: Box, middle: Point}>} */
    this.marks = [];
    /** @type {Kept[]} */
    this.names = [];
    /** Room of names, by id. @type {Map<string, {box: Box, lines: number, dot: Point}>} */
    this.rooms = new Map();
  }

  /** @param {Thing[]} things in the order in which they get room; sets x and y of their sites */
  place(things) {
    if (things.length > MOST) return;
    for (const thing of things) {
      if (thing.site) this.placeMarks(thing, thing.site);
      else if (thing.label?.line) this.placeLine(thing.label, thing.label.line);
      else if (thing.label) this.placeDot(thing.label);
    }
  }

  /** @param {Thing} thing @param {Site} site */
  placeMarks(thing, site) {
    const found = this.findPlace(thing, site);
    if (found) [site.x, site.y] = [found.x, found.y];
    site.inside = thing.within !== null && liesIn(thing.within, { x: site.x, y: site.y });
    const box = moved(thing.cover, site.x, site.y);
    this.marks.push({ id: thing.id, box, middle: { x: site.x, y: site.y } });
    if (thing.label && found?.spot) this.keep(thing.label, found.spot, box, { x: site.x, y: site.y });
  }

  /** Where marks stand: rather in their district, and rather where they leave names to their own places. @param {Thing} thing @param {Site} site */
  findPlace(thing, site) {
    for (const within of thing.within ? [thing.within, null] : [null]) {
      for (const polite of /** @type {const} */ (["all", "insisting"])) {
        const found = this.search(thing, site, { polite, within });
        if (found) return found;
      }
    }
    return this.search(thing, site, { polite: "none", within: null });
  }

  /**
   * The nearest place at which marks are clear, and with a name the nearest at which it has room too.
   * @param {Thing} thing @param {Site} site
   * @param {{polite: "all" | "insisting" | "none", within: Point[][] | null}} limits the names that it leaves to their own
   *   places; within a district
   */
  search({ cover, label }, { homeX, homeY }, { polite, within }) {
    const home = { x: homeX, y: homeY };
    const far = !label || label.insists ? FARTHEST_PX : FOR_NAME_PX;
    const bounds = within && boundsOf(within.flat());
    const isWithin = within && insideOf(within);
    let bare = null;
    for (const [dx, dy] of OFFSETS) {
      const at = { x: homeX + dx, y: homeY + dy };
      if (bare && Math.hypot(dx, dy) > far) break;
      if (bounds && !(at.x > bounds[0] && at.y > bounds[1] && at.x < bounds[2] && at.y < bounds[3])) continue;
      if (!this.isClear(cover, at, polite) || (isWithin && !isWithin(at))) continue;
      const spot = label ? this.nameSpot(label, moved(cover, at.x, at.y), at, home) : null;
      if (!label || spot) return { ...at, spot };
      bare ??= { ...at, spot };
    }
    return bare;
  }

  /** @param {Label} label */
  placeDot(label) {
    const own = boxAround(label.dot, 2 * GAPS.dot, 2 * GAPS.dot);
    this.marks.push({ id: label.id, box: own, middle: label.dot });
    const spot = this.nameSpot(label, own, label.dot, label.dot);
    if (spot) this.keep(label, spot, own, label.dot);
  }

  /** @param {Label} label @param {Point[]} line */
  placeLine(label, line) {
    const points = pointsAlong(line, 2 * STEP_PX);
    const middle = points[points.length >> 1];
    /** @type {{spot: {box: Box, lines: number, dot: Point}, own: Box, cost: number} | null} */
    let best = null;
    for (const dot of points) {
      if (this.names.some((name) => away(name.near, dot) < name.ofMiddle)) continue;
      const own = boxAround(dot, 2, 2);
      const spot = this.nameSpot(label, own, dot, dot, points);
      const cost = spot ? spot.cost + Math.hypot(dot.x - middle.x, dot.y - middle.y) / FARTHEST_PX : Infinity;
      if (spot && (!best || cost < best.cost)) best = { spot, own, cost };
    }
    if (!best) return;
    this.marks.push({ id: label.id, box: best.own, middle: best.spot.dot });
    this.keep(label, best.spot, best.own, best.spot.dot);
  }

  /** Whether marks would cover nothing and mislead nobody. @param {Box} cover around (0, 0) @param {Point} at @param {"all" | "insisting" | "none"} polite */
  isClear(cover, at, polite) {
    const [left, top, right, bottom] = [cover[0] + at.x, cover[1] + at.y, cover[2] + at.x, cover[3] + at.y];
    const hits = (/** @type {Box} */ box) => left < box[2] + GAPS.mark && box[0] < right + GAPS.mark && top < box[3] + GAPS.mark && box[1] < bottom + GAPS.mark;
    for (const mark of this.marks) if (hits(mark.box)) return false;
    for (const name of this.names) {
      if (hits(name.box)) return false;
      if ((polite === "all" || (polite === "insisting" && name.insists)) && (apart(name.near, [left, top, right, bottom]) < name.reach || away(name.near, at) < name.ofMiddle)) return false;
    }
    return true;
  }

  /**
   * Where a name finds room beside its marks.
   * @param {Label} label @param {Box} own its marks @param {Point} middle of these @param {Point} home the point itself
   * @param {Point[]} [clear] points that it must not cover
   */
  nameSpot(label, own, middle, home, clear = []) {
    const anchors = anchorsOf(label, own, middle).map((anchor, k) => ({ ...anchor, cost: this.crowdAt(label, anchor.box) + k / 100 }));
    for (const { box, lines, cost } of anchors.sort((a, b) => a.cost - b.cost)) {
      if (!clear.some((point) => away(box, point) < GAPS.mark) && this.suits(label, box, own, middle, home)) return { box, lines, dot: middle, cost };
    }
    return null;
  }

  /** Points of others near a name, and those of a line below it. @param {Label} label @param {Box} box */
  crowdAt(label, box) {
    let crowd = 0;
    for (const { id, at } of this.dots) if (id !== label.id && away(box, at) < CROWD_PX) crowd += 1;
    if (!label.line) for (const at of this.lines) if (away(box, at) < GAPS.mark) crowd += 0.5;
    return crowd;
  }

  /** @param {Label} label @param {Box} box @param {Box} own @param {Point} middle @param {Point} home */
  suits({ id }, box, own, middle, home) {
    const { view, covers } = this.frame;
    const isSeen = apart(own, view) === 0;
    if (isSeen && (!isInside(box, view, GAPS.edge) || meetsAny(box, covers, GAPS.cover))) return false;
    const near = pressed(box);
    const [reach, ofMiddle] = [apart(near, own) + GAPS.nearer, away(near, middle) + GAPS.nearer];
    for (const mark of this.marks) {
      if (mark.id === id) continue;
      if (meets(box, mark.box, GAPS.mark) || apart(near, mark.box) < reach || away(near, mark.middle) < ofMiddle) return false;
    }
    for (const name of this.names) if (meets(box, name.box, GAPS.mark)) return false;
    const ofAny = Math.min(ofMiddle, away(near, home) + GAPS.nearer);
    return this.dots.every((other) => other.id === id || away(near, other.at) >= ofAny);
  }

  /** @param {Label} label @param {{box: Box, lines: number, dot: Point}} spot @param {Box} own @param {Point} middle */
  keep({ id, insists }, spot, own, middle) {
    const near = pressed(spot.box);
    this.names.push({ box: spot.box, near, insists, reach: apart(near, own) + GAPS.nearer, ofMiddle: away(near, middle) + GAPS.nearer });
    this.rooms.set(id, spot);
  }
}
