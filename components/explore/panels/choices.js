/** The values of the filters: labels, marks, what is chosen. No DOM. */

import { clip } from "../link.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Filters} Filters */
/** @typedef {import("../types.js").Facet} Facet */
/** @typedef {import("./mark.js").Mark} Mark */
/** @typedef {{key: string, label: string, mark: Mark | null, named: boolean}} Value named: the label is a name of the record */
/** @typedef {{facet: Facet | null, key: string, label: string, named: boolean}} Chip facet null: the words searched for */

/** The filter whose values are districts, and the one whose values lie in them. */
export const OUTER = "districts";
export const INNER = "places";

/** The values of a filter in the order of the record. @param {RecordData} record @param {Facet} facet @returns {Value[]} */
export function facetValues(record, facet) {
  const { vocabulary } = record;
  const plain = (/** @type {{key: string, label: string}} */ { key, label }) => ({ key, label, mark: null, named: false });
  const name = (/** @type {{id: string, name: string}} */ place) => ({ key: place.id, label: place.name, mark: null, named: true });
  if (facet === OUTER) return [...record.districts.map(name), plain(vocabulary.off_map)];
  if (facet === INNER) return record.places.map(name);
  if (facet === "categories") {
    const fill = vocabulary.fills[0].key;
    return vocabulary.categories.map((term) => ({ ...plain(term), mark: { shape: term.shape, fill, harm: term.harm, soft: false } }));
  }
  if (facet === "evidence") {
    const shape = vocabulary.shapes[0].key;
    return vocabulary.evidence.map((term) => ({ ...plain(term), mark: { shape, fill: term.fill, harm: null, soft: false } }));
  }
  if (facet === "contests") {
    const [shape, fill] = [vocabulary.shapes[0].key, vocabulary.fills[0].key];
    return vocabulary.contests.map((term) => ({ ...plain(term), mark: term.split ? { shape, fill, harm: null, soft: false, split: true } : null }));
  }
  return vocabulary[facet].map(plain);
}

/** Filters with a value of one of them set or taken away. @param {Filters} filters @param {Facet} facet @param {string} key @param {boolean} on @returns {Filters} */
export function choose(filters, facet, key, on) {
  const others = filters[facet].filter((value) => value !== key);
  return { ...filters, [facet]: on ? [...others, key] : others };
}

/** How many values are set, words searched for left out. @param {Filters} filters */
export function countChosen(filters) {
  return Object.values(filters).reduce((sum, values) => sum + values.length, 0);
}

/** All that is set, one entry each. @param {RecordData} record @param {State} state @returns {Chip[]} */
export function chipsOf(record, state) {
  const chips = /** @type {Facet[]} */ (Object.keys(state.filters)).flatMap((facet) => {
    if (!state.filters[facet].length) return [];
    const labels = new Map(facetValues(record, facet).map((value) => [value.key, value]));
    return state.filters[facet].map((key) => ({
      facet, key, label: labels.get(key)?.label ?? key, named: labels.get(key)?.named ?? false,
    }));
  });
  const text = state.text.trim();
  return text ? [...chips, { facet: null, key: text, label: t("“{text}”", { text: clip(text) }), named: true }] : chips;
}

/** The state without what a chip stands for. @param {State} state @param {Chip} chip @returns {Partial<State>} */
export function withoutChip(state, chip) {
  return chip.facet === null ? { text: "" } : { filters: choose(state.filters, chip.facet, chip.key, false) };
}

/**
 * Districts with the places in them, those with the most incidents first; places outside all districts last.
 * @param {RecordData} record @param {Record<string, number> | null} counts of the districts
 * @param {Record<string, number> | null} inner counts of the places @param {Filters} filters what is chosen comes first
 * @returns {Array<{district: Value | null, places: Value[]}>}
 */
export function placeTree(record, counts, inner, filters) {
  const districts = facetValues(record, OUTER);
  const places = facetValues(record, INNER);
  const within = (/** @type {number} */ k) => sortValues(places.filter((_, p) => record.places[p].district === k), inner, []);
  const trees = districts.map((district, k) => ({ district, places: k < record.districts.length ? within(k) : [] }));
  const rank = new Map(sortValues(districts, counts, filters[OUTER]).map(({ key }, k) => [key, k]));
  trees.sort((a, b) => (rank.get(a.district.key) ?? 0) - (rank.get(b.district.key) ?? 0));
  const loose = within(-1);
  return loose.length ? [...trees, { district: null, places: loose }] : trees;
}

/** Chosen values, then those with the most incidents, then by name. @param {Value[]} values @param {Record<string, number> | null} counts @param {string[]} chosen */
function sortValues(values, counts, chosen) {
  const first = (/** @type {Value} */ { key }) => Number(chosen.includes(key));
  const size = (/** @type {Value} */ { key }) => counts?.[key] ?? 0;
  return [...values].sort((a, b) => first(b) - first(a) || size(b) - size(a) || a.label.localeCompare(b.label));
}
