/**
 * The time axis: days to pixels and back, linear in each section of the record.
 *
 * The whole record runs from 0 to 1; the strip shows the part `u0` to `u1` of it. A moment is a day
 * with a fraction: `day + 1` is the end of `day`.
 */

import { dayFrom, partsOf } from "../data/days.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Share of the width that each part of the record gets on the axis of the whole record. */
const SHARES = { "before-2020": 0.16, "2020-before-the-war": 0.15, "the-war": 0.48, after: 0.21 };
/** No part that is shown is shorter than this. */
const FEWEST_DAYS = 7;
/** Shortest width in pixels of a day for each unit of the bars. */
const UNITS = [["day", 5], ["week", 0.9], ["month", 0.15], ["year", 0]];
/** Units of the ticks that are longer than some weeks: in months, in years. */
const MONTHS_OF = { month: 1, quarter: 3 };
const YEARS = { year: 1, "two years": 2, "five years": 5, decade: 10, "twenty years": 20 };
/** Rounding in the steps from pixels to days, in days. */
const TINY = 1e-5;

/** @typedef {{key: string, label: string, start: number, end: number}} Period */
/** @typedef {Period & {u: number, share: number, left: number, width: number, perDay: number}} Section */
/** @typedef {{start: number, end: number, x: number, width: number, counts?: number[]}} Bin */

export class Axis {
  /**
   * @param {Period[]} parts side by side, in order, without gaps
   * @param {number} width CSS pixels
   * @param {[number, number]} view the part of the whole that is shown
   */
  constructor(parts, width, [u0, u1] = [0, 1]) {
    this.width = width;
    [this.u0, this.u1] = [u0, u1];
    const scale = width / (u1 - u0);
    const total = parts.reduce((sum, part) => sum + (SHARES[part.key] ?? 0.1), 0);
    let u = 0;
    /** @type {Section[]} */
    this.sections = parts.map((part) => {
      const share = (SHARES[part.key] ?? 0.1) / total;
      const perDay = (share * scale) / (part.end - part.start + 1);
      const section = { ...part, u, share, left: (u - u0) * scale, width: share * scale, perDay };
      u += share;
      return section;
    });
    /** First and last day of the whole record. */
    this.start = parts[0].start;
    this.end = parts[parts.length - 1].end;
    /** First and last day that are wholly in view. */
    this.first = Math.ceil(this.moment(0) - TINY);
    this.last = Math.max(this.first, Math.floor(this.moment(width) + TINY) - 1);
    this.shown = this.sections.filter((s) => s.left < width - 0.01 && s.left + s.width > 0.01);
  }

  /** Pixel of a moment, also outside the view. */
  at(moment) {
    const inside = this.sections.find((s) => moment <= s.end + 1) ?? this.sections.at(-1);
    return inside.left + (moment - inside.start) * inside.perDay;
  }

  /** Pixel of a moment; one outside the view is at its edge. */
  x(moment) {
    return Math.min(this.width, Math.max(0, this.at(moment)));
  }

  /** The moment at a pixel, which may be outside the view. */
  moment(x) {
    const inside = this.sections.find((s) => x < s.left + s.width) ?? this.sections.at(-1);
    const moment = inside.start + (x - inside.left) / inside.perDay;
    return Math.min(inside.end + 1, Math.max(inside.start, moment));
  }

  /** The day under a pixel. */
  day(x) {
    return Math.min(this.end, Math.floor(this.moment(x) + TINY));
  }

  /** The day whose beginning is nearest to a pixel. */
  nearestStart(x) {
    const day = this.day(x);
    return day < this.end && this.at(day + 1) - x < x - this.at(day) ? day + 1 : day;
  }

  /** The day whose end is nearest to a pixel. */
  nearestEnd(x) {
    const day = this.day(x);
    return day > this.start && x - this.at(day) < this.at(day + 1) - x ? day - 1 : day;
  }

  /** The place on the whole record (0 to 1) under a pixel. */
  place(x) {
    return this.u0 + (x / this.width) * (this.u1 - this.u0);
  }

  /** The view of a period, by its key; any other key: of the whole record. @returns {[number, number]} */
  viewOf(key) {
    const section = this.sections.find((s) => s.key === key);
    return section ? [section.u, section.u + section.share] : [0, 1];
  }

  /** The key of the period that is shown exactly; "all" for the whole record, "" for any other part. */
  get key() {
    const same = ([a, b]) => Math.abs(a - this.u0) < 1e-9 && Math.abs(b - this.u1) < 1e-9;
    if (same([0, 1])) return "all";
    return this.sections.find((s) => same(this.viewOf(s.key)))?.key ?? "";
  }

  /** A view that the strip can show: inside the record, not too short. @returns {[number, number]} */
  fit(u0, u1) {
    const middle = Math.min(1, Math.max(0, (u0 + u1) / 2));
    const inside = this.sections.find((s) => middle < s.u + s.share) ?? this.sections.at(-1);
    const least = (FEWEST_DAYS * inside.share) / (inside.end - inside.start + 1);
    const length = Math.min(1, Math.max(u1 - u0, least));
    const low = Math.min(1 - length, Math.max(0, u1 - u0 < length ? middle - length / 2 : u0));
    return [low, low + length];
  }

  /** The view after zooming around a pixel; `factor` below 1 shows less. */
  zoomed(x, factor) {
    const held = this.place(x);
    return this.fit(held - (held - this.u0) * factor, held + (this.u1 - held) * factor);
  }

  /** The view after moving along by so many pixels. */
  moved(pixels) {
    const by = (pixels / this.width) * (this.u1 - this.u0);
    const stop = Math.min(1 - this.u1, Math.max(-this.u0, by));
    return this.fit(this.u0 + stop, this.u1 + stop);
  }

  /** Bins of the histogram in view, side by side, each as short as stays readable. @returns {Bin[]} */
  bins() {
    return this.shown.flatMap((s) => {
      const unit = unitOf(s);
      const bins = [];
      for (let start = this.firstBin(s, unit); start <= s.end;) {
        const next = Math.min(nextStart(start, unit), s.end + 1);
        const x = s.left + (start - s.start) * s.perDay;
        if (x >= this.width) break;
        bins.push({ start, end: next - 1, x, width: (next - start) * s.perDay });
        start = next;
      }
      return bins;
    });
  }

  /** Start of the bin of a section that holds the left edge of the view. */
  firstBin(s, unit) {
    const day = Math.max(s.start, Math.floor(this.moment(0) + TINY));
    if (unit === "day") return day;
    if (unit === "week") return day - ((day - s.start) % 7);
    const [year, month] = partsOf(day);
    return Math.max(s.start, dayFrom(year, unit === "year" ? 0 : month, 1));
  }

  /** What one bar stands for, in words. */
  unitWords() {
    const units = this.shown.map(unitOf).filter((unit, k, all) => unit !== all[k - 1]);
    if (units.length === 1) return `per ${units[0]}`;
    return `per ${units.slice(0, -1).join(", ")} and ${units.at(-1)}, from left to right`;
  }

  /** Ticks `{x, text}` with at least `gap` pixels between them. */
  ticks(gap) {
    const ticks = [];
    for (const s of this.shown) {
      const unit = tickUnit(s.perDay, gap);
      for (let day = this.firstTick(s, unit); day <= s.end; day = nextStart(day, unit)) {
        const x = s.left + (day - s.start) * s.perDay;
        if (x > this.width - gap * 0.6) break;
        if (x < 0 || (ticks.length && x - ticks.at(-1).x < gap)) continue;
        ticks.push({ x, text: tickText(day, unit) });
      }
    }
    return ticks;
  }

  firstTick(s, unit) {
    const day = Math.max(s.start, Math.floor(this.moment(0) + TINY));
    if (typeof unit === "number") return day - ((day - s.start) % unit);
    return alignedStart(day, unit);
  }
}

function unitOf(section) {
  return UNITS.find(([, least]) => section.perDay >= least)[0];
}

function tickUnit(perDay, gap) {
  const units = [[1, 1], [7, 7], [14, 14], ["month", 30], ["quarter", 91],
    ...Object.entries(YEARS).map(([unit, years]) => [unit, 365 * years])];
  return (units.find(([, days]) => days * perDay >= gap) ?? units.at(-1))[0];
}

function tickText(day, unit) {
  const [year, month, date] = partsOf(day);
  if (typeof unit === "number") return `${date} ${MONTHS[month]}`;
  return unit in MONTHS_OF && month > 0 ? MONTHS[month] : String(year);
}

/** The first start of a unit that is not before `day`. */
function alignedStart(day, unit) {
  const [year, month] = partsOf(day);
  const step = MONTHS_OF[unit];
  const start = step
    ? dayFrom(year, Math.floor(month / step) * step, 1)
    : dayFrom(Math.floor(year / YEARS[unit]) * YEARS[unit], 0, 1);
  return start >= day ? start : nextStart(start, unit);
}

function nextStart(day, unit) {
  if (typeof unit === "number") return day + unit;
  const [year, month] = partsOf(day);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit in MONTHS_OF) return dayFrom(year, month + MONTHS_OF[unit], 1);
  return dayFrom(year + YEARS[unit], 0, 1);
}
