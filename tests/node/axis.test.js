import assert from "node:assert/strict";
import { test } from "node:test";

import { dayFrom, isoOf } from "../../components/explore/data/days.js";
import { Axis } from "../../components/explore/strip/axis.js";

const WIDTH = 1000;
const [START, WAR, TRUCE, END] = [
  dayFrom(1949, 0, 1), dayFrom(2020, 8, 27), dayFrom(2020, 10, 10), dayFrom(2026, 11, 31),
];
const PARTS = [
  { key: "before-2020", label: "Before 2020", start: START, end: dayFrom(2019, 11, 31) },
  { key: "2020-before-the-war", label: "2020 before the war", start: dayFrom(2020, 0, 1), end: WAR - 1 },
  { key: "the-war", label: "The war", start: WAR, end: TRUCE },
  { key: "after", label: "After the war", start: TRUCE + 1, end: END },
];
const WHOLE = new Axis(PARTS, WIDTH);
const OPENED = new Axis(PARTS, WIDTH, WHOLE.viewOf("the-war"));

/** @param {number} actual @param {number} expected @param {string} [words] */
function near(actual, expected, words = "") {
  assert.ok(Math.abs(actual - expected) < 1e-4, `${words} ${actual} is not near ${expected}`);
}

test("the whole record fills the strip from its first day to its last", () => {
  assert.deepEqual([WHOLE.first, WHOLE.last], [START, END]);
  near(WHOLE.x(START), 0);
  near(WHOLE.x(END + 1), WIDTH);
  assert.equal(WHOLE.key, "all");
});

test("the war is opened wide: its 45 days take nearly half of the strip", () => {
  near(WHOLE.x(TRUCE + 1) - WHOLE.x(WAR), 0.48 * WIDTH);
});

test("sections stand side by side without a gap", () => {
  WHOLE.sections.slice(1).forEach((section, k) => {
    const before = WHOLE.sections[k];
    near(section.left, before.left + before.width, section.key);
    near(section.u, before.u + before.share, section.key);
  });
});

test("a later day is never further left", () => {
  for (let day = START; day < END; day++) {
    assert.ok(WHOLE.x(day) < WHOLE.x(day + 1), isoOf(day));
  }
});

test("a moment leads to its pixel and back, in every section", () => {
  for (let day = START; day <= END; day += 13) near(WHOLE.moment(WHOLE.at(day + 0.5)), day + 0.5, isoOf(day));
});

test("the pixel in the middle of a day belongs to that day", () => {
  for (let day = WAR; day <= TRUCE; day++) assert.equal(OPENED.day(OPENED.at(day + 0.5)), day);
});

test("no pixel leads out of the record", () => {
  assert.equal(WHOLE.day(-50), START);
  assert.equal(WHOLE.day(WIDTH + 50), END);
});

test("a moment outside the view is at the edge, and its true pixel beyond it", () => {
  assert.equal(OPENED.x(START), 0);
  assert.equal(OPENED.x(END), WIDTH);
  assert.ok(OPENED.at(WAR - 1) < 0);
  assert.ok(OPENED.at(TRUCE + 2) > WIDTH);
});

test("a handle snaps to the nearer edge of the day under it", () => {
  const day = WAR + 10;
  assert.equal(OPENED.nearestStart(OPENED.at(day + 0.4)), day);
  assert.equal(OPENED.nearestStart(OPENED.at(day + 0.6)), day + 1);
  assert.equal(OPENED.nearestEnd(OPENED.at(day + 0.4)), day - 1);
  assert.equal(OPENED.nearestEnd(OPENED.at(day + 0.6)), day);
});

test("a handle at an end of the record has no day beyond it to snap to", () => {
  assert.equal(WHOLE.nearestEnd(0), START);
  assert.equal(WHOLE.nearestStart(WIDTH), END);
});

test("the view of a period shows that period exactly, and knows its name", () => {
  for (const part of PARTS) {
    const axis = new Axis(PARTS, WIDTH, WHOLE.viewOf(part.key));
    assert.deepEqual([axis.first, axis.last, axis.key], [part.start, part.end, part.key]);
    assert.deepEqual(axis.shown.map((section) => section.key), [part.key]);
  }
});

test("an unknown period means the whole record", () => {
  assert.deepEqual(WHOLE.viewOf("no such period"), [0, 1]);
});

test("a view that is no period has no name", () => {
  assert.equal(new Axis(PARTS, WIDTH, [0.1, 0.7]).key, "");
});

test("zooming keeps the moment under the pointer where it is", () => {
  const x = 640;
  const view = WHOLE.zoomed(x, 0.5);
  near(view[1] - view[0], 0.5);
  near(new Axis(PARTS, WIDTH, view).moment(x), WHOLE.moment(x));
});

test("zooming out ends at the whole record", () => {
  assert.deepEqual(OPENED.zoomed(300, 100), [0, 1]);
});

test("zooming in ends at seven days", () => {
  const axis = new Axis(PARTS, WIDTH, OPENED.zoomed(500, 1e-6));
  near(axis.moment(WIDTH) - axis.moment(0), 7);
});

test("moving along keeps the length of the view and stops at the ends of the record", () => {
  const length = OPENED.u1 - OPENED.u0;
  for (const pixels of [-1e6, -80, 80, 1e6]) {
    const [u0, u1] = OPENED.moved(pixels);
    near(u1 - u0, length, String(pixels));
    assert.ok(u0 >= 0 && u1 <= 1 + 1e-12);
  }
  near(OPENED.moved(-1e6)[0], 0);
  near(OPENED.moved(1e6)[1], 1);
});

test("bins hold every day in view once", () => {
  for (const key of ["all", ...PARTS.map((part) => part.key)]) {
    const axis = new Axis(PARTS, WIDTH, WHOLE.viewOf(key));
    const bins = axis.bins();
    assert.equal(bins[0].start, axis.first);
    assert.equal(bins[bins.length - 1].end, axis.last);
    bins.slice(1).forEach((bin, k) => assert.equal(bin.start, bins[k].end + 1, key));
  }
});

test("bins say in words what one bar stands for", () => {
  assert.equal(OPENED.bins().length, 45);
  assert.equal(OPENED.unitWords(), "per day");
  assert.equal(WHOLE.unitWords(), "per year, month, day and year, from left to right");
});

test("the bins of a long period begin with years", () => {
  const bins = new Axis(PARTS, WIDTH, WHOLE.viewOf("before-2020")).bins();
  assert.deepEqual(bins.slice(0, 2).map((bin) => isoOf(bin.start)), ["1949-01-01", "1950-01-01"]);
});

test("ticks keep their distance and stay on the strip", () => {
  for (const view of [[0, 1], [0.1, 0.5], [0.3, 0.36], WHOLE.viewOf("after")]) {
    const xs = new Axis(PARTS, WIDTH, /** @type {[number, number]} */ (view)).ticks(64).map((tick) => tick.x);
    assert.ok(xs.length > 1);
    assert.ok(xs[0] >= 0 && xs[xs.length - 1] <= WIDTH);
    xs.slice(1).forEach((x, k) => assert.ok(x - xs[k] >= 64));
  }
});

test("ticks name days where days are wide, and years where they are narrow", () => {
  assert.equal(OPENED.ticks(64)[0].text, "27 Sep");
  const before = new Axis(PARTS, WIDTH, WHOLE.viewOf("before-2020"));
  assert.deepEqual(before.ticks(64).map((tick) => tick.text).slice(0, 3), ["1950", "1955", "1960"]);
});

test("the axis of another record shares the width among the parts that it has", () => {
  const axis = new Axis([{ key: "one", label: "One", start: 0, end: 9 }], 500);
  near(axis.x(5), 250);
  assert.equal(axis.key, "all");
});
