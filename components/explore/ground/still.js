/** The map of views that are not on the screen, for pictures of them: the same record, at a size of its own. */

import { WholeSelection } from "../data/selection.js";
import { make } from "../elements.js";
import { createGround } from "./map.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").MapPicture} MapPicture */

/**
 * @typedef {object} Given
 * @property {import("./map.js").Maker} maker @property {import("../types.js").EventColumns} events of today
 * @property {string[]} search the texts in which words are looked for
 * @property {import("../data/known.js").Known | null} known null where no view is as of a day
 * @property {{width: number, height: number}} size of the map, CSS pixels
 */

export class Still {
  /** @param {App} app @param {Given} given */
  constructor(app, { maker, events, search, known, size }) {
    this.maker = maker;
    this.selection = new WholeSelection(app.record, events);
    this.selection.known = known;
    this.selection.setSearch(search);
    this.stage = make("div", "tm-stage");
    const frame = make("div", "tm-root", this.stage);
    frame.style.width = `${size.width}px`;
    frame.style.height = `${size.height}px`;
    this.room = make("div", "tm-still", frame);
    this.room.inert = true;
    this.room.setAttribute("aria-hidden", "true");
    // The ground's script finds its element by an id, which that of the page has as well: the first counts.
    document.body.prepend(this.room);
    /** Stands for the app: what the map changes by itself changes nothing on the page. @type {App} */
    this.app = Object.assign(Object.create(app), {
      selection: this.selection, redraw() {},
      change: (/** @type {Partial<State>} */ patch) => { this.app.state = { ...this.app.state, ...patch }; },
    });
  }

  /**
   * Draw a view, and use its map as long as it stands.
   * @template T @param {State} state @param {(scene: Scene, map: MapPicture) => T} use @returns {T}
   */
  show(state, use) {
    const { app } = this;
    app.state = state;
    app.scene = { state, shown: this.selection.shown(state) };
    // Each its own: where the map went for one view says nothing of the next.
    const ground = createGround(app, this.stage, this.maker);
    try {
      ground.draw(app.scene, null);
      return use(app.scene, /** @type {MapPicture} */ (ground.picture()));
    } finally {
      ground.destroy();
    }
  }

  destroy() {
    this.room.remove();
  }
}
