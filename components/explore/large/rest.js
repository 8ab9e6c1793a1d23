/** Whether days and hands are at rest: what would be asked for each day is asked for when they are. No DOM. */

const REST_MS = 150;

export class Rest {
  /** @param {() => void} begun called when rest begins */
  constructor(begun) {
    this.begun = begun;
    this.playing = false;
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
  }

  get isStill() {
    return !this.playing && this.timer === null;
  }

  /** The days have moved. */
  move() {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.isStill) this.begun();
    }, REST_MS);
  }
}
