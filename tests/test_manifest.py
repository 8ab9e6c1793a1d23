"""A table that lost rows at the end of a line is named, as is a point that lies far from its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from record_factory import VIENNA, VIENNA_EVENT, event_row, place_row, write_record

from geo.record import load_record
from geo.tables.manifest import MANIFEST_FILE, write_manifest
from geo.tables.row_checks import DATA_FOLDER, DISTRICTS_FILE
from geo.tables.schema import TABLES

ROOT = Path(__file__).resolve().parents[1]
FILES = [table.file for table in TABLES.values()]
LEFT = "restore what is missing; if it is right so, run `python -m geo.tables.manifest`"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real record."""
    shutil.copytree(ROOT / DATA_FOLDER, tmp_path / DATA_FOLDER)
    shutil.copy(ROOT / "events.csv", tmp_path)
    return tmp_path


def list_problems(root: Path) -> list[str]:
    return [str(problem) for problem in load_record(root).problems]


def keep_lines(path: Path, count: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:count]))


def test_the_manifest_is_that_of_the_record(root: Path) -> None:
    before = (root / MANIFEST_FILE).read_bytes()

    assert write_manifest(root).read_bytes() == before
    assert list_problems(root) == []


@pytest.mark.parametrize("file", ["geo/data/coverage.csv", "geo/data/control.csv"])
def test_a_table_that_nothing_needs_is_named_when_it_is_cut(root: Path, file: str) -> None:
    rows = len((root / file).read_bytes().splitlines()) - 1

    keep_lines(root / file, 11)
    assert list_problems(root)[0] == (
        f"{file}: 10 rows instead of {rows}, as in geo/data/manifest.csv; {LEFT}"
    )
    keep_lines(root / file, 1)
    assert list_problems(root)[0] == (
        f"{file}: 0 rows instead of {rows}, as in geo/data/manifest.csv; {LEFT}"
    )


@pytest.mark.parametrize("file", FILES)
def test_a_table_without_its_last_row_is_named_and_the_rest_is_used(root: Path, file: str) -> None:
    path = root / file
    keep_lines(path, len(path.read_bytes().splitlines()) - 1)

    record = load_record(root)

    assert any(problem.file == file and "instead of" in problem.rule for problem in record.problems)
    assert len(record.events) > 100


def test_rows_that_cannot_be_read_are_rows_too(root: Path) -> None:
    path = root / "geo/data/coverage.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], "only one cell\n"]), encoding="utf-8")

    assert not any("instead of 243," in problem for problem in list_problems(root))


def test_a_last_line_without_its_end_is_named_and_used(root: Path) -> None:
    path = root / "geo/data/coverage.csv"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))

    record = load_record(root)

    assert [str(problem) for problem in record.problems] == [
        "geo/data/coverage.csv: the last line has no end, so that its last cell may be cut; "
        "see whether that cell is whole, then end the line"
    ]
    assert record.set_aside["geo/data/coverage.csv"] == 0


def test_lost_districts_are_named(root: Path) -> None:
    shutil.copy(write_record(root / "other") / DISTRICTS_FILE, root / DISTRICTS_FILE)

    assert any(
        problem.startswith("geo/data/districts.geojson: 3 rows instead of 96")
        for problem in list_problems(root)
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "the file is missing; check the tables, then run"),
        ("", "the file is missing; check the tables, then run"),
        ("name,rows\n", "row 1, file: is not in the header"),
        ("file,rows\nevents.csv,128\n", "geo/data/claims.csv is not in the manifest"),
        ("file,rows\nevents.csv,many\n", "row 2, rows: many "),
        ("file,rows\nevents.csv,128\nevents.csv,7\n", "row 3, file: events.csv stands in an"),
        ("file,rows\nevent.csv,128\n", "event.csv is no file of the record; correct the name"),
    ],
)
def test_a_manifest_that_is_wrong_is_named_and_the_record_is_used(
    root: Path, content: str | None, words: str
) -> None:
    if content is None:
        (root / MANIFEST_FILE).unlink()
    else:
        (root / MANIFEST_FILE).write_text(content, encoding="utf-8")

    record = load_record(root)

    assert any(words in str(problem) for problem in record.problems)
    assert not any(record.set_aside.values())


def test_swapped_coordinates_abroad_are_named_wherever_they_are_swapped(tmp_path: Path) -> None:
    swapped = {"lon": VIENNA["lat"], "lat": VIENNA["lon"]}
    place = write_record(
        tmp_path / "place",
        places=[place_row(), VIENNA | swapped],
        events=[event_row(), VIENNA_EVENT],
    )
    event = write_record(
        tmp_path / "event",
        places=[place_row(), VIENNA],
        events=[event_row(), VIENNA_EVENT | swapped],
    )

    for root in (place, event):
        record = load_record(root)
        assert [str(problem) for problem in record.problems if not problem.follows] == [
            "events.csv row 3, place_id: vienna lies more than 50 km from lon and lat; "
            "lon and lat of one of them are swapped; correct the point here or that of vienna in "
            "geo/data/places.csv"
        ]
        assert record.events["id"].tolist() == ["2020-10-28-barda"]


def test_an_event_may_lie_near_the_point_of_its_place(tmp_path: Path) -> None:
    near = event_row(lon="47.2")

    assert load_record(write_record(tmp_path, events=[near])).problems == ()
