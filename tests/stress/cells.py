"""What can be wrong with one cell: for each kind of column, faults and changes that are allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.tables.cell_rules import Column
from geo.tables.schema import DATE_PRECISIONS

LONG = 200_000
BAD_DAYS = (
    "2026-11-31",
    "20201004",
    "2020-W40-7",
    "9999-01-01",
    "31.11.2020",
    "2020-10-4",
    "0000-00-00",
    "2020-13-01",
    "44108",
)
BAD_NUMBERS = ("-3", "3.5", "1e3", "9999999999", "twelve", "1 200", "1,200", "٣", "NaN")
BAD_DEGREES = ("999", "-999", "1e2", "46,5", "46.123456789", "NaN", "inf", "46°30'", "")
BAD_WORDS = {
    "choice": ("no such word", "YES"),
    "date": BAD_DAYS,
    "partial date": BAD_DAYS,
    "longitude": BAD_DEGREES[:-1],
    "latitude": BAD_DEGREES[:-1],
    "count": BAD_NUMBERS,
    "url": ("example.org", "javascript:alert(1)", "https://", "https://a b.example"),
    "languages": ("english!", "en,ru", "en;ru"),
    "locator": ("C99", "A0", "a1"),
    "id": ("Not An Id", "no--id", "été", "a/b"),
    "ids": ("Not An Id", "a;b", "a; a", "; "),
    "district id": ("AZ", "az-bar", "AZ-XXXX"),
    "names": ("a;b", "a; ; b", "a; a"),
    "text": (),
}
#: Words that stand for a fault whatever the column.
NEVER = ("n/a", "#REF!", "NULL", "-")
DANGLING = {"id": "no-such-row", "ids": "no-such-row", "district id": "ZZ-ZZZ"}
FREE = ("text", "names")


@dataclass(frozen=True)
class CellChange:
    """Another content for one cell, and whether it breaks a rule of its column."""

    kind: str
    cell: str
    fault: bool


def list_changes(cell: str, column: Column, others: list[str]) -> Iterator[CellChange]:
    """All that can be written into a cell instead of what it holds.

    Parameters
    ----------
    cell : what it holds.
    column : its column.
    others : the cells of the column in the rows before it.
    """
    if cell:
        yield CellChange("emptied", "", column.required)
        yield CellChange("blank at the end", f"{cell} ", True)
        yield CellChange("blank before", f"\u00a0{cell}", True)
    yield CellChange("too long", "x" * LONG, True)
    yield CellChange("control character", f"{cell[:2]}\x07{cell[2:]}", True)
    yield CellChange("NUL", f"{cell[:2]}\x00{cell[2:]}", True)
    yield CellChange("escape", f"{cell}\x1b[31m", True)
    yield CellChange("direction left open", f"\u202e{cell}", True)
    yield CellChange("formula", "=1+1", column.kind not in FREE)
    for word in NEVER:
        yield CellChange(f"{word} as a value", word, True)
    for word in BAD_WORDS[column.kind]:
        yield CellChange(f"wrong form {word}", word, True)
    if column.kind in DANGLING and column.name != "id":
        yield CellChange("dangling id", DANGLING[column.kind], True)
    if column.name == "id" and others:
        yield CellChange("duplicate id", others[-1], True)
    if cell:
        yield from _list_edits(cell, column)


def _list_edits(cell: str, column: Column) -> Iterator[CellChange]:
    """Changes that a curator may make; what they contradict is for the checks to find."""
    if column.kind == "text":
        yield CellChange("another text", f"Also: {cell}", False)
    if column.allowed and column.allowed != DATE_PRECISIONS:
        other = next(word for word in column.allowed if word != cell)
        yield CellChange("another word of the list", other, False)
    if column.kind == "count":
        yield CellChange("another figure", str(int(cell) + 1), False)
    if column.kind in ("date", "partial date"):
        yield CellChange("another day", "2020-10-04"[: len(cell)], False)
