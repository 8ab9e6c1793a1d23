/** Every count of those killed and injured, by speaker and day; each leads to its claim. */

import { make } from "../elements.js";
import { grouped, t } from "../words.js";
import { axisTo, needsAxis, placeMark } from "./toll_axis.js";

/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {CardData["tolls"][number]} Toll */
/** @typedef {import("../types.js").TollMark} TollMark */

/** @param {Toll[]} tolls @param {(claim: string) => void} reveal @returns {HTMLElement[]} */
export function makeTolls(tolls, reveal) {
  const charted = tolls.some(({ marks }) => needsAxis(marks));
  return [...tolls.map((toll) => makeToll(toll, reveal)), ...(charted ? [makeKey()] : [])];
}

/** @param {Toll} toll @param {(claim: string) => void} reveal */
function makeToll(toll, reveal) {
  const { end, ticks } = axisTo(toll.top);
  const charted = needsAxis(toll.marks);
  const list = make("ul", "tm-toll-marks");
  list.append(...toll.marks.map((mark) => make("li", "", makeRow(mark, charted ? end : 0, reveal))));
  const head = make("p", "tm-toll-head", make("strong", "", `${toll.name}: ${toll.range}`), " ", make("span", "tm-quiet", [endsOf(toll), toll.same].filter(Boolean).join("; ")));
  const figure = make("div", "tm-toll", head, list);
  figure.dataset.record = "";
  figure.classList.toggle("tm-toll-plain", !charted);
  if (charted) figure.append(makeTicks(ticks, end));
  return figure;
}

/** @param {Toll} toll */
function endsOf({ low_by: low, high_by: high }) {
  return low === high ? t("({by})", { by: low }) : t("(lowest: {low}; highest: {high})", { low, high });
}

/** @param {TollMark} mark @param {number} end 0: no axis @param {(claim: string) => void} reveal */
function makeRow(mark, end, reveal) {
  const status = [mark.withdrawn ? t("taken back") : "", mark.first ? t("first count") : "", mark.counted].filter(Boolean).join(", ");
  const words = make("span", "tm-toll-words", status ? `${mark.words} (${status})` : mark.words);
  const row = /** @type {HTMLButtonElement} */ (make("button", "tm-toll-row", make("span", "tm-toll-day", mark.dated), make("span", "", mark.speaker)));
  row.type = "button";
  if (end) row.append(makeTrack(mark, end));
  row.append(words);
  row.addEventListener("click", () => reveal(mark.claim));
  return row;
}

/** @param {TollMark} mark @param {number} end */
function makeTrack(mark, end) {
  const sign = make("span", signOf(mark.own, mark.high === null));
  const { left, width } = placeMark(mark, end);
  sign.style.left = `${left}%`;
  sign.style.width = `${width}%`;
  const track = make("span", "tm-toll-track", sign);
  track.setAttribute("aria-hidden", "true");
  return track;
}

/** @param {boolean} own @param {boolean} open */
const signOf = (own, open) => `tm-toll-sign${own ? " tm-toll-own" : ""}${open ? " tm-toll-open" : ""}`;

/** @param {number[]} ticks @param {number} end */
function makeTicks(ticks, end) {
  const line = make("div", "tm-toll-ticks");
  line.setAttribute("aria-hidden", "true");
  for (const tick of ticks) {
    const mark = make("span", "", grouped(tick));
    mark.style.left = `${(100 * tick) / end}%`;
    line.append(mark);
  }
  return make("div", "tm-toll-row tm-toll-axis", make("span", ""), make("span", ""), line, make("span", ""));
}

function makeKey() {
  const entries = [
    [signOf(true, false), t("all, from its own check")],
    [signOf(false, false), t("a part, or stated, or passed on")],
    [signOf(false, true), t("at least")],
  ];
  return make("p", "tm-toll-key", ...entries.map(([className, words]) => make("span", "", make("i", `${className} tm-toll-sample`), words)));
}
