/** The way to what is shown as files, and to the record as one file. */

import { make, makeButton } from "../elements.js";
import { grouped, t } from "../words.js";

/** @param {import("../types.js").App} app */
export function makeDownloads(app) {
  const open = makeButton("tm-link", t("Download"), t("Download"), () => app.change({ dialog: "download", playing: false }));
  const copy = /** @type {HTMLAnchorElement} */ (make("a", "", t("Download as one file")));
  copy.download = "";
  // The view moves without a drawing of this link.
  copy.addEventListener("click", () => { copy.href = app.copyAddress() ?? copy.href; });
  copy.title = t("The map with all its cards and sources, which opens from disk without a network.");
  const narrow = make("span", "tm-quiet", t("As one file: at most {n} incidents; narrow the dates or filters.", { n: grouped(app.record.limits.sent) }));
  const element = make("div", "tm-downloads", make("p", "", open), make("p", "", copy, narrow));
  return {
    element,
    /** Follow what is shown. */
    draw() {
      element.hidden = app.download("incidents.csv") === null;
      const whole = app.copyAddress();
      copy.hidden = whole === null;
      narrow.hidden = whole !== null;
      if (whole !== null) copy.href = whole;
    },
  };
}
