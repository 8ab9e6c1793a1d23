/**
 * The codewords of a QR code: a text in byte mode at error correction level M, with the Reed-Solomon
 * codewords of its blocks, in the order in which they are placed (ISO/IEC 18004:2015, 7.4 to 7.6). No DOM.
 */

/** Level M, by version from 1: codewords of error correction of each block, and blocks (table 9). */
const CORRECTION = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
  26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
];
const BLOCKS = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
  17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
];
export const VERSIONS = CORRECTION.length;
const BYTE_MODE = 0b0100;
const PADDING = [0xec, 0x11];
/** x^8 + x^4 + x^3 + x^2 + 1, of the field of 256. */
const FIELD = 0x11d;

/** Modules along a side. @param {number} version */
export const sizeOf = (version) => 17 + 4 * version;

/** Middles of the alignment patterns along a side (annex E). @param {number} version @returns {number[]} */
export function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const last = sizeOf(version) - 7;
  return [6, ...Array.from({ length: count - 1 }, (_, k) => last - step * (count - 2 - k))];
}

/** Codewords that a version holds. @param {number} version */
function codewordCount(version) {
  const count = alignments(version).length;
  let modules = sizeOf(version) ** 2 - 3 * 64 - 2 * 15 - 1 - 2 * (sizeOf(version) - 16);
  if (count) modules -= (count ** 2 - 3) * 25 - 2 * (count - 2) * 5;
  if (version >= 7) modules -= 2 * 18;
  return modules >> 3;
}

/** Codewords of data that a version holds. @param {number} version */
const dataCount = (version) => codewordCount(version) - CORRECTION[version - 1] * BLOCKS[version - 1];

/** Bits of the number of bytes. @param {number} version */
const lengthBits = (version) => (version < 10 ? 8 : 16);

/** The smallest version that holds so many bytes, null for none. @param {number} bytes */
export function versionFor(bytes) {
  for (let version = 1; version <= VERSIONS; version += 1) {
    if (4 + lengthBits(version) + 8 * bytes <= 8 * dataCount(version)) return version;
  }
  return null;
}

/**
 * All codewords of a code, data and error correction interleaved.
 * @param {Uint8Array} bytes @param {number} version that holds them @returns {number[]}
 */
export function makeCodewords(bytes, version) {
  return interleave(makeData(bytes, version), version);
}

/** @param {Uint8Array} bytes @param {number} version */
function makeData(bytes, version) {
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let k = length - 1; k >= 0; k -= 1) bits.push((value >> k) & 1);
  };
  put(BYTE_MODE, 4);
  put(bytes.length, lengthBits(version));
  for (const byte of bytes) put(byte, 8);
  const capacity = 8 * dataCount(version);
  put(0, Math.min(4, capacity - bits.length));
  put(0, -bits.length & 7);
  for (let k = 0; bits.length < capacity; k += 1) put(PADDING[k % 2], 8);
  return Array.from({ length: capacity / 8 }, (_, k) => bits.slice(8 * k, 8 * k + 8).reduce((sum, bit) => 2 * sum + bit, 0));
}

/** @param {number[]} data @param {number} version */
function interleave(data, version) {
  const [degree, count] = [CORRECTION[version - 1], BLOCKS[version - 1]];
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const divisor = makeDivisor(degree);
  let first = 0;
  const blocks = Array.from({ length: count }, (_, k) => {
    const length = short + (k >= count - longer ? 1 : 0);
    const block = data.slice(first, first + length);
    first += length;
    return { block, rest: divide(block, divisor) };
  });
  const take = (/** @type {number[][]} */ parts, /** @type {number} */ length) =>
    Array.from({ length }, (_, k) => parts.flatMap((part) => (k < part.length ? [part[k]] : []))).flat();
  return [...take(blocks.map(({ block }) => block), short + 1), ...take(blocks.map(({ rest }) => rest), degree)];
}

/** Product in the field of 256. @param {number} a @param {number} b */
function multiply(a, b) {
  let product = 0;
  for (let k = 7; k >= 0; k -= 1) {
    product = (product << 1) ^ ((product >> 7) * FIELD);
    product ^= ((b >> k) & 1) * a;
  }
  return product;
}

/** Coefficients of (x - 1)(x - 2)(x - 4)... after the first one. @param {number} degree */
function makeDivisor(degree) {
  const divisor = [...Array.from({ length: degree - 1 }, () => 0), 1];
  let root = 1;
  for (let k = 0; k < degree; k += 1) {
    for (let j = 0; j < degree; j += 1) divisor[j] = multiply(divisor[j], root) ^ (divisor[j + 1] ?? 0);
    root = multiply(root, 2);
  }
  return divisor;
}

/** What a division of polynomials leaves over. @param {number[]} data @param {number[]} divisor */
function divide(data, divisor) {
  const rest = divisor.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ /** @type {number} */ (rest.shift());
    rest.push(0);
    divisor.forEach((coefficient, k) => { rest[k] ^= multiply(coefficient, factor); });
  }
  return rest;
}
