/**
 * A QR code (ISO/IEC 18004:2015): byte mode, level M, versions 1 to 40, the mask with the least penalty.
 * Written here because no package of Python brings an encoder for the browser. No DOM.
 */

import { alignments, makeCodewords, sizeOf, versionFor } from "./qr_codewords.js";

/** @typedef {boolean[][]} Modules rows from the top, true is dark */
/** @typedef {{modules: Modules, fixed: Modules}} Grid fixed: modules of the patterns, which no mask turns */

/** Light modules that a reader needs around a code. */
export const QUIET = 4;
const LEVEL_M = 0b00;
const FORMAT_MASK = 0x5412;
const FORMAT_DIVISOR = 0x537;
const VERSION_DIVISOR = 0x1f25;
/** Whether a mask turns the module of a row y and a column x (table 10). @type {Array<(x: number, y: number) => boolean>} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
/** What looks like a corner to a reader, with four light modules on one side. */
const CORNERS = ["00001011101", "10111010000"];

/**
 * The modules of a text's code, null when it is longer than a code holds (2,331 bytes).
 * @param {string} text @returns {Modules | null}
 */
export function encodeQr(text) {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (version === null) return null;
  const codewords = makeCodewords(bytes, version);
  const codes = MASKS.map((_, mask) => drawCode(codewords, version, mask));
  const penalties = codes.map(penaltyOf);
  return codes[penalties.indexOf(Math.min(...penalties))];
}

/** The dark modules as one path, a unit each, with the quiet zone. @param {Modules} modules */
export function tracePath(modules) {
  return modules.flatMap((row, y) => [...row.map(Number).join("").matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`)).join("");
}

/** @param {number[]} codewords @param {number} version @param {number} mask @returns {Modules} */
function drawCode(codewords, version, mask) {
  const size = sizeOf(version);
  const grid = { modules: makeGrid(size), fixed: makeGrid(size) };
  drawPatterns(grid, version);
  drawFormat(grid, mask);
  if (version >= 7) drawVersion(grid, version);
  drawCodewords(grid, codewords, MASKS[mask]);
  return grid.modules;
}

/** @param {number} size @returns {Modules} */
const makeGrid = (size) => Array.from({ length: size }, () => Array.from({ length: size }, () => false));

/** @param {Grid} grid @param {number} x @param {number} y @param {boolean} dark */
function fix({ modules, fixed }, x, y, dark) {
  if (!fixed[y] || fixed[y][x] === undefined) return;
  modules[y][x] = dark;
  fixed[y][x] = true;
}

/** @param {Grid} grid @param {number} version */
function drawPatterns(grid, version) {
  const size = grid.modules.length;
  for (let k = 0; k < size; k += 1) {
    fix(grid, 6, k, k % 2 === 0);
    fix(grid, k, 6, k % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) drawSquares(grid, x, y, 4, [2, 4]);
  const places = alignments(version);
  const last = places.length - 1;
  places.forEach((x, i) => places.forEach((y, j) => {
    const isCorner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
    if (!isCorner) drawSquares(grid, x, y, 2, [1]);
  }));
}

/** Squares in each other: dark but for some of them, by their distance from the middle. @param {Grid} grid @param {number} x @param {number} y @param {number} reach @param {number[]} light */
function drawSquares(grid, x, y, reach, light) {
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      fix(grid, x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

/** A value with what its division leaves over. @param {number} value @param {number} divisor @param {number} bits of the rest */
function withRest(value, divisor, bits) {
  let rest = value;
  for (let k = 0; k < bits; k += 1) rest = (rest << 1) ^ ((rest >> (bits - 1)) * divisor);
  return (value << bits) | rest;
}

/** @param {Grid} grid @param {number} mask */
function drawFormat(grid, mask) {
  const size = grid.modules.length;
  const bits = withRest((LEVEL_M << 3) | mask, FORMAT_DIVISOR, 10) ^ FORMAT_MASK;
  for (let k = 0; k < 15; k += 1) {
    const dark = ((bits >> k) & 1) === 1;
    if (k < 8) fix(grid, 8, k < 6 ? k : k + 1, dark);
    else fix(grid, k === 8 ? 7 : 14 - k, 8, dark);
    if (k < 8) fix(grid, size - 1 - k, 8, dark);
    else fix(grid, 8, size - 15 + k, dark);
  }
  fix(grid, 8, size - 8, true);
}

/** @param {Grid} grid @param {number} version */
function drawVersion(grid, version) {
  const size = grid.modules.length;
  const bits = withRest(version, VERSION_DIVISOR, 12);
  for (let k = 0; k < 18; k += 1) {
    const dark = ((bits >> k) & 1) === 1;
    const [a, b] = [size - 11 + (k % 3), Math.floor(k / 3)];
    fix(grid, a, b, dark);
    fix(grid, b, a, dark);
  }
}

/** In columns of two from the right, up and down in turn. @param {Grid} grid @param {number[]} codewords @param {(x: number, y: number) => boolean} turns */
function drawCodewords({ modules, fixed }, codewords, turns) {
  const size = modules.length;
  let k = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUp = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1) {
      for (const x of [right, right - 1]) {
        const y = isUp ? size - 1 - step : step;
        if (fixed[y][x]) continue;
        const bit = k < 8 * codewords.length && ((codewords[k >> 3] >> (7 - (k & 7))) & 1) === 1;
        modules[y][x] = bit !== turns(x, y);
        k += 1;
      }
    }
  }
}

/** How much a code may mislead a reader (7.8.3). @param {Modules} modules */
function penaltyOf(modules) {
  const size = modules.length;
  const lines = [...modules, ...modules.map((_, x) => modules.map((row) => row[x]))];
  let penalty = 0;
  for (const line of lines) {
    const text = line.map(Number).join("");
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) penalty += run.length - 2;
    for (const corner of CORNERS) {
      for (let at = text.indexOf(corner); at >= 0; at = text.indexOf(corner, at + 1)) penalty += 40;
    }
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      const dark = modules[y][x];
      if (dark === modules[y - 1][x] && dark === modules[y][x - 1] && dark === modules[y - 1][x - 1]) penalty += 3;
    }
  }
  const share = modules.flat().filter(Boolean).length / size ** 2;
  return penalty + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}
