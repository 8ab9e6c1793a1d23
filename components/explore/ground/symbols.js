/**
 * How an incident is drawn: shape says what, fill says how well it is evidenced, colour whether people or
 * buildings were harmed. Shapes are paths around (0, 0), the same for the canvas and for icons; a mark
 * never reaches farther than `HALF` from its centre.
 */

import { grouped, t } from "../words.js";

/** @typedef {"full" | "half" | "hollow" | "dashed"} Fill */
/** @typedef {Array<[number, number]>} Points */

/**
 * @typedef {object} Palette colours of the canvas, from the tokens of the style sheet
 * @property {string} harm @property {string} other @property {string} softHarm @property {string} softOther
 * @property {string} paper @property {string} land @property {string} ink @property {string} quiet
 * @property {string} border @property {string} strong @property {string[]} bars by fill
 */

/** Half the side of the square in which a mark lies, CSS pixels. */
export const HALF = 8;
/** Fill of a mark that does not say how well its incident is evidenced. */
const PLAIN = "plain";
/** A mark that does not say so. @param {import("./marks.js").Look} look @returns {import("./marks.js").Look} */
export const plainLook = (look) => ({ ...look, fill: PLAIN, split: false });
const LINE_PX = 1.7;
const HALO_PX = 1;
const DASH = [2.5, 2.1];
const CIRCLE_R = 6.5;
/** The line through a mark that is split: of the ground, and within it of the mark. */
const SPLIT_PX = 4.4;
const SPLIT_LINE_PX = 1.5;
/** The line as a path, the same for the canvas and for icons. */
export const SPLIT = `M0 ${-HALF}V${HALF}`;
/** Gap and outline around the selected mark. */
const GAP_PX = 2;
const OUTLINE_PX = 3.5;
/** Side of the bitmap of a mark. */
const BITMAP_PX = 20;
const RING_PX = 4;

/** @param {number} corners @param {number} r @param {number} turn @returns {Points} */
const regular = (corners, r, turn) => Array.from({ length: corners }, (_, k) => {
  const angle = turn + (k * 2 * Math.PI) / corners;
  return [r * Math.cos(angle), r * Math.sin(angle)];
});

/** @type {Record<string, Points>} */
const CORNERS = {
  triangle: [[0, -6.9], [6.9, 5.5], [-6.9, 5.5]],
  diamond: regular(4, 7, -Math.PI / 2),
  square: [[-5.7, -5.7], [5.7, -5.7], [5.7, 5.7], [-5.7, 5.7]],
  hexagon: regular(6, 6.9, 0),
  cross: [
    [-2.5, -6.6], [2.5, -6.6], [2.5, -2.5], [6.6, -2.5], [6.6, 2.5], [2.5, 2.5],
    [2.5, 6.6], [-2.5, 6.6], [-2.5, 2.5], [-6.6, 2.5], [-6.6, -2.5], [-2.5, -2.5],
  ],
};

/** @param {Points} points */
const trace = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;

/** The part of a shape below its middle. @param {Points} points @returns {Points} */
export function lowerHalf(points) {
  /** @type {Points} */
  const kept = [];
  points.forEach(([x, y], k) => {
    const [px, py] = points[(k + points.length - 1) % points.length];
    if ((y > 0) !== (py > 0)) kept.push([px + ((x - px) * -py) / (y - py), 0]);
    if (y > 0) kept.push([x, y]);
  });
  return kept;
}

/** Whole shape and its lower half as paths; a shape that is not known is a circle. @param {string} shape */
export function pathsOf(shape) {
  const points = CORNERS[shape];
  if (points) return { whole: trace(points), half: trace(lowerHalf(points)) };
  const r = CIRCLE_R;
  return { whole: `M${-r} 0A${r} ${r} 0 1 1 ${r} 0A${r} ${r} 0 1 1 ${-r} 0Z`, half: `M${-r} 0A${r} ${r} 0 0 0 ${r} 0Z` };
}

/** @type {WeakMap<Path2D, string>} */
const written = new WeakMap();

/** A path of which `textOf` knows the text: a `Path2D` alone does not give it back. @param {string} text */
export function pathFrom(text) {
  const path = new Path2D(text);
  written.set(path, text);
  return path;
}

/** @param {Path2D} path of `pathFrom` */
export const textOf = (path) => written.get(path) ?? "";

/** @type {Map<string, {whole: Path2D, half: Path2D}>} */
const traced = new Map();

/** @param {string} shape */
function tracedPaths(shape) {
  let paths = traced.get(shape);
  if (!paths) {
    const { whole, half } = pathsOf(shape);
    paths = { whole: pathFrom(whole), half: pathFrom(half) };
    traced.set(shape, paths);
  }
  return paths;
}

/** The colours of a page. @param {Element} root @returns {Palette} */
export function readPalette(root) {
  const style = getComputedStyle(root);
  const token = (/** @type {string} */ name) => style.getPropertyValue(`--tm-${name}`).trim();
  return {
    harm: token("harm"), other: token("other"), softHarm: token("soft-harm"), softOther: token("soft-other"),
    paper: token("paper"), land: token("land"), ink: token("ink"), quiet: token("quiet"), border: token("border"),
    strong: token("strong"), bars: [0, 1, 2, 3].map((k) => token(`block-${k}`)),
  };
}

/**
 * Draw one mark around (0, 0).
 * @param {CanvasRenderingContext2D} ctx @param {import("./marks.js").Look} look @param {Palette} palette
 */
export function drawSymbol(ctx, { shape, fill, harm, split }, palette) {
  const { whole, half } = tracedPaths(shape);
  const plain = fill === PLAIN;
  const harmed = harm ? palette.harm : palette.other;
  const colour = plain ? palette.ink : harmed;
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = LINE_PX + 2 * HALO_PX;
  ctx.stroke(whole);
  ctx.fillStyle = plain || fill === "full" ? colour : palette.paper;
  ctx.fill(whole);
  ctx.fillStyle = colour;
  if (fill === "half") ctx.fill(half);
  if (fill === "dashed") ctx.setLineDash(DASH);
  ctx.strokeStyle = colour;
  ctx.lineWidth = LINE_PX;
  ctx.stroke(whole);
  ctx.setLineDash([]);
  if (!split) return;
  const line = pathFrom(SPLIT);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = SPLIT_PX;
  ctx.stroke(line);
  ctx.strokeStyle = colour;
  ctx.lineWidth = SPLIT_LINE_PX;
  ctx.stroke(line);
}

/**
 * Draw what lies around the selected mark at (x, y): a gap in the colour of the ground and an outline.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {string} shape @param {Palette} palette
 */
export function drawSelected(ctx, x, y, shape, palette) {
  const { whole } = tracedPaths(shape);
  ctx.save();
  ctx.translate(x, y);
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.strong;
  ctx.lineWidth = LINE_PX + 2 * (GAP_PX + OUTLINE_PX);
  ctx.stroke(whole);
  ctx.strokeStyle = palette.land;
  ctx.lineWidth = LINE_PX + 2 * GAP_PX;
  ctx.stroke(whole);
  ctx.restore();
}

/** Bitmaps of marks, made once for each look. */
export class SymbolCache {
  /** @param {Palette} palette @param {number} scale device pixels per CSS pixel */
  constructor(palette, scale) {
    this.palette = palette;
    this.scale = scale;
    /** @type {Map<string, HTMLCanvasElement>} */
    this.bitmaps = new Map();
  }

  /** @param {import("./marks.js").Look} look */
  get(look) {
    const key = Object.values(look).join(" ");
    const known = this.bitmaps.get(key);
    if (known) return known;
    const bitmap = document.createElement("canvas");
    bitmap.width = bitmap.height = Math.ceil(BITMAP_PX * this.scale);
    const ctx = context(bitmap);
    ctx.scale(this.scale, this.scale);
    ctx.translate(BITMAP_PX / 2, BITMAP_PX / 2);
    drawSymbol(ctx, look, this.palette);
    this.bitmaps.set(key, bitmap);
    return bitmap;
  }
}

/** Copy a mark to (x, y), on whole device pixels. @param {CanvasRenderingContext2D} ctx @param {HTMLCanvasElement} bitmap @param {number} x @param {number} y @param {number} scale */
export function stamp(ctx, bitmap, x, y, scale) {
  const corner = (/** @type {number} */ at) => Math.round((at - BITMAP_PX / 2) * scale) / scale;
  ctx.drawImage(bitmap, corner(x), corner(y), bitmap.width / scale, bitmap.height / scale);
}

/** @param {HTMLCanvasElement} canvas */
export function context(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** A pale disc: known no closer than this. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r @param {boolean} harm @param {Palette} palette */
export function drawSoftDisc(ctx, x, y, r, harm, palette) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = harm ? palette.softHarm : palette.softOther;
  ctx.fill();
}

/**
 * Draw the disc of many: on its ring the shares of the fills.
 * @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} r radius, CSS pixels
 * @param {ArrayLike<number>} bars incidents of each fill @param {number} first where its fills begin
 * @param {Palette} palette
 */
export function drawDisc(ctx, x, y, r, bars, first, palette) {
  let count = 0;
  for (let k = 0; k < palette.bars.length; k += 1) count += bars[first + k];
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.border;
  ctx.stroke();
  ctx.lineWidth = RING_PX;
  let from = -Math.PI / 2;
  for (let k = 0; k < palette.bars.length; k += 1) {
    if (!bars[first + k]) continue;
    const to = from + (bars[first + k] / count) * 2 * Math.PI;
    ctx.beginPath();
    ctx.arc(x, y, r - RING_PX / 2 - 0.5, from, to);
    ctx.strokeStyle = palette.bars[k];
    ctx.stroke();
    from = to;
  }
}

/** Write the number of a disc, over its ring where it is long. @param {CanvasRenderingContext2D} ctx @param {number} x @param {number} y @param {number} count @param {Palette} palette */
export function writeCount(ctx, x, y, count, palette) {
  const text = shortCount(count);
  ctx.font = `600 ${text.length > 3 ? 10 : 11.5}px system-ui, sans-serif`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  if (text.length > 2) {
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, x, y + 0.5);
  }
  ctx.fillStyle = palette.ink;
  ctx.fillText(text, x, y + 0.5);
}

/** A count in at most four signs, rounded down. @param {number} count */
export function shortCount(count) {
  const cut = (/** @type {number} */ value) => (value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value));
  if (count < 1000) return grouped(count);
  if (count < 1e6) return t("{n}k", { n: cut(count / 1e3) });
  return t("{n}M", { n: cut(count / 1e6) });
}
