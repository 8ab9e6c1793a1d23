/** An online background, off until asked for; the drawn ground stays when tiles do not come. */

import { make } from "../elements.js";
import { t } from "../words.js";

const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
const NEAREST = 19;

export class Tiles {
  /** @param {typeof import("leaflet")} L @param {import("leaflet").Map} map @param {HTMLElement} host @param {HTMLElement} credit */
  constructor(L, map, host, credit) {
    this.L = L;
    this.map = map;
    this.host = host;
    this.words = make("span", "tm-online-words");
    this.words.setAttribute("role", "status");
    credit.append(this.words);
    /** @type {import("leaflet").TileLayer | null} */
    this.layer = null;
  }

  /** @param {boolean} on */
  draw(on) {
    if (on === (this.layer !== null)) return;
    this.words.textContent = "";
    this.host.classList.remove("tm-tiled");
    this.layer?.remove();
    // The host of the tiles refuses those who do not say from where they ask.
    this.layer = on ? this.L.tileLayer(TILES, { maxZoom: NEAREST, referrerPolicy: "origin" }) : null;
    this.layer?.on("tileload", () => this.say(true)).on("tileerror", () => this.say(false)).addTo(this.map);
  }

  /** @param {boolean} loaded */
  say(loaded) {
    if (loaded) this.host.classList.add("tm-tiled");
    if (this.host.classList.contains("tm-tiled")) this.words.textContent = ` · ${t("Online background © OpenStreetMap contributors")}`;
    else this.words.textContent = ` · ${t("The online background cannot be loaded; the drawn ground stays.")}`;
  }
}
