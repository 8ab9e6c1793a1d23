/** The buttons of the map, its scale and its credit line, and what the buttons open. */

import { make, makeButton } from "../elements.js";
import { icon } from "../panels/icons.js";
import { closeOutside, rootOf } from "../panels/popover.js";
import { grouped, t } from "../words.js";
import { groundDay } from "./districts.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("./districts.js").Districts} Districts */

/** The scale bar is at most this wide. */
const SCALE_PX = 130;

/** @param {string} sign @param {string} words @param {() => void} act @param {boolean} [shown] whether the words are seen */
function tool(sign, words, act, shown = false) {
  const button = makeButton(`tm-button ${shown ? "" : "tm-icon-only"}`, "", words, act);
  button.append(icon(/** @type {Parameters<typeof icon>[0]} */ (sign)));
  if (shown) button.append(make("span", "tm-tool-words", words));
  return button;
}

/** Buttons at the top right. @param {App} app @param {HTMLElement} host @param {import("leaflet").Map} map */
export function createTools(app, host, map) {
  const layers = tool("layers", t("Layers"), () => app.change({ dialog: app.state.dialog === "layers" ? "" : "layers" }), true);
  layers.removeAttribute("title");
  layers.setAttribute("aria-haspopup", "dialog");
  const zoom = make("div", "tm-zoom",
    tool("plus", t("Zoom in"), () => map.zoomIn()),
    tool("minus", t("Zoom out"), () => map.zoomOut()));
  const home = tool("home", t("Opening view"), () => app.change({ view: null }, "same"));
  home.classList.add("tm-home");
  const bar = make("div", "tm-tools", layers, make("div", "tm-zoom-home", zoom, home));
  layers.dataset.cover = zoom.dataset.cover = home.dataset.cover = "";
  host.append(bar);
  return { layers };
}

/** Scale and credit at the bottom left. @param {App} app @param {HTMLElement} host @param {typeof import("leaflet")} L @param {import("leaflet").Map} map */
export function createFoot(app, host, L, map) {
  const scale = L.control.scale({ imperial: false, maxWidth: SCALE_PX });
  const bar = /** @type {HTMLElement} */ (scale.addTo(map).getContainer());
  // The same room at every zoom and before the first view, which is fitted beside it.
  bar.style.minWidth = `${SCALE_PX}px`;
  const words = make("span", "", app.record.credit);
  words.dataset.record = "";
  const credit = make("div", "tm-credit", words);
  if (app.copy) credit.append(make("span", "tm-copy-line", ` · ${app.copy.line}`));
  const foot = make("div", "tm-foot", bar, credit);
  foot.dataset.cover = "";
  host.append(foot);
  return credit;
}

/** What the buttons "Layers" and "Key" open. */
export class MapDialog {
  /**
   * @param {App} app @param {HTMLElement} host @param {import("leaflet").Map} map @param {Districts} districts
   * @param {{layers: HTMLElement, key: HTMLElement}} openers @param {() => Node[]} keyParts
   */
  constructor(app, host, map, districts, openers, keyParts) {
    this.app = app;
    this.map = map;
    this.districts = districts;
    this.openers = openers;
    this.keyParts = keyParts;
    /** @type {"" | "layers" | "key"} */
    this.shown = "";
    this.look = "";
    this.body = make("div", "tm-map-dialog-body");
    this.title = make("h2", "tm-map-dialog-title");
    const close = makeButton("tm-button tm-plain tm-icon-only", "", t("Close"), () => this.close());
    close.append(icon("close"));
    this.element = make("section", "tm-map-dialog", make("div", "tm-map-dialog-head", this.title, close), this.body);
    this.element.setAttribute("role", "dialog");
    this.element.hidden = true;
    host.append(this.element);
    const isOpen = () => this.shown !== "";
    const opener = () => this.openers[this.shown || "layers"];
    this.stop = closeOutside(rootOf(host), { isOpen, close: () => this.close(), holds: [openers.layers, openers.key, this.element], opener });
  }

  close() {
    const opener = this.shown === "" ? null : this.openers[this.shown];
    this.app.change({ dialog: "" });
    opener?.focus({ preventScroll: true });
  }

  /** @param {State} state @param {string} keyLook what the key shows */
  draw(state, keyLook) {
    const wanted = state.dialog === "layers" || state.dialog === "key" ? state.dialog : "";
    const look = wanted === "layers" ? `${state.held} ${groundDay(state)} ${state.online} ${state.singles}` : keyLook;
    if (wanted === this.shown && (wanted === "" || look === this.look)) return;
    const opened = wanted !== this.shown;
    this.shown = wanted;
    this.look = look;
    this.element.hidden = wanted === "";
    for (const [key, opener] of Object.entries(this.openers)) opener.setAttribute("aria-expanded", String(key === wanted));
    if (wanted === "") return;
    this.element.dataset.dialog = wanted;
    this.title.textContent = wanted === "layers" ? t("Layers") : t("Key");
    this.element.setAttribute("aria-label", this.title.textContent);
    if (wanted === "key") this.body.replaceChildren(...this.keyParts());
    else this.drawLayers(state, opened);
    if (opened) /** @type {HTMLElement | null} */ (this.element.querySelector("input, button"))?.focus({ preventScroll: true });
  }

  /** @param {State} state @param {boolean} opened */
  drawLayers(state, opened) {
    if (opened) this.body.replaceChildren(...this.switches(), this.zooms(), this.held = make("div", "tm-held-all"));
    this.body.querySelectorAll("input").forEach((box) => { box.checked = Boolean(state[/** @type {"held"} */ (box.name)]); });
    this.held?.replaceChildren(...(state.held ? this.districts.list(groundDay(state)) : []));
  }

  switches() {
    const { copy, record: { limits, events } } = this.app;
    const held = this.makeSwitch("held", t("Who held what"), t("Districts in colour by who held them on the first day of the range, or on the chosen day."));
    const online = this.makeSwitch("online", t("Online background"), t("Loads map pictures from openstreetmap.org, which then sees your address. Off, the page asks no other server."));
    if (copy) return [held];
    if (events !== null) return [held, online];
    const words = t("Up to {n} incidents one by one where there is room, else cells with their numbers.", { n: grouped(limits.singles) });
    return [held, online, this.makeSwitch("singles", t("Single symbols"), words)];
  }

  /** @param {"held" | "online" | "singles"} field @param {string} words @param {string} note */
  makeSwitch(field, words, note) {
    const box = /** @type {HTMLInputElement} */ (make("input", ""));
    box.type = "checkbox";
    box.name = field;
    box.id = `tm-layer-${field}`;
    box.setAttribute("aria-describedby", `${box.id}-note`);
    box.addEventListener("change", () => this.app.change({ [field]: box.checked }, "same"));
    const label = /** @type {HTMLLabelElement} */ (make("label", "tm-layer-words", words));
    label.htmlFor = box.id;
    const about = make("p", "tm-layer-note", note);
    about.id = `${box.id}-note`;
    return make("div", "tm-layer", box, make("div", "", label, about));
  }

  /** Zoom without two fingers, where the map has no room for its buttons. */
  zooms() {
    return make("div", "tm-layer-zooms",
      tool("plus", t("Zoom in"), () => this.map.zoomIn(), true), tool("minus", t("Zoom out"), () => this.map.zoomOut(), true));
  }

  destroy() {
    this.stop();
  }
}
