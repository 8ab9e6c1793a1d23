/**
 * Counts of any window without walking the events: those of one day by running totals, the longer ones by
 * their distinct spans. An incident counts in a window when all its days lie in it; one that only touches
 * the window is possible. Sums are counted apart. No DOM.
 */

import { findBin } from "../data/selection.js";

/** Most lines that are drawn below the bars: those of the most incidents. */
const MOST_LINES = 400;

/**
 * @typedef {object} Lists running totals of lists of incidents of one day; list k is ptr[k]..ptr[k + 1]
 * @property {ArrayLike<number>} ptr @property {ArrayLike<number>} day ascending in each list
 * @property {ArrayLike<number>} total incidents of the list by that day
 */
/**
 * @typedef {object} Spans distinct spans of longer incidents
 * @property {ArrayLike<number>} start @property {ArrayLike<number>} end
 * @property {ArrayLike<number>} class the bar, and the number of bars times 1 (exact) or 2 (not known to the day)
 * @property {ArrayLike<number>} count
 */
/** @typedef {{start: number, end: number, counts: number[]}} Bin */
/** @typedef {{start: number, end: number, bar: number, exact: boolean, count: number}} Line */
/** @typedef {{counted: number, offMap: number, possible: number, sums: number}} Counted */

/** Place of the first entry of list `k` after `day`. @param {Lists} lists @param {number} k @param {number} day */
function placeAfter({ ptr, day: days }, k, day) {
  let [low, high] = [ptr[k], ptr[k + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Incidents of one day of list `k` by the end of `day`. @param {Lists} lists @param {number} k @param {number} day */
export function totalAt(lists, k, day) {
  const place = placeAfter(lists, k, day);
  return place === lists.ptr[k] ? 0 : lists.total[place - 1];
}

/** Incidents of one day of list `k` in a window. @param {Lists} lists @param {number} k @param {number} from @param {number} to */
export function within(lists, k, from, to) {
  if (lists.ptr[k] === lists.ptr[k + 1] || from > to) return 0;
  return totalAt(lists, k, to) - totalAt(lists, k, from - 1);
}

/** @param {import("./binary.js").Body} body @returns {Lists} */
export function readDays({ arrays }) {
  return { ptr: arrays.day_ptr, day: arrays.day, total: arrays.day_total };
}

/** @param {import("./binary.js").Body} body @param {"span" | "sum"} name @returns {Spans} */
export function readSpans({ arrays }, name) {
  return {
    start: arrays[`${name}_start`], end: arrays[`${name}_end`],
    class: arrays[`${name}_class`], count: arrays[`${name}_count`],
  };
}

/**
 * Add up the spans that lie in a window, by bar, from the place `first` until before `end`.
 * @param {Spans} spans @param {number} first @param {number} end @param {number} from @param {number} to
 * @param {number[] | Uint32Array} bars takes the sums from the place `at` on @param {number} at @param {number} fills number of bars
 * @returns {number} incidents of the spans that only touch the window
 */
export function addSpans(spans, first, end, from, to, bars, at, fills) {
  const { start: starts, end: ends, class: classes, count: counts } = spans;
  let possible = 0;
  for (let i = first; i < end; i += 1) {
    if (starts[i] > to || ends[i] < from) continue;
    if (starts[i] >= from && ends[i] <= to) bars[at + (classes[i] % fills)] += counts[i];
    else possible += counts[i];
  }
  return possible;
}

/** All that passes the filters, on the map and off it. */
export class Totals {
  /** @param {import("./binary.js").Body} body answer of the counts route @param {number} bars number of fills */
  constructor(body, bars) {
    this.bars = bars;
    this.passing = Number(body.header.passing);
    this.onMap = Number(body.header.on_map);
    this.days = readDays(body);
    this.spans = readSpans(body, "span");
    this.spansOff = body.arrays.span_off;
    this.sums = readSpans(body, "sum");
    /** @type {Line[] | null} */
    this.drawn = null;
  }

  /** @param {number} from @param {number} to @returns {Counted} */
  count(from, to) {
    const { days, bars, spans } = this;
    const inside = new Uint32Array(bars);
    const possible = addSpans(spans, 0, spans.start.length, from, to, inside, 0, bars);
    let counted = 0;
    for (let k = 0; k < bars; k += 1) counted += within(days, k, from, to) + inside[k];
    return { counted, offMap: this.offMap(from, to), possible, sums: this.touchingSums(from, to) };
  }

  /** @param {number} from @param {number} to */
  offMap(from, to) {
    const { start, end } = this.spans;
    const { spansOff } = this;
    let sum = within(this.days, this.bars, from, to);
    for (let i = 0; i < start.length; i += 1) if (start[i] >= from && end[i] <= to) sum += spansOff[i];
    return sum;
  }

  /** @param {number} from @param {number} to */
  touchingSums(from, to) {
    const { start, end, count } = this.sums;
    let sum = 0;
    for (let i = 0; i < start.length; i += 1) if (start[i] <= to && end[i] >= from) sum += count[i];
    return sum;
  }

  /** @param {Bin[]} bins side by side, in order */
  countBins(bins) {
    const { days, bars: fills } = this;
    const { start, end, class: classes, count } = this.spans;
    for (const bin of bins) {
      bin.counts = Array.from({ length: fills }, (_, k) => within(days, k, bin.start, bin.end));
    }
    for (let i = 0; i < start.length; i += 1) {
      const bin = findBin(bins, start[i]);
      if (bin && end[i] <= bin.end) bin.counts[classes[i] % fills] += count[i];
    }
  }

  /** What the strip draws as lines. @returns {Line[]} */
  lines() {
    if (this.drawn) return this.drawn;
    const { start, end, class: classes, count } = this.spans;
    const fewest = Uint32Array.from(count).sort().at(-MOST_LINES) ?? 0;
    const [more, same] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let i = 0; i < count.length; i += 1) {
      if (count[i] > fewest) more.push(i);
      else if (count[i] === fewest && same.length < MOST_LINES) same.push(i);
    }
    more.sort((a, b) => count[b] - count[a] || a - b);
    this.drawn = [...more, ...same].slice(0, MOST_LINES).map((i) => ({
      start: start[i], end: end[i], bar: classes[i] % this.bars, exact: classes[i] < 2 * this.bars, count: count[i],
    }));
    return this.drawn;
  }

  /** First day after (before) `day` with incidents of that one day. @param {number} day @param {1 | -1} step @returns {number | null} */
  nextDay(day, step) {
    const { days, bars } = this;
    let best = null;
    for (let k = 0; k < bars; k += 1) {
      const place = step > 0 ? placeAfter(days, k, day) : placeAfter(days, k, day - 1) - 1;
      if (place < days.ptr[k] || place >= days.ptr[k + 1]) continue;
      if (best === null || (best - days.day[place]) * step > 0) best = days.day[place];
    }
    return best;
  }
}
