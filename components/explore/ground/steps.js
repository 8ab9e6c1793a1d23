/** Reading the map by keys: a list box that steps through what is shown, and moving the map itself. */

import { make } from "../elements.js";
import { grouped, t } from "../words.js";

/** @typedef {import("../types.js").Item} Item */
/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Stops what the list box steps through: in order of date, or cells, the fullest first
 * @property {() => number[]} all @property {(stop: number) => string} words
 * @property {(stop: number, before: string) => void} show @property {(stop: number) => void} open
 * @property {() => void} leave
 */

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
/** @type {Record<string, [number, number]>} */
const PANS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const PAN_PX = 90;
const OPTION = "tm-map-option";

export class Steps {
  /** @param {HTMLElement} host @param {import("leaflet").Map} map @param {Stops} stops */
  constructor(host, map, stops) {
    this.map = map;
    this.stops = stops;
    this.current = -1;
    this.option = make("div", "tm-option", t("No incident chosen yet"));
    this.option.setAttribute("role", "option");
    this.option.id = OPTION;
    this.element = make("div", "tm-listbox", this.option);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "listbox");
    this.element.setAttribute("aria-label", t("Incidents on the map: arrow keys step, Enter opens; plus and minus zoom, Shift and arrows move the map"));
    this.element.addEventListener("focus", () => this.step(0, Math.max(0, stops.all().indexOf(this.current))));
    this.element.addEventListener("blur", () => stops.leave());
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    host.prepend(this.element);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const pan = event.shiftKey ? PANS[event.key] : undefined;
    if (pan) this.map.panBy([pan[0] * PAN_PX, pan[1] * PAN_PX], { animate: false });
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else if (event.key in STEPS) this.step(STEPS[event.key]);
    else if (event.key === "Home") this.step(0, 0);
    else if (event.key === "End") this.step(0, Infinity);
    else if (event.key === "Enter" && this.current >= 0) this.stops.open(this.current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} by @param {number} [absolute] */
  step(by, absolute) {
    const all = this.stops.all();
    if (!all.length) return this.say(t("No incident on the map in these days"), 0, 0);
    const at = all.indexOf(this.current);
    const wanted = absolute ?? (at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by);
    const k = Math.min(all.length - 1, Math.max(0, wanted));
    this.current = all[k];
    this.say(this.stops.words(this.current), k + 1, all.length);
    this.stops.show(this.current, t("{n} of {all}", { n: grouped(k + 1), all: grouped(all.length) }));
  }

  /** @param {string} words @param {number} place @param {number} size */
  say(words, place, size) {
    this.option.textContent = words;
    this.option.dataset.record = "";
    this.option.setAttribute("aria-selected", "true");
    this.option.setAttribute("aria-posinset", String(place));
    this.option.setAttribute("aria-setsize", String(size));
    this.element.setAttribute("aria-activedescendant", OPTION);
    if (!size) this.stops.leave();
  }

  /** What was stepped through is gone. */
  forget() {
    this.current = -1;
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }
}
