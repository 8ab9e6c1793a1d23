/** Where everything on the map stands, for one zoom, one size and one axis, whatever is filtered. */

import { Arrangement } from "./arrange.js";
import { axisDays } from "./axis_days.js";
import { boxAround } from "./boxes.js";
import { cellRadius } from "./marks_drawing.js";
import { spacingPx } from "./cell_size.js";
import { footprint } from "./packing.js";
import { Marks } from "./marks.js";
import { pointsAlong } from "./name_layout.js";
import { collectSites, countMost } from "./sites.js";
import { LEGIBLE } from "./view_fit.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {import("./name_layout.js").Label} Label */
/** @typedef {import("./arrange.js").Frame} Frame */

/** For so many marks more counts that a place is always named, where room is given. */
const NAMED_WEIGHT = 3;
const LINE_STEP_PX = 8;
/** Marks nearer to their point than this were not moved aside. */
export const MOVED_PX = 4;

export class Layout {
  /**
   * @param {App} app @param {import("leaflet").Map} map @param {import("./areas.js").Areas} districts
   * @param {(project: (lon: number, lat: number) => Point) => Array<{site: string, label: Label}>} weighty names that get
   *   their room with their marks
   */
  constructor(app, map, districts, weighty) {
    this.app = app;
    this.map = map;
    this.districts = districts;
    this.weighty = weighty;
    /** Rooms of names, world pixels. @type {Map<string, import("./name_layout.js").Spot>} */
    this.rooms = new Map();
    /** Outlines of districts at one zoom. @type {Map<string, Point[][]>} */
    this.outlines = new Map();
    this.outlinesAt = NaN;
    /** @type {EventColumns | null} */
    this.events = null;
    /** @type {Marks | null} */
    this.marks = null;
    /** All sites, and those that may show something. @type {Site[]} */
    this.all = [];
    /** @type {Site[]} */
    this.sites = [];
    /** @type {Map<number, Site>} */
    this.siteOfRow = new Map();
    /** @type {import("./axis_days.js").Days | null} */
    this.axis = null;
    /** The map has a view, in which sites have their places. */
    this.framed = false;
    this.zoom = NaN;
    this.spacing = 0;
    /** @type {Array<unknown>} */
    this.basis = [];
  }

  /** Whether what the places follow from is other than at the last laying out. @param {Scene} scene */
  isStale({ state }) {
    const { selection, record } = this.app;
    this.axis = axisDays(record, state, this.axis);
    const basis = [selection.singles ?? record.events, selection.cells, this.axis, this.map.getZoom()];
    const stale = basis.some((part, k) => part !== this.basis[k]);
    this.basis = basis;
    return stale;
  }

  /** @param {Scene} scene */
  passes({ shown }) {
    const { passes } = shown;
    return passes ? (/** @type {number} */ row) => passes[row] === 1 : () => true;
  }

  /** Put sites, or cells, in their places. @param {Frame | null} frame what is seen, pixels of the map; null: it has no view yet */
  layOut(frame) {
    const { app, map } = this;
    const events = app.selection.singles ?? app.record.events;
    if (events !== this.events) this.take(events);
    this.framed = frame !== null;
    if (frame) this.zoom = map.getZoom();
    const { cells } = app.selection;
    if (cells && frame) {
      this.spacing = spacingPx(cells.resolution, this.zoom, map.getCenter().lat);
      cells.layOut((lon, lat) => map.project([lat, lon], this.zoom), this.spacing);
    }
    if (!events || cells || !this.axis) {
      this.sites = [];
      return;
    }
    countMost(this.all, events, this.axis);
    this.sites = this.all.filter(({ most }) => most > 0);
    if (!frame) return;
    for (const site of this.sites) this.locate(site);
    this.arrange(frame);
  }

  /** Give marks and weighty names their room. @param {Frame} frame what is seen, pixels of the map */
  arrange(frame) {
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    const shift = (/** @type {Box} */ [left, top, right, bottom]) => /** @type {Box} */ ([left + x, top + y, right + x, bottom + y]);
    const names = this.weighty((lon, lat) => this.map.project([lat, lon], this.zoom))
      .filter(({ label }) => label.insists || this.zoom >= LEGIBLE);
    const bySite = new Map(names.map(({ site, label }) => [site, label]));
    const weight = (/** @type {Site} */ { key, most }) => most + (bySite.get(key)?.insists ? NAMED_WEIGHT : 0);
    const known = this.sites.filter(({ soft }) => !soft).sort((a, b) => weight(b) - weight(a) || (a.key < b.key ? -1 : 1));
    const taken = new Set(known.map(({ key }) => key));
    const bare = names.filter(({ site }) => !taken.has(site)).map(({ label }) => label).filter(({ insists }) => insists);
    const dots = [...known.map((site) => ({ id: bySite.get(site.key)?.id ?? site.key, at: { x: site.homeX, y: site.homeY } })),
      ...bare.filter(({ line }) => !line).map(({ id, dot }) => ({ id, at: dot }))];
    const lines = bare.flatMap(({ line }) => (line ? pointsAlong(line, LINE_STEP_PX) : []));
    const arrangement = new Arrangement({ view: shift(frame.view), covers: frame.covers.map(shift) }, dots, lines);
    const things = known.map((site) => this.thingOf(site, bySite.get(site.key) ?? null));
    const without = (/** @type {Label} */ label) => ({ id: label.id, site: null, cover: /** @type {Box} */ ([0, 0, 0, 0]), label, within: null });
    const discs = this.sites.filter(({ soft }) => soft).sort((a, b) => b.most - a.most || (a.key < b.key ? -1 : 1));
    arrangement.place([
      ...bare.filter(({ line }) => !line).map(without), ...bare.filter(({ line }) => line).map(without),
      ...things.filter(({ label }) => label), ...things.filter(({ label }) => !label), ...discs.map((site) => this.thingOf(site, null)),
    ]);
    this.rooms = arrangement.rooms;
  }

  /** @param {Site} site @param {Label | null} label @returns {import("./arrange.js").Thing} */
  thingOf(site, label) {
    const [left, top, right, bottom] = this.coverOf(site);
    const cover = /** @type {Box} */ ([left - site.x, top - site.y, right - site.x, bottom - site.y]);
    return { id: label?.id ?? site.key, site, cover, label, within: site.soft ? this.outlineOf(site) : null };
  }

  /** The room that a name has got with its marks, pixels of the map. @param {string} id */
  keptFor(id) {
    const room = this.rooms.get(id);
    if (!room) return undefined;
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    const [left, top, right, bottom] = room.box;
    return { ...room, box: /** @type {Box} */ ([left - x, top - y, right - x, bottom - y]), dot: { x: room.dot.x - x, y: room.dot.y - y } };
  }

  /** Outlines of the district of a disc, world pixels. @param {Site} disc @returns {Point[][]} */
  outlineOf({ key }) {
    if (this.outlinesAt !== this.zoom) this.outlines.clear();
    this.outlinesAt = this.zoom;
    let outline = this.outlines.get(key);
    if (!outline) {
      const rings = this.districts.get(key)?.rings ?? [];
      outline = rings.map((ring) => ring.map(({ x, y }) => this.map.project([y, x], this.zoom)));
      this.outlines.set(key, outline);
    }
    return outline;
  }

  /** @param {EventColumns | null} events */
  take(events) {
    this.events = events;
    this.marks = events ? new Marks(events, this.app.record.vocabulary) : null;
    this.all = events ? collectSites(this.app.record, events) : [];
    this.siteOfRow = new Map(this.all.flatMap((site) => site.rows.map((row) => [row, site])));
  }

  /** The map is zoomed by fingers: what stands somewhere keeps its way from its point. */
  follow() {
    const zoom = this.map.getZoom();
    if (zoom === this.zoom) return false;
    this.zoom = zoom;
    for (const site of this.sites) {
      const [dx, dy] = [site.x - site.homeX, site.y - site.homeY];
      this.locate(site);
      site.x = site.homeX + dx;
      site.y = site.homeY + dy;
    }
    return true;
  }

  /** @param {Site} site */
  locate(site) {
    const { x, y } = this.map.project([site.lat, site.lon], this.zoom);
    site.homeX = site.x = x;
    site.homeY = site.y = y;
  }

  /** What the marks of a site may cover, world pixels. @param {Site} site @returns {Box} */
  coverOf({ x, y, radius, soft, most }) {
    if (soft || !most) return [x - radius, y - radius, x + radius, y + radius];
    const cover = footprint(most);
    return [x + cover.left, y + cover.top, x + cover.right, y + cover.bottom];
  }

  /** The same in pixels of the map. @param {Site} site @returns {Box} */
  boxOf(site) {
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    const [left, top, right, bottom] = this.coverOf(site);
    return [left - x, top - y, right - x, bottom - y];
  }

  /** The marks of a site for names, in pixels of the map. @param {Site} site @param {string} id of the name that they belong to */
  clusterOf(site, id) {
    const { x: left, y: top } = this.map.getPixelBounds().getTopLeft();
    const isMoved = !site.soft && Math.hypot(site.x - site.homeX, site.y - site.homeY) >= MOVED_PX;
    return {
      id, box: this.boxOf(site), middle: { x: site.x - left, y: site.y - top },
      home: isMoved ? { x: site.homeX - left, y: site.homeY - top } : null,
    };
  }

  /** What cells cover, in pixels of the map. @returns {import("./name_layout.js").Cluster[]} */
  cellClusters() {
    const { cells } = this.app.selection;
    if (!cells) return [];
    const { x: left, y: top } = this.map.getPixelBounds().getTopLeft();
    return cells.groups.flatMap(({ x, y }, g) => {
      const r = cellRadius(cells, g, this.spacing);
      const middle = { x: x - left, y: y - top };
      return cells.counts[g] ? [{ id: "", box: boxAround(middle, 2 * r, 2 * r), middle, home: null }] : [];
    });
  }

  /** Whether an incident has a mark in the window that was collected last. @param {number} row */
  isVisible(row) {
    const { marks } = this;
    return marks !== null && marks.row.subarray(0, marks.size).includes(row);
  }

  /** All that the opening dates may show, and the places that are always named, which the view needs. */
  openingPoints() {
    const { places, periods, opening_period: opening } = this.app.record;
    const period = periods.find(({ key }) => key === opening);
    const { events } = this;
    const inPeriod = (/** @type {number} */ row) => events && period && events.start[row] <= period.end && events.end[row] >= period.start;
    const sites = this.all.map(({ lon, lat, rows }) => ({ lon, lat, weight: rows.filter(inPeriod).length, needed: false }));
    const named = places.flatMap(({ lon, lat, named: needed }) => (needed && lon !== null && lat !== null ? [{ lon, lat, weight: 0, needed }] : []));
    return [...sites.filter(({ weight }) => weight > 0), ...named];
  }

  /** All that the window shows. @param {Scene} scene @returns {import("./camera.js").Target[]} */
  shownPoints(scene) {
    const { events } = this;
    const { from, to } = scene.state;
    const passes = this.passes(scene);
    return this.all.flatMap(({ lon, lat, rows }) => {
      const shown = rows.filter((row) => events && events.start[row] <= to && events.end[row] >= from && passes(row));
      return shown.length ? [{ lon, lat, weight: shown.length, needed: false }] : [];
    });
  }

  /** Lat, lon of the middle of the marks at which an incident stands. @param {number} row @returns {[number, number] | null} */
  pointOf(row) {
    const site = this.siteOfRow.get(row);
    if (!site) return null;
    if (!site.most || !this.framed) return [site.lat, site.lon];
    const { lat, lng } = this.map.unproject([site.x, site.y], this.zoom);
    return [lat, lng];
  }
}
