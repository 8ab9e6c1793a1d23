/** The track of the strip: canvas, window of days, handles, and the days of the incident that is read. */

import { wordsOf } from "../data/days.js";
import { make } from "../elements.js";
import { t } from "../words.js";
import { GUTTER_PX } from "./draw.js";
import { limitsOf } from "./window.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {import("./window.js").End} End */

/** An incident that takes less room on the axis is framed as wide as this. */
const LEAST_FRAME_PX = 8;

export class Track {
  /** @param {() => Axis} axis @param {() => number | null} moment where play has the last handle, null while it stands on a day */
  constructor(axis, moment) {
    this.axis = axis;
    this.moment = moment;
    this.canvas = /** @type {HTMLCanvasElement} */ (make("canvas", "tm-histogram"));
    this.canvas.setAttribute("aria-hidden", "true");
    this.canvas.style.left = `${-GUTTER_PX}px`;
    this.body = make("div", "tm-body");
    this.before = make("div", "tm-strip-veil");
    this.after = make("div", "tm-strip-veil");
    this.read = make("div", "tm-strip-read");
    this.read.hidden = true;
    /** @type {Record<End, HTMLElement>} */
    this.handles = { from: makeHandle("from", t("From date")), to: makeHandle("to", t("To date")) };
    this.host = make("div", "tm-track", this.body, this.canvas, this.before, this.after, this.read,
      this.handles.from, this.handles.to);
    this.drawn = "";
    /** Edges of the window that are seen, and where a flight began. @type {[number, number]} */
    this.seen = [0, 0];
    /** @type {[number, number]} */
    this.left = [0, 0];
  }

  /** The width that days have, in CSS pixels, and the height. */
  get size() {
    return { width: Math.max(80, this.host.clientWidth), height: Math.max(60, this.host.clientHeight) };
  }

  /** @param {HTMLElement} target @returns {End | "body" | "track"} */
  partOf(target) {
    if (target === this.handles.from) return "from";
    if (target === this.handles.to) return "to";
    return target === this.body ? "body" : "track";
  }

  /** @param {End} end */
  focus(end) {
    this.handles[end].focus({ preventScroll: true });
  }

  /** Where the hand of the last day is: at its end, on a single day in the middle. @param {State} state */
  edge(state) {
    return this.moment() ?? state.to + (state.mode === "on" ? 0.5 : 1);
  }

  /** Show the window: transforms and names, as cheap as can be. @param {State} state @param {boolean} anew whether the axis is another */
  draw(state, anew) {
    this.glide(state, this.edge(state));
    const { from, to, mode } = state;
    const now = `${from} ${to} ${mode}`;
    if (now === this.drawn && !anew) return;
    this.drawn = now;
    const axis = this.axis();
    this.host.dataset.mode = mode;
    this.handles.from.hidden = mode !== "between";
    this.handles.from.style.transform = `translateX(${axis.x(from)}px)`;
    this.name("from", state, axis.at(from));
    this.name("to", state, axis.at(this.edge(state)));
  }

  /** Put the last day's handle at a moment, by transforms alone. @param {State} state @param {number} moment */
  glide(state, moment) {
    const axis = this.axis();
    const one = state.mode === "on";
    this.place(axis.x(state.from), axis.x(one ? state.to + 1 : moment), axis.x(moment), one);
  }

  /** A flight begins from what is seen. */
  depart() {
    this.left = this.seen;
  }

  /** Between the window that was left and the present one. @param {State} state @param {number} share of the way */
  fly(state, share) {
    const axis = this.axis();
    const one = state.mode === "on";
    const edges = [axis.x(state.from), axis.x(one ? state.to + 1 : this.edge(state))];
    const [a, b] = edges.map((edge, k) => this.left[k] + (edge - this.left[k]) * share);
    this.place(a, b, one ? (a + b) / 2 : b, one);
    this.handles.from.style.transform = `translateX(${a}px)`;
  }

  /** @param {number} a first edge of the window @param {number} b last edge @param {number} hand where the last handle is @param {boolean} one whether it is a single day */
  place(a, b, hand, one) {
    this.seen = [a, b];
    const axis = this.axis();
    const width = one ? Math.max(3, b - a) : 1;
    if (this.body.style.width !== `${width}px`) this.body.style.width = `${width}px`;
    this.body.style.transform = `translateX(${a}px) scaleX(${one ? 1 : Math.max(1, b - a)})`;
    this.before.style.transform = `scaleX(${one ? 0 : a})`;
    this.after.style.transform = `translateX(${b}px) scaleX(${one ? 0 : axis.width - b})`;
    this.handles.to.style.transform = `translateX(${hand}px)`;
  }

  /** @param {End} end @param {State} state @param {number} x pixel of the handle */
  name(end, state, x) {
    const axis = this.axis();
    const handle = this.handles[end];
    const day = state[end];
    const [low, high] = limitsOf(state, axis, end);
    const side = x < -0.5 ? "left" : x > axis.width + 0.5 ? "right" : "";
    const words = side ? t("{day}, outside the part in view", { day: wordsOf(day) }) : wordsOf(day);
    handle.setAttribute("aria-valuemin", String(Math.min(low, day)));
    handle.setAttribute("aria-valuemax", String(Math.max(high, day)));
    handle.setAttribute("aria-valuenow", String(day));
    handle.setAttribute("aria-valuetext", words);
    handle.dataset.outside = side;
    handle.title = side ? words : "";
  }

  /** Frame the days of the incident that is read. @param {{start: number, end: number} | null} item */
  frame(item) {
    const axis = this.axis();
    const hidden = !item || axis.at(item.end + 1) <= 0 || axis.at(item.start) >= axis.width;
    this.read.hidden = hidden;
    if (hidden) return;
    const [a, b] = [axis.x(item.start), axis.x(item.end + 1)];
    const width = Math.max(LEAST_FRAME_PX, b - a);
    this.read.toggleAttribute("data-long", item.start !== item.end);
    this.read.style.width = `${width}px`;
    this.read.style.transform = `translateX(${(a + b - width) / 2}px)`;
  }
}

/** @param {End} end @param {string} name */
function makeHandle(end, name) {
  const handle = make("div", `tm-handle tm-handle-${end}`);
  handle.setAttribute("role", "slider");
  handle.setAttribute("aria-label", name);
  handle.tabIndex = 0;
  handle.dataset.end = end;
  return handle;
}
