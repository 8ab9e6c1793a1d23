"""The time strip as a test finds it: its parts, the days under the pointer, its hands."""

from __future__ import annotations

import datetime
import re

from playwright.sync_api import Locator, Page, expect
from reading import OPENING_WINDOW

EPOCH = datetime.date(1970, 1, 1)


def strip(page: Page) -> Locator:
    """The strip."""
    return page.get_by_role("region", name="Dates", exact=True)


def track(page: Page) -> Locator:
    """The part of it with bars and handles."""
    return strip(page).locator(".tm-track")


def strip_button(page: Page, name: str) -> Locator:
    """A button of the strip."""
    return strip(page).get_by_role("button", name=name, exact=True)


def mode_radio(page: Page, name: str) -> Locator:
    """One of the three ways in which days are chosen."""
    return strip(page).get_by_role("radio", name=name, exact=True)


def period_select(page: Page) -> Locator:
    """The list of the parts of the record."""
    return strip(page).get_by_role("combobox", name="Period")


def key_event(page: Page, label: str) -> Locator:
    """The button of a key event."""
    return strip(page).get_by_role("button", name=re.compile(rf": {label}$"))


def day_told(page: Page) -> Locator:
    """The words about the day at the play head."""
    return strip(page).locator(".tm-strip-headline")


def open_menu(page: Page) -> Locator:
    """What is rarely needed, opened."""
    button = strip_button(page, "More for the dates")
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    menu = strip(page).get_by_role("group", name="More for the dates")
    expect(menu).to_be_visible()
    return menu


def choose_speed(page: Page, words: str) -> None:
    """Choose how fast days pass."""
    open_menu(page).get_by_role("combobox", name="Speed").select_option(words)
    page.keyboard.press("Escape")


def wait_playing(page: Page, playing: bool) -> None:
    """Wait until the days pass, or stand."""
    expect(strip_button(page, "Pause" if playing else "Play")).to_be_visible()


def count_days(iso: str) -> int:
    """A day as the page counts it, from 1970."""
    return (datetime.date.fromisoformat(iso) - EPOCH).days


def iso_day(count: int) -> str:
    """A day counted from 1970."""
    return (EPOCH + datetime.timedelta(count)).isoformat()


def later(iso: str, days: int) -> str:
    """So many days after a day."""
    return iso_day(count_days(iso) + days)


def days_in_view(page: Page) -> tuple[str, str]:
    """First and last day that the strip shows whole."""
    first, last = (track(page).get_attribute(f"data-{end}") for end in ("first", "last"))
    return iso_day(int(first or 0)), iso_day(int(last or 0))


def expect_in_view(page: Page, first: str, last: str) -> None:
    """The strip shows these days."""
    expect(track(page)).to_have_attribute("data-first", str(count_days(first)))
    expect(track(page)).to_have_attribute("data-last", str(count_days(last)))


def wait_other_days(page: Page, days: tuple[str, str]) -> tuple[str, str]:
    """Wait until the strip shows other days; they."""
    page.wait_for_function(
        """([first, last]) => {
          const { dataset } = document.querySelector(".tm-track");
          return Number(dataset.first) !== first || Number(dataset.last) !== last;
        }""",
        arg=[count_days(day) for day in days],
    )
    return days_in_view(page)


def pixel_of_day(page: Page, day: str) -> tuple[float, float]:
    """The middle of a day of the war, when the war is in view."""
    first, last = (count_days(end) for end in OPENING_WINDOW)
    box = track(page).bounding_box()
    assert box is not None
    share = (count_days(day) - first + 0.5) / (last - first + 1)
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


def pixel_of_handle(page: Page, name: str) -> tuple[float, float]:
    """The middle of a handle."""
    box = page.get_by_role("slider", name=name).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_days(page: Page, first: str, last: str) -> None:
    """Drag from one day of the war to another, and let go."""
    page.mouse.move(*pixel_of_day(page, first))
    page.mouse.down()
    page.mouse.move(*pixel_of_day(page, last), steps=4)
    page.mouse.up()
