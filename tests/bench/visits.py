"""What a visit and a settled slider cost beside an empty Streamlit app, taken in turns."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from .browser import new_context
from .moves import Hand

VISITS = 7
SETTLES = 15
#: Days that the slider is moved before it is released: far enough to change the count.
SETTLE_DAYS = 7


@dataclass(frozen=True)
class Pair:
    """Milliseconds of the dashboard and of the empty app."""

    dashboard: list[float]
    empty: list[float]


def measure_settles(page: Page, empty: Page) -> Pair:
    """From the release of the slider to the changed count; from a key to the empty app's text."""
    pair = Pair([], [])
    value = empty.get_by_role("slider")
    for turn in range(SETTLES):
        page.bring_to_front()
        hand = Hand(page)
        page.evaluate("probe.armSettle('pointerup')")
        with hand.hold():
            for _ in range(SETTLE_DAYS):
                hand.move(-1 if turn % 2 == 0 else 1)
        pair.dashboard.append(page.evaluate("probe.settled"))
        page.evaluate("probe.rest()")
        empty.bring_to_front()
        value.focus()
        empty.evaluate("probe.armSettle('keydown')")
        empty.keyboard.press("ArrowRight")
        pair.empty.append(empty.evaluate("probe.settled"))
        empty.evaluate("probe.rest()")
    return pair


@dataclass(frozen=True)
class Visits:
    """First paints: with an empty cache, and again in the same browser profile."""

    cold: Pair
    warm: Pair


def measure_visits(browser: Browser, url: str, empty_url: str) -> Visits:
    """From the start of the navigation to the map painted, or to the empty app's text painted."""
    visits = Visits(Pair([], []), Pair([], []))
    for _ in range(VISITS):
        for address, name in ((empty_url, "empty"), (url, "dashboard")):
            context = new_context(browser)
            for pair in (visits.cold, visits.warm):
                page = context.new_page()
                page.goto(address, wait_until="commit")
                page.wait_for_function("probe.firstPaint !== null")
                getattr(pair, name).append(page.evaluate("probe.firstPaint"))
                page.evaluate("probe.rest()")
                page.close()
            context.close()
    return visits
