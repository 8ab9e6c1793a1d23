/** What part of the ground is seen: the view of the state, the opening view, and the way to what is chosen. */

import { sheetHeights } from "../panels/sheet_heights.js";
import { scaleOf } from "../scale.js";
import { meets } from "./boxes.js";
import { fitView } from "./view_fit.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("leaflet").Map} LeafletMap */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./areas.js").Areas} Areas */

/** @typedef {{lon: number, lat: number, weight: number, needed: boolean}} Target a point that a view shows */

/**
 * @typedef {object} Ways where the marks are
 * @property {(id: string) => [number, number] | null} pointOf lat, lon of an incident
 * @property {() => Target[]} opening all that the opening dates may show, and the named places
 * @property {() => Target[]} shown all that is shown now
 */

/** The nearest view of points that are fitted in. */
const NEAREST_FIT = 10.5;
/** A selected mark nearer than this to an edge or to what lies over the map is brought into view. */
const CLEAR_PX = 26;
/** The same in a step of a lesson, whose caption covers much: also the marks beside it at its place. */
const CLEAR_IN_STEP_PX = 40;

export class Camera {
  /**
   * @param {typeof import("leaflet")} L @param {LeafletMap} map @param {App} app @param {HTMLElement} host
   * @param {Areas} districts @param {Ways} ways
   */
  constructor(L, map, app, host, districts, ways) {
    this.map = map;
    this.app = app;
    this.host = host;
    this.districts = districts;
    this.ways = ways;
    this.region = L.latLngBounds(app.record.region);
    /** The view that the map has, as the state says it. @type {State["view"]} */
    this.view = null;
    /** The view that shows the chosen districts. @type {State["view"]} */
    this.fitted = null;
    /** The map moves at the app's own wish. */
    this.steering = 0;
    /** How often it went to another view, not only a little aside. */
    this.steered = 0;
    this.started = false;
    /** A selected incident that is not in sight yet. @type {string | null} */
    this.wanted = null;
    // Back into the region at once: a glide would end after the app's own move, and be taken for one by hand.
    map.panInsideBounds = (bounds, options) => L.Map.prototype.panInsideBounds.call(map, bounds, { ...options, animate: false });
    map.on("moveend", this.onMoveEnd, this);
  }

  /** The size of the map is another. */
  resize() {
    this.steer(() => {
      this.map.invalidateSize({ animate: false, pan: this.started });
      this.limit();
    });
  }

  /** Hold the map within the region. */
  limit() {
    const { map, region, app } = this;
    map.setMinZoom(0);
    map.setMaxBounds(region);
    map.setMaxZoom(app.record.limits.zoom);
    map.setMinZoom(map.getBoundsZoom(region, true));
  }

  /**
   * Show what the state says. @param {State} state @param {State | undefined} last @param {boolean} sized the map has another size
   * @returns {boolean} whether the map was moved
   */
  draw(state, last, sized) {
    const before = this.steered;
    const isGiven = !sameView(state.view, this.view);
    // A step brings filters of its own.
    const steps = state.lesson !== null && state.present && state.filters !== last?.filters;
    if (!this.started) this.start(state);
    else if (isGiven || ((sized || steps) && state.view === null)) this.show(state.view);
    const { districts } = state.filters;
    const chosen = districts.join() !== (last ?? state).filters.districts.join();
    // Districts were chosen on the map, or fitted in beside the drawer that is closed now.
    const returns = last?.choosing || (last?.drawer && !state.drawer && this.view !== null && this.view === this.fitted);
    // An entry of the history brings its view along with its districts.
    if ((chosen || returns) && !state.choosing && !(isGiven && state.view)) this.goTo(districts);
    // The caption of a step, and of its answer, lies elsewhere over the map.
    if (state.event !== last?.event || steps || (state.lesson !== null && state.asked !== last?.asked)) this.wanted = state.event;
    if (this.wanted) this.reveal(this.wanted, state);
    return this.steered !== before;
  }

  /** @param {State} state */
  start(state) {
    this.started = true;
    this.show(state.view);
    if (state.view === null && state.filters.districts.length) this.goTo(state.filters.districts);
  }

  /** @param {State["view"]} view */
  show(view) {
    this.view = view;
    this.steered += 1;
    this.steer(() => {
      if (view === null) this.open(this.app.scene.state);
      else this.map.setView([view[0], view[1]], view[2], { animate: false });
    });
  }

  /**
   * The opening view: the named places and the incidents of the opening dates, clear of what lies over the map;
   * of a step of a lesson its own incidents.
   * @param {State} state
   */
  open({ lesson, present }) {
    const shown = lesson !== null && present ? this.ways.shown() : [];
    if (shown.length) return this.fit(shown);
    const [[south, west], [north, east]] = this.app.record.opening;
    const points = this.ways.opening().filter(({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north);
    const corners = [{ lon: west, lat: south, weight: 1, needed: true }, { lon: east, lat: north, weight: 1, needed: true }];
    return this.fit(points.length > 1 ? points : corners);
  }

  /** @param {Target[]} points */
  fit(points) {
    const { map } = this;
    const { x: width, y: height } = map.getSize();
    const placed = points.map(({ lon, lat, weight, needed }) => ({ ...map.project([lat, lon], 0), weight, needed }));
    const step = map.options.zoomSnap || 0.25;
    const most = Math.floor(Math.min(NEAREST_FIT, map.getMaxZoom()) / step) * step;
    const [from, to] = [map.project(this.region.getNorthWest(), 0), map.project(this.region.getSouthEast(), 0)];
    const frame = { width, height, covers: coversOf(this.host), region: /** @type {Box} */ ([from.x, from.y, to.x, to.y]) };
    const found = fitView(placed, frame, { least: map.getMinZoom(), most, step });
    map.setView(map.unproject([found.x, found.y], 0), found.zoom, { animate: false });
  }

  /** Go to the chosen districts; without any, stay. @param {string[]} ids */
  goTo(ids) {
    const areas = ids.flatMap((id) => this.districts.get(id) ?? []);
    if (!areas.length) return;
    const points = areas.flatMap(({ bounds: [west, south, east, north] }) => [[west, south], [east, north], [west, north], [east, south]]);
    this.steered += 1;
    this.steer(() => this.fit(points.map(([lon, lat]) => ({ lon, lat, weight: 1, needed: true }))));
    this.report();
    this.fitted = this.view;
  }

  /** @param {[number, number]} point lat, lon */
  panTo(point) {
    this.map.panTo(point, { animate: false });
  }

  /** Bring a selected incident into sight. @param {string} id @param {State} state @returns {boolean} whether the map was moved */
  reveal(id, state) {
    if (!this.app.selection.find(id)) return false;
    this.wanted = null;
    const point = this.ways.pointOf(id);
    if (!point) return false;
    const { map } = this;
    const at = map.latLngToContainerPoint(point);
    const { x: width, y: height } = map.getSize();
    const covers = [...coversOf(this.host), ...sheetOver(this.host, state)];
    const clear = state.lesson !== null && state.present ? CLEAR_IN_STEP_PX : CLEAR_PX;
    const isClear = (/** @type {{x: number, y: number}} */ { x, y }) => {
      const box = /** @type {Box} */ ([x - clear, y - clear, x + clear, y + clear]);
      return box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height && !covers.some((cover) => meets(box, cover, 0));
    };
    if (isClear(at)) return false;
    const free = clearestPoint(width, height, isClear, at);
    this.steer(() => map.panBy([at.x - free.x, at.y - free.y], { animate: false }));
    this.report();
    return true;
  }

  /** @param {() => void} move */
  steer(move) {
    this.steering += 1;
    try {
      move();
    } finally {
      this.steering -= 1;
    }
  }

  onMoveEnd() {
    if (!this.steering && this.started) this.report();
  }

  /** Tell the state where the map is. */
  report() {
    const { lat, lng } = this.map.getCenter();
    const round = (/** @type {number} */ value, /** @type {number} */ digits) => Number(value.toFixed(digits));
    this.view = [round(lat, 4), round(lng, 4), round(this.map.getZoom(), 2)];
    this.app.change({ view: this.view }, "same");
  }

  destroy() {
    this.map.off("moveend", this.onMoveEnd, this);
  }
}

/** @param {State["view"]} a @param {State["view"]} b */
const sameView = (a, b) => a === b || (a !== null && b !== null && a.every((value, k) => value === b[k]));

/**
 * The nearest point at which an incident is in sight; the middle when there is none.
 * @param {number} width @param {number} height @param {(point: {x: number, y: number}) => boolean} isClear
 * @param {{x: number, y: number}} at
 */
function clearestPoint(width, height, isClear, at) {
  const points = [];
  for (let x = 0.2; x <= 0.8; x += 0.1) for (let y = 0.2; y <= 0.8; y += 0.1) points.push({ x: x * width, y: y * height });
  const far = (/** @type {{x: number, y: number}} */ p) => Math.hypot(p.x - at.x, p.y - at.y);
  const free = points.filter(isClear).sort((a, b) => far(a) - far(b));
  return free[0] ?? { x: width / 2, y: height / 2 };
}

/** Boxes of what lies over the stage, in its pixels. @param {HTMLElement} stage @returns {Box[]} */
export function coversOf(stage) {
  const frame = stage.getBoundingClientRect();
  const scale = scaleOf(stage);
  const drawers = stage.closest(".tm-root")?.querySelectorAll(".tm-drawer") ?? [];
  return [...stage.querySelectorAll("[data-cover]"), ...drawers].flatMap((element) => {
    const box = element.getBoundingClientRect();
    // What grows towards the left and the top keeps the room that it may need.
    const [width, height] = (/** @type {HTMLElement} */ (element).dataset.reserve ?? "0 0").split(" ").map(Number);
    const [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom]
      .map((at, k) => (at - (k % 2 ? frame.top : frame.left)) / scale);
    const moved = /** @type {Box} */ ([Math.min(left, right - width), Math.min(top, bottom - height), right, bottom]);
    return box.width && box.height && meets(moved, [0, 0, frame.width / scale, frame.height / scale], 0) ? [moved] : [];
  });
}

/** What the sheet of a narrow screen will cover of the stage. @param {HTMLElement} stage @param {State} state @returns {Box[]} */
function sheetOver(stage, state) {
  const root = /** @type {HTMLElement | null} */ (stage.closest(".tm-root"));
  if (!root?.hasAttribute("data-narrow")) return [];
  const { bottom, top } = root.getBoundingClientRect();
  const frame = stage.getBoundingClientRect();
  return [[0, bottom - sheetHeights(bottom - top)[state.sheet] - frame.top, frame.width, frame.height]];
}
