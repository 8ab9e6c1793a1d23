/** Names on the map: buttons for places, plain text for districts, countries and waters. */

import { make } from "../elements.js";
import { areaAt } from "./areas.js";
import { apart, boxAround, insideOf } from "./boxes.js";
import { CLOSE_SET, fillName, MANY, measureAreas, measureNames } from "./name_elements.js";
import { layOutNames, LEAST_H } from "./name_layout.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Place} Place */
/** @typedef {import("./name_elements.js").Name} Name */
/** @typedef {import("./name_elements.js").AreaName} AreaName */
/** @typedef {import("./name_layout.js").Label} Label */
/** @typedef {import("./name_layout.js").Spot} Spot */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {import("./sites.js").Site} Site */
/** @typedef {(lon: number, lat: number) => Point} Project */

/** Distance of the points at which names of areas are tried; outlines are drawn no finer for them. */
const AREA_STEP_PX = 20;
const THIN_PX = 3;

/** Leaflet's own way would make a layer of the screen of each name, which every frame pays for. @param {HTMLElement} element @param {Point} at */
function moveTo(element, { x, y }) {
  element.style.transform = `translate(${x}px, ${y}px)`;
}

export class PlaceNames {
  /**
   * @param {typeof import("leaflet")} L @param {import("leaflet").Map} map @param {App} app
   * @param {ReturnType<typeof import("./areas.js").collectAreas>} areas
   */
  constructor(L, map, app, areas) {
    this.map = map;
    this.app = app;
    this.areas = areas;
    this.pane = map.createPane("names");
    this.pane.style.zIndex = "460";
    this.under = map.createPane("points");
    this.under.style.zIndex = "445";
    for (const pane of [this.pane, this.under]) pane.classList.add("leaflet-zoom-hide");
    const taken = new Set();
    this.most = Math.max(0, ...app.record.places.map(({ events, lon }) => (lon === null ? 0 : events)));
    this.places = app.record.places.filter((place) => isNamed(place)).sort(byWeight)
      .filter((place) => place.line || (!taken.has(pointKey(place)) && taken.add(pointKey(place))))
      .map((place) => this.makePlace(place));
    /** @type {Map<string, Name>} */
    this.districts = new Map();
    /** Countries in which a district lies: they are always named. */
    const homes = new Set(app.record.districts.map(({ lon, lat }) => areaAt(areas.countries, lon, lat)));
    this.grounds = app.record.ground.filter(({ kind }) => kind === "country" || kind === "water").map((ground) => this.makeGround(ground, homes));
    this.areasLook = "";
    /** @type {Array<ReturnType<typeof settingsIn>>} */
    this.settings = [];
    /** Places that the filters choose. @type {string[]} */
    this.pressed = [];
    /** Where the names stand that are always there, pixels of the map. @type {Box[]} */
    this.insisted = [];
  }

  /** @param {Place} place @returns {Name} */
  makePlace(place) {
    const button = /** @type {HTMLButtonElement} */ (make("button", "tm-name"));
    button.type = "button";
    button.dataset.place = place.id;
    button.classList.toggle("tm-many", place.events >= MANY);
    button.classList.toggle("tm-of-line", place.line);
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => this.toggle(place.id));
    const line = place.line ? [...this.areas.roads.values()].flatMap(({ rings }) => rings[0] ?? []) : null;
    const dot = fillName(button, place.name, place.line);
    dot.dataset.place = place.id;
    this.pane.append(button);
    this.under.append(dot);
    return {
      id: place.id, element: button, dot, lon: Number(place.lon), lat: Number(place.lat), events: place.events, sizes: [], spot: null,
      site: place.line ? "" : pointKey(place), insists: place.named || place.events === this.most, isDistrict: false, line: line?.length ? line : null,
    };
  }

  /** The name of a district that has a disc. @param {Site} site @returns {Name} */
  makeDistrict(site) {
    const known = this.districts.get(site.key);
    if (known) return known;
    const element = make("span", "tm-name tm-of-district");
    element.classList.toggle("tm-many", site.rows.length >= MANY);
    const dot = fillName(element, this.app.record.districts[site.district].name, false);
    element.dataset.district = dot.dataset.district = site.key;
    dot.dataset.covered = "true";
    this.pane.append(element);
    this.under.append(dot);
    /** @type {Name} */
    const name = { id: site.key, element, dot, lon: site.lon, lat: site.lat, events: site.rows.length, sizes: [], spot: null,
      site: site.key, insists: false, isDistrict: true, line: null };
    this.districts.set(site.key, name);
    return name;
  }

  /**
   * @param {{kind: string, name: string, lon: number, lat: number}} ground
   * @param {Set<import("./areas.js").Area | null>} homes countries that are always named @returns {AreaName}
   */
  makeGround({ kind, name, lon, lat }, homes) {
    const element = make("span", `tm-name tm-of-${kind}`, name);
    element.dataset.record = "";
    element.hidden = true;
    this.pane.append(element);
    const isCountry = kind === "country";
    const area = areaAt(isCountry ? this.areas.countries : this.areas.waters, lon, lat);
    return { id: `${kind} ${name}`, element, lon, lat, area, insists: isCountry && area !== null && homes.has(area), sizes: [], spot: null };
  }

  /** @param {string} id */
  toggle(id) {
    const { filters } = this.app.state;
    const places = filters.places.includes(id) ? filters.places.filter((other) => other !== id) : [...filters.places, id];
    this.app.change({ filters: { ...filters, places } }, "new");
  }

  /** Sizes are measured again: fonts have come. */
  forgetSizes() {
    this.areasLook = "";
    for (const name of [...this.places, ...this.districts.values(), ...this.grounds]) name.sizes = [];
  }

  /**
   * The names that get their room together with their marks: those that are always there, and those of
   * places with many.
   * @param {(lon: number, lat: number) => Point} project
   * @returns {Array<{site: string, label: Label}>}
   */
  weighty(project) {
    const names = this.places.filter(({ insists, events }) => insists || events >= MANY);
    measureNames(names);
    return names.map((name) => ({ site: name.site, label: labelOf(name, null, project) }));
  }

  /**
   * Lay all names out.
   * @param {Layout} layout of the marks @param {Box[]} covers pixels of the map
   * @returns {boolean} whether every name in view has room that is always there
   */
  layOut(layout, covers) {
    this.hold(false);
    const { sites } = layout;
    const { x, y } = this.map.getSize();
    const view = /** @type {Box} */ ([0, 0, x, y]);
    const soft = sites.filter((site) => site.soft);
    const bySite = new Map(sites.map((site) => [site.key, site]));
    const named = new Set([...this.places.map(({ site }) => site), ...soft.map(({ key }) => key)]);
    for (const name of this.districts.values()) if (!bySite.has(name.site)) this.hide(name);
    const names = [...this.places, ...soft.map((site) => this.makeDistrict(site))];
    names.sort((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1));
    measureNames(names);
    const project = (/** @type {number} */ lon, /** @type {number} */ lat) => this.map.latLngToContainerPoint([lat, lon]);
    const labels = names.map((name) => {
      const site = bySite.get(name.site);
      return { ...labelOf(name, site ? layout.clusterOf(site, name.id) : null, project), kept: layout.keptFor(name.id) };
    }).filter(({ line, dot }) => line || apart(boxAround(dot, 8, 8), view) === 0);
    const others = sites.filter(({ key }) => !named.has(key)).map((site) => layout.clusterOf(site, ""));
    const areas = this.areaLabels();
    const spots = layOutNames(labels, areas, [...others, ...layout.cellClusters()], { view, covers });
    for (const name of names) this.put(name, spots.get(name.id));
    for (const ground of this.grounds) this.putArea(ground, spots.get(ground.id));
    const insisting = [...labels, ...areas].filter(({ insists }) => insists).map(({ id }) => spots.get(id)?.box);
    this.insisted = insisting.filter((box) => box !== undefined);
    return !insisting.includes(undefined);
  }

  /** Names of areas; where they may stand is the same while the view is. */
  areaLabels() {
    measureAreas(this.grounds);
    const size = this.map.getSize();
    const look = `${this.map.getZoom()} ${this.map.getCenter()} ${size}`;
    if (look !== this.areasLook) {
      this.areasLook = look;
      const project = (/** @type {Point} */ { x, y }) => this.map.latLngToContainerPoint([y, x]);
      this.settings = this.grounds.map(({ area, sizes }) => settingsIn(area?.rings ?? [], sizes, project, size));
    }
    return this.grounds.map(({ id, lon, lat, insists }, k) =>
      ({ id, at: this.map.latLngToContainerPoint([lat, lon]), insists, settings: this.settings[k] }));
  }

  /** @param {Name} name @param {Spot | undefined} spot */
  put(name, spot) {
    name.spot = spot ?? null;
    if (!spot) return this.hide(name);
    const { map } = this;
    const { element, dot } = name;
    const [left, top, right, bottom] = spot.box;
    const height = Math.max(LEAST_H, bottom - top);
    element.classList.toggle("tm-two-lines", spot.lines === 2);
    element.style.width = `${right - left}px`;
    element.style.height = `${height}px`;
    element.dataset.align = alignOf(spot);
    element.dataset.placed = "true";
    moveTo(element, map.containerPointToLayerPoint([left, (top + bottom - height) / 2]));
    moveTo(dot, map.containerPointToLayerPoint([spot.dot.x, spot.dot.y]));
    element.hidden = dot.hidden = name.isDistrict && element.dataset.shown !== "true";
  }

  /** @param {Name} name */
  hide({ element, dot }) {
    element.hidden = dot.hidden = true;
    delete element.dataset.placed;
  }

  /** @param {AreaName} name @param {Spot | undefined} spot */
  putArea(name, spot) {
    const { element } = name;
    name.spot = spot ?? null;
    element.hidden = !spot;
    if (!spot) return;
    const [left, top, right, bottom] = spot.box;
    element.classList.toggle(CLOSE_SET, spot.lines === 2);
    element.style.width = `${right - left}px`;
    element.style.height = `${bottom - top}px`;
    moveTo(element, this.map.containerPointToLayerPoint([Math.round(left), Math.round(top)]));
  }

  /** The names in sight. @returns {Array<Name | AreaName>} */
  seen() {
    return [...this.grounds, ...this.districts.values(), ...this.places].filter(({ element, spot }) => spot && !element.hidden);
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
    for (const { element, dot, id, site, line } of this.places) {
      setFlag(element, "quiet", !(line ? lines.has(id) : standing.has(site)));
      setFlag(dot, "covered", standing.has(site));
    }
    for (const { element, dot, site } of this.districts.values()) {
      if ((element.dataset.shown === "true") === standing.has(site)) continue;
      setFlag(element, "shown", standing.has(site));
      element.hidden = dot.hidden = !standing.has(site) || !element.dataset.placed;
    }
  }

  /** @param {string[]} places ids that the filters choose */
  press(places) {
    if (places === this.pressed) return;
    this.pressed = places;
    for (const { id, element } of this.places) element.setAttribute("aria-pressed", String(places.includes(id)));
  }
}

/**
 * @param {Name} name @param {import("./name_layout.js").Cluster | null} cluster its marks @param {Project} project
 * @returns {Label}
 */
function labelOf({ id, lon, lat, events, sizes, insists, line }, cluster, project) {
  return {
    id, sizes, insists, weighs: events >= MANY, dot: cluster?.middle ?? project(lon, lat), home: cluster?.home ?? null,
    cluster: cluster?.box ?? null, line: line?.map(({ x, y }) => project(x, y)),
  };
}

/**
 * Where in view a name of an area may stand, for each of its sizes.
 * @param {Point[][]} rings degrees @param {Array<[number, number]>} sizes @param {(point: Point) => Point} project @param {Point} view
 */
function settingsIn(rings, sizes, project, view) {
  const placed = rings.map((ring) => thin(ring.map(project))).filter((ring) => ring.length > 2);
  const isInside = insideOf(placed);
  /** @type {Point[]} */
  const part = [];
  for (let y = AREA_STEP_PX; y < view.y; y += AREA_STEP_PX) {
    for (let x = AREA_STEP_PX; x < view.x; x += AREA_STEP_PX) if (isInside({ x, y })) part.push({ x, y });
  }
  return sizes.map((size) => {
    const [w, h] = [size[0] / 2, size[1] / 2];
    const corners = [[-w, -h], [w, -h], [-w, h], [w, h]];
    return { size, part, whole: part.filter(({ x, y }) => corners.every(([dx, dy]) => isInside({ x: x + dx, y: y + dy }))) };
  });
}

/** Without points that are hardly apart. @param {Point[]} ring */
function thin(ring) {
  /** @type {Point[]} */
  const kept = [];
  for (const point of ring) {
    const last = kept[kept.length - 1];
    if (!last || Math.hypot(point.x - last.x, point.y - last.y) > THIN_PX) kept.push(point);
  }
  return kept;
}

/** @param {HTMLElement} element @param {string} flag @param {boolean} on */
function setFlag(element, flag, on) {
  if ((element.dataset[flag] === "true") !== on) element.dataset[flag] = String(on);
}

/** On which side of its place a name stands. @param {Spot} spot */
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
