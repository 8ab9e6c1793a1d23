/** The method in short, as a copy of the record has it in the place of a page. */

import { make } from "../elements.js";
import { t } from "../words.js";
import { markIcon } from "./mark.js";

/** @param {import("../types.js").App} app @returns {Node[]} */
export function methodParts({ record, copy }) {
  const [first = [], ...others] = (copy?.method ?? []).map(({ title, texts }) => [makeTitle(title), ...texts.map((words) => make("p", "", words))]);
  return [...first, makeTitle(t("How well it is evidenced")), make("p", "", t("The first rule that fits gives the level; nobody types it in.")), makeRules(record), ...others.flat()];
}

/** @param {string} words */
const makeTitle = (words) => make("h3", "tm-method-title", words);

/** @param {import("../types.js").RecordData} record */
function makeRules({ vocabulary }) {
  const shape = vocabulary.shapes[0].key;
  return make("ol", "tm-method-rules", ...vocabulary.evidence.map(({ label, rule, fill }) => {
    const mark = markIcon({ shape, fill, harm: null, soft: false }, 16);
    return make("li", "", mark, make("span", "", make("strong", "", label), ": ", rule));
  }));
}
