"""Where marks stand: those of one place side by side, places that would overlap moved apart."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from components.preview.canvas import Box, Point
from components.preview.projection import Projection
from components.preview.sent import Sent
from components.preview.shapes import HALF, LARGER
from geo.record import Record

#: Distance of neighbours in CSS pixels of the page.
SPACING = 16.5
#: More marks than this at one place become a disc with their number.
MOST_MARKS = 19
CROWD_R = 17.0 * LARGER
#: Around the marks of a place that is known no closer than its district.
SOFT_PX = 5.0 * LARGER
#: Middles around which marks may stand, in steps of the grid.
MIDDLES = ((0.0, 0.0), (0.5, 0.0), (0.25, 0.5), (0.5, 1 / 3), (0.5, 2 / 3))
#: Between two places, pixels; how often places that overlap are moved apart.
BETWEEN_PX, ROUNDS = 2.0, 120
#: How far a place goes back to its point in each round, of the distance.
BACK = 0.04


@dataclass
class Site:
    """A place with marks.

    Parameters
    ----------
    home : pixel of its point.
    soft : known no closer than the district.
    rows : positions in `events` of what counts, then of what is only possible.
    sure : how many of these count.
    at : pixel of the middle of its marks.
    """

    home: Point
    soft: bool
    rows: list[int]
    sure: int
    at: Point

    @property
    def crowd(self) -> bool:
        """Whether its marks are a disc with their number."""
        return len(self.rows) > MOST_MARKS

    @property
    def reach(self) -> float:
        """Radius of all that is drawn here, pixels."""
        if self.crowd:
            return CROWD_R + (SOFT_PX if self.soft else 0)
        far = max(math.hypot(*slot) for slot in pack_marks(len(self.rows)))
        return far + HALF * LARGER + (SOFT_PX if self.soft else 0)

    def slots(self) -> list[tuple[int, Point]]:
        """Each row with the pixel of its mark; none of a crowd."""
        if self.crowd:
            return []
        x, y = self.at
        offsets = pack_marks(len(self.rows))
        return [(row, (x + dx, y + dy)) for row, (dx, dy) in zip(self.rows, offsets, strict=True)]


@lru_cache(maxsize=64)
def pack_marks(count: int) -> list[Point]:
    """Offsets of marks of one place in reading order: on a grid of triangles, as close as can be."""
    found = [_settle(_take_nearest(count, *middle)) for middle in MIDDLES]
    return min(found, key=lambda points: max(round(math.hypot(*point), 6) for point in points))


def _take_nearest(count: int, middle_x: float, middle_y: float) -> list[Point]:
    step, row_step = SPACING * LARGER, SPACING * LARGER * math.sqrt(3) / 2
    reach = math.isqrt(count) + 2
    points = [
        ((column + (0.5 if row % 2 else 0) - middle_x) * step, (row - middle_y) * row_step)
        for row in range(-reach, reach + 1)
        for column in range(-reach - 1, reach + 2)
    ]
    return sorted(points, key=lambda point: (round(math.hypot(*point), 6), -point[1], point[0]))[
        :count
    ]


def _settle(points: list[Point]) -> list[Point]:
    """Around the middle of their weight, row by row."""
    mean_x, mean_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    moved = [(x - mean_x, y - mean_y) for x, y in points]
    return sorted(moved, key=lambda point: (round(point[1]), point[0]))


def collect_sites(
    record: Record, sure: npt.NDArray[np.bool_], possible: npt.NDArray[np.bool_], projection: Projection, sent: Sent
) -> list[Site]:  # fmt: skip
    """The places that have something on the map, moved apart, those with most marks first.

    Parameters
    ----------
    record : what is shown.
    sure, possible : which of its events count, and which may; shape (events,).
    """
    inner = {district["id"]: district for district in sent.districts}
    sites: dict[object, Site] = {}
    columns = record.events[["lon", "lat", "location_precision", "district_id", "on_map"]]
    for mask in (sure, possible):
        for row in np.flatnonzero(mask).tolist():
            event = columns.iloc[row]
            if event["on_map"]:
                _add(sites, row, event, inner, projection)
        if mask is sure:
            for site in sites.values():
                site.sure = len(site.rows)
    seen = [site for site in sites.values() if _lies_in(site.home, projection.box)]
    seen.sort(key=lambda site: (-len(site.rows), site.home))
    move_apart(seen, projection.box)
    return seen


def _add(
    sites: dict[object, Site], row: int, event: Any, inner: dict[str, dict[str, Any]], projection: Projection
) -> None:  # fmt: skip
    soft = event["location_precision"] == "district" and event["district_id"] in inner
    at = inner[event["district_id"]] if soft else event
    key = event["district_id"] if soft else (at["lon"], at["lat"])
    if key not in sites:
        home = projection.place(at["lon"], at["lat"])
        sites[key] = Site(home, soft, [], 0, home)
    sites[key].rows.append(row)


def _lies_in(at: Point, box: Box) -> bool:
    return box[0] <= at[0] <= box[2] and box[1] <= at[1] <= box[3]


def move_apart(sites: list[Site], box: Box) -> None:
    """Move places that overlap apart, no farther than they must, and into the box."""
    if not sites:
        return
    homes = np.array([site.home for site in sites])
    reach = np.array([site.reach for site in sites])
    at = homes + np.arange(len(sites))[:, None] * 1e-3
    wanted = reach[:, None] + reach[None, :] + BETWEEN_PX
    np.fill_diagonal(wanted, 0)
    left, top, right, bottom = box
    low = np.minimum(np.stack([left + reach, top + reach], axis=1), homes)
    high = np.maximum(np.stack([right - reach, bottom - reach], axis=1), homes)
    for k in range(ROUNDS):
        away = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.hypot(away[..., 0], away[..., 1]), 1e-6)
        overlap = np.clip(wanted - distance, 0, None)
        if k and not overlap.any():
            break
        # A small place gives way to a large one.
        share = reach[None, :] / (reach[:, None] + reach[None, :])
        push = (away / distance[..., None]) * (overlap * share)[..., None]
        back = BACK if k < ROUNDS * 2 / 3 else 0
        at = np.clip(at + 0.7 * push.sum(axis=1) + back * (homes - at), low, high)
    for site, (x, y) in zip(sites, at.tolist(), strict=True):
        site.at = (x, y)
