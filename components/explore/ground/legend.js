/** What the marks mean, in words beside each mark. */

import { make } from "../elements.js";
import { FILL_WORDS, SHAPE_WORDS, symbolIcon } from "./symbols.js";

const AROUND = [
  ["tm-sample-soft", "only the district is known: soft, its outline dashed"],
  ["tm-sample-vague", "exact day not known; faint while it is only possible"],
  ["tm-sample-new", "ring that spreads: new in this step"],
  ["tm-sample-old", "older, while the range grows up to a day"],
  ["tm-sample-count", "several here, filled as the best evidenced"],
  ["tm-sample-road", "Lachin road, schematic"],
  ["tm-sample-corridor", "5 km corridor of 10 November 2020, schematic"],
];

const CELLS = [["tm-sample-cell", "incidents of a cell; ring: evidence, in the colours of the bars; ≈ no day known"]];

const BARS = [
  [0, "independently documented"],
  [1, "news agencies"],
  [2, "one side's statement, disputed"],
  [3, "documents, analysis"],
  ["line", "line below: longer, or day not known"],
];

/** @param {HTMLElement} host @param {boolean} cells whether the map may show cells */
export function createLegend(host, cells) {
  const details = make("details", "tm-legend");
  details.open = host.clientWidth > 640;
  const content = make("dl", "");
  details.append(make("summary", "", "What the marks mean"), content);
  host.append(details);

  function list(title, entries, icon) {
    const items = make("ul", "");
    for (const [key, words] of entries) {
      const item = make("li", "");
      item.append(icon(key), make("span", "", words));
      items.append(item);
    }
    const value = make("dd", "");
    value.append(items);
    content.append(make("dt", "", title), value);
  }

  function bar(colour) {
    const element = sample(colour ? "tm-sample-bar" : "tm-sample-line");
    if (colour) element.style.background = colour;
    return element;
  }

  function sample(className) {
    const element = make("span", `tm-sample ${className}`);
    element.setAttribute("aria-hidden", "true");
    return element;
  }

  return {
    host: details,
    setPalette(palette) {
      const scale = window.devicePixelRatio || 1;
      content.replaceChildren();
      list("Shape: what", SHAPE_WORDS, (shape) => symbolIcon(shape, "full", palette, scale));
      list("Fill: evidence", FILL_WORDS, (fill) => symbolIcon("circle", fill, palette, scale));
      list("Around it", AROUND, sample);
      if (cells) list("Cells", CELLS, sample);
      list("Bars: per day", BARS, (kind) => bar(palette.bars[kind]));
    },
  };
}
