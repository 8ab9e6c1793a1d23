"""The whole record as a Frictionless data package: its tables, and what every column of them means."""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.export.about import About, write_about
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS
from geo.export.csv_file import write_rows
from geo.export.geojson import write_geojson
from geo.export.table_schema import describe_schema
from geo.export.tables import export_claims, export_events
from geo.filters import Mask
from geo.ground import CREDIT
from geo.record import Record
from geo.tables.cell_rules import LIST_SEPARATOR, Table
from geo.tables.schema import CONTROL, COVERAGE, FORMER, MISSING, PLACES, SOURCES

DESCRIPTOR, README = "datapackage.json", "README.txt"
DISTRICTS = "districts.geojson"


def write_package(record: Record, name: str, about: About) -> bytes:
    """All tables of the record and the outlines of the districts as a ZIP file with its description.

    Data Package and Table Schema 1 (specs.frictionlessdata.io). The same record gives the same bytes.

    Parameters
    ----------
    record : the record.
    name : of the package, a-z, 0-9 and hyphens.
    about : what it is.
    """
    tables = {table.name: write_rows(read(record)) for table, read in TABLES.items()}
    contents = {f"data/{key}.csv": body for key, body in tables.items()}
    contents[f"data/{DISTRICTS}"] = write_districts(record)
    resources = [
        _describe_file(table.name, f"data/{table.name}.csv", tables[table.name], table.meaning)
        | {"profile": "tabular-data-resource", "schema": describe_schema(table)}
        for table in TABLES
    ]
    outlines = contents[f"data/{DISTRICTS}"]
    resources.append(_describe_file("districts", f"data/{DISTRICTS}", outlines, CREDIT))
    descriptor = {
        "profile": "data-package",
        "name": name,
        **about.members(),
        "created": f"{record.date.isoformat()}T00:00:00Z",
        "resources": resources,
    }
    texts = {
        DESCRIPTOR: json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n",
        README: write_about(about),
    }
    return _write_zip({key: text.encode() for key, text in texts.items()} | contents, record.date)


def _describe_file(name: str, path: str, body: bytes, description: str) -> dict[str, Any]:
    ending = path.rpartition(".")[2]
    return {
        "name": name.replace("_", "-"),
        "path": path,
        "description": description,
        "format": ending,
        "mediatype": {"csv": "text/csv", "geojson": "application/geo+json"}[ending],
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
    }


def _write_zip(contents: Mapping[str, bytes], date: datetime.date) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in contents.items():
            entry = zipfile.ZipInfo(name, (date.year, date.month, date.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, body)
    return file.getvalue()


def write_districts(record: Record, counts: Mapping[str, int] | None = None) -> bytes:
    """The outlines of the districts as GeoJSON, outer rings counterclockwise (RFC 7946, 3.1.6).

    Parameters
    ----------
    record : the record.
    counts : id -> number of incidents, added as `incidents`; None adds nothing.
    """
    districts = record.districts.reset_index()
    geometry = shapely.orient_polygons(districts.geometry.to_numpy())
    if counts is not None:
        numbers = [counts.get(id_, 0) for id_ in districts["id"]]
        districts = districts.assign(incidents=pd.Series(numbers, dtype="int64"))
    layer = gpd.GeoDataFrame(districts.drop(columns="geometry"), geometry=geometry)
    return b"".join(write_geojson([layer], {"version": record.version, "credit": CREDIT}))


def _all(record: Record) -> Mask:
    return np.ones(len(record.events), dtype=bool)


def _read_incidents(record: Record) -> pd.DataFrame:
    return export_events(record, _all(record))


def _read_claims(record: Record) -> pd.DataFrame:
    return export_claims(record, _all(record))


def _read_sources(record: Record) -> pd.DataFrame:
    return _write_cells(record.sources.reset_index(), SOURCES)


def _read_places(record: Record) -> pd.DataFrame:
    return _write_cells(pd.DataFrame(record.places.reset_index()), PLACES)


def _read_coverage(record: Record) -> pd.DataFrame:
    return _write_cells(record.coverage, COVERAGE)


def _read_control(record: Record) -> pd.DataFrame:
    return _write_cells(record.control, CONTROL)


def _read_missing(record: Record) -> pd.DataFrame:
    return _write_cells(record.missing, MISSING)


def _read_former(record: Record) -> pd.DataFrame:
    rows = [(id_, table, now) for table, ids in record.former.items() for id_, now in ids.items()]
    return pd.DataFrame(rows, columns=FORMER.column_names, dtype="str")


#: The tables in their order, and how they are read out of a record.
TABLES: dict[Table, Callable[[Record], pd.DataFrame]] = {
    INCIDENTS: _read_incidents,
    CLAIMS_TAKEN: _read_claims,
    SOURCES: _read_sources,
    PLACES: _read_places,
    COVERAGE: _read_coverage,
    CONTROL: _read_control,
    MISSING: _read_missing,
    FORMER: _read_former,
}


def _write_cells(table: pd.DataFrame, schema: Table) -> pd.DataFrame:
    """The columns of a table as text; lists as one text, "" for what is missing."""
    cells = {name: table[name].map(_write_cell) for name in schema.column_names}
    return pd.DataFrame(cells, dtype="str")


def _write_cell(cell: str | float | tuple[str, ...]) -> str:
    if isinstance(cell, tuple):
        return LIST_SEPARATOR.join(cell)
    return "" if pd.isna(cell) else str(cell)
