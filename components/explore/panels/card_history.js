/** How level and toll of an incident changed through time: each step a button that shows the record of its day. */

import { make, makeRecord } from "../elements.js";
import { tn } from "../words.js";
import { Fold } from "./fold.js";
import { showKnown } from "./known_field.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").CardData} CardData */

/** Whether the steps stand open: they stay so from card to card, while one goes through them. */
let isOpen = false;

/** @param {CardData} card @param {App} app */
export function makeHistory({ history }, app) {
  if (!history.length) return null;
  const { known } = app.state;
  const past = known === null ? history.length : history.filter(({ day }) => day <= known).length;
  const steps = history.map(({ day, when, words }, k) => {
    const button = /** @type {HTMLButtonElement} */ (makeRecord("button", "tm-history-step", ""));
    button.type = "button";
    button.append(make("span", "tm-toll-day", when), make("span", "", words));
    if (k === past - 1) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => showKnown(app, day));
    return make("li", "", button);
  });
  const title = tn("As it became known, in {n} step", "As it became known, in {n} steps", history.length);
  const changed = (/** @type {boolean} */ open) => { isOpen = open; };
  const fold = new Fold("tm-card-counts", title, "", (body) => body.append(make("ol", "tm-history", ...steps)), { open: isOpen, heading: "h4", changed });
  return make("section", "tm-card-part tm-card-history", fold.element);
}
