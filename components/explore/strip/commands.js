/**
 * What the reader can tell the strip to do, whatever by: buttons, keys, hands, the menu. No DOM.
 *
 * What moves is the present entry of the history; what is chosen, and where a move ends, a new one.
 */

import { t } from "../words.js";
import { changeMode, choosePeriod, endAt, jumpTo, limitsOf, moveEnd } from "./window.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("./window.js").End} End */

/** Steps by keys or buttons that follow each other sooner are one entry of the history. */
const REST_MS = 1000;

export class Commands {
  /**
   * @param {App} app @param {import("./axis.js").PartInView} part
   * @param {{isRunning: boolean, start: () => void, stop: () => void, release: () => void, clock: import("./play.js").Clock}} player
   */
  constructor(app, part, player) {
    this.app = app;
    this.part = part;
    this.player = player;
    /** First day that stood before another mode took it away. @type {number | null} */
    this.stood = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  get axis() {
    return this.part.axis;
  }

  // --- how changes go out

  /** @param {Partial<State>} patch */
  move(patch) {
    this.app.change(patch, "same");
  }

  /** @param {Partial<State>} [patch] */
  choose(patch = {}) {
    clearTimeout(this.timer);
    this.app.change(patch, "new");
  }

  /** The present state becomes an entry when nothing more comes for a while. */
  settle() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.choose(), REST_MS);
  }

  /** The end of playing, as part of a change; a new run may go on. @returns {Partial<State>} */
  pause() {
    if (this.player.isRunning) this.player.stop();
    return { playing: false };
  }

  /** The end of playing for good: the next run is a new one. */
  halt() {
    const patch = this.pause();
    this.player.clock.forget();
    return patch;
  }

  // --- days

  toggle() {
    if (this.player.isRunning) this.choose(this.pause());
    else this.player.start();
  }

  /** A day earlier or later, beyond the part in view too. @param {1 | -1} count */
  step(count) {
    this.goTo(this.app.state.to + count);
  }

  /**
   * To the next day that has an incident; a range that nobody plays gives way to its first such day.
   * @param {1 | -1} count
   */
  stepIncident(count) {
    const { from, to, mode } = this.app.state;
    const whole = mode === "between" && !this.player.isRunning && !this.player.clock.left && from < to;
    const start = whole ? (count > 0 ? from - 1 : to + 1) : to;
    const day = this.app.selection.nextDay(start, count);
    if (day === null) return this.app.say(count > 0 ? t("No later incident") : t("No earlier incident"));
    if (!whole) return this.goTo(day);
    this.stood = from;
    return this.choose({ ...this.halt(), ...this.reveal(day), mode: "on", from: day, to: day });
  }

  /** @param {number} day the last one from now on */
  goTo(day) {
    const paused = this.pause();
    const next = Math.min(this.axis.end, Math.max(this.axis.start, day));
    this.move({ ...paused, ...this.reveal(next), ...endAt(this.app.state, next) });
    this.settle();
  }

  /** Show the part of the axis that holds a day. @param {number} day @returns {Partial<State>} */
  reveal(day) {
    if (this.axis.holds(day)) return {};
    this.part.show(this.axis.revealing(day));
    return { span: this.axis.key };
  }

  /** A key on a handle. @param {End} end @param {number | "first" | "last"} by days */
  stepEnd(end, by) {
    const { state } = this.app;
    const [low, high] = limitsOf(state, this.axis, end);
    const day = by === "first" ? low : by === "last" ? high : state[end] + by;
    this.move({ ...this.halt(), ...moveEnd(state, this.axis, end, day) });
    this.settle();
  }

  /** To the day of a key event. @param {number} day */
  jump(day) {
    const { state } = this.app;
    if (state.mode === "between") this.stood = state.from;
    this.choose({ ...this.halt(), ...this.reveal(day), ...jumpTo(state, day) });
  }

  // --- modes, periods, zoom

  /** @param {State["mode"]} mode */
  setMode(mode) {
    const { state } = this.app;
    if (mode === state.mode) return;
    if (state.mode === "between") this.stood = state.from;
    this.choose({ ...this.halt(), ...changeMode(state, this.axis, mode, this.stood) });
  }

  /** @param {string} key of a period */
  setPeriod(key) {
    const period = this.app.record.periods.find((one) => one.key === key);
    if (!period) return;
    this.stood = null;
    this.part.show(this.axis.partOf(key));
    this.choose({ ...this.halt(), span: key, ...choosePeriod(this.app.state, period) });
  }

  /** The dates that the page opens with. */
  reset() {
    const { periods, opening_period: key } = this.app.record;
    const { start, end } = periods.find((period) => period.key === key) ?? periods[periods.length - 1];
    this.stood = null;
    this.part.show(this.axis.partOf(key));
    this.choose({ ...this.halt(), span: key, mode: "between", from: start, to: end });
  }

  /** Zoom around the day, or the middle of two dates, if that is in view. @param {number} factor */
  zoom(factor) {
    const { axis } = this;
    const { from, to, mode } = this.app.state;
    const middle = (axis.at(mode === "between" ? from : to) + axis.at(to + 1)) / 2;
    const inView = middle >= 0 && middle <= axis.width;
    this.show(axis.zoomed(inView ? middle : axis.width / 2, factor));
  }

  /** Another part of the axis; the dates stay. @param {import("./axis.js").Part} part */
  show(part) {
    this.part.show(part);
    this.move({ span: this.axis.key });
    this.app.redraw();
  }

  /** @param {string} speed */
  setSpeed(speed) {
    this.move({ speed });
  }

  /** @param {boolean} loop */
  setLoop(loop) {
    this.move({ loop });
  }

  /** Read an incident. @param {string} event */
  read(event) {
    this.choose({ ...this.pause(), event });
  }

  destroy() {
    clearTimeout(this.timer);
    if (this.player.isRunning) this.player.stop();
  }
}
