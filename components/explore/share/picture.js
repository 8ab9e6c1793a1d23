/** The picture of the map as a file: PNG at several scales, and SVG. */

import { context } from "../ground/symbols.js";
import { laySheet } from "./sheet.js";
import { SvgContext } from "./svg_context.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./view_words.js").ViewWords} ViewWords */

/** A context that keeps the distances of letters at every scale. @param {number} width @param {number} height device pixels */
function makeContext(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const ctx = context(canvas);
  ctx.textRendering = "geometricPrecision";
  return ctx;
}

/** Widths of texts, as this browser writes them. @returns {import("./sheet.js").Measure} */
function makeMeasure() {
  const ctx = makeContext(1, 1);
  return (text, font) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
}

/** @typedef {ReturnType<typeof makePicture>} Picture `about`: what it shows, in words */

/** @param {ViewWords} words @param {string} source @param {string} credit @param {import("../types.js").MapPicture} map */
export function makePicture(words, source, credit, map) {
  const measure = makeMeasure();
  const sheet = laySheet(words, source, credit, map, measure);
  const { title, dates, count, known, filters, selected } = words;
  const named = [title, dates].filter(Boolean).join(": ");
  const about = [count, known, filters, selected, source].filter(Boolean).join(". ");
  return {
    width: sheet.width, height: sheet.height, about: `${named}. ${about}`,
    png: (/** @type {number} */ scale) => drawPng(sheet, scale), svg: () => drawSvg(sheet, named, about, measure),
  };
}

/** @param {Sheet} sheet @param {number} scale @returns {Promise<Blob | null>} null: too large for this browser */
function drawPng({ width, height, draw }, scale) {
  const ctx = makeContext(width * scale, height * scale);
  ctx.scale(scale, scale);
  draw(ctx);
  return new Promise((resolve) => ctx.canvas.toBlob(resolve, "image/png"));
}

/** @param {Sheet} sheet @param {string} title @param {string} about @param {import("./sheet.js").Measure} measure */
function drawSvg({ width, height, draw }, title, about, measure) {
  const ctx = new SvgContext(measure);
  draw(/** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (ctx)));
  return new Blob([ctx.write(width, height, title, about)], { type: "image/svg+xml" });
}
