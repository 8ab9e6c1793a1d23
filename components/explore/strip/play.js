/** The clock of playing: which day it is, at the speed and in the mode that the reader chose. No DOM, no timer. */

/** Time in which the speed without a number of days crosses the strip. */
const WHOLE_MS = 20000;
/** Longest time that one tick counts: a page that was out of sight goes on where it was. */
const MOST_MS = 250;
/** With reduced motion the days change in steps, no faster than this. */
const STEP_MS = 700;

/** @typedef {Pick<import("../types.js").State, "from" | "to" | "mode" | "speed" | "loop">} Played */
/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {{first: number, goal: number, moment: number, at: number, held: boolean}} Run */
/**
 * @typedef {object} Around what the clock asks for
 * @property {() => Played} state @property {() => Axis} axis
 * @property {() => boolean} calm whether the reader wants less motion
 * @property {Array<{key: string, days: number}>} speeds in days a second; 0 days: all in 20 seconds
 */

export class Clock {
  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    /** @type {Run | null} */
    this.run = null;
    /** A run of a range that was paused before its end. @type {{from: number, goal: number} | null} */
    this.left = null;
  }

  /** First and last day of a run, and the day it begins with. */
  plan() {
    const { from, to, mode } = this.around.state();
    const { first, last, end } = this.around.axis();
    if (mode === "between") {
      if (this.left && this.left.from === from && to < this.left.goal) return { first: from, begin: to, goal: this.left.goal };
      return { first: from, begin: from, goal: to > from ? to : Math.max(last, from) };
    }
    const start = mode === "upto" ? Math.max(first, from) : first;
    const goal = last >= start ? last : end;
    return { first: start, begin: to < start || to >= goal ? start : to, goal };
  }

  /** @param {number} now milliseconds @returns {number} the day it begins with */
  start(now) {
    const { first, begin, goal } = this.plan();
    this.run = { first, goal, moment: begin, at: now, held: false };
    this.left = null;
    return begin;
  }

  /** Go on to the present. @param {number} now milliseconds @returns {{day: number, ended: boolean} | null} null: nothing yet */
  tick(now) {
    const { run } = this;
    if (!run || run.held) return null;
    // The time of a frame may lie before the call that asked for it.
    const elapsed = Math.max(0, now - run.at);
    const calm = this.around.calm();
    if (calm && elapsed < Math.max(STEP_MS, this.msPerDay(run))) return null;
    run.at = now;
    const { to, loop } = this.around.state();
    const next = calm
      ? Math.floor(run.moment) + Math.max(1, Math.floor(STEP_MS / this.msPerDay(run)))
      : this.later(run, Math.min(elapsed, MOST_MS));
    const past = next >= run.goal + 1;
    run.moment = Math.min(next, run.goal + 1);
    // The last day is shown before a loop begins anew.
    if (past && loop && to === run.goal) run.moment = run.first;
    return { day: Math.min(run.goal, Math.floor(run.moment)), ended: past && !loop };
  }

  /** Days a second, 0 for all in 20 seconds. */
  get days() {
    const { speeds } = this.around;
    const { speed } = this.around.state();
    return (speeds.find(({ key }) => key === speed) ?? speeds[speeds.length - 1]).days;
  }

  /** The moment after so many milliseconds. @param {Run} run @param {number} ms */
  later({ moment }, ms) {
    const { days } = this;
    if (days) return moment + (days * ms) / 1000;
    const axis = this.around.axis();
    return Math.max(moment, axis.moment(axis.at(moment) + (axis.width * ms) / WHOLE_MS));
  }

  /** @param {Run} run */
  msPerDay({ moment }) {
    const { days } = this;
    if (days) return 1000 / days;
    const axis = this.around.axis();
    const day = Math.floor(moment);
    return ((axis.at(day + 1) - axis.at(day)) * WHOLE_MS) / axis.width;
  }

  /** Where the end of the window glides, null while it stands on a day. */
  get moment() {
    return this.run && !this.run.held && !this.around.calm() ? this.run.moment : null;
  }

  stop() {
    const { from, to, mode } = this.around.state();
    if (this.run && mode === "between" && to < this.run.goal) this.left = { from, goal: this.run.goal };
    this.run = null;
  }

  /** The days were set by hand: the next run is a new one. */
  forget() {
    this.left = null;
  }

  /** Stand still while a hand moves the day. */
  hold() {
    if (this.run) this.run.held = true;
  }

  /** Go on from the day where the hand left it. @param {number} now milliseconds */
  release(now) {
    const { run } = this;
    if (!run?.held) return;
    const { from, to, mode } = this.around.state();
    Object.assign(run, { held: false, moment: to, at: now });
    if (mode === "between") run.first = from;
    else if (mode === "upto") run.first = Math.min(run.first, to);
    run.goal = Math.max(run.goal, to);
  }
}
