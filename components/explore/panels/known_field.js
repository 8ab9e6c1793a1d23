/** "As known on": the day as of which the record is shown, a field among the filters. */

import { dayOf, isoOf, wordsOf } from "../data/days.js";
import { make, makeButton } from "../elements.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */

/** Show the record as of a day, or of today, as one entry of the history. @param {App} app @param {number | null} known */
export function showKnown(app, known) {
  app.change({ known, page: 0 }, "new");
  app.say(known === null ? t("The record as of today") : t("As known on {day}", { day: wordsOf(known) }));
}

/** The field of the drawer. @param {App} app */
export function makeKnownField(app) {
  const { periods } = app.record;
  const whole = periods[periods.length - 1];
  const input = /** @type {HTMLInputElement} */ (make("input", "tm-known-day"));
  input.type = "date";
  input.min = isoOf(whole.start);
  input.max = isoOf(whole.end);
  input.addEventListener("change", () => {
    const day = dayOf(input.value);
    if (day !== null && whole.start <= day && day <= whole.end) showKnown(app, day);
  });
  const today = makeButton("tm-button", t("Today"), t("The record as of today"), () => {
    showKnown(app, null);
    // The button has nothing more to do, and would lose the focus.
    input.focus({ preventScroll: true });
  });
  const label = make("label", "tm-known-label", make("span", "", t("What had been said by")), input);
  const head = make("h4", "tm-facet-name", t("As known on"));
  const note = make("p", "tm-card-note", t("Map, levels, tolls and claims as they followed from what had been said by the end of that day. Claims without a known day count from the last check of the record."));
  const element = make("div", "tm-facet", head, make("div", "tm-known-line", label, today), note);
  return {
    element,
    /** @param {Scene} scene */
    draw({ state }) {
      input.value = state.known === null ? "" : isoOf(state.known);
      today.disabled = state.known === null;
    },
    arrange() {},
  };
}
