/** Outlines of districts, for events whose place is known to the district only. */

/** @param {object} map Leaflet map whose districts carry their ids */
export function createOutlines(map) {
  const rings = new Map();
  const paths = new Map();
  const buffer = document.createElement("canvas");
  let zoom = null;
  let drawn = "";
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

  function redraw(size, scale, ids, origin, palette) {
    buffer.width = Math.ceil(size.x * scale);
    buffer.height = Math.ceil(size.y * scale);
    const ctx = buffer.getContext("2d");
    ctx.scale(scale, scale);
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
  }

  return {
    /**
     * Draw the districts; dashes are slow, so they are drawn anew only when something has changed.
     * @param {{size: {x: number, y: number}, scale: number}} canvas CSS pixels, device pixels per CSS pixel
     * @param {Set<string>} ids @param {{x: number, y: number}} origin world pixel of the canvas's corner
     */
    draw(ctx, { size, scale }, ids, origin, palette) {
      if (!ids.size) return;
      if (map.getZoom() !== zoom) {
        zoom = map.getZoom();
        paths.clear();
      }
      const look = [...ids].sort().concat(zoom, origin.x, origin.y, size.x, size.y, scale, palette.district).join();
      if (look !== drawn) redraw(size, scale, ids, origin, palette);
      drawn = look;
      ctx.drawImage(buffer, 0, 0, buffer.width / scale, buffer.height / scale);
    },
  };
}

function ringsOf({ type, coordinates }) {
  return type === "Polygon" ? coordinates : coordinates.flat();
}
