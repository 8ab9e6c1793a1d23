/** What a lesson that is made can become: a file, a link, the record as one file with the lesson in it. */

import { tidyLesson } from "../data/lesson_table.js";
import { make, makeButton } from "../elements.js";
import { saveFile } from "../save.js";
import { grouped, t } from "../words.js";

/** @typedef {import("../types.js").App} App */

/** Letters of the name of a file. */
const LONGEST_NAME = 60;

/**
 * @param {App} app @param {() => boolean} isReady tells what is wrong, if anything is
 * @returns {HTMLElement[]}
 */
export function makeHandOver(app, isReady) {
  const { own, copy } = app;
  const said = make("p", "tm-quiet");
  said.setAttribute("role", "status");
  const address = /** @type {HTMLInputElement} */ (make("input", "tm-address"));
  address.readOnly = true;
  address.hidden = true;
  address.setAttribute("aria-label", t("Address of the lesson"));
  const name = () => nameOf(own.draft.table.title ?? "");
  const save = () => {
    if (isReady()) saveFile(new Blob([`${JSON.stringify(tidyLesson(own.draft.table), null, 2)}\n`], { type: "application/json" }), `${name()}.json`);
  };
  const link = async () => {
    if (!isReady()) return;
    const found = await own.writeLink();
    const most = app.record.limits.made;
    address.hidden = found.letters > most;
    if (address.hidden) {
      said.textContent = t("Too long for a link: {n} letters, at most {most}. Save it as a file, or as one file with the record.", { n: grouped(found.letters), most: grouped(most) });
      return;
    }
    address.value = found.link;
    address.select();
    const copied = await navigator.clipboard?.writeText(found.link).then(() => true, () => false);
    said.textContent = copied ? t("Link copied. Who opens it sees the lesson, presented.") : t("Copy the address; who opens it sees the lesson, presented.");
    if (copy && !copy.lasting) said.textContent = t("The address leads to this copy, where the file lies now.");
  };
  const file = async () => {
    if (!isReady()) return;
    said.textContent = t("The file is being made …");
    try {
      saveFile(new Blob([(await own.writeFile()) ?? ""], { type: "text/html" }), `${name()}.html`);
      said.textContent = t("Saved: the map with all its cards and this lesson, which opens from disk without a network.");
    } catch {
      said.textContent = t("The file could not be made; try again.");
    }
  };
  const button = (/** @type {string} */ words, /** @type {() => void} */ act) => makeButton("tm-button", words, words, act);
  const whole = app.writeCopy ? [button(t("Download as one file with this lesson"), file)] : [];
  return [make("div", "tm-share-buttons", button(t("Save as a lesson file"), save), button(t("Copy as a link"), link), ...whole), address, said];
}

/** A title as the name of a file. @param {string} title */
function nameOf(title) {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.slice(0, LONGEST_NAME).replace(/^-|-$/g, "") || "lesson";
}
