import assert from "node:assert/strict";
import { test } from "node:test";

import { dayFrom, isoOf } from "../../components/explore/data/days.js";
import { Axis } from "../../components/explore/strip/axis.js";
import { binAt, binWords, makeBins, makeTicks, perUnit } from "../../components/explore/strip/bins.js";
import { OPENED, PERIODS, START, TRUCE, WAR, WHOLE, WIDTH, axisOf } from "./strip_given.js";

/** @param {Axis} axis */
const unitsOf = (axis) => [...new Set(makeBins(axis).map(({ section, unit }) => `${section} ${unit}`))];

test("bins hold every day in view once", () => {
  for (const { key } of PERIODS) {
    const axis = axisOf(key);
    const bins = makeBins(axis);
    assert.equal(bins[0].start, axis.first);
    assert.equal(bins[bins.length - 1].end, axis.last);
    bins.slice(1).forEach((bin, k) => assert.equal(bin.start, bins[k].end + 1, key));
  }
});

test("bins stand side by side in pixels as in days", () => {
  for (const { key } of PERIODS) {
    const bins = makeBins(axisOf(key));
    bins.slice(1).forEach((bin, k) => assert.ok(Math.abs(bin.x - bins[k].x - bins[k].width) < 1e-6));
  }
});

test("each section has the unit that stays readable", () => {
  assert.deepEqual(unitsOf(OPENED), ["0 day"]);
  assert.deepEqual(unitsOf(WHOLE), ["0 year", "1 month", "2 day", "3 year"]);
  assert.equal(makeBins(OPENED).length, 45);
});

test("the bins of a long period begin with years", () => {
  const bins = makeBins(axisOf("before"));
  assert.deepEqual(bins.slice(0, 2).map((bin) => isoOf(bin.start)), ["1949-01-01", "1950-01-01"]);
});

test("a bin that the left edge of the view cuts begins with its unit all the same", () => {
  const [u0, u1] = WHOLE.partOf("before");
  const axis = new Axis(PERIODS, WIDTH, [u0 + (u1 - u0) * 0.107, u1]);
  const [first] = makeBins(axis);
  assert.equal(isoOf(first.start).slice(4), "-01-01");
  assert.ok(first.x < 0 && first.x + first.width > 0);
});

test("the bin under a pixel is found, and none beside them", () => {
  const bins = makeBins(OPENED);
  assert.equal(binAt(bins, OPENED.at(WAR + 3.5))?.start, WAR + 3);
  assert.equal(binAt(bins, -1), null);
  assert.equal(binAt(bins, WIDTH + 1), null);
});

test("a day, a week, a month and a year are said by their names", () => {
  const bin = { x: 0, width: 1, section: 0, counts: [] };
  assert.equal(binWords({ ...bin, unit: "day", start: WAR, end: WAR }), "27 September 2020");
  assert.equal(binWords({ ...bin, unit: "week", start: WAR, end: WAR + 6 }), "27 September to 3 October 2020");
  assert.equal(binWords({ ...bin, unit: "month", start: dayFrom(2020, 1, 1), end: dayFrom(2020, 1, 29) }), "February 2020");
  assert.equal(binWords({ ...bin, unit: "year", start: START, end: dayFrom(1949, 11, 31) }), "1949");
});

test("a month or year that a section cuts is said by its days", () => {
  const bin = { x: 0, width: 1, section: 0, counts: [], unit: /** @type {const} */ ("month") };
  assert.equal(binWords({ ...bin, start: TRUCE + 1, end: dayFrom(2020, 10, 30) }), "11 to 30 November 2020");
});

test("each unit is said in words of its own", () => {
  const units = /** @type {const} */ (["day", "week", "month", "year"]);
  assert.deepEqual(units.map(perUnit), ["a day", "a week", "a month", "a year"]);
});

test("ticks keep their distance and stay on the strip", () => {
  for (const part of [[0, 1], [0.1, 0.5], [0.3, 0.36], WHOLE.partOf("after")]) {
    const axis = new Axis(PERIODS, WIDTH, /** @type {[number, number]} */ (part));
    const xs = makeTicks(axis, 64).map(({ x }) => x);
    assert.ok(xs.length > 1);
    assert.ok(xs[0] >= 0 && xs[xs.length - 1] <= WIDTH - 64 * 0.6);
    xs.slice(1).forEach((x, k) => assert.ok(x - xs[k] >= 64));
  }
});

test("ticks name days where days are wide, and years where they are narrow", () => {
  assert.equal(makeTicks(OPENED, 64)[0].text, "27 Sep");
  assert.deepEqual(makeTicks(axisOf("before"), 64).map(({ text }) => text).slice(0, 3), ["1950", "1955", "1960"]);
});

test("ticks of months give the year with its January", () => {
  const texts = makeTicks(axisOf("after"), 30).map(({ text }) => text);
  assert.ok(texts.includes("2021") && texts.includes("Apr"), texts.join());
});
