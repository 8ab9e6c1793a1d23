import assert from "node:assert/strict";
import { test } from "node:test";

// What the browser has, as far as paths are kept.
Object.assign(globalThis, { Path2D: class {} });
const { pathFrom, drawSymbol } = await import("../../components/explore/ground/symbols.js");
const { SvgContext, escapeXml } = await import("../../components/explore/share/svg_context.js");
const { laySheet, wrap } = await import("../../components/explore/share/sheet.js");

/** Ten pixels a letter. */
const measure = (/** @type {string} */ text) => 10 * text.length;
const asCanvas = (/** @type {unknown} */ context) => /** @type {CanvasRenderingContext2D} */ (context);

test("text is escaped, and what XML does not allow is replaced", () => {
  assert.equal(escapeXml("<a b='\"'>&amp;"), "&lt;a b=&#39;&quot;&#39;&gt;&amp;amp;");
  assert.equal(escapeXml("a\u0000b\u001bc\ud800d\uffff"), "a\ufffdb\ufffdc\ufffdd\ufffd");
  assert.equal(escapeXml("Şuşa Շուշի 🂡\t"), "Şuşa Շուշի 🂡\t");
});

test("a text with its halo is one element, a colour with alpha a colour and an opacity", () => {
  const context = new SvgContext(measure);
  context.font = "italic 600 20px A, \"B C\"";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.strokeStyle = "rgb(253 252 247 / 88%)";
  context.fillStyle = "rgba(1, 2, 3, 0.5)";
  context.lineWidth = 3;
  context.strokeText("</text><script>");
  context.fillText("</text><script>", 10, 20);
  assert.deepEqual(context.parts, [
    '<text x="10" y="27" font-family="A, &quot;B C&quot;" font-size="20" font-weight="600" font-style="italic" text-anchor="middle" fill="rgb(1, 2, 3)"'
    + ' fill-opacity="0.5" stroke="rgb(253, 252, 247)" stroke-opacity="0.88" stroke-width="3" paint-order="stroke">&lt;/text&gt;&lt;script&gt;</text>',
  ]);
});

test("what is clipped ends with what was saved", () => {
  const context = new SvgContext(measure);
  context.save();
  context.translate(5, 6);
  context.clip(pathFrom("M0 0H9V9Z"));
  context.fillStyle = "#ff0000";
  context.fillRect(0, 0, 9, 9);
  context.restore();
  context.fillRect(1, 1, 2, 2);
  assert.deepEqual(context.parts, [
    '<clipPath id="clip1">', '<path d="M0 0H9V9Z" transform="translate(5 6)"/>', '</clipPath><g clip-path="url(#clip1)">',
    '<rect x="0" y="0" width="9" height="9" fill="#ff0000" transform="translate(5 6)"/>', "</g>",
    '<rect x="1" y="1" width="2" height="2" fill="#000000"/>',
  ]);
});

test("a whole circle is drawn as two arcs", () => {
  const context = new SvgContext(measure);
  context.beginPath();
  context.arc(10, 10, 5, 0, 2 * Math.PI);
  context.fill();
  assert.deepEqual(context.parts, ['<path d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10" fill="#000000"/>']);
});

test("the function that draws a mark on the canvas draws it as shapes", () => {
  const context = new SvgContext(measure);
  const palette = /** @type {import("../../components/explore/ground/symbols.js").Palette} */ ({ harm: "#aa0000", other: "#0000aa", paper: "#ffffff" });
  drawSymbol(asCanvas(context), { shape: "square", fill: "dashed", harm: true, split: false }, palette);
  const [halo, ground, line] = context.parts;
  assert.match(halo, /stroke="#ffffff"/);
  assert.match(ground, /^<path d="M-5.70 -5.70L5.70 -5.70L5.70 5.70L-5.70 5.70Z" fill="#ffffff"\/>$/);
  assert.match(line, /stroke="#aa0000".*stroke-dasharray="2.5 2.1"/);
});

test("words are set in lines that fit; one that is longer than a line is parted", () => {
  const widthOf = (/** @type {string} */ text) => text.length;
  assert.deepEqual(wrap("one two three", 7, widthOf), ["one two", "three"]);
  assert.deepEqual(wrap("a abcdefgh b", 5, widthOf), ["a", "abcde", "fgh b"]);
  assert.deepEqual(wrap("  ", 5, widthOf), []);
  assert.deepEqual(wrap("abc", 0, widthOf), ["a", "b", "c"]);
});

/** @param {number} width @param {object} [given] */
function makeMap(width, given) {
  return /** @type {import("../../components/explore/types.js").MapPicture} */ (/** @type {unknown} */ ({
    width, height: 100, colours: { sans: "A", serif: "B", ink: "#111111", quiet: "#222222", paper: "#ffffff" }, beyond: 0,
    key: { columns: [{ title: "What", entries: [{ sample: { kind: "road" }, words: "road" }] }], lines: [[{ sample: null, words: "one mark" }]] },
    draw: (/** @type {CanvasRenderingContext2D} */ ctx) => ctx.fillText("the map", 0, 0),
    drawSample: (/** @type {CanvasRenderingContext2D} */ ctx) => ctx.fillText("sample", 0, 0), ...given,
  }));
}
const WORDS = { title: "Record", dates: "4 October 2020", known: "", count: "3 incidents", filters: "Place: One", selected: "" };

test("a sheet says what is shown above the map, and below it the key and the source", () => {
  const sheet = laySheet(WORDS, "Record, version abc", "Ground", makeMap(800, { beyond: 2 }), measure);
  const context = new SvgContext(measure);
  sheet.draw(asCanvas(context));
  const file = context.write(sheet.width, sheet.height, "Title & more", "About");
  const texts = [...file.matchAll(/>([^<>\n]+)<\/text>/g)].map(([, text]) => text);
  assert.deepEqual(texts, [
    "Record", "4 October 2020", "3 incidents", "Place: One", "the map", "What", "sample", "road", "one mark",
    "2 incidents stand outside this part of the map.", "No mark means that no incident is recorded, not that nothing happened.",
    "Source: Record, version abc. Ground.",
  ]);
  assert.ok(file.startsWith(`<svg xmlns="http://www.w3.org/2000/svg" width="840" height="${sheet.height}"`));
  assert.ok(file.includes("<title>Title &amp; more</title>"));
});

test("on a narrow map all stays within the margins, and the sheet grows", () => {
  const [wide, narrow] = [800, 150].map((width) => laySheet(WORDS, "Record, version abc", "Ground", makeMap(width), measure));
  assert.ok(narrow.height > wide.height);
  const context = new SvgContext(measure);
  narrow.draw(asCanvas(context));
  for (const [, x, text] of context.parts.join("\n").matchAll(/<text x="([\d.]+)"[^>]*>([^<]+)</g)) {
    if (text !== "the map" && text !== "sample") assert.ok(Number(x) + measure(text) <= 170, text);
  }
});
