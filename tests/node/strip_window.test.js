import assert from "node:assert/strict";
import { test } from "node:test";

import { Axis } from "../../components/explore/strip/axis.js";
import { changeMode, choosePeriod, endAt, jumpTo, limitsOf, moveEnd } from "../../components/explore/strip/window.js";
import { OPENED, PERIODS, START, TRUCE, WAR, WIDTH, axisOf, warDay } from "./strip_given.js";

/** @param {number} from day of the war @param {number} to @param {import("../../components/explore/types.js").Mode} [mode] */
function range(from, to, mode = "between") {
  return { from: warDay(from), to: warDay(to), mode };
}
/** The days of the war, without another mode. @param {number} from @param {number} to */
const days = (from, to) => ({ from: warDay(from), to: warDay(to) });
const [BEFORE, PRELUDE] = PERIODS;

test("an end of a range goes as far as the view and the other end", () => {
  assert.deepEqual(limitsOf(range(5, 9), OPENED, "from"), [WAR, warDay(9)]);
  assert.deepEqual(limitsOf(range(5, 9), OPENED, "to"), [warDay(5), TRUCE]);
});

test("an end that is out of view does not hold the other one", () => {
  const axis = new Axis(PERIODS, WIDTH, OPENED.zoomed(0, 0.4));
  assert.deepEqual(limitsOf(range(30, 40), axis, "from"), [axis.first, axis.last]);
  assert.deepEqual(limitsOf({ from: START, to: START + 3, mode: "between" }, OPENED, "to"), [WAR, TRUCE]);
});

test("the handles do not pass each other", () => {
  assert.deepEqual(moveEnd(range(5, 9), OPENED, "from", warDay(30)), days(9, 9));
  assert.deepEqual(moveEnd(range(5, 9), OPENED, "to", warDay(1)), days(5, 5));
});

test("an end stops at the ends of the view", () => {
  assert.deepEqual(moveEnd(range(5, 9), OPENED, "from", START), days(1, 9));
  assert.deepEqual(moveEnd(range(5, 9), OPENED, "to", TRUCE + 90), days(5, 45));
});

test("a handle from outside the view comes in when it is moved", () => {
  const axis = new Axis(PERIODS, WIDTH, OPENED.zoomed(500, 0.5));
  assert.deepEqual(moveEnd(range(1, 45), axis, "from", warDay(2)), { from: axis.first, to: TRUCE });
});

test("in the mode of one day both ends are that day", () => {
  assert.deepEqual(moveEnd(range(9, 9, "on"), OPENED, "to", warDay(11)), days(11, 11));
  assert.deepEqual(moveEnd(range(4, 9, "on"), OPENED, "to", warDay(9)), days(9, 9));
  assert.deepEqual(endAt(range(4, 9, "on"), warDay(12)), days(12, 12));
});

test("a step before the first day takes it along", () => {
  assert.deepEqual(endAt(range(9, 9), warDay(8)), days(8, 8));
  assert.deepEqual(endAt(range(5, 9), warDay(10)), days(5, 10));
});

test("one day alone is the last of the range", () => {
  assert.deepEqual(changeMode(range(5, 28), OPENED, "on", null), range(28, 28, "on"));
});

test("up to a day begins with the first day in view", () => {
  assert.deepEqual(changeMode(range(5, 28), OPENED, "upto", null), range(1, 28, "upto"));
  const later = changeMode({ from: START, to: START + 1, mode: "between" }, OPENED, "upto", null);
  assert.deepEqual(later, { from: START + 1, to: START + 1, mode: "upto" });
});

test("a range gets the first day back that another mode took away", () => {
  assert.deepEqual(changeMode(range(28, 28, "on"), OPENED, "between", warDay(5)), range(5, 28));
  assert.deepEqual(changeMode(range(3, 3, "on"), OPENED, "between", warDay(5)), range(3, 3));
});

test("a period is chosen as a whole, for one day the nearest day of it", () => {
  assert.deepEqual(choosePeriod(range(5, 9), BEFORE), { from: BEFORE.start, to: BEFORE.end });
  assert.deepEqual(choosePeriod(range(5, 5, "on"), PRELUDE), { from: WAR - 1, to: WAR - 1 });
  assert.deepEqual(choosePeriod(range(5, 5, "on"), PERIODS[2]), days(5, 5));
});

test("a key event ends a range, and is the last day in the other modes", () => {
  assert.deepEqual(jumpTo(range(5, 9), warDay(22)), range(22, 22, "on"));
  assert.deepEqual(jumpTo(range(1, 9, "upto"), warDay(22)), range(1, 22, "upto"));
  assert.deepEqual(jumpTo(range(9, 9, "on"), warDay(22)), range(22, 22, "on"));
});

test("a window always has its days in order", () => {
  for (const mode of /** @type {const} */ (["on", "upto", "between"])) {
    for (const day of [START, WAR, warDay(20), TRUCE, TRUCE + 400]) {
      for (const end of /** @type {const} */ (["from", "to"])) {
        const { from, to } = moveEnd(range(10, 20, mode), axisOf("war"), end, day);
        assert.ok(from <= to && (mode !== "on" || from === to), `${mode} ${end} ${day}`);
      }
    }
  }
});
