/** The dialog "Share": the link, its QR code, a picture of the map, a frame for other pages, citations. */

import { isoOf } from "../data/days.js";
import { make, makeButton, makeGroup } from "../elements.js";
import { Modal } from "../panels/modal.js";
import { makeCopyButton } from "../panels/share.js";
import { saveFile } from "../save.js";
import { grouped, t } from "../words.js";
import { citeParts } from "./cite_field.js";
import { Code } from "./code.js";
import { embedSnippet } from "./embed.js";
import { describeView, fileName } from "./view_words.js";

/** @typedef {import("../types.js").App} App */

/** Device pixels of a picture per CSS pixel. */
const SCALES = [1, 2, 4];

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createShare(app, host) {
  return new Share(app, host);
}

class Share {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.code = new Code(host);
    /** @type {Array<() => void>} */
    this.ends = [];
    this.modal = new Modal(app, host, { key: "share", title: t("Share"), parts: () => this.parts(), closed: () => this.end() });
  }

  /** @param {import("../types.js").Scene} next */
  draw(next) {
    this.modal.draw(next);
  }

  end() {
    this.code.close();
    for (const end of this.ends.splice(0)) end();
  }

  parts() {
    const { app } = this;
    const link = app.link();
    const { event } = app.scene.state;
    const words = describeView(app.record, app.scene, event === null ? "" : app.selection.find(event)?.title ?? "");
    const title = `${words.title}: ${words.dates}`;
    const embed = app.embedLink();
    const parts = [part(t("Link"), ...this.linkParts(link))];
    // The address of a file opens on this computer alone.
    if (/^https?:/.test(link)) parts.push(part(t("QR code"), ...this.code.parts(link, title)));
    parts.push(part(t("Picture"), ...this.pictureParts(words)));
    if (embed !== null) parts.push(part(t("In another page"), ...this.embedParts(embedSnippet(embed, title))));
    parts.push(part(t("Cite this view"), ...this.citeParts(words, link)));
    return [make("div", "tm-share", ...parts)];
  }

  /** @param {string} label @param {HTMLInputElement | HTMLTextAreaElement} field that holds the text @param {string} said */
  copyButton(label, field, said) {
    const { button, destroy } = makeCopyButton(this.app, label, { text: () => field.value, said, refused: () => field.select() });
    this.ends.push(destroy);
    return button;
  }

  /** @param {string} link */
  linkParts(link) {
    const address = /** @type {HTMLInputElement} */ (make("input", "tm-address"));
    address.readOnly = true;
    address.value = link;
    address.setAttribute("aria-label", t("Address"));
    const { copy: kept } = this.app;
    const local = kept !== null && !kept.lasting;
    const copy = this.copyButton(t("Copy link"), address, local ? t("Link to this copy copied") : t("Link copied"));
    copy.classList.add("tm-main-button");
    copy.dataset.first = "";
    const buttons = [copy, ...this.sendButtons(link)];
    return [address, make("div", "tm-share-buttons", ...buttons), make("p", "tm-quiet", local
      ? t("It leads to this copy, where the file lies now. On another machine, open the file there and put what follows # behind its address.")
      : t("Who opens it sees these dates, filters and the open incident."))];
  }

  /** On phones: hand the link to another app. @param {string} link */
  sendButtons(link) {
    if (!navigator.share || !window.matchMedia("(pointer: coarse)").matches) return [];
    // A sheet that is closed without a choice is no fault.
    const send = () => navigator.share({ title: this.app.record.citation.title, url: link }).catch(() => {});
    return [makeButton("tm-button", t("Send …"), t("Send …"), send)];
  }

  /** @param {import("./view_words.js").ViewWords} words */
  pictureParts(words) {
    const { app } = this;
    const map = app.picture();
    if (!map) {
      const show = () => {
        app.change({ show: "map", dialog: "" }, "new");
      };
      return [make("p", "tm-quiet", t("The picture is of the map.")), makeButton("tm-button", t("Show the map"), t("Show the map"), show)];
    }
    const picture = app.drawPicture(app.scene, map);
    const { from, to } = app.scene.state;
    const name = fileName(words.title, isoOf(from), isoOf(to));
    const fault = make("p", "tm-share-fault");
    fault.setAttribute("role", "status");
    const savePng = async (/** @type {number} */ scale) => {
      const file = await picture.png(scale);
      fault.textContent = file ? "" : t("This browser cannot make a picture of that size; choose a smaller one.");
      if (file) saveFile(file, `${name}${scale > 1 ? `-${scale}x` : ""}.png`);
    };
    const pngs = SCALES.map((scale) => {
      const label = scale > 1 ? t("PNG {scale}×", { scale }) : t("PNG");
      const size = t("{width} by {height} pixels", { width: grouped(scale * picture.width), height: grouped(scale * picture.height) });
      return makeButton("tm-button", label, `${label}, ${size}`, () => savePng(scale));
    });
    const svg = makeButton("tm-button", t("SVG"), t("SVG"), () => saveFile(picture.svg(), `${name}.svg`));
    return [
      makeGroup(t("Save the picture"), "tm-share-buttons", ...pngs, svg),
      make("p", "tm-quiet", t("The map as it is shown, with dates, filters, key, source and version.")), fault,
    ];
  }

  /** @param {string} snippet */
  embedParts(snippet) {
    const field = makeField(t("Code of the frame"), snippet, 3);
    return [field, make("div", "tm-share-buttons", this.copyButton(t("Copy the code"), field, t("Copied"))),
      make("p", "tm-quiet", t("Works in pages that this server allows to show it."))];
  }

  /** @param {import("./view_words.js").ViewWords} words @param {string} url */
  citeParts({ dates, known, filters, selected }, url) {
    const note = [known, filters, selected].filter(Boolean).join("; ");
    return citeParts(this.app, { view: dates, note, url }, (label, field) => this.copyButton(label, field, t("Copied")));
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

/** A text that can be selected and copied. @param {string} name @param {string} text @param {number} rows */
function makeField(name, text, rows) {
  const field = /** @type {HTMLTextAreaElement} */ (make("textarea", "tm-share-field"));
  field.readOnly = true;
  field.rows = rows;
  field.spellcheck = false;
  field.value = text;
  field.setAttribute("aria-label", name);
  return field;
}
