/** Incidents as cells of the h3 grid: what a window holds of each is counted, not walked. No drawing, no DOM. */

import { DRIFT, spacingPx } from "../ground/cell_size.js";
import { addSpans, readDays, readSpans, within } from "./running_totals.js";

/** Neighbouring cells are at least this far apart on the screen. */
const LEAST_SPACING_PX = 33;

/** @typedef {import("./binary.js").Body} Body */
/** @typedef {import("../types.js").MapCells} MapCells */
/**
 * @typedef {object} Cell
 * @property {number} x @property {number} y world pixels of the present layout
 * @property {number} lon @property {number} lat mean point of its incidents
 * @property {number} centreLon @property {number} centreLat
 * @property {string} tile its h3 index
 * @property {number} n its place in its answer
 * @property {import("./running_totals.js").Lists} days @property {import("./running_totals.js").Spans} spans
 * @property {ArrayLike<number>} ptr where the spans of each cell begin
 */

/** The finest resolution whose cells have room on the screen. @param {number} zoom @param {number} lat @param {number} coarsest @param {number} finest */
export function resolutionAt(zoom, lat, coarsest, finest) {
  let resolution = finest;
  while (resolution > coarsest && spacingPx(resolution, zoom, lat) < LEAST_SPACING_PX) resolution -= 1;
  return resolution;
}

/** The cell of a coarser resolution that holds a cell. @param {bigint} cell @param {number} resolution */
export function parentOf(cell, resolution) {
  const unused = (1n << BigInt(3 * (15 - resolution))) - 1n;
  return (cell & ~(15n << 52n)) | (BigInt(resolution) << 52n) | unused;
}

/** Incidents of each cell of an answer on all days. @param {Body} body @param {number} bars number of fills */
export function totalsOf(body, bars) {
  const { ptr, total } = readDays(body);
  const { span_ptr: spanPtr, span_count: count } = body.arrays;
  return Array.from(body.indexes.cell, (_, n) => {
    let sum = 0;
    for (let k = bars * n; k < bars * (n + 1); k += 1) if (ptr[k + 1] > ptr[k]) sum += total[ptr[k + 1] - 1];
    for (let i = spanPtr[n]; i < spanPtr[n + 1]; i += 1) sum += count[i];
    return sum;
  });
}

/** @implements {MapCells} */
export class Cells {
  /** @param {Body[]} bodies answers of the cells route, one resolution @param {number} resolution @param {number} bars number of fills */
  constructor(bodies, resolution, bars) {
    this.resolution = resolution;
    this.fills = bars;
    this.groups = bodies.flatMap((body) => readCells(body));
    this.most = bodies.reduce((most, body) => totalsOf(body, bars).reduce((a, b) => Math.max(a, b), most), 1);
    this.counts = new Uint32Array(this.groups.length);
    this.possible = new Uint32Array(this.groups.length);
    this.bars = new Uint32Array(bars * this.groups.length);
  }

  /**
   * World pixels of the cells: near their incidents, never far from their centres.
   * @param {(lon: number, lat: number) => {x: number, y: number}} project @param {number} spacing
   */
  layOut(project, spacing) {
    const reach = spacing * DRIFT;
    for (const cell of this.groups) {
      const [centre, mean] = [project(cell.centreLon, cell.centreLat), project(cell.lon, cell.lat)];
      const [dx, dy] = [mean.x - centre.x, mean.y - centre.y];
      const scale = Math.min(1, reach / Math.max(1, Math.hypot(dx, dy)));
      cell.x = centre.x + dx * scale;
      cell.y = centre.y + dy * scale;
    }
  }

  /**
   * Count the chosen cells for a window; the bars of a cell without any incident are those of its possible
   * ones.
   * @param {number} from @param {number} to @param {number[]} chosen places in `groups`
   */
  tally(from, to, chosen) {
    this.counts.fill(0);
    this.possible.fill(0);
    for (const g of chosen) this.tallyOne(g, from, to);
  }

  /** @param {number} g @param {number} from @param {number} to */
  tallyOne(g, from, to) {
    const { fills, bars, counts, possible } = this;
    const { n, days, spans, ptr } = this.groups[g];
    for (let k = 0; k < fills; k += 1) bars[fills * g + k] = within(days, fills * n + k, from, to);
    possible[g] = addSpans(spans, ptr[n], ptr[n + 1], from, to, bars, fills * g, fills);
    for (let k = fills * g; k < fills * (g + 1); k += 1) counts[g] += bars[k];
    if (!counts[g] && possible[g]) this.showPossible(g, from, to);
  }

  /** @param {number} g @param {number} from @param {number} to */
  showPossible(g, from, to) {
    const { n, spans: { start, end, class: classes, count }, ptr } = this.groups[g];
    for (let i = ptr[n]; i < ptr[n + 1]; i += 1) {
      if (start[i] <= to && end[i] >= from) this.bars[this.fills * g + (classes[i] % this.fills)] += count[i];
    }
  }
}

/** @param {Body} body @returns {Cell[]} */
function readCells(body) {
  const { lon, lat, centre_lon: centreLon, centre_lat: centreLat, span_ptr: ptr } = body.arrays;
  const [days, spans] = [readDays(body), readSpans(body, "span")];
  return Array.from(body.indexes.cell, (cell, n) => ({
    x: 0, y: 0, lon: lon[n], lat: lat[n], centreLon: centreLon[n], centreLat: centreLat[n],
    tile: cell.toString(16), n, days, spans, ptr,
  }));
}
