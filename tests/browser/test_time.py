"""The time strip: handles by mouse and by keys, parts of the record, play and pause."""

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
    expect_shown,
    expect_window,
    panel_count,
    read_rows,
    root,
    slider,
    stage,
    wait_parameter,
)

from geo.dates import describe_day, periods

FIRST, LAST = OPENING_WINDOW
NEXT_FRAMES = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => done(true)));
})"""


def _shown(page: Page, name: str) -> str:
    value = root(page).get_attribute(f"data-{name}")
    assert value is not None
    return value


def _wait_other(page: Page, name: str, value: str) -> str:
    """Wait until the map shows another value; return it."""
    expect(root(page)).not_to_have_attribute(f"data-{name}", value)
    return _shown(page, name)


def _centre(page: Page, name: str) -> tuple[float, float]:
    box = slider(page, name).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_handle_can_be_dragged_to_the_first_and_to_the_last_day(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-03&to=2020-10-20")

    for name, end, aside in (("To date", "to", 900), ("From date", "from", -900)):
        x, y = _centre(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + aside, y, steps=3)
        page.mouse.up()
        expect(root(page)).to_have_attribute(f"data-{end}", LAST if end == "to" else FIRST)


def test_a_press_on_a_handle_alone_moves_nothing(open_page: OpenPage) -> None:
    page = open_page("")

    for name in ("To date", "From date"):
        x, y = _centre(page, name)
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        page.mouse.up()
        expect_window(page, FIRST, LAST)


def test_the_map_follows_a_handle_while_it_is_dragged_and_asks_the_server_nothing(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit()
    page = opened.open(site.url)
    x, y = _centre(page, "To date")
    before = panel_count(page).inner_text()
    page.mouse.move(x, y)
    page.mouse.down()
    quiet = len(opened.sent)

    last = LAST
    for step in range(1, 9):
        page.mouse.move(x - 60 * step, y, steps=4)
        moved = _wait_other(page, "to", last)
        assert moved < last
        assert _shown(page, "from") == FIRST
        assert _shown(page, "shown") == str(count_rows(FIRST, moved))
        last = moved
    assert opened.sent[quiet:] == []
    assert panel_count(page).inner_text() == before

    page.mouse.up()
    expect_shown(page, count_rows(FIRST, last))
    assert "frame" in opened.sent[quiet:]
    wait_parameter(page, "to", last)


def test_the_handles_cannot_be_dragged_past_each_other(open_page: OpenPage) -> None:
    page = open_page()
    x, y = _centre(page, "From date")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2000, y, steps=6)

    expect_window(page, LAST, LAST)
    page.mouse.up()
    expect_shown(page, count_rows(LAST, LAST))


def test_the_window_is_dragged_as_a_whole(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-14")
    x = (_centre(page, "From date")[0] + _centre(page, "To date")[0]) / 2
    y = _centre(page, "To date")[1]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y, steps=6)
    page.mouse.up()

    first = datetime.date.fromisoformat(_wait_other(page, "from", "2020-10-05"))
    last = datetime.date.fromisoformat(_shown(page, "to"))
    assert first > datetime.date(2020, 10, 5)
    assert (last - first).days == 9
    expect_shown(page, count_rows(first.isoformat(), last.isoformat()))


def test_a_press_beside_the_window_brings_the_nearer_handle(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-20&to=2020-10-30")
    x, y = _centre(page, "From date")

    page.mouse.click(x - 120, y)

    assert _wait_other(page, "from", "2020-10-20") < "2020-10-20"
    assert _shown(page, "to") == "2020-10-30"


def test_keys_move_the_first_day(open_page: OpenPage) -> None:
    page = open_page()
    handle = slider(page, "From date")

    for key, day in (
        ("ArrowRight", "2020-09-28"),
        ("ArrowUp", "2020-09-29"),
        ("ArrowLeft", "2020-09-28"),
        ("PageUp", "2020-10-05"),
        ("Shift+ArrowRight", "2020-10-12"),
        ("PageDown", "2020-10-05"),
        ("End", LAST),
        ("Home", FIRST),
        ("ArrowLeft", FIRST),
    ):
        handle.press(key)
        expect_window(page, day, LAST)
        words = describe_day(datetime.date.fromisoformat(day))
        expect(handle).to_have_attribute("aria-valuetext", words)
    expect_shown(page, count_rows(FIRST, LAST))


def test_keys_move_the_last_day(open_page: OpenPage) -> None:
    page = open_page()
    handle = slider(page, "To date")

    for key, day in (
        ("ArrowLeft", "2020-11-09"),
        ("ArrowDown", "2020-11-08"),
        ("PageDown", "2020-11-01"),
        ("Shift+ArrowLeft", "2020-10-25"),
        ("PageUp", "2020-11-01"),
        ("Home", FIRST),
        ("ArrowLeft", FIRST),
        ("ArrowRight", "2020-09-28"),
        ("End", LAST),
    ):
        handle.press(key)
        expect_window(page, FIRST, day)
        words = describe_day(datetime.date.fromisoformat(day))
        expect(handle).to_have_attribute("aria-valuetext", words)
    expect_shown(page, count_rows(FIRST, LAST))


def test_both_named_days_are_inside_on_every_day_of_the_war(open_page: OpenPage) -> None:
    page = open_page()
    first, last = slider(page, "From date"), slider(page, "To date")
    last.press("Home")

    day = datetime.date.fromisoformat(FIRST)
    while day.isoformat() <= LAST:
        expect_window(page, day.isoformat(), day.isoformat())
        count = count_rows(day.isoformat(), day.isoformat())
        expect(root(page)).to_have_attribute("data-shown", str(count))
        day += datetime.timedelta(days=1)
        last.press("ArrowRight")
        first.press("ArrowRight")
    expect_shown(page, count_rows(LAST, LAST))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2020-10-28", "2020-10-28"),
        ("2020-07-12", "2020-10-04"),
        ("1988-01-01", "1994-05-12"),
        ("2021-01-01", "2023-12-31"),
    ],
)
def test_a_window_shows_what_the_table_holds_for_it(
    open_page: OpenPage, first: str, last: str
) -> None:
    page = open_page(f"?from={first}&to={last}")

    expect_window(page, first, last)
    expect_shown(page, count_rows(first, last))


def test_each_part_of_the_record_shows_its_days(open_page: OpenPage) -> None:
    page = open_page()
    rows = read_rows()
    ends = (min(row["date"] for row in rows), max(row["date_end"] or row["date"] for row in rows))

    for period in periods(*map(datetime.date.fromisoformat, ends)):
        button = page.get_by_role("button", name=period.label, exact=True)
        button.click()
        first, last = period.start.isoformat(), period.end.isoformat()
        expect_window(page, first, last)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect_shown(page, count_rows(first, last))


def test_the_whole_record_shows_every_row(open_page: OpenPage) -> None:
    page = open_page()

    page.get_by_role("button", name="Whole record", exact=True).click()

    expect_shown(page, len(read_rows()))


def test_play_advances_and_pause_stops_and_the_panels_follow(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit()
    page = opened.open(site.url)
    quiet = len(opened.sent)

    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "(day) => document.querySelector('.tm-root').dataset.to === day", arg="2020-10-01"
    )
    assert opened.sent[quiet:] == []
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()

    stopped = _shown(page, "to")
    assert "2020-10-01" <= stopped < LAST
    page.evaluate(NEXT_FRAMES)
    expect_shown(page, count_rows(FIRST, stopped))
    assert _shown(page, "to") == stopped
    assert _shown(page, "from") == FIRST


def test_the_space_bar_plays_and_pauses_when_the_map_has_the_focus(open_page: OpenPage) -> None:
    page = open_page()
    stage(page).locator(".tm-map").focus()

    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()

    expect_shown(page, count_rows(FIRST, _shown(page, "to")))


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_play_ends_at_the_end_of_the_range(open_page: OpenPage, motion: str) -> None:
    page = open_page("?from=2020-10-04&to=2020-10-06", reduced_motion=motion)
    page.evaluate(
        "addEventListener('timemap:painted', (e) => (window.days ??= []).push(e.detail.to))"
    )

    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("window.days?.at(-1) === '2020-10-06'")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    assert list(dict.fromkeys(page.evaluate("window.days"))) == [
        "2020-10-04",
        "2020-10-05",
        "2020-10-06",
    ]
    page.evaluate(NEXT_FRAMES)
    expect_window(page, "2020-10-04", "2020-10-06")
    expect_shown(page, count_rows("2020-10-04", "2020-10-06"))


def test_days_without_an_incident_are_said_to_have_none_recorded(open_page: OpenPage) -> None:
    page = open_page("?from=1949-01-01&to=1949-01-02")

    expect_shown(page, 0)
    expect(stage(page).locator(".tm-count-words")).to_have_text("no incident recorded")
    expect(page.get_by_role("region", name="Incidents", exact=True)).to_contain_text(
        "No incident recorded for these dates and filters. The record is not complete."
    )
