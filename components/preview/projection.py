"""Where a point of the earth stands in the picture: Web Mercator (EPSG:3857), as on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from components.preview.canvas import Box, Point

#: Pixels of the whole world at zoom 0.
WORLD = 256
#: Nearest and farthest zoom of a map that is fitted to points.
NEAREST, FARTHEST = 10.5, 6.0

Degrees = npt.NDArray[np.float64]
#: West, south, east, north in degrees.
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class Projection:
    """The map in the picture.

    Parameters
    ----------
    box : where the map lies in the picture, pixels.
    middle : of the map in world pixels at `zoom`.
    zoom : 0 shows the world in `WORLD` pixels.
    """

    box: Box
    middle: Point
    zoom: float

    def project(self, lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
        """Pixels of points in degrees WGS 84, arrays of one shape."""
        x, y = _project_world(lon, lat, self.zoom)
        left, top, right, bottom = self.box
        return (
            x - self.middle[0] + (left + right) / 2,
            y - self.middle[1] + (top + bottom) / 2,
        )

    def place(self, lon: float, lat: float) -> Point:
        """Pixel of one point in degrees WGS 84."""
        x, y = self.project(np.array([lon]), np.array([lat]))
        return float(x[0]), float(y[0])

    def bounds(self, margin_px: float = 0.0) -> Bounds:
        """What the map shows, degrees WGS 84, and as many pixels around it."""
        left, top, right, bottom = self.box
        half = ((right - left) / 2 + margin_px, (bottom - top) / 2 + margin_px)
        west, north = _find_degrees(self.middle[0] - half[0], self.middle[1] - half[1], self.zoom)
        east, south = _find_degrees(self.middle[0] + half[0], self.middle[1] + half[1], self.zoom)
        return west, south, east, north


def stand_at(lat: float, lon: float, zoom: float, box: Box) -> Projection:
    """The map around a point, degrees WGS 84."""
    x, y = _project_world(np.array([lon]), np.array([lat]), zoom)
    return Projection(box, (float(x[0]), float(y[0])), zoom)


def fit_bounds(bounds: Bounds, box: Box) -> Projection:
    """The map that shows all of some bounds, degrees WGS 84, as large as it can be."""
    west, south, east, north = bounds
    x, y = _project_world(np.array([west, east]), np.array([north, south]), 0)
    left, top, right, bottom = box
    width, height = max(float(x[1] - x[0]), 1e-9), max(float(y[1] - y[0]), 1e-9)
    zoom = math.log2(min((right - left) / width, (bottom - top) / height))
    zoom = min(NEAREST, max(FARTHEST, zoom))
    scale = 2**zoom
    return Projection(box, (float(x.mean()) * scale, float(y.mean()) * scale), zoom)


def _project_world(lon: Degrees, lat: Degrees, zoom: float) -> tuple[Degrees, Degrees]:
    size = WORLD * 2**zoom
    y = 0.5 - np.arctanh(np.sin(np.radians(lat))) / (2 * math.pi)
    return (lon / 360 + 0.5) * size, y * size


def _find_degrees(x: float, y: float, zoom: float) -> Point:
    size = WORLD * 2**zoom
    lat = math.degrees(math.asin(math.tanh(2 * math.pi * (0.5 - y / size))))
    return (x / size - 0.5) * 360, lat
