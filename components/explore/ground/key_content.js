/** What the key says, as samples with their words: for the key on the map and for a picture of it. No DOM. */

import { shortWords, wordsOf } from "../data/days.js";
import { t } from "../words.js";
import { familyOf } from "./key_entries.js";

/** @typedef {import("../types.js").Vocabulary} Vocabulary */

/**
 * @typedef {object} Shows what the key explains
 * @property {import("./key_entries.js").Uses} uses @property {boolean} plain marks do not say how well their incidents are evidenced
 * @property {Set<string>} tints @property {number} day of the tints
 * @property {boolean} road @property {boolean} corridor @property {boolean} cells
 */

/**
 * @typedef {{kind: "mark", mark: import("../panels/mark.js").Mark, faint: boolean} | {kind: "bar", place: number}
 *   | {kind: "colour", harm: boolean} | {kind: "held", tint: string} | {kind: "road"} | {kind: "corridor"}} Sample
 */
/** @typedef {{sample: Sample | null, words: string}} Entry */
/** @typedef {{columns: Array<{title: string, entries: Entry[]}>, lines: Entry[][]}} KeyContent columns that have entries */

/** @param {Vocabulary} vocabulary @param {Shows} shows @param {boolean} whole in words that need more room @returns {KeyContent} */
export function describeKey(vocabulary, shows, whole) {
  const columns = [
    { title: t("What happened"), entries: whatEntries(vocabulary, shows) },
    { title: t("How well it is evidenced"), entries: howEntries(vocabulary, shows) },
  ];
  const lines = [countEntries(shows), heldEntries(vocabulary, shows, whole), groundEntries(shows)];
  return { columns: columns.filter(({ entries }) => entries.length), lines: lines.filter((line) => line.length) };
}

/** @param {Partial<import("../panels/mark.js").Mark>} mark @param {string} words @param {boolean} [faint] @returns {Entry} */
function markEntry(mark, words, faint = false) {
  return { sample: { kind: "mark", mark: { shape: "", fill: "", harm: null, soft: false, ...mark }, faint }, words };
}

/** @param {Sample | null} sample @param {string} words @returns {Entry} */
const entry = (sample, words) => ({ sample, words });

/** @param {Vocabulary} vocabulary @param {Shows} shows */
function whatEntries(vocabulary, { uses, plain, cells }) {
  const fill = vocabulary.fills[0].key;
  const shapes = cells ? [] : vocabulary.shapes.filter(({ key }) => uses.shapes.has(key));
  return shapes.map(({ key, label }) => markEntry({ shape: key, fill, harm: plain ? null : familyOf(vocabulary, key) ?? false }, label));
}

/** @param {Vocabulary} vocabulary @param {Shows} shows */
function howEntries({ fills }, { uses, plain, cells }) {
  const fill = fills[0].key;
  const harm = uses.harm || null;
  const shown = plain ? [] : fills.filter(({ key }) => cells || uses.fills.has(key));
  const how = shown.map(({ key, label }, place) => (cells ? entry({ kind: "bar", place }, label) : markEntry({ fill: key, harm }, label)));
  if (uses.soft) how.push(markEntry({ fill, harm: uses.harm, soft: true }, t("pale disc: district only")));
  if (uses.split && !plain) how.push(markEntry({ fill, harm, split: true }, t("each side blames the other")));
  if (uses.possible) how.push(markEntry({ fill, harm: uses.harm }, t("may be of these days, or lasted longer"), true));
  return how;
}

/** @param {Shows} shows */
function countEntries({ uses, plain, cells }) {
  if (cells) return [entry(null, t("one disc = the incidents of a cell; its ring: how they are evidenced"))];
  if (!uses.harm && !uses.other) return [entry(null, t("no incident to show on the map"))];
  const parts = [];
  if (uses.harm && !plain) parts.push(entry({ kind: "colour", harm: true }, t("people harmed")));
  if (uses.other && !plain) parts.push(entry({ kind: "colour", harm: false }, t("other")));
  parts.push(entry(null, t("one mark = one incident")));
  if (uses.crowds && plain) parts.push(entry(null, t("a disc with a number: so many at one place")));
  else if (uses.crowds) parts.push(entry(null, t("a disc with a number: so many at one place; its ring: how they are evidenced")));
  return parts;
}

/** @param {Vocabulary} vocabulary @param {Shows} shows @param {boolean} whole */
function heldEntries({ holders }, { tints, day }, whole) {
  const rows = holders.filter(({ tint }) => tint && tints.has(tint));
  return rows.map(({ tint, label }, k) => {
    const words = k < rows.length - 1 ? label : t("{held} on {day}", { held: label, day: whole ? wordsOf(day) : shortWords(day) });
    return entry({ kind: "held", tint }, words);
  });
}

/** @param {Shows} shows */
function groundEntries({ road, corridor }) {
  const lines = [];
  if (road) lines.push(entry({ kind: "road" }, t("Lachin road, schematic")));
  if (corridor) lines.push(entry({ kind: "corridor" }, t("5 km corridor of 10 November 2020, schematic")));
  return lines;
}
