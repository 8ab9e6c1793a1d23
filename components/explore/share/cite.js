/** A view of the record as it is cited: as a line, BibTeX, RIS and CSL-JSON 1.0.2. No DOM. */

import { isoOf, partsOf, wordsOf } from "../data/days.js";
import { t } from "../words.js";
import { slug } from "./view_words.js";

/**
 * @typedef {object} Cited
 * @property {string} author @property {string} title of the record @property {string} view its dates, in words, "" for the whole record
 * @property {string} note what else is set, "" for nothing @property {string} version
 * @property {number} day of the latest check @property {number} accessed @property {string} url
 */

/** @typedef {{key: string, label: string, ending: string, write: (cited: Cited) => string}} Form */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/** Signs that group or command in TeX; braces must be balanced in an entry. @type {Record<string, string>} */
const TEX = { "{": "(", "}": ")", "\\": "/", $: "USD ", "~": "-", "^": "", "%": "\\%", "_": "\\_", "&": "\\&", "#": "\\#" };

/** The forms in the order in which they are offered. @returns {Form[]} */
export const citationForms = () => [
  { key: "plain", label: t("Text"), ending: "txt", write: citePlain },
  { key: "bibtex", label: t("BibTeX"), ending: "bib", write: citeBibtex },
  { key: "ris", label: t("RIS"), ending: "ris", write: citeRis },
  { key: "csl", label: t("CSL-JSON"), ending: "json", write: citeCsl },
];

/** In one line. @param {string} text */
const inLine = (text) => text.replace(/\s+/g, " ").trim();

/** @param {Cited} cited */
const titleOf = ({ title, view }) => inLine(view ? `${title}: ${view}` : title);

/** @param {Cited} cited */
function citePlain(cited) {
  const { author, title, note, version, day, accessed, url } = cited;
  const words = t("{title}. Version {version}, checked {day}. {url} (accessed {accessed}).", {
    title: `${titleOf(cited)}${note && ` (${inLine(note)})`}`, version, day: wordsOf(day), url, accessed: wordsOf(accessed),
  });
  // A body that is called as its work is not named twice.
  return author === title ? words : `${inLine(author)}. ${words}`;
}

/** @param {Cited} cited */
function noteOf({ version, note }) {
  const words = t("Version {version}", { version });
  return inLine(note ? `${words}; ${note}` : words);
}

/** @param {Cited} cited */
function citeBibtex(cited) {
  const [year, month] = partsOf(cited.day);
  const tex = (/** @type {string} */ text) => inLine(text).replace(/[{}\\$~^%_&#]/g, (sign) => TEX[sign]);
  const fields = {
    author: `{${tex(cited.author)}}`, title: `{${tex(titleOf(cited))}}`, year: String(year), month: MONTHS[month],
    howpublished: tex(t("Interactive map")), note: tex(noteOf(cited)), urldate: isoOf(cited.accessed),
    // Readers of BibTeX take an address letter by letter.
    url: cited.url.replace(/[{}\\\s]/g, encodeURIComponent),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@misc{${keyOf(cited)},`, ...lines, "}", ""].join("\n");
}

/** @param {Cited} cited */
const keyOf = ({ title, version }) => `${slug(title)}-${slug(version)}`;

/** @param {Cited} cited */
function citeRis(cited) {
  const slashed = (/** @type {number} */ day) => isoOf(day).replaceAll("-", "/");
  const lines = [
    ["TY", "MAP"], ["AU", cited.author], ["TI", titleOf(cited)], ["PY", String(partsOf(cited.day)[0])], ["DA", slashed(cited.day)],
    ["ET", cited.version], ["N1", noteOf(cited)], ["UR", cited.url], ["Y2", slashed(cited.accessed)], ["ER", ""],
  ];
  return lines.map(([tag, value]) => `${tag}  - ${inLine(value)}\r\n`).join("");
}

/** @param {Cited} cited */
function citeCsl(cited) {
  const date = (/** @type {number} */ day) => ({ "date-parts": [isoOf(day).split("-").map(Number)] });
  const item = {
    id: keyOf(cited), type: "map", title: titleOf(cited), author: [{ literal: inLine(cited.author) }], issued: date(cited.day),
    accessed: date(cited.accessed), version: cited.version, note: noteOf(cited), URL: cited.url,
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}
