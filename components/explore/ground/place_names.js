/** Names on the map: buttons for places, plain text for districts, countries and waters. */

import { make } from "../elements.js";
import { areaAt } from "./areas.js";
import { apart, boxAround } from "./boxes.js";
import { layOutNames } from "./name_layout.js";
import { context } from "./symbols.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Place} Place */
/** @typedef {import("./name_layout.js").Label} Label */
/** @typedef {import("./name_layout.js").AreaLabel} AreaLabel */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./areas.js").Areas} Areas */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Name
 * @property {string} id @property {HTMLElement} element @property {HTMLElement} dot
 * @property {number} lon @property {number} lat @property {number} events incidents of the record
 * @property {string} site key of the site of its marks
 * @property {boolean} insists @property {boolean} isDistrict
 * @property {Array<[number, number]>} sizes in one line, then in two @property {Point[] | null} line degrees
 */

/** A place with at least this many incidents of the record is named in bold. */
const MANY = 4;
/** Least height of a name, to hit it. */
const LEAST_H = 24;
/** Height that a name of one line, and of each further line, takes from others. */
const LINE_H = 17;
const SIDE_PX = 3;
/** Names of countries are set wide, and narrower where there is no room. */
const SPACINGS = ["", "tm-close-set"];
/** Between a place's two names. */
const BETWEEN = " · ";

export class PlaceNames {
  /**
   * @param {typeof import("leaflet")} L @param {import("leaflet").Map} map @param {App} app
   * @param {ReturnType<typeof import("./areas.js").collectAreas>} areas
   */
  constructor(L, map, app, areas) {
    this.L = L;
    this.map = map;
    this.app = app;
    this.areas = areas;
    this.pane = map.createPane("names");
    this.pane.style.zIndex = "460";
    this.under = map.createPane("points");
    this.under.style.zIndex = "445";
    for (const pane of [this.pane, this.under]) pane.classList.add("leaflet-zoom-hide");
    /** Bold and italic widths by text, for one font. @type {Map<string, number>} */
    this.widths = new Map();
    this.ruler = context(document.createElement("canvas"));
    const taken = new Set();
    this.places = app.record.places.filter((place) => isNamed(place)).sort(byWeight)
      .filter((place) => place.line || !taken.has(pointKey(place)) && taken.add(pointKey(place)))
      .map((place) => this.makePlace(place));
    /** @type {Map<string, Name>} */
    this.districts = new Map();
    this.grounds = app.record.ground.filter(({ kind }) => kind === "country" || kind === "water").map((ground) => this.makeGround(ground));
    /** Filters that the pressed names show. @type {string[]} */
    this.pressed = [];
  }

  /** @param {Place} place @returns {Name} */
  makePlace(place) {
    const button = /** @type {HTMLButtonElement} */ (make("button", "tm-name"));
    button.type = "button";
    button.dataset.place = place.id;
    button.dataset.record = "";
    button.classList.toggle("tm-many", place.events >= MANY);
    button.classList.toggle("tm-of-line", place.line);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => this.toggle(place.id));
    const line = place.line ? [...this.areas.roads.values()].flatMap(({ rings }) => rings[0] ?? []) : null;
    return this.add({ id: place.id, element: button, lon: Number(place.lon), lat: Number(place.lat), events: place.events,
      site: place.line ? "" : pointKey(place), insists: place.named, isDistrict: false, line: line?.length ? line : null }, place.name);
  }

  /** The name of a district that has a disc. @param {Site} site @returns {Name} */
  makeDistrict(site) {
    const known = this.districts.get(site.key);
    if (known) return known;
    const element = make("span", "tm-name tm-of-district");
    element.dataset.record = "";
    element.dataset.district = site.key;
    element.classList.toggle("tm-many", site.rows.length >= MANY);
    const name = this.add({ id: site.key, element, lon: site.lon, lat: site.lat, events: site.rows.length, site: site.key,
      insists: false, isDistrict: true, line: null }, this.app.record.districts[site.district].name);
    this.districts.set(site.key, name);
    return name;
  }

  /** @param {Omit<Name, "dot" | "sizes">} about @param {string} words @returns {Name} */
  add(about, words) {
    const parts = words.replaceAll(" / ", BETWEEN).split(BETWEEN);
    const lines = parts.map((part, k) => make("span", "", k < parts.length - 1 ? `${part} ·` : part));
    lines.forEach((line, k) => about.element.append(...(k ? [" ", line] : [line])));
    about.element.hidden = true;
    const dot = make("span", about.line ? "tm-dot tm-dot-of-line" : "tm-dot");
    dot.hidden = true;
    dot.dataset[about.isDistrict ? "district" : "place"] = about.id;
    this.pane.append(about.element);
    this.under.append(dot);
    return { ...about, dot, sizes: [] };
  }

  /** @param {{kind: string, name: string, lon: number, lat: number}} ground */
  makeGround({ kind, name, lon, lat }) {
    const element = make("span", `tm-name tm-of-${kind}`, name);
    element.dataset.record = "";
    element.hidden = true;
    this.pane.append(element);
    const areas = kind === "country" ? this.areas.countries : this.areas.waters;
    const area = areaAt(areas, lon, lat);
    const hasIncidents = kind === "country" && area !== null
      && this.app.record.districts.some((district) => areaAt(areas, district.lon, district.lat) === area);
    return { id: `${kind} ${name}`, element, lon, lat, area, insists: hasIncidents };
  }

  /** @param {string} id */
  toggle(id) {
    const { filters } = this.app.scene.state;
    const places = filters.places.includes(id) ? filters.places.filter((other) => other !== id) : [...filters.places, id];
    this.app.change({ filters: { ...filters, places } }, "new");
  }

  /** Sizes are measured again: fonts have come, or the theme has changed. */
  forgetSizes() {
    this.widths.clear();
    for (const name of [...this.places, ...this.districts.values()]) name.sizes = [];
  }

  /** @param {Name} name */
  measure(name) {
    if (name.sizes.length) return;
    const style = getComputedStyle(name.element);
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const texts = [...name.element.children].map(({ textContent }) => textContent ?? "");
    const of = (/** @type {string} */ text) => this.widthOf(text, font) + 2 * SIDE_PX;
    name.sizes = [[of(texts.join(" ")), LINE_H]];
    if (texts.length > 1) name.sizes.push([Math.max(...texts.map(of)), 2 * LINE_H - 2]);
  }

  /** @param {string} text @param {string} font */
  widthOf(text, font) {
    const key = `${font} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      this.ruler.font = font;
      width = Math.ceil(this.ruler.measureText(text).width);
      this.widths.set(key, width);
    }
    return width;
  }

  /**
   * Lay all names out. @param {Site[]} sites those that may show something
   * @param {(site: Site) => Box} boxOf what its marks may cover, container pixels @param {Box[]} covers
   * @param {Box[]} cells
   */
  layOut(sites, boxOf, covers, cells) {
    this.hold(false);
    const { map } = this;
    const size = map.getSize();
    const named = new Set([...this.places.map(({ site }) => site), ...sites.filter(({ soft }) => soft).map(({ key }) => key)]);
    const bySite = new Map(sites.map((site) => [site.key, site]));
    for (const name of this.districts.values()) if (!bySite.has(name.site)) this.hide(name);
    const districts = sites.filter(({ soft }) => soft).map((site) => this.makeDistrict(site));
    const names = [...this.places, ...districts].sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
    const labels = names.flatMap((name) => this.labelOf(name, bySite.get(name.site), boxOf, size));
    const others = sites.filter(({ key }) => !named.has(key)).map(boxOf);
    const frame = { width: size.x, height: size.y, covers };
    const spots = layOutNames(labels, this.areaLabels(), [...others, ...cells], frame);
    for (const name of names) this.put(name, spots.get(name.id));
    for (const ground of this.grounds) this.putArea(ground, spots.get(ground.id));
  }

  /** @param {Name} name @param {Site | undefined} site @param {(site: Site) => Box} boxOf @param {Point} size @returns {Label[]} */
  labelOf(name, site, boxOf, size) {
    const { map } = this;
    const dot = map.latLngToContainerPoint([name.lat, name.lon]);
    const cluster = site ? boxOf(site) : null;
    const line = name.line?.map(({ x, y }) => map.latLngToContainerPoint([y, x])) ?? undefined;
    const near = cluster ?? boxAround(dot, 8, 8);
    if (!line && apart(near, [0, 0, size.x, size.y]) > 0) return [];
    this.measure(name);
    // The dot of a disc is its middle, wherever it was moved.
    const at = name.isDistrict && cluster ? { x: (cluster[0] + cluster[2]) / 2, y: (cluster[1] + cluster[3]) / 2 } : dot;
    return [{ id: name.id, dot: at, cluster, sizes: name.sizes, insists: name.insists, line }];
  }

  /** @returns {AreaLabel[]} */
  areaLabels() {
    const place = (/** @type {Point} */ { x, y }) => this.map.latLngToContainerPoint([y, x]);
    return this.grounds.flatMap((ground) => (ground.area ? [{
      id: ground.id, at: place({ x: ground.lon, y: ground.lat }), rings: ground.area.rings.map((ring) => ring.map(place)),
      sizes: SPACINGS.map((spacing) => this.areaSize(ground.element, spacing)), insists: ground.insists,
    }] : []));
  }

  /** @param {HTMLElement} element @param {string} spacing class @returns {[number, number]} */
  areaSize(element, spacing) {
    for (const other of SPACINGS) if (other) element.classList.toggle(other, other === spacing);
    const style = getComputedStyle(element);
    const text = element.textContent ?? "";
    const shown = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return [this.widthOf(shown, font) + text.length * (parseFloat(style.letterSpacing) || 0), LINE_H];
  }

  /** @param {Name} name @param {import("./name_layout.js").Spot | undefined} spot */
  put(name, spot) {
    if (!spot) return this.hide(name);
    const { L, map } = this;
    const [left, top, right, bottom] = spot.box;
    const height = Math.max(LEAST_H, bottom - top);
    name.element.classList.toggle("tm-two-lines", spot.lines === 2);
    name.element.style.width = `${right - left}px`;
    name.element.style.height = `${height}px`;
    name.element.dataset.align = alignOf(spot);
    L.DomUtil.setPosition(name.element, map.containerPointToLayerPoint([Math.round(left), Math.round((top + bottom - height) / 2)]));
    L.DomUtil.setPosition(name.dot, map.containerPointToLayerPoint([spot.dot.x, spot.dot.y]));
    name.element.hidden = name.isDistrict && name.element.dataset.shown !== "true";
    name.dot.hidden = name.element.hidden;
    name.element.dataset.placed = "true";
  }

  /** @param {Name} name */
  hide(name) {
    name.element.hidden = name.dot.hidden = true;
    delete name.element.dataset.placed;
  }

  /** @param {{element: HTMLElement}} ground @param {import("./name_layout.js").Spot | undefined} spot */
  putArea({ element }, spot) {
    element.hidden = !spot;
    if (!spot) return;
    const [left, top, right, bottom] = spot.box;
    SPACINGS.forEach((spacing, k) => spacing && element.classList.toggle(spacing, k === spot.lines - 1));
    element.style.width = `${right - left}px`;
    element.style.height = `${bottom - top}px`;
    this.L.DomUtil.setPosition(element, this.map.containerPointToLayerPoint([Math.round(left), Math.round(top)]));
  }

  /** Out of sight while the map is zoomed by hand. @param {boolean} on */
  hold(on) {
    for (const pane of [this.pane, this.under]) pane.style.visibility = on ? "hidden" : "";
  }

  /**
   * Say which names have something in the window.
   * @param {Map<string, Site>} standing sites that show something @param {Set<string>} lines ids of places of lines that do
   */
  draw(standing, lines) {
    for (const name of this.places) {
      const site = standing.get(name.site);
      const active = name.line ? lines.has(name.id) : site !== undefined;
      setFlag(name.element, "quiet", !active);
      setFlag(name.dot, "covered", site !== undefined);
    }
    for (const name of this.districts.values()) {
      const shown = String(standing.has(name.site));
      if (name.element.dataset.shown === shown) continue;
      name.element.dataset.shown = shown;
      name.element.hidden = name.dot.hidden = shown !== "true" || !name.element.dataset.placed;
      name.dot.dataset.covered = "true";
    }
  }

  /** @param {string[]} places ids that the filters choose */
  press(places) {
    if (places === this.pressed) return;
    this.pressed = places;
    for (const { id, element } of this.places) element.setAttribute("aria-pressed", String(places.includes(id)));
  }
}

/** @param {HTMLElement} element @param {string} flag @param {boolean} on */
function setFlag(element, flag, on) {
  if ((element.dataset[flag] === "true") !== on) element.dataset[flag] = String(on);
}

/** On which side of its place a name stands. @param {import("./name_layout.js").Spot} spot */
function alignOf({ box, dot }) {
  if (box[0] > dot.x) return "left";
  return box[2] < dot.x ? "right" : "middle";
}

/** @param {Place} place */
const isNamed = ({ lon, lat, line, stand_in }) => lon !== null && lat !== null && (line || !stand_in);

/** @param {Place} place */
const pointKey = ({ lon, lat }) => `${lon} ${lat}`;

/** @param {Place} a @param {Place} b */
const byWeight = (a, b) => Number(b.named) - Number(a.named) || b.events - a.events || (a.id < b.id ? -1 : 1);
