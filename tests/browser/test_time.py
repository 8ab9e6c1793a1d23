"""The dates: handles by hand and by keys, steps, periods; all of the page follows and asks nobody."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from app_server import AppServer
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    count_rows,
    entries,
    expect_shown,
    expect_window,
    incidents,
    list_count,
    read_rows,
    root,
    slider,
    stage,
    wait_parameter,
)
from strip_page import (
    count_days,
    days_in_view,
    drag_days,
    iso_day,
    mode_radio,
    period_select,
    pixel_of_day,
    pixel_of_handle,
    strip_button,
    wait_playing,
)

from geo.dates import describe_day, periods

FIRST, LAST = OPENING_WINDOW


def _shown(page: Page, name: str) -> str:
    value = root(page).get_attribute(f"data-{name}")
    assert value is not None
    return value


def _wait_other(page: Page, name: str, value: str) -> str:
    """Wait until the page shows another value; it."""
    expect(root(page)).not_to_have_attribute(f"data-{name}", value)
    return _shown(page, name)


# --- by hand


@pytest.mark.parametrize("path", ["view/", ""], ids=["plain page", "Streamlit"])
def test_map_and_list_follow_a_handle_while_it_is_dragged_and_nobody_is_asked(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit()
    page = opened.open(site.url + path)
    page.wait_for_load_state("networkidle")
    x, y = pixel_of_handle(page, "To date")
    before = entries(page)
    page.mouse.move(x, y)
    page.mouse.down()
    quiet = len(opened.sent)

    last = LAST
    for step in range(1, 7):
        page.mouse.move(x - 80 * step, y, steps=4)
        moved = _wait_other(page, "to", last)
        assert moved < last
        last = moved
        count = count_rows(FIRST, last)
        assert (_shown(page, "from"), _shown(page, "shown")) == (FIRST, str(count))
        expect(list_count(page)).to_have_text(f"{count} incidents")
    page.mouse.up()

    wait_parameter(page, "to", last)
    expect_shown(page, count_rows(FIRST, last))
    assert entries(page) == before + 1
    # A browser asks for the icon of a page again when the address changes.
    assert [url for url in opened.sent[quiet:] if not url.endswith(".png")] == []


def test_a_handle_goes_to_the_ends_and_not_past_the_other_one(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-03&to=2020-10-20")

    for name, aside, first, last in (
        ("To date", 0, "2020-10-03", "2020-10-20"),
        ("To date", 900, "2020-10-03", LAST),
        ("From date", -900, FIRST, LAST),
        ("From date", 1900, LAST, LAST),
    ):
        x, y = pixel_of_handle(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 1, y)
        page.mouse.move(x + aside, y, steps=3)
        page.mouse.up()
        expect_window(page, first, last)
    expect_shown(page, count_rows(LAST, LAST))


def test_the_window_is_dragged_as_a_whole_and_beside_it_days_are_chosen(
    open_page: OpenPage,
) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-14")

    drag_days(page, "2020-10-10", "2020-10-15")
    expect_window(page, "2020-10-10", "2020-10-19")
    x, y = pixel_of_day(page, "2020-10-05")
    page.mouse.click(x - 5, y)
    expect_window(page, "2020-10-05", "2020-10-19")
    drag_days(page, "2020-11-01", "2020-10-25")
    expect_window(page, "2020-10-25", "2020-11-01")

    expect_shown(page, count_rows("2020-10-25", "2020-11-01"))
    wait_parameter(page, "from", "2020-10-25")


# --- by keys and buttons


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (
            "From date",
            {
                "ArrowRight": "2020-09-28",
                "ArrowUp": "2020-09-29",
                "PageUp": "2020-10-06",
                "Shift+ArrowRight": "2020-10-13",
                "PageDown": "2020-10-06",
                "End": LAST,
                "Home": FIRST,
                "ArrowLeft": FIRST,
            },
        ),
        (
            "To date",
            {
                "ArrowLeft": "2020-11-09",
                "ArrowDown": "2020-11-08",
                "PageDown": "2020-11-01",
                "Shift+ArrowLeft": "2020-10-25",
                "PageUp": "2020-11-01",
                "Home": FIRST,
                "ArrowRight": "2020-09-28",
                "End": LAST,
            },
        ),
    ],
)
def test_keys_move_a_handle_which_says_its_day(
    open_page: OpenPage, name: str, keys: dict[str, str]
) -> None:
    page = open_page()
    handle = slider(page, name)

    for key, day in keys.items():
        handle.press(key)
        expect_window(page, *((day, LAST) if name == "From date" else (FIRST, day)))
        words = describe_day(datetime.date.fromisoformat(day))
        expect(handle).to_have_attribute("aria-valuetext", words)
        expect(handle).to_have_attribute("aria-valuenow", str(count_days(day)))
    expect_shown(page, count_rows(FIRST, LAST))


def test_steps_of_a_day_go_beyond_the_part_in_view_and_keys_step_from_a_button_too(
    open_page: OpenPage,
) -> None:
    page = open_page()

    for name, day in (
        ("Previous day", "2020-11-09"),
        ("Next day", LAST),
        ("Next day", "2020-11-11"),
    ):
        strip_button(page, name).click()
        expect_window(page, FIRST, day)
    expect(period_select(page)).to_have_value("after")
    assert days_in_view(page)[0] == "2020-11-11"
    page.keyboard.press("ArrowRight")
    expect_window(page, FIRST, "2020-11-12")
    expect_shown(page, count_rows(FIRST, "2020-11-12"))


def test_steps_by_incident_go_to_the_next_day_that_has_one(open_page: OpenPage) -> None:
    page = open_page()
    exact = {
        row["date"]
        for row in read_rows()
        if row["overview"] == "no" and row["date_end"] in ("", row["date"])
    }
    first, second, *_ = sorted(day for day in exact if day >= FIRST)

    for name, day in (
        ("Next day with an incident", first),
        ("Next day with an incident", second),
        ("Previous incident", first),
    ):
        strip_button(page, name).click()
        expect_window(page, day, day)
        expect_shown(page, count_rows(day, day))
    expect(mode_radio(page, "Day")).to_be_checked()
    period_select(page).select_option("Whole record")
    slider(page, "To date").press("End")
    strip_button(page, "Next day with an incident").click()
    expect(page.get_by_role("status").filter(has_text="No later incident")).to_be_attached()


def test_each_part_of_the_record_shows_its_days(open_page: OpenPage) -> None:
    page = open_page()
    rows = read_rows()
    ends = (min(row["date"] for row in rows), max(row["date_end"] or row["date"] for row in rows))

    for period in periods(*map(datetime.date.fromisoformat, ends)):
        period_select(page).select_option(period.label)
        first, last = period.start.isoformat(), period.end.isoformat()
        expect_window(page, first, last)
        assert days_in_view(page) == (first, last)
        expect_shown(page, count_rows(first, last))
    wait_parameter(page, "span", "all")


def test_days_without_an_incident_are_said_to_have_none_recorded(open_page: OpenPage) -> None:
    page = open_page("?from=1949-01-01&to=1949-01-02")

    expect(root(page)).to_have_attribute("data-shown", "0")
    expect(page.locator(".tm-count")).to_contain_text("no incident recorded")
    expect(incidents(page)).to_contain_text(
        "No incident recorded for these dates and filters. The record is not complete."
    )


def test_the_space_bar_plays_and_pauses_from_the_map_and_from_a_handle(
    open_page: OpenPage,
) -> None:
    page = open_page()

    for place in (stage(page).get_by_role("listbox"), slider(page, "To date")):
        place.focus()
        page.keyboard.press("Space")
        wait_playing(page, playing=True)
        page.keyboard.press("Space")
        wait_playing(page, playing=False)
    stopped = _shown(page, "to")
    assert stopped < LAST
    expect_shown(page, count_rows(FIRST, stopped))
    assert iso_day(int(slider(page, "To date").get_attribute("aria-valuenow") or 0)) == stopped
