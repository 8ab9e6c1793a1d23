"""Layers as GeoJSON (RFC 7946): longitude before latitude, WGS 84, null where no place is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

#: Features that are written at once.
PART = 10_000


def write_geojson(
    layers: Iterable[gpd.GeoDataFrame], members: Mapping[str, object]
) -> Iterator[bytes]:
    """Layers as one collection of features, in parts, each made when it is asked for.

    Parameters
    ----------
    layers : EPSG:4326, any rows and geometries, unique `id`; dates datetime64, missing values null.
    members : what the collection says of itself beside its features (RFC 7946, 6.1).
    """
    head = json.dumps(dict(members), ensure_ascii=False)[1:-1]
    yield f'{{"type": "FeatureCollection", {head + ", " if head else ""}"features": [\n'.encode()
    separator = b""
    for layer in layers:
        for first in range(0, len(layer), PART):
            yield separator + _write_features(layer.iloc[first : first + PART])
            separator = b",\n"
    yield b"\n]}\n"


def _write_features(layer: gpd.GeoDataFrame) -> bytes:
    places = shapely.to_geojson(layer.geometry.to_numpy())
    ids = layer["id"].tolist()
    rows = write_records(pd.DataFrame(layer.drop(columns=layer.geometry.name)))
    features = [
        f'{{"type":"Feature","id":{json.dumps(id_)},"geometry":{place or "null"},"properties":{row}}}'
        for id_, place, row in zip(ids, places, rows, strict=True)
    ]
    return ",\n".join(features).encode()


def write_records(table: pd.DataFrame) -> list[str]:
    """Each row as an object of JSON, dates as YYYY-MM-DD, null for what is missing.

    >>> write_records(pd.DataFrame({"a": ["1/2", None], "b": pd.array([3, None], dtype="Int64")}))
    ['{"a":"1/2","b":3}', '{"a":null,"b":null}']
    """
    if table.empty:
        return []
    days = {
        str(name): _write_days(column) for name, column in table.items() if column.dtype.kind == "M"
    }
    lines = table.assign(**days).to_json(orient="records", lines=True, force_ascii=False)
    # Every slash is written with a backslash of its own; JSON does not ask for it.
    return lines.removesuffix("\n").replace("\\/", "/").split("\n")


def _write_days(column: pd.Series) -> pd.Series:
    texts = np.datetime_as_string(column.to_numpy(), unit="D").astype(object)
    return pd.Series(texts, index=column.index, dtype="str").where(column.notna())
