/** From a page in a frame to the same view on the whole page. */

import { make } from "../elements.js";
import { t } from "../words.js";

/** @param {import("../types.js").App} app */
export function makeWholeLink(app) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", t("Open the whole page ↗")));
  link.target = "_blank";
  link.rel = "noopener";
  return {
    element: make("p", "tm-whole-page", link),
    /** Follow what is shown. */
    draw() {
      link.href = app.link();
    },
  };
}
