"""Read the record's CSV tables as text, nothing guessed and nothing altered."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import NoReturn

import pandas as pd

from geo.tables.cell_rules import Table
from geo.tables.problems import Problem, RecordError

SAVE_AS = "save it as CSV, UTF-8, separated by commas"
XLSX_MAGIC = b"PK\x03\x04"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Python's own limit ends the reading of the file; how long a cell may be is a rule of `cell_rules`.
csv.field_size_limit(2**31 - 1)


def parse_table(content: bytes, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one CSV file, without checking its cells.

    UTF-8 with or without byte order mark, separated by commas, LF or CRLF.

    Parameters
    ----------
    content : the bytes of the file.
    table : what it should hold; problems name `table.file`.

    Returns
    -------
    All rows that have as many cells as the header, text, columns of the table in its order, indexed
    by row in the file (the header is row 1); and the problems of form.

    Raises
    ------
    RecordError : the bytes cannot be read as this table.
    """
    _refuse_other_forms(content, table)
    rows = _split_rows(_decode(content, table), table)
    header = rows[0][1]
    problems = [*_check_end(content, table), *_check_header(header, table)]
    kept = []
    for row, cells in rows[1:]:
        if len(cells) == len(header):
            kept.append((row, cells))
        else:
            problems.append(_miscounted(row, cells, header, table))
    frame = pd.DataFrame(
        [cells for _, cells in kept],
        columns=header,
        index=pd.Index([row for row, _ in kept], dtype="int64", name="row"),
        dtype="str",
    )
    return frame[table.column_names], problems


def _refuse(
    table: Table,
    rule: str,
    cure: str,
    *,
    row: int | None = None,
    value: str = "",
    column: str | None = None,
) -> NoReturn:
    raise RecordError(Problem(table.file, row, column, value, rule, cure))


def _refuse_other_forms(content: bytes, table: Table) -> None:
    if content.startswith(XLSX_MAGIC):
        _refuse(table, "the file is a spreadsheet workbook, not CSV", SAVE_AS)
    if content.startswith(UTF16_MARKS) or b"\x00" in content[:4]:
        _refuse(table, "the file is UTF-16", SAVE_AS)


def _decode(content: bytes, table: Table) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(
            table,
            f"on line {line} is not UTF-8",
            SAVE_AS,
            value=f"byte 0x{content[error.start]:02x}",
        )
    if not text.strip():
        _refuse(table, "the file is empty", "restore it from the repository")
    return text


def _split_rows(text: str, table: Table) -> list[tuple[int, list[str]]]:
    """Number the rows as a spreadsheet does; rows without any character are left out."""
    rows: list[tuple[int, list[str]]] = []
    row = 1
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if cells:
                rows.append((row, cells))
    except csv.Error:
        next_row = row + 1 if rows else 1
        _refuse(
            table,
            "a quotation mark is not closed, or stands inside an unquoted cell",
            'close it, and write a quotation mark inside a quoted cell twice ("")',
            row=next_row,
        )
    return rows


def _check_end(content: bytes, table: Table) -> list[Problem]:
    """A text that was cut inside of its last cell still has as many cells as the header."""
    if content.endswith((b"\n", b"\r")):
        return []
    return [
        Problem(
            table.file,
            None,
            None,
            "",
            "the last line has no end, so that its last cell may be cut",
            "see whether that cell is whole, then end the line",
        )
    ]


def _check_header(header: list[str], table: Table) -> list[Problem]:
    """Raise for a header that cannot be used; return a problem for each unknown column."""
    expected = table.column_names
    if len(header) == 1 and len(expected) > 1:
        for separator, name in ((";", "semicolons"), ("\t", "tabs")):
            if separator in header[0]:
                _refuse(table, f"the columns are separated by {name}", SAVE_AS, row=1)
    missing = [name for name in expected if name not in header]
    if missing:
        _refuse(
            table,
            "is not in the header",
            f"add the column, or correct its name; the columns are {', '.join(expected)}",
            row=1,
            column=missing[0],
        )
    repeated = [name for name, count in Counter(header).items() if count > 1]
    if repeated:
        _refuse(
            table,
            "stands in the header more than once",
            "keep one column of that name",
            row=1,
            column=repeated[0],
        )
    return [
        Problem(
            table.file,
            None,
            name,
            name,
            "is not a column of this table and is ignored",
            "delete the column, or correct its name",
        )
        for name in header
        if name not in expected
    ]


def _miscounted(row: int, cells: list[str], header: list[str], table: Table) -> Problem:
    return Problem(
        table.file,
        row,
        None,
        cells[0],
        f"has {len(cells)} cells instead of {len(header)}",
        "put cells that hold a comma in quotation marks, and keep empty cells",
    )
