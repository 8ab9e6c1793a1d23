"""What a settled slider costs beside an empty Streamlit app, taken in turns."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page

from .moves import Hand

#: Days that the slider is moved before it is released: far enough to change the count.
SETTLE_DAYS = 7


@dataclass(frozen=True)
class Pair:
    """Milliseconds of the dashboard and of the empty app."""

    dashboard: list[float]
    empty: list[float]


def measure_settles(page: Page, empty: Page, settles: int) -> Pair:
    """From the release of the slider to the changed count; from a key to the empty app's text."""
    pair = Pair([], [])
    value = empty.get_by_role("slider")
    page.bring_to_front()
    hand = Hand(page)
    for turn in range(settles):
        page.bring_to_front()
        page.evaluate("benchProbe.armSettle('pointerup')")
        with hand.hold():
            for _ in range(SETTLE_DAYS):
                hand.move(-1 if turn % 2 == 0 else 1)
        pair.dashboard.append(page.evaluate("benchProbe.settled"))
        page.evaluate("benchProbe.rest()")
        empty.bring_to_front()
        value.focus()
        empty.evaluate("benchProbe.armSettle('keydown')")
        empty.keyboard.press("ArrowRight")
        pair.empty.append(empty.evaluate("benchProbe.settled"))
        empty.evaluate("benchProbe.rest()")
    return pair
