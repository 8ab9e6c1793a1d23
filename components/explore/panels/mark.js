/** The mark of an incident as a small picture for lists, filters and the key; its colours follow the theme by CSS. */

const SVG = "http://www.w3.org/2000/svg";
const PATHS = new Map([
  ["circle", "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z"],
  ["triangle", "M0 -6.8L6.9 5.2H-6.9Z"],
  ["diamond", "M0 -7.4L7.4 0L0 7.4L-7.4 0Z"],
  ["square", "M-5.5 -5.5H5.5V5.5H-5.5Z"],
  ["hexagon", "M-6.9 0L-3.45 -6H3.45L6.9 0L3.45 6H-3.45Z"],
  ["cross", "M-2.4 -6.4H2.4V-2.4H6.4V2.4H2.4V6.4H-2.4V2.4H-6.4V-2.4H-2.4Z"],
]);
const PLAIN = "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z";

/** @typedef {{shape: string, fill: string, harm: boolean | null, soft: boolean}} Mark harm null: in the colour of the text */

/** @type {Map<string, SVGSVGElement>} */
const made = new Map();

/**
 * @param {Mark} mark @param {number} [size] CSS pixels
 * @returns {SVGSVGElement}
 */
export function markIcon(mark, size = 20) {
  const key = `${mark.shape} ${mark.fill} ${mark.harm} ${mark.soft} ${size}`;
  let known = made.get(key);
  if (!known) {
    known = draw(mark, size);
    made.set(key, known);
  }
  return /** @type {SVGSVGElement} */ (known.cloneNode(true));
}

/** @param {Mark} mark @param {number} size */
function draw({ shape, fill, harm, soft }, size) {
  const picture = /** @type {SVGSVGElement} */ (element("svg", { viewBox: "-10 -10 20 20", width: size, height: size, "aria-hidden": "true" }));
  picture.classList.add("tm-mark");
  picture.dataset.colour = harm === null ? "text" : harm ? "harm" : "other";
  picture.dataset.fill = fill;
  if (soft) picture.append(element("circle", { r: 10, class: "tm-mark-disc" }));
  const path = PATHS.get(shape) ?? PLAIN;
  picture.append(element("path", { d: path, class: "tm-mark-line" }));
  if (fill === "half") picture.append(lowerHalf(path));
  return picture;
}

/** The lower half, cut off by the frame of a picture in the picture. @param {string} path */
function lowerHalf(path) {
  const half = element("svg", { x: -10, y: 0, width: 20, height: 10, viewBox: "-10 0 20 10" });
  half.append(element("path", { d: path, class: "tm-mark-half" }));
  return half;
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}
