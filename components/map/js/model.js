/**
 * The record in the browser and what follows from a window of days. No drawing, no DOM.
 *
 * An event is in the window [from, to] when its span of days overlaps it; both end days are inside.
 */

import { FILLS, SHAPES } from "./symbols.js";

/** Above this many distinct points the map shows one symbol a cell of the screen, not one a point. */
const MOST_POINTS = 1200;
const CELL_PX = 24;
/** Symbols nearer than this are moved apart, up to `FARTHEST_PX`; beyond `MOST_SPREAD` they are not. */
const APART_PX = 17;
const FARTHEST_PX = 24;
const MOST_SPREAD = 400;
/** Which bar of the histogram an evidence fill belongs to. */
const BAR = { full: 0, half: 1, empty: 2, dashed: 2, ringed: 3, dotted: 3 };
const EVIDENCE_ORDER = ["full", "half", "ringed", "empty", "dashed", "dotted"];

/** @typedef {{x: number, y: number, shape: string, district: boolean, members: number[]}} Group */

export class Model {
  /** @param {object} record the answer of the record route */
  constructor(record) {
    this.record = record;
    this.events = record.events;
    this.size = record.events.id.length;
    this.start = Int32Array.from(record.events.start);
    this.end = Int32Array.from(record.events.end);
    this.index = new Map(record.events.id.map((id, i) => [id, i]));
    this.shape = record.events.category.map((c) => SHAPES[record.categories[c]]);
    this.fill = record.events.evidence.map((e) => FILLS[record.evidence[e]]);
    this.rank = Uint8Array.from(this.fill, (fill) => EVIDENCE_ORDER.indexOf(fill));
    this.passes = new Uint8Array(this.size).fill(1);
    this.groupOf = new Int32Array(this.size).fill(-1);
    /** @type {Group[]} */
    this.groups = [];
  }

  /** Keep the events that pass the filters. @param {number[] | null} rows null: all pass */
  setMask(rows) {
    this.passes.fill(rows ? 0 : 1);
    for (const row of rows ?? []) this.passes[row] = 1;
  }

  isVisible(i, from, to) {
    return this.passes[i] === 1 && this.start[i] <= to && this.end[i] >= from;
  }

  onMap(i) {
    return this.events.lon[i] !== null;
  }

  /** Events in the window and passing the filters: how many, and how many of them have no symbol. */
  count(from, to) {
    let shown = 0;
    let offMap = 0;
    for (let i = 0; i < this.size; i += 1) {
      if (!this.isVisible(i, from, to)) continue;
      shown += 1;
      if (this.groupOf[i] < 0) offMap += 1;
    }
    return { shown, offMap };
  }

  /**
   * Fill `counts` of each bin: events per kind of evidence. An event counts in each bin that it
   * touches; those of `spans` do not.
   * @param {Array<{start: number, end: number, counts: number[]}>} bins side by side, in order
   */
  countBins(bins) {
    for (const bin of bins) bin.counts = [0, 0, 0, 0];
    for (let i = 0; i < this.size; i += 1) {
      if (!this.passes[i] || this.isLong(i)) continue;
      for (let k = firstBin(bins, this.start[i]); k < bins.length && bins[k].start <= this.end[i]; k += 1) {
        if (bins[k].end >= this.start[i]) bins[k].counts[BAR[this.fill[i]]] += 1;
      }
    }
  }

  /**
   * What the strip draws as lines: events without an exact day, or longer than two days.
   * @returns {Array<{start: number, end: number, bar: number, exact: boolean, count: number}>}
   */
  spans() {
    const spans = [];
    for (let i = 0; i < this.size; i += 1) {
      if (!this.passes[i] || !this.isLong(i)) continue;
      const exact = this.events.date_precision[i] === "day";
      spans.push({ start: this.start[i], end: this.end[i], bar: BAR[this.fill[i]], exact, count: 1 });
    }
    return spans;
  }

  isLong(i) {
    return this.events.date_precision[i] !== "day" || this.end[i] - this.start[i] > 1;
  }

  /**
   * Lay the events out: one group per point, shape and precision of place, side by side where a point
   * has several. `project` gives the world pixel of (lon, lat) at the current zoom.
   */
  layOut(project) {
    const points = new Map();
    for (let i = 0; i < this.size; i += 1) {
      if (!this.onMap(i) || !this.passes[i]) continue;
      const key = `${this.events.lon[i]} ${this.events.lat[i]}`;
      if (!points.has(key)) points.set(key, project(this.events.lon[i], this.events.lat[i]));
    }
    const cells = points.size > MOST_POINTS;
    const sites = new Map();
    for (let i = 0; i < this.size; i += 1) {
      if (!this.onMap(i) || !this.passes[i]) continue;
      const key = `${this.events.lon[i]} ${this.events.lat[i]}`;
      const point = points.get(key);
      const site = cells ? `${Math.floor(point.x / CELL_PX)} ${Math.floor(point.y / CELL_PX)}` : key;
      if (!sites.has(site)) sites.set(site, { point, looks: new Map() });
      const district = this.events.place_precision[i] === "district";
      const look = cells ? "cell" : `${this.shape[i]} ${district}`;
      const { looks } = sites.get(site);
      if (!looks.has(look)) looks.set(look, { shape: this.shape[i], district, members: [] });
      looks.get(look).members.push(i);
    }
    this.groupOf.fill(-1);
    this.groups = [];
    for (const { point, looks } of sites.values()) {
      const around = slots(looks.size);
      [...looks.values()].forEach((group, k) => {
        if (cells) group.shape = mostCommon(group.members.map((i) => this.shape[i]));
        for (const i of group.members) this.groupOf[i] = this.groups.length;
        this.groups.push({ ...group, x: point.x + around[k][0], y: point.y + around[k][1] });
      });
    }
    if (this.groups.length <= MOST_SPREAD) spread(this.groups);
    this.counts = new Int32Array(this.groups.length);
    this.best = new Uint8Array(this.groups.length);
    this.vague = new Uint8Array(this.groups.length);
  }

  /** Count the groups for a window: `counts`, the best evidence, and whether no day is exact. */
  tally(from, to) {
    this.counts.fill(0);
    this.best.fill(255);
    this.vague.fill(1);
    for (let i = 0; i < this.size; i += 1) {
      const g = this.groupOf[i];
      if (g < 0 || !this.isVisible(i, from, to)) continue;
      this.counts[g] += 1;
      if (this.rank[i] < this.best[g]) this.best[g] = this.rank[i];
      if (this.events.date_precision[i] === "day") this.vague[g] = 0;
    }
  }

  fillOf(g) {
    return EVIDENCE_ORDER[this.best[g]];
  }

  /** @returns {number[]} members of a group in the window, in order of date */
  members(g, from, to) {
    return this.groups[g].members.filter((i) => this.isVisible(i, from, to));
  }
}

/** The first bin that does not end before `day`. */
function firstBin(bins, day) {
  let [low, high] = [0, bins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle].end < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Move symbols that cover each other apart, the same way each time. */
function spread(groups) {
  const homes = groups.map(({ x, y }) => ({ x, y }));
  for (let round = 0; round < 24; round += 1) {
    for (let i = 0; i < groups.length; i += 1) {
      for (let j = i + 1; j < groups.length; j += 1) pushApart(groups[i], groups[j], i + j);
    }
    groups.forEach((group, i) => {
      const [dx, dy] = [group.x - homes[i].x, group.y - homes[i].y];
      const scale = Math.min(1, FARTHEST_PX / Math.max(1, Math.hypot(dx, dy)));
      group.x = homes[i].x + dx * scale;
      group.y = homes[i].y + dy * scale;
    });
  }
}

function pushApart(a, b, seed) {
  let [dx, dy] = [b.x - a.x, b.y - a.y];
  if (Math.abs(dx) >= APART_PX || Math.abs(dy) >= APART_PX) return;
  let distance = Math.hypot(dx, dy);
  if (distance >= APART_PX) return;
  if (distance === 0) [dx, dy, distance] = [Math.cos(seed), Math.sin(seed), 1];
  const push = (APART_PX - Math.hypot(b.x - a.x, b.y - a.y)) / 2 / distance;
  a.x -= dx * push;
  a.y -= dy * push;
  b.x += dx * push;
  b.y += dy * push;
}

function mostCommon(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** Offsets in pixels for `n` symbols that share one point. */
function slots(n) {
  if (n === 1) return [[0, 0]];
  const step = 19;
  if (n <= 3) return Array.from({ length: n }, (_, k) => [(k - (n - 1) / 2) * step, 0]);
  const columns = Math.ceil(Math.sqrt(n));
  const rows = Math.ceil(n / columns);
  return Array.from({ length: n }, (_, k) => {
    const row = Math.floor(k / columns);
    const inRow = row === rows - 1 ? n - row * columns : columns;
    return [((k % columns) - (inRow - 1) / 2) * step, (row - (rows - 1) / 2) * step];
  });
}
