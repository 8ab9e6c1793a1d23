/**
 * What the map draws of a record that is not here: cells for the zoom, single incidents where there are
 * few. No DOM.
 */

import { Cells, parentOf, resolutionAt, totalsOf } from "./cells.js";

/** Resolution of the tiles of cells of a resolution, and of the tiles of single incidents. */
const ABOVE = 3;
const EVENT_TILE = 5;
const MOST_TILES = 16;
/** Of the view, on each side. */
const BEYOND = 0.15;
/** Name of what failed. */
const MAP = "map";

/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("./binary.js").Body} Body */
/** @typedef {import("./running_totals.js").Totals} Totals */
/** @typedef {{bounds: [[number, number], [number, number]], zoom: number, lat: number}} View */
/** @typedef {{query: string, name: string, cells: Cells | null, singles: EventColumns | null}} Content */
/**
 * @typedef {object} Source what is asked of the server
 * @property {(query: string) => Promise<Totals>} askCounts
 * @property {(query: string, resolution: number, tile: string) => Promise<Body>} askCells
 * @property {(query: string, tile: string, limit: number) => Promise<EventColumns>} askEvents
 * @property {import("./notice.js").Notice} notice
 */

export class MapContents {
  /** @param {import("../types.js").Limits} limits @param {number} bars number of fills @param {Source} source @param {() => void} arrived */
  constructor(limits, bars, source, arrived) {
    this.limits = limits;
    this.bars = bars;
    this.source = source;
    this.arrived = arrived;
    /** @type {View | null} */
    this.view = null;
    this.query = "";
    this.singles = false;
    this.turn = 0;
    /** The last that was found. @type {Content | null} */
    this.found = null;
  }

  /** @param {View} view */
  look(view) {
    this.view = view;
    this.refresh();
  }

  /** @param {string} query the filters @param {boolean} singles single incidents wherever they can be asked for */
  want(query, singles) {
    if (query === this.query && singles === this.singles) return;
    this.query = query;
    this.singles = singles;
    this.refresh();
  }

  /** Bring what filters and view ask for; the last call wins. */
  async refresh() {
    this.turn += 1;
    const { turn, view, query, singles } = this;
    if (!view) return;
    try {
      const content = await this.choose(view, query, singles ? this.limits.singles : this.limits.sent);
      if (turn !== this.turn) return;
      this.source.notice.heal(MAP);
      if (content === this.found) return;
      this.found = content;
      this.arrived();
    } catch (error) {
      if (turn === this.turn) this.source.notice.fail(MAP, error);
    }
  }

  /** @param {View} view @param {string} query @param {number} most single incidents @returns {Promise<Content>} */
  async choose(view, query, most) {
    const [coarsest, finest, whole] = this.limits.cells;
    const resolution = resolutionAt(view.zoom, view.lat, coarsest, finest);
    // Where cells are shown, they will mostly be again: asked for together with the counts.
    if (this.found?.cells) this.source.askCells(query, Math.min(resolution, whole), "").catch(() => {});
    const { onMap } = await this.source.askCounts(query);
    if (onMap <= most) return this.showEvents(query, [""]);
    if (resolution <= whole) return this.showCells(query, resolution, [""]);
    const base = await this.source.askCells(query, whole, "");
    const near = this.tilesInView(base, view, EVENT_TILE);
    const held = [...near.values()].reduce((sum, count) => sum + count, 0);
    if (near.size && near.size <= MOST_TILES && held <= most) return this.showEvents(query, [...near.keys()]);
    return this.showCells(query, resolution, [...this.tilesInView(base, view, resolution - ABOVE).keys()]);
  }

  /** @param {string} query @param {string} name @param {() => Promise<Partial<Content>>} make @returns {Promise<Content>} */
  async keep(query, name, make) {
    const { found } = this;
    if (found?.query === query && found.name === name) return found;
    return { query, name, cells: null, singles: null, ...(await make()) };
  }

  /** @param {string} query @param {number} resolution @param {string[]} tiles */
  showCells(query, resolution, tiles) {
    return this.keep(query, `cells ${resolution} ${tiles.join(" ")}`, async () => {
      const bodies = await Promise.all(tiles.map((tile) => this.source.askCells(query, resolution, tile)));
      return { cells: new Cells(bodies, resolution, this.bars) };
    });
  }

  /** @param {string} query @param {string[]} tiles */
  showEvents(query, tiles) {
    return this.keep(query, `events ${tiles.join(" ")}`, async () => {
      const answers = await Promise.all(tiles.map((tile) => this.source.askEvents(query, tile, this.limits.singles)));
      return { singles: joinColumns(answers) };
    });
  }

  /** Tiles of a resolution that hold cells in view, with the incidents of each on all days. @param {Body} base @param {View} view @param {number} resolution */
  tilesInView(base, { bounds: [[south, west], [north, east]] }, resolution) {
    const { lon, lat } = base.arrays;
    const { cell } = base.indexes;
    const [dx, dy] = [(east - west) * BEYOND, (north - south) * BEYOND];
    /** @type {Map<string, number>} */
    const tiles = new Map();
    const tileOf = (/** @type {number} */ n) => parentOf(cell[n], resolution).toString(16);
    for (let n = 0; n < cell.length; n += 1) {
      const inside = lon[n] >= west - dx && lon[n] <= east + dx && lat[n] >= south - dy && lat[n] <= north + dy;
      if (inside) tiles.set(tileOf(n), 0);
    }
    totalsOf(base, this.bars).forEach((total, n) => {
      const held = tiles.get(tileOf(n));
      if (held !== undefined) tiles.set(tileOf(n), held + total);
    });
    return tiles;
  }
}

/** Columns of several answers as one. @param {EventColumns[]} parts at least one @returns {EventColumns} */
export function joinColumns(parts) {
  if (parts.length === 1) return parts[0];
  const names = /** @type {Array<keyof EventColumns>} */ (Object.keys(parts[0]));
  return /** @type {EventColumns} */ (/** @type {unknown} */ (
    Object.fromEntries(names.map((name) => [name, parts.flatMap((part) => /** @type {unknown[]} */ (part[name]))]))
  ));
}
