/** What the tests of the strip are given: an axis like that of the record. */

import { dayFrom } from "../../components/explore/data/days.js";
import { Axis } from "../../components/explore/strip/axis.js";

export const WIDTH = 1000;
export const [START, WAR, TRUCE, END] = [
  dayFrom(1949, 0, 1), dayFrom(2020, 8, 27), dayFrom(2020, 10, 10), dayFrom(2026, 11, 31),
];

/** @param {string} key @param {string[]} labels @param {number} share @param {number} start @param {number} end */
function period(key, [label, ...shorter], share, start, end) {
  return { key, label, shorter, share, start, end };
}

export const PERIODS = [
  period("before", ["Before 2020", "Before"], 0.16, START, dayFrom(2019, 11, 31)),
  period("prelude", ["2020 before the war", "2020"], 0.15, dayFrom(2020, 0, 1), WAR - 1),
  period("war", ["The war"], 0.48, WAR, TRUCE),
  period("after", ["After the war", "After"], 0.21, TRUCE + 1, END),
  period("whole", ["Whole record"], 0, START, END),
];
export const PARTS = PERIODS.filter(({ share }) => share > 0);
export const WHOLE = new Axis(PERIODS, WIDTH);
/** The axis that shows the war alone. */
export const OPENED = axisOf("war");

/** @param {string} key of a period @param {number} [width] */
export function axisOf(key, width = WIDTH) {
  return new Axis(PERIODS, width, WHOLE.partOf(key));
}

/** The day of the war, counted from 1. @param {number} count */
export function warDay(count) {
  return WAR + count - 1;
}
