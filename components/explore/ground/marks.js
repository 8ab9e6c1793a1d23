/** Which marks a window shows, and where each stands. No DOM. */

import { isSplit } from "../data/selection.js";
import { MOST_MARKS, packing } from "./packing.js";

/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").Vocabulary} Vocabulary */
/** @typedef {import("./sites.js").Site} Site */

/**
 * @typedef {object} Look how a mark is drawn
 * @property {string} shape @property {string} fill @property {boolean} harm
 * @property {boolean} split each side blames the other
 */

/**
 * @typedef {object} Standing a site that shows something
 * @property {Site} site @property {number} count marks here @property {number} certain of these, those that count
 * @property {boolean} harm @property {boolean} crowd drawn as a disc with its number
 * @property {number[]} bars certain incidents of each fill, of a crowd
 */

/** @typedef {Pick<Marks, "size" | "row" | "x" | "y" | "sure" | "at" | "standing" | "looks" | "look">} Drawn what is drawn of them */

/** Marks as they are in a nearer or farther view: each as far from its point as it was. @param {Drawn} marks @param {number} factor of world pixels @returns {Drawn} */
export function moveMarks({ size, row, x, y, sure, at, standing, looks, look }, factor) {
  const moved = standing.map((one) => {
    const [homeX, homeY] = [one.site.homeX * factor, one.site.homeY * factor];
    return { ...one, site: { ...one.site, homeX, homeY, x: homeX + one.site.x - one.site.homeX, y: homeY + one.site.y - one.site.homeY } };
  });
  return {
    size, row: row.slice(0, size), sure: sure.slice(0, size), at: at.slice(0, size), standing: moved, looks, look,
    x: x.slice(0, size).map((here, k) => here + moved[at[k]].site.x - standing[at[k]].site.x),
    y: y.slice(0, size).map((here, k) => here + moved[at[k]].site.y - standing[at[k]].site.y),
  };
}

export class Marks {
  /** @param {EventColumns} events @param {Vocabulary} vocabulary */
  constructor(events, vocabulary) {
    this.events = events;
    const fills = vocabulary.fills.map(({ key }) => key);
    this.fills = fills.length;
    /** @type {Map<string, number>} */
    const known = new Map();
    /** @type {Look[]} */
    this.looks = [];
    this.look = Int32Array.from(events.category, (category, i) => {
      const { shape, harm } = vocabulary.categories[category];
      const { fill } = vocabulary.evidence[events.evidence[i]];
      const split = isSplit(vocabulary, events.contests[i]);
      const key = `${shape} ${fill} ${harm} ${split}`;
      if (!known.has(key)) known.set(key, this.looks.push({ shape, fill, harm, split }) - 1);
      return known.get(key) ?? 0;
    });
    this.bar = Uint8Array.from(events.evidence, (e) => fills.indexOf(vocabulary.evidence[e].fill));
    /** Marks of the last collection: row, world pixels, whether it counts, which of the standing sites it is of. */
    this.size = 0;
    this.row = new Int32Array(events.id.length);
    this.x = new Float64Array(events.id.length);
    this.y = new Float64Array(events.id.length);
    this.sure = new Uint8Array(events.id.length);
    this.at = new Int32Array(events.id.length);
    /** @type {Standing[]} */
    this.standing = [];
  }

  /**
   * Collect what a window shows: at each site what counts before what is only possible, each with the
   * best evidenced first.
   * @param {Site[]} sites @param {(row: number) => boolean} passes @param {number} from @param {number} to
   */
  collect(sites, passes, from, to) {
    this.size = 0;
    this.standing = [];
    for (const site of sites) {
      const rows = this.touching(site, passes, from, to);
      if (rows.length) this.stand(site, rows, rows.filter((i) => this.isSure(i, from, to)));
    }
  }

  /** @param {number} i @param {number} from @param {number} to */
  isSure(i, from, to) {
    return this.events.start[i] >= from && this.events.end[i] <= to;
  }

  /** @param {Site} site @param {(row: number) => boolean} passes @param {number} from @param {number} to */
  touching({ rows }, passes, from, to) {
    const { start, end } = this.events;
    return rows.filter((i) => start[i] <= to && end[i] >= from && passes(i));
  }

  /** @param {Site} site @param {number[]} rows @param {number[]} sure */
  stand(site, rows, sure) {
    const crowd = rows.length > MOST_MARKS;
    const harm = rows.some((i) => this.looks[this.look[i]].harm);
    const bars = Array.from({ length: this.fills }, () => 0);
    for (const i of sure.length ? sure : rows) bars[this.bar[i]] += 1;
    this.standing.push({ site, count: rows.length, certain: sure.length, harm, crowd, bars });
    if (crowd) return;
    const certain = new Set(sure);
    const ordered = [...sure, ...rows.filter((i) => !certain.has(i))];
    const slots = packing(ordered.length);
    ordered.forEach((i, k) => {
      this.row[this.size] = i;
      this.x[this.size] = site.x + slots[k][0];
      this.y[this.size] = site.y + slots[k][1];
      this.sure[this.size] = certain.has(i) ? 1 : 0;
      this.at[this.size] = this.standing.length - 1;
      this.size += 1;
    });
  }

  /** Marks by their distance from a point, world pixels. @param {number} x @param {number} y @param {number} reach @returns {number[]} places in the collection, the nearest first */
  near(x, y, reach) {
    /** @type {Array<[number, number]>} */
    const found = [];
    for (let k = 0; k < this.size; k += 1) {
      const distance = Math.hypot(this.x[k] - x, this.y[k] - y);
      if (distance <= reach) found.push([distance, k]);
    }
    return found.sort((a, b) => a[0] - b[0]).map(([, k]) => k);
  }
}
