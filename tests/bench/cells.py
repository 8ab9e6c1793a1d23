"""What is measured of one subject over one row, and how it is written in a table."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

from .browser import Traffic
from .moves import Film, Proof, Silence

BYTES_PER_KB = 1000
NONE = "-"

#: Titles of the columns, in the order of `Cell.texts`.
COLUMNS = (
    "first paint",
    "step, median (worst)",
    "bytes a step",
    "blank / remounted frames",
    "in play",
    "CPU of 100 steps",
    "memory, 1 / 20 sessions",
    "to first paint",
)


@dataclass
class Cell:
    """One subject over one row on one network; empty where it was not measured.

    Parameters
    ----------
    failed : why there is nothing, else empty.
    first_paints, steps, drags, filters, known : milliseconds; the last for another day "as known on".
    computed : of these days, each until what is shown and all counts are known, before anything is drawn.
    transfers : bytes to the first paint.
    file_bytes : size of its one file; None where it is none.
    step_bytes : bytes over the wire for each step; of ours, while moving.
    frames, blank, remounted, moves : frames looked at, and the steps in them.
    film, whole_film, single_film : playing the war; the whole record; the war in single symbols
        where there would be cells.
    plays : whether it can play.
    cpu_s, cpu_steps : processor time of the server and the steps that took it.
    memory_mb : of the server with 1 and with 20 sessions; None where these do not open in time.
    miscounted : steps whose count is not what the record gives.
    proof, silence, reading : of ours; the last is what went over the wire while somebody read.
    areas : of ours: size of the window -> that of the map, CSS pixels.
    """

    failed: str = ""
    first_paints: list[float] = field(default_factory=list)
    transfers: list[int] = field(default_factory=list)
    file_bytes: int | None = None
    steps: list[float] = field(default_factory=list)
    drags: list[float] = field(default_factory=list)
    filters: list[float] = field(default_factory=list)
    known: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    step_bytes: list[int] = field(default_factory=list)
    frames: int = 0
    blank: int = 0
    remounted: int = 0
    moves: int = 0
    film: Film | None = None
    whole_film: Film | None = None
    single_film: Film | None = None
    plays: bool = False
    cpu_s: float = 0
    cpu_steps: int = 0
    memory_mb: tuple[float, float | None] | None = None
    miscounted: int = 0
    proof: Proof | None = None
    silence: Silence | None = None
    reading: Traffic | None = None
    areas: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @property
    def step_ms(self) -> float | None:
        """Median step."""
        return median(self.steps)

    @property
    def first_paint_ms(self) -> float | None:
        """Median first paint."""
        return median(self.first_paints)

    def texts(self) -> tuple[str, ...]:
        """A text for each of `COLUMNS`."""
        if self.failed and not self.first_paints:
            return (self.failed, *[NONE] * (len(COLUMNS) - 1))
        return (
            format_ms(self.first_paint_ms),
            self._format_steps(),
            format_bytes(statistics.mean(self.step_bytes)) if self.step_bytes else NONE,
            self._format_frames(),
            self._format_play(),
            f"{100 * self.cpu_s / self.cpu_steps:.2f} s" if self.cpu_steps else NONE,
            self._format_memory(),
            format_bytes(statistics.median(self.transfers)) if self.transfers else NONE,
        )

    def _format_steps(self) -> str:
        if not self.steps:
            return self.failed or NONE
        few = f", {len(self.steps)} steps" if self.failed else ""
        return f"{format_ms(self.step_ms)} ({format_ms(max(self.steps))}){few}"

    def _format_frames(self) -> str:
        if not self.frames:
            return NONE
        return f"{self.blank} / {self.remounted} of {self.frames}, {self.moves} steps"

    def _format_memory(self) -> str:
        if self.memory_mb is None:
            return NONE
        one, many = self.memory_mb
        return f"{one:.0f} / {NONE if many is None else format(many, '.0f')} MB"

    def _format_play(self) -> str:
        if self.film is None:
            return NONE if self.plays else "cannot play"
        return describe_film(self.film)


def median(values: Sequence[float]) -> float | None:
    """The median, or None of nothing."""
    return statistics.median(values) if values else None


def describe_film(film: Film) -> str:
    """Frames and drawings a second, and the longest frame."""
    return (
        f"{film.per_second:.0f} fps, {film.drawn_per_second:.0f} drawn, "
        f"worst {max(film.intervals):.0f} ms"
    )


def format_ms(value: float | None) -> str:
    """Milliseconds to three digits, seconds from ten on."""
    if value is None:
        return NONE
    if value >= 10_000:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"


def format_bytes(value: float) -> str:
    """Bytes, in kB or MB where they are many."""
    if value < BYTES_PER_KB:
        return f"{value:.0f} B"
    if value < BYTES_PER_KB**2:
        return f"{value / BYTES_PER_KB:.0f} kB"
    return f"{value / BYTES_PER_KB**2:.1f} MB"
