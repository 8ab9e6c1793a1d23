/** Reading the map by pointer and by keys: what each of them finds, and what it opens. */

import { make } from "../elements.js";
import { areaAt } from "./areas.js";
import { CellReader } from "./cell_reader.js";
import { groundDay } from "./districts.js";
import { Pointer } from "./pointer.js";
import { Steps } from "./steps.js";
import { Several, Tip } from "./tip.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./layout.js").Layout} Layout */
/** @typedef {{x: number, y: number}} Point */

export class Reading {
  /**
   * @param {App} app @param {HTMLElement} host @param {import("leaflet").Map} map @param {Layout} layout
   * @param {import("./districts.js").Districts} districts @param {import("./districts.js").ChosenDistricts} chosen
   */
  constructor(app, host, map, layout, districts, chosen) {
    this.app = app;
    this.map = map;
    this.layout = layout;
    this.districts = districts;
    this.chosen = chosen;
    this.tip = new Tip(host);
    this.several = new Several(host, (id) => this.choose(id), () => this.steps.focus());
    this.cells = new CellReader(app, map, layout, this.several);
    this.pointer = new Pointer(app, map, this.tip, this.several, {
      marks: () => (app.selection.cells ? null : layout.marks),
      cells: this.cells,
      groundWords: (at) => this.groundWords(at),
      chooseDistrict: (at) => this.chooseDistrict(at),
    });
    this.steps = new Steps(host, map, {
      all: () => this.stops(), words: (stop) => this.words(stop), show: (stop, before) => this.show(stop, before),
      open: (stop) => (app.selection.cells ? this.cells.open(stop) : this.choose(app.selection.item(stop).id)),
      leave: () => this.leave(),
    });
    /** Around what the keys are at. */
    this.ring = make("span", "tm-step-ring");
    this.ring.hidden = true;
    host.append(this.ring);
    map.on("movestart", this.leave, this);
  }

  /** @param {string} id */
  choose(id) {
    this.app.change({ event: id, tab: "incidents" }, "new");
  }

  /** What is known of the district at a point: who held it. @param {import("leaflet").LatLng} at */
  groundWords({ lat, lng }) {
    const { state } = this.app.scene;
    if (!state.held && !state.choosing) return [];
    const area = areaAt(this.districts.areas, lng, lat);
    if (!area) return [];
    const name = this.districts.nameOf(area.id);
    const words = state.held ? this.districts.wordsOf(area.id, groundDay(state)) : "";
    if (!name || (!words && !state.choosing)) return [];
    const text = make("div", "", make("strong", "", name), ...(words ? [make("div", "", words)] : []));
    text.dataset.record = "";
    return [text];
  }

  /** @param {import("leaflet").LatLng} at */
  chooseDistrict(at) {
    if (!this.app.state.choosing) return false;
    this.chosen.toggle(at);
    return true;
  }

  /** What the list box steps through: rows in order of date, at the end those that only may be of these days; or cells. @returns {number[]} */
  stops() {
    if (this.app.selection.cells) return this.cells.all();
    const { marks } = this.layout;
    if (!marks) return [];
    const { state, shown } = this.app.scene;
    const crowded = marks.standing.filter(({ crowd }) => crowd)
      .flatMap(({ site }) => marks.touching(site, (row) => !shown.passes || shown.passes[row] === 1, state.from, state.to));
    const rows = [...marks.row.subarray(0, marks.size)];
    const possible = rows.filter((_, k) => !marks.sure[k]).sort((a, b) => a - b);
    return [...rows.filter((_, k) => marks.sure[k]), ...crowded].sort((a, b) => a - b).concat(possible);
  }

  /** @param {number} stop */
  words(stop) {
    if (this.app.selection.cells) return this.cells.words(stop);
    const { when, title } = this.app.selection.item(stop);
    return `${when}: ${title}`;
  }

  /** @param {number} stop @param {string} before */
  show(stop, before) {
    const { cells } = this.app.selection;
    const at = cells ? this.cells.pointOf(stop) : this.pixelOf(stop);
    if (cells && at) this.tip.show(at, [make("div", "tm-tip-day", before), ...this.cells.lines(stop)]);
    else if (at) this.tip.showItem(at, this.app.selection.item(stop), before);
    this.ring.hidden = !at;
    if (at) this.ring.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }

  leave() {
    this.tip.hide();
    this.ring.hidden = true;
  }

  /** Pixel of the map at which an incident stands. @param {number} row @returns {Point | null} */
  pixelOf(row) {
    const { marks } = this.layout;
    const k = marks ? marks.row.subarray(0, marks.size).indexOf(row) : -1;
    const site = this.layout.siteOfRow.get(row);
    const world = marks && k >= 0 ? { x: marks.x[k], y: marks.y[k] } : site;
    if (!world) return null;
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    return { x: world.x - x, y: world.y - y };
  }

  /** After a drawing: words on what is gone go too. */
  refresh() {
    this.pointer.refresh();
    if (this.several.open && !this.several.element.contains(document.activeElement)) this.several.close();
  }

  destroy() {
    this.map.off("movestart", this.leave, this);
    this.pointer.destroy();
  }
}
