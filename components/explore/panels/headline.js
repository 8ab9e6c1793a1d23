/** The title block over the map: the days in words, how many incidents, and what is filtered. */

import { spanWords, wordsOf } from "../data/days.js";
import { make, makeButton } from "../elements.js";
import { isAway, startOver } from "../state.js";
import { grouped, t } from "../words.js";
import { chipsOf, withoutChip } from "./choices.js";
import { headlineWords, possibleWords } from "./counts.js";
import { icon } from "./icons.js";
import { showKnown } from "./known_field.js";
import { rootOf } from "./popover.js";
import { shortSpan } from "./row_days.js";
import { makeWholeLink } from "./whole_link.js";

/** Rows of chips before the rest is only counted. */
const CHIP_ROWS = 2;

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./choices.js").Chip} Chip */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createHeadline(app, host) {
  return new Headline(app, host);
}

class Headline {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.root = rootOf(host);
    this.dates = make("h2", "tm-dates");
    this.count = make("span", "");
    this.possible = makeButton("tm-link tm-possible", "", "", () => this.showPossible());
    this.possible.removeAttribute("title");
    this.known = make("p", "tm-known");
    this.known.hidden = true;
    this.chips = make("ul", "tm-chips");
    this.chips.setAttribute("aria-label", t("Filters that are set"));
    this.whole = app.framed ? makeWholeLink(app) : null;
    const words = make("div", "tm-headline-words", this.dates, make("p", "tm-count", this.count, " ", this.possible), this.known);
    if (this.whole) {
      words.prepend(make("h1", "tm-unseen", app.record.lead.title));
      words.append(this.whole.element);
    }
    host.append(words, this.chips);
    this.away = false;
    this.fitted = true;
  }

  showPossible() {
    const { sheet } = this.app.state;
    this.app.change({ more: true, event: null, tab: "incidents", sheet: sheet === "peek" ? "half" : sheet }, "same");
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state, shown } = next;
    const before = last?.state;
    const same = before && before.from === state.from && before.to === state.to && before.drawer === state.drawer && before.choosing === state.choosing && before.present === state.present;
    if (!same || !this.fitted) this.drawDates(state);
    if (before?.known !== state.known) this.drawKnown(state.known);
    this.whole?.draw();
    const away = isAway(state, this.app.record);
    // At first sight the list's own fold is enough.
    this.possible.hidden = shown.possible === 0 || (state.lead && !away);
    if (shown !== last?.shown) {
      this.count.textContent = headlineWords(shown);
      this.possible.textContent = possibleWords(shown.possible);
      this.possible.setAttribute("aria-label", possibleWords(shown.possible));
    }
    const set = before && before.filters === state.filters && before.text === state.text;
    if (!set || away !== this.away) this.drawChips(state, away);
  }

  /** @param {number | null} known */
  drawKnown(known) {
    this.known.hidden = known === null;
    if (known === null) return;
    const today = makeButton("tm-link", t("today"), t("Show the record as of today"), () => showKnown(this.app, null));
    this.known.replaceChildren(make("strong", "", t("As known on {day}", { day: wordsOf(known) })), " · ", today);
  }

  /** Short where there is little room. @param {import("../types.js").State} state */
  drawDates({ from, to, drawer, choosing, present }) {
    const narrow = (drawer && !choosing) || present || this.root.hasAttribute("data-compact");
    this.dates.textContent = narrow ? shortSpan(from, to) : spanWords(from, to);
  }

  /** @param {import("../types.js").State} state @param {boolean} away */
  drawChips(state, away) {
    this.away = away;
    const chips = chipsOf(this.app.record, state).map((chip) => this.makeChip(chip));
    const more = makeButton("tm-chip tm-chip-more", "", t("Show all filters"), () => this.app.change({ drawer: true }));
    this.more = make("li", "", more);
    const over = makeButton("tm-link tm-start-over", t("Start over"), t("Start over"), () => this.app.change(startOver(this.app.record), "new"));
    this.chips.replaceChildren(...chips, this.more, ...(away ? [make("li", "", over)] : []));
    this.chips.hidden = !away;
    this.fitted = false;
  }

  finish() {
    if (!this.fitted) this.fit();
  }

  /** @param {Chip} chip */
  makeChip(chip) {
    const label = make("span", "", chip.label);
    if (chip.named) label.dataset.record = "";
    const remove = makeButton("tm-chip-remove", "", t("Remove {filter}", { filter: chip.label }), () => {
      const row = [...this.chips.children].indexOf(entry);
      this.app.change({ ...withoutChip(this.app.state, chip), page: 0 }, "new");
      this.next = row;
    });
    remove.append(icon("close", 14));
    const entry = make("li", "tm-chip", label, remove);
    return entry;
  }

  /** Leave out what does not fit into the rows, and say how many. */
  fit() {
    const entries = /** @type {HTMLElement[]} */ ([...this.chips.children]);
    const more = /** @type {HTMLElement} */ (this.more);
    const chips = entries.slice(0, entries.indexOf(more));
    this.fitted = Boolean(this.chips.hidden) || this.chips.offsetParent !== null;
    for (const chip of chips) chip.hidden = false;
    more.hidden = true;
    for (let left = chips.length - 1; left > 0 && this.rows() > CHIP_ROWS; left -= 1) {
      chips[left].hidden = true;
      more.hidden = false;
      more.firstElementChild?.replaceChildren(t("+{n}", { n: grouped(chips.length - left) }));
    }
    if (this.next === undefined) return;
    const stay = Math.min(this.next, chips.length - 1);
    this.next = undefined;
    const next = chips[stay]?.querySelector("button") ?? this.root.querySelector(".tm-filter-button");
    /** @type {HTMLElement | null} */ (next)?.focus({ preventScroll: true });
  }

  rows() {
    const tops = /** @type {HTMLElement[]} */ ([...this.chips.children]).filter((entry) => !entry.hidden).map((entry) => entry.offsetTop);
    return new Set(tops.map((top) => Math.round(top / 10))).size;
  }

  resize() {
    this.fitted = false;
  }

  destroy() {}
}
