/** The key on the map: what the marks in sight mean. On small screens a button that opens it. */

import { shortWords, wordsOf } from "../data/days.js";
import { make, makeButton } from "../elements.js";
import { markIcon } from "../panels/mark.js";
import { t } from "../words.js";
import { heldSample } from "./districts.js";
import { familyOf, nameOf } from "./key_entries.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./key_entries.js").Uses} Uses */

/**
 * @typedef {object} Shows what the key explains
 * @property {Uses} uses @property {Set<string>} tints @property {number} day of the tints
 * @property {boolean} road @property {boolean} corridor @property {boolean} cells
 */

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
    const { vocabulary } = this.app.record;
    const { uses, cells } = shows;
    const shapes = cells ? [] : vocabulary.shapes.filter(({ key }) => uses.shapes.has(key));
    const fills = vocabulary.fills.filter(({ key }) => cells || uses.fills.has(key));
    const what = shapes.map(({ key, label }) => entry(markIcon({ shape: key, fill: vocabulary.fills[0].key, harm: familyOf(vocabulary, key) ?? false, soft: false }, ICON_PX), label));
    const how = fills.map(({ key, label }, k) => entry(cells ? barSample(k) : markIcon({ shape: "", fill: key, harm: uses.harm || null, soft: false }, ICON_PX), label));
    if (uses.soft) how.push(entry(markIcon({ shape: "", fill: vocabulary.fills[0].key, harm: uses.harm, soft: true }, ICON_PX), t("pale disc: district only")));
    if (uses.split) how.push(entry(markIcon({ shape: "", fill: vocabulary.fills[0].key, harm: uses.harm || null, soft: false, split: true }, ICON_PX), t("each side blames the other")));
    if (uses.possible) how.push(entry(faintSample(uses, vocabulary.fills[0].key), t("may be of these days, or lasted longer")));
    const columns = [column(t("What happened"), what), column(t("How well it is evidenced"), how)].filter((part) => part !== null);
    const foot = [this.colours(shows), ...this.grounds(shows, whole)].filter((part) => part !== null);
    return [...(columns.length ? [make("div", "tm-key-columns", ...columns)] : []), ...(foot.length ? [make("div", "tm-key-foot", ...foot)] : [])];
  }

  /** @param {Shows} shows */
  colours({ uses, cells }) {
    if (cells) return make("p", "tm-key-line", make("span", "tm-key-note", t("one disc = the incidents of a cell; its ring: how they are evidenced")));
    if (!uses.harm && !uses.other) return make("p", "tm-key-line", make("span", "tm-key-note", t("no incident to show on the map")));
    const square = (/** @type {boolean} */ harm) => make("span", `tm-key-colour ${harm ? "tm-key-harm" : "tm-key-other"}`);
    const parts = [];
    if (uses.harm) parts.push(make("span", "tm-key-entry", square(true), t("people harmed")));
    if (uses.other) parts.push(make("span", "tm-key-entry", square(false), t("other")));
    parts.push(make("span", "tm-key-note", t("one mark = one incident")));
    if (uses.crowds) parts.push(make("span", "tm-key-note", t("a disc with a number: so many at one place; its ring: how they are evidenced")));
    return make("p", "tm-key-line", ...parts);
  }

  /** @param {Shows} shows @param {boolean} whole */
  grounds({ tints, day, road, corridor }, whole) {
    const { holders } = this.app.record.vocabulary;
    const rows = holders.filter(({ tint }) => tint && tints.has(tint));
    const parts = rows.map(({ tint, label }, k) => {
      const words = k < rows.length - 1 ? label : t("{held} on {day}", { held: label, day: whole ? wordsOf(day) : shortWords(day) });
      return make("span", "tm-key-entry", heldSample(tint), words);
    });
    const lines = [];
    if (road) lines.push(make("span", "tm-key-entry", make("span", "tm-key-road"), t("Lachin road, schematic")));
    if (corridor) lines.push(make("span", "tm-key-entry", make("span", "tm-key-corridor"), t("5 km corridor of 10 November 2020, schematic")));
    return [parts, lines].flatMap((group) => (group.length ? [make("p", "tm-key-line", ...group)] : []));
  }
}

/** @param {Shows} shows */
const lookOf = ({ uses, tints, day, road, corridor, cells }) => [nameOf(uses), [...tints], day, road, corridor, cells].join(" ");

/** @param {Node} icon @param {string} words */
function entry(icon, words) {
  return make("li", "tm-key-entry", icon, make("span", "", words));
}

/** @param {string} title @param {HTMLElement[]} entries */
function column(title, entries) {
  return entries.length ? make("div", "", make("h3", "tm-key-title", title), make("ul", "", ...entries)) : null;
}

/** @param {number} k place of the fill */
function barSample(k) {
  const sample = make("span", "tm-key-colour");
  sample.style.background = `var(--tm-block-${k})`;
  return sample;
}

/** @param {Uses} uses @param {string} fill */
function faintSample({ harm }, fill) {
  const icon = markIcon({ shape: "", fill, harm, soft: false }, ICON_PX);
  icon.classList.add("tm-key-faint");
  return icon;
}
