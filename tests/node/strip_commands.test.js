import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { PartInView } from "../../components/explore/strip/axis.js";
import { Commands } from "../../components/explore/strip/commands.js";
import { Clock } from "../../components/explore/strip/play.js";
import { endAt } from "../../components/explore/strip/window.js";
import { PERIODS, START, TRUCE, WAR, warDay } from "./strip_given.js";

const INCIDENTS = [WAR - 77, warDay(3), warDay(4), warDay(15), TRUCE + 10];

/** A strip without a page: an app that keeps its state and notes its entries. @param {Record<string, unknown>} [given] */
function given(given = {}) {
  /** @type {any} */
  const app = {
    state: { from: WAR, to: TRUCE, mode: "between", span: "war", speed: "day", loop: false, playing: false, event: null, ...given },
    record: { periods: PERIODS, opening_period: "war", vocabulary: { speeds: [{ key: "day", days: 1 }] } },
    /** @type {string[]} */
    said: [],
    entries: 0,
    /** @param {object} patch @param {string} entry */
    change(patch, entry) {
      this.state = { ...this.state, ...patch };
      if (entry === "new") this.entries += 1;
    },
    redraw() {},
    /** @param {string} words */
    say(words) {
      this.said.push(words);
    },
    selection: {
      nextDay(/** @type {number} */ day, /** @type {1 | -1} */ step) {
        const found = INCIDENTS.filter((one) => (one - day) * step > 0);
        return found.length ? found[step > 0 ? 0 : found.length - 1] : null;
      },
    },
  };
  const part = new PartInView(PERIODS, app.state.span);
  part.fitTo(900);
  const clock = new Clock({ state: () => app.state, axis: () => part.axis, calm: () => false, speeds: app.record.vocabulary.speeds });
  const player = {
    clock,
    get isRunning() {
      return clock.run !== null;
    },
    start: () => app.change({ ...endAt(app.state, clock.start(0)), playing: true }, "same"),
    stop: () => clock.stop(),
    release: () => clock.release(0),
  };
  return { app, part, player, commands: new Commands(app, part, player) };
}
/** @param {{state: {from: number, to: number, mode: string}}} app */
const shown = ({ state: { from, to, mode } }) => [from - WAR + 1, to - WAR + 1, mode];

test("steps move the last day, and many of them are one entry of the history", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { app, commands } = given();
  for (let k = 0; k < 4; k += 1) commands.step(-1);
  assert.deepEqual(shown(app), [1, 41, "between"]);
  assert.equal(app.entries, 0);
  mock.timers.tick(1000);
  assert.equal(app.entries, 1);
  mock.timers.reset();
});

test("a step beyond the view brings the part of the record that holds the day", () => {
  const { app, commands, part } = given({ from: TRUCE, mode: "on" });
  commands.step(1);
  assert.deepEqual(shown(app), [46, 46, "on"]);
  assert.deepEqual([app.state.span, part.axis.key], ["after", "after"]);
  commands.destroy();
});

test("no step leaves the record", () => {
  const { app, commands } = given({ from: START, to: START, mode: "on", span: "before" });
  commands.step(-1);
  assert.equal(app.state.to, START);
  commands.destroy();
});

test("keys step within the view, by days and weeks, to its first and last day", () => {
  const { app, commands } = given();
  commands.stepEnd("from", 7);
  assert.deepEqual(shown(app), [8, 45, "between"]);
  commands.stepEnd("to", "first");
  assert.deepEqual(shown(app), [8, 8, "between"]);
  commands.stepEnd("to", "last");
  commands.stepEnd("to", 1);
  assert.deepEqual(shown(app), [8, 45, "between"]);
  commands.destroy();
});

test("the next incident of a range is its first day with one, alone; then the one after", () => {
  const { app, commands } = given();
  commands.stepIncident(1);
  assert.deepEqual(shown(app), [3, 3, "on"]);
  commands.stepIncident(1);
  assert.deepEqual(shown(app), [4, 4, "on"]);
  commands.stepIncident(-1);
  assert.deepEqual(shown(app), [3, 3, "on"]);
  commands.destroy();
});

test("the incident before a range's end is its last, and the range comes back with its mode", () => {
  const { app, commands } = given({ from: warDay(2), to: warDay(40) });
  commands.stepIncident(-1);
  assert.deepEqual(shown(app), [15, 15, "on"]);
  commands.setMode("between");
  assert.deepEqual(shown(app), [2, 15, "between"]);
});

test("the next incident may be in another part of the record", () => {
  const { app, commands } = given({ from: TRUCE, mode: "on" });
  commands.stepIncident(1);
  assert.deepEqual([app.state.to, app.state.span], [TRUCE + 10, "after"]);
  commands.stepIncident(1);
  assert.equal(app.state.to, TRUCE + 10);
  assert.deepEqual(app.said, ["No later incident"]);
  commands.destroy();
});

test("a mode is one entry, and choosing it again is none", () => {
  const { app, commands } = given({ from: warDay(5), to: warDay(28) });
  commands.setMode("on");
  commands.setMode("on");
  assert.deepEqual([...shown(app), app.entries], [28, 28, "on", 1]);
  commands.setMode("upto");
  assert.deepEqual(shown(app), [1, 28, "upto"]);
  commands.setMode("between");
  assert.deepEqual(shown(app), [5, 28, "between"]);
});

test("a period shows its part of the axis and all of its days, in any mode", () => {
  const { app, commands, part } = given();
  commands.setPeriod("before");
  assert.deepEqual([app.state.from, app.state.to, app.state.span, part.axis.key], [PERIODS[0].start, PERIODS[0].end, "before", "before"]);
  commands.setPeriod("whole");
  assert.deepEqual([app.state.from, app.state.to, part.axis.key], [START, PERIODS[4].end, "whole"]);
  commands.setPeriod("no such period");
  assert.equal(app.state.span, "whole");
});

test("zoom keeps the window and unnames the part of the axis", () => {
  const { app, commands, part } = given();
  commands.zoom(0.5);
  assert.deepEqual([...shown(app), app.state.span, app.entries], [1, 45, "between", "", 0]);
  assert.ok(part.axis.first > WAR && part.axis.last < TRUCE);
  for (let k = 0; k < 9; k += 1) commands.zoom(2);
  assert.equal(app.state.span, "whole");
});

test("reset brings the opening dates back", () => {
  const { app, commands, part } = given();
  commands.setMode("on");
  commands.setPeriod("after");
  commands.zoom(0.5);
  commands.reset();
  assert.deepEqual([...shown(app), app.state.span, part.axis.key], [1, 45, "between", "war", "war"]);
});

test("a key event is jumped to, and a range comes back with its mode", () => {
  const { app, commands } = given({ from: warDay(5) });
  commands.jump(warDay(22));
  assert.deepEqual([...shown(app), app.entries], [22, 22, "on", 1]);
  commands.setMode("between");
  assert.deepEqual(shown(app), [5, 22, "between"]);
});

test("a key event out of view brings its part of the record", () => {
  const { app, commands, part } = given();
  commands.jump(WAR - 77);
  assert.deepEqual([app.state.to, app.state.span, part.axis.key], [WAR - 77, "prelude", "prelude"]);
});

test("play and pause are told by the state; a choice ends playing", () => {
  const { app, commands, player } = given();
  commands.toggle();
  assert.deepEqual([app.state.playing, player.isRunning, app.state.to], [true, true, WAR]);
  commands.toggle();
  assert.deepEqual([app.state.playing, player.isRunning], [false, false]);
  commands.toggle();
  commands.setMode("on");
  assert.deepEqual([app.state.playing, player.isRunning], [false, false]);
});

test("a step while it plays pauses, and play goes on from there to the same goal", () => {
  const { app, commands, player } = given();
  commands.toggle();
  commands.step(1);
  assert.deepEqual([...shown(app), app.state.playing], [1, 2, "between", false]);
  commands.toggle();
  assert.equal(player.clock.run?.goal, TRUCE);
  assert.equal(app.state.to, warDay(2));
  commands.destroy();
});

test("to read an incident pauses", () => {
  const { app, commands } = given();
  commands.toggle();
  commands.read("ganja");
  assert.deepEqual([app.state.event, app.state.playing], ["ganja", false]);
});
