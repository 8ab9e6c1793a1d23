/** The incidents as one canvas over a Leaflet map: marks, discs, and cells of a large record. */

import { scaleOf } from "../scale.js";
import { drawCells, drawMarks } from "./marks_drawing.js";
import { context, plainLook, stamp, SymbolCache } from "./symbols.js";

/** @typedef {import("./marks.js").Drawn} Marks */
/** @typedef {import("./symbols.js").Palette} Palette */
/** @typedef {import("../types.js").MapCells} MapCells */
/** @typedef {{x: number, y: number}} Point */

/** What lies this near to the edge is still drawn. */
const EDGE_PX = 48;

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

  /**
   * What the drawing goes to; null before it has a size.
   * @param {Point} origin world pixel of the corner @param {Set<string>} out sites that are left out
   * @param {{plain: boolean, strength: number}} look `plain`: marks do not say how well an incident is evidenced
   * @returns {import("./marks_drawing.js").Target | null}
   */
  target(origin, out, { plain, strength }) {
    const { ctx, cache, scale, map } = this;
    if (!cache) return null;
    /** @type {Map<import("./marks.js").Look, HTMLCanvasElement>} */
    const bitmaps = new Map();
    return {
      ctx, origin, out, plain, strength, size: map.getSize(), palette: cache.palette, isSeen: (at) => this.isSeen(at, origin),
      drawMark(look, x, y) {
        const bitmap = bitmaps.get(look) ?? cache.get(plain ? plainLook(look) : look);
        bitmaps.set(look, bitmap);
        stamp(ctx, bitmap, x, y, scale);
      },
    };
  }

  /** @param {Marks} marks @param {number} selected row, -1 for none */
  drawMarks(marks, selected) {
    const target = this.target(this.begin(), this.out, { plain: this.plain, strength: 1 });
    if (target) drawMarks(target, marks, selected);
  }

  /** Marks of several drawings over each other. @param {Array<{marks: Marks, selected: number, plain: boolean, strength: number}>} layers @param {Point} origin world pixel of the corner */
  drawLayers(layers, origin) {
    this.begin();
    for (const { marks, selected, ...look } of layers) {
      const target = this.target(origin, new Set(), look);
      if (target && look.strength > 0) drawMarks(target, marks, selected);
    }
    this.ctx.globalAlpha = 1;
  }

  /** @param {MapCells} cells @param {number} spacing of neighbouring cells, CSS pixels @param {number} from @param {number} to */
  drawCells(cells, spacing, from, to) {
    const target = this.target(this.begin(), this.out, { plain: this.plain, strength: 1 });
    if (target) drawCells(target, cells, spacing, from, to);
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
