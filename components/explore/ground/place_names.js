/** Names on the map: buttons for places, plain text for countries, water and districts. */

const GAP = 3;
/** A name may stand this much nearer to another place than to its own. */
const SLACK_PX = 8;
/** A name farther from its place than this is joined to it by a line. */
const LEADER_PX = 16;
/** A place with this many events is named wherever it can be. */
const MANY = 6;

/** From a point to the nearest edge of a box, pixels. */
function distance(box, point) {
  const dx = Math.max(box[0] - point.x, 0, point.x - box[2]);
  const dy = Math.max(box[1] - point.y, 0, point.y - box[3]);
  return Math.hypot(dx, dy);
}

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
    const button = L.DomUtil.create("button", `tm-name tm-rank-${place.rank} tm-kind-${place.kind.split(" ")[0]}`, pane);
    button.type = "button";
    button.textContent = place.name.replaceAll(" / ", " · ");
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      onPlace(place.id);
    });
    L.DomEvent.disableClickPropagation(button);
    const priority = place.rank === 1 ? 0 : 10 * place.rank - Math.min(9, place.events / 2);
    const minZoom = place.rank === 1 || place.events >= MANY ? 0 : { 2: 7, 3: 9 }[place.rank];
    const dot = L.DomUtil.create("span", "tm-dot", under);
    dot.hidden = true;
    const leader = L.DomUtil.create("span", "tm-leader", under);
    leader.hidden = true;
    return { ...place, element: button, dot, leader, priority, minZoom };
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
    return [13, 24, 40, 56].flatMap((d) => [
      [d, -h / 2], [-w - d, -h / 2], [-w / 2, d - 2], [-w / 2, -h - d + 2],
      [d, d / 2], [d, -h - d / 2], [-w - d, d / 2], [-w - d, -h - d / 2],
    ]);
  }

  function overlaps(box, taken) {
    return taken.some((other) => box[0] < other[2] + GAP && other[0] < box[2] + GAP
      && box[1] < other[3] + GAP && other[1] < box[3] + GAP);
  }

  /** Whether a name would stand nearer to another place than to its own. */
  function isAstray(box, own, label, dots) {
    if (!label.dot) return false;
    const reach = distance(box, own);
    return dots.some((dot) => dot.label !== label && distance(box, dot.at) + SLACK_PX < reach);
  }

  /**
   * Place the names. The six named places always get a spot, the rest only where they cover nothing.
   * @param {Array<[number, number, number, number]>} marks boxes of the symbols, container pixels
   * @param {Array<[number, number, number, number]>} covers boxes that lie over the map
   * @param {boolean} strict whether only the named places may cover symbols
   */
  function layOut(marks, covers, strict) {
    const size = map.getSize();
    const zoom = map.getZoom();
    for (const label of labels) {
      label.element.hidden = label.minZoom > zoom && !(label.dot && label.id === chosen);
      if (label.leader) label.leader.hidden = true;
      if (!label.dot) continue;
      label.dot.hidden = label.element.hidden || label.kind === "road";
      L.DomUtil.setPosition(label.dot, map.latLngToLayerPoint([label.lat, label.lon]));
    }
    for (const label of labels) {
      if (label.element.hidden) continue;
      label.w ??= label.element.offsetWidth;
      label.h ??= label.element.offsetHeight;
    }
    const dots = labels.filter((label) => label.dot && label.rank < 3)
      .map((label) => ({ label, at: map.latLngToContainerPoint([label.lat, label.lon]) }));
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
      const open = clear.length || label.rank !== 1 ? clear : apart;
      const near = open.filter((b) => !isAstray(b, at, label, dots));
      const free = near.length ? near : open;
      const covered = free.map((b) => marks.filter((mark) => overlaps(b, [mark])).length);
      const scores = free.map((b, k) => covered[k] + distance(b, at) / 30 + k / 40);
      const best = scores.indexOf(Math.min(...scores));
      const insists = label.rank === 1 || label.id === chosen || (label.events >= MANY && !strict);
      const bearable = insists ? Infinity : strict ? 0 : Math.min(2, label.events / 4);
      const box = covered[best] <= (bearable || 0) ? free[best] : undefined;
      label.element.hidden = box === undefined;
      if (label.leader) label.leader.hidden = box === undefined || distance(box, at) <= LEADER_PX;
      if (box === undefined) continue;
      taken.push(box);
      if (label.leader && !label.leader.hidden) drawLeader(label, box, at);
      const corner = map.containerPointToLayerPoint([Math.round(box[0]), Math.round(box[1])]);
      L.DomUtil.setPosition(label.element, corner);
    }
  }

  /** A line from the place to the nearest point of its name. */
  function drawLeader(label, box, at) {
    const [dx, dy] = [
      Math.min(Math.max(at.x, box[0]), box[2]) - at.x,
      Math.min(Math.max(at.y, box[1]), box[3]) - at.y,
    ];
    const from = map.latLngToLayerPoint([label.lat, label.lon]);
    label.leader.style.width = `${Math.hypot(dx, dy)}px`;
    label.leader.style.transform = `translate(${from.x}px, ${from.y}px) rotate(${Math.atan2(dy, dx)}rad)`;
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
