/** The QR code of a link: in the dialog, and over the whole screen for a wall. */

import { make, makeButton } from "../elements.js";
import { icon } from "../panels/icons.js";
import { t } from "../words.js";
import { encodeQr, QUIET, tracePath } from "./qr.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number>} attributes */
function draw(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** Dark on light in every theme; null for a link that is longer than a code holds. @param {string} link */
function drawCode(link) {
  const modules = encodeQr(link);
  if (!modules) return null;
  const side = modules.length + 2 * QUIET;
  const picture = draw("svg", { viewBox: `0 0 ${side} ${side}`, role: "img", "aria-label": t("QR code of the link"), class: "tm-code", "shape-rendering": "crispEdges" });
  picture.append(draw("rect", { width: side, height: side, fill: "#ffffff" }), draw("path", { d: tracePath(modules), fill: "#000000" }));
  return picture;
}

export class Code {
  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    /** @type {HTMLDialogElement | null} */
    this.large = null;
  }

  /** The code with a button that shows it large. @param {string} link @param {string} title */
  parts(link, title) {
    const picture = drawCode(link);
    if (!picture) return [make("p", "tm-quiet", t("The link is too long for a QR code; fewer filters make it shorter."))];
    return [picture, makeButton("tm-button", t("Show large"), t("Show large"), () => this.open(picture, link, title))];
  }

  /** @param {SVGElement} picture @param {string} link @param {string} title */
  open(picture, link, title) {
    const close = makeButton("tm-button tm-icon-only tm-code-close", "", t("Close the QR code"), () => this.close());
    close.append(icon("close"));
    const large = /** @type {HTMLDialogElement} */ (make("dialog", "tm-code-large", close,
      make("p", "tm-code-title", title), /** @type {SVGElement} */ (picture.cloneNode(true)), make("p", "tm-code-link", link)));
    large.setAttribute("aria-label", t("QR code of the link"));
    large.addEventListener("close", () => large.remove());
    this.large = large;
    this.host.append(large);
    large.showModal();
  }

  close() {
    this.large?.close();
  }
}
