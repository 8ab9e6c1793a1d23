/**
 * Running totals: how many events had started, and how many had ended, by each day. A window is
 * counted from the two, however many events there are: those that started by its last day less those
 * that ended before its first. No drawing, no DOM.
 */

import { BARS } from "../ground/symbols.js";

/** Lists of a set of events: `CLASSES` classes, see `classOf`. */
export const CLASSES = 12;
const KIND_LONG = 1;
const KIND_VAGUE = 2;
/** The list of the events that are not on the map. */
const OFF_MAP = CLASSES;
/** A day that nothing in a record reaches. */
const NEVER = 2 ** 31 - 1;

/**
 * @typedef {object} Lists running totals of several lists; list k is ptr[k]..ptr[k + 1]
 * @property {ArrayLike<number>} ptr @property {ArrayLike<number>} day ascending in each list
 * @property {ArrayLike<number>} total events of the list by that day
 * @typedef {{start: number, end: number, bar: number, exact: boolean, count: number}} Span
 */

/** Bar of the histogram (0..3) and kind of date: 0 exact, 1 exact but longer than two days, 2 vague. */
export function classOf(fill, precision, start, end) {
  const kind = precision !== "day" ? KIND_VAGUE : end - start > 1 ? KIND_LONG : 0;
  return BARS[fill] + 4 * kind;
}

/** Events of list `k` by the end of `day`. */
export function totalAt(lists, k, day) {
  const first = lists.ptr[k];
  let [low, high] = [first, lists.ptr[k + 1]];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lists.day[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low === first ? 0 : lists.total[low - 1];
}

/** Events of list `k` that touch the days from..to, both inside. */
export function touching(starts, ends, k, from, to) {
  if (starts.ptr[k] === starts.ptr[k + 1]) return 0;
  return totalAt(starts, k, to) - totalAt(ends, k, from - 1);
}

/** Lists out of the arrays of an answer of the server. */
export function readLists(arrays) {
  const lists = (end) => ({
    ptr: arrays[`${end}_ptr`], day: arrays[`${end}_day`], total: arrays[`${end}_total`],
  });
  return [lists("start"), lists("end")];
}

/** Totals of everything that passes the filters, on the map and off it. */
export class Totals {
  /** @param {Lists} starts @param {Lists} ends @param {Span[]} spans @param {number} onMap events */
  constructor(starts, ends, spans, onMap) {
    Object.assign(this, { starts, ends, onMap });
    this.lines = spans;
  }

  touching(k, from, to) {
    return touching(this.starts, this.ends, k, from, to);
  }

  /** Events in the window: how many, and how many of them have no symbol. */
  count(from, to) {
    let shown = 0;
    for (let k = 0; k < CLASSES; k += 1) shown += this.touching(k, from, to);
    return { shown, offMap: this.touching(OFF_MAP, from, to) };
  }

  /**
   * Fill `counts` of each bin: events per kind of evidence. An event counts in each bin that it
   * touches; those of `spans` do not.
   * @param {Array<{start: number, end: number, counts: number[]}>} bins
   */
  countBins(bins) {
    for (const bin of bins) {
      bin.counts = [0, 1, 2, 3].map((bar) => this.touching(bar, bin.start, bin.end));
    }
  }

  /** What the strip draws as lines. @returns {Span[]} */
  spans() {
    return this.lines;
  }
}

/** @param {{header: object, arrays: Record<string, ArrayLike<number>>}} answer of the counts route */
export function readTotals({ header, arrays }) {
  const spans = Array.from(arrays.span_class, (kind, i) => ({
    start: arrays.span_start[i], end: arrays.span_end[i], bar: kind % 4,
    exact: kind < 4 * KIND_VAGUE, count: arrays.span_count[i],
  }));
  return new Totals(...readLists(arrays), spans, header.on_map);
}

/**
 * Totals of events that are all here.
 * @param {{start: ArrayLike<number>, end: ArrayLike<number>, class: ArrayLike<number>,
 *   onMap: (i: number) => boolean, passes: ArrayLike<number>}} events
 */
export function countEvents(events) {
  const members = Array.from({ length: CLASSES + 1 }, () => []);
  const spans = [];
  let onMap = 0;
  for (let i = 0; i < events.start.length; i += 1) {
    if (!events.passes[i]) continue;
    const kind = events.class[i];
    members[kind].push(i);
    if (events.onMap(i)) onMap += 1;
    else members[OFF_MAP].push(i);
    if (kind < 4) continue;
    spans.push({ start: events.start[i], end: events.end[i], bar: kind % 4,
      exact: kind < 4 * KIND_VAGUE, count: 1 });
  }
  return new Totals(runTotals(members, events.start), runTotals(members, events.end), spans, onMap);
}

function runTotals(members, days) {
  const lists = { ptr: [0], day: [], total: [] };
  for (const rows of members) {
    const sorted = rows.map((i) => days[i]).sort((a, b) => a - b);
    sorted.forEach((day, n) => {
      if (day === (sorted[n + 1] ?? NEVER)) return;
      lists.day.push(day);
      lists.total.push(n + 1);
    });
    lists.ptr.push(lists.day.length);
  }
  return lists;
}
