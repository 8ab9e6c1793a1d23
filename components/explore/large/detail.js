/** Cards and sources of a record that is not here: asked for one by one. No DOM. */

import { RefusedError, StaleError } from "../data/fetch.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Detail} Detail */
/** @typedef {import("../types.js").SourceData} SourceData */
/** @typedef {import("./routes.js").Counted} Counted */
/** @typedef {{of: number, sources: Counted[]}} Sources of: all sources of the record */
/**
 * @typedef {object} Asking
 * @property {import("./questions.js").Questions} questions @property {import("./routes.js").Routes} routes
 * @property {(scene: Scene) => Sources | null} sourcesOf behind all that is shown
 */

/** @implements {Detail} */
export class LargeDetail {
  /** @param {Asking} asking @param {() => void} redraw */
  constructor(asking, redraw) {
    this.asking = asking;
    this.redraw = redraw;
    /** @type {Map<string, SourceData>} */
    this.known = new Map();
    /** @type {number | null} */
    this.of = null;
    /** The incident that was asked for last, and why it could not be had. */
    this.asked = "";
    this.words = "";
  }

  /** @param {string} id */
  ask(id) {
    const { questions, routes } = this.asking;
    const question = routes.card(id);
    const answer = questions.peek(question);
    if (answer !== null || this.asked === id) return answer;
    this.asked = id;
    this.words = "";
    questions.ask(question).catch((error) => {
      if (error instanceof StaleError) questions.notice.fail("card", error);
      else if (this.asked === id) this.words = faultWords(error);
    }).finally(() => {
      if (!this.words) this.asked = "";
      this.redraw();
    });
    return null;
  }

  /** @param {string} id */
  card(id) {
    return this.ask(id)?.card ?? null;
  }

  /** @param {string} id */
  source(id) {
    return this.known.get(id) ?? null;
  }

  sourceCount() {
    return this.of;
  }

  /** @param {Scene} scene @param {string | null} event @returns {Counted[] | null} */
  sources(scene, event) {
    if (event !== null) return this.keep(this.ask(event)?.sources ?? null);
    const found = this.asking.sourcesOf(scene);
    this.of = found?.of ?? this.of;
    return this.keep(found?.sources ?? null);
  }

  /** @param {Counted[] | null} sources */
  keep(sources) {
    for (const { source } of sources ?? []) this.known.set(source.id, source);
    return sources;
  }

  fault() {
    return this.words;
  }

  again() {
    this.asked = "";
    this.words = "";
    this.redraw();
  }
}

/** @param {unknown} error */
function faultWords(error) {
  return error instanceof RefusedError ? t("No incident has this name") : t("Claims and sources could not be loaded.");
}
