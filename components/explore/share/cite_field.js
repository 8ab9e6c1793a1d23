/** A citation in each of its forms, to copy or to save. */

import { today } from "../data/days.js";
import { make, makeButton, makeGroup } from "../elements.js";
import { saveFile } from "../save.js";
import { t } from "../words.js";
import { citationForms } from "./cite.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {(label: string, field: HTMLTextAreaElement) => HTMLElement} CopyButton */

/**
 * @param {App} app @param {{view: string, note: string, url: string}} about `view`: what of the record, "" for all of it
 * @param {CopyButton} copyButton @returns {HTMLElement[]}
 */
export function citeParts(app, about, copyButton) {
  const { citation, version } = app.record;
  const cited = { ...citation, ...about, version, accessed: today() };
  const forms = citationForms();
  const field = /** @type {HTMLTextAreaElement} */ (make("textarea", "tm-share-field"));
  field.readOnly = true;
  field.rows = 5;
  field.spellcheck = false;
  field.setAttribute("aria-label", t("Citation"));
  let chosen = forms[0];
  const buttons = forms.map((form) => makeButton("tm-button", form.label, form.label, () => choose(form)));
  const choose = (/** @type {typeof chosen} */ form) => {
    chosen = form;
    field.value = form.write(cited);
    buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(forms[k] === form)));
  };
  choose(chosen);
  const save = () => saveFile(new Blob([field.value], { type: "text/plain;charset=utf-8" }), `citation.${chosen.ending}`);
  return [makeGroup(t("Form of the citation"), "tm-share-buttons", ...buttons), field,
    make("div", "tm-share-buttons", copyButton(t("Copy the citation"), field), makeButton("tm-button", t("Save as a file"), t("Save as a file"), save))];
}

/** The record as a whole. @param {App} app @param {CopyButton} copyButton */
export function citeRecordParts(app, copyButton) {
  const url = new URL(app.link());
  url.search = "";
  url.hash = "";
  return [make("h4", "tm-share-title", t("Cite this record")), ...citeParts(app, { view: "", note: "", url: url.href }, copyButton)];
}
