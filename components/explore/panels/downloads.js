/** Links to what is shown as tables of comma-separated values, and to the record as one file. */

import { fetchOften, RefusedError } from "../data/fetch.js";
import { make, makeButton } from "../elements.js";
import { grouped, t } from "../words.js";

/** How long a file that was made stays for the browser to save. */
const KEPT_MS = 60000;

/** @param {import("../types.js").App} app */
export function makeDownloads(app) {
  const incidents = makeLink(t("incidents"));
  const claims = makeLink(t("claims"));
  const copy = makeLink(t("Download as one file"));
  const { line, save } = makeSaving(app);
  copy.addEventListener("click", (event) => {
    event.preventDefault();
    // The view moves without a drawing of these links.
    save(app.copyAddress());
  });
  copy.title = t("The map with all its cards and sources, which opens from disk without a network.");
  const narrow = make("span", "tm-quiet", t("As one file: at most {n} incidents; narrow the dates or filters.", { n: grouped(app.record.limits.sent) }));
  const element = make("div", "tm-downloads", make("p", "", t("Download (CSV):"), " ", incidents, " · ", claims), make("p", "", copy, narrow), line);
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
  const file = makeLink("");
  file.download = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "";
  file.href = URL.createObjectURL(await answer.blob());
  file.click();
  // Some browsers read it only after the press.
  setTimeout(() => URL.revokeObjectURL(file.href), KEPT_MS);
}

/** @param {string} words */
function makeLink(words) {
  const link = /** @type {HTMLAnchorElement} */ (make("a", "", words));
  link.download = "";
  return link;
}
