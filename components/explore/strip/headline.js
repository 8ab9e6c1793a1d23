/** What happened on the day at the play head: the titles of its incidents, the best evidenced first. */

import { shortWords, shortWordsWithYear } from "../data/days.js";
import { make } from "../elements.js";
import { isFiltered } from "../state.js";
import { t, tn } from "../words.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {"from" | "to"} End */

const MOST = 2;
const FONT_PX = 14;
/** Around each title, and for the day. */
const PADDING_PX = 16;
const DAY_PX = 60;
/** A second title with less room is left out. */
const LEAST_PX = 110;
/** With less room for all of it the day stands alone. */
const SHORT_PX = 115;

/**
 * The end of the window whose day is told about: where the hand or the play moves; of a range that was
 * chosen as a whole the first one.
 * @param {Scene} next @param {Scene | null} last @param {End} end that was told before @returns {End}
 */
export function endTold({ state }, last, end) {
  if (state.mode !== "between" || state.playing) return "to";
  if (!last) return end;
  if (state.from !== last.state.from) return "from";
  if (state.to !== last.state.to) return "to";
  return last.state.mode === "between" ? end : "from";
}

/** How many titles have room, one at least. @param {number[]} widths of the titles @param {number} room */
export function countFitting(widths, room) {
  return widths.length < 2 || DAY_PX + widths[0] + 2 * PADDING_PX + Math.min(widths[1], LEAST_PX) > room ? 1 : MOST;
}

export class Headline {
  /** @param {import("../types.js").App} app @param {(event: string) => void} read */
  constructor(app, read) {
    this.app = app;
    this.host = make("div", "tm-strip-headline");
    this.day = make("b", "tm-strip-day");
    this.buttons = Array.from({ length: MOST }, () => this.makeTitle(read));
    this.none = make("span", "tm-strip-words tm-strip-none");
    this.host.append(this.none, ...this.buttons);
    /** @type {End} */
    this.end = "from";
    /** The end that the words are of. @type {End} */
    this.told = this.end;
    this.withinYear = true;
    this.drawn = "";
    this.room = 0;
    /** @type {Item[]} */
    this.items = [];
    this.ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    this.sizes = new ResizeObserver(([entry]) => {
      this.room = entry.contentRect.width;
      this.fit();
    });
    this.sizes.observe(this.host);
  }

  /** @param {(event: string) => void} read */
  makeTitle(read) {
    const text = make("span", "tm-strip-text");
    text.dataset.record = "";
    const button = /** @type {HTMLButtonElement} */ (make("button", "tm-strip-title", make("span", "tm-strip-words", text)));
    button.type = "button";
    button.addEventListener("click", () => read(button.value));
    return button;
  }

  /** @param {string} family of the font */
  measure(family) {
    this.ctx.font = `${FONT_PX}px ${family}`;
  }

  /** @param {Scene} next @param {Scene | null} last @param {boolean} withinYear whether the year need not be said */
  draw(next, last, withinYear) {
    const { state, shown } = next;
    this.end = endTold(next, last, this.end);
    if (state.playing !== last?.state.playing) this.host.setAttribute("aria-live", state.playing ? "off" : "polite");
    const same = last !== null && shown === last.shown && this.end === this.told && withinYear === this.withinYear;
    // Of a larger record an answer may have come since.
    if (same && shown.passes !== null) return;
    this.told = this.end;
    this.withinYear = withinYear;
    const day = this.dayTold(state);
    const items = this.app.selection.headlines(day).slice(0, MOST);
    this.show(withinYear ? shortWords(day) : shortWordsWithYear(day), items, items.length ? "" : this.wordsWithout(day));
  }

  /** The day at the hand; from the beginning of a range on, the first one that has an incident. @param {import("../types.js").State} state */
  dayTold({ from, to }) {
    if (this.end === "to") return to;
    const day = this.app.selection.nextDay(from - 1, 1);
    return day !== null && day <= to ? day : from;
  }

  /** What stands for titles: there are none, or they have not come from the server. @param {number} day */
  wordsWithout(day) {
    const { selection } = this.app;
    if (selection.nextDay(day - 1, 1) !== day) {
      return isFiltered(this.app.scene.state) ? t("nothing of this choice dated to this day") : t("nothing dated to this day");
    }
    const bin = { start: day, end: day, counts: [0] };
    selection.countBins([bin]);
    return tn("{n} incident", "{n} incidents", bin.counts.reduce((sum, count) => sum + count, 0));
  }

  /** @param {string} day @param {Item[]} items @param {string} without */
  show(day, items, without) {
    const key = [day, without, ...items.map(({ id }) => id)].join(" ");
    if (key === this.drawn) return;
    this.drawn = key;
    this.items = items;
    this.day.textContent = day;
    this.none.hidden = items.length > 0;
    this.none.replaceChildren(make("span", "tm-strip-text", without));
    items.forEach(({ id, title }, k) => {
      this.buttons[k].value = id;
      this.buttons[k].title = title;
      /** @type {HTMLElement} */ (this.buttons[k].querySelector(".tm-strip-text")).textContent = title;
    });
    (items.length ? this.buttons[0].firstElementChild : this.none)?.prepend(this.day, " ");
    this.fit();
  }

  /** Leave out the second title where it has no room. Reads no sizes, as it is done at each step. */
  fit() {
    const widths = this.items.map(({ title }) => this.ctx.measureText(title).width);
    const most = countFitting(widths, this.room);
    this.host.toggleAttribute("data-short", this.room < SHORT_PX);
    this.buttons.forEach((button, k) => {
      button.hidden = k >= Math.min(most, this.items.length);
    });
  }

  destroy() {
    this.sizes.disconnect();
  }
}
