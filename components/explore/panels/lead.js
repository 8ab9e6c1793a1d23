/** The first thing that a new reader sees in the panel: what this is, what is in it, and where to begin. */

import { make, makeButton } from "../elements.js";
import { openingPeriod, startOver } from "../state.js";
import { grouped, t, tn } from "../words.js";
import { squareSize } from "./counts.js";
import { icon } from "./icons.js";

/** Squares of the chart side by side. */
const ROW_SQUARES = 15;

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").LeadStart} LeadStart */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createLead(app, host) {
  const { lead } = app.record;
  const hide = makeButton("tm-button tm-plain tm-icon-only tm-lead-hide", "", t("Hide the introduction"), () => app.change({ lead: false }));
  hide.append(icon("close", 16));
  const sentences = make("p", "tm-lead-words", lead.sentences.join(" "));
  const starts = make("div", "tm-starts", ...lead.starts.map((start) => makeStart(app, start)), makePlay(app));
  host.append(hide, sentences, makeChart(app), starts, make("p", "tm-lead-note", lead.note));
  return { draw() {}, destroy() {} };
}

/** How many incidents of harm are documented, one square for each or for so many. @param {App} app */
function makeChart({ record: { lead } }) {
  const sum = lead.documented.reduce((all, { count }) => all + count, 0);
  const each = squareSize(Math.max(...lead.documented.map(({ count }) => count)));
  const head = make("p", "tm-chart-head",
    make("strong", "", tn("{n} incident of harm independently documented", "{n} incidents of harm independently documented", sum)),
    make("span", "tm-quiet", each === 1 ? "" : t("one square for {n}", { n: grouped(each) })));
  const most = Math.min(ROW_SQUARES, Math.max(...lead.documented.map(({ count }) => Math.ceil(count / each))));
  const rows = lead.documented.map(({ label, count }) => {
    const squares = make("span", "tm-squares", ...Array.from({ length: Math.ceil(count / each) }, () => make("i", "")));
    squares.style.gridTemplateColumns = `repeat(${most}, auto)`;
    squares.setAttribute("aria-hidden", "true");
    return make("li", "", make("span", "", label), squares, make("b", "", grouped(count)));
  });
  return make("div", "tm-chart", head, make("ul", "", ...rows));
}

/** @param {App} app @param {LeadStart} start */
function makeStart(app, { label, note, link }) {
  const name = make("strong", "", label);
  name.dataset.record = "";
  const button = /** @type {HTMLButtonElement} */ (make("button", "tm-start", name, make("span", "", note)));
  button.type = "button";
  button.addEventListener("click", () => app.openLink(link));
  return button;
}

/** @param {App} app */
function makePlay(app) {
  const { start, end } = openingPeriod(app.record);
  const words = make("span", "tm-start-words", make("strong", "", t("Play the war")), make("span", "", tn("{n} day", "{n} days", end - start + 1)));
  const button = /** @type {HTMLButtonElement} */ (make("button", "tm-start tm-start-play", icon("play", 20), words));
  button.type = "button";
  button.addEventListener("click", () => {
    app.change({ ...startOver(app.record), mode: "upto", from: start, to: start, playing: true, lead: false }, "new");
  });
  return button;
}
