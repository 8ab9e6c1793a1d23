/** Signs of the strip's buttons, drawn as lines in the colour of the text. */

const SPACE = "http://www.w3.org/2000/svg";
/** Paths in a square of 20; those that are filled. */
const PATHS = {
  play: ["M6 3.5 L16.5 10 L6 16.5 Z", true],
  pause: ["M5.5 4 h3 v12 h-3 Z M11.5 4 h3 v12 h-3 Z", true],
  back: ["M12.5 4.5 L7 10 L12.5 15.5", false],
  forth: ["M7.5 4.5 L13 10 L7.5 15.5", false],
  incident: ["M4 5 L9 10 L4 15 M14 6 L18 10 L14 14 L10 10 Z", false],
  "incident back": ["M16 5 L11 10 L16 15 M6 6 L10 10 L6 14 L2 10 Z", false],
  more: ["M3.6 10 h0.01 M10 10 h0.01 M16.4 10 h0.01", false],
  minus: ["M5 10 h10", false],
  plus: ["M5 10 h10 M10 5 v10", false],
  close: ["M5 5 L15 15 M15 5 L5 15", false],
};

/** @typedef {keyof typeof PATHS} Sign */

/** @param {Sign} name @returns {SVGSVGElement} */
export function makeSign(name) {
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "tm-strip-sign");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SPACE, "path"));
  setSign(svg, name);
  return svg;
}

/** @param {SVGSVGElement} svg @param {Sign} name */
export function setSign(svg, name) {
  const [path, filled] = PATHS[name];
  const drawn = /** @type {SVGPathElement} */ (svg.firstElementChild);
  drawn.setAttribute("d", String(path));
  svg.toggleAttribute("data-filled", Boolean(filled));
}
