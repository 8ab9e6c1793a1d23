/** Reading the map by pointer: what is under it, and what a press on it opens. */

/** @typedef {import("../types.js").App} App */
/** @typedef {import("./marks.js").Marks} Marks */
/** @typedef {import("./marks.js").Standing} Standing */
/** @typedef {import("./tip.js").Tip} Tip */
/** @typedef {import("./tip.js").Several} Several */
/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Reach what the pointer can reach
 * @property {() => Marks | null} marks
 * @property {import("./cell_reader.js").CellReader} cells
 * @property {(at: import("leaflet").LatLng) => Array<Node | string>} groundWords what is known of the ground there
 * @property {(at: import("leaflet").LatLng) => boolean} chooseDistrict whether districts are chosen by a press
 */

/** How near to a mark a press is a press on it, and which marks a finger may mean. */
const MOUSE_PX = 12;
const TOUCH_PX = 22;
const UNSURE_PX = 14;
const CROWD_PX = 18;
/** A press on a name that moves farther moves the map. */
const TAP_PX = 6;
/** Most incidents that one list holds. */
export const MOST_LISTED = 200;

export class Pointer {
  /** @param {App} app @param {import("leaflet").Map} map @param {Tip} tip @param {Several} several @param {Reach} reach */
  constructor(app, map, tip, several, reach) {
    this.app = app;
    this.map = map;
    this.tip = tip;
    this.several = several;
    this.reach = reach;
    this.hovered = "";
    this.pressedAt = { x: 0, y: 0 };
    this.listening = new AbortController();
    const { signal } = this.listening;
    const container = map.getContainer();
    container.addEventListener("pointermove", (event) => this.onMove(event), { signal });
    container.addEventListener("pointerleave", () => this.leave(), { signal });
    container.addEventListener("pointerdown", (event) => { this.pressedAt = { x: event.clientX, y: event.clientY }; }, { signal, capture: true });
    container.addEventListener("click", (event) => this.onNameClick(event), { signal, capture: true });
    map.on("click", this.onClick, this);
    map.on("movestart zoomstart", this.onStart, this);
  }

  /** A name on which the hand took the map is not pressed. @param {MouseEvent} event */
  onNameClick(event) {
    const { x, y } = this.pressedAt;
    const onName = event.target instanceof Element && event.target.closest("button");
    if (onName && event.detail > 0 && Math.hypot(event.clientX - x, event.clientY - y) > TAP_PX) {
      event.stopPropagation();
      event.preventDefault();
    }
  }

  onStart() {
    this.leave();
    this.several.close();
  }

  leave() {
    this.hovered = "";
    this.tip.hide();
    this.map.getContainer().style.cursor = "";
  }

  /** World pixel of a pixel of the map. @param {Point} at @returns {Point} */
  toWorld(at) {
    const { x, y } = this.map.getPixelBounds().getTopLeft();
    return { x: at.x + x, y: at.y + y };
  }

  /** The disc of many at a pixel. @param {Point} at @returns {Standing | null} */
  crowdAt(at) {
    const { x, y } = this.toWorld(at);
    return this.reach.marks()?.standing.find(({ site, crowd }) => crowd && Math.hypot(site.x - x, site.y - y) <= CROWD_PX) ?? null;
  }

  /** Rows of marks at a pixel, the nearest first. @param {Point} at @param {number} reach @returns {number[]} */
  rowsAt(at, reach) {
    const marks = this.reach.marks();
    const { x, y } = this.toWorld(at);
    return marks ? marks.near(x, y, reach).map((k) => marks.row[k]) : [];
  }

  /** What was under the pointer may be gone. */
  refresh() {
    const marks = this.reach.marks();
    const row = Number(this.hovered.split(" ")[1]);
    if (this.hovered.startsWith("row") && !(marks && marks.row.subarray(0, marks.size).includes(row))) this.leave();
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    if (event.pointerType === "touch" || event.buttons) return;
    if (event.target instanceof Element && event.target.closest("button")) return this.leave();
    const at = this.map.mouseEventToContainerPoint(event);
    const [row] = this.rowsAt(at, MOUSE_PX);
    const cell = this.reach.cells.at(at);
    const crowd = row === undefined ? this.crowdAt(at) : null;
    this.map.getContainer().style.cursor = row !== undefined || cell >= 0 || crowd || this.app.scene.state.choosing ? "pointer" : "";
    if (row !== undefined) return this.hover(`row ${row}`, () => this.showRow(at, row));
    if (cell >= 0) return this.hover(`cell ${cell}`, () => this.tip.show(this.reach.cells.pointOf(cell), this.reach.cells.lines(cell)));
    const words = this.reach.groundWords(this.map.containerPointToLatLng([at.x, at.y]));
    if (!words.length || crowd) return this.hover("", () => this.tip.hide());
    return this.hover("", () => this.tip.show(at, words));
  }

  /** @param {string} what "" for what is told at each move @param {() => void} show */
  hover(what, show) {
    if (what && what === this.hovered) return;
    this.hovered = what;
    show();
  }

  /** @param {Point} at @param {number} row */
  showRow(at, row) {
    const marks = this.reach.marks();
    const k = marks ? marks.row.subarray(0, marks.size).indexOf(row) : -1;
    const possible = marks !== null && k >= 0 && !marks.sure[k];
    this.tip.showItem(at, this.app.selection.item(row), "", possible);
  }

  /** @param {import("leaflet").LeafletMouseEvent} event */
  onClick(event) {
    const { originalEvent, containerPoint } = event;
    if (originalEvent.target instanceof Element && originalEvent.target.closest("button")) return;
    const wasOpen = this.several.open;
    this.several.close();
    this.leave();
    if (this.reach.chooseDistrict(event.latlng)) return;
    const cell = this.reach.cells.at(containerPoint);
    if (cell >= 0) return void this.reach.cells.open(cell);
    const touch = /** @type {PointerEvent} */ (originalEvent).pointerType === "touch";
    const rows = this.rowsAt(containerPoint, touch ? TOUCH_PX : MOUSE_PX);
    const unsure = touch ? this.rowsAt(containerPoint, UNSURE_PX) : [];
    if (unsure.length > 1) return this.list(containerPoint, unsure);
    if (rows.length) return this.choose(this.app.selection.item(rows[0]).id);
    const crowd = this.crowdAt(containerPoint);
    if (crowd) return this.listCrowd(containerPoint, crowd);
    const words = wasOpen || !touch ? [] : this.reach.groundWords(event.latlng);
    if (words.length) this.tip.show(containerPoint, words);
  }

  /** @param {Point} at @param {number[]} rows */
  list(at, rows) {
    this.several.show(at, rows.slice(0, MOST_LISTED).map((row) => this.app.selection.item(row)), rows.length);
  }

  /** @param {Point} at @param {Standing} crowd */
  listCrowd(at, { site }) {
    const { from, to } = this.app.scene.state;
    const marks = this.reach.marks();
    const { passes } = this.app.scene.shown;
    const rows = marks?.touching(site, (row) => !passes || passes[row] === 1, from, to) ?? [];
    this.list(at, rows.sort((a, b) => a - b));
  }

  /** @param {string} id */
  choose(id) {
    this.app.change({ event: id, tab: "incidents" }, "new");
  }

  destroy() {
    this.listening.abort();
    this.map.off("click", this.onClick, this);
    this.map.off("movestart zoomstart", this.onStart, this);
  }
}
