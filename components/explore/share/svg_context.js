/**
 * A context with the part of `CanvasRenderingContext2D` that the drawing functions use, which writes SVG: the
 * same functions draw the map and its picture. Paths are those of `pathFrom`; a transformation is a translation.
 */

import { textOf } from "../ground/symbols.js";
import { escapeMarkup } from "./embed.js";

/** @typedef {Record<string, string | number | null>} Attributes */

const FONT = /^(italic )?(?:(\w+) )?([\d.]+)px (.+)$/;
const WITH_ALPHA = /^rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)[ ]*[,/][ ]*([\d.]+)(%?)\)$/;
/** Of a letter's size: how far its middle is above the line on which it stands. */
const MIDDLE = 0.35;
/** @type {Record<string, string>} */
const ANCHORS = { center: "middle", right: "end" };

/** @param {number} value */
const short = (value) => String(Math.round(value * 100) / 100);

/** Without what XML does not allow, and escaped. @param {string} text */
// eslint-disable-next-line no-control-regex
export const escapeXml = (text) => escapeMarkup(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd"));

/** A colour of a style sheet as programs that know only older ones read it. @param {string} colour @returns {[string, number]} */
function readColour(colour) {
  const found = WITH_ALPHA.exec(colour);
  if (!found) return [colour, 1];
  const [, red, green, blue, alpha, percent] = found;
  return [`rgb(${red}, ${green}, ${blue})`, Number(alpha) / (percent ? 100 : 1)];
}

export class SvgContext {
  /** @param {(text: string, font: string) => number} measure width of a text */
  constructor(measure) {
    this.measure = measure;
    /** @type {string[]} */
    this.parts = [];
    this.path = "";
    this.clips = 0;
    /** What is drawn around the next text. @type {{text: string, attributes: Attributes} | null} */
    this.halo = null;
    this.fillStyle = this.strokeStyle = "#000000";
    this.lineWidth = this.globalAlpha = 1;
    this.font = "10px sans-serif";
    this.lineJoin = "miter";
    this.textAlign = "left";
    this.textBaseline = "alphabetic";
    this.letterSpacing = "0px";
    /** @type {number[]} */
    this.dash = [];
    this.x = this.y = this.groups = 0;
    /** @type {Array<Partial<SvgContext>>} */
    this.saved = [];
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, lineJoin, textAlign, textBaseline, letterSpacing, dash, x, y, groups } = this;
    this.saved.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, lineJoin, textAlign, textBaseline, letterSpacing, dash, x, y, groups });
    this.groups = 0;
  }

  restore() {
    for (; this.groups > 0; this.groups -= 1) this.parts.push("</g>");
    Object.assign(this, this.saved.pop());
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.x += x;
    this.y += y;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = "";
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path += `M${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path += `L${short(x)} ${short(y)}`;
  }

  /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to angles, clockwise */
  arc(x, y, r, from, to) {
    const at = (/** @type {number} */ angle) => `${short(x + r * Math.cos(angle))} ${short(y + r * Math.sin(angle))}`;
    this.path += `${this.path ? "L" : "M"}${at(from)}`;
    // An arc that ends where it begins is none.
    for (const end of [(from + to) / 2, to]) this.path += `A${short(r)} ${short(r)} 0 0 1 ${at(end)}`;
  }

  /** @param {Path2D | string} [path] @param {string} [rule] */
  fill(path, rule) {
    this.add("path", { d: this.textFrom(path), "fill-rule": rule === "evenodd" ? rule : null, ...this.fillAttributes() });
  }

  /** @param {Path2D} [path] */
  stroke(path) {
    const dash = this.dash.length ? this.dash.map(short).join(" ") : null;
    this.add("path", { d: this.textFrom(path), fill: "none", ...this.strokeAttributes(), "stroke-dasharray": dash });
  }

  /** @param {Path2D} path @param {string} [rule] */
  clip(path, rule) {
    this.clips += 1;
    const id = `clip${this.clips}`;
    this.parts.push(`<clipPath id="${id}">`);
    this.add("path", { d: textOf(path), "clip-rule": rule === "evenodd" ? rule : null });
    this.parts.push(`</clipPath><g clip-path="url(#${id})">`);
    this.groups += 1;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.add("rect", { x: short(x), y: short(y), width: short(width), height: short(height), ...this.fillAttributes() });
  }

  /** Drawn together with the same text when that is filled. @param {string} text */
  strokeText(text) {
    this.halo = { text, attributes: { ...this.strokeAttributes(), "paint-order": "stroke" } };
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const [, italic, weight, size, family] = FONT.exec(this.font) ?? [];
    const halo = this.halo?.text === text ? this.halo.attributes : {};
    this.halo = null;
    this.add("text", {
      x: short(x), y: short(y + (this.textBaseline === "middle" ? MIDDLE * Number(size) : 0)), "font-family": family, "font-size": size,
      "font-weight": weight ?? null, "font-style": italic ? "italic" : null, "text-anchor": ANCHORS[this.textAlign] ?? null,
      "letter-spacing": this.letterSpacing === "0px" ? null : this.letterSpacing, ...this.fillAttributes(), ...halo,
    }, text);
  }

  /** @param {string} text */
  measureText(text) {
    return { width: this.measure(text, this.font) };
  }

  /** @param {Path2D | string} [path] */
  textFrom(path) {
    return path instanceof Object ? textOf(path) : this.path;
  }

  /** @returns {Attributes} */
  fillAttributes() {
    const [fill, alpha] = readColour(this.fillStyle);
    const opacity = alpha * this.globalAlpha;
    return { fill, "fill-opacity": opacity === 1 ? null : short(opacity) };
  }

  /** @returns {Attributes} */
  strokeAttributes() {
    const [stroke, alpha] = readColour(this.strokeStyle);
    const opacity = alpha * this.globalAlpha;
    return {
      stroke, "stroke-opacity": opacity === 1 ? null : short(opacity), "stroke-width": short(this.lineWidth),
      "stroke-linejoin": this.lineJoin === "miter" ? null : this.lineJoin,
    };
  }

  /** @param {string} tag @param {Attributes} attributes those that are null are left out @param {string} [text] */
  add(tag, attributes, text) {
    const moved = this.x || this.y ? { transform: `translate(${short(this.x)} ${short(this.y)})` } : {};
    const all = Object.entries({ ...attributes, ...moved }).flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escapeXml(String(value))}"`]));
    const end = text === undefined ? ["/>"] : [">", escapeXml(text), "</", tag, ">"];
    this.parts.push(["<", tag, ...all, ...end].join(""));
  }

  /** The whole file. @param {number} width @param {number} height CSS pixels @param {string} title @param {string} description */
  write(width, height, title, description) {
    const root = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`;
    return [root, `<title>${escapeXml(title)}</title>`, `<desc>${escapeXml(description)}</desc>`, ...this.parts, "</svg>", ""].join("\n");
  }
}
