import assert from "node:assert/strict";
import { test } from "node:test";

import { isoOf } from "../../components/explore/data/days.js";
import { Axis } from "../../components/explore/strip/axis.js";
import { END, OPENED, PARTS, PERIODS, START, TRUCE, WAR, WHOLE, WIDTH, axisOf, warDay } from "./strip_given.js";

/** @param {number} actual @param {number} expected @param {string} [words] */
function near(actual, expected, words = "") {
  assert.ok(Math.abs(actual - expected) < 1e-4, `${words} ${actual} is not near ${expected}`);
}

test("the whole record fills the strip from its first day to its last", () => {
  assert.deepEqual([WHOLE.first, WHOLE.last], [START, END]);
  near(WHOLE.x(START), 0);
  near(WHOLE.x(END + 1), WIDTH);
  assert.equal(WHOLE.key, "whole");
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

test("the part that a period is shows that period exactly, and knows its name", () => {
  for (const part of PARTS) {
    const axis = axisOf(part.key);
    assert.deepEqual([axis.first, axis.last, axis.key], [part.start, part.end, part.key]);
    assert.deepEqual(axis.shown.map((section) => section.key), [part.key]);
  }
});

test("an unknown period means the whole record", () => {
  assert.deepEqual(WHOLE.partOf("no such period"), [0, 1]);
});

test("a part that is no period has no name", () => {
  assert.equal(new Axis(PERIODS, WIDTH, [0.1, 0.7]).key, "");
});

test("zooming keeps the moment under the pointer where it is", () => {
  const x = 640;
  const part = WHOLE.zoomed(x, 0.5);
  near(part[1] - part[0], 0.5);
  near(new Axis(PERIODS, WIDTH, part).moment(x), WHOLE.moment(x));
});

test("zooming out ends at the whole record", () => {
  assert.deepEqual(OPENED.zoomed(300, 100), [0, 1]);
});

test("zooming in ends at seven days", () => {
  const axis = new Axis(PERIODS, WIDTH, OPENED.zoomed(500, 1e-6));
  near(axis.moment(WIDTH) - axis.moment(0), 7);
});

test("moving along keeps the length of the part and stops at the ends of the record", () => {
  const length = OPENED.u1 - OPENED.u0;
  for (const pixels of [-1e6, -80, 80, 1e6]) {
    const [u0, u1] = OPENED.moved(pixels);
    near(u1 - u0, length, String(pixels));
    assert.ok(u0 >= 0 && u1 <= 1 + 1e-12);
  }
  near(OPENED.moved(-1e6)[0], 0);
  near(OPENED.moved(1e6)[1], 1);
});

test("a day in view needs no other part", () => {
  assert.deepEqual(OPENED.revealing(WAR), [OPENED.u0, OPENED.u1]);
});

test("a day outside a period that is shown brings its own period", () => {
  assert.deepEqual(OPENED.revealing(TRUCE + 1), WHOLE.partOf("after"));
  assert.deepEqual(OPENED.revealing(WAR - 1), WHOLE.partOf("prelude"));
});

test("a day outside another part brings a part of the same length that holds it", () => {
  const zoomed = new Axis(PERIODS, WIDTH, OPENED.zoomed(0, 0.3));
  const axis = new Axis(PERIODS, WIDTH, zoomed.revealing(warDay(40)));
  near(axis.u1 - axis.u0, zoomed.u1 - zoomed.u0);
  assert.ok(!zoomed.holds(warDay(40)) && axis.holds(warDay(40)));
});

test("the axis of another record shares the width among the parts that it has", () => {
  const axis = new Axis([{ key: "one", label: "One", shorter: [], share: 0.3, start: 10, end: 19 }], 500);
  near(axis.x(15), 250);
  assert.deepEqual([axis.start, axis.end, axis.first, axis.last], [10, 19, 10, 19]);
});
