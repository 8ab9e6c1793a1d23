/** Where everything on the map stands, for one zoom, one size, one choice of filters and one axis. */

import { spacingPx } from "./cell_size.js";
import { axisDays } from "./axis_days.js";
import { cellRadius } from "./canvas.js";
import { footprint } from "./packing.js";
import { Marks } from "./marks.js";
import { collectSites, countMost, spreadSites } from "./sites.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {import("./boxes.js").Box} Box */

/** What a place without marks keeps free around its dot. */
const DOT_R = 5;

export class Layout {
  /** @param {App} app @param {import("leaflet").Map} map */
  constructor(app, map) {
    this.app = app;
    this.map = map;
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
    this.zoom = NaN;
    this.spacing = 0;
    /** @type {Array<unknown>} */
    this.basis = [];
  }

  /** Whether what the places follow from is other than at the last laying out. @param {Scene} scene */
  isStale({ state, shown }) {
    const { selection, record } = this.app;
    this.axis = axisDays(record, state, this.axis);
    const basis = [shown.passes, selection.singles ?? record.events, selection.cells, this.axis, this.map.getZoom()];
    const stale = basis.some((part, k) => part !== this.basis[k]);
    this.basis = basis;
    return stale;
  }

  /** @param {Scene} scene */
  passes({ shown }) {
    const { passes } = shown;
    return passes ? (/** @type {number} */ row) => passes[row] === 1 : () => true;
  }

  /** Put sites, or cells, in their places. @param {Scene} scene */
  layOut(scene) {
    const { app, map } = this;
    const events = app.selection.singles ?? app.record.events;
    if (events !== this.events) this.take(events);
    this.zoom = map.getZoom();
    const { cells } = app.selection;
    if (cells) {
      this.spacing = spacingPx(cells.resolution, this.zoom, map.getCenter().lat);
      cells.layOut((lon, lat) => map.project([lat, lon], this.zoom), this.spacing);
    }
    if (!events || cells || !this.axis) {
      this.sites = [];
      return;
    }
    countMost(this.all, events, this.passes(scene), this.axis);
    this.sites = this.all.filter(({ most }) => most > 0);
    for (const site of this.sites) this.locate(site);
    spreadSites([...this.sites, ...this.dots()]);
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

  /** Dots of the places that are always named: marks of others stay off them. @returns {Site[]} */
  dots() {
    const taken = new Set(this.sites.map(({ key }) => key));
    return this.app.record.places.flatMap(({ id, lon, lat, named, line }) => {
      if (!named || line || lon === null || lat === null || taken.has(`${lon} ${lat}`)) return [];
      const { x, y } = this.map.project([lat, lon], this.zoom);
      return [{ key: id, lon, lat, soft: false, district: -1, rows: [], most: 0, homeX: x, homeY: y, x, y, radius: DOT_R, fixed: true }];
    });
  }

  /** What the marks of a site may cover, in pixels of the map. @param {Site} site @returns {Box} */
  boxOf(site) {
    const { x: left, y: top } = this.map.getPixelBounds().getTopLeft();
    const [x, y] = [site.x - left, site.y - top];
    const { radius } = site;
    if (site.soft) return [x - radius, y - radius, x + radius, y + radius];
    const most = footprint(site.most);
    return [x + most.left, y + most.top, x + most.right, y + most.bottom];
  }

  /** What cells cover, in pixels of the map. @returns {Box[]} */
  cellBoxes() {
    const { cells } = this.app.selection;
    if (!cells) return [];
    const { x: left, y: top } = this.map.getPixelBounds().getTopLeft();
    return cells.groups.flatMap(({ x, y }, g) => {
      const r = cellRadius(cells, g, this.spacing);
      return cells.counts[g] ? [/** @type {Box} */ ([x - left - r, y - top - r, x - left + r, y - top + r])] : [];
    });
  }

  /** Whether an incident has a mark in the window that was collected last. @param {number} row */
  isVisible(row) {
    const { marks } = this;
    return marks !== null && marks.row.subarray(0, marks.size).includes(row);
  }

  /** Lat, lon of the middle of the marks at which an incident stands. @param {number} row @returns {[number, number] | null} */
  pointOf(row) {
    const site = this.siteOfRow.get(row);
    if (!site) return null;
    if (!site.most) return [site.lat, site.lon];
    const { lat, lng } = this.map.unproject([site.x, site.y], this.zoom);
    return [lat, lng];
  }
}
