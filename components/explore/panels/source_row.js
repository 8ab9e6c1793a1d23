/** A source in its list: what it is; opened, who stands behind it and what was read. */

import { make, makeButton, makeRecord, setText } from "../elements.js";
import { t, tn } from "../words.js";
import { makeOut } from "./claims.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").SourceData} SourceData */

export class SourceRow {
  /** @param {App} app @param {SourceData} source */
  constructor(app, source) {
    this.app = app;
    this.source = source;
    const about = [source.by, source.date, source.side].filter(Boolean).join(" · ");
    this.button = /** @type {HTMLButtonElement} */ (make("button", "tm-source-row", makeRecord("span", "tm-source-title", source.title), makeRecord("span", "tm-source-about", about)));
    this.button.type = "button";
    this.button.addEventListener("click", () => app.change({ source: this.open ? null : source.id }, "new"));
    this.element = make("li", "tm-source", this.button);
    this.element.dataset.source = source.id;
    /** @type {HTMLElement | null} */
    this.body = null;
    this.rests = make("p", "");
    /** How many incidents rest on it, in words; made when they are read. @type {() => string} */
    this.restWords = () => "";
    this.setOpen(false);
  }

  get open() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  /** @param {boolean} open */
  setOpen(open) {
    if (open === this.open && this.button.hasAttribute("aria-expanded")) return;
    this.button.setAttribute("aria-expanded", String(open));
    if (open && !this.body) {
      this.body = make("div", "tm-source-full", ...this.makeLines());
      this.element.append(this.body);
    }
    if (this.body) this.body.hidden = !open;
    this.drawRests();
  }

  /** @param {number} incidents @param {boolean} ofShown whether they are those shown, or all of the record */
  count(incidents, ofShown) {
    this.restWords = () => (ofShown
      ? tn("{n} of the incidents shown rests on it.", "{n} of the incidents shown rest on it.", incidents)
      : tn("{n} incident of the record rests on it.", "{n} incidents of the record rest on it.", incidents));
    this.drawRests();
  }

  drawRests() {
    if (!this.open) return;
    const words = this.restWords();
    setText(this.rests, words);
  }

  makeLines() {
    const { source, app } = this;
    const texts = [source.facts.join(" · "), source.affiliation, source.basis, source.address, source.note];
    const lines = texts.filter(Boolean).map((text) => makeRecord("p", "", text));
    return [...lines, this.rests, makeWays(app, source)];
  }
}

/** Its page among the sources, and its address. @param {App} app @param {SourceData} source */
function makeWays(app, { id, title, url }) {
  const line = make("p", "tm-source-ways");
  const out = makeOut(url, title);
  if (out) line.append(out);
  if (app.pages.some(({ key }) => key === "sources")) {
    const words = t("Its page");
    line.append(makeButton("tm-link", words, words, () => app.go("sources", { source: id })));
  }
  return line;
}
