/** The line to cite an incident, with its address where that leads others to it, under the button that shows it. */

import { make, makeButton, makeRecord } from "../elements.js";
import { t } from "../words.js";
import { icon } from "./icons.js";
import { closeOutside, rootOf } from "./popover.js";

/** How long the button says that the line was copied, milliseconds. */
const SAID_MS = 2000;

export class Citation {
  /** @param {import("../types.js").App} app */
  constructor(app) {
    this.app = app;
    this.cite = "";
    this.timer = 0;
    this.button = makeButton("tm-button tm-plain tm-card-cite", "", t("Cite this incident"), () => this.toggle());
    this.button.append(icon("quote"), make("span", "tm-card-word", t("Cite")));
    this.button.setAttribute("aria-haspopup", "dialog");
    this.text = makeRecord("p", "tm-cite-text", "");
    this.copyWords = make("span", "", t("Copy"));
    const copy = makeButton("tm-button", "", t("Copy the citation"), () => this.copy());
    copy.append(this.copyWords);
    const close = makeButton("tm-button tm-plain", t("Close"), t("Close"), () => this.toggle());
    this.element = make("div", "tm-cite", this.text, make("div", "tm-cite-buttons", copy, close));
    this.element.setAttribute("role", "dialog");
    this.element.setAttribute("aria-label", t("Cite this incident"));
    this.element.hidden = true;
    this.stop = () => {};
  }

  /** What stands in the page listens for a press elsewhere. */
  listen() {
    this.stop = closeOutside(rootOf(this.element), {
      isOpen: () => !this.element.hidden,
      close: () => this.app.change({ dialog: "" }),
      holds: [this.button, this.element],
    });
  }

  toggle() {
    this.app.change({ dialog: this.app.state.dialog === "cite" ? "" : "cite" });
  }

  /** @param {boolean} open @param {string} cite "" while it is on its way */
  draw(open, cite) {
    const show = open && cite !== "";
    this.cite = cite;
    this.button.disabled = cite === "";
    if (show === !this.element.hidden) return;
    this.element.hidden = !show;
    this.button.setAttribute("aria-expanded", String(show));
    if (show) this.text.textContent = this.line();
  }

  line() {
    const { copy } = this.app;
    return copy && !copy.lasting ? this.cite : `${this.cite} ${this.app.link()}`;
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.line());
    } catch {
      // The line is there to be copied by hand.
      window.getSelection()?.selectAllChildren(this.text);
      return;
    }
    this.app.say(t("Citation copied"));
    this.copyWords.textContent = t("Copied");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => { this.copyWords.textContent = t("Copy"); }, SAID_MS);
  }

  destroy() {
    clearTimeout(this.timer);
    this.stop();
  }
}
