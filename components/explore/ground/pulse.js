/** A short ring around what is new in a step, on a canvas of its own. */

const PULSE_MS = 600;
const FROM_PX = 9;
const TO_PX = 24;
/** More new symbols than this are not told apart by rings. */
const MOST = 200;

/**
 * @param {object} L Leaflet @param {object} map @param {HTMLElement} pane
 */
export function createPulse(L, map, pane) {
  const canvas = L.DomUtil.create("canvas", "tm-pulse leaflet-zoom-hide", pane);
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let rings = [];
  let colour = "";
  let scale = 1;
  let frame = 0;

  function draw(now) {
    frame = 0;
    const size = map.getSize();
    const origin = map.getPixelBounds().min;
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    ctx.clearRect(0, 0, size.x, size.y);
    if (!still.matches) rings = rings.filter((ring) => now - ring.at < PULSE_MS);
    ctx.strokeStyle = colour;
    for (const { x, y, at, r } of rings) {
      const part = still.matches ? 0.35 : Math.max(0, (now - at) / PULSE_MS);
      ctx.globalAlpha = still.matches ? 0.9 : 1 - part;
      ctx.lineWidth = 3.5 - 2 * part;
      ctx.beginPath();
      ctx.arc(x - origin.x, y - origin.y, (r ?? FROM_PX) + (TO_PX - FROM_PX) * part, 0, 2 * Math.PI);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
    if (rings.length && !still.matches) frame = requestAnimationFrame(draw);
  }

  return {
    /**
     * Ring these symbols; without motion the rings stand until the next step.
     * @param {Array<{x: number, y: number, r?: number}>} symbols world pixels and radii
     */
    show(symbols) {
      const at = performance.now();
      const fresh = symbols.slice(0, MOST).map(({ x, y, r }) => ({ x, y, r, at }));
      rings = still.matches ? fresh : [...rings, ...fresh].slice(-MOST);
      if (!frame) frame = requestAnimationFrame(draw);
    },
    /** Forget the rings: their symbols have moved or gone. */
    clear() {
      if (!rings.length) return;
      rings = [];
      if (!frame) frame = requestAnimationFrame(draw);
    },
    resize(next, palette) {
      const size = map.getSize();
      scale = next;
      colour = palette.ring;
      canvas.width = Math.ceil(size.x * scale);
      canvas.height = Math.ceil(size.y * scale);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    },
    destroy() {
      cancelAnimationFrame(frame);
    },
  };
}
