"""Downloads over HTTP in each form: what is shown and no more, with a name, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from app_server import AppServer
from route_server import serve_routes

from components.server.downloads import FORMS, TYPES
from components.server.record_store import STORE
from geo.export.layers import make_claims, make_incidents
from geo.filters import Filters, match_events
from geo.record import Record

QUERY = "from=2020-09-27&to=2020-11-10&place=barda&place=ganja"
ALL = [(kind, form) for kind, forms in FORMS.items() for form in forms]


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    """The routes over the record of the repository."""
    with serve_routes() as running:
        yield running


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that is served."""
    return STORE.current().record


def _read_ids(form: str, body: bytes) -> list[str]:
    if form == "csv":
        return list(pd.read_csv(io.BytesIO(body))["id"])
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
        return [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
    if form == "geojson":
        return [feature["id"] for feature in json.loads(body)["features"]]
    return list(pd.read_parquet(io.BytesIO(body))["id"])


@pytest.mark.parametrize(("kind", "form"), ALL)
def test_every_form_holds_what_counts_and_no_more(
    server: AppServer,
    record: Record,
    tmp_path_factory: pytest.TempPathFactory,
    kind: str,
    form: str,
) -> None:
    answer = server.get(server.api(f"download/{{version}}/{kind}.{form}", QUERY))

    assert answer.status == 200
    assert answer.headers["Content-Type"] == TYPES[form]
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"{kind}-{record.version}.{form}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    filters = Filters(record.opening.start, record.opening.end, places=("barda", "ganja"))
    make = make_incidents if kind == "incidents" else make_claims
    expected = make(record, match_events(record, filters))["id"].tolist()
    if form == "gpkg":
        path = tmp_path_factory.mktemp("download") / name
        path.write_bytes(answer.body)
        assert gpd.read_file(path)["id"].tolist() == expected
    else:
        assert _read_ids(form, answer.body) == expected


def test_the_text_beside_the_files_says_what_was_asked(server: AppServer, record: Record) -> None:
    answer = server.get(
        server.api("download/{version}/about.txt", f"{QUERY}&known=2020-11-01&bom=yes")
    )

    text = answer.body.decode()
    assert "Question: incidents of 27 September to 10 November 2020; Place: Barda, Ganja; " in text
    assert "as known on 1 November 2020" in text
    assert f"Version: {record.version}" in text
    assert "Licence: no licence is stated by the record's authors" in text
    name = f'attachment; filename="about-{record.version}-known-2020-11-01.txt"'
    assert answer.headers["Content-Disposition"] == name


def test_the_package_is_the_whole_record(server: AppServer, record: Record) -> None:
    answer = server.get(server.api("download/{version}/package.zip"))

    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        incidents = pd.read_csv(archive.open("data/incidents.csv"))
    assert incidents["id"].tolist() == record.events["id"].tolist()
    name = f'attachment; filename="karabakh-2020-{record.version}.zip"'
    assert answer.headers["Content-Disposition"] == name


@pytest.mark.parametrize(
    ("path", "query", "status", "reason"),
    [
        ("incidents.shp", "", 404,
         "incidents.shp: there is no such form; ask for csv, geojson, gpkg, parquet, xlsx"),
        ("claims.gpkg", "", 404, "claims.gpkg: there is no such form; ask for csv, parquet, xlsx"),
        ("package.zip", "place=barda", 400, "place: the package is the whole record; leave it out"),
        ("incidents.csv", "bom=1", 400, "bom: '1' is none; write yes, or leave it out"),
        ("about.txt", "place=nowhere", 400, "place: 'nowhere' is none of its values; leave it out"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_with_a_reason(
    server: AppServer, path: str, query: str, status: int, reason: str
) -> None:
    answer = server.get(server.api(f"download/{{version}}/{path}", query))

    assert (answer.status, answer.json()) == (status, {"error": reason})


@pytest.mark.parametrize("form", ["gpkg", "parquet", "xlsx"])
def test_a_file_that_is_made_as_a_whole_has_an_end(
    server: AppServer, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("components.server.downloads.MOST_WHOLE", 2)

    answer = server.get(server.api(f"download/{{version}}/incidents.{form}"))

    assert answer.status == 400
    assert answer.json()["error"].endswith(
        "incidents, one file holds at most 2; narrow the dates or filters, or take CSV or GeoJSON"
    )
    assert server.get(server.api("download/{version}/incidents.geojson")).status == 200
