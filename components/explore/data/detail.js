/** Cards and sources of a record that is here as a whole: one answer, asked for after the first picture. */

import { t } from "../words.js";

/** @typedef {import("../types.js").Detail} Detail */
/** @typedef {import("../types.js").DetailData} DetailData */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Shown} Shown */
/** @typedef {Pick<import("../types.js").Selection, "row">} Rows */
/** @typedef {Array<{source: import("../types.js").SourceData, incidents: number}>} Counted */

/**
 * @param {() => Promise<DetailData>} load @param {Rows} selection @param {() => void} redraw
 * @returns {Detail}
 */
export function createDetail(load, selection, redraw) {
  return new WholeDetail(load, selection, redraw);
}

/** @implements {Detail} */
class WholeDetail {
  /** @param {() => Promise<DetailData>} load @param {Rows} selection @param {() => void} redraw */
  constructor(load, selection, redraw) {
    this.load = load;
    this.selection = selection;
    this.redraw = redraw;
    /** @type {DetailData | null} */
    this.data = null;
    /** @type {Map<string, import("../types.js").CardData>} */
    this.cards = new Map();
    /** @type {Map<string, import("../types.js").SourceData>} */
    this.known = new Map();
    /** Of each source the number of incidents of the record that rest on it. @type {number[]} */
    this.all = [];
    /** @type {WeakMap<Shown, Counted>} */
    this.counted = new WeakMap();
    this.words = "";
    /** The answer that is on its way. @type {Promise<DetailData>} */
    this.asked = load();
    /** @type {{known: import("./known.js").Known, day: number} | null} */
    this.asKnown = null;
    /** Of each event the places of its sources, as they are shown. @type {number[][] | null} */
    this.leaning = null;
    this.follow();
  }

  /** Ask once more, after a failure. */
  again() {
    this.words = "";
    this.asked = this.load();
    this.follow();
  }

  follow() {
    this.asked.then((data) => this.take(data), () => {
      this.words = t("Claims and sources could not be loaded.");
    }).finally(() => this.redraw());
  }

  /** All of it as of today; asked for again after a failure. @returns {Promise<DetailData>} */
  whole() {
    if (this.words) this.again();
    return this.asked;
  }

  /** @param {DetailData} data */
  take(data) {
    this.cards = new Map(data.cards.map((card) => [card.id, card]));
    this.known = new Map(data.sources.map((source) => [source.id, source]));
    this.all = countLeaning(data, data.leaning.keys());
    this.data = data;
  }

  /** @param {string} id */
  card(id) {
    const card = this.cards.get(id) ?? null;
    return card && this.asKnown ? this.asKnown.known.card(card, this.asKnown.day) : card;
  }

  /** Cards and sources as they were known on a day, or as of today. @param {{known: import("./known.js").Known, day: number} | null} asKnown */
  showKnown(asKnown) {
    const { data } = this;
    if (asKnown?.day !== this.asKnown?.day) this.leaning = null;
    this.asKnown = asKnown;
    if (!data || this.leaning) return;
    const places = new Map(data.sources.map(({ id }, k) => [id, k]));
    this.leaning = !asKnown ? data.leaning : data.leaning.map((_, i) =>
      [...asKnown.known.sources(i, asKnown.day)].map((id) => places.get(id) ?? -1).filter((k) => k >= 0));
  }

  /** Of each event the places of its sources. */
  get leans() {
    return this.leaning ?? this.data?.leaning ?? [];
  }

  /** @param {string} id */
  source(id) {
    return this.known.get(id) ?? null;
  }

  sourceCount() {
    return this.data ? this.data.sources.length : null;
  }

  /**
   * Behind an event: with the number of incidents of the record that rest on each; behind all that is
   * shown: with the number of those. An event that is not in the record has nothing behind it.
   * @param {Scene} scene @param {string | null} event @returns {Counted | null}
   */
  sources(scene, event) {
    const { data } = this;
    if (!data) return null;
    if (event !== null) {
      const places = this.leans[this.selection.row(event)] ?? [];
      return [...places].sort((a, b) => a - b).map((k) => ({ source: data.sources[k], incidents: this.all[k] }));
    }
    let counted = this.counted.get(scene.shown);
    if (!counted) {
      const counts = countLeaning({ sources: data.sources, leaning: this.leans }, scene.shown.rows);
      counted = data.sources.map((source, k) => ({ source, incidents: counts[k] })).filter(({ incidents }) => incidents > 0);
      this.counted.set(scene.shown, counted);
    }
    return counted;
  }

  /** @param {string} event */
  behind(event) {
    const { data } = this;
    return [...data?.leaning[this.selection.row(event)] ?? []].sort((a, b) => a - b).flatMap((k) => data?.sources[k] ?? []);
  }

  fault() {
    return this.words;
  }
}

/** Of each source the number of these events that rest on it. @param {Pick<DetailData, "leaning" | "sources">} data @param {Iterable<number>} rows */
function countLeaning({ leaning, sources }, rows) {
  const counts = new Array(sources.length).fill(0);
  for (const row of rows) for (const k of leaning[row]) counts[k] += 1;
  return counts;
}
