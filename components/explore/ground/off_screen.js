/** Chips at the edges of the map for places whose incidents are not in sight, one for each direction. */

import { make, makeButton, setText } from "../elements.js";
import { grouped, t, tn } from "../words.js";
import { away, meetsAny } from "./boxes.js";
import { placeChips } from "./chip_layout.js";
import { GAPS } from "./gaps.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{element: HTMLButtonElement, words: HTMLElement, number: HTMLElement, sites: Site[], target: Site | null}} Chip */

/** Room that a chip is given, CSS pixels: with a name, or on a narrow screen with its number alone. */
const CHIP = { width: 118, height: 30 };
const NARROW_CHIP = { width: 46, height: 44 };

export class OffScreen {
  /** @param {App} app @param {HTMLElement} host @param {import("leaflet").Map} map @param {(at: [number, number]) => void} panTo */
  constructor(app, host, map, panTo) {
    this.app = app;
    this.map = map;
    this.panTo = panTo;
    this.host = host;
    this.element = make("div", "tm-chips-off");
    /** @type {Chip[]} */
    this.chips = [];
    /** @type {Box[]} */
    this.boxes = [];
    /** Sites below what lies over the map. @type {Set<string>} */
    this.covered = new Set();
    host.append(this.element);
  }

  /**
   * Put a chip in each direction in which sites of the axis lie beyond the view, or below what lies over the map.
   * @param {Site[]} sites @param {Box[]} covers @param {Box[]} marks of which chips keep clear where they can
   */
  layOut(sites, covers, marks) {
    const size = this.map.getSize();
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    this.covered.clear();
    const beyond = sites.flatMap((site) => {
      const at = { x: site.x - x, y: site.y - y };
      const isInView = away([0, 0, size.x, size.y], at) === 0;
      if (isInView && !covers.some((cover) => away(cover, at) === 0)) return [];
      if (isInView) this.covered.add(site.key);
      return [{ site, ...at }];
    });
    const room = this.isCompact() ? NARROW_CHIP : CHIP;
    const isFree = (/** @type {Box} */ box) => !meetsAny(box, covers, GAPS.cover);
    const isClear = (/** @type {Box} */ box) => isFree(box) && !meetsAny(box, marks, GAPS.cover);
    const placed = placeChips(beyond, { width: size.x, height: size.y, room, isFree, isClear });
    this.chips = placed.map(({ box, turn, points }) => this.makeChip(box, turn, points.map(({ site }) => site)));
    this.element.replaceChildren(...this.chips.map(({ element }) => element));
    this.boxes = placed.map(({ box }) => box);
  }

  isCompact() {
    return this.host.closest("[data-compact]") !== null;
  }

  /** @param {Box} box @param {number} turn degrees @param {Site[]} sites @returns {Chip} */
  makeChip(box, turn, sites) {
    const words = make("span", "tm-chip-off-words");
    words.dataset.record = "";
    const number = make("span", "tm-chip-off-number");
    const arrow = make("span", "tm-chip-off-arrow");
    arrow.style.rotate = `${turn + 45}deg`;
    /** @type {Chip} */
    const chip = { element: makeButton("tm-button tm-chip-off", "", "", () => this.go(chip)), words, number, sites, target: null };
    chip.element.removeAttribute("title");
    chip.element.append(words, number, arrow);
    chip.element.hidden = true;
    const [left, top, right, bottom] = box;
    const { x: width } = this.map.getSize();
    // Held at the edge to which it points, so that a short chip stands at it.
    if (right > width - 20) chip.element.style.right = `${width - right}px`;
    else chip.element.style.left = `${left}px`;
    chip.element.style.top = `${top}px`;
    chip.element.style.height = `${bottom - top}px`;
    chip.element.style.maxWidth = `${right - left}px`;
    return chip;
  }

  /** @param {Chip} chip */
  go({ target }) {
    if (target) this.panTo([target.lat, target.lon]);
  }

  /** Say what the window has out of sight. @param {Map<string, number>} counts certain incidents by site */
  draw(counts) {
    for (const chip of this.chips) {
      const found = chip.sites.filter(({ key }) => counts.get(key)).sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0));
      const total = found.reduce((sum, { key }) => sum + (counts.get(key) ?? 0), 0);
      chip.element.hidden = total === 0;
      if (!total) continue;
      chip.target = found[0];
      const name = this.nameOf(found[0]);
      const place = found.length > 1 ? t("{place} +{n}", { place: name, n: grouped(found.length - 1) }) : name;
      chip.words.hidden = this.isCompact();
      setText(chip.words, place);
      setText(chip.number, grouped(total));
      const count = tn("{n} incident", "{n} incidents", total);
      chip.element.setAttribute("aria-label", t("{place}: {incidents} out of sight", { place: name, incidents: count }));
    }
  }

  /** @param {Site} site */
  nameOf({ key, district }) {
    const { districts, places } = this.app.record;
    if (district >= 0) return districts[district].name;
    const here = places.filter(({ lon, lat, line }) => `${lon} ${lat}` === key && !line);
    here.sort((a, b) => Number(a.stand_in) - Number(b.stand_in) || b.events - a.events);
    return here[0]?.name.replaceAll(" / ", " · ") ?? t("a place");
  }
}
