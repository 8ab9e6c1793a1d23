/** A value of a filter: check box, mark, label, and how many incidents it would give. */

import { make, setText } from "../elements.js";
import { grouped } from "../words.js";
import { markIcon } from "./mark.js";

/** @typedef {import("./choices.js").Value} Value */

export class FilterValue {
  /** @param {Value} value @param {(key: string, on: boolean) => void} choose */
  constructor(value, choose) {
    this.key = value.key;
    this.count = -2;
    this.share = -1;
    this.box = /** @type {HTMLInputElement} */ (make("input", ""));
    this.box.type = "checkbox";
    this.box.addEventListener("change", () => choose(value.key, this.box.checked));
    this.words = make("span", "tm-value-words", value.label);
    if (value.named) this.words.dataset.record = "";
    this.bar = make("i", "");
    this.number = make("span", "tm-value-count");
    const parts = [this.box, ...(value.mark ? [markIcon(value.mark, 18)] : []), this.words, make("span", "tm-value-bar", this.bar), this.number];
    this.element = make("label", "tm-value", ...parts);
  }

  /** @param {number | null} count null: on its way @param {number} most of all values of the filter @param {boolean} chosen */
  draw(count, most, chosen) {
    if (this.box.checked !== chosen) this.box.checked = chosen;
    const share = count === null || most === 0 ? 0 : count / most;
    if (share !== this.share) {
      this.share = share;
      this.bar.style.transform = `scaleX(${share})`;
    }
    const number = count ?? -1;
    if (number === this.count) return;
    this.count = number;
    setText(this.number, count === null ? "…" : grouped(count));
    this.element.classList.toggle("tm-value-none", count === 0);
  }
}
