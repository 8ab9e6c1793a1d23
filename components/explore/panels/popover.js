/** What opens over the page and closes again by Escape and by a press elsewhere. */

/**
 * @param {HTMLElement} root of the page @param {{isOpen: () => boolean, close: () => void, holds: HTMLElement[], opener?: () => HTMLElement}} about
 *   `holds`: elements in which a press does not close it; `opener` takes the focus after Escape, else the first of them
 * @returns {() => void} ends the listening
 */
export function closeOutside(root, { isOpen, close, holds, opener = () => holds[0] }) {
  const listening = new AbortController();
  const { signal } = listening;
  const within = (/** @type {Event} */ event) => holds.some((element) => event.composedPath().includes(element));
  root.addEventListener("pointerdown", (event) => {
    if (isOpen() && !within(event)) close();
  }, { signal, capture: true });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen() || event.defaultPrevented) return;
    event.preventDefault();
    const next = opener();
    close();
    next.focus({ preventScroll: true });
  }, { signal, capture: true });
  return () => listening.abort();
}

/** The root element of the page in which an element stands. @param {HTMLElement} element */
export function rootOf(element) {
  return /** @type {HTMLElement} */ (element.closest(".tm-root") ?? element);
}
