"""A table as a workbook for spreadsheets (ECMA-376): texts stay texts, whatever they begin with."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from geo.export.about import About, ExportError
from geo.tables.cell_rules import LONGEST_CELL, Table
from geo.words import _

#: Widths of columns, characters.
NARROW, WIDE = 14, 40
#: Nothing of a text becomes a formula, a link or a number, and nothing is written to a disk.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(table: pd.DataFrame, schema: Table, about: About) -> bytes:
    """A table with its columns explained, and what it is of, on three sheets.

    Parameters
    ----------
    table : columns with types, in the order of `schema`.
    schema : names and meanings of the columns.
    about : what stands on the last sheet.

    Raises
    ------
    ExportError : a text is longer than a cell of a spreadsheet may be.
    """
    file = BytesIO()
    with Workbook(file, OPTIONS) as book:
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        sheet = book.add_worksheet(schema.name)
        for place, column in enumerate(schema.columns):
            sheet.write_string(0, place, column.name, head)
            sheet.set_column(place, place, WIDE if column.kind == "text" else NARROW)
            _fill_column(sheet, place, table[column.name], day)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table), 1), len(schema.columns) - 1)
        _list_pairs(
            book.add_worksheet(_("Columns")),
            {column.name: column.meaning for column in schema.columns},
        )
        _list_pairs(book.add_worksheet(_("About")), about.texts())
    return file.getvalue()


def _fill_column(sheet: Worksheet, place: int, column: pd.Series, day: Any) -> None:
    known = column.notna().to_numpy()
    for row, cell in enumerate(column.tolist()):
        if not known[row]:
            continue
        if isinstance(cell, datetime.datetime):
            sheet.write_datetime(row + 1, place, cell, day)
        elif isinstance(cell, str):
            if len(cell) > LONGEST_CELL:
                raise ExportError(
                    f"{column.name}: a cell holds {len(cell):,} characters, a spreadsheet takes "
                    f"{LONGEST_CELL:,}; take CSV or Parquet, or narrow the filters"
                )
            sheet.write_string(row + 1, place, cell)
        else:
            sheet.write_number(row + 1, place, cell)


def _list_pairs(sheet: Worksheet, pairs: dict[str, str]) -> None:
    sheet.set_column(0, 0, NARROW * 2)
    sheet.set_column(1, 1, WIDE * 3)
    for row, (name, text) in enumerate(pairs.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
