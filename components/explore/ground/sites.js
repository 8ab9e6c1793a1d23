/** Where the marks of a record stand: a site for each point, and one for each district known no closer. No DOM. */

import { footprint } from "./packing.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").EventColumns} EventColumns */

/**
 * @typedef {object} Site
 * @property {string} key @property {number} lon @property {number} lat
 * @property {boolean} soft known no closer than the district
 * @property {number} district place in `RecordData.districts`, of a soft site; else -1
 * @property {number[]} rows its incidents, best evidenced first
 * @property {number} most incidents that the dates of the axis may show here
 * @property {number} homeX @property {number} homeY world pixels of the point itself
 * @property {number} x @property {number} y world pixels of the middle of its marks
 * @property {number} radius of all that may be drawn here
 * @property {boolean} inside a disc in its district, wherever in it
 */

/** Around the marks in a soft disc. */
export const SOFT_PX = 5;
/** All sites of events that have a point and are no sums. @param {RecordData} record @param {EventColumns} events */
export function collectSites(record, events) {
  const { vocabulary } = record;
  const fills = vocabulary.fills.map(({ key }) => key);
  const rank = vocabulary.evidence.map(({ fill }) => fills.indexOf(fill));
  /** @type {Map<string, Site>} */
  const sites = new Map();
  events.id.forEach((_, i) => {
    const site = siteOf(record, events, i);
    if (!site) return;
    const known = sites.get(site.key) ?? site;
    known.rows.push(i);
    sites.set(site.key, known);
  });
  for (const { rows } of sites.values()) rows.sort((a, b) => rank[events.evidence[a]] - rank[events.evidence[b]] || a - b);
  return [...sites.values()].sort((a, b) => b.rows.length - a.rows.length || (a.key < b.key ? -1 : 1));
}

/** @param {RecordData} record @param {EventColumns} events @param {number} i @returns {Site | null} */
function siteOf(record, events, i) {
  const [lon, lat] = [events.lon[i], events.lat[i]];
  if (lon === null || lat === null || events.overview[i]) return null;
  const inner = record.vocabulary.place_precisions[events.place_precision[i]].soft ? record.districts[events.district[i]] : undefined;
  const at = inner ?? { lon, lat };
  return {
    key: inner ? inner.id : `${lon} ${lat}`, lon: at.lon, lat: at.lat, soft: inner !== undefined,
    district: inner ? events.district[i] : -1, rows: [], most: 0, homeX: 0, homeY: 0, x: 0, y: 0, radius: 0, inside: inner !== undefined,
  };
}

/**
 * Say what each site may show while the dates move within the axis.
 * @param {Site[]} sites @param {EventColumns} events @param {{start: number, end: number}} axis
 */
export function countMost(sites, events, axis) {
  for (const site of sites) {
    site.most = 0;
    for (const i of site.rows) if (events.start[i] <= axis.end && events.end[i] >= axis.start) site.most += 1;
    site.radius = site.most ? footprint(site.most).radius + (site.soft ? SOFT_PX : 0) : 0;
  }
}
