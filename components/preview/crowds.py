"""Discs with a number, for many events: at one place, or in a square of the map of a large record."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from components.catalogue import _, group_digits
from components.preview.canvas import Canvas, Point
from components.preview.colours import Colours
from components.preview.letters import Look
from components.preview.projection import Projection
from geo.record import Record
from geo.tables.schema import EVIDENCE_FILLS, FILLS

#: Side of a square, pixels; least and largest radius of its disc.
SQUARE_PX = 62
LEAST_R, MOST_R = 19.0, 30.0
RING_PX = 6.0


@dataclass(frozen=True)
class Crowd:
    """Many events around a pixel: how many, and how many of each fill."""

    at: Point
    count: int
    fills: tuple[int, ...]
    radius: float


def gather_crowds(
    record: Record, mask: npt.NDArray[np.bool_], projection: Projection
) -> list[Crowd]:
    """The chosen events on the map by squares of the picture, each at the mean of its points.

    Parameters
    ----------
    record : what is shown, of any size.
    mask : which events, shape (events,).
    """
    events = record.events
    rows = np.flatnonzero(mask & events["on_map"].to_numpy(dtype=bool))
    x, y = projection.project(events["lon"].to_numpy()[rows], events["lat"].to_numpy()[rows])
    left, top, right, bottom = projection.box
    inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
    rows, x, y = rows[inside], x[inside], y[inside]
    across = math.ceil((right - left) / SQUARE_PX)
    square = ((y - top) // SQUARE_PX * across + (x - left) // SQUARE_PX).astype(np.int64)
    squares, place = np.unique(square, return_inverse=True)
    counts = np.bincount(place, minlength=len(squares))
    mean_x, mean_y = (np.bincount(place, weights=axis) / np.maximum(counts, 1) for axis in (x, y))
    levels = events["evidence"].iloc[rows].map(EVIDENCE_FILLS).map(FILLS.index).to_numpy(np.int64)
    fills = np.bincount(place * len(FILLS) + levels, minlength=len(squares) * len(FILLS))
    radius = LEAST_R + (MOST_R - LEAST_R) * np.sqrt(counts / max(counts.tolist(), default=1))
    # A disc stays in its square, so that no two overlap.
    spare = SQUARE_PX / 2 - radius
    middle_x, middle_y = (
        edge + (step + 0.5) * SQUARE_PX
        for edge, step in ((left, squares % across), (top, squares // across))
    )
    mean_x = np.clip(mean_x, middle_x - spare, middle_x + spare)
    mean_y = np.clip(mean_y, middle_y - spare, middle_y + spare)
    return [
        Crowd(
            at=(float(mean_x[k]), float(mean_y[k])),
            count=count,
            fills=tuple(fills[k * len(FILLS) : (k + 1) * len(FILLS)].tolist()),
            radius=float(radius[k]),
        )
        for k, count in enumerate(counts.tolist())
    ]


def draw_crowd(canvas: Canvas, crowd: Crowd, colours: Colours, *, judge: bool) -> None:
    """Draw a disc: on its ring the shares of the fills, unless a class judges; in it the number."""
    canvas.disc(crowd.at, crowd.radius + 1.5, colours.border)
    canvas.disc(crowd.at, crowd.radius, colours.paper)
    turn = 0.0
    total = sum(crowd.fills) or 1
    for count, colour in zip(crowd.fills, colours.fills, strict=True):
        if count and not judge:
            end = turn + count / total
            canvas.arc(crowd.at, crowd.radius - 1, (turn, end), colour, RING_PX)
            turn = end
    text = shorten_count(crowd.count)
    size = 20 if len(text) < 4 else 17
    look = Look("sans", 650, size, size)
    canvas.write(crowd.at, text, look, colours.ink, anchor="mm", halo=colours.paper)


def shorten_count(count: int) -> str:
    """A count in at most four signs, rounded down, as on the page.

    >>> shorten_count(999), shorten_count(1234), shorten_count(45678), shorten_count(2_500_000)
    ('999', '1.2k', '45k', '2.5M')
    """
    for size, words in ((1_000_000, _("{n}M")), (1_000, _("{n}k"))):
        if count >= size:
            tenths = count * 10 // size
            return words.format(n=f"{tenths / 10:g}" if tenths < 100 else str(tenths // 10))
    return group_digits(count)
