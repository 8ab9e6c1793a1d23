/** The map as it is shown, to be drawn at any scale; always in the light colours, for print. */

import { make } from "../elements.js";
import { rootOf } from "../panels/popover.js";
import { drawStripes } from "./districts.js";
import { describeKey } from "./key_content.js";
import { drawSample } from "./key_samples.js";
import { drawCells, drawMarks } from "./marks_drawing.js";
import { drawName } from "./name_drawing.js";
import { drawSymbol, pathFrom, plainLook, readPalette } from "./symbols.js";

/** @typedef {CanvasRenderingContext2D} Context */

/**
 * @typedef {object} Shown what is on the map
 * @property {import("../types.js").App} app @property {import("leaflet").Map} map @property {HTMLElement} host
 * @property {import("./layout.js").Layout} layout @property {import("./place_names.js").PlaceNames} names
 * @property {import("./key_content.js").Shows} shows
 */

const PANES = ["overlayPane", "chosen"];
/** What lies this near to the edge is still drawn. */
const EDGE_PX = 48;
/** Of the scale, from the corner. */
const SCALE_PX = 12;

/** @param {Shown} shown @returns {import("../types.js").MapPicture} */
export function takePicture(shown) {
  const { app, map, host, shows, names } = shown;
  const { x: width, y: height } = map.getSize();
  const seen = names.seen();
  const light = readLight(host, map, seen.map(({ element }) => element));
  const { colours } = light;
  return {
    width, height, colours,
    key: describeKey(app.record.vocabulary, shows, true),
    beyond: countBeyond(shown),
    draw(ctx) {
      const frame = pathFrom(`M0 0H${width}V${height}H0Z`);
      ctx.save();
      ctx.clip(frame);
      ctx.fillStyle = colours.around;
      ctx.fillRect(0, 0, width, height);
      drawAreas(ctx, map, light);
      drawIncidents(ctx, shown, colours);
      seen.forEach((name, k) => drawName(ctx, name, light.names[k], colours));
      drawScale(ctx, host, height, colours);
      ctx.restore();
      ctx.strokeStyle = colours.border;
      ctx.lineWidth = 1;
      ctx.stroke(frame);
    },
    drawSample: (ctx, sample) => drawSample(ctx, sample, colours),
  };
}

/** How all looks in the light theme: read from copies, as the page itself may be dark. @param {HTMLElement} host @param {import("leaflet").Map} map @param {HTMLElement[]} names */
function readLight(host, map, names) {
  const grounds = PANES.flatMap((pane) => [...map.getPane(pane)?.querySelectorAll("svg") ?? []]);
  const [paths, copies] = [grounds, names].map((parts) => parts.map((part) => /** @type {HTMLElement} */ (part.cloneNode(true))));
  const root = make("div", "tm-root", make("div", "tm-stage", make("div", "tm-map", ...paths, ...copies)));
  root.hidden = true;
  rootOf(host).append(root);
  const read = (/** @type {Element} */ element) => pick(getComputedStyle(element));
  const style = getComputedStyle(root);
  const token = (/** @type {string} */ name) => style.getPropertyValue(`--tm-${name}`).trim();
  const colours = {
    ...readPalette(root), page: token("page"), around: token("around"), edge: token("edge"), halo: token("halo"), held: token("held"),
    partly: token("held-partly"), road: token("road"), sans: token("sans"), serif: token("serif"),
  };
  const areas = paths.flatMap((part) => [...part.querySelectorAll("path")].map((path) => ({ d: path.getAttribute("d") ?? "", style: read(path) })));
  const light = { colours, areas, names: copies.map(read) };
  root.remove();
  return light;
}

/** A style goes with its element, so what is drawn from it is copied. @param {CSSStyleDeclaration} style */
function pick({
  display, fill, fillOpacity, stroke, strokeOpacity, strokeWidth, strokeDasharray, color, backgroundColor, fontStyle, fontWeight, fontSize,
  fontFamily, letterSpacing, textTransform,
}) {
  return {
    display, fill, fillOpacity, stroke, strokeOpacity, strokeWidth, strokeDasharray, color, backgroundColor, fontStyle, fontWeight, fontSize,
    fontFamily, letterSpacing, textTransform,
  };
}

/** @param {Context} ctx @param {import("leaflet").Map} map @param {ReturnType<typeof readLight>} light */
function drawAreas(ctx, map, { areas, colours }) {
  const { x, y } = map.layerPointToContainerPoint([0, 0]);
  const size = map.getSize();
  ctx.save();
  ctx.translate(x, y);
  ctx.lineJoin = "round";
  for (const { d, style } of areas) {
    if (style.display === "none" || d === "" || d === "M0 0") continue;
    const path = pathFrom(d);
    ctx.globalAlpha = Number(style.fillOpacity);
    if (style.fill.startsWith("url")) drawHatched(ctx, path, { x: -x, y: -y, width: size.x, height: size.y }, colours);
    else if (style.fill !== "none") {
      ctx.fillStyle = style.fill;
      ctx.fill(path, "evenodd");
    }
    ctx.globalAlpha = Number(style.strokeOpacity);
    if (style.stroke === "none") continue;
    ctx.strokeStyle = style.stroke;
    ctx.lineWidth = Number.parseFloat(style.strokeWidth);
    ctx.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(Number.parseFloat));
    ctx.stroke(path);
  }
  ctx.restore();
}

/** @param {Context} ctx @param {Path2D} path @param {{x: number, y: number, width: number, height: number}} box @param {import("../types.js").PictureColours} colours */
function drawHatched(ctx, path, box, colours) {
  ctx.save();
  ctx.clip(path, "evenodd");
  drawStripes(ctx, box, colours);
  ctx.restore();
}

/** @param {Context} ctx @param {Shown} shown @param {import("../types.js").PictureColours} palette */
function drawIncidents(ctx, { app, map, layout }, palette) {
  const { x, y } = map.getPixelBounds().getTopLeft();
  const size = map.getSize();
  const { state } = app.scene;
  const target = {
    ctx, palette, size, strength: 1, origin: { x, y }, out: new Set(), plain: state.judging, isSeen: (/** @type {{x: number, y: number}} */ at) => isNear(at, { x, y }, size),
    drawMark(/** @type {import("./marks.js").Look} */ look, /** @type {number} */ left, /** @type {number} */ top) {
      ctx.save();
      ctx.translate(left, top);
      drawSymbol(ctx, state.judging ? plainLook(look) : look, palette);
      ctx.restore();
    },
  };
  ctx.save();
  if (app.selection.cells) drawCells(target, app.selection.cells, layout.spacing, state.from, state.to);
  else if (layout.marks) drawMarks(target, layout.marks, state.event === null ? -1 : app.selection.row(state.event));
  ctx.restore();
}

/** @param {{x: number, y: number}} at @param {{x: number, y: number}} origin @param {{x: number, y: number}} size */
function isNear(at, origin, size, edge = EDGE_PX) {
  const [dx, dy] = [at.x - origin.x, at.y - origin.y];
  return dx > -edge && dy > -edge && dx < size.x + edge && dy < size.y + edge;
}

/** Incidents that count and stand outside the view; of a large record those are not here. @param {Shown} shown */
function countBeyond({ app, map, layout }) {
  const origin = map.getPixelBounds().getTopLeft();
  const size = map.getSize();
  const isInside = (/** @type {{x: number, y: number}} */ at) => isNear(at, origin, size, 0);
  const { cells } = app.selection;
  const { state, shown } = app.scene;
  const inside = cells ? cells.groups.map((_, g) => g).filter((g) => isInside(cells.groups[g])) : [];
  cells?.tally(state.from, state.to, inside);
  const counts = cells ? inside.map((g) => cells.counts[g]) : (layout.marks?.standing ?? []).map(({ site, certain }) => (isInside(site) ? certain : 0));
  return Math.max(0, shown.counted - shown.offMap - counts.reduce((sum, count) => sum + count, 0));
}

/** The scale in the corner, as the map has it. @param {Context} ctx @param {HTMLElement} host @param {number} height @param {import("../types.js").PictureColours} colours */
function drawScale(ctx, host, height, colours) {
  const line = /** @type {HTMLElement | null} */ (host.querySelector(".leaflet-control-scale-line"));
  const width = Number.parseFloat(line?.style.width ?? "");
  if (!line || !width) return;
  const [left, bottom] = [SCALE_PX, height - SCALE_PX];
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = ctx.fillStyle = colours.quiet;
  ctx.setLineDash([]);
  ctx.stroke(pathFrom(`M${left} ${bottom - 5}V${bottom}H${left + width}V${bottom - 5}`));
  ctx.font = `12px ${colours.sans}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.fillText(line.textContent ?? "", left + 4, bottom - 4);
}
