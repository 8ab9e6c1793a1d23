"""What the browser does while the hand is on the slider: steps, silence, frames, playing."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from app_server import ROOT
from node_answers import Browser as Modules
from playwright.sync_api import Page

from components.vocabulary import label_category
from geo.dates import count_days
from geo.record import load_record

from .browser import Traffic, Wire
from .points import LAST, WAR, Row

PROOFS = 20
#: How far a drag goes before it turns back, and by how many days its scale is found.
STRETCH_DAYS = 35
DAYS_TRIED = 4
#: Steps of the zoom from the opening view to one that holds all places.
ZOOMS_OUT = 4
#: Sizes of the window at which the map is measured.
WINDOWS = ((1280, 720), (1440, 900))
CARDS_READ = 5
#: Between the days "as known on" that are set one after another, so that they reach over the war.
KNOWN_STRIDE = 4
SEED = 44

Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Proof:
    """Whether what is reported as painted was painted.

    Parameters
    ----------
    steps : number of steps looked at.
    changed : steps after which another set of incidents was on the map.
    missed : of these, steps whose pixels were still the same at the painted event.
    idle : steps with the same set, equally certain, but other pixels.
    miscounted : steps whose `data-shown` is not what the record gives.
    """

    steps: int
    changed: int
    missed: int
    idle: int
    miscounted: int


@dataclass(frozen=True)
class Silence:
    """What went over the wire and what was seen while the slider was dragged, and afterwards."""

    moving: Traffic
    settling: Traffic
    frames: int
    paints: int
    blank: int
    remounted: int


@dataclass(frozen=True)
class Film:
    """Frames while something plays; intervals in milliseconds."""

    intervals: list[float] = field(repr=False)
    paints: int

    @property
    def per_second(self) -> float:
        """Frames a second."""
        return 1000 * len(self.intervals) / sum(self.intervals)

    @property
    def drawn_per_second(self) -> float:
        """Drawings of the map a second."""
        return 1000 * self.paints / sum(self.intervals)


class Hand:
    """A pointer that holds the handle "To date" of the opening window, and counts in days."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._handle = page.get_by_role("slider", name="To date")
        before = self._locate()
        self._handle.focus()
        self._press("ArrowLeft")
        self._day_px = (before[0] - self._locate()[0]) / DAYS_TRIED
        self._press("ArrowRight")
        self._x, self._y = before
        page.evaluate("benchProbe.rest()")

    def _locate(self) -> tuple[float, float]:
        box = self._handle.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def _press(self, key: str) -> None:
        for _ in range(DAYS_TRIED):
            self._page.evaluate("benchProbe.armStep('keydown')")
            self._page.keyboard.press(key)
            self._page.evaluate("benchProbe.step")

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Press the handle; release it at the end of the block."""
        self._page.mouse.move(self._x, self._y)
        self._page.mouse.down()
        yield
        self._page.mouse.up()

    def move(self, days: int) -> None:
        """Move by one pointer event."""
        self._x += days * self._day_px
        self._page.mouse.move(self._x, self._y)


def show_war(page: Page) -> None:
    """Open the window that the page opens with."""
    page.get_by_role("combobox", name="Period").select_option(label="The war")
    page.evaluate("benchProbe.rest()")


def measure_drag(page: Page, steps: int) -> list[float]:
    """Milliseconds from a move of the pointer to the end of the frame that shows the step."""
    rng = random.Random(SEED)
    hand = Hand(page)
    times = []
    with hand.hold():
        _leave_edge(page, hand)
        for direction in _directions(steps):
            page.evaluate("benchProbe.armStep('pointermove')")
            page.wait_for_timeout(rng.uniform(5, 25))
            hand.move(direction)
            times.append(_duration(page.evaluate("benchProbe.step")))
    page.evaluate("benchProbe.rest()")
    return times


def prove_pixels(page: Page, payload: dict[str, Any]) -> Proof:
    """Compare the pixels with the painted event, all places in view; reading is not timed.

    Parameters
    ----------
    page : shows the opening window.
    payload : the answer of the record route.
    """
    for _ in range(ZOOMS_OUT):
        page.get_by_role("button", name="Zoom out", exact=True).click()
        page.evaluate("benchProbe.rest()")
    page.get_by_role("slider", name="To date").focus()
    before = _read_set(payload, page.evaluate("({...document.querySelector('.tm-root').dataset})"))
    changed = missed = idle = miscounted = 0
    for direction in _directions(PROOFS):
        page.evaluate("benchProbe.armProof()")
        _press(page, direction)
        proof = page.evaluate("benchProbe.proof")
        after = _read_set(payload, proof["dataset"])
        same_set = before[0].shape == after[0].shape and bool((before[0] == after[0]).all())
        same_look = same_set and before[2] == after[2]
        same_pixels = proof["before"] == proof["after"]
        changed += not same_set
        missed += same_pixels and not same_set
        idle += same_look and not same_pixels
        miscounted += int(proof["dataset"]["shown"]) != after[1]
        before = after
    page.evaluate("benchProbe.rest()")
    page.get_by_role("button", name="Opening view").click()
    page.evaluate("benchProbe.rest()")
    return Proof(PROOFS, changed, missed, idle, miscounted)


def _read_set(payload: dict[str, Any], dataset: dict[str, str]) -> tuple[Days, int, int]:
    """What the window that the page reports gives.

    Rows on the map, those that may be of it too; the number of those that count; how many of these
    are on the map, on which it depends how faintly they are drawn.
    """
    events = payload["events"]
    first, last = (int(np.datetime64(dataset[end], "D").astype("int64")) for end in ("from", "to"))
    single = ~np.array(events["overview"])
    inside = (np.array(events["start"]) <= last) & (np.array(events["end"]) >= first) & single
    on_map = np.array([lon is not None for lon in events["lon"]])
    whole = (np.array(events["start"]) >= first) & (np.array(events["end"]) <= last) & single
    return np.flatnonzero(inside & on_map), int(whole.sum()), int((whole & on_map).sum())


def measure_silence(page: Page, wire: Wire, moves: int) -> Silence:
    """Drag the end of the window day by day and watch the wire and every frame.

    The count of the wire begins after the press and ends before the release.

    Parameters
    ----------
    page : shows the opening window.
    wire : counts what the page sends and receives.
    moves : number of moves of a day.
    """
    hand = Hand(page)
    with hand.hold():
        _leave_edge(page, hand)
        page.evaluate("window.stopWatching = benchProbe.watchFrames(), null")
        wire.reset()
        for step in range(moves):
            page.evaluate("benchProbe.armStep('pointermove')")
            hand.move(-1 if step // STRETCH_DAYS % 2 == 0 else 1)
            page.evaluate("benchProbe.step")
        moving = wire.traffic
        wire.reset()
    page.evaluate("benchProbe.rest()")
    seen = page.evaluate("window.stopWatching()")
    settling = wire.traffic
    return Silence(
        moving, settling, seen["frames"], seen["paints"], seen["blank"], seen["remounted"]
    )


def measure_filters(page: Page, row: Row, clicks: int) -> list[float]:
    """Milliseconds from a click on a category to the painted page with another count.

    Parameters
    ----------
    page : shows the opening window.
    row : the record.
    clicks : number of clicks; every second one takes an option back.
    """
    page.get_by_role("button", name=re.compile("^Filter")).click()
    page.evaluate("benchProbe.rest()")
    categories = row.changing_categories()
    times = []
    for click in range(clicks):
        label = label_category(categories[click // 2 % len(categories)])
        option = page.get_by_role(
            "checkbox", name=re.compile(rf"^{re.escape(label)}\b", re.IGNORECASE)
        )
        page.evaluate("benchProbe.armFilter()")
        option.click()
        times.append(_duration(page.evaluate("benchProbe.step")))
        page.evaluate("benchProbe.rest()")
    page.keyboard.press("Escape")
    page.evaluate("benchProbe.rest()")
    return times


def measure_known(page: Page, days: int) -> list[float]:
    """Milliseconds from another day "as known on" to the painted page; empty where there is no such field.

    Parameters
    ----------
    page : shows the opening window.
    days : number of days that are set, each another one.
    """
    page.get_by_role("button", name=re.compile("^Filter")).click()
    page.evaluate("benchProbe.rest()")
    field = page.get_by_label("What had been said by")
    times = []
    if field.count():
        # With the first day what was known on all days is asked for.
        field.fill(str(WAR.end))
        page.evaluate("benchProbe.rest()")
        for day in range(days):
            page.evaluate("benchProbe.armStep('change')")
            field.fill(str(WAR.end - datetime.timedelta(days=day * KNOWN_STRIDE + 1)))
            times.append(_duration(page.evaluate("benchProbe.step")))
            page.evaluate("benchProbe.rest()")
        page.get_by_role("button", name="The record as of today", exact=True).click()
        page.evaluate("benchProbe.rest()")
    page.keyboard.press("Escape")
    page.evaluate("benchProbe.rest()")
    return times


def compute_known() -> list[float]:
    """Milliseconds in which the app's own modules know what the record shows on each day of the war.

    Each is with all counts of the filters, and without any drawing; in Node, whose engine is Chromium's.
    """
    with Modules(load_record(ROOT)) as modules:
        modules.learn_known()
        days = range(count_days(WAR.start), count_days(WAR.end) + 1)
        times: list[float] = modules.ask("time", days=list(days))
    return times


def read_on(page: Page, row: Row) -> None:
    """What a reader does after loading: drag, filter, open cards, look at the sources, list on."""
    measure_drag(page, 10)
    measure_filters(page, row, 4)
    rows = page.locator(".tm-rows button")
    for turn in range(CARDS_READ):
        rows.nth(turn % max(1, rows.count())).click()
        page.evaluate("benchProbe.rest()")
        page.get_by_role("button", name="Back to the list").click()
        page.evaluate("benchProbe.rest()")
    page.get_by_role("tab", name="Sources").click()
    page.evaluate("benchProbe.rest()")
    page.get_by_role("tab", name="Incidents").click()
    page.evaluate("benchProbe.rest()")


def measure_areas(page: Page) -> dict[tuple[int, int], tuple[int, int]]:
    """Width and height of the map in windows of some sizes, CSS pixels."""
    before = page.viewport_size
    areas = {}
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("benchProbe.rest()")
        box = page.locator(".tm-stage").bounding_box()
        assert box is not None
        areas[width, height] = round(box["width"]), round(box["height"])
    if before is not None:
        page.set_viewport_size(before)
    page.evaluate("benchProbe.rest()")
    return areas


def film_playing(page: Page, period: str, seconds: float) -> Film:
    """Frames while a named period plays."""
    periods = page.get_by_role("combobox", name="Period")
    periods.select_option(label=period)
    page.evaluate("benchProbe.rest()")
    page.evaluate(f"benchProbe.startFilm({seconds * 1000})")
    page.get_by_role("button", name="Play", exact=True).click()
    film = _develop(page)
    pause = page.get_by_role("button", name="Pause", exact=True)
    if pause.count():
        pause.click()
    periods.select_option(label="The war")
    page.evaluate("benchProbe.rest()")
    return film


def film_single(page: Page, row: Row, seconds: float) -> Film:
    """Frames while the war plays in single symbols, where the map would show cells.

    Parameters
    ----------
    page : shows a record of more events than are sent at once.
    row : the record.
    seconds : length of the film.
    """
    show_war(page)
    page.get_by_role("button", name="Layers").click()
    box = page.get_by_role("checkbox", name="Single symbols")
    box.check()
    page.wait_for_function(
        "document.querySelector('.tm-stage').getAttribute('aria-busy') === 'false'"
    )
    assert int(page.locator(".tm-root").get_attribute("data-shown") or 0) == row.count(LAST)
    film = film_playing(page, "The war", seconds)
    box.uncheck()
    page.keyboard.press("Escape")
    page.evaluate("benchProbe.rest()")
    return film


def film_page(page: Page, seconds: float) -> Film:
    """Frames while the player of the stand-alone page plays from its first day."""
    page.locator(".timecontrol-play").click()
    page.evaluate(f"benchWatch.startFilm({seconds * 1000})")
    film = _develop(page, "benchWatch")
    page.locator(".timecontrol-play").click()
    return film


def _develop(page: Page, watcher: str = "benchProbe") -> Film:
    film = page.evaluate(f"{watcher}.film")
    return Film(np.diff(film["frames"]).tolist(), film["paints"])


def _directions(steps: int) -> Iterator[int]:
    """Back for the first half, forth for the second."""
    for step in range(steps):
        yield -1 if step < steps // 2 else 1


def _leave_edge(page: Page, hand: Hand) -> None:
    """Move off the end of the strip, so that every further move is a step."""
    page.evaluate("benchProbe.armStep('pointermove')")
    hand.move(-2)
    page.evaluate("benchProbe.step")


def _press(page: Page, direction: int) -> None:
    page.keyboard.press("ArrowLeft" if direction < 0 else "ArrowRight")


def _duration(step: dict[str, float]) -> float:
    return step["end"] - step["input"]
