/** Outlines of districts, for events whose place is known to the district only. */

/** @param {object} map Leaflet map whose districts carry their ids */
export function createOutlines(map) {
  const rings = new Map();
  const paths = new Map();
  let zoom = null;
  map.eachLayer(({ feature, getElement }) => {
    if (feature?.id && getElement) rings.set(feature.id, ringsOf(feature.geometry));
  });

  /** The outline in world pixels of the zoom, made once for each zoom. */
  function pathOf(id) {
    if (!paths.has(id) && rings.has(id)) paths.set(id, trace(rings.get(id)));
    return paths.get(id);
  }

  function trace(parts) {
    const path = new Path2D();
    for (const part of parts) {
      part.forEach(([lon, lat], n) => {
        const { x, y } = map.project([lat, lon], zoom);
        if (n) path.lineTo(x, y);
        else path.moveTo(x, y);
      });
      path.closePath();
    }
    return path;
  }

  return {
    /** Draw the districts; `origin` is the world pixel of the canvas's corner. */
    draw(ctx, ids, origin, palette) {
      if (map.getZoom() !== zoom) {
        zoom = map.getZoom();
        paths.clear();
      }
      if (!ids.size) return;
      ctx.save();
      ctx.translate(-origin.x, -origin.y);
      ctx.setLineDash([4, 3]);
      ctx.lineWidth = 1.4;
      ctx.strokeStyle = palette.district;
      ctx.fillStyle = palette.within;
      for (const id of ids) {
        const path = pathOf(id);
        if (!path) continue;
        ctx.fill(path, "evenodd");
        ctx.stroke(path);
      }
      ctx.restore();
    },
  };
}

function ringsOf({ type, coordinates }) {
  return type === "Polygon" ? coordinates : coordinates.flat();
}
