/** The way back from `components/onefile/packing.py`: values that stand once are put where they belong. No DOM. */

/** @typedef {{values: unknown[], root: unknown}} Packed shared values, each after those that it needs, and the whole */

/** @param {Packed} packed @returns {any} shared parts are one object, which nobody may change */
export function unpack({ values, root }) {
  /** @type {unknown[]} */
  const shared = [];
  /** @param {any} value @returns {any} */
  const open = (value) => {
    if (Array.isArray(value)) return value.map(open);
    if (value === null || typeof value !== "object") return value;
    if ("$" in value) return shared[value.$];
    for (const name of Object.keys(value)) value[name] = open(value[name]);
    return value;
  };
  for (const value of values) shared.push(open(value));
  return open(root);
}

/** The letters of `write_letters`, in order of their values. */
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_.{|}~";

/** Bytes that are written in letters, five for four bytes. @param {string} text */
export function readLetters(text) {
  const values = new Uint8Array(128);
  for (let k = 0; k < LETTERS.length; k += 1) values[LETTERS.charCodeAt(k)] = k;
  const groups = Math.ceil(text.length / 5);
  const bytes = new Uint8Array(groups * 4);
  const numbers = new DataView(bytes.buffer);
  for (let group = 0; group < groups; group += 1) {
    let number = 0;
    for (let k = 5 * group; k < 5 * group + 5; k += 1) number = number * 85 + (k < text.length ? values[text.charCodeAt(k)] : 84);
    numbers.setUint32(4 * group, number);
  }
  return bytes.subarray(0, Math.floor((text.length * 4) / 5));
}
