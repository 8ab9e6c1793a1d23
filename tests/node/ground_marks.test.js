import assert from "node:assert/strict";
import { test } from "node:test";

import { familyOf, nameOf, usesAtMost, usesNow } from "../../components/explore/ground/key_entries.js";
import { Marks } from "../../components/explore/ground/marks.js";
import { MOST_MARKS } from "../../components/explore/ground/packing.js";
import { collectSites, countMost } from "../../components/explore/ground/sites.js";

const VOCABULARY = /** @type {any} */ ({
  categories: [{ key: "one", shape: "circle", harm: true }, { key: "two", shape: "square", harm: true }, { key: "three", shape: "square", harm: false }],
  evidence: [{ key: "weak", fill: "dashed" }, { key: "strong", fill: "full" }],
  fills: [{ key: "full" }, { key: "half" }, { key: "hollow" }, { key: "dashed" }],
  contests: [{ key: "mutual", split: true }, { key: "none", split: false }],
  place_precisions: [{ key: "point", soft: false }, { key: "area", soft: true }],
});
const RECORD = /** @type {any} */ ({ vocabulary: VOCABULARY, districts: [{ id: "D", name: "D district", lon: 9, lat: 9 }] });
const ALL = () => true;

/** @param {Array<Partial<{start: number, end: number, lon: number | null, lat: number | null, category: number, evidence: number, soft: boolean, split: boolean, overview: boolean}>>} rows */
function columns(rows) {
  const of = (/** @type {(row: any) => any} */ read) => rows.map(read);
  return /** @type {any} */ ({
    id: rows.map((_, k) => `e${k}`), start: of(({ start = 10 }) => start), end: of(({ start = 10, end = start }) => end),
    lon: of(({ lon = 1 }) => lon), lat: of(({ lat = 1 }) => lat), category: of(({ category = 0 }) => category),
    evidence: of(({ evidence = 0 }) => evidence), place_precision: of(({ soft = false }) => Number(soft)),
    contests: of(({ split = false }) => [split ? 0 : 1]), district: rows.map(() => 0), overview: of(({ overview = false }) => overview),
  });
}

/** @param {any} events @param {number} from @param {number} to */
function collect(events, from, to) {
  const marks = new Marks(events, VOCABULARY);
  marks.collect(collectSites(RECORD, events), ALL, from, to);
  return marks;
}

test("what is known to its district stands at the district, not at its point", () => {
  const events = columns([{}, { soft: true }]);
  const sites = collectSites(RECORD, events);
  assert.equal(sites.length, 2);
  assert.deepEqual(sites.filter(({ soft }) => soft).map(({ lon, lat, rows }) => [lon, lat, rows]), [[9, 9, [1]]]);
});

test("sums and incidents without a point have no mark", () => {
  assert.deepEqual(collectSites(RECORD, columns([{ overview: true }, { lon: null, lat: null }])), []);
});

test("marks of a place stand in order of evidence", () => {
  const [{ rows }] = collectSites(RECORD, columns([{ evidence: 0 }, { evidence: 1 }, { evidence: 0 }, { evidence: 1 }]));
  assert.deepEqual(rows, [1, 3, 0, 2]);
});

test("an incident counts when all its days are in the window, and is possible when some are", () => {
  const marks = collect(columns([{ start: 5, end: 15 }, { start: 10 }, { start: 30 }]), 8, 20);
  assert.deepEqual([...marks.row.subarray(0, marks.size)], [1, 0]);
  assert.deepEqual([...marks.sure.subarray(0, marks.size)], [1, 0]);
});

test("both end days are inside the window", () => {
  const marks = collect(columns([{ start: 8 }, { start: 20 }, { start: 7 }, { start: 21 }]), 8, 20);
  assert.deepEqual([...marks.row.subarray(0, marks.size)].sort(), [0, 1]);
});

test("more marks than have room become one disc with the shares of the certain ones", () => {
  const many = Array.from({ length: MOST_MARKS + 1 }, (_, k) => ({ evidence: k % 2 }));
  const marks = collect(columns(many), 0, 50);
  assert.equal(marks.size, 0);
  assert.equal(marks.standing[0].crowd, true);
  assert.deepEqual(marks.standing[0].bars, [15, 0, 0, 16]);
});

test("the footprint counts what touches the days of the axis", () => {
  const events = columns([{ start: 5 }, { start: 10 }, { start: 90 }]);
  const sites = collectSites(RECORD, events);
  countMost(sites, events, { start: 0, end: 50 });
  assert.equal(sites[0].most, 2);
  countMost(sites, events, { start: 200, end: 250 });
  assert.deepEqual([sites[0].most, sites[0].radius], [0, 0]);
});

test("a press finds the nearest mark within its reach", () => {
  const marks = collect(columns([{}, {}]), 0, 50);
  assert.deepEqual(marks.near(marks.x[1], marks.y[1], 12), [1]);
  assert.deepEqual(marks.near(marks.x[1], marks.y[1], 22), [1, 0]);
  assert.deepEqual(marks.near(500, 500, 12), []);
});

test("the key explains what is in sight and nothing else", () => {
  const events = columns([{ evidence: 1 }, { start: 90, category: 2 }]);
  const uses = usesNow(collect(events, 0, 50), ALL);
  assert.deepEqual([[...uses.shapes], [...uses.fills], uses.harm, uses.other, uses.soft, uses.possible], [["circle"], ["full"], true, false, false, false]);
  assert.deepEqual(usesNow(collect(events, 0, 50), () => false).shapes.size, 0);
});

test("the room of the key is for all that any dates and filters could show", () => {
  const events = columns([{ evidence: 1 }, { start: 90, end: 95, category: 2, soft: true }]);
  const marks = new Marks(events, VOCABULARY);
  const uses = usesAtMost(marks, collectSites(RECORD, events));
  assert.deepEqual([uses.shapes.size, uses.fills.size, uses.other, uses.soft, uses.possible], [2, 2, true, true, true]);
  assert.notEqual(nameOf(uses), nameOf(usesNow(collect(events, 0, 50), ALL)));
});

test("a shape of both families has the colour of neither", () => {
  assert.equal(familyOf(VOCABULARY, "circle"), true);
  assert.equal(familyOf(VOCABULARY, "square"), null);
});
