"""The ground of the map: districts, countries, water, the Lachin road; point in polygon.

The files are small GeoJSON layers in WGS 84, made by `geo/data/make_ground.py`.
"""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.tables.problems import clip_text

REGION: Final = (43.0, 38.0, 51.2, 42.4)
"""Bounding box of the ground: min_lon, min_lat, max_lon, max_lat in degrees."""

CREDIT: Final = (
    "Borders: Natural Earth, generalised, 1:10m, public domain; places: GeoNames, CC BY 4.0"
)

CREDIT_LINE: Final = "Natural Earth · GeoNames, CC BY 4.0"
"""The same where there is room for a line only; the page About says the whole."""

WGS84: Final = "EPSG:4326"
#: How far an inner point keeps from taken points, of the square root of the area; how exact it is, degrees.
CLEAR_SHARE: Final = 0.22
INNER_TOLERANCE: Final = 0.005
DISTRICT_COLUMNS: Final = ("country", "kind", "name_en", "name_az", "name_hy")
DISTRICT_KINDS: Final = ("district", "city", "province", "region")
#: ISO 3166-2: a country, then a part of it.
DISTRICT_ID: Final = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
DISTRICT_NAME: Final = re.compile(r"[\w .'’()/-]{0,80}")


class GroundError(ValueError):
    """A layer of the ground, or the points laid on it, cannot be used."""


def load_layer(folder: Path, name: str) -> gpd.GeoDataFrame:
    """Load one layer of the ground.

    Parameters
    ----------
    folder : folder of the GeoJSON files.
    name : file name without its ending: districts, countries, water or lachin.

    Returns
    -------
    Layer, shape (n, k), n >= 1, EPSG:4326, ordered as in the file, with a column `id`.

    Raises
    ------
    GroundError : the file is missing, has no features or no ids, repeats an id, or holds an empty
        or invalid geometry.
    """
    path = folder / f"{name}.geojson"
    if not path.is_file():
        raise GroundError(f"{path} is missing; make it with `python -m geo.data.make_ground`")
    return _read_layer(path.read_bytes(), path.name)


def _read_layer(content: bytes, name: str) -> gpd.GeoDataFrame:
    layer = gpd.read_file(BytesIO(content))
    if layer.empty or "id" not in layer.columns:
        raise GroundError(f"{name}: no features with a property `id`")
    repeated = layer["id"][layer["id"].duplicated()]
    if not repeated.empty:
        raise GroundError(f"{name}: id {repeated.iloc[0]} is used more than once")
    broken = layer["id"][~layer.geometry.is_valid | layer.geometry.is_empty | layer.geometry.isna()]
    if not broken.empty:
        raise GroundError(f"{name}, id {broken.iloc[0]}: the geometry is empty or invalid")
    return layer


def load_districts(folder: Path) -> gpd.GeoDataFrame:
    """Load the districts of Azerbaijan, provinces of Armenia and regions of Georgia.

    Parameters
    ----------
    folder : folder of the GeoJSON files.

    Returns
    -------
    Layer, shape (n, 7), EPSG:4326: id (ISO 3166-2), country (AZ, AM, GE), kind (district, city,
    province, region), name_en, name_az, name_hy ("" where not known), geometry.

    Raises
    ------
    GroundError : as `load_layer`, and when a column is missing, a property is no text or none of its
        words, or a geometry is no polygon inside `REGION`.
    """
    path = folder / "districts.geojson"
    if not path.is_file():
        raise GroundError(f"{path} is missing; make it with `python -m geo.data.make_ground`")
    return read_districts(path.read_bytes())


def read_districts(content: bytes) -> gpd.GeoDataFrame:
    """Read the districts from the bytes of their file; see `load_districts`.

    A collection without any feature is a layer of shape (0, 7): a record may have no district.

    Raises
    ------
    GroundError : as `load_districts`, and when the bytes are no layer.
    """
    features = _list_features(content)
    if features == []:
        columns = ["id", *DISTRICT_COLUMNS]
        return gpd.GeoDataFrame(
            {name: pd.Series(dtype="str") for name in columns}, geometry=[], crs=WGS84
        )
    for feature in features or ():
        if fault := _find_wrong_property(feature):
            raise GroundError(f"districts.geojson{fault}")
    layer = _read_layer(content, "districts.geojson")
    for id_, shape in zip(layer["id"], layer.geometry, strict=True):
        if fault := _find_wrong_shape(shape):
            raise GroundError(f"districts.geojson, id {id_}: {fault}")
    return layer[["id", *DISTRICT_COLUMNS, "geometry"]]


def _list_features(content: bytes) -> list[Any] | None:
    """The features of a collection, None when the bytes are none."""
    try:
        layer = json.loads(content)
    except (ValueError, RecursionError):
        return None
    features = layer.get("features") if isinstance(layer, dict) else None
    return features if isinstance(features, list) else None


def _find_wrong_property(feature: Any) -> str:
    """What is wrong with the properties of a district, and with which, "" when nothing is."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or "id" not in properties:
        return ": a feature without a property `id`"
    for column in DISTRICT_COLUMNS:
        if column not in properties:
            return f": the property `{column}` is missing"
    for column in ("id", *DISTRICT_COLUMNS):
        if not isinstance(properties[column], str):
            return f": a property `{column}` is no text"
    place = f", id {clip_text(properties['id'])}"
    if not (
        DISTRICT_ID.fullmatch(properties["id"]) and properties["id"][:2] == properties["country"]
    ):
        return f"{place}: it is not an ISO 3166-2 code of its country"
    if properties["kind"] not in DISTRICT_KINDS:
        return f"{place}: the kind is not one of {', '.join(DISTRICT_KINDS)}"
    if not properties["name_en"]:
        return f"{place}: the property `name_en` is empty"
    for column in ("name_en", "name_az", "name_hy"):
        if DISTRICT_NAME.fullmatch(properties[column]) is None:
            return f"{place}: the property `{column}` is not a name of at most 80 letters"
    return ""


def _find_wrong_shape(shape: BaseGeometry) -> str:
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return f"the geometry is a {shape.geom_type}, not a polygon"
    if not shapely.box(*REGION).covers(shape):
        return "the geometry leaves the map; are longitude and latitude swapped?"
    return ""


def locate_points(points: gpd.GeoSeries, districts: gpd.GeoDataFrame) -> "pd.Series[str]":
    """Find the district that each point lies in.

    Parameters
    ----------
    points : shape (n,), EPSG:4326; missing and empty points are allowed.
    districts : polygon layer, shape (m, k), EPSG:4326, with a column `id`.

    Returns
    -------
    District ids, shape (n,), with the index of `points`; "" where there is no point or no district.
    A point on a shared border gets the id that comes first in the alphabet.

    Raises
    ------
    GroundError : `points` or `districts` are not in EPSG:4326.
    """
    for label, crs in (("points", points.crs), ("districts", districts.crs)):
        if crs != WGS84:
            raise GroundError(f"{label} have CRS {crs}, expected {WGS84}; use to_crs first")
    left = gpd.GeoDataFrame(geometry=points.reset_index(drop=True))
    joined = gpd.sjoin(left, districts[["id", "geometry"]], predicate="intersects")
    ids = joined["id"].groupby(level=0).min().reindex(left.index, fill_value="")
    return pd.Series(ids.to_numpy(), index=points.index, name="district_id", dtype="str")


def find_inner_point(area: BaseGeometry, water: BaseGeometry, taken: BaseGeometry) -> shapely.Point:
    """A point well inside an area, clear of water and of other points.

    The centre of the largest circle that holds no border, water or taken point; longitudes are
    shortened by the cosine of the latitude, so that the circle is one on the ground.

    Parameters
    ----------
    area : polygon, degrees WGS 84.
    water : lakes and seas, degrees WGS 84.
    taken : points to keep away from, degrees WGS 84.
    """
    land = area.difference(water)
    if land.is_empty:
        land = area
    squeeze = float(np.cos(np.radians(area.centroid.y)))
    flat = affinity.scale(land, squeeze, 1, origin=(0, 0))
    points = affinity.scale(taken.intersection(land), squeeze, 1, origin=(0, 0))
    if not points.is_empty:
        reach = np.sqrt(flat.area) * CLEAR_SHARE
        cleared = flat.difference(points.buffer(reach))
        flat = flat if cleared.is_empty else cleared
    [circle] = shapely.maximum_inscribed_circle([flat], tolerance=INNER_TOLERANCE)
    centre = shapely.Point(circle.coords[0])
    return affinity.scale(centre, 1 / squeeze, 1, origin=(0, 0))
