/** How far names and marks keep from each other, CSS pixels: the same while marks get their room and while names do. */

export const GAPS = {
  /** From the edges of the map. */
  edge: 3,
  /** From what lies over the map. */
  cover: 4,
  /** From the marks of others, and from other names. */
  mark: 2,
  /** Between a name and its own marks or dot. */
  own: 4,
  /** How much nearer its own place is to a name than any other; less for names that are always there. */
  nearer: 8,
  nearerAlways: 4,
  /** Half of a dot. */
  dot: 3,
};
