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
   * @param {(patch: Partial<State>) => void} heard the reader went back or forth
   */
  constructor(host, heard) {
    this.host = host;
    this.timer = 0;
    /** The address of the present entry, and the part of it that a deliberate choice changes. */
    this.entry = "";
    this.choice = "";
    /** Whether the present entry was made while a hand still moves; the end of the move completes it. */
    this.open = false;
    this.stop = host.onLink(() => {
      clearTimeout(this.timer);
      this.open = false;
      const { patch } = readLink(host.readLink(), host.record);
      heard(patch);
    });
  }

  /** At the start: the address as the app writes it, with an entry below a card that a link opens. @param {State} state */
  begin(state) {
    this.write({ ...state, event: null }, "same");
    if (state.event !== null) this.write(state, "new");
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
    if (!same || kind === "same") this.host.writeLink(next, same ? "same" : kind);
  }

  destroy() {
    clearTimeout(this.timer);
    this.stop();
  }
}
