"""The ground of the picture: countries, districts, who held which, water, the Lachin road."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from components.catalogue import _
from components.labels import HOLDER_TINTS
from components.preview.canvas import Canvas, Point
from components.preview.colours import Colours
from components.preview.projection import Projection
from components.preview.sent import Sent
from components.server.assets import DATA
from geo.dates import count_days
from geo.ground import load_layer
from geo.record import Record

#: The corridor is part of the ground from this day on, as on the page.
CORRIDOR_DAY = datetime.date(2020, 11, 10)
CORRIDOR_SHARE = 0.2
STRIPE_PX = 9.0
#: What lies this far outside is still drawn, so that no edge of a cut shows.
MARGIN_PX = 30.0


@lru_cache(maxsize=1)
def _load_layers() -> dict[str, gpd.GeoDataFrame]:
    return {name: load_layer(DATA, name) for name in ("countries", "water", "lachin")}


def find_tints(sent: Sent, day: datetime.date) -> dict[str, str]:
    """District -> how it is coloured on a day, a value of `HOLDER_TINTS`; without those that are not."""
    number = count_days(day)
    return {
        district["id"]: HOLDER_TINTS[span["state"]]
        for district in sent.control
        for span in district["spans"]
        if span["from"] <= number <= span["to"] and span["state"] in HOLDER_TINTS
    }


def draw_ground(
    canvas: Canvas,
    projection: Projection,
    record: Record,
    *,
    tints: dict[str, str],
    day: datetime.date,
    chosen: tuple[str, ...],
    colours: Colours,
) -> None:
    """Draw the ground in the order of the page.

    Parameters
    ----------
    record : gives the districts.
    tints : see `find_tints`.
    day : whose ground it is.
    chosen : districts that filters choose, which get a firm outline.
    """
    layers = _load_layers()
    districts = record.districts.geometry
    for area in _cut(layers["countries"].geometry, projection):
        _stroke_area(canvas, area, projection, colours.border, 1.2)
    for id_, shape in districts.items():
        for area in _cut([shape], projection):
            rings = _list_rings(area, projection)
            tint = tints.get(str(id_), "")
            if tint == "hatched":
                canvas.hatch_area(rings, colours.held_partly, colours.held, STRIPE_PX)
            else:
                canvas.fill_area(rings, colours.held if tint else colours.land)
    for area in _cut(districts, projection):
        _stroke_area(canvas, area, projection, colours.district, 1.2)
    lachin = layers["lachin"].set_index("id").geometry
    if day >= CORRIDOR_DAY:
        for area in _cut([lachin["corridor"]], projection):
            canvas.fill_area(_list_rings(area, projection), colours.road, CORRIDOR_SHARE)
    for area in _cut(layers["water"].geometry, projection):
        canvas.fill_area(_list_rings(area, projection), colours.water)
    for area in _cut(layers["countries"].geometry, projection):
        _stroke_area(canvas, area, projection, colours.border, 2.2)
    for line in _cut([lachin["road"]], projection):
        canvas.stroke(_place_line(line.coords, projection), colours.road, 2.6, (8, 6))
    for area in _cut(districts[districts.index.isin(chosen)], projection):
        _stroke_area(canvas, area, projection, colours.strong, 3.4)


def outline_countries(
    projection: Projection, record: Record, tints: Collection[str]
) -> list[tuple[str, shapely.Polygon]]:
    """The countries that the map shows: name, and the largest part of what is shown, in pixels.

    Without the districts that have a tint: what another side held is not written over.
    """
    countries = _load_layers()["countries"]
    districts = record.districts
    held = districts[districts.index.isin(list(tints))].geometry.union_all()
    found = []
    for name, country in zip(countries["name_en"], countries.geometry, strict=True):
        shape = country.difference(held)
        rings = [_list_rings(area, projection)[0] for area in _cut([shape], projection)]
        if rings:
            areas = [shapely.Polygon(ring).buffer(0) for ring in rings]
            found.append((_(name), max(areas, key=lambda area: area.area)))
    return found


def _cut(
    shapes: gpd.GeoSeries | list[BaseGeometry], projection: Projection
) -> Iterator[BaseGeometry]:
    """The single areas or lines of some shapes, as far as the map shows them."""
    cut = shapely.clip_by_rect(np.asarray(shapes, dtype=object), *projection.bounds(MARGIN_PX))
    for part in shapely.get_parts(cut):
        if not part.is_empty:
            yield part


def _list_rings(area: BaseGeometry, projection: Projection) -> list[list[Point]]:
    assert isinstance(area, shapely.Polygon)
    return [_place_line(ring.coords, projection) for ring in (area.exterior, *area.interiors)]


def _stroke_area(
    canvas: Canvas, area: BaseGeometry, projection: Projection, colour: tuple[int, int, int], width: float
) -> None:  # fmt: skip
    for ring in _list_rings(area, projection):
        canvas.stroke(ring, colour, width)


def _place_line(
    coordinates: shapely.coords.CoordinateSequence, projection: Projection
) -> list[Point]:
    points = np.asarray(coordinates)
    x, y = projection.project(points[:, 0], points[:, 1])
    return list(zip(x.tolist(), y.tolist(), strict=True))
