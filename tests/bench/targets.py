"""What the dashboard is to reach, held against what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .cells import Cell, describe_film, format_ms, median
from .servers import BYTES_PER_MB

STEP_MS = 25
#: Size -> how many times faster than which baseline; "best": than the best of all.
FASTER = (
    ("2000", "B1", 75.0),
    ("2000", "B2", 5.0),
    ("10000", "best", 1.5),
    ("100000", "best", 30.0),
)
GROWTH = 1.3
#: Of the first paint of the empty app: in Streamlit by row, and of the plain page over the record.
FIRST_PAINT_RATIOS = {"record": 1.4, "1000000": 3.0}
VIEW_RATIO = 0.5
COPY_RATIO = 0.45
COPY_MB = 1.5
FRAMES_PER_SECOND = 60
FRAME_MS = 1000 / FRAMES_PER_SECOND
#: Two frames of a screen with 60 a second.
WORST_FRAME_MS = 33
#: By the size of the record: what is sent as a whole is filtered in the frame of a step.
FILTER_MS = {"record": 25, "1000": 25, "2000": 25, "1000000": 250}
#: Size of the window -> least area of the map, CSS pixels: 60 % more than a page with three columns had.
MAP_AREAS = {(1280, 720): 1.6 * 768 * 378, (1440, 900): 1.6 * 871 * 481}
#: Rows whose record is sent as a whole.
WHOLE_ROWS = ("record", "300", "1000", "2000")
MEMORY_MB = 1500
SESSION_MB = 15
FURTHER_SESSIONS = 19
BASELINES = ("B1", "B2", "B3", "B4", "B5")

#: Row -> subject -> what was measured on loopback.
Table = Mapping[str, Mapping[str, Cell]]


@dataclass(frozen=True)
class Figure:
    """One figure beside its target; `met` is None where it could not be measured."""

    what: str
    row: str
    measured: str
    target: str
    met: bool | None

    @property
    def cells(self) -> tuple[str, ...]:
        """The figure as a row of a table."""
        verdict = "not measured" if self.met is None else "met" if self.met else "not met"
        return (self.what, self.row, self.measured, self.target, verdict)


def judge(table: Table) -> list[Figure]:
    """All targets over the rows that were measured; a missing row is not judged."""
    figures: list[Figure] = []
    for name, cells in table.items():
        if "ours" in cells and cells["ours"].failed:
            failed = cells["ours"].failed
            figures.append(Figure("all that follows", name, failed, "in time", False))
        if "ours" in cells:
            figures += _judge_row(name, cells["ours"], cells.get("B0", Cell()))
        if name == "record":
            figures += _judge_forms(cells)
    figures += _judge_speedups(table)
    figures += _judge_growth(table)
    return figures


def _judge_row(row: str, ours: Cell, empty: Cell) -> Iterator[Figure]:
    yield _at_most("step by key to map, list and card painted", row, ours.step_ms, STEP_MS)
    yield _at_most(
        "step by pointer to map, list and card painted", row, median(ours.drags), STEP_MS
    )
    yield Figure("steps with another count", row, str(ours.miscounted), "0", ours.miscounted == 0)
    yield from _judge_silence(row, ours)
    films = [("The war", ours.film), ("Whole record", ours.whole_film)]
    if ours.single_film is not None:
        films.append(("The war in single symbols", ours.single_film))
    for name, film in films:
        target = f"{FRAMES_PER_SECOND} fps, worst at most {WORST_FRAME_MS} ms"
        met = film is not None and (
            round(film.per_second) >= FRAMES_PER_SECOND
            and round(max(film.intervals)) <= WORST_FRAME_MS
            and film.paints > 0
        )
        yield Figure(
            f"play {name}", row, describe_film(film) if film else "-", target, met if film else None
        )
    if row in FIRST_PAINT_RATIOS:
        paint = _divide(ours.first_paint_ms, empty.first_paint_ms)
        yield _ratio("first paint, of B0", row, paint, FIRST_PAINT_RATIOS[row])
    if row in FILTER_MS:
        slow = float(np.percentile(ours.filters, 95)) if ours.filters else None
        what = "filter to all painted, 95th percentile"
        if row in WHOLE_ROWS:
            slow, what = median(ours.filters), "filter to all painted"
        yield _at_most(what, row, slow, FILTER_MS[row])
    if ours.known:
        what = "another day as known on, to all painted"
        yield _at_most(what, row, median(ours.known), STEP_MS)
    if ours.computed:
        what = "the whole record as known on a day, computed, longest of all days"
        yield _at_most(what, row, max(ours.computed), FRAME_MS)
    if row == "1000000":
        yield from _judge_memory(row, ours)
    yield from _judge_reading(row, ours)


def _judge_forms(cells: Mapping[str, Cell]) -> Iterator[Figure]:
    """The app without Streamlit: the plain page and the one file."""
    empty = cells.get("B0", Cell()).first_paint_ms
    for key, title, limit in (
        ("view", "the plain page", VIEW_RATIO),
        ("file", "the one file", COPY_RATIO),
    ):
        if key not in cells:
            continue
        cell = cells[key]
        paint = _divide(cell.first_paint_ms, empty)
        yield _ratio(f"first paint of {title}, of B0", "record", paint, limit)
        yield _at_most(f"step in {title}", "record", cell.step_ms, STEP_MS)
        if cell.file_bytes is not None:
            size = cell.file_bytes / BYTES_PER_MB
            said, target = f"{size:.2f} MB", f"at most {COPY_MB:g} MB"
            yield Figure(f"size of {title}", "record", said, target, size <= COPY_MB)


def _judge_reading(row: str, ours: Cell) -> Iterator[Figure]:
    """What the server hears of somebody who drags, filters and reads, and how large the map is."""
    if ours.reading is not None and row in WHOLE_ROWS:
        said = f"{ours.reading.messages} messages, {ours.reading.requests} requests"
        silent = ours.reading.messages == ours.reading.requests == 0
        yield Figure("server while somebody reads", row, said, "none", silent)
    for size, (width, height) in ours.areas.items():
        least = MAP_AREAS[size]
        what = f"map at {size[0]}x{size[1]}"
        yield Figure(what, row, f"{width}x{height}", f"{least:,.0f} px", width * height >= least)


def _judge_silence(row: str, ours: Cell) -> Iterator[Figure]:
    proof, silence = ours.proof, ours.silence
    if proof is not None:
        good = proof.changed > 0 and proof.missed == proof.idle == proof.miscounted == 0
        said = (
            f"{proof.changed} of {proof.steps} steps changed the set: {proof.missed} without new "
            f"pixels, {proof.idle} with new pixels only, {proof.miscounted} miscounted"
        )
        yield Figure("painted event matches pixels", row, said, "0, 0, 0", good)
    if silence is None:
        return
    moving, after = silence.moving, silence.settling
    sent = f"{moving.size_bytes} bytes, {moving.requests} requests"
    sent += f" (after the release: {after.size_bytes} bytes)"
    quiet = moving.size_bytes == moving.requests == 0
    what = f"on the wire in {ours.moves} moves"
    yield Figure(what, row, sent, "0 bytes", quiet)
    seen = f"{silence.blank} blank, {silence.remounted} remounted of {silence.frames}"
    seen += f", {silence.paints} drawings"
    steady = silence.blank == silence.remounted == 0 and silence.paints >= ours.moves
    yield Figure(f"frames of {ours.moves} moves", row, seen, "0, 0", steady)


def _judge_memory(row: str, ours: Cell) -> Iterator[Figure]:
    if ours.memory_mb is None:
        return
    one, twenty = ours.memory_mb
    further = None if twenty is None else (twenty - one) / FURTHER_SESSIONS
    target = f"at most {MEMORY_MB} MB"
    yield Figure("memory of the server", row, f"{one:.0f} MB", target, one <= MEMORY_MB)
    said = "-" if further is None else f"{further:.1f} MB"
    met = None if further is None else further <= SESSION_MB
    target = f"at most {SESSION_MB} MB"
    yield Figure("memory of a further session", row, said, target, met)


def _judge_speedups(table: Table) -> Iterator[Figure]:
    for row, rival, times in FASTER:
        cells = table.get(row, {})
        ours = cells["ours"].step_ms if "ours" in cells else None
        if ours is None:
            continue
        rivals = BASELINES if rival == "best" else (rival,)
        known = {key: cells[key].step_ms for key in rivals if key in cells}
        found = {key: step for key, step in known.items() if step is not None}
        best = min(found, key=lambda key: found[key], default=None)
        what = f"step, times faster than {'the best baseline' if rival == 'best' else rival}"
        target = f"at least {times:g}"
        if best is None:
            slow = bool(known) and all(cells[key].failed for key in known)
            said = ", ".join(f"{key} {cells[key].failed}" for key in known) or "-"
            yield Figure(what, row, said, target, True if slow else None)
            continue
        factor = found[best] / ours
        said = f"{factor:.1f} ({best}: {format_ms(found[best])})"
        yield Figure(what, row, said, target, factor >= times)


def _judge_growth(table: Table) -> Iterator[Figure]:
    small, large = table.get("1000", {}), table.get("1000000", {})
    if "ours" in small and "ours" in large:
        grown = _divide(large["ours"].step_ms, small["ours"].step_ms)
        yield _ratio("step, of our own at 1,000", "1000000", grown, GROWTH)


def _at_most(what: str, row: str, value: float | None, limit: float) -> Figure:
    met = None if value is None else value <= limit
    return Figure(what, row, format_ms(value), f"at most {limit:.3g} ms", met)


def _ratio(what: str, row: str, value: float | None, limit: float) -> Figure:
    said = "-" if value is None else f"{value:.2f} times"
    met = None if value is None else value <= limit
    return Figure(what, row, said, f"at most {limit:g} times", met)


def _divide(value: float | None, by: float | None) -> float | None:
    return None if value is None or not by else value / by
