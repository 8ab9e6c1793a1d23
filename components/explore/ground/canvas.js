/** The incidents as one canvas over a Leaflet map: marks, discs, and cells of a large record. */

import { RADIUS } from "./cell_size.js";
import { scaleOf } from "../scale.js";
import { CROWD_R, packing } from "./packing.js";
import { SOFT_PX } from "./sites.js";
import { context, drawDisc, drawSelected, drawSoftDisc, HALF, PLAIN, stamp, SymbolCache, writeCount } from "./symbols.js";

/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./symbols.js").Palette} Palette */
/** @typedef {import("../types.js").MapCells} MapCells */
/** @typedef {{x: number, y: number}} Point */

/** What lies this near to the edge is still drawn. */
const EDGE_PX = 48;
/** What is only possible in the window is drawn this faint. */
export const POSSIBLE = 0.42;
/** A cluster nearer to its point than this needs no line to it. */
const LEADER_PX = 4;
/** Least and largest radius of the disc of a cell; a small cell limits it further. */
const LEAST_R = 12;
const MOST_R = 30;

export class MarksCanvas {
  /** @param {typeof import("leaflet")} L @param {import("leaflet").Map} map */
  constructor(L, map) {
    this.L = L;
    this.map = map;
    const pane = map.createPane("incidents");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    this.canvas = /** @type {HTMLCanvasElement} */ (L.DomUtil.create("canvas", "tm-incidents leaflet-zoom-animated", pane));
    this.canvas.setAttribute("aria-hidden", "true");
    this.ctx = context(this.canvas);
    this.scale = 1;
    /** @type {SymbolCache | null} */
    this.cache = null;
    /** Marks do not say how well an incident is evidenced: the class is to judge. */
    this.plain = false;
    /** Sites below what lies over the map, which are told of beside it. @type {Set<string>} */
    this.out = new Set();
    map.on("zoomanim", this.zoomWith, this);
  }

  /** The size or the colours are others now. @param {Palette} palette */
  resize(palette) {
    const size = this.map.getSize();
    this.scale = (window.devicePixelRatio || 1) * scaleOf(this.map.getContainer());
    this.canvas.width = Math.ceil(size.x * this.scale);
    this.canvas.height = Math.ceil(size.y * this.scale);
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    this.cache = new SymbolCache(palette, this.scale);
  }

  /** Clear the canvas and put it over the view. @returns {Point} world pixel of its corner */
  begin() {
    const { ctx, map, scale } = this;
    const size = map.getSize();
    this.L.DomUtil.setPosition(this.canvas, map.containerPointToLayerPoint([0, 0]));
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    ctx.globalAlpha = 1;
    const { x, y } = map.getPixelBounds().getTopLeft();
    return { x, y };
  }

  /** @param {Point} at world pixel @param {Point} origin @param {number} [edge] so far beyond the edge counts as seen */
  isSeen({ x, y }, origin, edge = EDGE_PX) {
    const size = this.map.getSize();
    const [dx, dy] = [x - origin.x, y - origin.y];
    return dx > -edge && dy > -edge && dx < size.x + edge && dy < size.y + edge;
  }

  /** @param {import("./sites.js").Site} site @param {Point} origin */
  isShown(site, origin) {
    return !this.out.has(site.key) && this.isSeen(site, origin);
  }

  /** @param {Marks} marks @param {number} selected row, -1 for none */
  drawMarks(marks, selected) {
    const origin = this.begin();
    this.drawLeaders(marks, origin);
    this.drawSites(marks, origin);
    this.drawChosen(marks, origin, selected);
    this.drawAll(marks, origin, selected);
  }

  /** From the point of a cluster that was moved aside to its marks. @param {Marks} marks @param {Point} origin */
  drawLeaders({ standing }, origin) {
    const { ctx, cache } = this;
    if (!cache) return;
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = ctx.fillStyle = cache.palette.ink;
    for (const { site } of standing) {
      if (site.inside || !this.isShown(site, origin)) continue;
      const [x, y] = [site.homeX - origin.x, site.homeY - origin.y];
      if (Math.hypot(site.x - site.homeX, site.y - site.homeY) < LEADER_PX) continue;
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(site.x - origin.x, site.y - origin.y);
      ctx.stroke();
      if (site.soft) continue;
      ctx.beginPath();
      ctx.arc(x, y, 2.2, 0, 2 * Math.PI);
      ctx.fill();
    }
  }

  /** Pale discs, and the discs of many. @param {Marks} marks @param {Point} origin */
  drawSites({ standing }, origin) {
    const { ctx, cache } = this;
    if (!cache) return;
    for (const { site, count, certain, harm, crowd, bars } of standing) {
      if (!this.isShown(site, origin)) continue;
      const [x, y] = [site.x - origin.x, site.y - origin.y];
      const reach = crowd ? CROWD_R : Math.max(...packing(count).map((slot) => Math.hypot(...slot))) + HALF;
      if (site.soft) this.drawSoft(x, y, reach + SOFT_PX, harm);
      if (!crowd) continue;
      ctx.globalAlpha = certain ? 1 : POSSIBLE;
      drawDisc(ctx, x, y, CROWD_R, bars, 0, cache.palette);
      writeCount(ctx, x, y, certain || count, cache.palette);
      ctx.globalAlpha = 1;
    }
  }

  /** @param {number} x @param {number} y @param {number} r @param {boolean} harm */
  drawSoft(x, y, r, harm) {
    if (this.cache) drawSoftDisc(this.ctx, x, y, r, harm, this.cache.palette);
  }

  /** @param {Marks} marks @param {Point} origin @param {number} selected */
  drawAll(marks, origin, selected) {
    const { ctx, cache, scale } = this;
    if (!cache) return;
    const bitmaps = marks.looks.map((look) => cache.get(this.plain ? plainLook(look) : look));
    const size = this.map.getSize();
    for (let k = 0; k < marks.size; k += 1) {
      const [x, y] = [marks.x[k] - origin.x, marks.y[k] - origin.y];
      if (x < -HALF || y < -HALF || x > size.x + HALF || y > size.y + HALF || this.out.has(marks.standing[marks.at[k]].site.key)) continue;
      const alpha = marks.sure[k] || marks.row[k] === selected ? 1 : POSSIBLE;
      if (ctx.globalAlpha !== alpha) ctx.globalAlpha = alpha;
      stamp(ctx, bitmaps[marks.look[marks.row[k]]], x, y, scale);
    }
    ctx.globalAlpha = 1;
  }

  /** Below the marks, of which it covers none. @param {Marks} marks @param {Point} origin @param {number} selected */
  drawChosen(marks, origin, selected) {
    const k = selected < 0 ? -1 : marks.row.subarray(0, marks.size).indexOf(selected);
    if (k < 0 || !this.cache) return;
    drawSelected(this.ctx, marks.x[k] - origin.x, marks.y[k] - origin.y, marks.looks[marks.look[selected]].shape, this.cache.palette);
  }

  /** @param {MapCells} cells @param {number} spacing of neighbouring cells, CSS pixels @param {number} from @param {number} to */
  drawCells(cells, spacing, from, to) {
    const origin = this.begin();
    const seen = cells.groups.map((_, g) => g).filter((g) => this.isSeen(cells.groups[g], origin));
    cells.tally(from, to, seen);
    if (!this.cache) return;
    const { palette } = this.cache;
    for (const g of seen) {
      const count = cells.counts[g] || cells.possible[g];
      if (!count) continue;
      this.ctx.globalAlpha = cells.counts[g] ? 1 : POSSIBLE;
      const [x, y] = [cells.groups[g].x - origin.x, cells.groups[g].y - origin.y];
      drawDisc(this.ctx, x, y, cellRadius(cells, g, spacing), cells.bars, palette.bars.length * g, palette);
      writeCount(this.ctx, x, y, count, palette);
    }
    this.ctx.globalAlpha = 1;
  }

  /** @param {import("leaflet").ZoomAnimEvent} event */
  zoomWith({ center, zoom }) {
    const { map, L } = this;
    const corner = map.containerPointToLatLng([0, 0]);
    const origin = map.project(center, zoom).subtract(map.getSize().divideBy(2))
      .add(L.DomUtil.getPosition(map.getPanes().mapPane));
    L.DomUtil.setTransform(this.canvas, map.project(corner, zoom).subtract(origin), map.getZoomScale(zoom));
  }

  destroy() {
    this.map.off("zoomanim", this.zoomWith, this);
  }
}

/** Area grows with the count; the cell is the limit. @param {MapCells} cells @param {number} g @param {number} spacing */
export function cellRadius(cells, g, spacing) {
  const most = Math.max(LEAST_R, Math.min(MOST_R, RADIUS * spacing));
  return Math.round(LEAST_R + (most - LEAST_R) * Math.sqrt(cells.counts[g] / cells.most));
}

/** A mark that says what happened alone. @param {import("./marks.js").Look} look @returns {import("./marks.js").Look} */
const plainLook = ({ shape, harm }) => ({ shape, fill: PLAIN, harm, split: false });
