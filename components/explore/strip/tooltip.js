/** What stands under the pointer on the bars: the days, the incidents by evidence, what lasted longer. */

import { make } from "../elements.js";
import { grouped, t, tn } from "../words.js";
import { sumOf } from "./bars.js";
import { binWords } from "./bins.js";
import { GUTTER_PX } from "./draw.js";

/** @typedef {import("./bins.js").Bin} Bin */

/**
 * @param {Bin} bin @param {number} beyond incidents that only touch it @param {import("../types.js").Term[]} fills
 * @returns {{days: string, counted: string, rows: Array<{fill: number, count: string, label: string}>, beyond: string}}
 */
export function tellBin(bin, beyond, fills) {
  const sum = sumOf(bin);
  const rows = fills.map(({ label }, fill) => ({ fill, label, count: grouped(bin.counts[fill] ?? 0) }));
  return {
    days: binWords(bin),
    counted: sum ? tn("{n} incident", "{n} incidents", sum) : t("no incident"),
    rows: rows.filter(({ fill }) => bin.counts[fill] > 0),
    beyond: beyond ? tn("{n} more may be of these days, or lasted longer", "{n} more may be of these days, or lasted longer", beyond) : "",
  };
}

export class Tooltip {
  /** @param {import("../types.js").Term[]} fills */
  constructor(fills) {
    this.fills = fills;
    this.host = make("div", "tm-strip-tip");
    this.host.setAttribute("aria-hidden", "true");
    this.host.hidden = true;
    /** @type {Bin | null} */
    this.bin = null;
  }

  /** @param {Bin | null} bin @param {(bin: Bin) => number} beyondOf incidents that only touch a bin @param {number} width of the track */
  show(bin, beyondOf, width) {
    if (bin === this.bin) return;
    this.bin = bin;
    this.host.hidden = bin === null;
    if (!bin) return;
    const { days, counted, rows, beyond } = tellBin(bin, beyondOf(bin), this.fills);
    this.host.replaceChildren(
      make("strong", "", days), make("span", "", counted),
      ...rows.map(({ fill, count, label }) => {
        const swatch = make("i", "tm-strip-swatch");
        swatch.dataset.fill = fill === this.fills.length - 1 ? "last" : String(Math.min(fill, 3));
        return make("span", "tm-strip-tip-row", swatch, `${count} ${label}`);
      }),
    );
    if (beyond) this.host.append(make("span", "tm-strip-tip-more", beyond));
    const middle = GUTTER_PX + bin.x + bin.width / 2;
    const half = this.host.offsetWidth / 2;
    const most = width + 2 * GUTTER_PX - half - 4;
    this.host.style.transform = `translateX(${Math.round(Math.min(most, Math.max(half + 4, middle)) - half)}px)`;
  }
}
