"""One table of the record as a file: written in the canonical form, read with its cells checked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.tables.cell_rules import Table, check_columns, sort_problems
from geo.tables.problems import Problem
from geo.tables.read_csv import parse_table

QUOTED = frozenset('",\r\n')


def read_table(path: Path, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one CSV file and check each of its cells.

    UTF-8 with or without byte order mark, separated by commas, LF or CRLF.

    Parameters
    ----------
    path : the file.
    table : what it should hold; problems name `table.file`.

    Returns
    -------
    The rows without a problem, text, columns of the table in its order, indexed by row in the
    file (the header is row 1); and the problems. A row with a problem is set aside.

    Raises
    ------
    RecordError : the file cannot be read as this table.
    """
    frame, problems = parse_table(path.read_bytes(), table)
    problems = sort_problems(problems + check_columns(frame, table), table)
    bad = {problem.row for problem in problems}
    return frame[~frame.index.isin([row for row in bad if row is not None])], problems


def write_table(frame: pd.DataFrame, path: Path, table: Table) -> None:
    """Write text rows in the canonical form: UTF-8, comma, LF, RFC 4180 quoting.

    Parameters
    ----------
    frame : text, shape (n, k), at least the columns of `table`; the index is not written.
    path : the file, replaced when it exists.
    table : gives the columns and their order.
    """
    rows = [table.column_names, *frame[table.column_names].to_numpy().tolist()]
    text = "".join(",".join(map(_quote, row)) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8", newline="")


def _quote(cell: str) -> str:
    """Quote as RFC 4180; a carriage return counts as a line end on every Python version."""
    return '"' + cell.replace('"', '""') + '"' if QUOTED.intersection(cell) else cell
