"""Any record with one usable event works, whatever else is missing from it or wrong in it."""

from __future__ import annotations

import copy
import csv
import io
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from app_server import ROOT
from record_factory import (
    SHUSHA,
    VIENNA,
    VIENNA_EVENT,
    Row,
    event_row,
    place_row,
    write_record,
)

from components.explore.detail import build_detail
from components.explore.payload import build_payload
from components.large import answers
from components.server.assets import DATA
from geo.filters import Filters
from geo.ground import load_districts
from geo.record import Record, load_record
from geo.snapshot import FILES
from geo.tables.claim_checks import check_control
from geo.tables.manifest import MANIFEST_FILE, write_manifest
from geo.tables.problems import RecordError
from geo.tables.row_checks import Sheet
from geo.tables.schema import CONTROL
from geo.tables.schema import TABLES as RECORD_TABLES

CUT_FILES = ("events.csv", "geo/data/claims.csv")
#: Shares of a file that are left.
SHARES = [0.001, 0.01, 0.05, 0.1, 0.5, 0.9]


def show(record: Record) -> dict[str, Any]:
    """What the browser is given of a record; every answer on it is made too."""
    payload: dict[str, Any] = json.loads(build_payload(record, DATA))
    assert len(json.loads(build_detail(record))["cards"]) == len(record.events)
    whole = record.periods[-1]
    filters = Filters(start=whole.start, end=whole.end)
    assert answers.counts_body(record, filters)
    assert answers.cells_body(record, filters, 3, None)
    assert answers.events_body(record, filters, None, 10)
    for order in answers.ORDERS:
        assert answers.list_body(record, filters, 0, 10, order)
    assert answers.options_body(record, filters)
    assert answers.sources_body(record, filters)
    for id_ in record.events["id"].iloc[:3]:
        assert answers.card_body(record, id_)
    return payload


def check_bounds(payload: dict[str, Any]) -> None:
    """The views that the map may open with are ordered and hold numbers."""
    for name in ("opening", "extent"):
        (south, west), (north, east) = payload[name]
        assert np.isfinite([south, west, north, east]).all()
        assert south < north
        assert west < east


def copy_record(folder: Path) -> Path:
    """The record of the repository, to be changed."""
    for file in FILES:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, folder / file)
    return folder


def set_cell(path: Path, id_: str, column: str, value: str) -> None:
    """Write another value into one cell of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["id"] == id_)[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# Few events


@pytest.mark.parametrize("count", [1, 2, 10])
def test_a_few_events_are_shown(tmp_path: Path, count: int) -> None:
    rows = [event_row(id=f"event-{number}") for number in range(count)]
    record = load_record(write_record(tmp_path, events=rows))
    payload = show(record)

    assert record.problems == ()
    assert payload["size"] == payload["lead"]["total"] == count
    check_bounds(payload)
    [start] = payload["lead"]["starts"]
    assert start["label"] == "Barda"


ALONE: dict[str, Row] = {
    "long before": {"date": "1903-05-01"},
    "after": {"date": "2025-05-01"},
    "at the last day": {"date": "2100-12-31"},
    "off the map": {"place_id": "", "lon": "", "lat": "", "location_precision": "none"},
    "over years": {"date": "1988-01-01", "date_end": "2023-12-31", "date_precision": "year"},
    "a sum": {"overview": "yes"},
}


@pytest.mark.parametrize("cells", ALONE.values(), ids=list(ALONE))
def test_one_event_of_any_kind_is_shown(tmp_path: Path, cells: Row) -> None:
    record = load_record(write_record(tmp_path, events=[event_row(**cells)]))
    payload = show(record)

    assert record.problems == ()
    check_bounds(payload)
    [start], [end] = payload["events"]["start"], payload["events"]["end"]
    assert payload["periods"][-1]["start"] <= start <= end <= payload["periods"][-1]["end"]


@pytest.mark.parametrize("places", [[VIENNA], [VIENNA, place_row(rank="3"), SHUSHA]])
def test_a_record_of_another_country_is_shown(tmp_path: Path, places: list[Row]) -> None:
    payload = show(load_record(write_record(tmp_path, events=[VIENNA_EVENT], places=places)))

    assert payload["events"]["lon"] == [None]
    check_bounds(payload)


def test_no_place_at_all_is_shown(tmp_path: Path) -> None:
    cells = {"place_id": "", "lon": "", "lat": "", "location_precision": "none"}
    record = load_record(write_record(tmp_path, events=[event_row(**cells)], places=[]))
    payload = show(record)

    assert payload["lead"]["starts"] == []
    check_bounds(payload)


def test_no_district_at_all_is_shown(tmp_path: Path) -> None:
    root = write_record(tmp_path, events=[event_row()], places=[place_row(district_id="")])
    districts = root / "geo" / "data" / "districts.geojson"
    districts.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    write_manifest(root)
    record = load_record(root)
    payload = show(record)

    assert record.problems == ()
    assert payload["districts"] == payload["control"] == []
    assert payload["events"]["where"] == ["Barda"]


def test_a_problem_that_costs_no_row_says_so(tmp_path: Path) -> None:
    root = write_record(tmp_path)
    (root / MANIFEST_FILE).unlink()
    problems = show(load_record(root))["problems"]

    assert problems["words"] == "The files of the record have problems; all rows are used"
    assert problems["count"] == 1


# One wrong cell


def test_an_event_of_the_year_9999_is_set_aside_and_named(tmp_path: Path) -> None:
    root = copy_record(tmp_path)
    set_cell(root / "events.csv", "2020-10-28-barda", "date", "9999-01-01")
    record = load_record(root)
    show(record)

    assert "2020-10-28-barda" not in record.events["id"].tolist()
    assert any("9999-01-01 is outside 1900..2100" in str(found) for found in record.problems)


def test_a_day_that_is_not_in_the_calendar_takes_its_districts_along(tmp_path: Path) -> None:
    root = copy_record(tmp_path)
    set_cell(root / "events.csv", "2021-05-12-change-of-control", "checked", "2026-11-31")
    record = load_record(root)
    payload = show(record)

    assert record.control_unknown == ("AM-GR", "AM-SU")
    spans = {district["id"]: district["spans"] for district in payload["control"]}
    for id_ in record.control_unknown:
        [span] = spans[id_]
        assert span["state"] == "unknown"
        assert span["words"] == (
            "Who held it is not known: its history in the record has a problem."
        )


# Files that are cut


def cut_at_line(content: bytes, share: float) -> bytes:
    lines = content.splitlines(keepends=True)
    return b"".join(lines[: max(2, int(len(lines) * share))])


def cut_anywhere(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


@pytest.mark.parametrize("file", CUT_FILES)
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("cut", [cut_at_line, cut_anywhere])
def test_a_table_that_is_cut_is_shown_or_refused_with_a_reason(
    tmp_path: Path, file: str, share: float, cut: Callable[[bytes, float], bytes]
) -> None:
    root = copy_record(tmp_path)
    path = root / file
    path.write_bytes(cut(path.read_bytes(), share))
    try:
        record = load_record(root)
    except RecordError as refused:
        named = refused.problem.file
    else:
        payload = show(record)
        assert payload["size"] == len(record.events) >= 1
        named = record.problems[0].file
        check_bounds(payload)
    assert named in (*CUT_FILES, CONTROL.file)


# Who held a district, when one row of it is missing


Holders = dict[str, list[Row]]


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    """The tables that the control of a district needs, without a problem."""
    return {name: read_sheet(name) for name in ("control", "events", "sources")}


def read_sheet(
    name: str, change: Callable[[list[list[str]]], object] = lambda _rows: None
) -> Sheet:
    """A table of the record, its rows changed before they are checked; the header is row 0."""
    table = RECORD_TABLES[name]
    with (ROOT / table.file).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return Sheet(text.getvalue().encode(), table)


def find_holders(control: Sheet, events: Sheet, sources: Sheet) -> Holders:
    """District -> the rows that are used, once all are checked."""
    check_control(control, events, sources, DISTRICTS)
    rows = control.good().to_dict("records")
    found: Holders = {}
    for row in rows:
        found.setdefault(row["district_id"], []).append({str(key): row[key] for key in row})
    return found


DISTRICTS = load_districts(DATA)["id"]


def held_on(rows: list[Row], day: str) -> set[tuple[str, str]]:
    """Who held how much of a district on a day; nothing when it is not known."""
    return {
        (row["holder"], row["extent"]) for row in rows if row["date_from"] <= day <= row["date_to"]
    }


def find_lies(found: Holders, full: Holders) -> list[str]:
    """Districts and days on which somebody is said to have held what the full record says otherwise."""
    days = sorted({row[name] for rows in (*found.values(), *full.values()) for row in rows for name in ("date_from", "date_to")})  # fmt: skip
    return [
        f"{district} {day}"
        for district, rows in found.items()
        for day in days
        if (held := held_on(rows, day)) and held != held_on(full[district], day)
    ]


def damage_cell(rows: list[list[str]], row: int, column: int) -> None:
    rows[row][column] += " "


@pytest.mark.parametrize("column", ["district_id", "checked"])
def test_no_wrong_cell_of_control_changes_who_held_a_district(
    sheets: dict[str, Sheet], column: str
) -> None:
    events, sources = sheets["events"], sheets["sources"]
    full = find_holders(read_sheet("control"), events, sources)
    damage = partial(damage_cell, column=CONTROL.column_names.index(column))
    for row in range(1, len(sheets["control"].frame) + 1):
        control = read_sheet("control", partial(change_district, row=row, change=damage))
        assert find_lies(find_holders(control, events, sources), full) == [], f"row {row + 1}"
        assert control.problems


def change_district(rows: list[list[str]], row: int, change: Callable[..., None]) -> None:
    """Change a row and keep only its district: the others do not depend on it."""
    ids = {cells[0] for cells in rows if cells[1] == rows[row][1]}
    change(rows, row=row)
    rows[1:] = [cells for cells in rows[1:] if cells[0] in ids]


def keep_naming(rows: list[list[str]], id_: str) -> None:
    """Keep the districts with a row that names an event or a source."""
    districts = {cells[1] for cells in rows if any(id_ in cell.split("; ") for cell in cells)}
    rows[1:] = [cells for cells in rows[1:] if cells[1] in districts]


def drop_row(rows: list[list[str]], row: int) -> None:
    del rows[row]


def add_cell(rows: list[list[str]], row: int) -> None:
    rows[row].append("one more")


@pytest.mark.parametrize("change", [drop_row, add_cell])
def test_no_row_that_is_lost_changes_who_held_a_district(
    sheets: dict[str, Sheet], change: Callable[..., None]
) -> None:
    events, sources = sheets["events"], sheets["sources"]
    full = find_holders(read_sheet("control"), events, sources)
    for row in range(1, len(sheets["control"].frame) + 1):
        found = find_holders(
            read_sheet("control", partial(change_district, row=row, change=change)), events, sources
        )
        assert find_lies(found, full) == [], f"row {row + 1}"


@pytest.mark.parametrize("name", ["events", "sources"])
def test_no_event_or_source_that_is_set_aside_changes_who_held_a_district(
    sheets: dict[str, Sheet], name: str
) -> None:
    full = find_holders(read_sheet("control"), sheets["events"], sheets["sources"])
    column = {"events": "event_id", "sources": "source_ids"}[name]
    named = {id_ for ids in sheets["control"].lists(column) for id_ in ids}
    for id_ in sorted(named):
        broken = copy.copy(sheets[name])
        broken.bad = broken.cells("id") == id_
        control = read_sheet("control", partial(keep_naming, id_=id_))
        found = find_holders(control, **{**others(sheets), name: broken})
        assert find_lies(found, full) == [], id_
        assert control.problems


def others(sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    return {name: sheets[name] for name in ("events", "sources")}
