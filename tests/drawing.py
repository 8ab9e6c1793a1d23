"""What the page drew on its canvases, written down while it drew it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

#: Keeps as `window.drawn` what was drawn since each canvas was last cleared, by the class of the canvas.
WATCH = """() => {
  const drawn = (window.drawn = {});
  const path = new WeakMap();
  const of = ({ canvas }) => (drawn[canvas.classList[0]] ??=
    { marks: [], discs: [], numbers: [], lines: [], blurred: false });
  const watch = (name, note) => {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) {
        note(this, given);
        of(this).blurred ||= this.filter !== "none" || this.shadowBlur > 0;
      }
      return own.apply(this, given);
    };
  };
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    ...width,
    set(pixels) {
      delete drawn[this.classList[0]];
      width.set.call(this, pixels);
    },
  });
  watch("clearRect", ({ canvas }) => delete drawn[canvas.classList[0]]);
  watch("drawImage", (ctx, [image, x, y, across, down]) =>
    of(ctx).marks.push({ x: x + across / 2, y: y + down / 2, alpha: ctx.globalAlpha }));
  watch("fillText", (ctx, [text]) => of(ctx).numbers.push({ text, alpha: ctx.globalAlpha }));
  watch("beginPath", (ctx) => path.delete(ctx));
  watch("arc", (ctx, [x, y, r]) => path.set(ctx, { x, y, r }));
  watch("fill", (ctx, [shape]) => {
    const disc = shape ? undefined : path.get(ctx);
    if (disc?.r) of(ctx).discs.push({ ...disc, colour: ctx.fillStyle });
  });
  watch("moveTo", (ctx, [x]) => path.set(ctx, { left: x }));
  watch("lineTo", (ctx, [x]) => path.set(ctx, { ...path.get(ctx), right: x }));
  watch("stroke", (ctx, [shape]) => {
    const line = shape ? undefined : path.get(ctx);
    if (line?.right === undefined) return;
    of(ctx).lines.push({ ...line, dotted: ctx.getLineDash().length > 0, colour: ctx.strokeStyle });
  });
}"""


@dataclass(frozen=True)
class Drawn:
    """What stands on a canvas, in CSS pixels of the canvas.

    Parameters
    ----------
    marks : marks of incidents: `x`, `y`, `alpha`.
    discs : filled circles: `x`, `y`, `r`, `colour`.
    numbers : written words: `text`, `alpha`.
    lines : lines: `left`, `right`, `dotted`, `colour`.
    blurred : whether anything was drawn with a blur.
    """

    marks: list[dict[str, float]]
    discs: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    blurred: bool

    @property
    def full(self) -> list[dict[str, float]]:
        """The marks that are drawn in full colour: those of incidents that count."""
        return [mark for mark in self.marks if mark["alpha"] == 1]

    @property
    def faint(self) -> list[dict[str, float]]:
        """The marks that are drawn faint: those of incidents that may be of the days."""
        return [mark for mark in self.marks if mark["alpha"] < 1]


def watch_drawing(page: Page) -> None:
    """Write down what is drawn from now on."""
    page.evaluate(WATCH)


def drawn_on_map(page: Page) -> Drawn:
    """What stands on the canvas of the map since the last drawing."""
    return _drawn(page, "tm-incidents")


def drawn_on_strip(page: Page) -> Drawn:
    """What stands on the canvas of the strip since the last drawing; its x begins at the first day in view."""
    return _drawn(page, "tm-histogram")


def _drawn(page: Page, canvas: str) -> Drawn:
    found = page.evaluate("(name) => window.drawn[name]", canvas)
    assert found is not None, f"{canvas} was not drawn since it is watched"
    return Drawn(**found)
