import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { StaleError } from "../../components/explore/data/fetch.js";
import { createLargeSelection } from "../../components/explore/large/selection.js";
import { columns, GivenServer, packCells, packCounts, RECORD, stateWith, turns } from "./large_given.js";

/** @typedef {import("../../components/explore/types.js").State} State */
/** @typedef {import("../../components/explore/types.js").Host} Host */

const VIEW = /** @type {{bounds: [[number, number], [number, number]], zoom: number, lat: number}} */ (
  { bounds: [[39, 45], [41, 48]], zoom: 8, lat: 40 });
const CHOSEN = { filters: { ...stateWith().filters, categories: ["a"] } };
const ALL_DAYS = packCounts([[[10, 2], [20, 3]], [[20, 1]], []], [{ start: 10, end: 12, class: 2, count: 4 }]);
const SOME_DAYS = packCounts([[[20, 1]], [], []], []);
const CELLS = packCells([{ cell: 0x852c037bfffffffn, lon: 46, lat: 40, lists: [[[10, 2], [20, 3]], [[20, 1]]], spans: [] }]);
const FEW = packCounts([[[20, 2]], [], []], [], [], 2);

/** A selection, its server, and what it reports. */
function begin() {
  const server = new GivenServer();
  const told = { redrawn: 0, report: "", again: /** @type {(() => void) | undefined} */ (undefined), stale: 0 };
  const host = /** @type {Host} */ (/** @type {unknown} */ ({ record: RECORD, ask: server.ask, stale: () => { told.stale += 1; } }));
  const selection = createLargeSelection(host, {
    redraw: () => { told.redrawn += 1; },
    report: (words, again) => Object.assign(told, { report: words, again }),
  });
  /** What a paint does: the state is shown, and the list asks for its rows. @param {Partial<State>} [patch] @param {number} [rows] */
  const paint = (patch, rows = 20) => {
    const state = stateWith(patch);
    const shown = selection.shown(state);
    const scene = { state, shown };
    return { shown, scene, list: shown.counted ? selection.list(scene, 0, rows) : { items: [], total: 0 } };
  };
  return { server, told, selection, paint };
}

/** The page as it is when all of it has come. */
async function open() {
  const begun = begin();
  begun.paint();
  begun.selection.look(VIEW);
  await begun.server.answer("counts/", ALL_DAYS);
  await begun.server.answer("cells/", CELLS);
  await begun.server.answer("list/", { events: columns(["one", "two"], 10) });
  begun.paint();
  begun.server.news();
  return begun;
}

test("the first picture waits for counts, map and list, and says so", async () => {
  const { server, selection, paint } = begin();
  assert.equal(paint().shown.pending, true);
  selection.look(VIEW);
  await server.answer("counts/", ALL_DAYS);
  assert.equal(paint().shown.pending, true);
  await server.answer("cells/", CELLS);
  assert.equal(paint().shown.pending, true);
  await server.answer("list/", { events: columns(["one", "two"], 10) });
  const { shown, list } = paint();
  assert.deepEqual([shown.pending, shown.counted, shown.possible, shown.passing, shown.unfiltered], [false, 10, 0, 10, 10]);
  assert.deepEqual(list.items.slice(0, 3).map((item) => item?.id ?? null), ["one", "two", null]);
  assert.equal(selection.cells?.groups.length, 1);
  assert.equal(selection.singles, null);
});

test("other dates are counted at once, and nothing is asked while they move", async () => {
  const { server, paint } = await open();
  for (let day = 99; day >= 15; day -= 1) paint({ to: day });
  const { shown } = paint({ to: 11 });
  assert.deepEqual([shown.pending, shown.counted, shown.possible], [false, 2, 4]);
  assert.deepEqual(server.news(), []);
});

test("at rest the list of the new dates is asked for once, and shown when it comes", async () => {
  const { server, told, paint } = await open();
  paint({ to: 30 });
  assert.deepEqual(paint({ to: 25 }).list.items, Array.from({ length: 10 }, () => null));
  const before = told.redrawn;
  await new Promise((go) => setTimeout(go, 200));
  assert.ok(told.redrawn > before, "the rest was not told");
  paint({ to: 25 });
  paint({ to: 25 });
  assert.deepEqual(server.news(), ["list/v1.json?from=1970-01-01&to=1970-01-26&first=0&limit=50"]);
  await server.answer("list/", { events: columns(["three"], 10) });
  assert.equal(paint({ to: 25 }).list.items[0]?.id, "three");
});

test("while the war is played nothing is asked, however slowly", async () => {
  const { server, paint } = await open();
  paint({ playing: true, to: 20 });
  await new Promise((go) => setTimeout(go, 200));
  paint({ playing: true, to: 20 });
  assert.deepEqual(server.news(), []);
  paint({ playing: false, to: 20 });
  assert.equal(server.news().length, 1);
});

test("the same filters, words and dates are the same object", async () => {
  const { paint } = await open();
  const { shown } = paint();
  assert.equal(paint({ event: "one", tab: "sources" }).shown, shown);
  assert.equal(paint({ filters: { ...stateWith().filters } }).shown, shown);
  assert.notEqual(paint({ to: 50 }).shown, shown);
});

test("other filters keep what is shown until counts, cells and list have come, then all change together", async () => {
  const { server, selection, paint } = await open();
  const { cells } = selection;
  paint(CHOSEN);
  assert.deepEqual(server.news().sort(), [
    "cells/v1/5.bin?category=a", "counts/v1.bin?category=a", "list/v1.json?category=a&from=1970-01-01&to=1970-04-11&first=0&limit=50",
  ]);
  await server.answer("counts/", SOME_DAYS);
  await server.answer("list/", { events: columns(["one"], 20) });
  const { shown, list } = paint(CHOSEN);
  assert.deepEqual([shown.pending, shown.counted, list.items[0]?.id], [true, 10, "one"]);
  assert.equal(selection.cells, cells);
  await server.answer("cells/", CELLS);
  const next = paint(CHOSEN);
  assert.deepEqual([next.shown.pending, next.shown.counted, next.shown.unfiltered, next.shown.filtered], [false, 1, 10, true]);
  assert.equal(next.list.items[0]?.id, "one");
  assert.notEqual(selection.cells, cells);
});

test("filters that were shown before are shown again without asking", async () => {
  const { server, paint } = await open();
  paint(CHOSEN);
  await server.answer("counts/", SOME_DAYS);
  await server.answer("list/", { events: columns(["one"], 20) });
  await server.answer("cells/", CELLS);
  paint(CHOSEN);
  server.news();
  await turns();
  paint();
  await turns();
  assert.deepEqual([paint().shown.pending, paint().shown.counted], [false, 10]);
  assert.deepEqual(server.news(), []);
});

test("the last of two choices is shown, whichever answer comes first", async () => {
  const { server, paint } = await open();
  const other = { filters: { ...stateWith().filters, categories: ["b"] } };
  paint(CHOSEN);
  paint(other);
  for (const address of ["counts/v1.bin?category=b", "list/v1.json?category=b", "cells/v1/5.bin?category=b"]) {
    await server.answer(address, address.startsWith("list") ? { events: columns(["b"], 20) } : address.startsWith("cells") ? CELLS : SOME_DAYS);
    paint(other);
  }
  await server.answer("counts/", ALL_DAYS);
  await server.answer("cells/", CELLS);
  const { shown, list } = paint(other);
  assert.deepEqual([shown.pending, shown.counted, list.items[0]?.id], [false, 1, "b"]);
});

test("few incidents stand on the map one by one, and are found by their names", async () => {
  const { server, selection, paint } = await open();
  paint(CHOSEN);
  await server.answer("counts/", FEW);
  await server.answer("list/", { events: columns(["x", "y"], 20) });
  assert.deepEqual(server.open.filter((address) => address.startsWith("events/")), ["events/v1.json?category=a&limit=10000"]);
  await server.answer("events/", { total: 2, events: columns(["y", "x"], 20) });
  assert.equal(paint(CHOSEN).shown.pending, false);
  assert.equal(selection.cells, null);
  assert.deepEqual(selection.singles?.id, ["y", "x"]);
  assert.deepEqual([selection.row("x"), selection.item(1).id, selection.find("y")?.id, selection.find("z")], [1, "x", "y", null]);
});

test("where the table is shown nobody waits for the map", async () => {
  const { server, paint } = begin();
  paint({ show: "table" });
  await server.answer("counts/", ALL_DAYS);
  await server.answer("list/", { events: columns(["one"], 10) });
  assert.equal(paint({ show: "table" }).shown.pending, false);
});

test("the numbers of a filter are asked for when somebody looks at them", async () => {
  const { server, selection, paint } = await open();
  const { scene } = paint();
  assert.equal(selection.options(scene, "categories"), null);
  assert.equal(selection.options(scene, "places"), null);
  assert.deepEqual(server.news(), ["options/v1.json?from=1970-01-01&to=1970-04-11"]);
  await server.answer("options/", { categories: { a: 7 } });
  assert.deepEqual(selection.options(scene, "categories"), { a: 7 });
});

test("titles of a day are asked for where the day has any", async () => {
  const { server, selection } = await open();
  assert.deepEqual(selection.headlines(11), []);
  assert.deepEqual(server.news(), []);
  assert.deepEqual(selection.headlines(10), []);
  assert.deepEqual(server.news(), ["list/v1.json?from=1970-01-11&to=1970-01-11&order=best&limit=3"]);
  await server.answer("list/", { events: columns(["best"], 10) });
  assert.equal(selection.headlines(10)[0].id, "best");
});

test("a failure is said, and tried again by hand", async () => {
  const { server, told, paint } = await open();
  paint(CHOSEN);
  await server.answer("counts/", new Error("broken"));
  await server.answer("list/", { events: columns(["one"], 20) });
  await server.answer("cells/", CELLS);
  assert.match(told.report, /broken/);
  server.news();
  told.again?.();
  assert.equal(told.report, "");
  paint(CHOSEN);
  assert.ok(server.news().includes("counts/v1.bin?category=a"));
  await server.answer("counts/", SOME_DAYS);
  paint(CHOSEN);
  assert.deepEqual([paint(CHOSEN).shown.pending, told.report], [false, ""]);
});

test("a list that fails keeps nothing from being shown", async () => {
  const { server, told, paint } = await open();
  paint(CHOSEN);
  await server.answer("counts/", SOME_DAYS);
  await server.answer("list/", new Error("no list"));
  await server.answer("cells/", CELLS);
  const { shown, list } = paint(CHOSEN);
  assert.deepEqual([shown.pending, shown.counted, list.items[0]], [false, 1, null]);
  assert.match(told.report, /no list/);
});

test("a version that is not served any more is told to the host, and to nobody else", async () => {
  const { server, told, paint } = await open();
  paint(CHOSEN);
  await server.answer("counts/", new StaleError("gone"));
  assert.ok(told.stale > 0);
  assert.equal(told.report, "");
});

test("a long wait is said, and its end takes the words away", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { told, paint } = begin();
  paint();
  mock.timers.tick(900);
  assert.equal(told.report, "");
  mock.timers.tick(200);
  assert.equal(told.report, "Counting 9,000 incidents …");
  mock.timers.reset();
});

test("a card comes with its sources and its incident; one that nobody has is named", async () => {
  const { server, selection } = await open();
  const { detail } = selection;
  assert.equal(detail.card("far"), null);
  assert.equal(detail.card("far"), null);
  assert.deepEqual(server.news(), ["card/v1/far.json"]);
  await server.answer("card/", { card: { id: "far" }, sources: [[{ id: "s" }, 3]], events: columns(["far"], 1) });
  assert.equal(detail.card("far")?.id, "far");
  assert.equal(selection.find("far")?.start, 1);
  const [found] = detail.sources({ state: stateWith(), shown: selection.shown(stateWith()) }, "far") ?? [];
  assert.deepEqual([found.source.id, found.incidents, detail.source("s")?.id], ["s", 3, "s"]);
  detail.card("none");
  await server.answer("card/", new Error("broken"));
  assert.match(detail.fault(), /could not be loaded/);
  server.news();
  detail.card("none");
  assert.deepEqual(server.news(), []);
  detail.again();
  detail.card("none");
  assert.equal(server.news().length, 1);
});
