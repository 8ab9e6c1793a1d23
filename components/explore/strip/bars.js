/** Where the bars and the lines below them stand: blocks, scales and lanes in pixels. No DOM. */

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {import("./bins.js").Bin} Bin */
/** @typedef {{start: number, end: number, bar: number, exact: boolean, count: number}} Span */
/** @typedef {Span & {left: number, right: number, lane: number}} Line */
/** @typedef {{x: number, y: number, width: number, height: number, fill: number}} Block */
/**
 * @typedef {object} Scale of the bars of one section of the axis
 * @property {number} left @property {number} right
 * @property {number} highest incidents of its highest bar @property {number} y top of that bar
 * @property {number} each height of one incident
 * @property {boolean} blocks one block an incident, else whole bars
 * @property {import("./bins.js").Unit} unit
 * @property {string[]} names of the section, the longest first
 */

/** A section whose highest bar is lower than this is not blown up to the full height. */
const LEAST = 4;
/** Up to this height each incident has a block of its own. */
const MOST_BLOCKS = 10;
const GAP_PX = 1;
export const LANES = 3;
/** From one lane to the next; a line is a pixel less high. */
export const LANE_PX = 3;

/**
 * @param {Axis} axis @param {Bin[]} bins with their counts
 * @param {{top: number, base: number}} rows between which the bars stand
 * @returns {{scales: Scale[], blocks: Block[]}}
 */
export function layBars(axis, bins, { top, base }) {
  const scales = axis.shown.map((section, k) => {
    const own = bins.filter((bin) => bin.section === k);
    const highest = Math.max(0, ...own.map(sumOf));
    const blocks = highest <= MOST_BLOCKS;
    const exact = (base - top) / Math.max(LEAST, highest);
    const each = blocks ? Math.floor(exact * 2) / 2 : exact;
    const left = Math.max(0, section.left);
    const right = Math.min(axis.width, section.left + section.width);
    const names = [section.label, ...section.shorter];
    return { left, right, highest, y: base - each * highest, each, blocks, unit: own[0]?.unit ?? "day", names };
  });
  return { scales, blocks: bins.flatMap((bin) => stack(bin, scales[bin.section], base)) };
}

/** @param {Bin} bin */
export function sumOf({ counts }) {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The bar of a bin from the bottom up, best evidenced first. @param {Bin} bin @param {Scale} scale @param {number} base @returns {Block[]} */
function stack(bin, { each, blocks }, base) {
  const gap = bin.width > 8 ? 2 * GAP_PX : bin.width > 3 ? GAP_PX : 0;
  const across = { x: bin.x + gap / 2, width: Math.max(1, bin.width - gap) };
  let y = base;
  return bin.counts.flatMap((count, fill) => {
    const pieces = blocks ? count : Math.min(1, count);
    const height = blocks ? each : each * count;
    return Array.from({ length: pieces }, () => {
      y -= height;
      return { ...across, y, height: blocks ? height - GAP_PX : height, fill };
    });
  });
}

/**
 * Put the spans in view into lanes, those of many incidents and the longest first; what finds no free
 * lane lies over others in the last one. @param {Span[]} spans @param {Axis} axis @returns {Line[]}
 */
export function packSpans(spans, axis) {
  /** @type {Array<Array<[number, number]>>} */
  const lanes = Array.from({ length: LANES }, () => []);
  return mergeSpans(spans)
    .filter((span) => axis.at(span.end + 1) > 0 && axis.at(span.start) < axis.width)
    .sort((a, b) => b.count - a.count || b.end - b.start - (a.end - a.start))
    .map((span) => {
      const left = axis.at(span.start);
      const right = Math.max(axis.at(span.end + 1), left + 3);
      const free = lanes.findIndex((lane) => lane.every(([a, b]) => right < a - 1 || left > b + 1));
      const lane = free < 0 ? LANES - 1 : free;
      lanes[lane].push([left, right]);
      return { ...span, left, right, lane };
    });
}

/** One span for all of the same days and look. @param {Span[]} spans */
function mergeSpans(spans) {
  /** @type {Map<string, Span>} */
  const merged = new Map();
  for (const span of spans) {
    const key = `${span.start} ${span.end} ${span.bar} ${span.exact}`;
    const known = merged.get(key);
    if (known) known.count += span.count;
    else merged.set(key, { ...span });
  }
  return [...merged.values()];
}

/** Number of the incidents that touch a bin without lying in it. @param {Span[]} spans @param {{start: number, end: number}} bin */
export function countBeyond(spans, { start, end }) {
  return spans
    .filter((span) => span.start <= end && span.end >= start && !(span.start >= start && span.end <= end))
    .reduce((sum, span) => sum + span.count, 0);
}
