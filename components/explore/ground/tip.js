/** What stands under the pointer, in words; and the list of several incidents at one point. */

import { make, makeButton } from "../elements.js";
import { icon } from "../panels/icons.js";
import { markIcon } from "../panels/mark.js";
import { grouped, t, tn } from "../words.js";

/** @typedef {import("../types.js").Item} Item */
/** @typedef {{x: number, y: number}} Point */

const EDGE_PX = 4;

/** Words in the data of the record. @param {string} tag @param {string} className @param {string} words */
function recorded(tag, className, words) {
  const element = make(tag, className, words);
  element.dataset.record = "";
  return element;
}

/** What an incident's mark says, in words. @param {Item} item */
export const markWords = ({ category, evidence, place_precision }) =>
  [category.label, evidence.label, place_precision.label].join(" · ");

export class Tip {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    this.element = make("div", "tm-tip");
    this.element.setAttribute("role", "tooltip");
    this.element.hidden = true;
    host.append(this.element);
  }

  /** @param {Point} at @param {Item} item @param {string} [before] a line above @param {boolean} [possible] */
  showItem(at, item, before = "", possible = false) {
    const parts = [make("div", "tm-tip-day", item.when), recorded("strong", "", item.title), make("div", "tm-tip-mark", markWords(item))];
    if (possible) parts.push(make("div", "tm-tip-mark", t("may be of these days, or lasted longer")));
    if (before) parts.unshift(make("div", "tm-tip-day", before));
    this.show(at, parts);
  }

  /** @param {Point} at @param {Array<Node | string>} parts */
  show(at, parts) {
    const { element, host } = this;
    element.replaceChildren(...parts);
    element.hidden = false;
    const left = Math.min(Math.max(EDGE_PX, at.x + 16), Math.max(EDGE_PX, host.clientWidth - element.offsetWidth - EDGE_PX));
    const above = at.y - element.offsetHeight - 14;
    element.style.transform = `translate(${left}px, ${above > EDGE_PX ? above : at.y + 18}px)`;
  }

  hide() {
    if (!this.element.hidden) this.element.hidden = true;
  }
}

export class Several {
  /** @param {HTMLElement} host @param {(id: string) => void} choose @param {() => void} closed by hand */
  constructor(host, choose, closed) {
    this.host = host;
    this.choose = choose;
    this.closed = closed;
    this.element = make("section", "tm-several");
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-label", t("Incidents at this point"));
    this.element.hidden = true;
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.closed();
    });
    host.append(this.element);
  }

  get open() {
    return !this.element.hidden;
  }

  /** @param {Point} at @param {Item[]} items the first of `total` @param {number} total @param {string} [fault] */
  show(at, items, total, fault = "") {
    const shut = makeButton("tm-button tm-plain tm-icon-only", "", t("Close the list"), () => {
      this.close();
      this.closed();
    });
    shut.append(icon("close"));
    const title = make("strong", "", fault || tn("{n} incident here", "{n} incidents here", total));
    const rows = make("ul", "", ...items.map((item) => this.row(item)));
    if (total > items.length && items.length) rows.append(make("li", "tm-several-note", t("The first {n}; a shorter range shows fewer.", { n: grouped(items.length) })));
    const { element, host } = this;
    element.replaceChildren(make("div", "tm-several-head", title, shut), rows);
    element.hidden = false;
    const left = Math.min(Math.max(6, at.x + 18), Math.max(6, host.clientWidth - element.offsetWidth - 6));
    const top = Math.min(Math.max(6, at.y - 30), Math.max(6, host.clientHeight - element.offsetHeight - 6));
    element.style.transform = `translate(${left}px, ${top}px)`;
    (rows.querySelector("button") ?? shut).focus({ preventScroll: true });
  }

  /** @param {Item} item */
  row(item) {
    const { shape, harm } = item.category;
    const words = make("span", "", make("small", "", item.when), recorded("span", "", item.title));
    const button = makeButton("tm-several-item", "", "", () => {
      this.close();
      this.choose(item.id);
    });
    button.removeAttribute("aria-label");
    button.removeAttribute("title");
    button.append(markIcon({ shape, fill: item.evidence.fill, harm, soft: item.place_precision.soft, split: item.split }), words);
    return make("li", "", button);
  }

  close() {
    this.element.hidden = true;
  }
}
