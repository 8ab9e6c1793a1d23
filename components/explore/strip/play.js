/** The clock of playing: which day it is, at the speed and in the mode that the reader chose. */

/** Speeds in days a second; the last one crosses the strip, however long it is. */
export const SPEEDS = [
  { key: "half", words: "1 day in 2 s", days: 0.5 },
  { key: "day", words: "1 day a second", days: 1 },
  { key: "two", words: "2 days a second", days: 2 },
  { key: "week", words: "1 week a second", days: 7 },
  { key: "month", words: "1 month a second", days: 30.44 },
  { key: "strip", words: "whole strip in 20 s", days: 0 },
];
const WHOLE_MS = 20000;
/** Longest time that one frame counts: a page that was out of sight goes on where it was. */
const MOST_MS = 250;
/** With reduced motion the days change in steps, no faster than this. */
const STEP_MS = 700;

/**
 * @param {{from: number, to: number, mode: string, speed: string, loop: boolean}} state
 * @param {{axis: () => import("./axis.js").Axis, setDay: (day: number) => void,
 *   glide: (moment: number) => void, changed: () => void, ended: () => void}} tell
 */
export function createPlayer(state, tell) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let run = null;
  let left = null;

  /** First and last day of a run, and the day it begins with. */
  function plan() {
    const { first, last, end } = tell.axis();
    if (state.mode === "between") {
      if (left && left.from === state.from && state.to < left.goal) {
        return { first: state.from, begin: state.to, goal: left.goal };
      }
      const goal = state.to > state.from ? state.to : Math.max(last, state.from);
      return { first: state.from, begin: state.from, goal };
    }
    const start = state.mode === "upto" ? Math.max(first, state.from) : first;
    const goal = last >= start ? last : end;
    const begin = state.to < start || state.to >= goal ? start : state.to;
    return { first: start, begin, goal };
  }

  function start() {
    const { first, begin, goal } = plan();
    run = { first, goal, moment: begin, at: performance.now(), frame: 0, held: false };
    left = null;
    tell.setDay(begin);
    run.frame = requestAnimationFrame(advance);
    tell.changed();
  }

  function advance(now) {
    // The time of a frame may lie before the call that asked for it.
    const elapsed = Math.max(0, now - run.at);
    run.frame = requestAnimationFrame(advance);
    if (calm.matches && elapsed < Math.max(STEP_MS, msPerDay())) return;
    run.at = now;
    const next = calm.matches
      ? Math.floor(run.moment) + Math.max(1, Math.floor(STEP_MS / msPerDay()))
      : later(Math.min(elapsed, MOST_MS));
    const past = next >= run.goal + 1;
    run.moment = Math.min(next, run.goal + 1);
    // The last day is shown before a loop begins anew.
    if (past && state.loop && state.to === run.goal) run.moment = run.first;
    const day = Math.min(run.goal, Math.floor(run.moment));
    if (day !== state.to) tell.setDay(day);
    if (past && !state.loop) end();
    else if (!calm.matches) tell.glide(run.moment);
  }

  function speed() {
    return SPEEDS.find(({ key }) => key === state.speed) ?? SPEEDS.at(-1);
  }

  /** The moment after so many milliseconds. */
  function later(ms) {
    const { days } = speed();
    if (days) return run.moment + (days * ms) / 1000;
    const axis = tell.axis();
    const moment = axis.moment(axis.at(run.moment) + (axis.width * ms) / WHOLE_MS);
    return Math.max(moment, run.moment);
  }

  function msPerDay() {
    const { days } = speed();
    if (days) return 1000 / days;
    const axis = tell.axis();
    const day = Math.floor(run.moment);
    return ((axis.at(day + 1) - axis.at(day)) * WHOLE_MS) / axis.width;
  }

  function end() {
    cancelAnimationFrame(run.frame);
    run = null;
    tell.changed();
    tell.ended();
  }

  return {
    start,
    isPlaying: () => run !== null,
    /** Where the end of the window glides, null while it stands on a day. */
    moment: () => (run && !run.held && !calm.matches ? run.moment : null),
    pause() {
      if (!run) return;
      if (state.mode === "between" && state.to < run.goal) left = { from: state.from, goal: run.goal };
      end();
    },
    /** The days were set by hand: the next run is a new one. */
    forget() {
      left = null;
    },
    /** Stand still while a hand moves the day. */
    hold() {
      if (!run) return;
      cancelAnimationFrame(run.frame);
      run.held = true;
    },
    /** Go on from the day where the hand left it. */
    release() {
      if (!run?.held) return;
      Object.assign(run, { held: false, moment: state.to, at: performance.now() });
      if (state.mode !== "on") run.first = Math.min(run.first, state.to);
      if (state.mode === "between") run.first = state.from;
      run.goal = Math.max(run.goal, state.to);
      run.frame = requestAnimationFrame(advance);
    },
    destroy() {
      if (run) cancelAnimationFrame(run.frame);
      run = null;
    },
  };
}
