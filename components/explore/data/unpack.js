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
