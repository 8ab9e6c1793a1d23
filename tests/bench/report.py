"""The figures beside their targets, as a table for the screen and as Markdown."""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

HEADER = ("what", "record", "measured", "target", "verdict")
BYTES_PER_GIB = 1024**3


@dataclass(frozen=True)
class Figure:
    """One measured figure; `met` is None when there is no target."""

    what: str
    record: str
    measured: str
    target: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The figure as a row of the table."""
        verdict = "" if self.met is None else "met" if self.met else "not met"
        return (self.what, self.record, self.measured, self.target, verdict)


def describe_machine(chromium: str) -> str:
    """What the figures were measured on, one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / BYTES_PER_GIB
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB memory; "
        f"Python {platform.python_version()}, streamlit {version('streamlit')}, "
        f"headless Chromium {chromium} without a graphics processor"
    )


def format_table(figures: Sequence[Figure]) -> str:
    """A Markdown table whose columns also stand in line on a screen."""
    rows = [HEADER, *(figure.cells for figure in figures)]
    widths = [max(len(row[k]) for row in rows) for k in range(len(HEADER))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def format_report(figures: Sequence[Figure], machine: str, notes: Sequence[str]) -> str:
    """The whole report in Markdown."""
    today = datetime.date.today().isoformat()
    listed = "\n".join(f"- {note}" for note in notes)
    return f"# Measured {today}\n\n{machine}\n\n{format_table(figures)}\n\n{listed}\n"
