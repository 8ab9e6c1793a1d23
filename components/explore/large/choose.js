/**
 * Brings what the map needs of a record that is too large to be sent: counts for the filters, cells for
 * the zoom, single events where there are few. The slider never waits for it.
 */

import { Cells, parentOf, resolutionAt, totalOf } from "./cells.js";
import { grouped } from "../elements.js";
import { StaleError } from "./api.js";
import { readLists } from "./running_totals.js";

/** Up to this many events are shown one by one. */
export const MOST_SINGLES = 3000;
/** Up to this many can be asked for one by one. */
export const MOST_ASKED = 10000;
/** The finest resolution that is sent for the whole region; finer ones come in tiles. */
const WHOLE = 6;
/** Resolution of the tiles of cells of a resolution, and of the tiles of single events. */
const TILE_OF = { 7: 4, 8: 5, 9: 6 };
const EVENT_TILE = 5;
const MOST_TILES = 16;
/** A wait longer than this is said. */
const PATIENCE_MS = 1000;

/**
 * @param {object} map Leaflet map
 * @param {import("../data/events.js").Model} model
 * @param {ReturnType<import("./api.js").createFeed>} feed
 * @param {{loaded: (counted: boolean) => void, say: (words: string, again?: () => void) => void,
 *   busy: (on: boolean) => void, stale: () => void}} tell
 */
export function createLoader(map, model, feed, tell) {
  let query = "";
  let singles = false;
  let shown = "";
  let turn = 0;

  /** Cells in view, a little beyond its edges. */
  function cellsInView({ arrays }) {
    const box = map.getBounds().pad(0.15);
    const found = [];
    for (let n = 0; n < arrays.cell.length; n += 1) {
      if (box.contains([arrays.lat[n], arrays.lon[n]])) found.push(n);
    }
    return found;
  }

  /** Tiles of a resolution that hold cells in view, with the number of their events on all days. */
  function tilesInView(base, resolution) {
    const tiles = new Map();
    for (const n of cellsInView(base)) tiles.set(parentOf(base.arrays.cell[n], resolution), 0);
    const [starts] = readLists(base.arrays);
    base.arrays.cell.forEach((cell, n) => {
      const tile = parentOf(cell, resolution);
      if (tiles.has(tile)) tiles.set(tile, tiles.get(tile) + totalOf(starts, n));
    });
    return tiles;
  }

  const hex = (cell) => cell.toString(16);

  /** What to show: its name, and how to get it into the model. */
  async function choose(asked, totals) {
    const most = singles ? MOST_ASKED : MOST_SINGLES;
    if (totals.onMap <= most) {
      return { name: "all", show: await showEvents(asked, [undefined]) };
    }
    const resolution = resolutionAt(map.getZoom(), map.getCenter().lat);
    if (resolution <= WHOLE) {
      return { name: `cells ${resolution}`, show: showCells([await feed.cells(asked, resolution)]) };
    }
    const base = await feed.cells(asked, WHOLE);
    const near = tilesInView(base, EVENT_TILE);
    const held = [...near.values()].reduce((sum, count) => sum + count, 0);
    if (near.size <= MOST_TILES && held <= most) {
      const tiles = [...near.keys()].map(hex);
      return { name: `events ${tiles.join()}`, show: await showEvents(asked, tiles) };
    }
    const tiles = [...tilesInView(base, TILE_OF[resolution]).keys()].map(hex);
    const answers = await Promise.all(tiles.map((tile) => feed.cells(asked, resolution, tile)));
    return { name: `cells ${resolution} ${tiles.join()}`, show: showCells(answers) };
  }

  const showCells = (answers) => () => model.showCells(new Cells(answers));

  async function showEvents(asked, tiles) {
    const answers = await Promise.all(tiles.map((tile) => feed.events(asked, { tile, limit: MOST_ASKED })));
    const columns = answers.map(({ events }) => events);
    const joined = {};
    for (const name of Object.keys(columns[0] ?? {})) joined[name] = columns.flatMap((part) => part[name]);
    return () => model.showEvents(joined);
  }

  /** Ask for cells together with the counts: where cells are shown, they will mostly be again. */
  function askAhead(asked) {
    const resolution = resolutionAt(map.getZoom(), map.getCenter().lat);
    feed.cells(asked, Math.min(resolution, WHOLE)).catch(() => {});
  }

  /** Bring what filters and view ask for; the last call wins. */
  async function refresh() {
    turn += 1;
    const mine = turn;
    const asked = query;
    tell.busy(true);
    const slow = setTimeout(() => tell.say(`Counting ${grouped(model.size)} incidents …`), PATIENCE_MS);
    try {
      if (model.cells) askAhead(asked);
      const totals = await feed.counts(asked);
      const { name, show } = await choose(asked, totals);
      if (mine !== turn) return;
      tell.say("");
      const key = `${asked} ${name}`;
      if (key === shown) return;
      shown = key;
      const counted = model.totals !== totals;
      model.totals = totals;
      show();
      tell.loaded(counted);
    } catch (error) {
      if (mine !== turn) return;
      if (error instanceof StaleError) {
        tell.say("The record has changed; asking for it anew …");
        tell.stale();
      } else tell.say(`The counts could not be loaded: ${error.message}.`, refresh);
    } finally {
      clearTimeout(slow);
      if (mine === turn) tell.busy(false);
    }
  }

  return {
    refresh,
    /** @param {string} next the filters, as the host writes them */
    setQuery(next) {
      query = next;
      return refresh();
    },
    /** Single symbols wherever they can be asked for, or cells from a few thousand on. */
    setSingles(on) {
      singles = on;
      return refresh();
    },
    /** Events below a cell in the window, the first ones. */
    list: (tile, from, to, limit) => feed.events(query, { tile, start: from, end: to, limit }),
  };
}
