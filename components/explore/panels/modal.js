/** A dialog over the page, open while the state says so. */

import { make, makeButton } from "../elements.js";
import { t } from "../words.js";
import { icon } from "./icons.js";

/**
 * @typedef {object} About
 * @property {import("../types.js").State["dialog"]} key under which the state opens it @property {string} title
 * @property {() => Node[]} parts made anew at each opening; what has `data-first` takes the focus
 * @property {() => void} [closed]
 */

export class Modal {
  /** @param {import("../types.js").App} app @param {HTMLElement} host @param {About} about */
  constructor(app, host, { key, title, parts, closed }) {
    this.key = key;
    this.parts = parts;
    const heading = make("h2", "tm-dialog-title", title);
    heading.id = `tm-dialog-${key}`;
    this.body = make("div", "tm-dialog-body");
    const close = makeButton("tm-button tm-plain tm-icon-only", "", t("Close"), () => this.element.close());
    close.append(icon("close"));
    this.element = /** @type {HTMLDialogElement} */ (make("dialog", "tm-dialog", make("div", "tm-dialog-head", heading, close), this.body));
    this.element.dataset.dialog = key;
    this.element.setAttribute("aria-labelledby", heading.id);
    this.element.addEventListener("close", () => {
      closed?.();
      if (app.state.dialog === key) app.change({ dialog: "" });
    });
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
    host.append(this.element);
  }

  /** @param {import("../types.js").Scene} next */
  draw({ state }) {
    const wanted = state.dialog === this.key;
    if (wanted === this.element.open) return;
    if (!wanted) return this.element.close();
    this.body.replaceChildren(...this.parts());
    this.element.showModal();
    /** @type {HTMLElement | null} */ (this.body.querySelector("[data-first]"))?.focus({ preventScroll: true });
  }

  destroy() {
    this.element.remove();
  }
}
