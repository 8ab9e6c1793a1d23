/** The dialog "Download": what is shown in several forms, the whole record, and addresses for scripts. */

import { make, makeButton, makeGroup } from "../elements.js";
import { countWords } from "../panels/counts.js";
import { Fold } from "../panels/fold.js";
import { Modal } from "../panels/modal.js";
import { makeCopyButton } from "../panels/share.js";
import { t } from "../words.js";
import { citeRecordParts } from "./cite_field.js";
import { listSnippets } from "./snippets.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {[string, string, Array<[string, string]>?]} Form its name, its ending, further parameters */

/** @returns {Form[]} */
const incidentForms = () => [
  [t("CSV"), "csv"], [t("CSV for spreadsheets"), "csv", [["bom", "yes"]]], [t("Excel"), "xlsx"], [t("GeoJSON"), "geojson"],
  [t("GeoPackage"), "gpkg"], [t("Parquet"), "parquet"],
];
/** @returns {Form[]} */
const claimForms = () => [[t("CSV"), "csv"], [t("CSV for spreadsheets"), "csv", [["bom", "yes"]]], [t("Excel"), "xlsx"], [t("Parquet"), "parquet"]];

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createTake(app, host) {
  return new Take(app, host);
}

class Take {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    /** @type {Array<() => void>} */
    this.ends = [];
    this.modal = new Modal(app, host, { key: "download", title: t("Download"), parts: () => this.parts(), closed: () => this.end() });
  }

  /** @param {import("../types.js").Scene} next */
  draw(next) {
    this.modal.draw(next);
  }

  end() {
    for (const end of this.ends.splice(0)) end();
  }

  parts() {
    const { app } = this;
    const about = this.link(t("About these files"), "about.txt");
    about.classList.replace("tm-button", "tm-link");
    const whole = this.link(t("Data package (ZIP)"), "package.zip");
    whole.href = app.download("package.zip", null) ?? "";
    const fold = new Fold("tm-take-scripts", t("For scripts"), "", (body) => body.append(...this.scriptParts()));
    return [make("div", "tm-share",
      part(t("What is shown"), make("p", "", countWords(app.scene.shown)), this.forms(t("Incidents"), "incidents", incidentForms()),
        this.forms(t("Claims on them"), "claims", claimForms()),
        make("p", "tm-quiet", about, " ", t("(text): what was asked, version, licence and how to cite them."))),
      part(t("The whole record"), make("div", "tm-share-buttons", whole),
        make("p", "tm-quiet", t("All tables as CSV, with the meaning of every column.")), ...citeRecordParts(app, this.copyButton)),
      fold.element,
    )];
  }

  /** @param {string} name @param {string} table @param {Form[]} forms */
  forms(name, table, forms) {
    const links = forms.map(([label, ending, more]) => this.link(label, `${table}.${ending}`, more));
    const head = make("span", "tm-take-name", name);
    head.setAttribute("aria-hidden", "true");
    return makeGroup(name, "tm-share-buttons", head, ...links);
  }

  /** @param {string} label @param {string} file @param {Array<[string, string]>} [more] */
  link(label, file, more = []) {
    const link = /** @type {HTMLAnchorElement} */ (make("a", "tm-button", label));
    link.download = "";
    link.href = this.app.download(file, more) ?? "";
    return link;
  }

  /** @param {string} label @param {HTMLTextAreaElement} field */
  copyButton = (label, field) => {
    const { button, destroy } = makeCopyButton(this.app, label, { text: () => field.value, said: t("Copied"), refused: () => field.select() });
    this.ends.push(destroy);
    return button;
  };

  scriptParts() {
    const { app } = this;
    const snippets = listSnippets((file, more = []) => app.script(file, more) ?? "");
    const field = /** @type {HTMLTextAreaElement} */ (make("textarea", "tm-share-field"));
    field.readOnly = true;
    field.rows = 8;
    field.spellcheck = false;
    field.setAttribute("aria-label", t("For scripts"));
    const note = make("p", "tm-quiet");
    const buttons = snippets.map((snippet, k) => makeButton("tm-button", snippet.label, snippet.label, () => choose(k)));
    const choose = (/** @type {number} */ k) => {
      field.value = snippets[k].text;
      note.textContent = snippets[k].note;
      buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(place === k)));
    };
    choose(0);
    const description = /** @type {HTMLAnchorElement} */ (make("a", "", "OpenAPI"));
    description.href = app.script("openapi.json", null) ?? "";
    description.target = "_blank";
    return [make("div", "tm-share-part", makeGroup(t("For scripts"), "tm-share-buttons", ...buttons), note, field,
      make("div", "tm-share-buttons", this.copyButton(t("Copy the code"), field)),
      make("p", "tm-quiet", t("The address stays when the record changes; an answer holds at most 1,000 rows, or as many as limit says."), " ", description))];
  }

  destroy() {
    this.end();
    this.modal.destroy();
  }
}

/** @param {string} title @param {...Node} children */
function part(title, ...children) {
  return make("section", "tm-share-part", make("h3", "tm-share-title", title), ...children);
}
