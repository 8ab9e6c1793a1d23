/** The mark of an incident as a small picture for lists, filters and the key; its colours follow the theme by CSS. */

import { pathsOf, SPLIT } from "../ground/symbols.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{shape: string, fill: string, harm: boolean | null, soft: boolean, split?: boolean}} Mark harm null: in the colour of the text */

/** @type {Map<string, SVGSVGElement>} */
const made = new Map();

/**
 * @param {Mark} mark @param {number} [size] CSS pixels
 * @returns {SVGSVGElement}
 */
export function markIcon(mark, size = 20) {
  const key = `${mark.shape} ${mark.fill} ${mark.harm} ${mark.soft} ${mark.split ?? false} ${size}`;
  let known = made.get(key);
  if (!known) {
    known = draw(mark, size);
    made.set(key, known);
  }
  return /** @type {SVGSVGElement} */ (known.cloneNode(true));
}

/** @param {Mark} mark @param {number} size */
function draw({ shape, fill, harm, soft, split }, size) {
  const picture = /** @type {SVGSVGElement} */ (element("svg", { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true" }));
  picture.classList.add("tm-mark");
  picture.dataset.colour = harm === null ? "text" : harm ? "harm" : "other";
  picture.dataset.fill = fill;
  if (soft) picture.append(element("circle", { r: 10, class: "tm-mark-disc" }));
  const { whole, half } = pathsOf(shape);
  picture.append(element("path", { d: whole, class: "tm-mark-line" }));
  if (fill === "half") picture.append(element("path", { d: half, class: "tm-mark-half" }));
  if (split) picture.append(element("path", { d: SPLIT, class: "tm-mark-gap" }), element("path", { d: SPLIT, class: "tm-mark-split" }));
  return picture;
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
