/** Signs of the strip's buttons, drawn as lines in the colour of the text. */

const SPACE = "http://www.w3.org/2000/svg";
/** In a square of 20: lines, and areas that are filled. @type {Record<string, [string, string]>} */
const PATHS = {
  play: ["", "M6 3.5 L16.5 10 L6 16.5 Z"],
  pause: ["", "M5.5 4 h3 v12 h-3 Z M11.5 4 h3 v12 h-3 Z"],
  back: ["M12.5 4.5 L7 10 L12.5 15.5", ""],
  forth: ["M7.5 4.5 L13 10 L7.5 15.5", ""],
  incident: ["M3.5 4.5 L9 10 L3.5 15.5", "M14.5 6.4 L18.1 10 L14.5 13.6 L10.9 10 Z"],
  "incident back": ["M16.5 4.5 L11 10 L16.5 15.5", "M5.5 6.4 L9.1 10 L5.5 13.6 L1.9 10 Z"],
  more: ["M3.6 10 h0.01 M10 10 h0.01 M16.4 10 h0.01", ""],
  minus: ["M5 10 h10", ""],
  plus: ["M5 10 h10 M10 5 v10", ""],
  close: ["M5 5 L15 15 M15 5 L5 15", ""],
};

/** @param {string} name @returns {SVGSVGElement} */
export function makeSign(name) {
  const svg = document.createElementNS(SPACE, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "tm-strip-sign");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SPACE, "path"), document.createElementNS(SPACE, "path"));
  setSign(svg, name);
  return svg;
}

/** @param {SVGSVGElement} svg @param {string} name */
export function setSign(svg, name) {
  PATHS[name].forEach((path, k) => svg.children[k].setAttribute("d", path));
}
