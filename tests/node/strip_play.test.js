import assert from "node:assert/strict";
import { test } from "node:test";

import { Clock } from "../../components/explore/strip/play.js";
import { endAt } from "../../components/explore/strip/window.js";
import { OPENED, WAR, warDay } from "./strip_given.js";

const SPEEDS = [{ key: "half", days: 0.5 }, { key: "day", days: 1 }, { key: "month", days: 30.44 }, { key: "all", days: 0 }];

/** A clock and the state that it moves. @param {Partial<{from: number, to: number, mode: any, speed: string, loop: boolean, calm: boolean}>} [given] days of the war */
function play(given = {}) {
  const { from = 1, to = 45, mode = "between", speed = "day", loop = false, calm = false } = given;
  const state = { from: warDay(from), to: warDay(to), mode, speed, loop };
  const clock = new Clock({ state: () => state, axis: () => OPENED, calm: () => calm, speeds: SPEEDS });
  let now = 1000;
  const begin = () => Object.assign(state, endAt(state, clock.start(now)));
  /** Let time pass in frames; gives the days that were shown. @param {number} ms @param {number} [frame] */
  function pass(ms, frame = 100) {
    const days = [];
    for (let spent = 0; spent < ms && clock.run; spent += frame) {
      now += frame;
      const step = clock.tick(now);
      if (!step) continue;
      if (step.day !== state.to) days.push(step.day - WAR + 1);
      Object.assign(state, endAt(state, step.day));
      if (step.ended) clock.stop();
    }
    return days;
  }
  return { clock, state, begin, pass, day: () => state.to - WAR + 1, at: () => now };
}

test("a range plays from its first day to its last and stops there", () => {
  const { clock, begin, pass, day } = play({ from: 8, to: 10 });
  begin();
  assert.equal(day(), 8);
  assert.deepEqual(pass(60000), [9, 10]);
  assert.equal(clock.run, null);
});

test("a range of one day plays to the end of the view", () => {
  const { begin, pass } = play({ from: 43, to: 43 });
  begin();
  assert.deepEqual(pass(60000), [44, 45]);
});

test("one day plays on from where it is, and from the start when it is at the end", () => {
  const middle = play({ from: 43, to: 43, mode: "on" });
  middle.begin();
  assert.equal(middle.day(), 43);
  const late = play({ from: 45, to: 45, mode: "on" });
  late.begin();
  assert.equal(late.day(), 1);
});

test("up to a day plays from the first day in view", () => {
  const { begin, pass, state } = play({ mode: "upto" });
  begin();
  assert.equal(state.to, WAR);
  pass(2100);
  assert.deepEqual([state.from, state.to], [WAR, warDay(3)]);
});

test("days pass at the chosen speed, whatever the frames", () => {
  for (const frame of [16, 33, 200]) {
    const { begin, pass, day } = play();
    begin();
    pass(10000, frame);
    assert.ok(Math.abs(day() - 11) <= 1, `${frame} ms: day ${day()}`);
  }
});

test("the speed without days crosses the view in 20 seconds", () => {
  const { begin, pass, clock, day } = play({ speed: "all" });
  begin();
  pass(10000);
  assert.equal(day(), 23);
  pass(9800);
  assert.ok(clock.run);
  pass(400);
  assert.equal(clock.run, null);
});

test("no day is shown before its time and none is passed over at one day a second", () => {
  const { begin, pass } = play({ from: 1, to: 12 });
  begin();
  assert.deepEqual(pass(900), []);
  assert.deepEqual(pass(60000), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
});

test("a page that was out of sight goes on where it was", () => {
  const { begin, clock, at, state } = play();
  begin();
  clock.tick(at() + 60000);
  assert.equal(state.to, WAR);
});

test("a pause is no end: the next run goes on to the same goal", () => {
  const { begin, pass, clock, day } = play({ from: 1, to: 12 });
  begin();
  pass(3100);
  clock.stop();
  assert.equal(day(), 4);
  begin();
  assert.equal(day(), 4);
  assert.deepEqual(pass(60000), [5, 6, 7, 8, 9, 10, 11, 12]);
});

test("days set by hand after a pause begin a new run", () => {
  const { begin, pass, clock, state, day } = play({ from: 1, to: 12 });
  begin();
  pass(3100);
  clock.stop();
  Object.assign(state, { from: warDay(2), to: warDay(6) });
  clock.forget();
  begin();
  assert.equal(day(), 2);
  assert.deepEqual(pass(60000), [3, 4, 5, 6]);
});

test("a loop shows its last day and goes on from the first, until it is switched off", () => {
  const { begin, pass, clock, state, day } = play({ from: 8, to: 10, loop: true });
  begin();
  assert.deepEqual(pass(6500), [9, 10, 8, 9, 10, 8]);
  assert.ok(clock.run);
  state.loop = false;
  assert.deepEqual(pass(60000), [9, 10]);
  assert.equal(day(), 10);
  assert.equal(clock.run, null);
});

test("at a high speed a loop shows its last day too", () => {
  const { begin, pass } = play({ from: 8, to: 10, loop: true, speed: "month" });
  begin();
  const days = pass(2000, 100);
  assert.ok(days.filter((day) => day === 10).length >= 3, days.join());
});

test("a hand holds the day while it plays, and play goes on from where it let go", () => {
  const { begin, pass, clock, state, at } = play({ from: 1, to: 45 });
  begin();
  pass(2000);
  clock.hold();
  state.to = warDay(30);
  assert.deepEqual(pass(5000), []);
  assert.equal(clock.moment, null);
  clock.release(at());
  assert.deepEqual(pass(2100), [31, 32]);
});

test("a hand that goes beyond the goal takes it along", () => {
  const { begin, clock, state, at, pass } = play({ from: 1, to: 12 });
  begin();
  clock.hold();
  state.to = warDay(20);
  clock.release(at());
  pass(60000);
  assert.equal(state.to, warDay(20));
  assert.equal(clock.run, null);
});

test("with reduced motion the days change in steps and nothing glides", () => {
  const { begin, pass, clock } = play({ from: 8, to: 10, calm: true });
  begin();
  assert.equal(clock.moment, null);
  assert.deepEqual(pass(900), []);
  assert.deepEqual(pass(60000), [9, 10]);
  assert.equal(clock.run, null);
});

test("with reduced motion a high speed makes longer steps, not faster ones", () => {
  const { begin, pass } = play({ calm: true, speed: "month" });
  begin();
  assert.deepEqual(pass(1600), [22, 43]);
});

test("an unknown speed is the last one", () => {
  const { clock } = play({ speed: "no such speed" });
  assert.equal(clock.days, 0);
});
