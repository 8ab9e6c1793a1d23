/** A heading that opens and closes what stands below it; what is below is made at the first opening. */

import { make, setText } from "../elements.js";
import { icon } from "./icons.js";

let made = 0;

export class Fold {
  /**
   * @param {string} className @param {string} title @param {string} aside at the right, such as a number
   * @param {(body: HTMLElement) => void} build fills the body once
   * @param {{open?: boolean, heading?: string, changed?: (open: boolean) => void}} [about]
   */
  constructor(className, title, aside, build, { open = false, heading = "h3", changed } = {}) {
    this.build = build;
    this.built = false;
    this.words = make("span", "tm-card-fold-title", title);
    this.aside = make("span", "tm-card-fold-aside", aside);
    this.button = /** @type {HTMLButtonElement} */ (make("button", "tm-card-fold-button", icon("right", 16), this.words, this.aside));
    this.button.type = "button";
    this.body = make("div", "tm-card-fold-body");
    made += 1;
    this.body.id = `tm-fold-${made}`;
    this.button.setAttribute("aria-controls", this.body.id);
    this.button.addEventListener("click", () => {
      this.open = !this.open;
      changed?.(this.open);
    });
    this.element = make("div", `tm-card-fold ${className}`, make(heading, "tm-card-fold-head", this.button), this.body);
    this.open = open;
  }

  get open() {
    return !this.body.hidden;
  }

  set open(open) {
    if (open && !this.built) {
      this.built = true;
      this.build(this.body);
    }
    if (open === this.open && this.button.hasAttribute("aria-expanded")) return;
    this.body.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** @param {string} words at the right */
  say(words) {
    setText(this.aside, words);
  }
}
