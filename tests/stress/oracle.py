"""What a damaged record must still do, judged without the code that reads it: Python's own CSV reader is the measure."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from components.server.record_bodies import prepare_record, record_body
from geo.record import Record, build_record
from geo.snapshot import OPTIONAL, Snapshot, hash_contents, take_snapshot
from geo.tables.problems import Problem, RecordError
from geo.tables.row_checks import DISTRICTS_FILE
from geo.tables.schema import CONTROL, TABLES

from .excerpt import Contents, read_rows
from .variants import FIFO, FOLDER, MISSING, Variant

DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
CONTROL_FILE = Path(CONTROL.file)
FILES = {Path(table.file): name for name, table in TABLES.items()}
#: Columns that no page shows.
UNSEEN = {("claims", "checked")}
UNKNOWN = "unknown"
#: Kinds of what may go wrong.
CRASH, LOST, SILENT, LIE = "crash", "rows lost", "silent", "holder changed"

Spans = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Fault:
    """What a variant brought to light: one of the kinds, and what was seen."""

    kind: str
    words: str


@dataclass
class Verdict:
    """What became of a variant."""

    variant: str
    refused: bool = False
    problems: int = 0
    seconds: float = 0.0
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Judge:
    """Judges variants of one record.

    Parameters
    ----------
    base : its files.
    spans : district -> who held it, as browsers are told.
    """

    base: Contents
    spans: Spans

    def judge(self, variant: Variant) -> Verdict:
        """Build the record of a variant as the server does, and say what is wrong with the outcome."""
        verdict = Verdict(str(variant))
        start = time.monotonic()
        try:
            record = self._load(variant)
        except RecordError as error:
            verdict.refused = True
            verdict.faults += _judge_refusal(variant, error.problem)
        except Exception:
            verdict.faults.append(Fault(CRASH, traceback.format_exc()[-1500:]))
        else:
            verdict.problems = len(record.problems)
            verdict.faults += self._judge_record(variant, record)
        verdict.seconds = time.monotonic() - start
        return verdict

    def _load(self, variant: Variant) -> Record:
        if isinstance(variant.content, str):
            record = build_record(_snap_stand_in(self.base, variant))
        else:
            record = build_record(make_snapshot({**self.base, variant.file: variant.content}))
        prepare_record(record)
        return record

    def _judge_record(self, variant: Variant, record: Record) -> Iterator[Fault]:
        if isinstance(variant.content, str):
            is_named = any(_names(problem, variant.file) for problem in record.problems)
            if variant.file not in OPTIONAL or not is_named:
                yield Fault(SILENT, "a record is served although it is no file")
            return
        contents = {**self.base, variant.file: variant.content}
        yield from _judge_rows(contents, record)
        yield from _judge_telling(variant, self.base, record)
        if variant.expected != "edit" or variant.file not in (CONTROL_FILE, DISTRICTS_FILE):
            yield from self._judge_holders(contents, record)

    def _judge_holders(self, contents: Contents, record: Record) -> Iterator[Fault]:
        found = read_spans(record)
        for district, spans in found.items():
            was = self.spans.get(district, [])
            for day in sorted(
                {end for span in (*spans, *was) for end in (span["from"], span["to"])}
            ):
                held = _hold(spans, day)
                if held not in (None, (UNKNOWN, False)) and held != _hold(was, day):
                    yield Fault(LIE, f"{district} on day {day}: {held}, was {_hold(was, day)}")
                    break
        named = {row["district_id"] for row in _read_dicts(contents, "control") or ()}
        missing = named & set(record.districts.index) - set(found)
        if missing:
            yield Fault(LIE, f"{sorted(missing)[0]} is in the table, and nothing is said of it")


def make_judge(base: Contents) -> Judge:
    """The judge of a record that is right.

    Raises
    ------
    ValueError : it is not right.
    """
    record = build_record(make_snapshot(base))
    if record.problems:
        raise ValueError(f"the record itself has a problem: {record.problems[0]}")
    return Judge(base, read_spans(record))


def make_snapshot(contents: Contents) -> Snapshot:
    """The files as if they had been read from a disk."""
    return Snapshot(contents, hash_contents(contents), {})


def read_spans(record: Record) -> Spans:
    """Who held each district, as browsers are told."""
    payload = json.loads(gzip.decompress(record_body(record)))
    return {district["id"]: district["spans"] for district in payload["control"]}


def _snap_stand_in(base: Contents, variant: Variant) -> Snapshot:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for file, content in base.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_bytes(content)
        (root / variant.file).unlink()
        if variant.content == FIFO:
            os.mkfifo(root / variant.file)
        elif variant.content == FOLDER:
            (root / variant.file).mkdir()
        elif variant.content != MISSING:
            raise ValueError(f"{variant.kind}: nothing that can stand in place of a file")
        return take_snapshot(root)


def _hold(spans: list[dict[str, Any]], day: int) -> tuple[str, bool] | None:
    for span in spans:
        if span["from"] <= day <= span["to"]:
            return span["state"], span["places"]
    return None


# Every row is used or named


def _read_dicts(contents: Contents, name: str) -> list[dict[str, str]] | None:
    """The rows of a table with as many cells as its header; None when Python's reader finds none."""
    try:
        header, *rows = read_rows(contents[Path(TABLES[name].file)])
    except (ValueError, csv.Error):
        return None
    return [dict(zip(header, row, strict=True)) for row in rows if len(row) == len(header)]


def _judge_rows(contents: Contents, record: Record) -> Iterator[Fault]:
    used = list_used(record)
    for file, name in FILES.items():
        try:
            numbered = _number_rows(contents[file])
        except (ValueError, csv.Error) as error:
            yield Fault(SILENT, f"{file} is used, though it cannot be read: {error}")
            continue
        header = numbered[0][1]
        named = {problem.row for problem in record.problems if problem.file == file.as_posix()}
        aside = record.set_aside[file.as_posix()]
        if len(used[name]) + aside != len(numbered) - 1:
            words = f"{file}: {len(used[name])} used, {aside} set aside of {len(numbered) - 1} rows"
            yield Fault(LOST, words)
        if aside != len(named - {None}):
            yield Fault(LOST, f"{file}: {aside} set aside, {len(named - {None})} named")
        kept = [
            dict(zip(header, row, strict=False))
            for number, row in numbered[1:]
            if number not in named
        ]
        shown = {str(row["id"]): row for row in used[name]}
        if Counter(row["id"] for row in kept) != Counter(str(row["id"]) for row in used[name]):
            yield Fault(LOST, f"{file}: the rows that no problem names are not those that are used")
            continue
        for row in kept:
            yield from _compare(name, row, shown[row["id"]])


def _number_rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Rows that hold anything, numbered as a spreadsheet does."""
    lines = csv.reader(content.decode("utf-8-sig").splitlines(keepends=True), strict=True)
    return [(number, row) for number, row in enumerate(lines, 1) if row]


def _compare(name: str, row: Mapping[str, str], shown: Mapping[str, object]) -> Iterator[Fault]:
    for column in TABLES[name].column_names:
        if (name, column) in UNSEEN:
            continue
        cell, value = row[column], shown[column]
        if column == "date_end" and name == "events" and not cell:
            cell = row["date"]
        if not _is_shown(cell, value):
            yield Fault(
                SILENT, f"{name} {row['id']}, {column}: {cell[:40]!r} is shown as {value!r:.60}"
            )


def _is_shown(cell: str, value: object) -> bool:
    """Whether a value of the record says what the cell says."""
    if isinstance(value, bool):
        return cell == ("yes" if value else "no")
    if isinstance(value, float):
        return float(cell) == value if cell else value != value
    if isinstance(value, pd.Timestamp):
        return cell == str(value.date())
    if isinstance(value, tuple):
        return cell == "; ".join(value)
    return DIRECTION.sub("", cell) == DIRECTION.sub("", "" if value is None else str(value))


def list_used(record: Record) -> dict[str, list[dict[str, object]]]:
    """Table -> the rows that the record uses, with the columns of the file."""
    claims = [claim for found in record.assessments.values() for claim in found.claims]
    return {
        "events": _list_rows(record.events),
        "claims": [_spread_claim(claim) for claim in claims],
        "sources": _list_rows(record.sources.reset_index()),
        "places": _list_rows(record.places.reset_index()),
        "coverage": _list_rows(record.coverage),
        "control": _list_rows(record.control),
        "missing": _list_rows(record.missing),
        "former_ids": [
            {"id": id_, "table": name, "now": now}
            for name, names in record.former.items()
            for id_, now in names.items()
        ],
    }


def _list_rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): row[name] for name in row} for row in frame.to_dict("records")]


def _spread_claim(claim: Any) -> dict[str, object]:
    row = {**vars(claim)}
    for name in TABLES["claims"].column_names:
        measure, _, end = name.rpartition("_")
        if end in ("low", "high"):
            row[name] = getattr(claim.figures.get(measure), end, None)
    return row


# Nothing wrong in silence


def _judge_refusal(variant: Variant, problem: Problem) -> Iterator[Fault]:
    if variant.expected == "same":
        yield Fault(SILENT, f"refused, though nothing has changed: {problem}")
    elif not _names(problem, variant.file):
        yield Fault(SILENT, f"refused without the file: {problem}")


def _judge_telling(variant: Variant, base: Contents, record: Record) -> Iterator[Fault]:
    """A fault is named with its place; what did not change has no problem."""
    assert isinstance(variant.content, bytes)
    is_cut = variant.file.suffix == ".csv" and not variant.content.endswith(b"\n")
    if not is_cut and (variant.expected == "same" or _is_same(variant, base)):
        if record.problems:
            yield Fault(SILENT, f"named, though nothing has changed: {record.problems[0]}")
    elif is_cut or variant.expected == "named":
        found = [problem for problem in record.problems if _names(problem, variant.file)]
        if not any(_is_at(problem, variant) for problem in found):
            seen = f"only {found[0]}" if found else f"{len(record.problems)} others"
            yield Fault(SILENT, f"not named; {seen}")


def _names(problem: Problem, file: Path) -> bool:
    return file.name in str(problem)


def _is_at(problem: Problem, variant: Variant) -> bool:
    """Whether a problem names the cell that was changed, where one was."""
    if variant.row is None:
        return True
    at_row = problem.row == variant.row or f"row {variant.row};" in f"{problem.rule};"
    return at_row and problem.column == variant.column


def _is_same(variant: Variant, base: Contents) -> bool:
    """Whether a file holds the same rows as before, for all that was done to it."""
    if variant.file not in FILES:
        return variant.content == base[variant.file]
    return _read_or_none(variant.content) == read_rows(base[variant.file])


def _read_or_none(content: bytes | str) -> list[list[str]] | None:
    assert isinstance(content, bytes)
    try:
        return read_rows(content)
    except (ValueError, csv.Error):
        return None
