/**
 * The record in the browser and what follows from a window of days. No drawing, no DOM.
 *
 * An event is in the window [from, to] when its span of days overlaps it; both end days are inside.
 */

import { classOf, countEvents } from "../large/running_totals.js";
import { FILLS, SHAPES } from "../ground/symbols.js";

/** Symbols nearer than this are moved apart, up to `FARTHEST_PX`; beyond `MOST_SPREAD` they are not. */
const APART_PX = 17;
const FARTHEST_PX = 24;
const MOST_SPREAD = 400;
const EVIDENCE_ORDER = ["full", "half", "ringed", "empty", "dashed", "dotted"];
/** What lasts through all the days it is given; anything else happened at some moment of them. */
const LASTING = [
  "ground combat", "landmines", "infrastructure", "ceasefire", "diplomacy", "law", "statement",
  "commemoration",
];
const NONE = {
  id: [], title: [], when: [], start: [], end: [], lon: [], lat: [], date_precision: [],
  place_precision: [], category: [], evidence: [], district: [],
};
const NEVER = -(2 ** 31);

/** @typedef {{x: number, y: number, shape: string, district: boolean, members: number[]}} Group */

/** Events that are here one by one, and their symbols. */
export class Symbols {
  /** @param {object} events columns @param {object} record names of categories and evidence */
  constructor(events, record) {
    this.events = events;
    this.size = events.id.length;
    this.start = Int32Array.from(events.start);
    this.end = Int32Array.from(events.end);
    this.index = new Map(events.id.map((id, i) => [id, i]));
    this.shape = events.category.map((c) => SHAPES[record.categories[c]]);
    this.fill = events.evidence.map((e) => FILLS[record.evidence[e]]);
    this.rank = Uint8Array.from(this.fill, (fill) => EVIDENCE_ORDER.indexOf(fill));
    this.exact = Uint8Array.from(events.date_precision, (precision, i) => {
      const lasts = LASTING.includes(record.categories[events.category[i]]);
      return precision === "day" && (lasts || this.start[i] === this.end[i]) ? 1 : 0;
    });
    this.class = Uint8Array.from(this.fill, (fill, i) =>
      classOf(fill, events.date_precision[i], this.start[i], this.end[i]));
    this.passes = new Uint8Array(this.size).fill(1);
    this.groupOf = new Int32Array(this.size).fill(-1);
    /** @type {Set<string>} */
    this.districts = new Set();
    /** @type {Group[]} */
    this.groups = [];
    this.resize();
  }

  /** Keep the events that pass the filters. @param {number[] | null} rows null: all pass */
  setMask(rows) {
    this.passes.fill(rows ? 0 : 1);
    for (const row of rows ?? []) this.passes[row] = 1;
  }

  isVisible(i, from, to) {
    return this.passes[i] === 1 && this.start[i] <= to && this.end[i] >= from;
  }

  /** Without an exact day an event has happened in a window for sure only if all its days are in it. */
  isCertain(i, from, to) {
    return this.exact[i] === 1 || (this.start[i] >= from && this.end[i] <= to);
  }

  onMap(i) {
    return this.events.lon[i] !== null;
  }

  /** What the host and the panels need of one event. */
  describe(i) {
    const { id, title, when, lon, lat } = this.events;
    return { id: id[i], title: title[i], when: when[i], lon: lon[i], lat: lat[i],
      start: this.start[i], end: this.end[i], shape: this.shape[i], fill: this.fill[i] };
  }

  /**
   * Lay the events out: one group per point, shape and precision of place, side by side where a point
   * has several. `project` gives the world pixel of (lon, lat) at the current zoom.
   */
  layOut(project) {
    const sites = new Map();
    for (let i = 0; i < this.size; i += 1) {
      if (!this.onMap(i) || !this.passes[i]) continue;
      const key = `${this.events.lon[i]} ${this.events.lat[i]}`;
      if (!sites.has(key)) {
        sites.set(key, { point: project(this.events.lon[i], this.events.lat[i]), looks: new Map() });
      }
      const district = this.events.place_precision[i] === "district";
      const look = `${this.shape[i]} ${district}`;
      const { looks } = sites.get(key);
      if (!looks.has(look)) looks.set(look, { shape: this.shape[i], district, members: [] });
      looks.get(look).members.push(i);
    }
    this.groupOf.fill(-1);
    this.groups = [];
    for (const { point, looks } of sites.values()) {
      const around = slots(looks.size);
      [...looks.values()].forEach((group, k) => {
        for (const i of group.members) this.groupOf[i] = this.groups.length;
        this.groups.push({ ...group, x: point.x + around[k][0], y: point.y + around[k][1] });
      });
    }
    if (this.groups.length <= MOST_SPREAD) spread(this.groups);
    this.resize();
  }

  resize() {
    const size = this.groups.length;
    this.counts = new Int32Array(size);
    this.best = new Uint8Array(size);
    this.vague = new Uint8Array(size);
    this.certain = new Uint8Array(size);
    this.newest = new Int32Array(size);
  }

  /**
   * Count the groups for a window: `counts`, the best evidence, whether no day is exact (`vague`),
   * whether any is there for sure (`certain`), and the latest first day (`newest`). Collects the
   * `districts` of those whose place is known no closer.
   */
  tally(from, to) {
    this.counts.fill(0);
    this.best.fill(255);
    this.vague.fill(1);
    this.certain.fill(0);
    this.newest.fill(NEVER);
    this.districts.clear();
    for (let i = 0; i < this.size; i += 1) {
      const g = this.groupOf[i];
      if (g < 0 || !this.isVisible(i, from, to)) continue;
      this.counts[g] += 1;
      if (this.rank[i] < this.best[g]) this.best[g] = this.rank[i];
      if (this.exact[i]) this.vague[g] = 0;
      if (this.isCertain(i, from, to)) this.certain[g] = 1;
      if (this.start[i] > this.newest[g]) this.newest[g] = this.start[i];
      if (this.events.district[i]) this.districts.add(this.events.district[i]);
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

/**
 * What is shown: symbols of events that are here, or cells of events that the server counts. The strip
 * and the counts in words follow `totals` in either case.
 */
export class Model {
  /** @param {object} record the answer of the record route */
  constructor(record) {
    this.record = record;
    this.size = record.size;
    /** Whether all events are here; else the server answers for each choice of filters. */
    this.complete = record.events !== null;
    this.symbols = new Symbols(record.events ?? NONE, record);
    /** @type {import("../large/cells.js").Cells | null} */
    this.cells = null;
    /** @type {import("../large/running_totals.js").Totals | null} null until the server has counted */
    this.totals = this.complete ? countEvents(this.symbols) : null;
  }

  /** Keep the events that pass the filters; only of a complete record. */
  setMask(rows) {
    this.symbols.setMask(rows);
    this.totals = countEvents(this.symbols);
  }

  /** Show these cells. @param {import("../large/cells.js").Cells} cells */
  showCells(cells) {
    this.cells = cells;
    this.symbols = new Symbols(NONE, this.record);
  }

  /** Show these events. @param {object} events columns */
  showEvents(events) {
    this.cells = null;
    this.symbols = new Symbols(events, this.record);
  }

  /** Cells or symbols: both have `groups` with their world pixels, and `counts`. */
  get drawn() {
    return this.cells ?? this.symbols;
  }

  count(from, to) {
    return this.totals.count(from, to);
  }

  /** Fill `counts` of each bin, see `Totals.countBins`. */
  countBins(bins) {
    for (const bin of bins) bin.counts = [0, 0, 0, 0];
    this.totals?.countBins(bins);
  }

  /** @returns {import("../large/running_totals.js").Span[]} */
  spans() {
    return this.totals?.spans() ?? [];
  }
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
