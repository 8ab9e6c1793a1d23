"""The figures as tables for the screen, for a Markdown file and for the README."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from .cells import COLUMNS, NONE, Cell, format_ms
from .rounds import Cells
from .subjects import SUBJECTS, describe_packages
from .targets import Figure

BYTES_PER_GIB = 1024**3
BEGIN, END = "<!-- bench -->", "<!-- /bench -->"
TITLES = {
    subject.key: f"{subject.key} {subject.title}".removeprefix("ours ") for subject in SUBJECTS
}
TARGET_HEADER = ("what", "events", "measured", "target", "verdict")

#: Network -> row -> subject -> figures.
Results = Mapping[str, Mapping[str, Cells]]


def describe_machine(chromium: str) -> str:
    """What the figures were measured on, one line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / BYTES_PER_GIB
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB memory; Python {platform.python_version()}, "
        f"{describe_packages()}; headless Chromium {chromium} without a graphics processor"
    )


def format_rows(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns also stand in line on a screen; the first row is the header."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def format_cells(rows: Mapping[str, Cells], labels: Mapping[str, str]) -> str:
    """All columns: a line for each row and subject.

    Parameters
    ----------
    rows : row -> subject -> figures.
    labels : row -> its name in the table.
    """
    lines = [
        (labels[name], TITLES[key], *cell.texts())
        for name, cells in rows.items()
        for key, cell in cells.items()
    ]
    return format_rows([("events", "map", *COLUMNS), *lines])


def format_main(results: Results, labels: Mapping[str, str]) -> str:
    """The main table: what each subject takes for a step at each size, near and far."""
    rows = results.get("loopback") or next(iter(results.values()))
    far = results.get("delayed", {})
    keys = list(dict.fromkeys(key for cells in rows.values() for key in cells))
    header = ("step to painted map, median", *(labels[name] for name in rows))
    lines = [
        (
            TITLES[key],
            *(_format_step(rows[name].get(key), far.get(name, {}).get(key)) for name in rows),
        )
        for key in keys
        if key != "B0"
    ]
    return format_rows([header, *lines])


def _format_step(near: Cell | None, far: Cell | None) -> str:
    if near is None:
        return NONE
    if near.step_ms is None:
        return near.failed or NONE
    text = format_ms(near.step_ms)
    return f"{text} / {format_ms(far.step_ms)}" if far is not None and far.step_ms else text


def format_targets(figures: Sequence[Figure]) -> str:
    """All targets with their verdicts."""
    return format_rows([TARGET_HEADER, *(figure.cells for figure in figures)])


def format_report(
    results: Results,
    labels: Mapping[str, str],
    figures: Sequence[Figure],
    machine: str,
    notes: Sequence[str],
) -> str:
    """The whole report in Markdown."""
    titles = {"loopback": "On the same machine", "delayed": "With 80 ms of round trip"}
    parts = [f"# Measured {datetime.date.today().isoformat()}", machine]
    parts += ["## Step", format_main(results, labels)]
    for network, rows in results.items():
        parts += [f"## {titles[network]}", format_cells(rows, labels)]
    parts += ["## To reach", format_targets(figures), "## How each figure was taken"]
    parts.append("\n".join(f"- {note}" for note in notes))
    return "\n\n".join(parts) + "\n"


def write_readme(readme: Path, results: Results, labels: Mapping[str, str], machine: str) -> None:
    """Put the main table, and all columns of the largest common row, between the two markers.

    Raises
    ------
    ValueError : the README has no markers.
    """
    text = readme.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise ValueError(f"{readme.name}: the lines {BEGIN} and {END} are missing")
    parts = [BEGIN, f"Measured on {datetime.date.today():%-d %B %Y}: {machine}."]
    parts.append(format_main(results, labels))
    if "delayed" in results:
        parts.append("The second figure is with 80 ms of round trip to the server.")
    near = results.get("loopback", {})
    shown = {name: cells for name, cells in near.items() if name in ("10000", "1000000")}
    if shown:
        parts.append(format_cells(shown, labels))
    block = "\n\n".join([*parts, END])
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    readme.write_text(pattern.sub(lambda _match: block, text), encoding="utf-8")
