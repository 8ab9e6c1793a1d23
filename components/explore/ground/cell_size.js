/** How large the cells of the h3 grid are on the screen. No DOM. */

/** Mean distance of the centres of neighbouring cells by resolution, kilometres. */
const SPACING_KM = [2219, 837, 316, 119.5, 45.2, 17.1, 6.45, 2.435, 0.9204, 0.3478];
const EARTH_M = 40075016.686;
/**
 * Of the distance between cells: how far a disc may stand from the centre, towards its incidents, and its
 * largest radius. Two neighbours never cover each other: 2 x (DRIFT + RADIUS) is 1.
 */
export const DRIFT = 0.1;
export const RADIUS = 0.4;

/** Distance of neighbouring cells on the screen. @param {number} resolution @param {number} zoom @param {number} lat */
export function spacingPx(resolution, zoom, lat) {
  const metres = (EARTH_M * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom);
  return (SPACING_KM[resolution] * 1000) / metres;
}
