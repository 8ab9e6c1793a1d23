/**
 * The time axis: days to pixels and back, linear in each section of the record. No DOM.
 *
 * The whole record runs from 0 to 1; the strip shows the part `u0` to `u1` of it. A moment is a day
 * with a fraction: `day + 1` is the end of `day`.
 */

/** No part that is shown is shorter than this. */
const FEWEST_DAYS = 7;
/** Rounding in the steps from pixels to days, in days. */
const TINY = 1e-5;

/** @typedef {import("../types.js").Period} Period */
/** @typedef {Period & {u: number, left: number, width: number, perDay: number}} Section its share sums to 1 with the others */
/** @typedef {[number, number]} Part */

export class Axis {
  /**
   * @param {Period[]} periods those with a share stand side by side, in order, without gaps
   * @param {number} width CSS pixels
   * @param {Part} part of the whole that is shown
   */
  constructor(periods, width, [u0, u1] = [0, 1]) {
    this.width = width;
    this.u0 = u0;
    this.u1 = u1;
    const scale = width / (u1 - u0);
    const sharing = periods.filter((period) => period.share > 0);
    const total = sharing.reduce((sum, period) => sum + period.share, 0);
    let u = 0;
    /** @type {Section[]} */
    this.sections = sharing.map((period) => {
      const share = period.share / total;
      const perDay = (share * scale) / (period.end - period.start + 1);
      const section = { ...period, share, u, left: (u - u0) * scale, width: share * scale, perDay };
      u += share;
      return section;
    });
    /** Key of the period that is the whole record. */
    this.whole = periods.find((period) => !(period.share > 0))?.key ?? "";
    /** First and last day of the whole record. */
    this.start = this.sections[0].start;
    this.end = this.lastSection.end;
    /** First and last day that are wholly in view. */
    this.first = Math.ceil(this.moment(0) - TINY);
    this.last = Math.max(this.first, Math.floor(this.moment(width) + TINY) - 1);
    this.shown = this.sections.filter((s) => s.left < width - 0.01 && s.left + s.width > 0.01);
  }

  get lastSection() {
    return this.sections[this.sections.length - 1];
  }

  /** Pixel of a moment, also outside the view. @param {number} moment */
  at(moment) {
    const inside = this.sections.find((s) => moment <= s.end + 1) ?? this.lastSection;
    return inside.left + (moment - inside.start) * inside.perDay;
  }

  /** Pixel of a moment; one outside the view is at its edge. @param {number} moment */
  x(moment) {
    return Math.min(this.width, Math.max(0, this.at(moment)));
  }

  /** The moment at a pixel, which may be outside the view. @param {number} x */
  moment(x) {
    const inside = this.sections.find((s) => x < s.left + s.width) ?? this.lastSection;
    const moment = inside.start + (x - inside.left) / inside.perDay;
    return Math.min(inside.end + 1, Math.max(inside.start, moment));
  }

  /** The day under a pixel. @param {number} x */
  day(x) {
    return Math.min(this.end, Math.floor(this.moment(x) + TINY));
  }

  /** The day whose beginning is nearest to a pixel. @param {number} x */
  nearestStart(x) {
    const day = this.day(x);
    return day < this.end && this.at(day + 1) - x < x - this.at(day) ? day + 1 : day;
  }

  /** The day whose end is nearest to a pixel. @param {number} x */
  nearestEnd(x) {
    const day = this.day(x);
    return day > this.start && x - this.at(day) < this.at(day + 1) - x ? day - 1 : day;
  }

  /** Whether a day is wholly in view. @param {number} day */
  holds(day) {
    return this.first <= day && day <= this.last;
  }

  /** The day in view that is nearest to another. @param {number} day */
  nearest(day) {
    return Math.min(this.last, Math.max(this.first, day));
  }

  /** The place on the whole record (0 to 1) under a pixel. @param {number} x */
  place(x) {
    return this.u0 + (x / this.width) * (this.u1 - this.u0);
  }

  /** The part that a period is, by its key; any other key: the whole record. @param {string} key @returns {Part} */
  partOf(key) {
    const section = this.sections.find((s) => s.key === key);
    return section ? [section.u, section.u + section.share] : [0, 1];
  }

  /** The key of the period that is shown exactly, "" for any other part. */
  get key() {
    const same = (/** @type {Part} */ [a, b]) => Math.abs(a - this.u0) < 1e-9 && Math.abs(b - this.u1) < 1e-9;
    if (same([0, 1])) return this.whole;
    return this.sections.find((s) => same(this.partOf(s.key)))?.key ?? "";
  }

  /** A part that the strip can show: inside the record, not too short. @param {number} u0 @param {number} u1 @returns {Part} */
  fit(u0, u1) {
    const middle = Math.min(1, Math.max(0, (u0 + u1) / 2));
    const inside = this.sections.find((s) => middle < s.u + s.share) ?? this.lastSection;
    const least = (FEWEST_DAYS * inside.share) / (inside.end - inside.start + 1);
    const length = Math.min(1, Math.max(u1 - u0, least));
    const low = Math.min(1 - length, Math.max(0, u1 - u0 < length ? middle - length / 2 : u0));
    return [low, low + length];
  }

  /** The part after zooming around a pixel; a factor below 1 shows less. @param {number} x @param {number} factor */
  zoomed(x, factor) {
    const held = this.place(x);
    return this.fit(held - (held - this.u0) * factor, held + (this.u1 - held) * factor);
  }

  /** The part after moving along by so many pixels. @param {number} pixels */
  moved(pixels) {
    const by = (pixels / this.width) * (this.u1 - this.u0);
    const stop = Math.min(1 - this.u1, Math.max(-this.u0, by));
    return this.fit(this.u0 + stop, this.u1 + stop);
  }

  /** The part to show so that a day is in view: its period where a period is shown, else moved along. @param {number} day @returns {Part} */
  revealing(day) {
    if (this.holds(day)) return [this.u0, this.u1];
    const section = this.sections.find((s) => day <= s.end) ?? this.lastSection;
    if (this.key) return this.partOf(section.key);
    const [u0, u1] = [section.u, section.u + section.share];
    const u = u0 + ((day + 0.5 - section.start) / (section.end - section.start + 1)) * (u1 - u0);
    const half = (this.u1 - this.u0) / 2;
    return this.fit(u - half, u + half);
  }
}

/** The part of the axis in view: local to the strip, but for its name in the state. */
export class PartInView {
  /** @param {Period[]} periods @param {string} key of the period to begin with */
  constructor(periods, key) {
    this.periods = periods;
    this.axis = new Axis(periods, 80);
    this.show(this.axis.partOf(key));
  }

  /** @param {Part} part */
  show(part) {
    this.axis = new Axis(this.periods, this.axis.width, part);
  }

  /** @param {number} width CSS pixels */
  fitTo(width) {
    this.axis = new Axis(this.periods, width, [this.axis.u0, this.axis.u1]);
  }
}
