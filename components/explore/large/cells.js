/** Events as cells of the h3 grid: what a window holds of each is counted, not walked. No drawing. */

import { CLASSES, readLists, touching } from "./running_totals.js";

/** Mean distance of the centres of neighbouring cells by resolution, kilometres. */
const SPACING_KM = [2219, 837, 316, 119.5, 45.2, 17.1, 6.45, 2.435, 0.9204, 0.3478];
/** Resolutions that the server counts. */
const COARSEST = 3;
const FINEST = 9;
/** Neighbouring cells are at least this far apart on the screen. */
const LEAST_SPACING_PX = 33;
/**
 * Of the distance between cells: how far a symbol may stand from the centre, towards its events, and its
 * largest radius. Two neighbours never cover each other: 2 x (DRIFT + RADIUS) is 1.
 */
const DRIFT = 0.1;
export const RADIUS = 0.4;
const EARTH_M = 40075016.686;
const VAGUE = 8;

/** @typedef {{x: number, y: number, tile: string, lists: object, n: number, total: number}} Cell */

/** Distance of neighbouring cells on the screen. */
export function spacingPx(resolution, zoom, lat) {
  const metres = (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);
  return (SPACING_KM[resolution] * 1000) / metres;
}

/** The finest resolution whose cells have room on the screen. */
export function resolutionAt(zoom, lat) {
  let resolution = FINEST;
  while (resolution > COARSEST && spacingPx(resolution, zoom, lat) < LEAST_SPACING_PX) resolution -= 1;
  return resolution;
}

/** The cell of a coarser resolution that holds a cell. @param {bigint} cell */
export function parentOf(cell, resolution) {
  const unused = (1n << BigInt(3 * (15 - resolution))) - 1n;
  return (cell & ~(15n << 52n)) | (BigInt(resolution) << 52n) | unused;
}

/** Events of a cell on all days. */
export function totalOf(lists, n) {
  let total = 0;
  for (let k = CLASSES * n; k < CLASSES * (n + 1); k += 1) {
    const last = lists.ptr[k + 1];
    if (last > lists.ptr[k]) total += lists.total[last - 1];
  }
  return total;
}

export class Cells {
  /** @param {Array<{header: object, arrays: object}>} answers of the cells route, one resolution */
  constructor(answers) {
    this.resolution = answers[0]?.header.resolution ?? COARSEST;
    /** @type {Cell[]} */
    this.groups = [];
    for (const { arrays } of answers) {
      const [starts, ends] = readLists(arrays);
      for (let n = 0; n < arrays.cell.length; n += 1) {
        this.groups.push({
          n, starts, ends, tile: arrays.cell[n].toString(16), total: totalOf(starts, n),
          lon: arrays.lon[n], lat: arrays.lat[n],
          centre: [arrays.centre_lon[n], arrays.centre_lat[n]],
          x: 0, y: 0,
        });
      }
    }
    this.most = Math.max(1, ...this.groups.map((cell) => cell.total));
    this.counts = new Uint32Array(this.groups.length);
    this.bars = new Uint32Array(4 * this.groups.length);
    this.vague = new Uint8Array(this.groups.length);
    this.fresh = new Uint8Array(this.groups.length);
  }

  /** World pixels of the cells: near their events, never far from their centres. */
  layOut(project, spacing) {
    const reach = spacing * DRIFT;
    for (const cell of this.groups) {
      const [centre, mean] = [project(...cell.centre), project(cell.lon, cell.lat)];
      const [dx, dy] = [mean.x - centre.x, mean.y - centre.y];
      const scale = Math.min(1, reach / Math.max(1, Math.hypot(dx, dy)));
      cell.x = centre.x + dx * scale;
      cell.y = centre.y + dy * scale;
    }
  }

  /**
   * Count the given cells for a window.
   * @param {number[]} chosen positions in `groups` @param {number} since last day seen before this one
   */
  tally(from, to, chosen, since) {
    this.counts.fill(0);
    for (const g of chosen) {
      const { n, starts, ends } = this.groups[g];
      const bars = [0, 0, 0, 0];
      let [sum, vague] = [0, 0];
      for (let k = 0; k < CLASSES; k += 1) {
        const count = touching(starts, ends, CLASSES * n + k, from, to);
        sum += count;
        bars[k % 4] += count;
        if (k >= VAGUE) vague += count;
      }
      this.counts[g] = sum;
      this.bars.set(bars, 4 * g);
      this.vague[g] = sum > 0 && vague === sum ? 1 : 0;
      this.fresh[g] = since < to && sum > 0 && this.startedAfter(n, starts, since, to) ? 1 : 0;
    }
  }

  startedAfter(n, starts, since, to) {
    for (let k = CLASSES * n; k < CLASSES * n + VAGUE; k += 1) {
      if (touching(starts, starts, k, since + 1, to) > 0) return true;
    }
    return false;
  }
}
