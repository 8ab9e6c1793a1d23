"""What the browser does while the hand is on the slider: steps, silence, frames, playing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from playwright.sync_api import Page, WebSocket

STEPS = 60
PROOFS = 20
MOVES = 500
#: Days of the opening window, and how far a drag goes before it turns back.
WAR_DAYS = 45
STRETCH_DAYS = 35
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
    idle : steps with the same set but other pixels.
    miscounted : steps whose `data-shown` is not what the record gives.
    """

    steps: int
    changed: int
    missed: int
    idle: int
    miscounted: int


@dataclass
class Wire:
    """What a page sends and receives: WebSocket messages, their size, and HTTP requests."""

    messages: int = 0
    size_bytes: int = 0
    requests: int = 0

    def listen(self, page: Page) -> None:
        """Count from now on; WebSockets that are open already are not seen."""
        page.on("websocket", self._listen_to_socket)
        page.on("request", lambda _request: self._add_request())

    def reset(self) -> None:
        """Start again from zero."""
        self.messages = self.size_bytes = self.requests = 0

    def _listen_to_socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._add_message)
        socket.on("framereceived", self._add_message)

    def _add_message(self, payload: str | bytes) -> None:
        self.messages += 1
        self.size_bytes += len(payload)

    def _add_request(self) -> None:
        self.requests += 1


@dataclass(frozen=True)
class Silence:
    """What went over the wire and what was seen while the slider was dragged, and afterwards."""

    moving: Wire
    settling: Wire
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


class Hand:
    """A pointer that holds the handle "To date" of the opening window, and counts in days."""

    def __init__(self, page: Page) -> None:
        self._page = page
        track = page.locator(".tm-track").bounding_box()
        handle = page.get_by_role("slider", name="To date").bounding_box()
        assert track is not None
        assert handle is not None
        self._day_px = track["width"] / WAR_DAYS
        self._x = handle["x"] + handle["width"] / 2
        self._y = handle["y"] + handle["height"] / 2

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


def measure_keys(page: Page) -> list[float]:
    """Milliseconds from a key on the slider to the end of the frame that shows the step."""
    rng = random.Random(SEED)
    page.get_by_role("slider", name="To date").focus()
    times = []
    for direction in _directions(STEPS):
        page.evaluate("probe.armStep('keydown')")
        page.wait_for_timeout(rng.uniform(5, 25))
        _press(page, direction)
        times.append(_duration(page.evaluate("probe.step")))
    page.evaluate("probe.rest()")
    return times


def measure_drag(page: Page) -> list[float]:
    """Milliseconds from a move of the pointer to the end of the frame that shows the step."""
    rng = random.Random(SEED)
    hand = Hand(page)
    times = []
    with hand.hold():
        _leave_edge(page, hand)
        for direction in _directions(STEPS):
            page.evaluate("probe.armStep('pointermove')")
            page.wait_for_timeout(rng.uniform(5, 25))
            hand.move(direction)
            times.append(_duration(page.evaluate("probe.step")))
    page.evaluate("probe.rest()")
    return times


def prove_pixels(page: Page, payload: dict[str, Any]) -> Proof:
    """Compare the pixels with the painted event, all places in view; reading is not timed.

    Parameters
    ----------
    page : shows the opening window.
    payload : the answer of the record route.
    """
    page.get_by_role("button", name="Show all").click()
    page.evaluate("probe.rest()")
    page.get_by_role("slider", name="To date").focus()
    before = _read_set(payload, page.evaluate("({...document.querySelector('.tm-root').dataset})"))
    changed = missed = idle = miscounted = 0
    for direction in _directions(PROOFS):
        page.evaluate("probe.armProof()")
        _press(page, direction)
        proof = page.evaluate("probe.proof")
        after = _read_set(payload, proof["dataset"])
        same_set = before[0].shape == after[0].shape and bool((before[0] == after[0]).all())
        same_pixels = proof["before"] == proof["after"]
        changed += not same_set
        missed += same_pixels and not same_set
        idle += same_set and not same_pixels
        miscounted += int(proof["dataset"]["shown"]) != after[1]
        before = after
    page.evaluate("probe.rest()")
    page.get_by_role("button", name="Opening view").click()
    page.evaluate("probe.rest()")
    return Proof(PROOFS, changed, missed, idle, miscounted)


def _read_set(payload: dict[str, Any], dataset: dict[str, str]) -> tuple[Days, int]:
    """Rows on the map in the window that the page reports, and the number of all in it."""
    events = payload["events"]
    first, last = (int(np.datetime64(dataset[end], "D").astype("int64")) for end in ("from", "to"))
    inside = (np.array(events["start"]) <= last) & (np.array(events["end"]) >= first)
    on_map = np.array([lon is not None for lon in events["lon"]])
    return np.flatnonzero(inside & on_map), int(inside.sum())


def measure_silence(page: Page, wire: Wire) -> Silence:
    """Drag the end of the window day by day and watch the wire and every frame.

    The count of the wire begins after the press and ends before the release.
    """
    hand = Hand(page)
    moving = Wire()
    with hand.hold():
        _leave_edge(page, hand)
        page.evaluate("window.stopWatching = probe.watchFrames(), null")
        wire.reset()
        for step in range(MOVES):
            page.evaluate("probe.armStep('pointermove')")
            hand.move(-1 if step // STRETCH_DAYS % 2 == 0 else 1)
            page.evaluate("probe.step")
        moving = Wire(wire.messages, wire.size_bytes, wire.requests)
        wire.reset()
    page.evaluate("probe.rest()")
    seen = page.evaluate("window.stopWatching()")
    settling = Wire(wire.messages, wire.size_bytes, wire.requests)
    return Silence(
        moving, settling, seen["frames"], seen["paints"], seen["blank"], seen["remounted"]
    )


def film_idle(page: Page, seconds: float) -> Film:
    """Frames while nothing happens: what this machine can do."""
    page.evaluate(f"probe.startFilm({seconds * 1000})")
    return _develop(page)


def film_playing(page: Page, period: str, seconds: float) -> Film:
    """Frames while a named period plays."""
    preset = page.get_by_role("button", name=period, exact=True)
    preset.click()
    page.evaluate("probe.rest()")
    page.evaluate(f"probe.startFilm({seconds * 1000})")
    page.get_by_role("button", name="Play").click()
    film = _develop(page)
    preset.click()
    page.evaluate("probe.rest()")
    return film


def _develop(page: Page) -> Film:
    film = page.evaluate("probe.film")
    return Film(np.diff(film["frames"]).tolist(), film["paints"])


def _directions(steps: int) -> Iterator[int]:
    """Back for the first half, forth for the second."""
    for step in range(steps):
        yield -1 if step < steps // 2 else 1


def _leave_edge(page: Page, hand: Hand) -> None:
    """Move off the end of the strip, so that every further move is a step."""
    page.evaluate("probe.armStep('pointermove')")
    hand.move(-2)
    page.evaluate("probe.step")


def _press(page: Page, direction: int) -> None:
    page.keyboard.press("ArrowLeft" if direction < 0 else "ArrowRight")


def _duration(step: dict[str, float]) -> float:
    return step["end"] - step["input"]
