/** Both sides' totals side by side, large. */

import { make } from "../elements.js";
import { grouped, t, tn } from "../words.js";
import { sumSides } from "./totals.js";

/** @param {import("../types.js").App} app @param {import("../types.js").Shown} shown @returns {HTMLElement[]} */
export function makeTotals(app, shown) {
  const { record, selection } = app;
  const events = selection.singles;
  if (!events) return [make("p", "tm-over-note", t("A record of this size has no totals here."))];
  const { fills } = record.vocabulary;
  const columns = sumSides(record, events, shown.rows).map(({ label, incidents, fills: counts }) => make("div", "tm-over-column",
    make("h3", "tm-over-title", label),
    make("p", "tm-over-number", grouped(incidents)),
    make("p", "", tn("incident of harm", "incidents of harm", incidents)),
    make("ul", "tm-over-list", ...counts.flatMap((count, k) => (count ? [make("li", "", make("b", "", grouped(count)), " ", fills[k].label)] : [])))));
  const note = make("p", "tm-over-note", t("Incidents in these days and filters, not people; one that harmed both sides counts for either."));
  return [make("h2", "tm-over-head", t("Harmed side")), make("div", "tm-over-columns", ...columns), note];
}
