/**
 * The flight from one step of a lesson to the next: one clock for all views. State and address are at the
 * new step all the while. The root has `data-flying` until the page stands still.
 */

/** @typedef {import("./types.js").State} State */

/** However slow the machine is, a frame goes no farther than this, so that the way is seen. */
const MOST_SHARE = 0.34;

export class Flight {
  /**
   * @param {HTMLElement} root
   * @param {(share: number) => void} show what lies at a share of the flight, 1 for its end
   * @param {() => void} landed it has come to its end by itself
   */
  constructor(root, show, landed) {
    this.root = root;
    this.show = show;
    this.landed = landed;
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    /** A change was asked for while nobody saw the page. */
    this.unseen = false;
    this.isOn = false;
    this.frame = 0;
    this.share = 0;
  }

  /** A drawing is asked for. */
  ask() {
    this.unseen ||= this.root.ownerDocument.hidden;
  }

  /**
   * What is about to be drawn ends the flight that it does not belong to, and may want one.
   * @param {State | null} last what is drawn now @param {State} next
   */
  prepare(last, next) {
    if (this.isOn && (!last || isOther(last, next))) this.end();
    const begins = !this.unseen && !this.calm.matches && last !== null && goesOn(last, next);
    this.unseen = false;
    if (begins) this.root.dataset.flying = "";
    return begins;
  }

  /** All views have drawn where it goes. @param {number} ms */
  begin(ms) {
    this.isOn = true;
    this.draw(0);
    /** @type {number | null} */
    let began = null;
    const step = (/** @type {number} */ now) => {
      // What was drawn at its beginning has taken a time of its own.
      began ??= now;
      const share = Math.min((now - began) / ms, this.share + MOST_SHARE);
      if (share < 1) {
        this.frame = requestAnimationFrame(step);
        this.draw(share);
      } else {
        this.end();
        this.landed();
      }
    };
    this.frame = requestAnimationFrame(step);
  }

  /** @param {number} share */
  draw(share) {
    this.share = share;
    this.show(share);
  }

  /** Views have drawn anew on the way. */
  again() {
    this.show(this.share);
  }

  end() {
    if (!this.isOn) return;
    this.isOn = false;
    cancelAnimationFrame(this.frame);
    delete this.root.dataset.flying;
    this.show(1);
  }

  destroy() {
    cancelAnimationFrame(this.frame);
  }
}

/** Whether a step of a lesson on the screen follows another one. @param {State} last @param {State} next */
export const goesOn = (last, next) =>
  last.present && next.present && last.lesson !== null && next.lesson === last.lesson && next.step !== last.step;

/** Whether more was changed than the view, which says where the map goes to. @param {State} last @param {State} next */
const isOther = (last, next) => /** @type {Array<keyof State>} */ (Object.keys(next)).some((key) => key !== "view" && next[key] !== last[key]);
