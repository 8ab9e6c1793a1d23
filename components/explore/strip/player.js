/** Plays: asks the clock at each frame, and changes the day when it says so. */

import { Clock } from "./play.js";
import { endAt } from "./window.js";

/** @typedef {import("../types.js").App} App */

export class Player {
  /**
   * @param {App} app @param {() => import("./axis.js").Axis} axis
   * @param {(moment: number) => void} glide put the handle at a moment between two days
   */
  constructor(app, axis, glide) {
    this.app = app;
    this.glide = glide;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.clock = new Clock({
      axis, state: () => app.state, calm: () => calm.matches, speeds: app.record.vocabulary.speeds,
    });
    this.frame = 0;
  }

  get isRunning() {
    return this.clock.run !== null;
  }

  start() {
    const day = this.clock.start(performance.now());
    this.app.change({ ...endAt(this.app.state, day), playing: true }, "same");
    this.ask();
  }

  ask() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame((now) => this.advance(now));
  }

  /** @param {number} now */
  advance(now) {
    // Another part of the page has ended it; that is drawn in the next frame.
    if (!this.app.state.playing) return;
    this.ask();
    const step = this.clock.tick(now);
    if (!step) return;
    if (step.day !== this.app.state.to) this.app.change(endAt(this.app.state, step.day), "same");
    if (step.ended) {
      this.stop();
      this.app.change({ playing: false }, "new");
    } else if (this.clock.moment !== null) this.glide(this.clock.moment);
  }

  /** Begin or end as the state says, when another part of the page changed it. @param {boolean} playing */
  follow(playing) {
    if (playing && !this.isRunning) {
      const day = this.clock.start(performance.now());
      // Not in the frame that is being drawn.
      this.frame = requestAnimationFrame(() => {
        this.app.change(endAt(this.app.state, day), "same");
        this.ask();
      });
    } else if (!playing && this.isRunning) this.stop();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.clock.stop();
  }

  release() {
    this.clock.release(performance.now());
  }
}
