/** A view in words: for pictures, citations and frames. No DOM. */

import { spanWords, wordsOf } from "../data/days.js";
import { clip } from "../link.js";
import { chipsOf } from "../panels/choices.js";
import { headlineWords } from "../panels/counts.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").State} State */

/**
 * @typedef {object} ViewWords "" for what is not set
 * @property {string} title of the record @property {string} dates @property {string} known @property {string} count
 * @property {string} filters @property {string} selected
 */

/**
 * @param {RecordData} record @param {import("../types.js").Scene} scene @param {string} selected title of the open incident
 * @returns {ViewWords}
 */
export function describeView(record, { state, shown }, selected) {
  return {
    title: record.citation.title,
    dates: spanWords(state.from, state.to),
    known: state.known === null ? "" : t("As known on {day}", { day: wordsOf(state.known) }),
    count: headlineWords(shown),
    filters: filterWords(record, state),
    selected: selected && t("Selected: {title}", { title: clip(selected) }),
  };
}

/** All filters with their values, by filter. @param {RecordData} record @param {State} state */
export function filterWords(record, state) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  for (const { facet, label } of chipsOf(record, state)) {
    const name = facet === null ? t("Search") : record.vocabulary.facets.find(({ key }) => key === facet)?.label ?? "";
    values.set(name, [...values.get(name) ?? [], clip(label)]);
  }
  return [...values].map(([name, labels]) => t("{filter}: {values}", { filter: name, values: labels.join(", ") })).join("; ");
}

/** Where the record comes from: title, version, day of the latest check. @param {RecordData} record */
export function sourceWords({ citation, version }) {
  return t("{record}, version {version}, checked {day}", { record: citation.title, version, day: wordsOf(citation.day) });
}

/** A text as part of a name of a file or of an id. @param {string} text */
export const slug = (text) => text.toLowerCase().normalize("NFKC").replace(/[^\p{Letter}\p{Number}]+/gu, "-").replace(/^-|-$/g, "");

/** A name of a file without its ending: the record and the days. @param {string} title @param {string} from ISO @param {string} to ISO */
export function fileName(title, from, to) {
  return [slug(title), from, ...(to === from ? [] : ["to", to])].filter(Boolean).join("-");
}
