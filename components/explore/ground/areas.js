/** The areas and lines of the drawn ground, by what they are and by their ids. */

import { boundsOf, liesIn } from "./boxes.js";

/** @typedef {import("./boxes.js").Point} Point */
/** @typedef {import("leaflet").Map} LeafletMap */

/**
 * @typedef {object} Area
 * @property {string} id @property {import("leaflet").Path} layer
 * @property {GeoJSON.Feature} feature
 * @property {Point[][]} rings degrees: x east, y north; of a line the line itself
 * @property {[number, number, number, number]} bounds west, south, east, north
 */

/** @typedef {Map<string, Area>} Areas */

/**
 * Also of a map that has no view yet, whose layers wait in their groups.
 * @param {LeafletMap} map
 * @returns {Record<"countries" | "districts" | "roads" | "corridors" | "waters", Areas>}
 */
export function collectAreas(map) {
  const found = { countries: new Map(), districts: new Map(), roads: new Map(), corridors: new Map(), waters: new Map() };
  const kinds = Object.entries({ country: found.countries, district: found.districts, road: found.roads, corridor: found.corridors, water: found.waters });
  const take = (/** @type {import("leaflet").Layer} */ each) => {
    if ("eachLayer" in each) {
      /** @type {import("leaflet").LayerGroup} */ (each).eachLayer(take);
      return;
    }
    const layer = /** @type {import("leaflet").Path & {feature?: GeoJSON.Feature}} */ (each);
    const { feature } = layer;
    if (!feature || feature.id === undefined || !layer.getElement) return;
    const names = String(layer.options.className).split(" ");
    const areas = kinds.find(([kind]) => names.includes(`tm-${kind}`))?.[1];
    const id = String(feature.id);
    const rings = ringsOf(feature.geometry);
    areas?.set(id, { id, layer, feature, rings, bounds: boundsOf(rings.flat()) });
  };
  map.eachLayer(take);
  return found;
}

/** @param {GeoJSON.Geometry} geometry @returns {Point[][]} */
function ringsOf(geometry) {
  /** @type {GeoJSON.Position[][]} */
  let rings = [];
  if (geometry.type === "Polygon" || geometry.type === "MultiLineString") rings = geometry.coordinates;
  else if (geometry.type === "MultiPolygon") rings = geometry.coordinates.flat();
  else if (geometry.type === "LineString") rings = [geometry.coordinates];
  return rings.map((ring) => ring.map(([x, y]) => ({ x, y })));
}

/** The area in which a point lies. @param {Areas} areas @param {number} lon @param {number} lat @returns {Area | null} */
export function areaAt(areas, lon, lat) {
  for (const area of areas.values()) {
    const [west, south, east, north] = area.bounds;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    if (liesIn(area.rings, { x: lon, y: lat })) return area;
  }
  return null;
}
