"""What is taken away as frames with types: dates, numbers, points; missing where a cell is empty."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.export.columns import CLAIMS_TAKEN, INCIDENTS
from geo.export.tables import export_claims, export_events
from geo.filters import Mask
from geo.ground import WGS84
from geo.record import Record
from geo.tables.cell_rules import Table
from geo.tables.row_checks import make_points

DEGREES = ("longitude", "latitude")


def make_incidents(record: Record, rows: Mask | None = None) -> gpd.GeoDataFrame:
    """Events with the names of their places and all that follows from their claims.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,); None for all, totals included.

    Returns
    -------
    Point layer, shape (n, k), EPSG:4326, RangeIndex, the columns of `geo.export.columns.INCIDENTS` and
    `geometry`: None where no place is known. Dates are datetime64[s], numbers of persons Int64, `lon` and
    `lat` float64 in degrees, the rest text; what is not known is missing and never zero.

    >>> from geo import load_record
    >>> incidents = make_incidents(load_record())
    >>> barda = incidents.set_index("id").loc["2020-10-28-barda"]
    >>> barda["place_name"], barda["evidence"], barda.geometry.geom_type
    ('Barda', 'independently documented', 'Point')
    >>> incidents.crs.to_string()
    'EPSG:4326'
    """
    table = type_columns(export_events(record, _choose(record, rows)), INCIDENTS)
    points = make_points(table["lon"].to_numpy(), table["lat"].to_numpy())
    return gpd.GeoDataFrame(table, geometry=points, crs=WGS84)


def make_claims(record: Record, rows: Mask | None = None) -> pd.DataFrame:
    """Claims on events: who says what, in which source.

    Parameters
    ----------
    record : the record.
    rows : on which events, shape (events,); None for all.

    Returns
    -------
    Shape (n, k), RangeIndex, the columns of `geo.export.columns.CLAIMS_TAKEN`: numbers of persons Int64,
    the rest text; `event_id` is the `id` of an event. Days that may be known to the month or year only
    (`said_on`, `date_said`) are text.

    >>> from geo import load_record
    >>> claims = make_claims(load_record())
    >>> claims["killed_civilian_low"].dtype
    Int64Dtype()
    """
    return type_columns(export_claims(record, _choose(record, rows)), CLAIMS_TAKEN)


def _choose(record: Record, rows: Mask | None) -> Mask:
    return np.ones(len(record.events), dtype=bool) if rows is None else rows


def type_columns(table: pd.DataFrame, schema: Table) -> pd.DataFrame:
    """A table of text with a type for each column.

    Parameters
    ----------
    table : text, "" for what is missing, the columns of `schema`.
    schema : says the kind of each column.

    Returns
    -------
    New table of the same shape: dates datetime64[s], counts Int64, degrees float64, the rest text.
    """
    return pd.DataFrame(
        {column.name: _type_cells(table[column.name], column.kind) for column in schema.columns}
    )


def _type_cells(cells: pd.Series, kind: str) -> pd.Series:
    given = cells.where(cells != "")
    if kind == "date":
        return pd.to_datetime(given, format="%Y-%m-%d").astype("datetime64[s]")
    if kind == "count":
        return pd.to_numeric(given).astype("Int64")
    if kind in DEGREES:
        return pd.to_numeric(given).astype("float64")
    return given
