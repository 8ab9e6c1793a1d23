/** The questions about a record that is not here, as routes of the server. No DOM. */

import { isoOf } from "../data/days.js";
import { makeItem } from "../data/selection.js";
import { unpack } from "./binary.js";
import { Totals } from "./running_totals.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").SourceData} SourceData */
/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {{from: number, to: number}} Days */
/** @typedef {{source: SourceData, incidents: number}} Counted */
/**
 * @template T
 * @typedef {import("./questions.js").Question<T>} Question
 */

/** Filters, a window and more as one query. @param {string} query @param {Days} days @param {Record<string, string | number>} [more] */
function within(query, { from, to }, more = {}) {
  const rest = Object.entries({ from: isoOf(from), to: isoOf(to), ...more }).map(([key, value]) => `${key}=${value}`);
  return [query, ...rest].filter(Boolean).join("&");
}

export class Routes {
  /** @param {RecordData} record @param {(items: Item[]) => void} learn hears of each incident that comes */
  constructor(record, learn) {
    this.record = record;
    this.version = record.version;
    this.learn = learn;
  }

  /** @param {string} query the filters @returns {Question<Totals>} */
  counts(query) {
    const bars = this.record.vocabulary.fills.length;
    const read = async (/** @type {Response} */ answer) => new Totals(unpack(await answer.arrayBuffer()), bars);
    return { path: `counts/${this.version}.bin`, query, read };
  }

  /** @param {string} query @param {number} resolution of h3 @param {string} tile h3 index, "" for the whole map @returns {Question<import("./binary.js").Body>} */
  cells(query, resolution, tile) {
    return {
      path: `cells/${this.version}/${resolution}.bin`, query: [query, tile && `tile=${tile}`].filter(Boolean).join("&"),
      read: async (answer) => unpack(await answer.arrayBuffer()),
    };
  }

  /** All days, so that the days can move without asking. @param {string} query @param {string} tile @param {number} limit @returns {Question<EventColumns>} */
  events(query, tile, limit) {
    return {
      path: `events/${this.version}.json`, query: [query, tile && `tile=${tile}`, `limit=${limit}`].filter(Boolean).join("&"),
      read: async (answer) => (await answer.json()).events,
    };
  }

  /** @param {string} query @param {Days} days @param {string} tile @returns {Question<{items: Item[], total: number}>} */
  inCell(query, days, tile) {
    return {
      path: `events/${this.version}.json`, query: within(query, days, { tile, limit: this.record.limits.listed }),
      read: async (answer) => {
        const { events, total } = await answer.json();
        return { items: this.readItems(events), total };
      },
    };
  }

  /** @param {string} query @param {Days} days @param {number} first @param {number} limit @returns {Question<Item[]>} */
  list(query, days, first, limit) {
    return {
      path: `list/${this.version}.json`, query: within(query, days, { first, limit }), lane: "list", turn: within(query, days),
      read: async (answer) => this.readItems((await answer.json()).events),
    };
  }

  /** @param {string} query @param {number} day @param {number} limit @returns {Question<Item[]>} */
  headlines(query, day, limit) {
    return {
      path: `list/${this.version}.json`, query: within(query, { from: day, to: day }, { order: "best", limit }), lane: "headlines", turn: `${day} ${query}`,
      read: async (answer) => this.readItems((await answer.json()).events),
    };
  }

  /** @param {string} query @param {Days} days @returns {Question<Record<import("../types.js").Facet, Record<string, number>>>} */
  options(query, days) {
    const turn = within(query, days);
    return { path: `options/${this.version}.json`, query: turn, read: (answer) => answer.json(), lane: "options", turn };
  }

  /** @param {string} query @param {Days} days @returns {Question<{of: number, total: number, sources: Counted[]}>} */
  sources(query, days) {
    return {
      path: `sources/${this.version}.json`, query: within(query, days), lane: "sources", turn: within(query, days),
      read: async (answer) => {
        const { of, total, sources } = await answer.json();
        return { of, total, sources: sources.map(readCounted) };
      },
    };
  }

  /** @param {string} id @returns {Question<{card: CardData, sources: Counted[]}>} */
  card(id) {
    return {
      path: `card/${this.version}/${encodeURIComponent(id)}.json`, query: "",
      read: async (answer) => {
        const { card, sources, events } = await answer.json();
        this.readItems(events);
        return { card, sources: sources.map(readCounted) };
      },
    };
  }

  /** @param {EventColumns} events */
  readItems(events) {
    const items = events.id.map((_, i) => makeItem(this.record, events, i));
    this.learn(items);
    return items;
  }
}

/** @param {[SourceData, number]} pair @returns {Counted} */
const readCounted = ([source, incidents]) => ({ source, incidents });
