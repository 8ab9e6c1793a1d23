/** Reading the cells of a large record: which one is under the pointer, what it holds, what a press opens. */

import { make } from "../elements.js";
import { grouped, t, tn } from "../words.js";
import { cellRadius } from "./marks_drawing.js";
import { MOST_LISTED } from "./pointer.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {{x: number, y: number}} Point */

/** How much nearer a fuller cell is looked at, zoom levels. */
const NEARER = 1.5;

export class CellReader {
  /**
   * @param {App} app @param {import("leaflet").Map} map @param {import("./layout.js").Layout} layout
   * @param {import("./tip.js").Several} several
   */
  constructor(app, map, layout, several) {
    this.app = app;
    this.map = map;
    this.layout = layout;
    this.several = several;
  }

  get cells() {
    return this.app.selection.cells ?? null;
  }

  /** Pixel of the map of a cell. @param {number} g @returns {Point} */
  pointOf(g) {
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    const group = this.cells?.groups[g];
    return { x: (group?.x ?? 0) - x, y: (group?.y ?? 0) - y };
  }

  /** @param {Point} at pixel of the map */
  at(at) {
    const { cells } = this;
    if (!cells) return -1;
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    return cells.groups.findIndex((group, g) =>
      this.holds(g) && Math.hypot(group.x - x - at.x, group.y - y - at.y) <= cellRadius(cells, g, this.layout.spacing));
  }

  /** Whether something is drawn. @param {number} g */
  holds(g) {
    const { cells } = this;
    return cells !== null && cells.counts[g] + cells.possible[g] > 0;
  }

  /** Cells that hold what counts, the fullest first. @returns {number[]} */
  all() {
    const { cells } = this;
    if (!cells) return [];
    const { counts } = cells;
    return cells.groups.map((_, g) => g).filter((g) => counts[g] > 0).sort((a, b) => counts[b] - counts[a]);
  }

  /** @param {number} g */
  words(g) {
    const { counts, possible } = this.cells ?? { counts: [], possible: [] };
    if (counts[g]) return tn("{n} incident in this cell", "{n} incidents in this cell", counts[g]);
    return tn("{n} incident in this cell may be of these days, or lasted longer", "{n} incidents in this cell may be of these days, or lasted longer", possible[g] ?? 0);
  }

  /** How many incidents a cell holds, how they are evidenced, and what a press does. @param {number} g */
  lines(g) {
    const { fills } = this.app.record.vocabulary;
    const lines = fills.flatMap(({ label }, k) => {
      const count = this.cells?.bars[fills.length * g + k] ?? 0;
      return count ? [make("div", "", `${grouped(count)} ${label}`)] : [];
    });
    return [make("strong", "", this.words(g)), ...lines, make("div", "tm-tip-mark", this.lists(g) ? t("Select to list them") : t("Select to come nearer"))];
  }

  /** @param {number} g */
  lists(g) {
    const count = this.cells?.counts[g] ?? 0;
    return count > 0 && (count <= MOST_LISTED || this.map.getZoom() >= this.map.getMaxZoom());
  }

  /** @param {number} g */
  async open(g) {
    const group = this.cells?.groups[g];
    if (!group) return;
    if (!this.lists(g)) {
      const zoom = Math.min(this.map.getMaxZoom(), this.map.getZoom() + NEARER);
      this.map.setView(this.map.unproject([group.x, group.y], this.map.getZoom()), zoom);
      return;
    }
    const at = this.pointOf(g);
    try {
      const found = await this.app.selection.inCell?.(group.tile, this.app.scene);
      if (found) this.several.show(at, found.items, found.total);
    } catch (error) {
      this.several.show(at, [], 0, t("The list could not be loaded: {reason}.", { reason: error instanceof Error ? error.message : String(error) }));
    }
  }
}
