/** A row of the list of incidents: day, mark, title; place, evidence and how long below. */

import { make, setText } from "../elements.js";
import { markIcon } from "./mark.js";
import { lastingWords, rowDay } from "./row_days.js";

/** @typedef {import("../types.js").Item} Item */

export class ListRow {
  /** @param {(id: string) => void} open */
  constructor(open) {
    this.id = "";
    this.head = "";
    /** The look of the mark that stands there. */
    this.look = "";
    this.day = make("span", "tm-row-day");
    this.year = make("span", "tm-row-year");
    this.mark = make("span", "tm-row-mark");
    this.title = make("span", "tm-row-title");
    this.title.dataset.record = "";
    this.where = make("span", "");
    this.where.dataset.record = "";
    this.level = make("span", "");
    const words = make("span", "tm-row-words", this.title, make("span", "tm-row-more", this.where, this.level));
    this.button = /** @type {HTMLButtonElement} */ (make("button", "tm-row", make("span", "tm-row-date", this.day, this.year), this.mark, words));
    this.button.type = "button";
    this.button.addEventListener("click", () => this.id && open(this.id));
    this.element = make("li", "tm-row-place", this.button);
  }

  /**
   * @param {Item | null} item null: on its way
   * @param {{before: Item | null, withYear: boolean, number: number, total: number, faint: boolean}} about
   *   `before`: the item of the row above
   */
  fill(item, { before, withYear, number, total, faint }) {
    this.element.setAttribute("aria-posinset", String(number));
    this.element.setAttribute("aria-setsize", String(total));
    this.button.classList.toggle("tm-row-faint", faint);
    const head = item ? rowDay(item, before, withYear) : { day: "", year: "" };
    if (this.head !== `${head.day} ${head.year}`) {
      this.head = `${head.day} ${head.year}`;
      setText(this.day, head.day);
      setText(this.year, head.year);
    }
    if (item && item.id === this.id) return;
    this.id = item ? item.id : "";
    this.button.setAttribute("aria-disabled", String(!item));
    setText(this.title, item ? item.title : "…");
    setText(this.where, item ? item.place : "");
    setText(this.level, item ? below(item) : "");
    this.drawMark(item);
  }

  /** @param {Item | null} item */
  drawMark(item) {
    const mark = item && { shape: item.category.shape, fill: item.evidence.fill, harm: item.category.harm, soft: item.place_precision.soft, split: item.split };
    const look = mark ? Object.values(mark).join(" ") : "";
    if (look === this.look) return;
    this.look = look;
    this.mark.replaceChildren(...(mark ? [markIcon(mark)] : []));
  }
}

/** @param {Item} item */
function below(item) {
  const [level, days] = [item.evidence.label, lastingWords(item)];
  // Of days that are not known exactly the row says nothing at its left.
  const words = (item.exact ? [level, days] : [days, level]).filter(Boolean).join(" · ");
  return item.place ? ` · ${words}` : words;
}
