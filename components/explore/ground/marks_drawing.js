/** How marks, discs and cells are drawn: on the canvas of the map, and into a picture of it. */

import { RADIUS } from "./cell_size.js";
import { CROWD_R, packing } from "./packing.js";
import { SOFT_PX } from "./sites.js";
import { drawDisc, drawSelected, drawSoftDisc, HALF, writeCount } from "./symbols.js";

/** @typedef {import("./marks.js").Drawn} Marks */
/** @typedef {import("../types.js").MapCells} MapCells */
/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Target what is drawn on
 * @property {CanvasRenderingContext2D} ctx @property {import("./symbols.js").Palette} palette
 * @property {Point} origin world pixel of the corner @property {Point} size CSS pixels
 * @property {number} strength from 0 for nothing to 1 @property {Set<string>} out sites that are left out
 * @property {(at: Point) => boolean} isSeen of a world pixel
 * @property {boolean} plain nothing says how well the incidents are evidenced
 * @property {(look: import("./marks.js").Look, x: number, y: number) => void} drawMark
 */

/** What is only possible in the window is drawn this faint. */
export const POSSIBLE = 0.42;
/** A cluster nearer to its point than this needs no line to it. */
const LEADER_PX = 4;
/** Least and largest radius of the disc of a cell; a small cell limits it further. */
const LEAST_R = 12;
const MOST_R = 30;

/** @param {Target} target @param {Marks} marks @param {number} selected row, -1 for none */
export function drawMarks(target, marks, selected) {
  target.ctx.globalAlpha = target.strength;
  drawLeaders(target, marks);
  drawSites(target, marks);
  drawChosen(target, marks, selected);
  drawAll(target, marks, selected);
}

/** @param {Target} target @param {import("./sites.js").Site} site */
const isShown = ({ out, isSeen }, site) => !out.has(site.key) && isSeen(site);

/** From the point of a cluster that was moved aside to its marks. @param {Target} target @param {Marks} marks */
function drawLeaders(target, { standing }) {
  const { ctx, palette, origin } = target;
  ctx.lineWidth = 1.2;
  ctx.strokeStyle = ctx.fillStyle = palette.ink;
  for (const { site } of standing) {
    if (site.inside || !isShown(target, site)) continue;
    const [x, y] = [site.homeX - origin.x, site.homeY - origin.y];
    if (Math.hypot(site.x - site.homeX, site.y - site.homeY) < LEADER_PX) continue;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(site.x - origin.x, site.y - origin.y);
    ctx.stroke();
    if (site.soft) continue;
    ctx.beginPath();
    ctx.arc(x, y, 2.2, 0, 2 * Math.PI);
    ctx.fill();
  }
}

/** Pale discs, and the discs of many. @param {Target} target @param {Marks} marks */
function drawSites(target, { standing }) {
  const { ctx, palette, origin, plain, strength } = target;
  for (const { site, count, certain, harm, crowd, bars } of standing) {
    if (!isShown(target, site)) continue;
    const [x, y] = [site.x - origin.x, site.y - origin.y];
    const reach = crowd ? CROWD_R : Math.max(...packing(count).map((slot) => Math.hypot(...slot))) + HALF;
    if (site.soft) drawSoftDisc(ctx, x, y, reach + SOFT_PX, harm, palette);
    if (!crowd) continue;
    ctx.globalAlpha = strength * (certain ? 1 : POSSIBLE);
    if (plain) drawDisc(ctx, x, y, CROWD_R, [1], 0, { ...palette, bars: [palette.quiet] });
    else drawDisc(ctx, x, y, CROWD_R, bars, 0, palette);
    writeCount(ctx, x, y, certain || count, palette);
    ctx.globalAlpha = strength;
  }
}

/** @param {Target} target @param {Marks} marks @param {number} selected */
function drawAll({ ctx, origin, size, out, strength, drawMark }, marks, selected) {
  for (let k = 0; k < marks.size; k += 1) {
    const [x, y] = [marks.x[k] - origin.x, marks.y[k] - origin.y];
    if (x < -HALF || y < -HALF || x > size.x + HALF || y > size.y + HALF || out.has(marks.standing[marks.at[k]].site.key)) continue;
    const alpha = strength * (marks.sure[k] || marks.row[k] === selected ? 1 : POSSIBLE);
    if (ctx.globalAlpha !== alpha) ctx.globalAlpha = alpha;
    drawMark(marks.looks[marks.look[marks.row[k]]], x, y);
  }
  ctx.globalAlpha = 1;
}

/** Below the marks, of which it covers none. @param {Target} target @param {Marks} marks @param {number} selected */
function drawChosen({ ctx, origin, palette }, marks, selected) {
  const k = selected < 0 ? -1 : marks.row.subarray(0, marks.size).indexOf(selected);
  if (k < 0) return;
  drawSelected(ctx, marks.x[k] - origin.x, marks.y[k] - origin.y, marks.looks[marks.look[selected]].shape, palette);
}

/** @param {Target} target @param {MapCells} cells @param {number} spacing of neighbouring cells, CSS pixels @param {number} from @param {number} to */
export function drawCells({ ctx, origin, palette, isSeen }, cells, spacing, from, to) {
  const seen = cells.groups.map((_, g) => g).filter((g) => isSeen(cells.groups[g]));
  cells.tally(from, to, seen);
  for (const g of seen) {
    const count = cells.counts[g] || cells.possible[g];
    if (!count) continue;
    ctx.globalAlpha = cells.counts[g] ? 1 : POSSIBLE;
    const [x, y] = [cells.groups[g].x - origin.x, cells.groups[g].y - origin.y];
    drawDisc(ctx, x, y, cellRadius(cells, g, spacing), cells.bars, palette.bars.length * g, palette);
    writeCount(ctx, x, y, count, palette);
  }
  ctx.globalAlpha = 1;
}

/** Area grows with the count; the cell is the limit. @param {MapCells} cells @param {number} g @param {number} spacing */
export function cellRadius(cells, g, spacing) {
  const most = Math.max(LEAST_R, Math.min(MOST_R, RADIUS * spacing));
  return Math.round(LEAST_R + (most - LEAST_R) * Math.sqrt(cells.counts[g] / cells.most));
}
