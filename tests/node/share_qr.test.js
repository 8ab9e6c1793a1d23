import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { encodeQr, tracePath } from "../../components/explore/share/qr.js";
import { alignments, versionFor } from "../../components/explore/share/qr_codewords.js";

const rowsOf = (/** @type {string} */ text) => (encodeQr(text) ?? []).map((row) => row.map((dark) => (dark ? "#" : ".")).join(""));

/** Made with the Python package qrcode 8.2, byte mode, level M, mask 0. */
const FOURTEEN = `
#######...###.#######
#.....#.###...#.....#
#.###.#...###.#.###.#
#.###.#..###..#.###.#
#.###.#.#...#.#.###.#
#.....#..###..#.....#
#######.#.#.#.#######
..........##.........
#.#.#.#..#......#..#.
.#..##..##..###.###.#
.#....##.####.###.###
#..###.#.#.#...#...#.
#.###.#.###..#...#...
........#.#.###.###.#
#######...###.###.###
#.....#...##...#...##
#.###.#.###..#...#.#.
#.###.#..#..###.####.
#.###.#.#.###.###.#.#
#.....#....#...#...#.
#######.###..#...#.##`.trim().split("\n");
const LINK = "https://example.org/view/?from=2020-09-27&to=2020-11-10&";
/** Text -> version, SHA-256 of the rows of 0 and 1, by the same package. @type {Array<[string, number, string]>} */
const KNOWN = [
  [LINK, 4, "569602c01ad2068d6bd34008291375c8424f182f4be1f65c0145bdf41cb68c24"],
  [LINK + "place=barda&".repeat(20), 13, "6a6f65963f25987ce2bb5b10f45cca7a151ee9e5ec0fa62a2cba8b50e047af36"],
  ["ə".repeat(40), 5, "3f786b04f1be1ba14f48086550166a608c751b58283fe1f298e06aedd173c08c"],
  ["y".repeat(2331), 40, "df1db71fde4480cfc55435fb3389136928006a3a42e523fd113974405dab6803"],
];

test("a text that fills the smallest code has the modules that another encoder gives it", () => {
  assert.deepEqual(rowsOf("x".repeat(14)), FOURTEEN);
});

for (const [text, version, digest] of KNOWN) {
  test(`so has one of ${text.length} letters, version ${version}`, () => {
    const rows = rowsOf(text).map((row) => row.replaceAll(".", "0").replaceAll("#", "1"));
    assert.equal(rows.length, 17 + 4 * version);
    assert.equal(createHash("sha256").update(rows.join("\n")).digest("hex"), digest);
  });
}

test("the smallest version that holds a text is taken, and none beyond the largest", () => {
  // ISO/IEC 18004, table 7: byte mode, level M.
  const held = [[1, 14], [2, 26], [6, 106], [7, 122], [9, 180], [10, 213], [27, 1125], [40, 2331]];
  for (const [version, bytes] of held) {
    assert.equal(versionFor(bytes), version);
    assert.equal(versionFor(bytes + 1), version < 40 ? version + 1 : null);
  }
  assert.equal(encodeQr("y".repeat(2332)), null);
});

test("alignment patterns stand where annex E puts them", () => {
  assert.deepEqual(alignments(1), []);
  assert.deepEqual(alignments(7), [6, 22, 38]);
  assert.deepEqual(alignments(32), [6, 34, 60, 86, 112, 138]);
  assert.deepEqual(alignments(40), [6, 30, 58, 86, 114, 142, 170]);
});

test("an empty text has a code, and its path begins after the quiet zone", () => {
  assert.equal(rowsOf("").length, 21);
  assert.match(tracePath(encodeQr("") ?? []), /^M4 4h7v1h-7z/);
});
