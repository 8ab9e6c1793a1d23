import assert from "node:assert/strict";
import { test } from "node:test";

import { takeHold } from "../../components/explore/strip/grips.js";
import { OPENED, WAR, warDay } from "./strip_given.js";

/** @param {number} from day of the war @param {number} to @param {import("../../components/explore/types.js").Mode} [mode] */
function held(from, to, mode = "between") {
  const state = { from: warDay(from), to: warDay(to), mode };
  return { axis: OPENED, state, edge: state.to + (mode === "on" ? 0.5 : 1) };
}
/** Middle of a day of the war in pixels. @param {number} count */
const middle = (count) => OPENED.at(warDay(count) + 0.5);
/** @param {{from: number, to: number}} days */
const counted = ({ from, to }) => [from - WAR + 1, to - WAR + 1];

test("a handle stays where the hand took it, off its middle too", () => {
  const strip = held(5, 20);
  const x = OPENED.at(warDay(21)) + 7;
  const grip = takeHold("to", x, strip);
  assert.deepEqual(counted(grip.move(x, strip.state)), [5, 20]);
  assert.deepEqual(counted(grip.move(x - 3 * OPENED.sections[2].perDay, strip.state)), [5, 17]);
  assert.equal(grip.press, null);
  assert.equal(grip.end, "to");
});

test("the first handle snaps to the beginnings of days", () => {
  const strip = held(5, 20);
  const grip = takeHold("from", OPENED.at(warDay(5)), strip);
  assert.deepEqual(counted(grip.move(OPENED.at(warDay(9) + 0.3), strip.state)), [9, 20]);
  assert.deepEqual(counted(grip.move(OPENED.at(warDay(9) + 0.7), strip.state)), [10, 20]);
});

test("the window is moved as a whole and keeps its length", () => {
  const strip = held(5, 14);
  const grip = takeHold("body", middle(9), strip);
  assert.deepEqual(counted(grip.move(middle(15), strip.state)), [11, 20]);
  assert.deepEqual(counted(grip.move(middle(400), strip.state)), [36, 45]);
  assert.deepEqual(counted(grip.move(-4000, strip.state)), [1, 10]);
});

test("a press on the window alone changes nothing", () => {
  const strip = held(5, 14);
  assert.deepEqual(counted(takeHold("body", middle(9), strip).press?.(strip.state).days ?? strip.state), [5, 14]);
});

test("a drag on empty strip selects the days that it crosses, either way", () => {
  const strip = held(5, 8);
  assert.deepEqual(counted(takeHold("track", middle(24), strip).move(middle(29), strip.state)), [24, 29]);
  assert.deepEqual(counted(takeHold("track", middle(29), strip).move(middle(24), strip.state)), [24, 29]);
});

test("a drag selects where the window fills the view", () => {
  const strip = held(1, 45);
  assert.deepEqual(counted(takeHold("body", middle(14), strip).move(middle(22), strip.state)), [14, 22]);
});

test("a press on empty strip brings the nearer handle", () => {
  const strip = held(20, 30);
  const early = takeHold("track", middle(10), strip).press?.(strip.state);
  const late = takeHold("track", middle(40), strip).press?.(strip.state);
  assert.equal(early?.end, "from");
  assert.equal(late?.end, "to");
  assert.ok(early && early.days.from < warDay(20) && early.days.to === warDay(30));
  assert.ok(late && late.days.to > warDay(30) && late.days.from === warDay(20));
});

test("with one handle the strip is scrubbed wherever it is touched", () => {
  const strip = held(9, 9, "on");
  const grip = takeHold("track", middle(20), strip);
  assert.deepEqual(counted(grip.press?.(strip.state).days ?? strip.state), [20, 20]);
  assert.deepEqual(counted(grip.move(middle(22), strip.state)), [22, 22]);
  assert.deepEqual(counted(takeHold("body", middle(9), strip).move(-30, strip.state)), [1, 1]);
});

test("up to a day, the last day alone follows the hand", () => {
  const strip = held(1, 28, "upto");
  assert.deepEqual(counted(takeHold("body", middle(28), strip).move(OPENED.at(warDay(38)), strip.state)), [1, 37]);
});
