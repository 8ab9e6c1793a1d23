/** The key on the map: what the marks in sight mean. On small screens a button that opens it. */

import { make, makeButton } from "../elements.js";
import { markIcon } from "../panels/mark.js";
import { t } from "../words.js";
import { heldSample } from "./districts.js";
import { describeKey } from "./key_content.js";
import { familyOf, nameOf } from "./key_entries.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./key_entries.js").Uses} Uses */
/** @typedef {import("./key_content.js").Shows} Shows */

/** The key folds where the map is smaller than this, and stands in rows at its foot where it is smaller than that. */
const LEAST_WIDTH = 560;
const LEAST_HEIGHT = 380;
const COLUMNS_WIDTH = 900;
const COLUMNS_HEIGHT = 620;
const ICON_PX = 20;

export class Key {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    this.look = "";
    this.folded = false;
    /** Room of the key by what it explains, as the map's layout reads it. @type {Map<string, string>} */
    this.rooms = new Map();
    this.button = makeButton("tm-button tm-key-button", "", t("Key"), () => app.change({ dialog: "key" }));
    this.button.dataset.cover = "";
    this.button.removeAttribute("title");
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.append(make("span", "tm-key-sign"), make("span", "", t("Key")));
    this.body = make("div", "tm-key-body");
    this.element = make("section", "tm-key", this.body);
    this.element.setAttribute("aria-label", t("Key"));
    this.element.dataset.cover = "";
    host.append(this.element, this.button);
  }

  /** Fold or unfold by the size of the map. */
  resize() {
    this.folded = this.host.clientWidth < LEAST_WIDTH || this.host.clientHeight < LEAST_HEIGHT;
    this.element.hidden = this.folded;
    const rows = this.host.clientWidth < COLUMNS_WIDTH || this.host.clientHeight < COLUMNS_HEIGHT;
    this.element.toggleAttribute("data-rows", rows);
    this.host.dataset.key = this.folded ? "folded" : rows ? "rows" : "columns";
    this.button.hidden = !this.folded;
  }

  /** @param {Shows} shows */
  draw(shows) {
    const look = `${lookOf(shows)} ${this.folded}`;
    if (look === this.look) return;
    this.look = look;
    if (!this.folded) this.body.replaceChildren(...this.parts(shows, false));
    else this.drawButton(shows.uses);
  }

  /** @param {Uses} uses */
  drawButton(uses) {
    const { shapes, fills } = this.app.record.vocabulary;
    const shape = shapes.find(({ key }) => uses.shapes.has(key)) ?? shapes[0];
    const harm = familyOf(this.app.record.vocabulary, shape.key) ?? uses.harm;
    this.button.firstElementChild?.replaceChildren(markIcon({ shape: shape.key, fill: fills[0].key, harm, soft: false }, ICON_PX));
  }

  /** Keep the room of all that the dates of the axis could show. @param {Shows} most */
  reserve(most) {
    const look = `${lookOf(most)} ${this.host.clientWidth} ${this.host.clientHeight}`;
    let room = this.rooms.get(look);
    if (!room) {
      this.draw(most);
      room = `${this.element.offsetWidth} ${this.element.offsetHeight}`;
      this.rooms.set(look, room);
    }
    this.element.dataset.reserve = room;
  }

  /** The parts of the key. @param {Shows} shows @param {boolean} whole in words that need more room */
  parts(shows, whole) {
    const { columns, lines } = describeKey(this.app.record.vocabulary, shows, whole);
    const parts = columns.map(({ title, entries }) => make("div", "", make("h3", "tm-key-title", title), make("ul", "", ...entries.map((entry) => makeEntry("li", entry)))));
    const foot = lines.map((line) => make("p", "tm-key-line", ...line.map((entry) => makeEntry("span", entry))));
    return [...(parts.length ? [make("div", "tm-key-columns", ...parts)] : []), make("div", "tm-key-foot", ...foot)];
  }
}

/** @param {Shows} shows */
const lookOf = ({ uses, plain, tints, day, road, corridor, cells }) => [nameOf(uses), plain, [...tints], day, road, corridor, cells].join(" ");

/** @param {"li" | "span"} tag @param {import("./key_content.js").Entry} entry */
function makeEntry(tag, { sample, words }) {
  if (!sample) return make(tag, "tm-key-note", words);
  return make(tag, "tm-key-entry", makeSample(sample), tag === "li" ? make("span", "", words) : words);
}

/** @param {import("./key_content.js").Sample} sample */
function makeSample(sample) {
  if (sample.kind === "mark") {
    const icon = markIcon(sample.mark, ICON_PX);
    icon.classList.toggle("tm-key-faint", sample.faint);
    return icon;
  }
  if (sample.kind === "held") return heldSample(sample.tint);
  if (sample.kind === "colour") return make("span", `tm-key-colour ${sample.harm ? "tm-key-harm" : "tm-key-other"}`);
  if (sample.kind !== "bar") return make("span", `tm-key-${sample.kind}`);
  const square = make("span", "tm-key-colour");
  square.style.background = `var(--tm-block-${sample.place})`;
  return square;
}
