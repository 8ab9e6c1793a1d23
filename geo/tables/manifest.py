"""How many rows each file of the record had when it was last checked.

A table that is cut at the end of a line looks whole; its number of rows tells.
`python -m geo.tables.manifest` counts the rows of today and writes them down.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from geo.ground import read_districts
from geo.tables.cell_rules import Column, Table
from geo.tables.problems import Problem, RecordError
from geo.tables.row_checks import DATA_FOLDER, DISTRICTS_FILE, Sheet
from geo.tables.schema import TABLES

MANIFEST_FILE = DATA_FOLDER / "manifest.csv"
MANIFEST = Table(
    "manifest",
    MANIFEST_FILE.as_posix(),
    "One row for each file of the record: its rows, those of the header and blank ones not counted.",
    (
        Column("file", "text", "The file.", "events.csv", required=True),
        Column("rows", "count", "How many rows it has.", "128", required=True),
    ),
)
COMMAND = "python -m geo.tables.manifest"
_WRITE = f"check the tables, then run `{COMMAND}`"


def check_rows(content: bytes, found: Mapping[str, int]) -> list[Problem]:
    """Hold the files against the manifest.

    Parameters
    ----------
    content : the bytes of the manifest, empty when there is none.
    found : file -> number of its rows.

    Returns
    -------
    What is wrong with the manifest, and a problem for each file that has another number of rows; none
    of them sets a row aside.
    """
    if not content:
        return [_name(MANIFEST.file, "", "the file is missing", _WRITE)]
    try:
        sheet = Sheet(content, MANIFEST)
    except RecordError as error:
        return [error.problem]
    cells = pd.Series(sheet.cells("file"))
    sheet.flag(
        cells.duplicated().to_numpy() & ~sheet.bad,
        "file",
        "stands in an earlier row",
        "keep one row for each file",
    )
    sheet.settle()
    good = sheet.good()
    expected = dict(zip(good["file"], map(int, good["rows"]), strict=True))
    problems = list(sheet.problems)
    for file, count in found.items():
        if file not in expected:
            problems.append(_name(MANIFEST.file, file, "is not in the manifest", _WRITE))
        elif count != expected[file]:
            rule = f"rows instead of {expected[file]}, as in {MANIFEST.file}"
            cure = f"restore what is missing; if it is right so, run `{COMMAND}`"
            problems.append(_name(file, str(count), rule, cure))
    unknown = sorted(set(expected) - set(found))
    cure = f"correct the name, or run `{COMMAND}`"
    problems += [_name(MANIFEST.file, file, "is no file of the record", cure) for file in unknown]
    return problems


def write_manifest(root: Path) -> Path:
    """Count the rows of all files below the top of the repository, write them down; return the path.

    Raises
    ------
    RecordError : a table cannot be read.
    GroundError : the districts cannot be read.
    """
    counts = {
        table.file: Sheet((root / table.file).read_bytes(), table).rows for table in TABLES.values()
    }
    counts[DISTRICTS_FILE.as_posix()] = len(read_districts((root / DISTRICTS_FILE).read_bytes()))
    lines = [",".join(MANIFEST.column_names), *(f"{file},{rows}" for file, rows in counts.items())]
    path = root / MANIFEST_FILE
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def _name(file: str, value: str, rule: str, cure: str) -> Problem:
    return Problem(file, None, None, value, rule, cure)


if __name__ == "__main__":
    write_manifest(Path(__file__).resolve().parents[2])
