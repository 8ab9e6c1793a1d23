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
    halo: 0.13, ring: "#12304f", bars: ["#2b3a4a", "#70839a", "#b6c2cf", "#d9bf86"],
    grid: "#655f52", strip: "#ffffff", window: "#eef1f4",
  },
  dark: {
    harm: "#ff8d73", ground: "#8fb7f2", talks: "#bccb8c", paper: "#161c23", ink: "#f0ede6",
    halo: 0.2, ring: "#ffd479", bars: ["#e8edf3", "#93a8c0", "#566779", "#b3924a"],
    grid: "#a9b2bd", strip: "#1b2129", window: "#26303b",
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

const SIZE = 56;

/** Bitmaps of symbols and of their marks, made once for each look. */
export class SymbolCache {
  /** @param {typeof PALETTES.light} palette @param {number} scale device pixels per CSS pixel */
  constructor(palette, scale) {
    this.palette = palette;
    this.scale = scale;
    this.bitmaps = new Map();
  }

  /** A square of `SIZE` CSS pixels on which `paint` has drawn around (0, 0). */
  get(key, paint) {
    let bitmap = this.bitmaps.get(key);
    if (bitmap) return bitmap;
    bitmap = document.createElement("canvas");
    bitmap.width = bitmap.height = Math.ceil(SIZE * this.scale);
    const ctx = bitmap.getContext("2d");
    ctx.scale(this.scale, this.scale);
    ctx.translate(SIZE / 2, SIZE / 2);
    paint(ctx);
    this.bitmaps.set(key, bitmap);
    return bitmap;
  }

  /** Copy a symbol to (x, y), CSS pixels; `district`: on a soft disc, for a place known no closer. */
  stamp(ctx, x, y, shape, fill, district) {
    this.copy(ctx, x, y, this.get(`${shape} ${fill} ${district}`, (target) => {
      if (district) drawHalo(target, this.palette[FAMILY[shape]], this.palette.halo);
      drawSymbol(target, shape, fill, district ? 6 : 7.5, this.palette);
    }));
  }

  /** Copy what stands beside a symbol: how many it stands for, and that no day is known. */
  mark(ctx, x, y, count, imprecise) {
    const { ink, paper } = this.palette;
    this.copy(ctx, x, y, this.get(`${count} ${imprecise}`, (target) => {
      const text = count > 999 ? `${Math.round(count / 1000)}k` : String(count);
      if (count > 1) drawMark(target, text, 0, -15, ink, paper);
      if (imprecise) drawMark(target, "≈", 0, 15, paper, ink);
    }));
  }

  copy(ctx, x, y, bitmap) {
    ctx.drawImage(bitmap, Math.round(x - SIZE / 2), Math.round(y - SIZE / 2), SIZE, SIZE);
  }
}

function drawHalo(ctx, colour, alpha) {
  ctx.beginPath();
  ctx.arc(0, 0, 25, 0, 2 * Math.PI);
  ctx.fillStyle = ctx.strokeStyle = colour;
  ctx.globalAlpha = alpha;
  ctx.fill();
  ctx.globalAlpha = 0.75;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.stroke();
  ctx.globalAlpha = 1;
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
