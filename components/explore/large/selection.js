/**
 * What is shown of a record that is not here. Filters are asked for once; then every window is counted
 * here, without asking. Titles are asked for when the days are at rest. No DOM.
 */

import { makeItem } from "../data/selection.js";
import { writeQuery } from "../link.js";
import { isFiltered, sameFilters } from "../state.js";
import { LargeDetail } from "./detail.js";
import { InView } from "./in_view.js";
import { MapContents } from "./map_contents.js";
import { Notice } from "./notice.js";
import { Questions } from "./questions.js";
import { Rest } from "./rest.js";
import { Routes } from "./routes.js";

/** Incidents of one question for a stretch of the list, and titles of one day. */
const PAGE = 50;
const TITLES = 3;
/** Incidents that are remembered by their names. */
const REMEMBERED = 20000;

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Selection} Selection */
/** @typedef {import("../types.js").Shown} Shown */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("./running_totals.js").Totals} Totals */
/** @typedef {{query: string, totals: Totals, all: Totals, filtered: boolean}} Counted `all`: without filters */

/**
 * @param {import("../types.js").Host} host
 * @param {{redraw: () => void, report: (words: string, again?: () => void) => void}} tell
 */
export function createLargeSelection(host, tell) {
  return new LargeSelection(host, tell);
}

/** @implements {Selection} */
export class LargeSelection {
  /** @param {Pick<import("../types.js").Host, "record" | "ask" | "stale">} host @param {{redraw: () => void, report: (words: string, again?: () => void) => void}} tell */
  constructor({ record, ask, stale }, { redraw, report }) {
    if (!ask) throw new Error("a large record needs a server");
    this.record = record;
    this.redraw = redraw;
    this.notice = new Notice(record.size, { report, stale, again: () => this.again() });
    this.routes = new Routes(record, (items) => this.learn(items));
    this.questions = new Questions(ask, () => this.arrive(), this.notice);
    this.inView = new InView(this.questions, new Map([["list 0", (query, state) => this.routes.list(query, state, 0, PAGE)]]));
    this.rest = new Rest(redraw);
    this.contents = new MapContents(record.limits, record.vocabulary.fills.length, this, () => this.arrive());
    this.detail = new LargeDetail(this, redraw);
    /** @type {Map<string, Item>} */
    this.known = new Map();
    /** The state that is asked for, and its filters as a query. @type {State | null} */
    this.state = null;
    this.query = "";
    /** What is shown until the answers for other filters have come. @type {Counted | null} */
    this.counted = null;
    /** @type {import("./map_contents.js").Content | null} */
    this.drawn = null;
    /** Of the incidents that are here one by one. @type {Map<string, number>} */
    this.rows = new Map();
    /** @type {Array<Item | undefined>} */
    this.items = [];
    /** @type {Shown | null} */
    this.last = null;
  }

  // --- filters and window

  /** What a state shows; the same object while neither filters, words nor window change. @param {State} state @returns {Shown} */
  shown(state) {
    const before = this.state;
    const same = before !== null && before.text === state.text && sameFilters(before.filters, state.filters);
    const still = same && before.from === state.from && before.to === state.to;
    this.state = state;
    this.inView.begin();
    this.rest.playing = state.playing;
    if (same && !still) this.rest.move();
    if (!same) {
      this.query = writeQuery(state, this.record);
      this.notice.forget();
    }
    this.contents.want(this.query, state.singles);
    this.settle(state);
    const pending = this.isPending(state);
    this.notice.wait(pending);
    if (!this.last || !still || this.last.pending !== pending) this.last = this.collect(state, pending);
    return this.last;
  }

  /** Something has come: it is drawn as soon as all of it has. */
  arrive() {
    const { state } = this;
    const waited = state !== null && this.isPending(state);
    if (waited) this.settle(state);
    if (!waited || !this.isPending(state)) this.redraw();
  }

  /** @param {State} state */
  isPending(state) {
    return this.counted?.query !== this.query || (state.show === "map" && this.drawn?.query !== this.query);
  }

  /** Take what has come: counts, map and list together, so that all of them are of the same filters. @param {State} state */
  settle(state) {
    const { query, questions, routes, counted } = this;
    const found = this.contents.found?.query === query ? this.contents.found : null;
    if (counted?.query !== query) {
      const [totals, all] = [questions.want(routes.counts(query)), questions.want(routes.counts(""))];
      const ready = this.inView.isReady(query, state);
      if (!totals || !all || !ready || (!found && state.show === "map")) return;
      this.counted = { query, totals, all, filtered: isFiltered(state) };
      this.last = null;
    }
    if (found) this.draw(found);
  }

  /** @param {import("./map_contents.js").Content} content */
  draw(content) {
    if (content === this.drawn) return;
    this.drawn = content;
    this.items = [];
    this.rows = new Map((content.singles?.id ?? []).map((id, row) => [id, row]));
  }

  /** @param {State} state @param {boolean} pending @returns {Shown} */
  collect({ from, to }, pending) {
    const none = { counted: 0, offMap: 0, possible: 0, sums: 0 };
    const { totals, all, filtered } = this.counted ?? { totals: null, all: null, filtered: false };
    const counts = totals?.count(from, to) ?? none;
    return {
      passes: null, ...counts, rows: [], possibleRows: [], sumRows: [], filtered, passing: totals?.passing ?? 0, pending,
      unfiltered: all && all !== totals ? all.count(from, to).counted : counts.counted,
    };
  }

  again() {
    this.contents.refresh();
    this.redraw();
  }

  /** An answer about what is shown, asked for when nothing moves. @template T @param {string} key @param {(query: string, state: State) => import("./questions.js").Question<T>} ask @param {State} state @returns {T | null} */
  answer(key, ask, state) {
    this.inView.add(key, ask);
    if (!this.counted) return null;
    const question = ask(this.counted.query, state);
    const wanted = this.rest.isStill && this.counted.query === this.query;
    return wanted ? this.questions.want(question) : this.questions.peek(question);
  }

  // --- incidents

  /** @param {Item[]} items */
  learn(items) {
    for (const item of items) this.known.set(item.id, item);
    for (const id of this.known.keys()) {
      if (this.known.size <= REMEMBERED) break;
      this.known.delete(id);
    }
  }

  /** @param {number} row of `singles` @returns {Item} */
  item(row) {
    const { singles } = this;
    if (!singles) throw new RangeError(`row ${row} of no incidents`);
    const item = this.items[row] ?? makeItem(this.record, singles, row);
    this.items[row] = item;
    return item;
  }

  /** @param {string} id */
  find(id) {
    const row = this.row(id);
    return this.known.get(id) ?? (row < 0 ? null : this.item(row));
  }

  /** @param {string} id */
  row(id) {
    return this.rows.get(id) ?? -1;
  }

  /** @param {Scene} scene @param {import("../types.js").Facet} facet */
  options({ state }, facet) {
    return this.answer("options", (query, days) => this.routes.options(query, days), state)?.[facet] ?? null;
  }

  /** @param {Scene} scene @param {number} first @param {number} count */
  list({ state, shown }, first, count) {
    const end = Math.min(first + count, shown.counted);
    /** @type {Array<Item | null>} */
    const items = [];
    for (let page = first - (first % PAGE); page < end; page += PAGE) {
      const found = this.answer(`list ${page}`, (query, days) => this.routes.list(query, days, page, PAGE), state);
      for (let k = Math.max(first, page); k < Math.min(end, page + PAGE); k += 1) items.push(found?.[k - page] ?? null);
    }
    return { items, total: shown.counted };
  }

  /** @param {number} day @returns {Item[]} */
  headlines(day) {
    const { state } = this;
    if (!state || this.nextDay(day - 1, 1) !== day) return [];
    return this.answer("headlines", (query) => this.routes.headlines(query, day, TITLES), state) ?? [];
  }

  /** @param {Scene} scene */
  sourcesOf({ state }) {
    return this.answer("sources", (query, days) => this.routes.sources(query, days), state);
  }

  // --- the strip

  /** @param {Array<{start: number, end: number, counts: number[]}>} bins side by side, in order */
  countBins(bins) {
    if (this.counted) this.counted.totals.countBins(bins);
    else for (const bin of bins) bin.counts = this.record.vocabulary.fills.map(() => 0);
  }

  spans() {
    return this.counted?.totals.lines() ?? [];
  }

  /** @param {{start: number, end: number}} days */
  beyond({ start, end }) {
    return this.counted?.totals.count(start, end).possible ?? 0;
  }

  /** @param {number} day @param {1 | -1} step */
  nextDay(day, step) {
    return this.counted?.totals.nextDay(day, step) ?? null;
  }

  // --- the map

  get cells() {
    return this.drawn?.cells ?? null;
  }

  get singles() {
    return this.drawn?.singles ?? null;
  }

  /** @param {import("./map_contents.js").View} view */
  look(view) {
    this.contents.look(view);
  }

  /** @param {string} tile @param {Scene} scene */
  inCell(tile, { state }) {
    return this.questions.ask(this.routes.inCell(this.counted?.query ?? this.query, state, tile));
  }

  // --- what the map asks of the server

  /** @param {string} query */
  askCounts(query) {
    return this.questions.ask(this.routes.counts(query));
  }

  /** @param {string} query @param {number} resolution @param {string} tile */
  askCells(query, resolution, tile) {
    return this.questions.ask(this.routes.cells(query, resolution, tile));
  }

  /** @param {string} query @param {string} tile @param {number} limit */
  askEvents(query, tile, limit) {
    return this.questions.ask(this.routes.events(query, tile, limit));
  }
}
