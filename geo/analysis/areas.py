"""Where districts lie: their size, who borders on whom, what is within some kilometres of what.

Lengths and areas are those on the ellipsoid WGS 84 (Karney 2013, `pyproj.Geod`).
"""

from __future__ import annotations

import re
from functools import lru_cache

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj import Geod, Transformer
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.ground import REGION, WGS84
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.problems import clip_text

GEOD = Geod(ellps="WGS84")
#: Borders were rounded to 4 decimals apart from each other: this far, in degrees, they are one.
SAME_BORDER = 0.0003
#: Shortest border of neighbours, in degrees: less is a corner.
SHORTEST_BORDER = 0.002
#: Longest piece of a line that is straight on the plane in which distances are looked for, in degrees.
PIECE = 0.02
MOST_KM = 500.0
MOST_POINTS = 1_000
LONGEST_AREA = 20_000
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_POINT = re.compile(rf"\s*({_NUMBER})\s*[,; \t]\s*({_NUMBER})\s*")
WKT_KINDS = ("POINT", "LINESTRING", "POLYGON", "MULTIPOLYGON")


class AreaError(ValueError):
    """A place that was typed in cannot be used; says its value and the cure."""


@keep_with_record
def measure_areas(record: Record) -> pd.Series:
    """Area of each district in square kilometres, float64, indexed by id."""
    areas = [
        abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6 for shape in record.districts.geometry
    ]
    return pd.Series(areas, index=record.districts.index, name="area_km2", dtype="float64")


@keep_with_record
def find_neighbours(record: Record) -> dict[str, tuple[str, ...]]:
    """District -> those with which it shares a border longer than a corner, in the record's order."""
    districts = record.districts
    shapes = districts.geometry.to_numpy()
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=SAME_BORDER)
    edges = shapely.buffer(shapely.boundary(shapes), SAME_BORDER)
    shared = shapely.length(shapely.intersection(shapely.boundary(shapes[left]), edges[right]))
    long = (shared >= SHORTEST_BORDER) & (left != right)
    pairs = pd.Series(districts.index[right[long]], index=districts.index[left[long]])
    order = {id_: place for place, id_ in enumerate(districts.index)}
    return {
        str(id_): tuple(sorted(map(str, pairs.loc[[id_]]), key=order.__getitem__))
        if id_ in pairs.index
        else ()
        for id_ in districts.index
    }


def add_neighbours(record: Record, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Districts and all that border on one of them, in the record's order."""
    neighbours = find_neighbours(record)
    wanted = {*ids, *(other for id_ in ids for other in neighbours.get(id_, ()))}
    return tuple(str(id_) for id_ in record.districts.index if id_ in wanted)


def find_within(
    districts: gpd.GeoDataFrame, place: BaseGeometry, *, radius_km: float
) -> tuple[str, ...]:
    """The districts of which some part is at most so far from a place, in their order.

    Parameters
    ----------
    districts : polygon layer, EPSG:4326, indexed by id.
    place : point, line or area, degrees.
    radius_km : kilometres, 0 to `MOST_KM`; with 0 those that the place touches.

    Raises
    ------
    AreaError : the radius is out of its bounds.
    """
    if not 0 <= radius_km <= MOST_KM:
        raise AreaError(
            f"{radius_km} km is not between 0 and {MOST_KM:.0f}; choose a distance there"
        )
    near = measure_distances(districts, place) <= radius_km
    return tuple(map(str, districts.index[near]))


def measure_distances(districts: gpd.GeoDataFrame, place: BaseGeometry) -> npt.NDArray[np.float64]:
    """Shortest distance of each district from a place, kilometres, shape (n,); 0 where they touch.

    The two nearest points are looked for on the plane that keeps distances from the middle of the
    place (azimuthal equidistant); how far they are apart is that on the ellipsoid.
    """
    assert districts.crs == WGS84
    middle = place.centroid
    there, back = _plane(round(middle.x, 6), round(middle.y, 6))

    def flatten(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(there.transform(points[:, 0], points[:, 1]))

    flat = shapely.transform(shapely.segmentize(place, PIECE), flatten)
    shapes = shapely.transform(shapely.segmentize(districts.geometry.to_numpy(), PIECE), flatten)
    lines = shapely.shortest_line(shapes, flat)
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    lon, lat = back.transform(ends[:, :, 0], ends[:, :, 1])
    _, _, metres = GEOD.inv(lon[:, 0], lat[:, 0], lon[:, 1], lat[:, 1])
    return np.asarray(metres, dtype=np.float64) / 1000


@lru_cache(maxsize=16)
def _plane(lon: float, lat: float) -> tuple[Transformer, Transformer]:
    flat = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +ellps=WGS84 +units=m"
    return (
        Transformer.from_crs(WGS84, flat, always_xy=True),
        Transformer.from_crs(flat, WGS84, always_xy=True),
    )


def read_place(text: str) -> BaseGeometry:
    """A point, line or area out of a text.

    Parameters
    ----------
    text : WKT, or a longitude and latitude on each line: one line is a point, two are the ends of a
        line, more are the corners of an area.

    Raises
    ------
    AreaError : the text is none of these, leaves the map, or crosses itself.

    >>> read_place("46.75 39.76").geom_type, read_place("46 39\\n47 39\\n47 40").geom_type
    ('Point', 'Polygon')
    """
    text = text.strip()
    if not text:
        raise AreaError("nothing is written; write a longitude and a latitude, such as 46.75 39.76")
    if len(text) > LONGEST_AREA:
        raise AreaError(f"longer than {LONGEST_AREA} characters; simplify the area")
    place = _read_wkt(text) if text[0].isalpha() else _read_lines(text)
    if shapely.get_num_coordinates(place) > MOST_POINTS:
        raise AreaError(f"more than {MOST_POINTS} points; simplify the area")
    if place.is_empty or not place.is_valid:
        raise AreaError(f"{clip_text(text)}: is empty or crosses itself; draw it again")
    if not shapely.box(*REGION).covers(place):
        west, south, east, north = REGION
        raise AreaError(
            f"{clip_text(text)}: leaves the map, {west} to {east} east and {south} to {north} north; "
            "longitude comes first"
        )
    return place


def _read_wkt(text: str) -> BaseGeometry:
    try:
        place = shapely.from_wkt(text)
    except ShapelyError:
        place = None
    if place is None or place.geom_type.upper() not in WKT_KINDS:
        raise AreaError(
            f"{clip_text(text)}: is not WKT of a kind that can be used; write one of "
            f"{', '.join(WKT_KINDS)}, such as POINT (46.75 39.76)"
        )
    return shapely.force_2d(place)


def _read_lines(text: str) -> BaseGeometry:
    points = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _POINT.fullmatch(line)
        if found is None:
            raise AreaError(
                f"line {number}, {clip_text(line)}: is not a longitude and a latitude; write two "
                "numbers with points, such as 46.75 39.76"
            )
        points.append((float(found[1]), float(found[2])))
    if len(points) > 2:
        return shapely.Polygon(points)
    return shapely.LineString(points) if len(points) == 2 else shapely.Point(points[0])
