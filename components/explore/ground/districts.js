/** Who held which district on a day: a pale tint, hatched for partly; and the districts that are chosen. */

import { wordsOf } from "../data/days.js";
import { make } from "../elements.js";
import { t } from "../words.js";
import { areaAt } from "./areas.js";
import { pathFrom } from "./symbols.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").HolderSpan} HolderSpan */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("./areas.js").Areas} Areas */

const SVG = "http://www.w3.org/2000/svg";
/** Width of a stripe and of its gap. */
const STRIPE_PX = [3.5, 8];

/** The day that the ground shows: the first of a range, the last of everything else. @param {State} state */
export const groundDay = ({ mode, from, to }) => (mode === "between" ? from : to);

export class Districts {
  /** @param {App} app @param {Areas} areas @param {HTMLElement} host */
  constructor(app, areas, host) {
    this.app = app;
    this.areas = areas;
    this.control = app.record.control.filter(({ id }) => areas.has(id));
    this.tints = new Map(app.record.vocabulary.holders.map(({ key, tint }) => [key, tint]));
    /** Tints that are in the picture. @type {Set<string>} */
    this.shown = new Set();
    this.look = "";
    host.append(hatching());
  }

  /** Tint the districts. @param {State} state */
  draw(state) {
    const day = groundDay(state);
    const spans = state.held ? this.control.map(({ spans: all }) => spanOn(all, day)) : [];
    const tints = this.control.map((_, k) => (spans[k] && this.tints.get(spans[k].state)) || "");
    const look = tints.join();
    if (look === this.look) return;
    this.shown = new Set(tints.filter((tint) => tint));
    const paths = this.control.map(({ id }) => /** @type {SVGElement | undefined} */ (this.areas.get(id)?.layer.getElement()));
    // Before the map has its first view there is nothing to tint.
    if (paths.some((path) => !path)) return;
    this.look = look;
    paths.forEach((path, k) => {
      if (path) path.dataset.held = tints[k];
    });
  }

  /** @param {string} id */
  nameOf(id) {
    const { control, districts } = this.app.record;
    return (control.find((district) => district.id === id) ?? districts.find((district) => district.id === id))?.name ?? "";
  }

  /** What is known of a district on a day, "" for nothing. @param {string} id @param {number} day */
  wordsOf(id, day) {
    const found = this.control.find((district) => district.id === id);
    const span = found && spanOn(found.spans, day);
    return span ? span.words : "";
  }

  /** All that is known of a day: by state the names, then the words of each district. @param {number} day */
  list(day) {
    const known = this.control.flatMap(({ name, spans }) => {
      const span = spanOn(spans, day);
      return span ? [{ name, span }] : [];
    });
    const title = make("h3", "tm-held-title", t("Who held what on {day}", { day: wordsOf(day) }));
    if (!known.length) return [title, make("p", "", t("Told from 12 May 1994 to 31 December 2023 only."))];
    const terms = make("dl", "tm-held-list");
    for (const { key, label, tint } of this.app.record.vocabulary.holders) {
      const names = known.filter(({ span }) => span.state === key).map(({ name }) => name);
      addTerm(terms, tint, label, names);
    }
    addTerm(terms, "", t("contested, or known from one side alone"), known.filter(({ span }) => span.disputed).map(({ name }) => name));
    const rows = known.map(({ name, span }) => make("p", "", make("strong", "", `${name}: `), span.words));
    for (const row of rows) row.dataset.record = "";
    const details = make("details", "tm-held-words", make("summary", "", t("In words, district by district")), ...rows);
    const blank = make("p", "", t("No colour: its own state held it, but for single places, or nothing is recorded or known. Front lines are not drawn."));
    return [title, terms, blank, details];
  }
}

/** @param {HTMLElement} terms @param {string} tint @param {string} label @param {string[]} names */
function addTerm(terms, tint, label, names) {
  if (!names.length) return;
  const value = make("dd", "", names.join(", "));
  value.dataset.record = "";
  terms.append(make("dt", "", heldSample(tint), label), value);
}

/** A sample of a tint. @param {string} tint */
export function heldSample(tint) {
  const sample = make("span", "tm-held-sample");
  sample.dataset.held = tint;
  sample.setAttribute("aria-hidden", "true");
  return sample;
}

/** @param {HolderSpan[]} spans @param {number} day */
const spanOn = (spans, day) => spans.find(({ from, to }) => from <= day && day <= to);

/** The same hatching over a box of a picture. @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, width: number, height: number}} box @param {import("../types.js").PictureColours} colours */
export function drawStripes(ctx, { x, y, width, height }, colours) {
  const [stripe, step] = STRIPE_PX;
  const across = step * Math.SQRT2;
  ctx.fillStyle = colours.partly;
  ctx.fillRect(x, y, width, height);
  ctx.strokeStyle = colours.held;
  ctx.lineWidth = stripe;
  ctx.setLineDash([]);
  const count = Math.ceil((width + height) / across);
  const lines = Array.from({ length: count }, (_, k) => `M${(x + k * across - height).toFixed(1)} ${y + height}l${height} ${-height}`);
  ctx.stroke(pathFrom(lines.join("")));
}

/** The hatching; a fill can only refer to it in the same document. */
function hatching() {
  const element = (/** @type {string} */ tag, /** @type {Record<string, string | number>} */ attributes) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    return made;
  };
  const [stripe, step] = STRIPE_PX;
  const pattern = element("pattern", { id: "tm-hatch", width: step, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  pattern.append(
    element("rect", { width: step, height: step, class: "tm-hatch-ground" }),
    element("rect", { width: stripe, height: step, class: "tm-hatch-stripe" }),
  );
  const picture = element("svg", { class: "tm-patterns", "aria-hidden": "true" });
  picture.append(pattern);
  return picture;
}

/** The districts that filters choose have a firm outline; while they are chosen on the map, a press is a choice. */
export class ChosenDistricts {
  /** @param {typeof import("leaflet")} L @param {import("leaflet").Map} map @param {App} app @param {Areas} areas */
  constructor(L, map, app, areas) {
    this.L = L;
    this.map = map;
    this.app = app;
    this.areas = areas;
    /** @type {Map<string, import("leaflet").GeoJSON>} */
    this.outlines = new Map();
    /** @type {string[]} */
    this.chosen = [];
    this.pane = map.createPane("chosen");
    this.pane.style.zIndex = "420";
    this.pane.style.pointerEvents = "none";
  }

  /** @param {State} state */
  draw(state) {
    const { districts } = state.filters;
    if (districts === this.chosen) return;
    this.chosen = districts;
    for (const [id, outline] of this.outlines) {
      if (districts.includes(id)) continue;
      outline.remove();
      this.outlines.delete(id);
    }
    for (const id of districts) {
      const area = this.areas.get(id);
      if (!area || this.outlines.has(id)) continue;
      const style = { className: "tm-chosen-district", fill: false };
      this.outlines.set(id, this.L.geoJSON(area.feature, { pane: "chosen", interactive: false, style: () => style }).addTo(this.map));
    }
  }

  /** Choose the district at a point, or no longer. @param {import("leaflet").LatLng} at */
  toggle({ lat, lng }) {
    const area = areaAt(this.areas, lng, lat);
    if (!area || !this.app.record.districts.some(({ id }) => id === area.id)) return;
    const { filters } = this.app.state;
    const { id } = area;
    const districts = filters.districts.includes(id) ? filters.districts.filter((other) => other !== id) : [...filters.districts, id];
    this.app.change({ filters: { ...filters, districts } }, "new");
  }
}
