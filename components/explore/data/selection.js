/**
 * What is shown of a record that is here as a whole: filters, window, counts. No DOM.
 *
 * An incident counts in a window when all its days lie in it and it is no sum; one that only touches the
 * window may be of these days, or lasted longer.
 */

import { sameFilters, isFiltered } from "../state.js";
import { FacetIndex } from "./filters.js";

/** Bit of the misses of an event of which nobody had spoken yet: beyond those of facets and words. */
const ABSENT = 1 << 15;

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Shown} Shown */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").Facet} Facet */
/** @typedef {{start: number, end: number, counts: number[]}} Bin */

/**
 * Implements `Selection` of types.d.ts.
 */
export class WholeSelection {
  /** @param {RecordData} record @param {EventColumns} events */
  constructor(record, events) {
    this.record = record;
    this.today = events;
    this.size = events.id.length;
    /** @type {string[] | null} */
    this.search = null;
    this.rows = new Map(events.id.map((id, i) => [id, i]));
    /** The record as it was known; null until it has come. @type {import("./known.js").Known | null} */
    this.known = null;
    this.events = events;
    this.index = new FacetIndex(record, events);
    /** Place of the bar, that is of the fill, of each event. */
    this.bar = barsOf(record, events);
    /** @type {Array<Item | undefined>} */
    this.items = [];
    /** @type {State | null} */
    this.asked = null;
    this.exact = Uint8Array.from(events.date_precision, (p) => Number(record.vocabulary.date_precisions[p].exact));
    this.misses = new Uint16Array(this.size);
    /** Changes with filters and words. */
    this.passes = new Uint8Array(this.size).fill(1);
    /** @type {Shown | null} */
    this.last = null;
    /** @type {WeakMap<Shown, Partial<Record<Facet, Record<string, number>>>>} */
    this.counted = new WeakMap();
  }

  /** Show other columns of the same events. @param {EventColumns} events */
  take(events) {
    const { record } = this;
    this.events = events;
    this.index = new FacetIndex(record, events);
    this.index.search = this.search;
    this.bar = barsOf(record, events);
    this.items = [];
    this.asked = null;
  }

  /** The columns of the events that are shown. */
  get singles() {
    return this.events;
  }

  /** The texts in which words are looked for have come. @param {string[]} search */
  setSearch(search) {
    this.search = search;
    this.index.search = search;
    if (this.asked?.text) this.asked = null;
  }

  /** What a state shows; the same object while neither filters, words nor window change. @param {State} state @returns {Shown} */
  shown(state) {
    const events = state.known !== null && this.known ? this.known.on(state.known) : this.today;
    if (events !== this.events) this.take(events);
    const { asked } = this;
    const same = asked !== null && asked.text === state.text && sameFilters(asked.filters, state.filters);
    if (same && this.last && asked.from === state.from && asked.to === state.to) return this.last;
    if (!same) {
      this.misses = this.index.misses(state.filters, state.text);
      this.events.absent?.forEach((absent, i) => { if (absent) this.misses[i] |= ABSENT; });
      this.passes = Uint8Array.from(this.misses, (miss) => Number(miss === 0));
    }
    this.asked = state;
    this.last = this.collect(state);
    return this.last;
  }

  /** @param {State} state @returns {Shown} */
  collect(state) {
    const { start, end, overview, lon, reading, absent } = this.events;
    /** @type {Shown} */
    const shown = {
      passes: this.passes, counted: 0, offMap: 0, possible: 0, sums: 0, rows: [], possibleRows: [], sumRows: [],
      filtered: isFiltered(state), unfiltered: 0, passing: 0, pending: state.known !== null && this.known === null,
    };
    for (const i of reading) {
      if (this.counts(i, state.from, state.to) && !absent?.[i]) shown.unfiltered += 1;
      if (!this.passes[i]) continue;
      if (!overview[i]) shown.passing += 1;
      if (start[i] > state.to || end[i] < state.from) continue;
      if (overview[i]) shown.sumRows.push(i);
      else if (start[i] < state.from || end[i] > state.to) shown.possibleRows.push(i);
      else {
        shown.rows.push(i);
        if (lon[i] === null) shown.offMap += 1;
      }
    }
    shown.counted = shown.rows.length;
    shown.possible = shown.possibleRows.length;
    shown.sums = shown.sumRows.length;
    return shown;
  }

  /** Whether an event counts in a window, whatever the filters. @param {number} i @param {number} from @param {number} to */
  counts(i, from, to) {
    const { start, end, overview } = this.events;
    return !overview[i] && start[i] >= from && end[i] <= to;
  }

  /** @param {number} i @returns {Item} */
  item(i) {
    const known = this.items[i];
    if (known) return known;
    const item = makeItem(this.record, this.events, i);
    this.items[i] = item;
    return item;
  }

  /** @param {string} id */
  find(id) {
    const row = this.row(id);
    return row < 0 ? null : this.item(row);
  }

  /** @param {string} id */
  row(id) {
    return this.rows.get(id) ?? -1;
  }

  /** @param {Scene} scene @param {Facet} facet */
  options(scene, facet) {
    const { from, to } = scene.state;
    const known = this.counted.get(scene.shown) ?? {};
    known[facet] ??= this.index.count(facet, this.misses, (i) => this.counts(i, from, to));
    this.counted.set(scene.shown, known);
    return known[facet] ?? null;
  }

  /** @param {Scene} scene @param {number} first @param {number} count */
  list(scene, first, count) {
    const { rows } = scene.shown;
    return { items: rows.slice(first, first + count).map((i) => this.item(i)), total: rows.length };
  }

  /** @param {Bin[]} bins side by side, in order */
  countBins(bins) {
    for (const bin of bins) bin.counts = this.record.vocabulary.fills.map(() => 0);
    const { start, end, overview } = this.events;
    for (let i = 0; i < this.size; i += 1) {
      if (!this.passes[i] || overview[i]) continue;
      const bin = findBin(bins, start[i]);
      if (bin && end[i] <= bin.end) bin.counts[this.bar[i]] += 1;
    }
  }

  spans() {
    const { start, end, overview } = this.events;
    const spans = [];
    for (let i = 0; i < this.size; i += 1) {
      if (!this.passes[i] || overview[i] || start[i] === end[i]) continue;
      spans.push({ start: start[i], end: end[i], bar: this.bar[i], exact: this.exact[i] === 1, count: 1 });
    }
    return spans;
  }

  /** @param {number} day */
  headlines(day) {
    const { start, end, overview } = this.events;
    const found = [];
    for (let i = 0; i < this.size; i += 1) {
      if (this.passes[i] && !overview[i] && start[i] === day && end[i] === day) found.push(i);
    }
    const { categories } = this.record.vocabulary;
    const harm = (/** @type {number} */ i) => Number(!categories[this.events.category[i]].harm);
    return found.sort((a, b) => harm(a) - harm(b) || this.bar[a] - this.bar[b] || a - b).map((i) => this.item(i));
  }

  /** @param {number} day @param {1 | -1} step */
  nextDay(day, step) {
    const { start, end, overview } = this.events;
    let best = null;
    for (let i = 0; i < this.size; i += 1) {
      if (!this.passes[i] || overview[i] || start[i] !== end[i] || (start[i] - day) * step <= 0) continue;
      if (best === null || (best - start[i]) * step > 0) best = start[i];
    }
    return best;
  }
}

/** Of each event the place of its fill. @param {RecordData} record @param {EventColumns} events */
function barsOf({ vocabulary }, events) {
  const fills = vocabulary.fills.map(({ key }) => key);
  return Uint8Array.from(events.evidence, (e) => fills.indexOf(vocabulary.evidence[e].fill));
}

/** The bin that holds a day. @param {Bin[]} bins @param {number} day */
export function findBin(bins, day) {
  let [low, high] = [0, bins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bins[middle].start <= day) low = middle + 1;
    else high = middle;
  }
  const bin = bins[low - 1];
  return bin && day <= bin.end ? bin : null;
}

/** Whether each side blames the other for an event. @param {import("../types.js").Vocabulary} vocabulary @param {number[]} contests */
export const isSplit = ({ contests: terms }, contests) => contests.some((place) => terms[place].split);

/** One event of columns. @param {RecordData} record @param {EventColumns} events @param {number} i @returns {Item} */
export function makeItem(record, events, i) {
  const { vocabulary } = record;
  // What concerns both sides is found under either; its own word stands last.
  const label = (/** @type {Array<{label: string}>} */ terms, /** @type {number[]} */ found) =>
    (found.length ? terms[found[found.length - 1]].label : "");
  return {
    id: events.id[i], title: events.title[i], when: events.when[i], where: events.where[i],
    place: record.places[events.place[i]]?.name ?? events.where[i],
    start: events.start[i], end: events.end[i], category: vocabulary.categories[events.category[i]],
    evidence: vocabulary.evidence[events.evidence[i]], overview: events.overview[i], claims: events.claims[i],
    toll: events.toll[i], harmed: label(vocabulary.harmed, events.harmed[i]),
    accused: label(vocabulary.accused, events.accused[i]), lon: events.lon[i], lat: events.lat[i],
    place_precision: vocabulary.place_precisions[events.place_precision[i]],
    split: isSplit(vocabulary, events.contests[i]),
    exact: vocabulary.date_precisions[events.date_precision[i]].exact,
  };
}
