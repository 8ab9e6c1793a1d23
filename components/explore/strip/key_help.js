/** The list of keys and gestures of the strip, as a dialog. */

import { make } from "../elements.js";
import { t } from "../words.js";
import { makeSignButton } from "./controls.js";

const listed = () => [
  [t("← →"), t("one day earlier or later")],
  [t("Shift + ← →, Page Down, Page Up"), t("one week earlier or later")],
  [t("Home, End"), t("first or last day in view")],
  [t("Space"), t("play or pause, with the focus on a handle or on the map")],
  [t("Next day with an incident"), t("in a range the first such day in it")],
  [t("Drag a handle"), t("move one end; while it plays, it goes on from there")],
  [t("Drag the coloured window"), t("move it as a whole")],
  [t("Drag on empty strip"), t("choose a new range; a press brings the nearer handle")],
  [t("Wheel, or two fingers"), t("zoom around the pointer; the dates stay")],
  [t("Shift + wheel"), t("move along the axis")],
  [t("A mark above the bars"), t("go to that day")],
];

export class KeyHelp {
  /** @param {() => void} closed */
  constructor(closed) {
    const title = make("h2", "tm-strip-help-title", t("Keys and gestures of the dates"));
    const list = make("dl", "tm-strip-help-list");
    for (const [key, what] of listed()) list.append(make("div", "", make("dt", "", key), make("dd", "", what)));
    this.host = /** @type {HTMLDialogElement} */ (make("dialog", "tm-strip-help",
      make("div", "tm-strip-help-head", title, makeSignButton("close", t("Close"), () => this.host.close())), list));
    this.host.setAttribute("aria-label", t("Keys and gestures of the dates"));
    this.host.addEventListener("close", closed);
    this.host.addEventListener("keydown", (event) => event.stopPropagation());
    this.host.addEventListener("click", (event) => {
      if (event.target === this.host) this.host.close();
    });
  }

  /** @param {boolean} open */
  draw(open) {
    if (open && !this.host.open) this.host.showModal();
    else if (!open && this.host.open) this.host.close();
  }
}
