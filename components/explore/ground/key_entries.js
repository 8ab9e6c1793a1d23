/** What the key explains: only what is shown. No DOM. */

/** @typedef {import("../types.js").Vocabulary} Vocabulary */
/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./sites.js").Site} Site */

/**
 * What the marks of a picture use.
 * @typedef {object} Uses
 * @property {Set<string>} shapes @property {Set<string>} fills @property {boolean} harm @property {boolean} other
 * @property {boolean} soft @property {boolean} split @property {boolean} possible @property {boolean} crowds
 */

/** A picture without a mark. @returns {Uses} */
export const noUses = () => ({ shapes: new Set(), fills: new Set(), harm: false, other: false, soft: false, split: false, possible: false, crowds: false });

/** @param {Uses} uses @param {Marks} marks @param {Iterable<number>} looks */
function addLooks(uses, marks, looks) {
  for (const look of looks) {
    const { shape, fill, harm, split } = marks.looks[look];
    uses.shapes.add(shape);
    uses.fills.add(fill);
    if (harm) uses.harm = true;
    else uses.other = true;
    if (split) uses.split = true;
  }
}

/**
 * What is in sight of the last collection.
 * @param {Marks} marks @param {(at: {x: number, y: number}, site: Site) => boolean} isSeen
 */
export function usesNow(marks, isSeen) {
  const uses = noUses();
  const looks = new Set();
  for (let k = 0; k < marks.size; k += 1) {
    if (!isSeen({ x: marks.x[k], y: marks.y[k] }, marks.standing[marks.at[k]].site)) continue;
    looks.add(marks.look[marks.row[k]]);
    if (!marks.sure[k]) uses.possible = true;
  }
  addLooks(uses, marks, looks);
  for (const { site, crowd } of marks.standing) {
    if (!isSeen(site, site)) continue;
    if (site.soft) uses.soft = true;
    if (crowd) uses.crowds = true;
  }
  return uses;
}

/** What any dates and filters could bring into sight. @param {Marks} marks @param {Site[]} sites */
export function usesAtMost(marks, sites) {
  const uses = noUses();
  const { start, end } = marks.events;
  const rows = sites.flatMap((site) => site.rows);
  addLooks(uses, marks, new Set(rows.map((i) => marks.look[i])));
  uses.soft = sites.some(({ soft }) => soft);
  uses.possible = rows.some((i) => end[i] > start[i]);
  return uses;
}

/** Whether the marks of a shape are all of the family of harm; null where both families use it. @param {Vocabulary} vocabulary @param {string} shape */
export function familyOf({ categories }, shape) {
  const found = new Set(categories.filter((category) => category.shape === shape).map(({ harm }) => harm));
  return found.size === 1 ? [...found][0] : null;
}

/** A short name of what is used, the same while it is the same. @param {Uses} uses */
export const nameOf = ({ shapes, fills, harm, other, soft, split, possible, crowds }) =>
  [[...shapes].sort(), [...fills].sort(), harm, other, soft, split, possible, crowds].join("|");
