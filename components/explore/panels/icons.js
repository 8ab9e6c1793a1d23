/** Signs of buttons, drawn in the colour of their text. */

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  search: "M8.5 3a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M12.6 12.6L17 17",
  filter: "M3 6H17M6 10H14M8.5 14H11.5",
  link: "M8.3 11.7L11.7 8.3M9.3 6.2L11 4.5a3.2 3.2 0 0 1 4.5 4.5L13.8 10.7M10.7 13.8L9 15.5A3.2 3.2 0 0 1 4.5 11L6.2 9.3",
  menu: "M3 5.5H17M3 10H17M3 14.5H17",
  close: "M5 5L15 15M15 5L5 15",
  down: "M5.5 8L10 12.5L14.5 8",
  up: "M5.5 12L10 7.5L14.5 12",
  right: "M8 5.5L12.5 10L8 14.5",
  left: "M12 5.5L7.5 10L12 14.5",
  quote: "M8.2 5.5C5.6 6.3 4.2 8.2 4.2 11V14.2H8.2V10.6H5.8M16 5.5C13.4 6.3 12 8.2 12 11V14.2H16V10.6H13.6",
  download: "M10 3V12.5M6 9L10 13L14 9M4 16.5H16",
  region: "M5 6L11 3.5L16 8L13 15.5L6 15Z",
  columns: "M3.5 4.5H16.5V15.5H3.5ZM8 4.5V15.5M12.2 4.5V15.5",
  play: "M6.5 4.5L15 10L6.5 15.5Z",
  layers: "M10 3.5L17 7.5L10 11.5L3 7.5ZM4.5 10.5L3 11.3L10 15.3L17 11.3L15.5 10.5",
  plus: "M10 4V16M4 10H16",
  minus: "M4 10H16",
  home: "M3.5 9.5L10 4L16.5 9.5M5.5 8.5V16H8.5V12H11.5V16H14.5V8.5",
};

/** @param {keyof typeof PATHS} name @param {number} [size] CSS pixels */
export function icon(name, size = 18) {
  const picture = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" })) {
    picture.setAttribute(key, String(value));
  }
  picture.classList.add("tm-sign");
  if (name === "play") picture.classList.add("tm-sign-filled");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  picture.append(path);
  return picture;
}
