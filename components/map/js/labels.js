/** Names on the map: buttons for places, plain text for countries, water and districts. */

const GAP = 3;

/**
 * @param {object} L Leaflet
 * @param {object} map Leaflet map
 * @param {object} record `places` and `ground` of the record route
 * @param {(id: string) => void} onPlace a place's name was chosen
 */
export function createLabels(L, map, record, onPlace) {
  const pane = map.createPane("names");
  pane.style.zIndex = "460";
  const under = map.createPane("points");
  under.style.zIndex = "445";
  const labels = [
    ...record.places.filter((p) => p.lon !== null).map(placeLabel),
    ...record.ground.map(groundLabel),
  ].sort((a, b) => a.priority - b.priority);
  let chosen = null;

  function placeLabel(place) {
    const button = L.DomUtil.create("button", `tm-name tm-rank-${place.rank}`, pane);
    button.type = "button";
    button.textContent = place.name.replaceAll(" / ", " · ");
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      onPlace(place.id);
    });
    L.DomEvent.disableClickPropagation(button);
    const priority = place.rank === 1 ? 0 : 10 + place.rank;
    const minZoom = { 1: 0, 2: 7.6, 3: 9 }[place.rank];
    const dot = L.DomUtil.create("span", "tm-dot", under);
    dot.hidden = true;
    return { ...place, element: button, dot, priority, minZoom };
  }

  function groundLabel(ground) {
    const element = L.DomUtil.create("span", `tm-name tm-ground-${ground.kind}`, pane);
    element.textContent = ground.name;
    element.setAttribute("aria-hidden", "true");
    const priority = { country: 30, water: 31, schematic: 32, district: 40 }[ground.kind];
    const minZoom = { country: 0, water: 0, schematic: 9.5, district: 9 }[ground.kind];
    return { ...ground, element, priority, minZoom };
  }

  /** Where a label may stand around its point, best first: [dx, dy] of its top left corner. */
  function spots(label) {
    const { w, h } = label;
    if (!label.dot) {
      return [[-w / 2, -h / 2], [-w / 2, -h * 1.6], [-w / 2, h * 0.6], [28, 14], [-w - 28, -h - 14]];
    }
    return [
      [13, -h / 2], [-w - 13, -h / 2], [-w / 2, 11], [-w / 2, -h - 11],
      [13, 7], [13, -h - 7], [-w - 13, 7], [-w - 13, -h - 7],
      [-w / 2, 26], [-w / 2, -h - 26], [30, -h / 2], [-w - 30, -h / 2],
    ];
  }

  function overlaps(box, taken) {
    return taken.some((other) => box[0] < other[2] + GAP && other[0] < box[2] + GAP
      && box[1] < other[3] + GAP && other[1] < box[3] + GAP);
  }

  /**
   * Place the names. The six named places always get a spot, the rest only where they cover nothing.
   * @param {Array<[number, number]>} symbols container pixels of the symbols
   * @param {Array<[number, number, number, number]>} covers boxes that lie over the map
   */
  function layOut(symbols, covers) {
    const size = map.getSize();
    const zoom = map.getZoom();
    for (const label of labels) {
      label.element.hidden = label.minZoom > zoom && !(label.dot && label.id === chosen);
      if (!label.dot) continue;
      label.dot.hidden = label.element.hidden || label.kind === "road";
      L.DomUtil.setPosition(label.dot, map.latLngToLayerPoint([label.lat, label.lon]));
    }
    for (const label of labels) {
      if (label.element.hidden) continue;
      label.w ??= label.element.offsetWidth;
      label.h ??= label.element.offsetHeight;
    }
    const marks = symbols.map(([x, y]) => [x - 9, y - 17, x + 18, y + 9]);
    const taken = [];
    for (const label of labels) {
      if (label.element.hidden) continue;
      const at = map.latLngToContainerPoint([label.lat, label.lon]);
      const boxes = spots(label).map(([dx, dy]) => [
        at.x + dx, at.y + dy, at.x + dx + label.w, at.y + dy + label.h,
      ]);
      const inside = (b) => b[0] >= 2 && b[1] >= 2 && b[2] <= size.x - 2 && b[3] <= size.y - 2;
      const apart = boxes.filter((b) => inside(b) && !overlaps(b, taken));
      const clear = apart.filter((b) => !overlaps(b, covers));
      const free = clear.length || label.rank !== 1 ? clear : apart;
      const covered = free.map((b) => marks.filter((mark) => overlaps(b, [mark])).length);
      const best = covered.indexOf(Math.min(...covered));
      const bearable = label.rank === 1 || label.id === chosen ? Infinity : label.rank === 2 ? 1 : 0;
      const box = covered[best] <= bearable ? free[best] : undefined;
      label.element.hidden = box === undefined;
      if (box === undefined) continue;
      taken.push(box);
      const corner = map.containerPointToLayerPoint([Math.round(box[0]), Math.round(box[1])]);
      L.DomUtil.setPosition(label.element, corner);
    }
  }

  return {
    layOut,
    choose(id) {
      chosen = id;
      for (const label of labels) {
        if (!label.dot) continue;
        label.element.classList.toggle("tm-chosen", label.id === id);
        label.element.setAttribute("aria-pressed", String(label.id === id));
        label.w = undefined;
      }
    },
  };
}
