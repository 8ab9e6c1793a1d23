/** The frame of the page: the elements in which the views draw, skip links, lines of notice. */

import { make, makeButton } from "./elements.js";
import { presentScale } from "./scale.js";
import { t } from "./words.js";

/** Widths and heights in CSS pixels at which the page is laid out otherwise. */
const COMPACT_PX = 960;
/** A phone held across, or a screen at twice its size: too low for a sheet, wide enough for a panel. */
const LOW_PX = 500;
const ACROSS_PX = 560;
const MIDDLE_PX = 1300;
const SHORT_PX = 760;

/** @typedef {ReturnType<typeof createFrame>} Frame */

/** @param {HTMLElement} root */
export function createFrame(root) {
  const header = make("header", "tm-header");
  const stage = region("section", "tm-stage", t("Map"));
  const headline = make("div", "tm-headline");
  headline.dataset.cover = "";
  const table = region("section", "tm-table", t("Table"));
  const strip = region("section", "tm-strip", t("Dates"));
  const bar = make("div", "tm-present-bar");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", t("Present"));
  const panel = make("aside", "tm-panel");
  const tabs = make("div", "tm-tabs");
  const incidents = region("section", "tm-incidents-panel", t("Incidents"));
  const lead = make("div", "tm-lead");
  const list = make("div", "tm-list");
  const card = make("div", "tm-card");
  const sources = region("section", "tm-sources-panel", t("Sources"));
  const drawer = make("aside", "tm-drawer");
  const notices = make("div", "tm-notices");
  notices.setAttribute("role", "status");
  const spoken = make("div", "tm-unseen");
  spoken.setAttribute("role", "status");
  stage.append(headline);
  incidents.append(lead, list, card);
  panel.append(tabs, incidents, sources);
  // A host may have a main part of its own, in which this one stands.
  const main = make(root.closest("main, [role=main]") ? "div" : "main", "tm-main", stage, table, strip, bar);
  const skips = [skip(t("Skip to the incidents"), incidents), skip(t("Skip to the map"), stage), skip(t("Skip to the dates"), strip)];
  root.classList.add("tm-root");
  root.replaceChildren(...skips, header, main, panel, drawer, notices, spoken);
  return { root, header, main, stage, headline, table, strip, bar, panel, tabs, incidents, lead, list, card, sources, drawer, notices, spoken };
}

/** @param {string} tag @param {string} className @param {string} name */
function region(tag, className, name) {
  const element = make(tag, className);
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", name);
  return element;
}

/** A link, seen when it has the focus, that brings the focus to a part of the page. @param {string} words @param {HTMLElement} target */
function skip(words, target) {
  return makeButton("tm-skip", words, words, () => {
    const first = /** @type {HTMLElement | null} */ (target.querySelector("button:not([hidden]), [tabindex='0']"));
    (first ?? target).focus({ preventScroll: true });
  });
}

/** Say how the page is laid out at its size. @param {HTMLElement} root @param {boolean} presents on a projector */
export function measure(root, presents) {
  const { width: seenWidth, height: seenHeight } = root.getBoundingClientRect();
  const scale = presents ? presentScale(seenWidth, seenHeight) : 1;
  root.toggleAttribute("data-present", presents);
  if (scale === 1) delete root.dataset.scale;
  else root.dataset.scale = String(scale);
  root.style.setProperty("--tm-scale", String(scale));
  const { clientWidth: width, clientHeight: height } = root;
  const compact = !presents && width <= COMPACT_PX;
  const across = compact && height <= LOW_PX && width >= ACROSS_PX;
  root.toggleAttribute("data-compact", compact);
  root.toggleAttribute("data-narrow", compact && !across);
  root.toggleAttribute("data-across", across);
  root.toggleAttribute("data-middle", !compact && !presents && width <= MIDDLE_PX);
  root.toggleAttribute("data-short", height <= SHORT_PX);
}

/**
 * Lines that stay until they are closed or cured. @param {HTMLElement} host
 */
export function createNotices(host) {
  /** @type {Map<string, HTMLElement>} */
  const lines = new Map();
  return {
    /**
     * @param {string} key @param {string} words "" takes the line away
     * @param {{list?: string[], again?: () => void, folds?: Array<[string, string[]]>}} [more] lines below the
     * words, what tries again what failed, and lists that open by a press on their own words
     */
    say(key, words, { list = [], again, folds = [] } = {}) {
      const all = [words, ...list, ...folds.flat(2)].join("\n");
      if (lines.get(key)?.dataset.words === all) return;
      lines.get(key)?.remove();
      lines.delete(key);
      if (!words) return;
      const line = make("div", "tm-notice", make("span", "", words));
      line.dataset.words = all;
      if (list.length) line.append(listEntries(list));
      for (const [title, entries] of folds) {
        if (entries.length) line.append(make("details", "", make("summary", "", title), listEntries(entries)));
      }
      if (again) line.append(makeButton("tm-button", t("Try again"), t("Try again"), again));
      line.append(makeButton("tm-button tm-plain tm-icon-only", "×", t("Close this notice"), () => line.remove()));
      lines.set(key, line);
      host.append(line);
    },
  };
}

/** @param {string[]} entries */
function listEntries(entries) {
  return make("ul", "", ...entries.map((entry) => make("li", "", entry)));
}
