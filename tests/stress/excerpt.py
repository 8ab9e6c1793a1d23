"""A closed part of the record: small enough to be built a thousand times, every column filled somewhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from app_server import ROOT

from geo.snapshot import FILES
from geo.tables.manifest import MANIFEST_FILE
from geo.tables.row_checks import DISTRICTS_FILE
from geo.tables.schema import TABLES

Contents = Mapping[Path, bytes]
Row = dict[str, str]

#: Districts whose history is taken: whole, divided, with single places, of both countries.
CONTROLLED = 4
#: Rows of what is known to be missing that are taken.
MISSING = 3
#: Events beyond the map that are taken.
ABROAD = 2
#: Columns of ids in the table of what the articles name -> the table that they point into.
CARRIERS = {
    "event_ids": "events",
    "claim_ids": "claims",
    "source_ids": "sources",
    "place_ids": "places",
    "decided_by": "sources",
}


def read_whole() -> dict[Path, bytes]:
    """The files of the record, as they are in the repository."""
    return {file: (ROOT / file).read_bytes() for file in FILES}


def read_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file that hold anything, as Python's own reader finds them; the header is the first.

    Raises
    ------
    UnicodeDecodeError, csv.Error : the bytes are no such file.
    """
    text = content.decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]


def write_rows(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a CSV file: UTF-8, LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def make_excerpt(whole: Contents) -> dict[Path, bytes]:
    """A part of the record that is complete in itself: what one of its rows names is in it.

    Parameters
    ----------
    whole : the files of the record.
    """
    tables = {name: _read_dicts(whole[Path(table.file)]) for name, table in TABLES.items()}
    control = _choose_control(tables["control"])
    abroad = {row["id"] for row in tables["places"] if row["scope"] == "outside"}
    away = [row["id"] for row in tables["events"] if row["place_id"] in abroad]
    events = _choose_events(tables, {row["event_id"] for row in control} | {*away[:ABROAD]})
    claims = [row for row in tables["claims"] if row["event_id"] in events]
    named = _split({row["source_ids"] for row in control})
    cited = {row[column] for row in claims for column in ("source_id", "origin")} | named
    kept = {
        "events": events,
        "claims": {row["id"] for row in claims},
        "sources": cited | _choose_filled(tables["sources"]),
        "places": {row["place_id"] for row in tables["events"] if row["id"] in events}
        | _choose_filled(tables["places"]),
        "control": {row["id"] for row in control},
    }
    kept["coverage"] = _choose_coverage(tables["coverage"], kept)
    kept["missing"] = {row["id"] for row in tables["missing"][:MISSING]}
    kept["former_ids"] = {
        row["id"] for row in tables["former_ids"] if row["now"] in kept[row["table"]]
    }
    chosen = {
        name: [row for row in rows if row["id"] in kept[name]] for name, rows in tables.items()
    }
    contents = {
        Path(table.file): write_rows([table.column_names, *(row.values() for row in chosen[name])])
        for name, table in TABLES.items()
    }
    districts = {row["district_id"] for name in ("control", "places") for row in chosen[name]}
    contents[DISTRICTS_FILE] = _keep_districts(whole[DISTRICTS_FILE], districts)
    contents[MANIFEST_FILE] = recount(whole[MANIFEST_FILE], contents)
    return {file: contents[file] for file in whole}


def recount(manifest: bytes, contents: Contents) -> bytes:
    """A manifest that says of each of its files how many rows it has."""
    header, *rows = read_rows(manifest)
    counted = [[file, str(_count_rows(contents[Path(file)], file))] for file, *_ in rows]
    return write_rows([header, *counted])


def _count_rows(content: bytes, file: str) -> int:
    if file.endswith(".csv"):
        return len(read_rows(content)) - 1
    return len(json.loads(content)["features"])


def _read_dicts(content: bytes) -> list[Row]:
    header, *rows = read_rows(content)
    return [dict(zip(header, row, strict=True)) for row in rows]


def _split(cells: Iterable[str]) -> set[str]:
    return {item for cell in cells for item in cell.split("; ") if item}


def _choose_control(rows: list[Row]) -> list[Row]:
    """The histories of some districts, those first that show an extent which none before has."""
    extents: dict[str, set[str]] = {}
    for row in rows:
        extents.setdefault(row["district_id"], set()).add(row["extent"])
    new = sorted(extents, key=lambda id_: (-len(extents[id_]), id_))
    return [row for row in rows if row["district_id"] in new[:CONTROLLED]]


def _choose_events(tables: Mapping[str, list[Row]], needed: set[str]) -> set[str]:
    """The events that are needed, and for each column one that fills it, itself or by a claim."""
    missing = _list_columns(tables["claims"])
    for row in tables["claims"]:
        missing -= _list_filled(row) if row["event_id"] in needed else set()
    for row in tables["claims"]:
        if missing & _list_filled(row):
            needed = needed | {row["event_id"]}
            missing -= _list_filled(row)
    return needed | _choose_filled(tables["events"])


def _choose_filled(rows: list[Row]) -> set[str]:
    """Ids of few rows that together fill every column that any row fills."""
    missing, chosen = _list_columns(rows), set()
    for row in rows:
        if missing & _list_filled(row):
            chosen.add(row["id"])
            missing -= _list_filled(row)
    return chosen


def _list_columns(rows: list[Row]) -> set[str]:
    return set(rows[0])


def _list_filled(row: Row) -> set[str]:
    return {column for column, cell in row.items() if cell}


def _choose_coverage(rows: list[Row], kept: Mapping[str, set[str]]) -> set[str]:
    whole = [
        row
        for row in rows
        if all(_split([row[column]]) <= kept[name] for column, name in CARRIERS.items())
    ]
    return {row["id"] for row in whole}


def _keep_districts(content: bytes, ids: set[str]) -> bytes:
    layer = json.loads(content)
    layer["features"] = [
        feature for feature in layer["features"] if feature["properties"]["id"] in ids
    ]
    return json.dumps(layer, ensure_ascii=False).encode()
