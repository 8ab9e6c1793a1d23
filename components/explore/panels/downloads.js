/** The way to what is shown as files, and to the record as one file. */

import { fetchOften, RefusedError } from "../data/fetch.js";
import { make, makeButton } from "../elements.js";
import { saveFile } from "../save.js";
import { grouped, t } from "../words.js";

/** @param {import("../types.js").App} app */
export function makeDownloads(app) {
  const open = makeButton("tm-link", t("Download"), t("Download"), () => app.change({ dialog: "download", playing: false }));
  const copy = makeLink(t("Download as one file"));
  const { line, save } = makeSaving(app);
  copy.addEventListener("click", (event) => {
    event.preventDefault();
    // The view moves without a drawing of this link.
    save(app.copyAddress());
  });
  copy.title = t("The map with all its cards and sources, which opens from disk without a network.");
  const narrow = make("span", "tm-quiet", t("As one file: at most {n} incidents; narrow the dates or filters.", { n: grouped(app.record.limits.sent) }));
  const element = make("div", "tm-downloads", make("p", "", open), make("p", "", copy, narrow), line);
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

/** Saves the one file, and says why there is none: a browser does not tell why a server refuses a download. @param {import("../types.js").App} app */
function makeSaving(app) {
  const said = make("span", "tm-quiet");
  said.setAttribute("role", "status");
  const part = makeButton("tm-button", t("Only what is shown"), t("As one file: only what is shown"), () => save(app.copyAddress(true)));
  part.hidden = true;
  let busy = false;
  /** @param {string | null} address */
  const save = async (address) => {
    if (busy || address === null) return;
    busy = true;
    part.hidden = true;
    said.textContent = t("Making the file …");
    try {
      await saveAnswer(await fetchOften(address));
      said.textContent = "";
    } catch (error) {
      said.textContent = t("No file was made: {reason}.", { reason: error instanceof Error ? error.message : String(error) });
      part.hidden = !(error instanceof RefusedError);
    }
    busy = false;
  };
  return { line: make("p", "tm-saving", said, " ", part), save };
}

/** @param {Response} answer */
async function saveAnswer(answer) {
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  saveFile(await answer.blob(), name);
}

/** @param {string} words */
function makeLink(words) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", words));
  link.download = "";
  return link;
}
