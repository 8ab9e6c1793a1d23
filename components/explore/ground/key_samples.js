/** Samples of the key, drawn into a picture around (0, 0). */

import { drawStripes } from "./districts.js";
import { POSSIBLE } from "./marks_drawing.js";
import { drawSoftDisc, drawSymbol, pathFrom } from "./symbols.js";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("../types.js").PictureColours} Colours */

/** Radius of a pale disc; half the sides of a square of one colour, and of a piece of ground. */
const SOFT_R = 10;
const SQUARE_PX = 5.5;
const GROUND_PX = [9, 6];
const CORRIDOR = 0.25;

/** @param {Context} ctx @param {import("./key_content.js").Sample} sample @param {Colours} colours */
export function drawSample(ctx, sample, colours) {
  ctx.save();
  if (sample.kind === "mark") drawMark(ctx, sample, colours);
  else if (sample.kind === "bar") drawSquare(ctx, colours.bars[sample.place]);
  else if (sample.kind === "colour") drawSquare(ctx, sample.harm ? colours.harm : colours.other);
  else if (sample.kind === "held") drawHeld(ctx, sample.tint, colours);
  else drawLine(ctx, sample.kind, colours);
  ctx.restore();
}

/** @param {Context} ctx @param {Extract<import("./key_content.js").Sample, {kind: "mark"}>} sample @param {Colours} colours */
function drawMark(ctx, { mark, faint }, colours) {
  const { shape, harm, soft, split = false } = mark;
  const fill = /** @type {import("./symbols.js").Fill} */ (mark.fill);
  if (faint) ctx.globalAlpha = POSSIBLE;
  if (soft) drawSoftDisc(ctx, 0, 0, SOFT_R, harm ?? false, colours);
  // What stands for both families has the colour of the text.
  drawSymbol(ctx, { shape, fill, harm: harm ?? false, split }, harm === null ? { ...colours, other: colours.ink } : colours);
}

/** @param {Context} ctx @param {string} colour */
function drawSquare(ctx, colour) {
  ctx.fillStyle = colour;
  ctx.fillRect(-SQUARE_PX, -SQUARE_PX, 2 * SQUARE_PX, 2 * SQUARE_PX);
}

/** @param {Context} ctx @param {string} tint @param {Colours} colours */
function drawHeld(ctx, tint, colours) {
  const [w, h] = GROUND_PX;
  const frame = pathFrom(`M${-w} ${-h}H${w}V${h}H${-w}Z`);
  ctx.save();
  ctx.clip(frame);
  if (tint === "hatched") drawStripes(ctx, { x: -w, y: -h, width: 2 * w, height: 2 * h }, colours);
  else {
    ctx.fillStyle = tint ? colours.held : colours.land;
    ctx.fillRect(-w, -h, 2 * w, 2 * h);
  }
  ctx.restore();
  ctx.strokeStyle = colours.border;
  ctx.lineWidth = 1;
  ctx.stroke(frame);
}

/** @param {Context} ctx @param {"road" | "corridor"} kind @param {Colours} colours */
function drawLine(ctx, kind, colours) {
  const [w, h] = GROUND_PX;
  ctx.fillStyle = ctx.strokeStyle = colours.road;
  if (kind === "corridor") {
    ctx.globalAlpha = CORRIDOR;
    ctx.fillRect(-w, -h, 2 * w, 2 * h);
    return;
  }
  ctx.lineWidth = 2;
  ctx.setLineDash([5, 4]);
  ctx.stroke(pathFrom(`M${-w} 0H${w}`));
}
