/**
 * The way between two views that the eye follows best: out, across and in again (van Wijk and Nuij,
 * "Smooth and efficient zooming and panning", 2003). No DOM.
 */

/** @typedef {{x: number, y: number, zoom: number}} View the middle of a view, world pixels of zoom 0 */
/** @typedef {import("./boxes.js").Box} Box */
/** @typedef {{width: number, height: number, region: Box, least: number}} Frame `region`: what may be seen, world pixels of zoom 0; `least` zoom */
/** @typedef {{length: number, at: (share: number) => View}} Way `length`: 0 for none, about 1 for the width of a view */

/** How far out it goes rather than across, as the readers of the authors liked it. */
const RHO = 1.42;
const NOTHING = 1e-9;
/** Views of the way that are looked at. */
const LOOKS = 24;

/** @param {View} from @param {View} to @param {number} side the longer one of the view, CSS pixels @returns {Way} */
export function wayBetween(from, to, side) {
  const [w0, w1] = [from, to].map(({ zoom }) => side / 2 ** zoom);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy);
  const view = (/** @type {number} */ gone, /** @type {number} */ width) =>
    ({ x: from.x + gone * dx, y: from.y + gone * dy, zoom: Math.log2(side / width) });
  if (far < NOTHING) {
    return { length: Math.abs(Math.log(w1 / w0)) / RHO, at: (share) => view(share, w0 * (w1 / w0) ** share) };
  }
  const rise = RHO ** 4 * far ** 2;
  const turn = (/** @type {number} */ w, /** @type {number} */ sign) => -Math.asinh((w1 ** 2 - w0 ** 2 + sign * rise) / (2 * w * RHO ** 2 * far));
  const [r0, r1] = [turn(w0, 1), turn(w1, -1)];
  return {
    length: (r1 - r0) / RHO,
    at(share) {
      const r = r0 + share * (r1 - r0);
      const gone = (w0 * (Math.cosh(r0) * Math.tanh(r) - Math.sinh(r0))) / (RHO ** 2 * far);
      return view(gone, (w0 * Math.cosh(r0)) / Math.cosh(r));
    },
  };
}

/** The same view held within what may be seen. @param {View} view @param {Frame} frame @returns {View} */
export function holdView({ x, y, zoom }, { width, height, region: [west, north, east, south], least }) {
  const held = Math.max(zoom, least);
  const hold = (/** @type {number} */ at, /** @type {number} */ half, /** @type {number} */ low, /** @type {number} */ high) =>
    (high - low < 2 * half ? (low + high) / 2 : Math.min(high - half, Math.max(low + half, at)));
  return { x: hold(x, width / 2 / 2 ** held, west, east), y: hold(y, height / 2 / 2 ** held, north, south), zoom: held };
}

/**
 * How far beyond the last view the way sees, as a share of that view's sides.
 * @param {(share: number) => View} at @param {{width: number, height: number}} size
 */
export function reachOf(at, { width, height }) {
  const last = at(1);
  const scale = 2 ** last.zoom;
  let reach = 0;
  for (let k = 0; k <= LOOKS; k += 1) {
    const { x, y, zoom } = at(k / LOOKS);
    const wider = (scale / 2 ** zoom - 1) / 2;
    reach = Math.max(reach, Math.abs(x - last.x) * scale / width + wider, Math.abs(y - last.y) * scale / height + wider);
  }
  return reach;
}
