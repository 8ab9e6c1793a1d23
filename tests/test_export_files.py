"""Each form in which the record is taken away is read back by the tools that people open it with."""

from __future__ import annotations

import datetime
import json
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from hostile_texts import HOSTILE_TEXTS
from record_factory import CLAIM_ROWS, bare_claim, event_row, write_record

from geo.export.about import LICENCE, About, ExportError, write_about
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS
from geo.export.csv_file import write_csv
from geo.export.excel import write_workbook
from geo.export.geofiles import write_geopackage, write_parquet
from geo.export.geojson import write_geojson, write_records
from geo.export.layers import make_claims, make_incidents
from geo.export.tables import export_claims, export_events, export_sources
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parent.parent
ABOUT = About("A record", "incidents of all dates", "0123456789ab", datetime.date(2026, 11, 21), 3)


@pytest.fixture(scope="module")
def real() -> Record:
    return load_record(ROOT)


@pytest.fixture
def hostile(tmp_path: Path) -> Record:
    """A record whose titles and speakers are hostile texts, none of them at a place."""
    texts = [
        *HOSTILE_TEXTS,
        "line\nbreak",
        "=1+1",
        "\u2028 separator",
        'quote " and \\ slash / end',
    ]
    events = [
        event_row(
            id=f"barda-{n}", title=text, place_id="", lon="", lat="", location_precision="none"
        )
        for n, text in enumerate(texts)
    ]
    claims = [
        bare_claim(id=f"barda-{n}-1", event_id=f"barda-{n}", speaker=text)
        for n, text in enumerate(texts)
    ]
    return load_record(write_record(tmp_path, events=events, claims=claims))


def _geojson(layer: gpd.GeoDataFrame) -> bytes:
    return b"".join(write_geojson([layer], ABOUT.members()))


Write = Callable[[gpd.GeoDataFrame], bytes]
WRITERS: dict[str, Write] = {
    "GeoJSON": _geojson,
    "GeoPackage": lambda layer: write_geopackage(layer, "incidents", ABOUT),
    "Parquet": lambda layer: write_parquet(layer, ABOUT),
}


ENDINGS = {"GeoJSON": "geojson", "GeoPackage": "gpkg", "Parquet": "parquet"}


def _read_layer(form: str, body: bytes, folder: Path) -> gpd.GeoDataFrame:
    # GDAL goes by the ending of the name as well.
    path = folder / f"layer.{ENDINGS[form]}"
    path.write_bytes(body)
    return gpd.read_parquet(path) if form == "Parquet" else gpd.read_file(path)


@pytest.mark.parametrize("form", WRITERS)
def test_a_layer_is_read_back_with_its_rows_points_and_texts(
    real: Record, tmp_path: Path, form: str
) -> None:
    layer = make_incidents(real)

    found = _read_layer(form, WRITERS[form](layer), tmp_path)

    assert found.crs == "EPSG:4326"
    assert found["id"].tolist() == real.events["id"].tolist()
    assert set(INCIDENTS.column_names) <= set(found.columns)
    assert found["title"].tolist() == real.events["title"].tolist()
    placed = real.events["lon"].notna().to_numpy()
    assert found.geometry.notna().tolist() == placed.tolist()
    assert np.allclose(found.geometry[placed].x, real.events["lon"][placed], rtol=0, atol=1e-9)
    assert np.allclose(found.geometry[placed].y, real.events["lat"][placed], rtol=0, atol=1e-9)
    days = pd.to_datetime(found["date"]).dt.date
    assert days.tolist() == real.events["date"].dt.date.tolist()
    tolls = pd.to_numeric(found["killed_civilian_low"]).astype("Int64")
    assert tolls.tolist() == layer["killed_civilian_low"].tolist()


@pytest.mark.parametrize("form", WRITERS)
def test_no_text_is_lost_or_changed_in_a_layer(hostile: Record, tmp_path: Path, form: str) -> None:
    found = _read_layer(form, WRITERS[form](make_incidents(hostile)), tmp_path)

    assert sorted(found["title"]) == sorted(hostile.events["title"])
    assert found.geometry.isna().all()


@pytest.mark.parametrize("form", WRITERS)
def test_a_layer_without_rows_is_still_a_layer(real: Record, tmp_path: Path, form: str) -> None:
    none = np.zeros(len(real.events), dtype=bool)

    found = _read_layer(form, WRITERS[form](make_incidents(real, none)), tmp_path)

    assert len(found) == 0


# GeoJSON


def test_geojson_has_longitude_first_no_crs_and_null_for_an_unknown_place(real: Record) -> None:
    found = json.loads(_geojson(make_incidents(real)))

    assert found["type"] == "FeatureCollection"
    assert "crs" not in found
    assert (found["version"], found["licence"]) == (ABOUT.version, LICENCE)
    features = {feature["id"]: feature for feature in found["features"]}
    barda, event = features["2020-10-28-barda"], real.events.set_index("id").loc["2020-10-28-barda"]
    assert barda["geometry"] == {"type": "Point", "coordinates": [event["lon"], event["lat"]]}
    assert barda["properties"]["place_name"] == "Barda"
    assert barda["properties"]["date"] == "2020-10-28"
    unplaced = [feature for feature in found["features"] if feature["geometry"] is None]
    assert len(unplaced) == int(real.events["lon"].isna().sum()) > 0
    assert all(feature["properties"]["lon"] is None for feature in unplaced)


def test_geojson_in_parts_is_the_same_as_in_one(
    real: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = make_incidents(real)
    whole = _geojson(layer)
    monkeypatch.setattr("geo.export.geojson.PART", 7)
    halves = [layer.iloc[:50], layer.iloc[50:]]

    assert _geojson(layer) == whole
    assert b"".join(write_geojson(halves, ABOUT.members())) == whole


def test_geojson_is_what_geopandas_writes(real: Record) -> None:
    layer = make_incidents(real)
    texts = layer.assign(
        date=layer["date"].dt.strftime("%Y-%m-%d"),
        date_end=layer["date_end"].dt.strftime("%Y-%m-%d"),
        checked=layer["checked"].dt.strftime("%Y-%m-%d"),
        as_known_on=None,
    )

    theirs = json.loads(texts.to_json(drop_id=True))["features"]

    for ours, other in zip(json.loads(_geojson(layer))["features"], theirs, strict=True):
        assert (ours["geometry"], ours["properties"]) == (other["geometry"], other["properties"])


def test_a_record_of_json_has_no_line_end_of_its_own() -> None:
    (line,) = write_records(pd.DataFrame({"a": ["one\ntwo\u2028three\\/"]}))

    assert json.loads(line) == {"a": "one\ntwo\u2028three\\/"}
    assert "\n" not in line


# GDAL, DuckDB, spreadsheets


def test_gdal_finds_one_layer_of_points_with_dates_and_whole_numbers(
    real: Record, tmp_path: Path
) -> None:
    path = tmp_path / "incidents.gpkg"
    path.write_bytes(write_geopackage(make_incidents(real), "incidents", ABOUT))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        info = pyogrio.read_info(path, layer="incidents")

    assert pyogrio.list_layers(path)[:, 0].tolist() == ["incidents"]
    assert (info["geometry_type"], info["crs"]) == ("Point", "EPSG:4326")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert types["date"] == "OFTDate"
    assert types["killed_civilian_low"] == "OFTInteger64"
    assert info["layer_metadata"]["licence"] == LICENCE


def test_duckdb_reads_parquet_with_dates_numbers_and_what_it_is(
    real: Record, tmp_path: Path
) -> None:
    path = tmp_path / "incidents.parquet"
    path.write_bytes(write_parquet(make_incidents(real), ABOUT))

    database = duckdb.connect()
    columns = database.execute(f"DESCRIBE SELECT * FROM '{path}'").df()
    types = columns.set_index("column_name")["column_type"]
    since = database.execute(f"SELECT id FROM '{path}' WHERE date >= DATE '2020-09-27'").df()

    assert (types["date"], types["killed_civilian_low"]) == ("DATE", "BIGINT")
    assert len(since) == int((real.events["date"] >= "2020-09-27").sum())
    metadata = pq.read_metadata(path).metadata
    assert json.loads(metadata[b"geo"])["version"] == "1.1.0"
    assert json.loads(metadata[b"about"]) == ABOUT.members()


@pytest.mark.parametrize("kind", ["incidents", "claims"])
def test_a_workbook_has_the_rows_as_cells_with_types_and_no_formula(
    hostile: Record, kind: str
) -> None:
    schema = INCIDENTS if kind == "incidents" else CLAIMS_TAKEN
    table = make_incidents(hostile) if kind == "incidents" else make_claims(hostile)

    book = openpyxl.load_workbook(BytesIO(write_workbook(table, schema, ABOUT)))

    assert book.sheetnames == [kind, "Columns", "About"]
    head, *rows = book[kind].iter_rows()
    assert [cell.value for cell in head] == schema.column_names
    assert [row[0].value for row in rows] == table["id"].tolist()
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}
    if kind == "incidents":
        assert [row[1].value for row in rows] == table["title"].tolist()
        assert {row[2].value for row in rows} == {datetime.datetime(2020, 10, 28)}
    meanings = {row[0]: row[1] for row in book["Columns"].iter_rows(values_only=True)}
    assert list(meanings) == schema.column_names
    assert ("Licence", LICENCE) in list(book["About"].iter_rows(values_only=True))


def test_a_text_that_no_cell_holds_is_refused_with_its_column() -> None:
    table = make_claims(load_record(ROOT)).head(1).assign(note="x" * 32_768)

    with pytest.raises(ExportError, match="note: a cell holds 32,768 characters"):
        write_workbook(table, CLAIMS_TAKEN, ABOUT)


def test_a_byte_order_mark_stands_once_at_the_beginning(
    real: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.export.tables.PART", 50)
    rows = np.ones(len(real.events), dtype=bool)

    plain = b"".join(write_csv(export_events, real, rows))
    marked = b"".join(write_csv(export_events, real, rows, bom=True))

    assert marked == b"\xef\xbb\xbf" + plain
    assert pd.read_csv(BytesIO(marked))["id"].tolist() == real.events["id"].tolist()


# What is in them


def test_names_of_places_and_districts_are_joined(real: Record) -> None:
    table = export_events(real, np.ones(len(real.events), dtype=bool)).set_index("id")

    barda = table.loc["2020-10-28-barda"]
    names = ["place_name", "place_name_az", "district_id", "district_name"]
    assert [barda[name] for name in names] == ["Barda", "Bərdə", "AZ-BAR", "Barda district"]
    assert set(table["district_name"][table["lon"] == ""]) == {""}


def test_claims_are_those_of_the_chosen_incidents(real: Record) -> None:
    rows = (real.events["id"] == "2020-10-28-barda").to_numpy()

    claims = make_claims(real, rows)

    assert claims["id"].tolist() == export_claims(real, rows)["id"].tolist()
    assert claims["killed_civilian_low"].dtype == "Int64"


def test_sources_are_those_of_the_chosen_incidents_or_all(real: Record) -> None:
    rows = (real.events["id"] == "2020-10-28-barda").to_numpy()

    some, everything = export_sources(real, rows), export_sources(real, None)

    assert set(some["id"]) == set(real.events.loc[rows, "sources"].iloc[0])
    assert set(some["incidents"]) == {"1"}
    assert everything["id"].tolist() == real.sources.index.tolist()


def test_what_stands_beside_a_file_says_question_version_licence_and_citation() -> None:
    assert write_about(ABOUT) == (
        "Title: A record\nQuestion: incidents of all dates\nRows: 3\nVersion: 0123456789ab\n"
        f"Date: 2026-11-21\nLicence: {LICENCE}\n"
        "Citation: A record: incidents of all dates. Version 0123456789ab, checked 21 November 2026.\n"
    )


def test_points_are_made_of_the_coordinates_alone(tmp_path: Path) -> None:
    layer = make_incidents(load_record(write_record(tmp_path, claims=CLAIM_ROWS)))

    (barda,) = layer.geometry[layer["id"] == "2020-10-28-barda"]
    assert barda == shapely.Point(47.1262, 40.3758)
    assert layer.geometry.notna().tolist() == layer["lon"].notna().tolist()
