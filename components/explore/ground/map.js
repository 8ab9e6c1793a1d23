/** The view of the map: ground, marks, names, key and buttons, drawn from state and record. */

import { dayOf } from "../data/days.js";
import { make } from "../elements.js";
import { collectAreas } from "./areas.js";
import { Camera, coversOf } from "./camera.js";
import { MarksCanvas } from "./canvas.js";
import { ChosenDistricts, Districts, groundDay } from "./districts.js";
import { MapFlight } from "./flight.js";
import { Key } from "./key.js";
import { nameOf, noUses, usesAtMost, usesNow } from "./key_entries.js";
import { Layout } from "./layout.js";
import { OffScreen } from "./off_screen.js";
import { takePicture } from "./picture.js";
import { PlaceNames } from "./place_names.js";
import { Reading } from "./reading.js";
import { readPalette } from "./symbols.js";
import { Tiles } from "./tiles.js";
import { createFoot, createTools, MapDialog } from "./tools.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").View} View */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {{L: typeof import("leaflet"), drawGround: (L: typeof import("leaflet"), element: HTMLElement) => import("leaflet").Map}} Maker */

/** The corridor is part of the ground from this day on. */
const CORRIDOR_DAY = dayOf("2020-11-10") ?? Infinity;

/** @param {App} app @param {HTMLElement} host @param {Maker} maker @returns {View & {picture: () => import("../types.js").MapPicture | null, setOff: () => number, rearrange: () => void}} */
export function createGround(app, host, maker) {
  return new Ground(app, host, maker);
}

/** @implements {View} */
class Ground {
  /** @param {App} app @param {HTMLElement} host @param {Maker} maker */
  constructor(app, host, { L, drawGround }) {
    this.app = app;
    this.host = host;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    // Leaflet's own keys would take the focus to the map, and with it scroll what holds the page.
    L.Map.mergeOptions({ zoomAnimation: !still, fadeAnimation: !still, inertia: !still, keyboard: false });
    const element = make("div", "tm-map");
    host.prepend(element);
    this.map = drawGround(L, element);
    this.areas = collectAreas(this.map);
    this.canvas = new MarksCanvas(L, this.map);
    this.names = new PlaceNames(L, this.map, app, this.areas);
    this.layout = new Layout(app, this.map, this.areas.districts, (project) => this.names.weighty(project));
    this.districts = new Districts(app, this.areas.districts, host);
    this.chosen = new ChosenDistricts(L, this.map, app, this.areas.districts);
    this.camera = new Camera(L, this.map, app, host, this.areas.districts, {
      pointOf: (id) => this.pointOf(id), opening: () => this.layout.openingPoints(), shown: () => this.layout.shownPoints(this.app.scene),
    });
    this.flight = new MapFlight(L, this.map, this.canvas, this.camera.region);
    this.chips = new OffScreen(app, host, this.map, (at) => this.camera.panTo(at));
    this.tiles = new Tiles(L, this.map, host, createFoot(app, host, L, this.map));
    this.key = new Key(app, host);
    const openers = { ...createTools(app, host, this.map), key: this.key.button };
    this.dialog = new MapDialog(app, host, this.map, this.districts, openers, () => this.key.parts(this.shows(), true));
    this.reading = new Reading(app, host, this.map, this.layout, this.districts, this.chosen);
    this.uses = noUses();
    this.size = "";
    this.frame = 0;
    /** The map was moved since names were laid out. */
    this.moved = true;
    this.drawing = false;
    /** What was drawn last. @type {Scene | null} */
    this.drawn = null;
    this.listen();
  }

  listen() {
    this.map.on("move", this.onMove, this);
    this.map.on("moveend", this.onRest, this);
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.host);
    this.listening = new AbortController();
    document.fonts?.addEventListener("loadingdone", () => this.remeasure(), { signal: this.listening.signal });
  }

  /** @param {Scene} next @param {Scene | null} before */
  draw(next, before) {
    // While the table is shown nothing is drawn here, and what changes is drawn afterwards.
    const last = before && this.drawn;
    this.drawn = this.host.hidden ? last : next;
    if (this.host.hidden) return;
    this.drawing = true;
    const { state, shown } = next;
    const themed = last === null;
    const sized = this.measure();
    if (themed) this.palette = readPalette(this.host);
    if (themed || sized) this.canvas.resize(this.palette ?? readPalette(this.host));
    this.tiles.draw(state.online);
    this.chosen.draw(state);
    const stale = this.place(next, false);
    if (stale || sized) this.reserve(next);
    const steered = this.camera.draw(state, last?.state, sized);
    const arranged = this.place(next, steered || sized) || stale || this.moved;
    // In the view of a step the marks have got other places.
    if ((steered || sized) && state.lesson !== null && state.present && state.event !== null && this.camera.reveal(state.event, state)) this.place(next, true);
    if (arranged || themed || shown !== last.shown || state.judging !== last.state.judging || state.event !== last.state.event || state.held !== last.state.held) {
      this.paint(next, arranged);
    }
    this.names.press(state.filters.places);
    this.dialog.draw(state, nameOf(this.uses));
    this.host.toggleAttribute("data-choosing", state.choosing);
    this.drawing = false;
  }

  /** Put sites in their places, where these are others now. @param {Scene} scene @param {boolean} anew in any case */
  place(scene, anew) {
    const stale = this.layout.isStale(scene) || anew;
    const { x, y } = this.map.getSize();
    // Before the map has its first view there is nothing to arrange.
    if (stale) this.layout.layOut(this.camera.started ? { view: [0, 0, x, y], covers: coversOf(this.host) } : null);
    return stale;
  }

  /** Let the key take the most room that it may need while the dates move. @param {Scene} scene */
  reserve(scene) {
    const { layout, key } = this;
    this.districts.draw(scene.state);
    const most = layout.marks ? usesAtMost(layout.marks, layout.sites) : this.uses;
    const { holders } = this.app.record.vocabulary;
    const tints = new Set(scene.state.held ? holders.flatMap(({ tint }) => tint || []) : []);
    const corridor = (layout.axis?.end ?? 0) >= CORRIDOR_DAY && this.isSeen(this.areas.corridors);
    key.reserve({ ...this.shows(), uses: most, tints, corridor });
  }

  /** Draw all that follows from the window. @param {Scene} scene @param {boolean} arranged whether names are laid out anew */
  paint(scene, arranged) {
    const { state } = scene;
    const { layout, app } = this;
    this.districts.draw(state);
    this.drawCorridor(state);
    if (!app.selection.cells) layout.marks?.collect(layout.sites, layout.passes(scene), state.from, state.to);
    if (arranged) this.arrange();
    this.canvas.plain = state.judging;
    this.canvas.out = this.chips.covered;
    if (app.selection.cells) this.canvas.drawCells(app.selection.cells, layout.spacing, state.from, state.to);
    else if (layout.marks) this.canvas.drawMarks(layout.marks, state.event === null ? -1 : app.selection.row(state.event));
    this.uses = layout.marks ? usesNow(layout.marks, (at, site) => !this.canvas.out.has(site.key) && this.canvas.isSeen(at, this.corner(), 0)) : this.uses;
    this.key.draw(this.shows());
    this.drawNames(scene);
    this.reading.refresh();
  }

  /** Names and chips, for the present view; where a chip would leave a name no room that is always there, it goes aside. */
  arrange() {
    this.moved = false;
    const { layout } = this;
    const covers = coversOf(this.host);
    const rooms = [...layout.rooms.keys()].flatMap((id) => {
      const room = layout.keptFor(id);
      return room ? [room.box] : [];
    });
    const clear = [...rooms, ...layout.sites.map((site) => layout.boxOf(site))];
    this.chips.layOut(layout.sites, covers, clear);
    if (this.names.layOut(layout, [...covers, ...this.chips.boxes])) return;
    this.names.layOut(layout, covers);
    this.chips.layOut(layout.sites, [...covers, ...this.names.insisted], clear);
    this.names.layOut(layout, [...covers, ...this.chips.boxes]);
  }

  /** Whether an area lies in view; it may, before the map has one. @param {import("./areas.js").Areas} areas */
  isSeen(areas) {
    if (!this.camera.started) return areas.size > 0;
    const view = this.map.getBounds();
    return [...areas.values()].some(({ bounds: [west, south, east, north] }) => view.intersects([[south, west], [north, east]]));
  }

  /** What the key explains now. */
  shows() {
    const { state } = this.app.scene;
    const day = groundDay(state);
    return {
      uses: this.uses, plain: state.judging, tints: this.districts.shown, day, road: this.isSeen(this.areas.roads),
      corridor: day >= CORRIDOR_DAY && this.isSeen(this.areas.corridors), cells: Boolean(this.app.selection.cells),
    };
  }

  /** @param {Scene} scene */
  drawNames({ state }) {
    const { layout, app } = this;
    const standing = app.selection.cells ? [] : layout.marks?.standing ?? [];
    const sites = new Map(standing.map(({ site }) => [site.key, site]));
    const lines = new Set();
    for (const { site } of standing) {
      for (const row of site.rows) {
        const place = app.record.places[layout.events?.place[row] ?? -1];
        if (place?.line && layout.isVisible(row)) lines.add(place.id);
      }
    }
    this.names.draw(sites, lines);
    this.names.press(state.filters.places);
    this.chips.draw(new Map(standing.map(({ site, certain }) => [site.key, certain])));
  }

  /** @param {import("../types.js").State} state */
  drawCorridor(state) {
    const shown = groundDay(state) >= CORRIDOR_DAY;
    for (const { layer } of this.areas.corridors.values()) layer.getElement()?.toggleAttribute("data-off", !shown);
  }

  /** World pixel of the corner of the view. @returns {Point} */
  corner() {
    return this.map.getPixelBounds().getTopLeft();
  }

  /** What is shown, to be drawn into a picture; null while the map is not in sight. */
  picture() {
    if (this.host.hidden || !this.camera.started) return null;
    const { app, map, host, layout, names } = this;
    const { marks } = layout;
    const inView = (/** @type {Point} */ at) => this.canvas.isSeen(at, this.corner(), 0);
    // What the page tells of beside the map stands on the map of a picture.
    const uses = marks ? usesNow(marks, inView) : this.uses;
    return takePicture({ app, map, host, layout, names, shows: { ...this.shows(), uses } });
  }

  /** The marks that are drawn at rest. */
  layer() {
    const { layout, app, drawn } = this;
    const { event = null, judging = false } = drawn?.state ?? {};
    return layout.marks && { marks: layout.marks, selected: event === null ? -1 : app.selection.row(event), plain: judging };
  }

  depart() {
    const layer = this.layer();
    if (layer) this.flight.depart(layer);
  }

  /** The map has its new view. @returns {number} how long the flight there takes, milliseconds */
  setOff() {
    return this.flight.setOff();
  }

  /** @param {number} share */
  fly(share) {
    const layer = this.layer();
    if (!layer) return;
    if (share < 1) return void this.flight.fly(share, layer);
    this.flight.land();
    this.canvas.drawMarks(layer.marks, layer.selected);
  }

  /** Lat, lon of the marks of an incident. @param {string} id @returns {[number, number] | null} */
  pointOf(id) {
    const row = this.app.selection.row(id);
    const item = this.app.selection.find(id);
    const own = item && item.lon !== null && item.lat !== null ? /** @type {[number, number]} */ ([item.lat, item.lon]) : null;
    return (row < 0 ? null : this.layout.pointOf(row)) ?? own;
  }

  /** Take over the size of the element. @returns {boolean} whether it is another */
  measure() {
    const { clientWidth, clientHeight } = this.host;
    const size = `${clientWidth} ${clientHeight}`;
    if (size === this.size || !clientWidth || !clientHeight) return false;
    this.size = size;
    this.key.resize();
    this.camera.resize();
    return true;
  }

  resize() {
    const { clientWidth, clientHeight } = this.host;
    if (clientWidth && clientHeight && `${clientWidth} ${clientHeight}` !== this.size) this.redraw();
  }

  /** Draw again, whatever the state has changed. */
  redraw() {
    this.moved = true;
    this.draw(this.app.scene, this.app.scene);
  }

  /** Fonts have come: names have other sizes. */
  remeasure() {
    this.names.forgetSizes();
    this.rearrange();
  }

  /** Names and chips find their places anew. */
  rearrange() {
    this.moved = true;
    this.app.redraw();
  }

  onMove() {
    if (this.drawing || this.frame) return;
    this.frame = requestAnimationFrame(() => this.follow());
  }

  /** While the hand moves the map only the marks follow. */
  follow() {
    this.frame = 0;
    const { layout, app, canvas } = this;
    const { state } = app.scene;
    const zoomed = layout.follow();
    this.names.hold(zoomed);
    canvas.out = new Set();
    if (app.selection.cells) return canvas.drawCells(app.selection.cells, layout.spacing, state.from, state.to);
    if (!layout.marks) return undefined;
    if (zoomed) layout.marks.collect(layout.sites, layout.passes(app.scene), state.from, state.to);
    return canvas.drawMarks(layout.marks, state.event === null ? -1 : app.selection.row(state.event));
  }

  onRest() {
    this.moved = true;
    const { map, app } = this;
    const bounds = map.getBounds();
    const [{ lat: south, lng: west }, { lat: north, lng: east }] = [bounds.getSouthWest(), bounds.getNorthEast()];
    app.selection.look?.({ bounds: [[south, west], [north, east]], zoom: map.getZoom(), lat: map.getCenter().lat });
    if (!this.drawing) this.redraw();
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.listening?.abort();
    this.sizes?.disconnect();
    this.reading.destroy();
    this.dialog.destroy();
    this.camera.destroy();
    this.canvas.destroy();
    this.map.remove();
    this.host.replaceChildren();
  }
}
