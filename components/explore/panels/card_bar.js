/** The bar of a card, which stays: back to the list, the one before and after, link, citation, close. */

import { make, makeButton, setText } from "../elements.js";
import { grouped, t } from "../words.js";
import { Citation } from "./card_cite.js";
import { icon } from "./icons.js";
import { makeCopier } from "./share.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./card_place.js").Place} Place */

export class CardBar {
  /** @param {App} app @param {() => void} close */
  constructor(app, close) {
    this.app = app;
    /** @type {Place | null} */
    this.place = null;
    this.list = makeSign("tm-card-back", "left", t("List"), t("Back to the list"), close);
    this.before = makeSign("tm-icon-only", "left", "", t("Incident before"), () => this.step(this.place?.before));
    this.after = makeSign("tm-icon-only", "right", "", t("Next incident"), () => this.step(this.place?.after));
    this.at = make("span", "tm-card-at");
    const words = make("span", "tm-card-word", t("Link"));
    const copier = makeCopier(app, words);
    this.copier = copier;
    this.link = makeSign("tm-card-link", "link", "", t("Copy the link to this incident"), () => copier.copy());
    this.link.append(words);
    this.cite = new Citation(app);
    const steps = make("div", "tm-card-steps", this.before, this.at, this.after);
    this.element = make("div", "tm-card-bar", this.list, steps, this.link, this.cite.button, makeSign("tm-icon-only", "close", "", t("Close the incident"), close), this.cite.element);
  }

  /** @param {string | null | undefined} event */
  step(event) {
    if (event) this.app.change({ event });
  }

  /** @param {Place} place */
  draw(place) {
    const { before, after } = this;
    this.place = place;
    before.setAttribute("aria-disabled", String(!place.before));
    after.setAttribute("aria-disabled", String(!place.after));
    const words = place.at ? t("{n} of {total}", { n: grouped(place.at), total: grouped(place.total) }) : "";
    setText(this.at, words);
  }

  destroy() {
    this.copier.destroy();
    this.cite.destroy();
  }
}

/**
 * A quiet button with a sign.
 * @param {string} className @param {Parameters<typeof icon>[0]} sign @param {string} words @param {string} name @param {() => void} act
 */
export function makeSign(className, sign, words, name, act) {
  const button = makeButton(`tm-button tm-plain ${className}`, "", name, act);
  button.append(icon(sign));
  if (words) button.append(make("span", "tm-card-word", words));
  return button;
}
