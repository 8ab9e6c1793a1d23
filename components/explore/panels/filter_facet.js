/** A filter in the drawer: its question and its values. */

import { make } from "../elements.js";
import { choose, facetValues } from "./choices.js";
import { FilterValue } from "./filter_value.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Facet} Facet */

/** Set or take away a value, as one entry of the history. @param {App} app @param {Facet} facet */
export function chooser(app, facet) {
  return (/** @type {string} */ key, /** @type {boolean} */ on) =>
    app.change({ filters: choose(app.state.filters, facet, key, on), page: 0 }, "new");
}

/** Show the counts of a filter. @param {App} app @param {Scene} scene @param {Facet} facet @param {Iterable<FilterValue>} values */
export function drawValues(app, scene, facet, values) {
  const counts = app.selection.options(scene, facet);
  const most = counts ? Math.max(0, ...Object.values(counts)) : 0;
  const chosen = scene.state.filters[facet];
  for (const value of values) value.draw(counts ? counts[value.key] ?? 0 : null, most, chosen.includes(value.key));
}

/** @param {App} app @param {{key: string, label: string, question: string}} facet @param {boolean} alone the only one of its group */
export function makeFacet(app, { key, label, question }, alone) {
  const facet = /** @type {Facet} */ (key);
  const values = facetValues(app.record, facet).map((value) => new FilterValue(value, chooser(app, facet)));
  const legend = make("legend", alone ? "tm-unseen" : "tm-facet-name", label);
  legend.title = question;
  const element = make("fieldset", "tm-facet", legend, ...values.map((value) => value.element));
  return { element, draw: (/** @type {Scene} */ scene) => drawValues(app, scene, facet, values), arrange() {} };
}
