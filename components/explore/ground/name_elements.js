/** The elements of names on the map: made once, measured once for each font. */

import { make } from "../elements.js";
import { scaleOf } from "../scale.js";

/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {import("./name_layout.js").Spot} Spot */

/**
 * @typedef {object} Name
 * @property {string} id @property {HTMLElement} element @property {HTMLElement} dot
 * @property {number} lon @property {number} lat @property {number} events incidents of the record
 * @property {string} site key of the site of its marks, "" for none
 * @property {boolean} insists @property {boolean} isDistrict
 * @property {Array<[number, number]>} sizes in one line, then in two; empty until measured
 * @property {Spot | null} spot where it stands, pixels of the map
 * @property {Point[] | null} line degrees
 */

/** @typedef {{id: string, element: HTMLElement, lon: number, lat: number, area: import("./areas.js").Area | null, insists: boolean, sizes: Array<[number, number]>, spot: Spot | null}} AreaName */

/** A place with at least this many incidents of the record is named in bold. */
export const MANY = 4;
/** Height that one line takes from others, and two. */
const HEIGHTS = [17, 32];
const SIDE_PX = 3;
const BLANK_PX = 3.5;
/** Names of countries are set wide, or close where there is no room. */
export const CLOSE_SET = "tm-close-set";
/** Between a place's two names. */
const BETWEEN = " · ";

/**
 * The element of a name in up to two lines, and its dot.
 * @param {HTMLElement} element @param {string} words @param {boolean} ofLine
 */
export function fillName(element, words, ofLine) {
  const parts = words.split(BETWEEN);
  const lines = parts.map((part, k) => make("span", "", k < parts.length - 1 ? `${part} ·` : part));
  lines.forEach((line, k) => element.append(...(k ? [" ", line] : [line])));
  element.hidden = true;
  element.dataset.record = "";
  const dot = make("span", ofLine ? "tm-dot tm-dot-of-line" : "tm-dot");
  dot.hidden = true;
  return dot;
}

/** Measure names that have no size yet, all in one go. @param {Name[]} names */
export function measureNames(names) {
  const unknown = names.filter(({ sizes }) => !sizes.length);
  const hidden = unknown.map(({ element }) => element.hidden);
  for (const { element } of unknown) element.hidden = false;
  for (const name of unknown) {
    const widths = [...name.element.children].map((line) => line.getBoundingClientRect().width / scaleOf(line));
    const whole = widths.reduce((sum, width) => sum + width, (widths.length - 1) * BLANK_PX);
    name.sizes = [[Math.ceil(whole) + 2 * SIDE_PX, HEIGHTS[0]]];
    if (widths.length > 1) name.sizes.push([Math.ceil(Math.max(...widths)) + 2 * SIDE_PX, HEIGHTS[1]]);
  }
  unknown.forEach(({ element }, k) => { element.hidden = hidden[k]; });
}

/** The same for names of areas, set wide and close. @param {AreaName[]} names */
export function measureAreas(names) {
  const unknown = names.filter(({ sizes }) => !sizes.length);
  const hidden = unknown.map(({ element }) => element.hidden);
  for (const close of [false, true]) {
    for (const { element } of unknown) {
      element.hidden = false;
      element.style.width = "";
      element.classList.toggle(CLOSE_SET, close);
    }
    for (const name of unknown) name.sizes.push([Math.ceil(name.element.getBoundingClientRect().width / scaleOf(name.element)), HEIGHTS[0]]);
  }
  unknown.forEach(({ element }, k) => { element.hidden = hidden[k]; });
}
