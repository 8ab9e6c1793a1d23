/** Draws what stands still in the strip: bars of the histogram, long spans below them, the axis. */

/**
 * Rows of the strip in CSS pixels from its top, as in strip.css: a row of key events above the bars, a
 * second one over their top where it is needed; the spans; the days.
 */
export const ROWS = { keys: 24, base: 100, spans: 103, days: 122, height: 136 };
const LANES = 4;
const LANE_PX = 5;
/** Names of the periods stand above the bars, where several are in view. */
const NAME_PX = 15;
/** Shorter names for a narrow section. */
const SHORTER = { "2020-before-the-war": ["2020 before", "2020"], after: ["After"], "before-2020": ["Before"] };

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {{start: number, end: number, bar: number, exact: boolean, count: number}} Span */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Axis} axis
 * @param {import("./axis.js").Bin[]} bins with their counts
 * @param {Span[]} spans
 * @param {{palette: object, family: string, top: number}} look colours, font, where the bars may begin
 * @returns {number} the count of the highest bar
 */
export function drawStrip(canvas, axis, bins, spans, { palette, family, top }) {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.ceil(axis.width * scale);
  canvas.height = Math.ceil(ROWS.height * scale);
  canvas.style.width = `${axis.width}px`;
  canvas.style.height = `${ROWS.height}px`;
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  const highest = drawBars(ctx, axis, bins, top, palette);
  for (const box of packSpans(spans, axis)) drawSpan(ctx, box, axis.width, palette);
  ctx.font = `11.5px ${family}`;
  drawAxis(ctx, axis, top, palette);
  return highest;
}

function drawBars(ctx, axis, bins, top, palette) {
  const highest = Math.max(0, ...bins.map((bin) => bin.counts.reduce((a, b) => a + b)));
  const room = ROWS.base - top - (axis.shown.length > 1 ? NAME_PX : 2);
  for (const bin of bins) {
    let y = ROWS.base;
    bin.counts.forEach((count, kind) => {
      const height = (count * room) / Math.max(4, highest);
      ctx.fillStyle = palette.bars[kind];
      ctx.fillRect(bin.x + 0.5, y - height, Math.max(1, bin.width - 1), height);
      y -= height;
    });
  }
  return highest;
}

/**
 * Put the spans in view into lanes, those of many events and the longest first; what finds no free lane
 * lies over others in the last one.
 * @param {Span[]} spans @param {Axis} axis
 */
export function packSpans(spans, axis) {
  const lanes = Array.from({ length: LANES }, () => []);
  return mergeSpans(spans)
    .filter((span) => axis.at(span.end + 1) > 0 && axis.at(span.start) < axis.width)
    .sort((a, b) => b.count - a.count || b.end - b.start - (a.end - a.start))
    .map((span) => {
      const [left, right] = [axis.at(span.start), axis.at(span.end + 1)];
      const end = Math.max(right, left + 3);
      const free = lanes.findIndex((lane) => lane.every(([a, b]) => end < a - 1 || left > b + 1));
      const lane = free < 0 ? LANES - 1 : free;
      lanes[lane].push([left, end]);
      return { ...span, left, right: end, lane };
    });
}

/** One span for all of the same days and look. */
function mergeSpans(spans) {
  const merged = new Map();
  for (const span of spans) {
    const key = `${span.start} ${span.end} ${span.bar} ${span.exact}`;
    const known = merged.get(key);
    if (known) known.count += span.count;
    else merged.set(key, { ...span });
  }
  return [...merged.values()];
}

/** Exact ends: a full bar. A month or year only: a broken line. */
function drawSpan(ctx, { left, right, lane, bar, exact }, width, palette) {
  const y = ROWS.spans + lane * LANE_PX;
  const [a, b] = [Math.max(-4, left), Math.min(width + 4, right)];
  ctx.save();
  ctx.fillStyle = palette.bars[bar];
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = exact ? 1 : 2;
  if (exact) ctx.fillRect(a, y, b - a, LANE_PX - 2);
  else ctx.setLineDash([2, 4]);
  ctx.globalAlpha = exact ? 0.5 : 0.75;
  ctx.beginPath();
  if (exact) ctx.rect(a + 0.5, y + 0.5, Math.max(1, b - a - 1), LANE_PX - 3);
  else {
    ctx.moveTo(a, y + 1.5);
    ctx.lineTo(b, y + 1.5);
  }
  ctx.stroke();
  ctx.restore();
}

function drawAxis(ctx, axis, top, palette) {
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, ROWS.base, axis.width, 1);
  ctx.textBaseline = "alphabetic";
  for (const tick of axis.ticks(46)) {
    ctx.fillRect(tick.x, ROWS.base, 1, 5);
    ctx.fillRect(tick.x, ROWS.days - 1, 1, 5);
    ctx.fillText(tick.text, tick.x + 3, ROWS.height - 3);
  }
  if (axis.shown.length < 2) return;
  for (const section of axis.shown) {
    const left = Math.max(0, section.left);
    const room = Math.min(axis.width, section.left + section.width) - left - 8;
    if (section.left > 0) ctx.fillRect(section.left, ROWS.keys, 1, ROWS.base - ROWS.keys);
    const names = [section.label, ...(SHORTER[section.key] ?? [])];
    const name = names.find((text) => ctx.measureText(text).width <= room);
    if (name) ctx.fillText(name, left + 4, top + 11);
  }
}
