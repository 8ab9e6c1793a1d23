/**
 * How an incident is drawn: shape says what, fill says how well it is evidenced; colour only repeats
 * the shape's family. Symbols are drawn once per look and then copied.
 */

export const SHAPES = {
  shelling: "circle",
  "missile strike": "triangle",
  "cluster munition": "diamond",
  landmines: "cross",
  "ground combat": "square",
  capture: "square",
  "change of control": "pentagon",
  ceasefire: "hexagon",
  diplomacy: "hexagon",
  law: "hexagon",
  statement: "bubble",
  commemoration: "bubble",
  infrastructure: "bar",
};

/** Shapes in the order of the legend, with their family of colour and their words. */
export const SHAPE_WORDS = [
  ["circle", "shelling"],
  ["triangle", "missile strike"],
  ["diamond", "cluster munition"],
  ["cross", "landmines"],
  ["square", "ground combat, capture"],
  ["pentagon", "change of control"],
  ["hexagon", "talks, law, ceasefire"],
  ["bubble", "statement, commemoration"],
  ["bar", "road, infrastructure"],
];

const FAMILY = {
  circle: "harm", triangle: "harm", diamond: "harm", cross: "harm",
  square: "ground", pentagon: "ground",
  hexagon: "talks", bubble: "talks", bar: "talks",
};

export const FILLS = {
  "independently documented": "full",
  "reported by news agency": "half",
  "official statement of one side": "empty",
  "claim disputed": "dashed",
  "primary document": "ringed",
  analysis: "dotted",
};

/** Which bar of the histogram an evidence fill belongs to. */
export const BARS = { full: 0, half: 1, empty: 2, dashed: 2, ringed: 3, dotted: 3 };

export const FILL_WORDS = [
  ["full", "independently documented"],
  ["half", "news agencies"],
  ["empty", "one side's statement"],
  ["dashed", "disputed"],
  ["ringed", "primary document"],
  ["dotted", "analysis"],
];

export const PALETTES = {
  light: {
    harm: "#a83a22", ground: "#2f5488", talks: "#4c5a2e", paper: "#ffffff", ink: "#1b2733",
    edge: "#8f8878", ring: "#12304f", bars: ["#2b3a4a", "#70839a", "#b6c2cf", "#d9bf86"],
    grid: "#655f52", strip: "#ffffff", window: "#eef1f4",
    district: "#6d5a3a", within: "rgb(168 140 80 / 9%)",
  },
  dark: {
    harm: "#ff8d73", ground: "#8fb7f2", talks: "#bccb8c", paper: "#161c23", ink: "#f0ede6",
    edge: "#76828f", ring: "#ffd479", bars: ["#e8edf3", "#93a8c0", "#566779", "#b3924a"],
    grid: "#a9b2bd", strip: "#1b2129", window: "#26303b",
    district: "#cdb98f", within: "rgb(205 185 143 / 8%)",
  },
};

function tracePolygon(ctx, corners, radius, turn) {
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    ctx.lineTo(radius * Math.cos(angle), radius * Math.sin(angle));
  }
  ctx.closePath();
}

/** Trace `shape` around (0, 0); `r` is its half height in CSS pixels. */
function traceShape(ctx, shape, r) {
  ctx.beginPath();
  const up = -Math.PI / 2;
  if (shape === "circle") ctx.arc(0, 0, r, 0, 2 * Math.PI);
  else if (shape === "triangle") tracePolygon(ctx, 3, r * 1.28, up);
  else if (shape === "diamond") tracePolygon(ctx, 4, r * 1.25, up);
  else if (shape === "square") ctx.rect(-r * 0.88, -r * 0.88, r * 1.76, r * 1.76);
  else if (shape === "pentagon") tracePolygon(ctx, 5, r * 1.12, up);
  else if (shape === "hexagon") tracePolygon(ctx, 6, r * 1.1, 0);
  else if (shape === "bar") ctx.rect(-r * 1.25, -r * 0.45, r * 2.5, r * 0.9);
  else if (shape === "cross") {
    const [a, b] = [r * 0.42, r * 1.1];
    for (const [x, y] of [
      [-a, -b], [a, -b], [a, -a], [b, -a], [b, a], [a, a],
      [a, b], [-a, b], [-a, a], [-b, a], [-b, -a], [-a, -a],
    ]) ctx.lineTo(x, y);
    ctx.closePath();
  } else {
    ctx.roundRect(-r * 1.1, -r, r * 2.2, r * 1.5, r * 0.4);
    ctx.moveTo(-r * 0.5, r * 0.5);
    ctx.lineTo(-r * 0.35, r * 1.15);
    ctx.lineTo(r * 0.25, r * 0.5);
  }
}

/** Draw one symbol around (0, 0) of `ctx`. */
export function drawSymbol(ctx, shape, fill, r, palette) {
  const colour = palette[FAMILY[shape]];
  traceShape(ctx, shape, r);
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 4;
  ctx.stroke();
  ctx.fillStyle = fill === "full" || fill === "ringed" ? colour : palette.paper;
  ctx.fill();
  if (fill === "half") {
    ctx.save();
    ctx.clip();
    ctx.fillStyle = colour;
    ctx.fillRect(-2 * r, r * 0.05, 4 * r, 2 * r);
    ctx.restore();
  }
  traceShape(ctx, shape, r);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.8;
  if (fill === "dashed") ctx.setLineDash([3, 2.4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (fill === "ringed" || fill === "dotted") {
    ctx.beginPath();
    ctx.arc(0, shape === "triangle" ? r * 0.12 : 0, r * 0.3, 0, 2 * Math.PI);
    ctx.fillStyle = fill === "ringed" ? palette.paper : colour;
    ctx.fill();
  }
}

/** The inked parts of a symbol alone, a little larger, as a blur takes from them. */
function drawInk(ctx, shape, fill) {
  traceShape(ctx, shape, 8.5);
  ctx.lineWidth = 3.5;
  ctx.stroke();
  if (fill === "full" || fill === "ringed") ctx.fill();
  if (fill === "dotted") {
    ctx.beginPath();
    ctx.arc(0, 0, 2.5, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (fill !== "half") return;
  ctx.save();
  ctx.clip();
  ctx.fillRect(-20, 0, 40, 20);
  ctx.restore();
}

/** Bitmaps that are kept; width of the ring of a cell. */
const MOST_BITMAPS = 3000;
const RING_PX = 4;

function drawMark(ctx, text, x, y, background, colour) {
  ctx.font = "600 10.5px system-ui, sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const width = Math.max(14, ctx.measureText(text).width + 6);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 7, width, 14, 7);
  ctx.fillStyle = background;
  ctx.fill();
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y + 0.5);
}

/** Sides of the bitmaps, CSS pixels: a symbol, and the number or sign beside it. */
const SYMBOL_PX = 28;
const SOFT_PX = 36;
const MARK_PX = [44, 16];
const SOFT_BLUR_PX = 3.5;
/** How far above a symbol its number stands, and how far below the sign of a vague date. */
export const BADGE_PX = 15;

/** Bitmaps of symbols and of their marks, made once for each look. */
export class SymbolCache {
  /** @param {typeof PALETTES.light} palette @param {number} scale device pixels per CSS pixel */
  constructor(palette, scale) {
    this.palette = palette;
    this.scale = scale;
    this.bitmaps = new Map();
  }

  /** A bitmap of `width` by `height` CSS pixels on which `paint` has drawn around (0, 0). */
  get(key, width, height, paint) {
    let bitmap = this.bitmaps.get(key);
    if (bitmap) return bitmap;
    if (this.bitmaps.size >= MOST_BITMAPS) this.bitmaps.clear();
    bitmap = document.createElement("canvas");
    bitmap.width = Math.ceil(width * this.scale);
    bitmap.height = Math.ceil(height * this.scale);
    const ctx = bitmap.getContext("2d");
    ctx.scale(this.scale, this.scale);
    ctx.translate(width / 2, height / 2);
    paint(ctx);
    this.bitmaps.set(key, bitmap);
    return bitmap;
  }

  /** Copy a symbol to (x, y), CSS pixels; `soft`: without a sharp edge, for a place known no closer. */
  stamp(ctx, x, y, shape, fill, soft) {
    const side = soft ? SOFT_PX : SYMBOL_PX;
    const bitmap = this.get(`${shape} ${fill} ${soft}`, side, side, (target) => {
      if (soft) this.soften(target, shape, fill);
      else drawSymbol(target, shape, fill, 7.5, this.palette);
    });
    copy(ctx, x, y, bitmap, side, side);
  }

  /** The symbol as the blurred shadow of one that lies out of sight. */
  soften(target, shape, fill) {
    const away = 4 * SOFT_PX;
    const sharp = this.get(`under ${shape} ${fill}`, SOFT_PX, SOFT_PX, (ctx) => drawInk(ctx, shape, fill));
    target.shadowColor = this.palette[FAMILY[shape]];
    target.shadowBlur = SOFT_BLUR_PX * this.scale;
    target.shadowOffsetX = away * this.scale;
    target.drawImage(sharp, -away - SOFT_PX / 2, -SOFT_PX / 2, SOFT_PX, SOFT_PX);
  }

  /** Copy what stands beside a symbol: how many it stands for, and that no day is known. */
  mark(ctx, x, y, count, vague) {
    const { ink, paper } = this.palette;
    const [width, height] = MARK_PX;
    const put = (dy, text, background, colour) => copy(ctx, x, y + dy, this.get(
      `${text} ${background}`, width, height,
      (target) => drawMark(target, text, 0, 0, background, colour),
    ), width, height);
    if (count > 1) put(-BADGE_PX, shortCount(count), ink, paper);
    if (vague) put(BADGE_PX, "≈", paper, ink);
  }
}

/**
 * Draw the disc of a cell: its count inside, on the ring the shares of the kinds of evidence. Drawn each
 * time: looks hardly ever repeat.
 * @param {number} r radius, CSS pixels @param {ArrayLike<number>} bars events of each kind
 * @param {number} first where its four bars begin
 */
export function drawDisc(ctx, x, y, r, count, bars, first, palette) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.edge;
  ctx.stroke();
  ctx.lineWidth = RING_PX;
  let from = -Math.PI / 2;
  for (let k = 0; k < 4; k += 1) {
    if (!bars[first + k]) continue;
    const to = from + (bars[first + k] / count) * 2 * Math.PI;
    ctx.beginPath();
    ctx.arc(x, y, r - RING_PX / 2 - 0.5, from, to);
    ctx.strokeStyle = palette.bars[k];
    ctx.stroke();
    from = to;
  }
}

/** Write the count of a cell, over its ring where it is long. */
export function writeCount(ctx, x, y, count, vague, palette) {
  const text = (vague ? "≈" : "") + shortCount(count);
  ctx.font = text.length > 3 ? "650 10px system-ui, sans-serif" : "650 11.5px system-ui, sans-serif";
  if (text.length > 2) {
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.paper;
    ctx.strokeText(text, x, y + 0.5);
  }
  ctx.fillStyle = palette.ink;
  ctx.fillText(text, x, y + 0.5);
}

function copy(ctx, x, y, bitmap, width, height) {
  ctx.drawImage(bitmap, Math.round(x - width / 2), Math.round(y - height / 2), width, height);
}

/** A count in at most four signs, rounded down. */
export function shortCount(count) {
  const cut = (value, unit) => `${value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value)}${unit}`;
  if (count < 1000) return String(count);
  return count < 1e6 ? cut(count / 1e3, "k") : cut(count / 1e6, "M");
}

/** A small canvas with one symbol, for the legend and for lists. */
export function symbolIcon(shape, fill, palette, scale) {
  const icon = document.createElement("canvas");
  icon.className = "tm-icon";
  icon.width = icon.height = Math.ceil(22 * scale);
  icon.setAttribute("aria-hidden", "true");
  const ctx = icon.getContext("2d");
  ctx.scale(scale, scale);
  ctx.translate(11, 11);
  drawSymbol(ctx, shape, fill, 6, palette);
  return icon;
}
