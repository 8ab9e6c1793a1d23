/** Links to what is shown as tables of comma-separated values. */

import { make } from "../elements.js";
import { t } from "../words.js";

/** @param {import("../types.js").App} app */
export function makeDownloads(app) {
  const incidents = makeLink(t("incidents"));
  const claims = makeLink(t("claims"));
  const element = make("p", "tm-downloads", t("Download (CSV):"), " ", incidents, " · ", claims);
  return {
    element,
    /** Follow what is shown. */
    draw() {
      const [first, second] = [app.download("incidents"), app.download("claims")];
      element.hidden = first === null || second === null;
      if (first !== null) incidents.href = first;
      if (second !== null) claims.href = second;
    },
  };
}

/** @param {string} words */
function makeLink(words) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", words));
  link.download = "";
  return link;
}
