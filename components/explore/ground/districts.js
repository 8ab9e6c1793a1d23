/** Who held which district on a day: tint, hatching for partly, words in a list and under the pointer. */

import { wordsOf } from "../data/days.js";
import { make, makeSwitch } from "../elements.js";

const SVG = "http://www.w3.org/2000/svg";
/** State of a district -> its words in the legend. */
const STATES = [
  ["azerbaijani", "Azerbaijani forces or authorities"],
  ["armenian", "Armenian or Karabakh forces or authorities"],
  ["divided", "partly each (front lines are not drawn)"],
  ["places", "single villages or heights with the other side"],
  ["disputed", "contested, or known from one side alone"],
];
const BLANK = "No colour: its own state held it throughout these years, but for single places, or nothing is recorded.";
/** States of the key inside the map. */
const SHORT = [
  ["azerbaijani", "Azerbaijani"], ["armenian", "Armenian or Karabakh"], ["divided", "partly each"],
];

/**
 * @param {object} map Leaflet map whose districts carry their ids
 * @param {Array<{id: string, name: string, spans: Array<{from: number, to: number, state: string,
 *   places: boolean, disputed: boolean, words: string}>}>} districts from the record route
 * @param {HTMLElement} root @param {boolean} shown at the start @param {(on: boolean) => void} onChange
 */
export function createHolders(map, districts, root, shown, onChange) {
  const paths = new Map();
  map.eachLayer((layer) => {
    if (layer.feature && layer.getElement?.()?.classList.contains("tm-district")) {
      paths.set(layer.feature.id, layer.getElement());
    }
  });
  const known = districts.filter(({ id }) => paths.has(id));
  const { control, box } = makeSwitch("Who held what", "Who held what: colour the districts for the To date");
  const list = make("section", "tm-holders");
  let lastLook = "";

  box.checked = shown;
  control.title = "Colour the districts by who held them on the To date";
  list.setAttribute("aria-label", "Who held which district");
  list.hidden = true;
  const key = make("div", "tm-holders-key");
  key.setAttribute("aria-hidden", "true");
  key.hidden = true;
  for (const [state, words] of SHORT) key.append(make("span", "", swatch(state), words));
  box.addEventListener("change", () => {
    lastLook = "";
    onChange(box.checked);
  });
  root.append(pattern());

  function swatch(state) {
    const sign = make("span", `tm-held-sample tm-held-${state}`);
    sign.setAttribute("aria-hidden", "true");
    return sign;
  }

  /** The hatching, in the colours of the two tints; a reference needs it in the same document. */
  function pattern() {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "tm-patterns");
    svg.setAttribute("aria-hidden", "true");
    const defs = document.createElementNS(SVG, "defs");
    defs.append(stripes("tm-hatch", 10, 5), stripes("tm-dots", 7, 0));
    svg.append(defs);
    return svg;
  }

  function stripes(id, size, band) {
    const element = document.createElementNS(SVG, "pattern");
    const attributes = { id, width: size, height: size, patternUnits: "userSpaceOnUse" };
    if (band) attributes.patternTransform = "rotate(45)";
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    const ground = document.createElementNS(SVG, "rect");
    ground.setAttribute("width", size);
    ground.setAttribute("height", size);
    ground.setAttribute("class", band ? "tm-tint-azerbaijani" : "tm-tint-armenian");
    const over = document.createElementNS(SVG, band ? "rect" : "circle");
    const shape = band
      ? { width: band, height: size, class: "tm-tint-armenian" }
      : { cx: size / 2, cy: size / 2, r: 0.9, class: "tm-tint-dot" };
    for (const [name, value] of Object.entries(shape)) over.setAttribute(name, value);
    element.append(ground, over);
    return element;
  }

  /** Colour the districts for a day; does nothing while nothing has changed. */
  function draw(day) {
    root.toggleAttribute("data-held", box.checked);
    list.hidden = !box.checked;
    key.hidden = !box.checked;
    const held = box.checked ? known.map(({ spans }) => spanOn(spans, day)) : [];
    const look = box.checked ? held.map((span) => (span ? `${span.state}${span.from}` : "")).join() : "off";
    if (look === lastLook) return tellDay(day);
    lastLook = look;
    known.forEach(({ id }, k) => {
      const path = paths.get(id);
      const span = held[k];
      if (span) {
        path.dataset.holder = span.state;
        path.toggleAttribute("data-disputed", span.disputed);
        path.toggleAttribute("data-places", span.places);
      } else {
        delete path.dataset.holder;
        path.removeAttribute("data-disputed");
        path.removeAttribute("data-places");
      }
    });
    list.replaceChildren(make("h3", "tm-holders-title"), ...rows(held));
    tellDay(day);
  }

  const spanOn = (spans, day) => spans.find(({ from, to }) => from <= day && day <= to);

  function tellDay(day) {
    const title = list.querySelector(".tm-holders-title");
    if (title) title.textContent = `Who held what on ${wordsOf(day)}`;
  }

  function rows(held) {
    if (held.every((span) => !span)) {
      return [make("p", "", "Told from 12 May 1994 to 31 December 2023 only.")];
    }
    const terms = make("dl", "");
    for (const [state, words] of STATES) {
      const chosen = known.filter((_, k) => held[k] && isIn(held[k], state)).map(({ name }) => name);
      terms.append(make("dt", "", swatch(state), words), make("dd", "", chosen.join(", ") || "none"));
    }
    const details = make("details", "tm-holders-words", make("summary", "", "In words, district by district"));
    known.forEach(({ name }, k) => {
      if (held[k]) details.append(make("p", "", make("strong", "", `${name}: `), held[k].words));
    });
    return [terms, make("p", "", BLANK), details];
  }

  const isIn = (span, state) => (["disputed", "places"].includes(state) ? span[state] : span.state === state);

  /** What is known of the district under the pointer, or "". */
  function wordsAt(x, y, day) {
    if (!box.checked) return "";
    const path = document.elementsFromPoint(x, y).find((element) => element.dataset?.holder);
    const found = path && known.find(({ id }) => paths.get(id) === path);
    const span = found && spanOn(found.spans, day);
    return span ? `${found.name}: ${span.words}` : "";
  }

  return { control, key, list, draw, wordsAt };
}
