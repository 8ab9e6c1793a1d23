"""Tables as comma-separated values, harmless to spreadsheets."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

import pandas as pd

from geo.export.tables import Export, split_rows
from geo.filters import Mask
from geo.record import Record

BOM = codecs.BOM_UTF8
#: How a cell begins that a spreadsheet may take for a formula (OWASP, CSV injection); leading
#: apostrophes are counted in, so that one can be taken away again from every such cell.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def disarm_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each cell that a spreadsheet may take for a formula.

    A cell that is a number stays as it is. Taking one apostrophe away from each cell that begins with
    apostrophes and then `=`, `+`, `-`, `@`, a tab or a line end gives the texts of the record.

    Parameters
    ----------
    table : text, any shape.

    Returns
    -------
    New table of the same shape, columns and index.

    >>> disarm_formulas(pd.DataFrame({"a": ["=1+1", "-2.5", "'=1", "'s"]}, dtype="str"))["a"].tolist()
    ["'=1+1", '-2.5', "''=1", "'s"]
    """
    return table.map(_disarm_cell).astype("str")


def _disarm_cell(cell: str) -> str:
    is_armed = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_armed else cell


def write_csv(
    export: Export,
    record: Record,
    rows: Mask,
    *,
    keep_formulas: bool = False,
    bom: bool = False,
) -> Iterator[bytes]:
    """What `export` gives for the chosen events as CSV in UTF-8, in parts of `PART` events.

    RFC 4180; cells that hold a comma, a quotation mark or any line end are quoted. There is one part
    at least, and each is made when it is asked for.

    Parameters
    ----------
    export : `export_events` or `export_claims`.
    record : the record.
    rows : which events, shape (events,).
    keep_formulas : write every cell exactly as the record has it, else by `disarm_formulas`.
    bom : begin with a byte order mark, by which spreadsheets tell UTF-8.
    """
    begun = False
    for part in split_rows(rows):
        text = write_rows(export(record, part), keep_formulas=keep_formulas, header=not begun)
        yield BOM + text if bom and not begun else text
        begun = True


def write_rows(table: pd.DataFrame, *, keep_formulas: bool = False, header: bool = True) -> bytes:
    """A table of text as CSV in UTF-8; see `write_csv`."""
    if not keep_formulas:
        table = disarm_formulas(table)
    # Only where lines end with it does every Python quote a carriage return.
    return table.to_csv(index=False, header=header, lineterminator="\r\n").encode()
