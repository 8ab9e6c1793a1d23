/** The incidents as one canvas over a Leaflet map: symbols, or cells of many. */

import { RADIUS, spacingPx } from "../large/cells.js";
import { createOutlines } from "./outlines.js";
import { createPulse } from "./pulse.js";
import { BADGE_PX, drawDisc, SymbolCache, writeCount } from "./symbols.js";

const HIT_PX = 15;
/** Symbols this near to the edge are still drawn. */
const EDGE_PX = 34;
/** Least and largest radius of the disc of a cell; a small cell limits it further. */
const LEAST_R = 12;
const MOST_R = 30;
/** What has only possibly happened in the window is drawn this faint. */
const POSSIBLE = 0.5;
/** How far what is older than so many days steps back while the range grows. */
const STEPS_BACK = [[14, 0.45], [3, 0.72]];
/** A window that grew by more days than this jumped; nothing in it is new. */
const STEP_DAYS = 31;

/**
 * @param {object} L Leaflet
 * @param {object} map Leaflet map
 * @param {import("../data/events.js").Model} model
 */
export function createIncidentLayer(L, map, model) {
  const pane = map.createPane("incidents");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const canvas = L.DomUtil.create("canvas", "tm-incidents leaflet-zoom-animated", pane);
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  const outlines = createOutlines(map);
  const pulse = createPulse(L, map, pane);
  let cache;
  let palette;
  /** @type {{id: string, lon: number | null, lat: number | null, start: number, end: number} | null} */
  let selected = null;
  let last = null;
  let spacing = 0;

  function layOut() {
    const zoom = map.getZoom();
    const project = (lon, lat) => map.project([lat, lon], zoom);
    if (model.cells) {
      spacing = spacingPx(model.cells.resolution, zoom, map.getCenter().lat);
      model.cells.layOut(project, spacing);
    } else model.symbols.layOut(project);
    last = null;
    pulse.clear();
  }

  /** Pixel in the map's container of a group. */
  function position(group) {
    const origin = map.getPixelBounds().min;
    return L.point(group.x - origin.x, group.y - origin.y);
  }

  /** What a group covers in the map's container: left, top, right, bottom. */
  function boxOf(g) {
    const { x, y } = position(model.drawn.groups[g]);
    if (!model.cells) return [x - 13, y - 21, x + 13, y + 13];
    const r = radiusOf(g);
    return [x - r, y - r, x + r, y + r];
  }

  function resize() {
    const size = map.getSize();
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.ceil(size.x * scale);
    canvas.height = Math.ceil(size.y * scale);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    cache = new SymbolCache(palette, scale);
    pulse.resize(scale, palette);
  }

  /** Positions in `groups` of what lies in view. */
  function inView(origin, size) {
    const found = [];
    model.drawn.groups.forEach(({ x, y }, g) => {
      const [dx, dy] = [x - origin.x, y - origin.y];
      if (dx > -EDGE_PX && dy > -EDGE_PX && dx < size.x + EDGE_PX && dy < size.y + EDGE_PX) found.push(g);
    });
    return found;
  }

  /** @param {{from: number, to: number, mode: string}} now the window, and how it is meant */
  function draw(now) {
    const size = map.getSize();
    const origin = map.getPixelBounds().min;
    const { scale } = cache;
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    const since = last !== null && now.to > last && now.to - last <= STEP_DAYS ? last : now.to;
    if (last !== null && now.to < last) pulse.clear();
    if (model.cells) drawCells(now, origin, inView(origin, size), since);
    else drawSymbols(now, origin, inView(origin, size), since);
    drawRing(now, origin);
    last = now.to;
  }

  function drawSymbols(now, origin, chosen, since) {
    const { symbols } = model;
    symbols.tally(now.from, now.to);
    outlines.draw(ctx, { size: map.getSize(), scale: cache.scale }, symbols.districts, origin, palette);
    const drawn = chosen.filter((g) => symbols.counts[g] > 0);
    for (const soft of [true, false]) {
      for (const g of drawn) {
        const { x, y, shape, district } = symbols.groups[g];
        if (district !== soft) continue;
        ctx.globalAlpha = strength(g, now);
        cache.stamp(ctx, x - origin.x, y - origin.y, shape, symbols.fillOf(g), soft);
      }
    }
    ctx.globalAlpha = 1;
    for (const g of drawn) {
      const { x, y } = symbols.groups[g];
      cache.mark(ctx, x - origin.x, y - origin.y, symbols.counts[g], symbols.vague[g] === 1);
    }
    const fresh = drawn.filter((g) => symbols.newest[g] > since && !symbols.vague[g]);
    if (fresh.length) pulse.show(fresh.map((g) => symbols.groups[g]));
  }

  /** How strongly a symbol is drawn: fainter while it is only possible, or older than the newest. */
  function strength(g, now) {
    const { certain, newest } = model.symbols;
    const sure = certain[g] ? 1 : POSSIBLE;
    if (now.mode !== "upto") return sure;
    const age = now.to - newest[g];
    const step = STEPS_BACK.find(([days]) => age > days);
    return Math.min(sure, step ? step[1] : 1);
  }

  function drawCells(now, origin, chosen, since) {
    const { cells } = model;
    cells.tally(now.from, now.to, chosen, since);
    const drawn = chosen.filter((g) => cells.counts[g] > 0);
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const g of drawn) {
      const [x, y] = [cells.groups[g].x - origin.x, cells.groups[g].y - origin.y];
      drawDisc(ctx, x, y, radiusOf(g), cells.counts[g], cells.bars, 4 * g, palette);
      writeCount(ctx, x, y, cells.counts[g], cells.vague[g], palette);
    }
    const fresh = drawn.filter((g) => cells.fresh[g]);
    if (fresh.length) pulse.show(fresh.map((g) => ({ ...cells.groups[g], r: radiusOf(g) })));
  }

  /** Area grows with the count; the cell is the limit. */
  function radiusOf(g) {
    const { cells } = model;
    const most = Math.max(LEAST_R, Math.min(MOST_R, RADIUS * spacing));
    return Math.round(LEAST_R + (most - LEAST_R) * Math.sqrt(cells.counts[g] / cells.most));
  }

  /** The selected event, while it is in the window. */
  function drawRing(now, origin) {
    if (!selected || selected.lon === null || selected.start > now.to || selected.end < now.from) return;
    const { symbols } = model;
    const g = symbols.groupOf[symbols.index.get(selected.id) ?? -1] ?? -1;
    if (g < 0 && !model.cells) return;
    const { x, y } = g < 0 ? map.project([selected.lat, selected.lon], map.getZoom()) : symbols.groups[g];
    ctx.beginPath();
    ctx.arc(x - origin.x, y - origin.y, 17, 0, 2 * Math.PI);
    ctx.strokeStyle = palette.ring;
    ctx.lineWidth = 3;
    ctx.stroke();
  }

  /** The group under a pixel of the container, or -1. */
  function groupAt(point) {
    const origin = map.getPixelBounds().min;
    const { groups, counts } = model.drawn;
    let best = -1;
    let distance = Infinity;
    groups.forEach((group, g) => {
      if (counts[g] === 0) return;
      const [dx, dy] = [group.x - origin.x - point.x, group.y - origin.y - point.y];
      const badge = counts[g] > 1 && !model.cells ? Math.hypot(dx, dy - BADGE_PX) : Infinity;
      const d = Math.min(Math.hypot(dx, dy), badge);
      if (d < Math.min(distance, model.cells ? radiusOf(g) : HIT_PX)) [best, distance] = [g, d];
    });
    return best;
  }

  function zoomWith(event) {
    const scale = map.getZoomScale(event.zoom);
    const offset = map._latLngBoundsToNewLayerBounds(map.getBounds(), event.zoom, event.center).min;
    L.DomUtil.setTransform(canvas, offset, scale);
  }
  map.on("zoomanim", zoomWith);

  return {
    layOut,
    resize,
    draw,
    groupAt,
    position,
    boxOf,
    setPalette(next) {
      palette = next;
      resize();
    },
    select(event) {
      selected = event;
    },
    destroy() {
      map.off("zoomanim", zoomWith);
      pulse.destroy();
    },
  };
}
