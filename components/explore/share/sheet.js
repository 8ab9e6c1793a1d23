/** The sheet of a picture: what a view is in words, the map, the key, where it comes from. No DOM. */

import { t, tn } from "../words.js";

/** @typedef {import("../types.js").MapPicture} MapPicture */
/** @typedef {import("../ground/key_content.js").Entry} Entry */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {(text: string, font: string) => number} Measure width of a text, CSS pixels */
/** @typedef {{font: string, line: number, colour: string}} Look line: distance of two lines */
/** @typedef {{width: number, height: number, draw: (ctx: Context) => void}} Sheet */

const MARGIN_PX = 20;
const GAP_PX = 10;
/** From the middle of a sample to its words, and from one entry to the next. */
const SAMPLE_PX = 24;
const ENTRY_GAP_PX = 16;
const KEY_LINE_PX = 20;

/**
 * Words in lines that fit; a word that is longer than a line is parted.
 * @param {string} text @param {number} room @param {(text: string) => number} widthOf
 */
export function wrap(text, room, widthOf) {
  /** @type {string[]} */
  const lines = [];
  let line = "";
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = "";
    for (const letter of word) {
      if (line && widthOf(line + letter) > room) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line ? [...lines, line] : lines;
}

/**
 * @param {import("./view_words.js").ViewWords} words @param {string} source "" for a sheet in a page that says itself what
 *   stands below all of them @param {string} credit of the ground
 * @param {MapPicture} map @param {Measure} measure @returns {Sheet}
 */
export function laySheet(words, source, credit, map, measure) {
  const { colours } = map;
  const { sans, serif, ink, quiet } = colours;
  const page = new Page(map.width, measure);
  page.addText(words.title, { font: `600 15px ${serif}`, line: 20, colour: quiet });
  page.addText(words.dates, { font: `600 25px ${serif}`, line: 31, colour: ink });
  for (const text of [words.count, words.known, words.filters, words.selected]) page.addText(text, { font: `400 14px ${sans}`, line: 20, colour: ink });
  page.addMap(map);
  page.addKey(map, { font: `400 13px ${sans}`, line: KEY_LINE_PX, colour: ink }, { font: `600 13px ${sans}`, line: KEY_LINE_PX, colour: quiet });
  page.y += GAP_PX / 2;
  for (const text of footWords(map.beyond, source, credit)) page.addText(text, { font: `400 12px ${sans}`, line: 17, colour: quiet });
  return page.finish(colours.paper);
}

/** @param {number} beyond @param {string} source @param {string} credit */
function footWords(beyond, source, credit) {
  return [
    ...(beyond ? [tn("{n} incident stands outside this part of the map.", "{n} incidents stand outside this part of the map.", beyond)] : []),
    ...(source ? [t("No mark means that no incident is recorded, not that nothing happened."), t("Source: {source}. {credit}.", { source, credit })] : []),
  ];
}

class Page {
  /** @param {number} room width between the margins @param {Measure} measure */
  constructor(room, measure) {
    this.room = room;
    this.measure = measure;
    this.y = MARGIN_PX;
    /** @type {Array<(ctx: Context) => void>} */
    this.steps = [];
  }

  /** @param {string} text @param {Look} look @param {number} [x] @param {number} [room] @returns {{height: number, width: number}} */
  write(text, look, x = 0, room = this.room) {
    const widthOf = (/** @type {string} */ part) => this.measure(part, look.font);
    const lines = wrap(text, room, widthOf);
    const top = this.y;
    lines.forEach((line, k) => this.steps.push((ctx) => {
      ctx.font = look.font;
      ctx.fillStyle = look.colour;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillText(line, MARGIN_PX + x, top + (k + 0.5) * look.line);
    }));
    return { height: lines.length * look.line, width: Math.max(0, ...lines.map(widthOf)) };
  }

  /** @param {string} text "" takes no room @param {Look} look */
  addText(text, look) {
    this.y += this.write(text, look).height;
  }

  /** @param {MapPicture} map */
  addMap(map) {
    const top = this.y + GAP_PX;
    this.steps.push((ctx) => {
      ctx.save();
      ctx.translate(MARGIN_PX, top);
      map.draw(ctx);
      ctx.restore();
    });
    this.y = top + map.height + GAP_PX;
  }

  /** @param {MapPicture} map @param {Look} look @param {Look} titleLook */
  addKey(map, look, titleLook) {
    const { columns, lines } = map.key;
    for (const { title, entries } of columns) this.addEntries([{ sample: null, words: title, look: titleLook }, ...entries.map((entry) => ({ ...entry, look }))], map);
    for (const line of lines) this.addEntries(line.map((entry) => ({ ...entry, look })), map);
  }

  /** One after the other, in as many lines as they take. @param {Array<Entry & {look: Look}>} entries @param {MapPicture} map */
  addEntries(entries, map) {
    let [x, height] = [0, 0];
    for (const { sample, words, look } of entries) {
      const before = sample ? SAMPLE_PX : 0;
      const width = before + this.measure(words, look.font);
      if (x && x + width > this.room) {
        this.y += height;
        [x, height] = [0, 0];
      }
      const [left, middle] = [MARGIN_PX + x + SAMPLE_PX / 2 - 2, this.y + look.line / 2];
      if (sample) {
        this.steps.push((ctx) => {
          ctx.save();
          ctx.translate(left, middle);
          map.drawSample(ctx, sample);
          ctx.restore();
        });
      }
      const written = this.write(words, look, x + before, this.room - x - before);
      x += before + written.width + ENTRY_GAP_PX;
      height = Math.max(height, written.height);
    }
    this.y += height;
  }

  /** @param {string} ground colour @returns {Sheet} */
  finish(ground) {
    const { steps } = this;
    const [width, height] = [Math.ceil(this.room + 2 * MARGIN_PX), Math.ceil(this.y + MARGIN_PX)];
    return {
      width, height,
      draw(ctx) {
        ctx.fillStyle = ground;
        ctx.fillRect(0, 0, width, height);
        for (const step of steps) step(ctx);
      },
    };
  }
}
