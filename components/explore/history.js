/**
 * The address of the view and the history of the browser: a deliberate choice is an entry, what moves in
 * between replaces nothing until it rests. Knows a host, no view.
 */

import { readLink, writeLink } from "./link.js";

/** Browsers refuse more than some hundred changes of the address in half a minute. */
const REST_MS = 400;

/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Host} Host */

export class Address {
  /**
   * @param {Host} host
   * @param {(patch: Partial<State>, back: boolean) => void} heard the reader went back or forth
   */
  constructor(host, heard) {
    this.host = host;
    this.timer = 0;
    /** The address of the present entry, and the part of it that a deliberate choice changes. */
    this.entry = "";
    this.choice = "";
    /** Whether the present entry was made while a hand still moves; the end of the move completes it. */
    this.open = false;
    this.below = host.entriesBelow();
    this.stop = host.onLink(() => {
      clearTimeout(this.timer);
      this.open = false;
      const back = host.entriesBelow() < this.below;
      this.below = host.entriesBelow();
      const { patch } = readLink(host.readLink(), host.record);
      heard(patch, back);
    });
  }

  /** At the start: the address as the app writes it, with an entry below a card that a link opens. @param {State} state */
  begin(state) {
    if (state.event !== null && this.below === 0) {
      this.write({ ...state, event: null }, "same");
      this.write(state, "new");
    } else this.write(state, "same");
  }

  /** Something lies over the page now, and Back is to take it away: at the first entry, too. */
  cover() {
    if (this.below === 0) this.push(new URLSearchParams(this.entry));
  }

  /** Whether the present entry shows the same as a state. @param {State} state @param {State} other */
  isSame(state, other) {
    const { record } = this.host;
    return writeLink(state, record).toString() === writeLink(other, record).toString();
  }

  /** @param {State} state @param {"new" | "same"} kind */
  follow(state, kind) {
    clearTimeout(this.timer);
    if (kind === "new") {
      this.write(state, this.open ? "same" : "new");
      this.open = false;
    } else if (!state.playing) this.timer = window.setTimeout(() => this.rest(state), REST_MS);
  }

  /** A hand rests, and may go on. @param {State} state */
  rest(state) {
    const chosen = this.chosenPart(state) !== this.choice;
    this.write(state, chosen && !this.open ? "new" : "same");
    this.open ||= chosen;
  }

  /** The reader went to another entry, whose address the host shows. @param {State} state */
  settle(state) {
    this.entry = writeLink(state, this.host.record).toString();
    this.choice = this.chosenPart(state);
  }

  /** The link without what nobody chooses step by step. @param {State} state */
  chosenPart(state) {
    return writeLink({ ...state, view: null }, this.host.record).toString();
  }

  /** @param {State} state @param {"new" | "same"} kind */
  write(state, kind) {
    const next = writeLink(state, this.host.record);
    const same = next.toString() === this.entry;
    this.entry = next.toString();
    this.choice = this.chosenPart(state);
    if (kind === "new" && !same) this.push(next);
    else if (kind === "same") this.host.writeLink(next, "same");
  }

  /** @param {URLSearchParams} parameters */
  push(parameters) {
    this.host.writeLink(parameters, "new");
    this.below = this.host.entriesBelow();
  }

  destroy() {
    clearTimeout(this.timer);
    this.stop();
  }
}
