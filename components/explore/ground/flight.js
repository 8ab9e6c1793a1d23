/**
 * The map between two steps of a lesson. It is at the new view from the beginning; on the way there the
 * ground is moved and scaled as it is, and marks are drawn where their places are on it.
 */

import { moveMarks } from "./marks.js";
import { holdView, reachOf, wayBetween } from "./way.js";

/** @typedef {import("./marks.js").Drawn} Drawn */
/** @typedef {import("./way.js").View} View */
/** @typedef {{marks: Drawn, selected: number, plain: boolean}} Layer marks, the row of the selected one, and whether the class is to judge */

/** A flight takes so long, and longer by its length. */
const LEAST_MS = 800;
const MORE_MS = 600;
const MOST_MS = 2000;
/** The ground is drawn beyond the view by this share of it. */
const PADDING = 0.1;
/** Marks of the old step give way to those of the new one between these shares of the flight. */
const FADE = [0.3, 0.7];
const SAME = 1e-6;

export class MapFlight {
  /** @param {typeof import("leaflet")} L @param {import("leaflet").Map} map @param {import("./canvas.js").MarksCanvas} canvas @param {import("leaflet").LatLngBounds} region */
  constructor(L, map, canvas, region) {
    this.L = L;
    this.map = map;
    this.canvas = canvas;
    this.region = region;
    this.from = { x: 0, y: 0, zoom: 0 };
    /** @type {Layer | null} */
    this.left = null;
    /** null: the map stays where it is. @type {((share: number) => View) | null} */
    this.at = null;
    /** Drawings of the ground, each with the place that it has at rest. @type {Array<{element: HTMLElement, rest: import("leaflet").Point}>} */
    this.grounds = [];
  }

  /** @returns {View} */
  view() {
    const { x, y } = this.map.project(this.map.getCenter(), 0);
    return { x, y, zoom: this.map.getZoom() };
  }

  /** Keep what is seen now. @param {Layer} layer */
  depart({ marks, selected, plain }) {
    this.from = this.view();
    this.left = { marks: moveMarks(marks, 1), selected, plain };
  }

  /** The map has its new view. @returns {number} how long the flight takes, milliseconds */
  setOff() {
    const { map, L } = this;
    const to = this.view();
    const { x: width, y: height } = map.getSize();
    const { length, at } = wayBetween(this.from, to, Math.max(width, height));
    this.at = null;
    if (length < SAME) return LEAST_MS;
    const [west, north, east, south] = [this.region.getNorthWest(), this.region.getSouthEast()].flatMap((corner) => {
      const { x, y } = map.project(corner, 0);
      return [x, y];
    });
    const frame = { width, height, region: /** @type {import("./boxes.js").Box} */ ([west, north, east, south]), least: map.getMinZoom() };
    this.at = (share) => (share < 1 ? holdView(at(share), frame) : to);
    this.pad(PADDING + reachOf(this.at, frame));
    const elements = /** @type {NodeListOf<HTMLElement>} */ (map.getContainer().querySelectorAll(".leaflet-pane > svg"));
    this.grounds = [...elements].map((element) => ({ element, rest: L.DomUtil.getPosition(element) }));
    return Math.min(MOST_MS, LEAST_MS + MORE_MS * length);
  }

  /** Draw the ground so far beyond the view. @param {number} padding */
  pad(padding) {
    this.setPadding(padding);
    this.map.fire("viewreset");
  }

  /** From the next drawing of the ground on. @param {number} padding */
  setPadding(padding) {
    const { map, L } = this;
    map.eachLayer((layer) => {
      if (layer instanceof L.SVG) layer.options.padding = padding;
    });
  }

  /** @param {number} share of the time @param {Layer} layer the marks of the new step */
  fly(share, layer) {
    const { map, left } = this;
    const view = this.at ? this.at(ease(share)) : this.view();
    if (this.at) this.showGround(view);
    const corner = { x: view.x * 2 ** view.zoom - map.getSize().x / 2, y: view.y * 2 ** view.zoom - map.getSize().y / 2 };
    const fade = Math.min(1, Math.max(0, (share - FADE[0]) / (FADE[1] - FADE[0])));
    const layers = left ? [{ ...left, marks: moveMarks(left.marks, 2 ** (view.zoom - this.from.zoom)), strength: 1 - fade }] : [];
    this.canvas.drawLayers([...layers, { ...layer, marks: moveMarks(layer.marks, 2 ** (view.zoom - map.getZoom())), strength: fade }], corner);
  }

  /** @param {View} view */
  showGround({ x, y, zoom }) {
    const { map, L } = this;
    const scale = 2 ** (zoom - map.getZoom());
    const world = 2 ** map.getZoom();
    const seen = L.point(x * world, y * world).subtract(map.getPixelOrigin());
    const middle = map.containerPointToLayerPoint(map.getSize().divideBy(2));
    for (const { element, rest } of this.grounds) L.DomUtil.setTransform(element, rest.subtract(seen).multiplyBy(scale).add(middle), scale);
  }

  /** It is over: the ground lies as it does at rest. */
  land() {
    this.left = null;
    if (!this.at) return;
    this.at = null;
    for (const { element, rest } of this.grounds) this.L.DomUtil.setPosition(element, rest);
    this.setPadding(PADDING);
  }
}

/** Slow at both ends. @param {number} share */
const ease = (share) => share * share * (3 - 2 * share);
