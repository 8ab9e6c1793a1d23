"""Names on the map of the picture: a few, where they have room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from components.preview.canvas import Box, Canvas, Point, measure_text
from components.preview.colours import Colours
from components.preview.letters import Look

PLACE = Look("sans", 500, 22, 26)
COUNTRY = Look("sans", 600, 20, 24)
#: Between the letters of the name of a country.
SPACE = "\u2009"
#: Most names of places, and how far a name stands from its marks.
MOST_NAMES, GAP_PX = 14, 5.0
#: Distance of the points at which the name of a country is tried.
STEP_PX = 36
#: What stays free around that name.
AROUND_PX = 8.0


@dataclass(frozen=True)
class Name:
    """A name at a point with marks around it, `reach` pixels wide; 0 where there is none."""

    text: str
    at: Point
    reach: float


def draw_names(
    canvas: Canvas,
    names: list[Name],
    countries: list[tuple[str, shapely.Polygon]],
    *,
    taken: list[Box],
    frame: Box,
    colours: Colours,
) -> None:
    """Draw the names that have room, the first ones first.

    Parameters
    ----------
    names : of places, the most important first.
    countries : name and shown area of each, pixels.
    taken : what no name may cover.
    frame : in which all names lie.
    """
    taken = list(taken)
    drawn = 0
    for name in names:
        if drawn == MOST_NAMES:
            break
        width, height = measure_text(name.text, PLACE), PLACE.line
        box = next(
            (box for box in _list_spots(name, width, height) if _is_free(box, taken, frame)), None
        )
        if box is None:
            continue
        drawn += 1
        taken.append(box)
        if not name.reach:
            canvas.disc(name.at, 4.0, colours.paper)
            canvas.disc(name.at, 3.0, colours.quiet)
        middle = (box[1] + box[3]) / 2
        canvas.write((box[0], middle), name.text, PLACE, colours.ink, halo=colours.land)
    for text, area in countries:
        spaced = SPACE.join(text.upper())
        width = measure_text(spaced, COUNTRY) + 2 * AROUND_PX
        height = COUNTRY.line + AROUND_PX
        for x, y in _list_points(area, frame):
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if _is_free(box, taken, frame) and area.contains(shapely.box(*box)):
                taken.append(box)
                canvas.write((x, y), spaced, COUNTRY, colours.quiet, anchor="mm", halo=colours.land)
                break


def _list_points(area: shapely.Polygon, frame: Box) -> list[Point]:
    """Points of a grid in an area, those that lie deepest in it first."""
    left, top, right, bottom = frame
    xs, ys = np.meshgrid(np.arange(left, right, STEP_PX), np.arange(top, bottom, STEP_PX))
    points = shapely.points(xs.ravel(), ys.ravel())
    points = points[shapely.contains(area, points)]
    depth = shapely.distance(area.boundary, points)
    return [(point.x, point.y) for point in points[np.argsort(-depth, kind="stable")]]


def _list_spots(name: Name, width: float, height: float) -> Iterator[Box]:
    """Boxes around the marks of a name: right, left, below, above, then aslant."""
    x, y = name.at
    far = max(name.reach, 4.0) + GAP_PX
    near = far * 0.75
    half = height / 2
    yield (x + far, y - half, x + far + width, y + half)
    yield (x - far - width, y - half, x - far, y + half)
    yield (x - width / 2, y + far - 4, x + width / 2, y + far - 4 + height)
    yield (x - width / 2, y - far + 4 - height, x + width / 2, y - far + 4)
    yield (x + near, y + near - half, x + near + width, y + near + half)
    yield (x + near, y - near - half, x + near + width, y - near + half)
    yield (x - near - width, y + near - half, x - near, y + near + half)
    yield (x - near - width, y - near - half, x - near, y - near + half)


def _is_free(box: Box, taken: list[Box], frame: Box) -> bool:
    inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return inside and all(
        box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
        for other in taken
    )
