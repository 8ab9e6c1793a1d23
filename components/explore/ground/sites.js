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
 * @property {boolean} [fixed] stays at its point
 */

/** Around the marks in a soft disc. */
export const SOFT_PX = 5;
/** Between what two sites may cover. */
const GAP_PX = 2;
/** More sites than this stay where they are: no room would be enough. */
const MOST_SPREAD = 400;
/** Sites that begin farther apart than what they cover and this do not meet. */
const FARTHEST_PX = 120;
const ROUNDS = 160;
/** How far a site goes back to its point in each of the first rounds, as a share of its way. */
const PULL = 0.05;
const PULLED_ROUNDS = 100;

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
    district: inner ? events.district[i] : -1, rows: [], most: 0, homeX: 0, homeY: 0, x: 0, y: 0, radius: 0,
  };
}

/**
 * Say what each site may show while the dates move within the axis.
 * @param {Site[]} sites @param {EventColumns} events @param {(row: number) => boolean} passes
 * @param {{start: number, end: number}} axis
 */
export function countMost(sites, events, passes, axis) {
  for (const site of sites) {
    site.most = 0;
    for (const i of site.rows) if (passes(i) && events.start[i] <= axis.end && events.end[i] >= axis.start) site.most += 1;
    site.radius = site.most ? footprint(site.most).radius + (site.soft ? SOFT_PX : 0) : 0;
  }
}

/**
 * Put sites at their points, and move those apart whose marks could cover each other: the smaller one
 * moves more. The same sites always give the same places.
 * @param {Site[]} sites those that may show something
 */
export function spreadSites(sites) {
  for (const site of sites) [site.x, site.y] = [site.homeX, site.homeY];
  if (sites.length > MOST_SPREAD) return;
  const pairs = nearPairs(sites);
  for (let round = 0; round < ROUNDS; round += 1) {
    let met = false;
    for (const [a, b] of pairs) met = pushApart(a, b) || met;
    if (!met) break;
    if (round < PULLED_ROUNDS) sites.forEach(pullBack);
  }
}

/** @param {Site[]} sites @returns {Array<[Site, Site]>} */
function nearPairs(sites) {
  const ordered = [...sites].sort((a, b) => a.homeX - b.homeX);
  const widest = Math.max(0, ...sites.map(({ radius }) => radius));
  /** @type {Array<[Site, Site]>} */
  const pairs = [];
  ordered.forEach((a, i) => {
    for (let j = i + 1; j < ordered.length; j += 1) {
      const b = ordered[j];
      if (b.homeX - a.homeX > a.radius + widest + FARTHEST_PX) break;
      if (Math.hypot(b.homeX - a.homeX, b.homeY - a.homeY) <= a.radius + b.radius + FARTHEST_PX) pairs.push([a, b]);
    }
  });
  return pairs;
}

/** @param {Site} a @param {Site} b */
function pushApart(a, b) {
  const least = a.radius + b.radius + GAP_PX;
  let [dx, dy] = [b.x - a.x, b.y - a.y];
  let distance = Math.hypot(dx, dy);
  if (distance >= least - 0.01) return false;
  // Two at one point part in a direction that their names give.
  if (distance < 0.01) {
    const turn = ((a.key.length * 7 + b.key.length * 13 + a.rows.length) % 16) * (Math.PI / 8);
    [dx, dy, distance] = [Math.cos(turn), Math.sin(turn), 1];
  }
  const push = (least - Math.hypot(b.x - a.x, b.y - a.y)) / distance;
  if (a.fixed && b.fixed) return false;
  const share = a.fixed ? 0 : b.fixed ? 1 : weightOf(b) / (weightOf(a) + weightOf(b));
  a.x -= dx * push * share;
  a.y -= dy * push * share;
  b.x += dx * push * (1 - share);
  b.y += dy * push * (1 - share);
  return true;
}

/** A point that is known exactly moves less than an area. @param {Site} site */
const weightOf = ({ radius, soft }) => radius * radius * (soft ? 0.4 : 1);

/** @param {Site} site */
function pullBack(site) {
  site.x += (site.homeX - site.x) * PULL;
  site.y += (site.homeY - site.y) * PULL;
}
