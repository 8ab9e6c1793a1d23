"""Measure the dashboard with the real record and with a large one, and report."""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app_server import ROOT, copy_app, serve
from playwright.sync_api import Browser, Page

from geo.record import load_record

from . import moves, visits
from .browser import EMPTY_APP, launch_browser, new_context, open_page
from .report import Figure, describe_machine, format_report, format_table
from .synthetic import SEED, write_synthetic

LARGE = 10_000
OUTPUT = ROOT / "tests" / "output" / "bench.md"
STEP_MS = 25
SETTLE_RATIO = 3
FIRST_PAINT_RATIO = 2
FRAMES_PER_SECOND = 60
#: Two frames of a screen with 60 a second.
WORST_FRAME_MS = 33
FILM_S = 5
#: Playing the whole width takes 22 seconds.
WHOLE_FILM_S = 22
NOTES = (
    "Step: from the time stamp of the input event to the end of the frame in which the map was "
    f"painted; {moves.STEPS} steps of a day within the war.",
    "Pixels: the incidents' canvas is read right after the painted event, outside the timed "
    "steps, and compared with the set of incidents that the record gives for the window.",
    f"Moving: {moves.MOVES} moves of a day with the handle held; each frame is looked at, until "
    "the panels have settled. The messages after the release show that the counter counts.",
    f"Settle: from the release of the handle to the changed count of incidents, {visits.SETTLES} "
    "times, in turns with a key on the slider of an empty Streamlit app to its changed text.",
    f"First paint: from the start of the navigation, {visits.VISITS} visits with an empty cache, "
    "each followed by one that finds the cache filled, in turns with the empty app.",
    "A frame lasts 16.7 ms; the worst frame is rounded to whole milliseconds.",
)


@dataclass(frozen=True)
class Subject:
    """A record that is measured: its name in the table, its address, its payload."""

    name: str
    url: str
    payload: dict[str, Any]


def main() -> None:
    """Measure everything, print the table, write the report."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        roots = {"real": copy_app(folder / "real"), "large": copy_app(folder / "large")}
        write_synthetic(roots["large"], roots["large"], count=LARGE)
        browser = stack.enter_context(launch_browser())
        machine = describe_machine(browser.version)
        print(machine)
        empty = stack.enter_context(
            serve(EMPTY_APP.parent, folder / "empty.log", script=EMPTY_APP.name)
        )
        figures: list[Figure] = []
        load_before = os.getloadavg()[0]
        for key, root in roots.items():
            served = stack.enter_context(serve(root, folder / f"{key}.log"))
            problems = load_record(root).problems
            assert problems == (), problems[0]
            payload = served.record()
            name = f"{'real' if key == 'real' else 'synthetic'}, {len(payload['events']['id']):,}"
            figures += measure(browser, Subject(name, served.url, payload), empty.url)
    loads = f"{load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    notes = [
        *NOTES,
        f"Seed of the synthetic record: {SEED}.",
        f"Load of the machine: {loads}. Other work on it shows in `nothing plays` and in every worst.",
    ]
    report = format_report(figures, machine, notes)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(report, encoding="utf-8")
    print(format_table(figures))
    print(f"written to {OUTPUT.relative_to(ROOT)}")


def measure(browser: Browser, subject: Subject, empty_url: str) -> list[Figure]:
    """All figures of one record."""
    context = new_context(browser)
    wire = moves.Wire()
    page = open_page(context, subject.url, before=wire.listen)
    empty = open_page(context, empty_url)
    page.bring_to_front()
    sections: Sequence[Callable[[], list[Figure]]] = (
        lambda: _report_steps(page, subject),
        lambda: _report_silence(page, subject, wire),
        lambda: _report_settles(page, empty, subject),
        lambda: _report_films(page, subject),
    )
    figures = []
    for section in sections:
        figures += _tell(section())
    context.close()
    return figures + _tell(_report_visits(browser, subject, empty_url))


def _tell(figures: list[Figure]) -> list[Figure]:
    for figure in figures:
        print("  ".join(cell for cell in figure.cells if cell), flush=True)
    return figures


def _report_steps(page: Page, subject: Subject) -> list[Figure]:
    figures = []
    for how, steps in (
        ("key", moves.measure_keys(page)),
        ("pointer", moves.measure_drag(page)),
    ):
        median = statistics.median(steps)
        measured = f"median {median:.1f} ms, worst {max(steps):.1f} ms"
        what = f"slider step by {how} to painted map"
        target = f"median <= {STEP_MS} ms"
        figures.append(Figure(what, subject.name, measured, target, median <= STEP_MS))
    proof = moves.prove_pixels(page, subject.payload)
    measured = (
        f"{proof.changed} of {proof.steps} steps changed the set: {proof.missed} without new "
        f"pixels; {proof.idle} with new pixels only; {proof.miscounted} miscounted"
    )
    good = proof.changed > 0 and proof.missed == proof.idle == proof.miscounted == 0
    what = "painted event matches pixels"
    return [*figures, Figure(what, subject.name, measured, "0, 0, 0", good)]


def _report_silence(page: Page, subject: Subject, wire: moves.Wire) -> list[Figure]:
    silence = moves.measure_silence(page, wire)
    moving, after = silence.moving, silence.settling
    sent = f"{moving.size_bytes} bytes in {moving.messages} messages, {moving.requests} requests"
    sent += f" (after the release: {after.size_bytes} in {after.messages})"
    quiet = moving.messages == moving.requests == 0 and after.messages > 0
    seen = f"{silence.blank} blank, {silence.remounted} remounted of {silence.frames} frames"
    seen += f", {silence.paints} drawings"
    steady = silence.blank == silence.remounted == 0 and silence.paints >= moves.MOVES
    return [
        Figure(f"on the wire in {moves.MOVES} moves", subject.name, sent, "0 bytes", quiet),
        Figure(f"frames of {moves.MOVES} moves", subject.name, seen, "0, 0", steady),
    ]


def _report_settles(page: Page, empty: Page, subject: Subject) -> list[Figure]:
    pair = visits.measure_settles(page, empty)
    page.bring_to_front()
    what = "release of the slider to panels"
    return [_compare(what, subject, pair, SETTLE_RATIO)]


def _report_visits(browser: Browser, subject: Subject, empty_url: str) -> list[Figure]:
    found = visits.measure_visits(browser, subject.url, empty_url)
    return [
        _compare("first paint, cold cache", subject, found.cold, FIRST_PAINT_RATIO),
        _compare("first paint, warm cache", subject, found.warm, FIRST_PAINT_RATIO),
    ]


def _compare(what: str, subject: Subject, pair: visits.Pair, limit: float) -> Figure:
    ours, empty = statistics.median(pair.dashboard), statistics.median(pair.empty)
    ratio = ours / empty
    measured = f"{ours:.0f} ms (worst {max(pair.dashboard):.0f}), empty {empty:.0f} ms: "
    measured += f"{ratio:.2f} x"
    return Figure(what, subject.name, measured, f"<= {limit} x empty", ratio <= limit)


def _report_films(page: Page, subject: Subject) -> list[Figure]:
    films = {
        "nothing plays": moves.film_idle(page, FILM_S),
        "play The war": moves.film_playing(page, "The war", FILM_S),
        "play Whole record": moves.film_playing(page, "Whole record", WHOLE_FILM_S),
    }
    target = f"{FRAMES_PER_SECOND} fps, worst <= {WORST_FRAME_MS} ms"
    figures = []
    for what, film in films.items():
        worst = round(max(film.intervals))
        measured = f"{film.per_second:.1f} fps, worst frame {worst} ms, {film.paints} drawings"
        met = round(film.per_second) >= FRAMES_PER_SECOND and worst <= WORST_FRAME_MS
        judged = (target, met) if film.paints else ("", None)
        figures.append(Figure(what, subject.name, measured, *judged))
    return figures


if __name__ == "__main__":
    main()
