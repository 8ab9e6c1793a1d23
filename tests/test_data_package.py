"""The whole record as a data package: valid by the tool of its standard, every column described."""

from __future__ import annotations

import datetime
import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from frictionless import Package, system

from geo.export.about import LICENCE, About
from geo.export.package import TABLES, write_package
from geo.record import Record, load_record
from geo.tables.schema import TABLES as SCHEMA

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def about(record: Record) -> About:
    return About("A record", "the whole record", record.version, record.date, len(record.events))


@pytest.fixture(scope="module")
def folder(record: Record, about: About, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, unpacked."""
    path = tmp_path_factory.mktemp("package")
    with zipfile.ZipFile(BytesIO(write_package(record, "a-record", about))) as archive:
        archive.extractall(path)
    return path


@pytest.fixture(scope="module")
def descriptor(folder: Path) -> Any:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_frictionless_finds_nothing_wrong(folder: Path) -> None:
    with system.use_context(trusted=True):
        report = Package(folder / "datapackage.json").validate()

    assert report.flatten(["type", "title", "message"]) == []
    assert report.valid


def test_frictionless_finds_a_row_that_leads_nowhere(folder: Path, tmp_path: Path) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        resource.pop("hash"), resource.pop("bytes")
        target = tmp_path / resource["path"]
        target.parent.mkdir(exist_ok=True)
        target.write_bytes((folder / resource["path"]).read_bytes())
    path = tmp_path / "data" / "claims.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2020-10-28-barda,", "nowhere,", 1),
        encoding="utf-8",
        newline="",
    )
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    report = Package(tmp_path / "datapackage.json").validate()

    assert {kind for (kind,) in report.flatten(["type"])} == {"foreign-key"}


def test_every_table_of_the_record_is_in_it_with_all_rows(record: Record, folder: Path) -> None:
    counts = {
        path.stem: len(pd.read_csv(path, dtype="str")) for path in (folder / "data").glob("*.csv")
    }

    assert set(counts) == {table.name for table in TABLES}
    assert {*counts} - {"incidents"} == {*SCHEMA} - {"events"}
    assert counts["incidents"] == len(record.events)
    assert counts["claims"] == int(record.events["claims"].sum())
    assert counts["sources"] == len(record.sources)
    assert counts["places"] == len(record.places)


def test_every_column_says_what_it_means(descriptor: Any, folder: Path) -> None:
    for resource in descriptor["resources"]:
        if "schema" not in resource:
            continue
        fields = resource["schema"]["fields"]
        head = pd.read_csv(folder / resource["path"], dtype="str", nrows=0)
        assert [field["name"] for field in fields] == head.columns.tolist()
        assert all(field["description"].endswith((".", ")")) for field in fields), resource["name"]


def test_it_says_what_it_is_and_makes_no_licence_up(
    descriptor: Any, about: About, folder: Path
) -> None:
    assert descriptor["version"] == about.version
    assert descriptor["licence"] == LICENCE
    assert "licenses" not in descriptor
    assert descriptor["citation"] == about.citation
    assert about.citation in (folder / "README.txt").read_text(encoding="utf-8")


def test_the_districts_lie_beside_the_tables(record: Record, folder: Path) -> None:
    districts = gpd.read_file(folder / "data" / "districts.geojson")

    assert districts["id"].tolist() == record.districts.index.tolist()
    assert districts.geometry.is_valid.all()
    assert districts.crs == "EPSG:4326"


def test_the_same_record_gives_the_same_bytes(record: Record, about: About) -> None:
    assert write_package(record, "a", about) == write_package(record, "a", about)
    assert about.date < datetime.date.max
