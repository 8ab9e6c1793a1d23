"""Marks as on the page: shape says what, fill how well evidenced, colour whether people were harmed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from components.preview.canvas import Canvas, Colour, Point, mix
from components.preview.colours import Colours
from geo.tables.schema import CATEGORY_KINDS, EVIDENCE_FILLS

#: Pixels of the picture for a CSS pixel of the page: previews are shown small.
LARGER = 1.75
LINE_PX = 1.7
HALO_PX = 1.0
DASH = (2.5, 2.1)
HALF = 8.0
CIRCLE_R = 6.5
#: The line through a mark that is split: of the ground, and within it of the mark.
SPLIT_PX, SPLIT_LINE_PX = 4.4, 1.5
GAP_PX, OUTLINE_PX = 2.0, 3.5
#: What is only possible in the window is drawn this faint.
POSSIBLE = 0.42
#: The pale disc of a place that is known no closer than its district.
SOFT_SHARE = 0.17
KINDS = {kind.key: kind for kind in CATEGORY_KINDS}


def _regular(corners: int, radius: float, turn: float) -> list[Point]:
    angles = (turn + k * 2 * math.pi / corners for k in range(corners))
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]


#: Corners around (0, 0) in CSS pixels; `CORNERS` of `ground/symbols.js` has the same.
CORNERS: dict[str, list[Point]] = {
    "circle": _regular(48, CIRCLE_R, 0),
    "triangle": [(0, -6.9), (6.9, 5.5), (-6.9, 5.5)],
    "diamond": _regular(4, 7, -math.pi / 2),
    "square": [(-5.7, -5.7), (5.7, -5.7), (5.7, 5.7), (-5.7, 5.7)],
    "hexagon": _regular(6, 6.9, 0),
    "cross": [
        (-2.5, -6.6), (2.5, -6.6), (2.5, -2.5), (6.6, -2.5), (6.6, 2.5), (2.5, 2.5),
        (2.5, 6.6), (-2.5, 6.6), (-2.5, 2.5), (-6.6, 2.5), (-6.6, -2.5), (-2.5, -2.5),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """How one event is drawn; `fill` "" hides how well it is evidenced, `split`: each side blames the other."""

    shape: str
    fill: str
    harm: bool
    split: bool


def choose_mark(category: str, level: str, *, split: bool, judge: bool) -> Mark:
    """The mark of an event; while a class judges it says neither level nor blame."""
    kind = KINDS[category]
    return Mark(kind.shape, "" if judge else EVIDENCE_FILLS[level], kind.harm, split and not judge)


def draw_mark(
    canvas: Canvas,
    at: Point,
    mark: Mark,
    colours: Colours,
    share: float = 1.0,
    scale: float = LARGER,
) -> None:
    """Draw a mark around a point; `share` less than 1 draws it fainter."""
    firm = colours.harm if mark.harm else colours.other
    colour = mix(firm if mark.fill else colours.ink, colours.land, share)
    whole = _place(CORNERS[mark.shape], at, scale)
    _outline(canvas, whole, colours.paper, (LINE_PX + 2 * HALO_PX) * scale)
    canvas.fill(whole, colour if mark.fill in ("", "full") else colours.paper)
    if mark.fill == "half":
        canvas.fill(_place(cut_lower_half(CORNERS[mark.shape]), at, scale), colour)
    dash = (DASH[0] * scale, DASH[1] * scale) if mark.fill == "dashed" else None
    _outline(canvas, whole, colour, LINE_PX * scale, dash)
    if mark.split:
        line = _place([(0, -HALF), (0, HALF)], at, scale)
        canvas.stroke(line, colours.paper, SPLIT_PX * scale)
        canvas.stroke(line, colour, SPLIT_LINE_PX * scale)


def draw_selected(canvas: Canvas, at: Point, shape: str, colours: Colours) -> None:
    """Draw what lies around the selected mark, below it."""
    whole = _place(CORNERS[shape], at, LARGER)
    _outline(canvas, whole, colours.strong, (LINE_PX + 2 * (GAP_PX + OUTLINE_PX)) * LARGER)
    _outline(canvas, whole, colours.land, (LINE_PX + 2 * GAP_PX) * LARGER)


def cut_lower_half(points: list[Point]) -> list[Point]:
    """The part of a shape below its middle.

    >>> cut_lower_half([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    [(-1.0, 0.0), (1.0, 0.0), (1, 1), (-1, 1)]
    """
    kept: list[Point] = []
    for k, (x, y) in enumerate(points):
        before_x, before_y = points[k - 1]
        if (y > 0) != (before_y > 0):
            kept.append((before_x + (x - before_x) * -before_y / (y - before_y), 0.0))
        if y > 0:
            kept.append((x, y))
    return kept


def _place(points: list[Point], at: Point, scale: float) -> list[Point]:
    return [(at[0] + x * scale, at[1] + y * scale) for x, y in points]


def _outline(
    canvas: Canvas, ring: list[Point], colour: Colour, width: float, dash: Point | None = None
) -> None:
    """Around a ring, its first corner joined as the others are."""
    canvas.stroke([*ring, *ring[: 2 if dash is None else 1]], colour, width, dash)
