/** An online background, off until asked for; the drawn ground stays when tiles do not come. */

import { make } from "../elements.js";

const TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
const CREDIT = "Online background © OpenStreetMap contributors";

export function createTiles(L, map, stage) {
  const control = make("label", "tm-button tm-online");
  const box = make("input", "");
  box.type = "checkbox";
  box.setAttribute("aria-label", "Online background");
  control.append(box, make("span", "", "Online"), make("span", "tm-button-text", "background"));
  control.title = "Loads map tiles from openstreetmap.org; off, nothing leaves this machine";
  const notice = make("div", "tm-notice");
  notice.setAttribute("role", "status");
  stage.append(notice);
  let layer = null;

  box.addEventListener("change", () => {
    notice.textContent = "";
    stage.classList.remove("tm-tiled");
    layer?.remove();
    layer = box.checked ? L.tileLayer(TILES, { maxZoom: 19 }) : null;
    if (!layer) return;
    layer.on("tileload", () => {
      stage.classList.add("tm-tiled");
      notice.textContent = CREDIT;
    });
    layer.on("tileerror", () => {
      if (stage.classList.contains("tm-tiled")) return;
      notice.textContent = "The online background cannot be loaded; the drawn ground stays.";
    });
    layer.addTo(map);
  });
  return { control };
}
