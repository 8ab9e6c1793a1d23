/** The incidents as one canvas over a Leaflet map. */

import { SymbolCache } from "./symbols.js";

const HIT_PX = 15;
/** How far above a symbol its number stands. */
const BADGE_PX = 15;

/**
 * @param {object} L Leaflet
 * @param {object} map Leaflet map
 * @param {import("./model.js").Model} model
 */
export function createIncidentLayer(L, map, model) {
  const pane = map.createPane("incidents");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const canvas = L.DomUtil.create("canvas", "tm-incidents leaflet-zoom-animated", pane);
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  let cache;
  let palette;
  let corner = L.point(0, 0);
  let selected = -1;

  function layOut() {
    const zoom = map.getZoom();
    model.layOut((lon, lat) => map.project([lat, lon], zoom));
  }

  /** Pixel in the map's container of a group. */
  function position(group) {
    const origin = map.getPixelBounds().min;
    return L.point(group.x - origin.x, group.y - origin.y);
  }

  function resize() {
    const size = map.getSize();
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.ceil(size.x * scale);
    canvas.height = Math.ceil(size.y * scale);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    cache = new SymbolCache(palette, scale);
  }

  function draw(from, to) {
    const size = map.getSize();
    const scale = cache.scale;
    corner = map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(canvas, corner);
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    model.tally(from, to);
    const origin = map.getPixelBounds().min;
    const drawn = model.groups
      .map((group, g) => ({ group, g, x: group.x - origin.x, y: group.y - origin.y }))
      .filter(({ g, x, y }) => model.counts[g] > 0
        && x > -30 && y > -30 && x < size.x + 30 && y < size.y + 30);
    for (const district of [true, false]) {
      for (const { group, g, x, y } of drawn) {
        if (group.district !== district) continue;
        cache.stamp(ctx, x, y, group.shape, model.fillOf(g), district);
      }
    }
    for (const { g, x, y } of drawn) {
      const imprecise = model.vague[g] === 1;
      if (model.counts[g] > 1 || imprecise) cache.mark(ctx, x, y, model.counts[g], imprecise);
    }
    const g = selected < 0 ? -1 : model.groupOf[selected];
    if (g >= 0 && model.isVisible(selected, from, to)) ring(model.groups[g], origin);
  }

  function ring(group, origin) {
    ctx.beginPath();
    ctx.arc(group.x - origin.x, group.y - origin.y, 17, 0, 2 * Math.PI);
    ctx.strokeStyle = palette.ring;
    ctx.lineWidth = 3;
    ctx.stroke();
  }

  /** The group under a pixel of the container, or -1. */
  function groupAt(point) {
    const origin = map.getPixelBounds().min;
    let best = -1;
    let distance = HIT_PX;
    model.groups.forEach((group, g) => {
      if (model.counts[g] === 0) return;
      const [dx, dy] = [group.x - origin.x - point.x, group.y - origin.y - point.y];
      const badge = model.counts[g] > 1 ? Math.hypot(dx, dy - BADGE_PX) : Infinity;
      const d = Math.min(Math.hypot(dx, dy), badge);
      if (d < distance) [best, distance] = [g, d];
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
    setPalette(next) {
      palette = next;
      resize();
    },
    select(i) {
      selected = i;
    },
    destroy() {
      map.off("zoomanim", zoomWith);
    },
  };
}
