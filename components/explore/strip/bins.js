/** Bins of the bars and ticks of the axis: units of time that stay readable at the present scale. No DOM. */

import { dayFrom, monthWords, partsOf, shortMonth, shortWords, spanWords } from "../data/days.js";
import { t } from "../words.js";

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {import("./axis.js").Section} Section */
/** @typedef {"day" | "week" | "month" | "year"} Unit */
/**
 * @typedef {object} Bin
 * @property {number} start first day @property {number} end last day, inside
 * @property {number} x left edge in CSS pixels @property {number} width
 * @property {Unit} unit @property {number} section place in `Axis.shown`
 * @property {number[]} counts incidents by fill
 */

/** Shortest width in pixels of a day for each unit of the bars. @type {Array<[Unit, number]>} */
const UNITS = [["day", 5], ["week", 0.9], ["month", 0.15], ["year", 0]];
/** Steps of the ticks: a number of days, months or years. @type {Array<{days?: number, months?: number, years?: number}>} */
const STEPS = [
  { days: 1 }, { days: 7 }, { days: 14 }, { months: 1 }, { months: 3 }, { years: 1 }, { years: 2 },
  { years: 5 }, { years: 10 }, { years: 20 },
];
/** Rounding in the steps from pixels to days, in days. */
const TINY = 1e-5;

/** Bins in view, side by side, each as short as stays readable. @param {Axis} axis @returns {Bin[]} */
export function makeBins(axis) {
  return axis.shown.flatMap((s, section) => {
    const unit = unitOf(s);
    /** @type {Bin[]} */
    const bins = [];
    for (let start = firstBin(axis, s, unit); start <= s.end;) {
      const next = Math.min(afterUnit(start, unit), s.end + 1);
      const x = s.left + (start - s.start) * s.perDay;
      if (x >= axis.width) break;
      bins.push({ start, end: next - 1, x, width: (next - start) * s.perDay, unit, section, counts: [] });
      start = next;
    }
    return bins;
  });
}

/** @param {Section} section @returns {Unit} */
function unitOf(section) {
  return (UNITS.find(([, least]) => section.perDay >= least) ?? UNITS[UNITS.length - 1])[0];
}

/** Start of the bin of a section that holds the left edge of the view. @param {Axis} axis @param {Section} s @param {Unit} unit */
function firstBin(axis, s, unit) {
  const day = Math.max(s.start, Math.floor(axis.moment(0) + TINY));
  if (unit === "day") return day;
  if (unit === "week") return day - ((day - s.start) % 7);
  const [year, month] = partsOf(day);
  return Math.max(s.start, dayFrom(year, unit === "year" ? 0 : month, 1));
}

/** @param {number} day @param {Unit} unit */
function afterUnit(day, unit) {
  const [year, month] = partsOf(day);
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  return unit === "month" ? dayFrom(year, month + 1, 1) : dayFrom(year + 1, 0, 1);
}

/** The bin under a pixel, null beside them. @param {Bin[]} bins @param {number} x @returns {Bin | null} */
export function binAt(bins, x) {
  return bins.find((bin) => x >= bin.x && x < bin.x + bin.width) ?? null;
}

/** The days of a bin in words; a whole month or year by its name. @param {Bin} bin */
export function binWords({ start, end, unit }) {
  const [year, month, date] = partsOf(start);
  const isWhole = date === 1 && afterUnit(start, unit) === end + 1;
  if (unit === "month" && isWhole) return monthWords(start);
  return unit === "year" && isWhole && month === 0 ? String(year) : spanWords(start, end);
}

/** What one bar of a unit stands for. @param {Unit} unit */
export function perUnit(unit) {
  if (unit === "day") return t("a day");
  if (unit === "week") return t("a week");
  return unit === "month" ? t("a month") : t("a year");
}

/** Ticks with at least `gap` pixels between them. @param {Axis} axis @param {number} gap */
export function makeTicks(axis, gap) {
  /** @type {Array<{x: number, text: string}>} */
  const ticks = [];
  for (const s of axis.shown) {
    const step = STEPS.find((one) => daysOf(one) * s.perDay >= gap) ?? STEPS[STEPS.length - 1];
    for (let day = firstTick(axis, s, step); day <= s.end; day = afterStep(day, step)) {
      const x = s.left + (day - s.start) * s.perDay;
      if (x > axis.width - gap * 0.6) break;
      if (x < 0 || (ticks.length && x - ticks[ticks.length - 1].x < gap)) continue;
      ticks.push({ x, text: tickText(day, step) });
    }
  }
  return ticks;
}

/** @param {typeof STEPS[number]} step */
function daysOf({ days = 0, months = 0, years = 0 }) {
  return days + months * 30.4 + years * 365;
}

/** @param {Axis} axis @param {Section} s @param {typeof STEPS[number]} step */
function firstTick(axis, s, step) {
  const day = Math.max(s.start, Math.floor(axis.moment(0) + TINY));
  if (step.days) return day - ((day - s.start) % step.days);
  const [year, month] = partsOf(day);
  const start = step.months
    ? dayFrom(year, Math.floor(month / step.months) * step.months, 1)
    : dayFrom(Math.floor(year / (step.years ?? 1)) * (step.years ?? 1), 0, 1);
  return start >= day ? start : afterStep(start, step);
}

/** @param {number} day @param {typeof STEPS[number]} step */
function afterStep(day, { days, months, years }) {
  if (days) return day + days;
  const [year, month] = partsOf(day);
  return months ? dayFrom(year, month + months, 1) : dayFrom(year + (years ?? 1), 0, 1);
}

/** @param {number} day @param {typeof STEPS[number]} step */
function tickText(day, { days, months }) {
  if (days) return shortWords(day);
  const [year, month] = partsOf(day);
  return months && month > 0 ? shortMonth(day) : String(year);
}
