/** Links to what is shown as tables of comma-separated values, and to the record as one file. */

import { make } from "../elements.js";
import { grouped, t } from "../words.js";

/** @param {import("../types.js").App} app */
export function makeDownloads(app) {
  const incidents = makeLink(t("incidents"));
  const claims = makeLink(t("claims"));
  const copy = makeLink(t("Download as one file"));
  // The view moves without a drawing of these links.
  copy.addEventListener("click", () => { copy.href = app.copyAddress() ?? copy.href; });
  copy.title = t("The map with all its cards and sources, which opens from disk without a network.");
  const narrow = make("span", "tm-quiet", t("As one file: at most {n} incidents; narrow the dates or filters.", { n: grouped(app.record.limits.sent) }));
  const element = make("div", "tm-downloads", make("p", "", t("Download (CSV):"), " ", incidents, " · ", claims), make("p", "", copy, narrow));
  return {
    element,
    /** Follow what is shown. */
    draw() {
      const [first, second] = [app.download("incidents"), app.download("claims")];
      element.hidden = first === null || second === null;
      if (first !== null) incidents.href = first;
      if (second !== null) claims.href = second;
      const whole = app.copyAddress();
      copy.hidden = whole === null;
      narrow.hidden = whole !== null;
      if (whole !== null) copy.href = whole;
    },
  };
}

/** @param {string} words */
function makeLink(words) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", words));
  link.download = "";
  return link;
}
