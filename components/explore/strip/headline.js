/** What happened on the day at the play head: the titles of its incidents, the best evidenced first. */

import { shortWords } from "../data/days.js";
import { make, makeButton } from "../elements.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Item} Item */

const MOST = 2;

/**
 * The day that is told about: where the hand or the play moves; of a range that was chosen as a whole the
 * first one. @param {Scene} next @param {Scene | null} last @param {"from" | "to"} end that was told before
 * @returns {"from" | "to"}
 */
export function endTold({ state }, last, end) {
  if (state.mode !== "between" || state.playing) return "to";
  if (!last) return end;
  const [from, to] = [state.from !== last.state.from, state.to !== last.state.to];
  if (from) return "from";
  if (to) return "to";
  return last.state.mode === "between" ? end : "from";
}

export class Headline {
  /** @param {import("../types.js").App} app @param {(event: string) => void} read */
  constructor(app, read) {
    this.app = app;
    this.read = read;
    this.day = make("span", "tm-strip-day");
    this.titles = make("span", "tm-strip-titles");
    this.titles.dataset.record = "";
    this.host = make("div", "tm-strip-headline", this.day, this.titles);
    /** @type {"from" | "to"} */
    this.end = "from";
    /** The end that the words are of. @type {"from" | "to"} */
    this.told = this.end;
    this.drawn = "";
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state, shown } = next;
    this.end = endTold(next, last, this.end);
    if (state.playing !== last?.state.playing) this.host.setAttribute("aria-live", state.playing ? "off" : "polite");
    const moved = !last || shown !== last.shown || this.end !== this.told;
    if (!moved) return;
    this.told = this.end;
    const day = state[this.end];
    this.show(day, this.app.selection.headlines(day).slice(0, MOST));
  }

  /** @param {number} day @param {Item[]} items */
  show(day, items) {
    const key = [day, ...items.map(({ id }) => id)].join(" ");
    if (key === this.drawn) return;
    this.drawn = key;
    this.day.textContent = shortWords(day);
    this.titles.replaceChildren(...items.flatMap((item, k) => {
      const button = makeButton("tm-strip-title", item.title, item.title, () => this.read(item.id));
      button.title = item.title;
      return k ? [make("span", "tm-strip-dot", "·"), button] : [button];
    }));
    if (!items.length) this.titles.append(make("span", "tm-strip-none", t("nothing dated to this day")));
  }
}
