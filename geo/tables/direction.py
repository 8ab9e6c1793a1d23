"""Marks of direction in texts of the record: what a cell opens ends with it."""

from __future__ import annotations

import re

import pandas as pd

from geo.tables.cell_rules import LIST_SEPARATOR, Table
from geo.tables.problems import Problem

_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDING, _POP = "\u202a\u202b\u202d\u202e", "\u202c"
_ISOLATE, _POP_ISOLATE = "\u2066\u2067\u2068", "\u2069"


def close_direction(text: str) -> str:
    r"""Close the embeddings, overrides and isolates that a text leaves open.

    Unicode Standard Annex 9, rules X1 to X8. What stands after the text keeps its own direction.

    >>> close_direction("a \u202eb").encode("unicode_escape")
    b'a \\u202eb\\u202c'
    >>> close_direction("a \u202eb\u202c c").endswith("c")
    True
    """
    opened: list[str] = []
    for mark in _MARKS.findall(text):
        if mark in _EMBEDDING:
            opened.append(_POP)
        elif mark in _ISOLATE:
            opened.append(_POP_ISOLATE)
        elif mark == _POP and opened and opened[-1] == _POP:
            opened.pop()
        elif mark == _POP_ISOLATE and _POP_ISOLATE in opened:
            while opened.pop() != _POP_ISOLATE:
                pass
    return text + "".join(reversed(opened))


def close_cells(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[Problem]]:
    """Close what the cells of a table leave open, and say where.

    Parameters
    ----------
    frame : text, shape (n, k), the columns of `table`; the index is the row in the file.
    table : the table's definition.

    Returns
    -------
    The frame, each item of a list closed by itself; and a problem for each cell that was changed,
    whose row is used.
    """
    problems = []
    closed = frame.copy()
    for column in table.columns:
        lists = column.kind == "names"
        for row, cell in frame[column.name].items():
            if _MARKS.search(cell) is None:
                continue
            items = cell.split(LIST_SEPARATOR) if lists else [cell]
            text = LIST_SEPARATOR.join(map(close_direction, items))
            if text != cell:
                closed.loc[row, column.name] = text
                rule = f"leaves a mark of direction open in row {row}; it is closed for the reader"
                cure = "delete the mark, or close it with U+202C or U+2069"
                problems.append(Problem(table.file, None, column.name, cell, rule, cure))
    return closed, problems
