/** Draws on a canvas what stands still in the strip: bars with their scales, lines below them, the axis. */

import { scaleOf } from "../scale.js";
import { grouped, t } from "../words.js";
import { LANE_PX, layBars, packSpans } from "./bars.js";
import { makeTicks, perUnit } from "./bins.js";

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {import("./bars.js").Scale} Scale */
/** @typedef {ReturnType<typeof rowsOf>} Rows */
/** @typedef {ReturnType<typeof readLook>} Look */

/** From the base of the bars to the bottom: lines, then days. */
const BELOW_PX = 22;
const LANES_PX = 2;
const TEXT_PX = 3;
/** Names of the sections stand over their bars, where several are in view. */
const NAME_PX = 13;
const TICK_GAP_PX = 58;
/** Room at the left of the track for the number of its scale. */
export const GUTTER_PX = 26;
const COMPACT_FROM = 1000;

/** Rows of the track in CSS pixels from its top. @param {number} height @param {boolean} narrow */
export function rowsOf(height, narrow) {
  const top = narrow ? 10 : 17;
  return { top, base: height - BELOW_PX, height, narrow };
}

/** Colours and font of the place where the strip stands. @param {HTMLElement} host @param {number} fills */
export function readLook(host, fills) {
  const style = getComputedStyle(host);
  const token = (/** @type {string} */ name) => style.getPropertyValue(`--tm-${name}`).trim();
  return {
    family: style.fontFamily,
    blocks: Array.from({ length: fills }, (_, fill) => token(`block-${Math.min(fill, 3)}`)),
    ink: token("ink"), quiet: token("quiet"), edge: token("edge"), border: token("border"),
    paper: token("paper"), key: token("key"),
  };
}

/**
 * @param {HTMLCanvasElement} canvas @param {Axis} axis
 * @param {{bins: import("./bins.js").Bin[], spans: import("./bars.js").Span[], marks: number[]}} content bins with
 *   their counts, lines, days marked on the canvas
 * @param {Rows} rows @param {Look} look
 * @returns {Scale[]}
 */
export function drawStrip(canvas, axis, { bins, spans, marks }, rows, look) {
  const ctx = prepare(canvas, axis.width + 2 * GUTTER_PX, rows.height);
  ctx.translate(GUTTER_PX, 0);
  const top = rows.top + (axis.shown.length > 1 ? NAME_PX : 0);
  const { scales, blocks } = layBars(axis, bins, { top, base: rows.base });
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, 0, axis.width, rows.height);
  ctx.clip();
  for (const scale of scales) drawLine(ctx, scale, look);
  for (const block of blocks) drawBlock(ctx, block, look);
  for (const line of packSpans(spans, axis)) drawSpan(ctx, line, rows, look);
  ctx.restore();
  for (const day of marks) if (axis.holds(day)) drawMark(ctx, axis.at(day + 0.5), rows, look);
  drawAxis(ctx, axis, rows, look);
  if (scales.length === 1) drawNumber(ctx, scales[0], look);
  else for (const scale of scales) drawName(ctx, scale, rows, look);
  return scales;
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height */
function prepare(canvas, width, height) {
  const scale = (window.devicePixelRatio || 1) * scaleOf(canvas);
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  ctx.scale(scale, scale);
  return ctx;
}

/** @param {CanvasRenderingContext2D} ctx @param {import("./bars.js").Block} block @param {Look} look */
function drawBlock(ctx, { x, y, width, height, fill }, look) {
  const left = Math.round(x);
  const right = Math.max(left + 1, Math.round(x + width));
  ctx.fillStyle = ctx.strokeStyle = look.blocks[fill];
  if (fill < look.blocks.length - 1 || right - left < 4 || height < 3) {
    // Disputed incidents are outlined; where there is no room for an outline they are pale.
    ctx.globalAlpha = fill < look.blocks.length - 1 ? 1 : 0.5;
    ctx.fillRect(left, y, right - left, height);
    ctx.globalAlpha = 1;
    return;
  }
  ctx.setLineDash([2, 1.5]);
  ctx.strokeRect(left + 0.5, y + 0.5, right - left - 1, height - 1);
  ctx.setLineDash([]);
}

/** Exact ends: a full line. A month or year only: a broken one. @param {CanvasRenderingContext2D} ctx @param {import("./bars.js").Line} line @param {Rows} rows @param {Look} look */
function drawSpan(ctx, { left, right, lane, bar, exact }, rows, look) {
  const y = rows.base + LANES_PX + lane * LANE_PX + (LANE_PX - 1) / 2;
  ctx.save();
  ctx.strokeStyle = look.blocks[bar];
  ctx.lineWidth = LANE_PX - 1;
  ctx.globalAlpha = exact ? 0.8 : 0.6;
  if (!exact) ctx.setLineDash([2, 4]);
  ctx.beginPath();
  ctx.moveTo(left + 0.5, y);
  ctx.lineTo(right - 0.5, y);
  ctx.stroke();
  ctx.restore();
}

/** A light line at the top of the highest bar. @param {CanvasRenderingContext2D} ctx @param {Scale} scale @param {Look} look */
function drawLine(ctx, { left, right, y, highest }, look) {
  if (!highest) return;
  ctx.fillStyle = look.edge;
  ctx.fillRect(left, Math.round(y) - 1, right - left, 1);
}

/** The number of that line, beside the track. @param {CanvasRenderingContext2D} ctx @param {Scale} scale @param {Look} look */
function drawNumber(ctx, { y, highest }, look) {
  if (!highest) return;
  ctx.font = `11px ${look.family}`;
  ctx.fillStyle = look.quiet;
  ctx.textAlign = "right";
  ctx.fillText(numberWords(highest), -7, Math.max(8, y + 3));
  ctx.textAlign = "left";
}

/** A number short enough for the gutter. @param {number} n */
function numberWords(n) {
  return n < COMPACT_FROM ? String(n) : `${grouped(Math.round(n / 1000))}k`;
}

/** A key event without a label. @param {CanvasRenderingContext2D} ctx @param {number} x @param {Rows} rows @param {Look} look */
function drawMark(ctx, x, { top, base }, look) {
  ctx.fillStyle = ctx.strokeStyle = look.key;
  ctx.beginPath();
  ctx.moveTo(x - 4, top - 6);
  ctx.lineTo(x, top - 10);
  ctx.lineTo(x + 4, top - 6);
  ctx.lineTo(x, top - 2);
  ctx.fill();
  ctx.setLineDash([2, 2]);
  ctx.globalAlpha = 0.6;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, base);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} ctx @param {Axis} axis @param {Rows} rows @param {Look} look */
function drawAxis(ctx, axis, rows, look) {
  ctx.fillStyle = look.border;
  ctx.fillRect(0, rows.base, axis.width, 1);
  for (const { left } of axis.shown.filter((section) => section.left > 0)) {
    ctx.fillStyle = look.edge;
    ctx.fillRect(Math.round(left), rows.top, 1, rows.height - rows.top);
  }
  ctx.font = `12px ${look.family}`;
  ctx.textBaseline = "alphabetic";
  for (const { x, text } of makeTicks(axis, TICK_GAP_PX)) {
    ctx.fillStyle = look.border;
    ctx.fillRect(Math.round(x), rows.base, 1, 4);
    ctx.fillStyle = look.quiet;
    ctx.fillText(text, x + 1, rows.height - TEXT_PX);
  }
}

/** The name of a section with the scale of its bars, as long as there is room. @param {CanvasRenderingContext2D} ctx @param {Scale} scale @param {Rows} rows @param {Look} look */
function drawName(ctx, { left, right, highest, unit, names }, rows, look) {
  const n = grouped(highest);
  const most = t("up to {n} {unit}", { n, unit: perUnit(unit) });
  const words = [...names.map((name) => `${name}: ${most}`), ...names.map((name) => `${name}: ${n}`), n];
  ctx.font = `11px ${look.family}`;
  ctx.fillStyle = look.quiet;
  const fitting = words.find((text) => ctx.measureText(text).width <= right - left - 8);
  if (fitting) ctx.fillText(fitting, left + 5, rows.top + 10);
}
