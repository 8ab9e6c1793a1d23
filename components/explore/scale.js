/** Present draws the page larger than it is laid out: for a screen of so many lines, at the size of the one there is. */

/** The page is laid out on so many CSS pixels, or more where the screen has another shape. */
const WIDTH_PX = 1000;
const HEIGHT_PX = 562;

/** How much larger the page is drawn. @param {number} width of the screen, CSS pixels @param {number} height */
export function presentScale(width, height) {
  return Math.max(1, Math.min(width / WIDTH_PX, height / HEIGHT_PX));
}

/** How much larger than it is laid out an element is drawn: 1 but in Present. @param {Element} element */
export function scaleOf(element) {
  const root = /** @type {HTMLElement | null} */ (element.closest(".tm-root"));
  return Number(root?.dataset.scale ?? 1);
}
