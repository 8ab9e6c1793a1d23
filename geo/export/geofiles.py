"""Layers as GeoPackage (OGC 12-128) and Parquet (GeoParquet 1.1), made as a whole."""

from __future__ import annotations

import json
from io import BytesIO

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio

from geo.export.about import About

GEOPARQUET = "1.1.0"
#: Key in the metadata of a Parquet file under which `About` stands, as JSON.
ABOUT_KEY = b"about"


def write_geopackage(layer: gpd.GeoDataFrame, name: str, about: About) -> bytes:
    """A point layer as a GeoPackage with one layer.

    Parameters
    ----------
    layer : EPSG:4326, as `geo.export.layers.make_incidents` gives it.
    name : of the layer.
    about : goes into the metadata of the layer.
    """
    file = BytesIO()
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(_keep_days(layer), geometry=layer.geometry.name, crs=layer.crs),
        file,
        layer=name,
        driver="GPKG",
        geometry_type="Point",
        layer_metadata=about.members(),
        use_arrow=True,
    )
    return file.getvalue()


def write_parquet(table: pd.DataFrame, about: About) -> bytes:
    """A table as Parquet, a layer as GeoParquet.

    Parameters
    ----------
    table : columns with types; a GeoDataFrame has its points as WKB.
    about : goes into the metadata of the file, as JSON under `about`.
    """
    found = _make_arrow(table)
    metadata = {**(found.schema.metadata or {}), ABOUT_KEY: json.dumps(about.members())}
    file = BytesIO()
    pq.write_table(found.replace_schema_metadata(metadata), file, compression="zstd")
    return file.getvalue()


def _make_arrow(table: pd.DataFrame) -> pa.Table:
    if not isinstance(table, gpd.GeoDataFrame):
        return pa.Table.from_pandas(_keep_days(table), preserve_index=False)
    file = BytesIO()
    layer = gpd.GeoDataFrame(_keep_days(table), geometry=table.geometry.name, crs=table.crs)
    layer.to_parquet(file, index=False, schema_version=GEOPARQUET)
    file.seek(0)
    return pq.read_table(file)


def _keep_days(table: pd.DataFrame) -> pd.DataFrame:
    """Dates as days: a moment of time would be read in some zone."""
    days = {
        str(name): pd.arrays.ArrowExtensionArray(
            pa.array(column.to_numpy().astype("datetime64[D]"))
        )
        for name, column in table.items()
        if column.dtype.kind == "M"
    }
    return table.assign(**days)
