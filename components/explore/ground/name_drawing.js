/** Names of the map, drawn into a picture where they stand. */

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./name_elements.js").Name | import("./name_elements.js").AreaName} Seen */
/** @typedef {Pick<CSSStyleDeclaration, "color" | "backgroundColor" | "fontStyle" | "fontWeight" | "fontSize" | "fontFamily" | "letterSpacing" | "textTransform">} Style */

const LINE_PX = 15;
const SIDE_PX = 3;
const HALO_PX = 3;
const DOT_R = 2.5;
const DOT_HALO_PX = 1.5;
const NO_COLOUR = "rgba(0, 0, 0, 0)";

/** @param {Context} ctx @param {Seen} name that has a spot @param {Style} style in the light theme @param {import("../types.js").PictureColours} colours */
export function drawName(ctx, name, style, colours) {
  const { element, spot } = name;
  if (!spot) return;
  const [left, top, right, bottom] = spot.box;
  if ("dot" in name) drawDot(ctx, name.dot, spot.dot, colours);
  const isMarked = style.backgroundColor !== NO_COLOUR;
  ctx.globalAlpha = 1;
  if (isMarked) {
    ctx.fillStyle = style.backgroundColor;
    ctx.fillRect(left, top, right - left, bottom - top);
  }
  const align = "dot" in name ? element.dataset.align : "middle";
  ctx.textAlign = align === "left" || align === "right" ? align : "center";
  ctx.textBaseline = "middle";
  ctx.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
  ctx.fillStyle = style.color;
  ctx.strokeStyle = colours.halo;
  ctx.lineWidth = HALO_PX;
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  const x = align === "left" ? left + SIDE_PX : align === "right" ? right - SIDE_PX : (left + right) / 2;
  const lines = linesOf(name, style);
  lines.forEach((line, k) => {
    const y = (top + bottom) / 2 + (k - (lines.length - 1) / 2) * LINE_PX;
    setFont(ctx, style, line, right - left - 2 * SIDE_PX, lines.length === 1);
    if (!isMarked) ctx.strokeText(line, x, y);
    ctx.fillText(line, x, y);
  });
  ctx.letterSpacing = "0px";
}

/** @param {Seen} name @param {Style} style */
function linesOf(name, { textTransform }) {
  const { element, spot } = name;
  const parts = element.children.length ? [...element.children].map((part) => part.textContent ?? "") : [element.textContent ?? ""];
  const lines = "dot" in name && spot?.lines === 2 ? parts : [parts.join(" ")];
  return textTransform === "uppercase" ? lines.map((line) => line.toLocaleUpperCase()) : lines;
}

/**
 * The font of the page, which sets its letters to one height whatever the family; a picture cannot, so a line is
 * set smaller where it would be wider than its room.
 * @param {Context} ctx @param {Style} style @param {string} line @param {number} room @param {boolean} alone
 */
function setFont(ctx, { fontStyle, fontWeight, fontSize, fontFamily }, line, room, alone) {
  const size = Number.parseFloat(fontSize);
  const write = (/** @type {number} */ px) => { ctx.font = `${fontStyle === "italic" ? "italic " : ""}${fontWeight} ${px.toFixed(2)}px ${fontFamily}`; };
  write(size);
  const { width } = ctx.measureText(line);
  if (alone && width > room + 1) write((size * room) / width);
}

/** @param {Context} ctx @param {HTMLElement} dot @param {{x: number, y: number}} at @param {import("../types.js").PictureColours} colours */
function drawDot(ctx, dot, { x, y }, colours) {
  if (dot.hidden || getComputedStyle(dot).opacity === "0") return;
  for (const [r, colour] of /** @type {Array<[number, string]>} */ ([[DOT_R + DOT_HALO_PX, colours.halo], [DOT_R, colours.quiet]])) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, 2 * Math.PI);
    ctx.fillStyle = colour;
    ctx.fill();
  }
}
