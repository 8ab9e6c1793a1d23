/** What stands last on a card: where the founding articles differ, the note of the record, when it was checked. */

import { make, makeButton, makeRecord } from "../elements.js";
import { t, tn } from "../words.js";
import { parted } from "./claims.js";
import { Fold } from "./fold.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("./claims.js").Ways} Ways */

/** @param {CardData} card @param {RecordData} record @param {Ways} ways @returns {HTMLElement[]} */
export function makeFactFolds(card, { vocabulary }, ways) {
  const folds = [];
  if (card.differs.length) {
    const number = tn("{n} difference", "{n} differences", card.differs.length);
    folds.push(new Fold("", t("Where the founding articles differ"), number, (body) => body.append(...makeDifferences(card, ways))));
  }
  folds.push(new Fold("", t("About this entry"), "", (body) => body.append(...makeEntry(card, vocabulary.categories[card.category].label))));
  return folds.map(({ element }) => element);
}

/** @param {CardData} card @param {Ways} ways */
function makeDifferences({ differs }, ways) {
  return differs.map(({ where, text, decided_by: sources }) => {
    const note = make("p", "tm-card-differs", makeRecord("strong", "", where), " ", makeRecord("span", "", text));
    const links = sources.map(({ id, name }) => {
      const link = makeButton("tm-link", name, name, () => ways.openSource(id));
      link.dataset.record = "";
      return link;
    });
    if (links.length) note.append(" ", t("Decided by:"), " ", ...parted(links, ", "));
    return note;
  });
}

/** @param {CardData} card @param {string} what its category */
function makeEntry({ note, article, checked, count, id }, what) {
  const list = make("dl", "tm-facts");
  const facts = [
    [t("What happened"), what], [t("Claims"), count], [t("In the founding articles"), article], [t("Last checked"), checked], [t("Name in the tables"), id],
  ];
  for (const [name, words] of facts) if (words) list.append(make("dt", "", name), makeRecord("dd", "", words));
  return note ? [makeRecord("p", "tm-card-entry-note", note), list] : [list];
}
