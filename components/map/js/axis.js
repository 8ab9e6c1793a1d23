/** The time axis: days to pixels and back, linear in each section. */

import { dayFrom, partsOf } from "./days.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Share of the width that each part of the record gets on the axis of the whole record. */
const SHARES = { "before-2020": 0.16, "2020-before-the-war": 0.15, "the-war": 0.48, after: 0.21 };

/** @typedef {{key: string, label: string, start: number, end: number}} Period */

export class Axis {
  /**
   * @param {Period[]} sections periods side by side, in order, without gaps
   * @param {number} width CSS pixels
   */
  constructor(sections, width) {
    this.width = width;
    this.first = sections[0].start;
    this.last = sections[sections.length - 1].end;
    const total = sections.reduce((sum, s) => sum + (sections.length > 1 ? SHARES[s.key] : 1), 0);
    let left = 0;
    this.sections = sections.map((s) => {
      const w = (width * (sections.length > 1 ? SHARES[s.key] : 1)) / total;
      const section = { ...s, left, width: w, perDay: w / (s.end - s.start + 1) };
      left += w;
      return section;
    });
  }

  /** Pixel of the beginning of `day`; `day + 1` is its end. */
  x(day) {
    const inside = this.sections.find((s) => day <= s.end) ?? this.sections.at(-1);
    const x = inside.left + (day - inside.start) * inside.perDay;
    return Math.min(this.width, Math.max(0, x));
  }

  /** The day under pixel `x`. */
  day(x) {
    const inside = this.sections.find((s) => x < s.left + s.width) ?? this.sections.at(-1);
    const day = inside.start + Math.floor((x - inside.left) / inside.perDay);
    return Math.min(inside.end, Math.max(inside.start, day));
  }

  /** The day whose beginning is nearest to pixel `x`. */
  nearestStart(x) {
    const day = this.day(x);
    return day < this.last && this.x(day + 1) - x < x - this.x(day) ? day + 1 : day;
  }

  /** The day whose end is nearest to pixel `x`. */
  nearestEnd(x) {
    const day = this.day(x);
    return day > this.first && x - this.x(day) < this.x(day + 1) - x ? day - 1 : day;
  }

  /** Bins of the histogram: `{start, end, x, width}`, each as short as stays readable. */
  bins() {
    return this.sections.flatMap((s) => {
      const unit = s.perDay >= 5 ? "day" : s.perDay >= 0.9 ? "week" : s.perDay >= 0.15 ? "month" : "year";
      const bins = [];
      for (let start = s.start; start <= s.end;) {
        const next = Math.min(nextStart(start, unit), s.end + 1);
        bins.push({ start, end: next - 1, x: s.left + (start - s.start) * s.perDay,
          width: (next - start) * s.perDay });
        start = next;
      }
      return bins;
    });
  }

  /** Ticks `{x, text}` with at least `gap` pixels between them. */
  ticks(gap) {
    const ticks = [];
    for (const s of this.sections) {
      const units = [
        [7, (d) => `${partsOf(d)[2]} ${MONTHS[partsOf(d)[1]]}`],
        ["month", (d) => (partsOf(d)[1] === 0 ? String(partsOf(d)[0]) : MONTHS[partsOf(d)[1]])],
        ["year", (d) => String(partsOf(d)[0])],
        ["decade", (d) => String(partsOf(d)[0])],
      ];
      const days = { month: 30, year: 365, decade: 3652 };
      const [unit, text] = units.find(([u]) => (days[u] ?? u) * s.perDay >= gap) ?? units[3];
      const first = typeof unit === "number" ? s.start : alignedStart(s.start, unit);
      for (let day = first; day <= s.end; day = nextStart(day, unit)) {
        if (day < s.start) continue;
        const x = s.left + (day - s.start) * s.perDay;
        if (x + gap * 0.6 > this.width || (ticks.length && x - ticks.at(-1).x < gap)) continue;
        ticks.push({ x, text: text(day) });
      }
    }
    return ticks;
  }
}

function alignedStart(day, unit) {
  const [year, month, date] = partsOf(day);
  if (unit === "month") return date === 1 ? day : dayFrom(year, month + 1, 1);
  const step = unit === "decade" ? 10 : 1;
  const start = dayFrom(Math.ceil(year / step) * step, 0, 1);
  return start >= day ? start : dayFrom((Math.floor(year / step) + 1) * step, 0, 1);
}

function nextStart(day, unit) {
  if (typeof unit === "number") return day + unit;
  const [year, month] = partsOf(day);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  if (unit === "month") return dayFrom(year, month + 1, 1);
  return dayFrom(unit === "decade" ? year + 10 : year + 1, 0, 1);
}
