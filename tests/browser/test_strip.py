"""The time strip: the part of the axis in view, modes, playing, key events, its menu."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from app_server import AppServer
from drawing import drawn_on_strip, watch_drawing
from playwright.sync_api import ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    count_rows,
    expect_shown,
    expect_window,
    follow_link,
    read_rows,
    root,
    slider,
    wait_parameter,
)
from strip_page import (
    choose_speed,
    day_told,
    days_in_view,
    drag_days,
    expect_in_view,
    key_event,
    mode_radio,
    open_menu,
    period_select,
    pixel_of_day,
    pixel_of_handle,
    strip,
    strip_button,
    track,
    wait_other_days,
    wait_playing,
)

from geo.dates import describe_day

FIRST, LAST = OPENING_WINDOW
PHONE = ViewportSize(width=375, height=812)
#: Keeps what each painted day says as `window.told`, from the first that is played on.
NOTE_DAYS = """() => {
  window.told = [];
  let played = false;
  addEventListener("timemap:painted", ({ detail }) => {
    played ||= document.querySelector(".tm-play").ariaLabel === "Pause";
    if (!played) return;
    window.told.push({
      to: detail.to,
      shown: detail.shown,
      list: document.querySelector(".tm-list-count").textContent,
      day: document.querySelector(".tm-strip-day").textContent,
      title: document.querySelector(".tm-strip-title:not([hidden])")?.title ?? "",
    });
  });
}"""
#: Keeps where the last handle was on each day, until the page stops playing.
NOTE_PLACES = """() => {
  window.places = [];
  const note = () => {
    const { to } = document.querySelector(".tm-root").dataset;
    window.places.push(`${to} ${document.querySelector(".tm-handle-to").style.transform}`);
    if (document.querySelector(".tm-play").ariaLabel === "Pause") requestAnimationFrame(note);
    else window.ended = true;
  };
  document.querySelector(".tm-play").click();
  requestAnimationFrame(() => requestAnimationFrame(note));
}"""


# --- the part of the axis in view


def test_wheel_and_menu_zoom_the_axis_and_keep_the_window(open_page: OpenPage) -> None:
    page = open_page()
    opened = days_in_view(page)

    page.mouse.move(*pixel_of_day(page, "2020-10-18"))
    page.mouse.wheel(0, -400)
    nearer = wait_other_days(page, opened)
    assert opened[0] < nearer[0] < "2020-10-18" < nearer[1] < opened[1]
    page.mouse.wheel(120, 0)
    aside = wait_other_days(page, nearer)
    assert nearer[0] < aside[0]
    assert nearer[1] < aside[1]
    assert page.evaluate("scrollY") == 0

    menu = open_menu(page)
    menu.get_by_role("button", name="Zoom the dates in").click()
    nearest = wait_other_days(page, aside)
    assert aside[0] < nearest[0] < nearest[1] < aside[1]
    expect_window(page, FIRST, LAST)
    for _ in range(7):
        menu.get_by_role("button", name="Zoom the dates out").click()
    last_year = max(row["date_end"] or row["date"] for row in read_rows())[:4]
    expect_in_view(page, "1949-01-01", f"{last_year}-12-31")
    expect_window(page, FIRST, LAST)

    follow_link(page, "?mode=on&from=2020-10-05&to=2020-10-05")
    menu.get_by_role("button", name="Reset the dates").click()
    expect_in_view(page, FIRST, LAST)
    expect_window(page, FIRST, LAST)
    expect(mode_radio(page, "Range")).to_be_checked()


def test_two_fingers_zoom(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    view = days_in_view(page)
    box = track(page).bounding_box()
    assert box is not None
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, apart: float) -> None:
        middle, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        points = [{"x": middle + apart * side, "y": y, "id": n} for n, side in enumerate((-1, 1))]
        fingers.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": points if kind != "touchEnd" else []},
        )

    touch("touchStart", 30)
    for apart in (50, 70, 90):
        touch("touchMove", apart)
    first, last = wait_other_days(page, view)
    touch("touchEnd", 0)

    assert view[0] < first < last < view[1]
    expect_window(page, FIRST, LAST)


def test_a_handle_outside_the_view_says_so_and_comes_in_when_it_is_moved(
    open_page: OpenPage,
) -> None:
    page = open_page()
    view = days_in_view(page)
    open_menu(page).get_by_role("button", name="Zoom the dates in").click()
    first, _ = wait_other_days(page, view)

    handle = slider(page, "From date")
    expect(handle).to_have_attribute(
        "aria-valuetext", "27 September 2020, outside the part in view"
    )
    handle.press("ArrowRight")

    expect_window(page, first, LAST)
    expect(handle).to_have_attribute("aria-valuetext", describe(first))


def describe(day: str) -> str:
    """A day in words."""
    return describe_day(datetime.date.fromisoformat(day))


def test_the_bars_have_a_scale_and_follow_filters_and_period(open_page: OpenPage) -> None:
    page = open_page()
    watch_drawing(page)
    rows = [row for row in read_rows() if row["overview"] == "no"]
    caption = strip(page).locator(".tm-caption")

    def highest(some: list[dict[str, str]]) -> int:
        days = [row["date"] for row in some if row["date_end"] in ("", row["date"])]
        return max(days.count(day) for day in days if FIRST <= day <= LAST)

    for link, some in (
        ("?from=2020-09-27", rows),
        ("?category=missile+strike", [row for row in rows if row["category"] == "missile strike"]),
    ):
        follow_link(page, link)
        words = f"bars of incidents a day, the highest {highest(some)}."
        expect(caption).to_have_text(f"The war: {words}")
        assert str(highest(some)) in [one["text"] for one in drawn_on_strip(page).numbers]
    period_select(page).select_option("Before 2020")
    expect(caption).to_contain_text("Before 2020: bars of incidents a year")


# --- modes


def test_each_mode_has_its_handles_and_a_range_gets_its_first_day_back(
    open_page: OpenPage,
) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-28")

    mode_radio(page, "Day").check()
    expect_window(page, "2020-10-28", "2020-10-28")
    expect(slider(page, "From date")).to_have_count(0)
    drag_days(page, "2020-10-15", "2020-10-10")
    expect_window(page, "2020-10-10", "2020-10-10")
    expect_shown(page, count_rows("2020-10-10", "2020-10-10"))
    wait_parameter(page, "mode", "on")

    mode_radio(page, "Up to day").check()
    expect_window(page, FIRST, "2020-10-10")
    expect(slider(page, "From date")).to_have_count(0)
    page.mouse.click(*pixel_of_day(page, "2020-11-02"))
    expect_window(page, FIRST, "2020-11-02")

    page.keyboard.press("Tab")
    mode_radio(page, "Up to day").focus()
    page.keyboard.press("ArrowRight")
    expect(mode_radio(page, "Range")).to_be_checked()
    expect_window(page, "2020-10-05", "2020-11-02")
    expect(slider(page, "From date")).to_be_visible()


# --- play


@pytest.mark.parametrize("path", ["view/", ""], ids=["plain page", "Streamlit"])
def test_play_tells_each_day_with_the_list_live_and_asks_nobody(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit()
    page = opened.open(f"{site.url}{path}?to=2020-10-06")
    choose_speed(page, "one week a second")
    page.wait_for_load_state("networkidle")
    page.evaluate(NOTE_DAYS)
    quiet = len(opened.sent)

    strip_button(page, "Play").click()
    page.wait_for_function("window.told.at(-1)?.to === '2020-10-06'")
    wait_playing(page, playing=False)

    told: list[dict[str, Any]] = page.evaluate("window.told")
    assert len({one["to"] for one in told}) > 2
    titles: dict[str, set[str]] = {}
    for row in read_rows():
        if row["overview"] == "no" and row["date_end"] in ("", row["date"]):
            titles.setdefault(row["date"], set()).add(row["title"])
    for one in told:
        count = count_rows(FIRST, one["to"])
        assert (one["shown"], int(one["list"].split()[0])) == (count, count)
        assert describe(one["to"]).startswith(one["day"])
        assert one["title"] in titles.get(one["to"], {""})
    assert [url for url in opened.sent[quiet:] if not url.endswith(".png")] == []
    expect_shown(page, count_rows(FIRST, "2020-10-06"))


def test_play_ends_with_the_days_in_view_in_the_other_modes(open_page: OpenPage) -> None:
    page = open_page()
    choose_speed(page, "one month a second")

    for mode, first in (("Day", LAST), ("Up to day", FIRST)):
        mode_radio(page, mode).check()
        page.evaluate(NOTE_DAYS)
        strip_button(page, "Play").click()
        page.wait_for_function("window.told.some(({ to }) => to < '2020-10-20')")
        wait_playing(page, playing=False)
        expect_window(page, first, LAST)


def test_a_loop_goes_on_from_the_start(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-04&to=2020-10-12")
    choose_speed(page, "one month a second")
    menu = open_menu(page)
    loop = menu.get_by_role("checkbox", name="Loop: at the end play again")
    loop.check()
    page.evaluate(NOTE_DAYS)

    strip_button(page, "Play").click()
    page.wait_for_function("window.told.filter(({ to }) => to === '2020-10-12').length >= 3")
    wait_playing(page, playing=True)
    open_menu(page)
    loop.uncheck()

    wait_playing(page, playing=False)
    expect_window(page, "2020-10-04", "2020-10-12")


def test_a_pause_and_a_hand_hold_the_day_and_play_goes_on_from_there(open_page: OpenPage) -> None:
    page = open_page()
    choose_speed(page, "two days a second")
    strip_button(page, "Play").click()
    page.wait_for_function(
        """() => {
          const { to } = document.querySelector(".tm-root").dataset;
          return to >= "2020-09-29" && to < "2020-10-20";
        }"""
    )
    strip_button(page, "Pause").click()
    wait_playing(page, playing=False)
    page.evaluate(NOTE_DAYS)
    strip_button(page, "Play").click()
    page.wait_for_function("window.told.length > 1")
    assert min(page.evaluate("window.told.map(({ to }) => to)")) >= "2020-09-29"

    page.mouse.move(*pixel_of_handle(page, "To date"))
    page.mouse.down()
    page.mouse.move(*pixel_of_day(page, "2020-10-25"), steps=4)
    page.wait_for_function("document.querySelector('.tm-root').dataset.to > '2020-10-20'")
    held = root(page).get_attribute("data-to")
    page.evaluate(NOTE_DAYS)
    page.mouse.up()

    page.wait_for_function("(day) => window.told.some(({ to }) => to > day)", arg=held)
    assert min(page.evaluate("window.told.map(({ to }) => to)")) >= str(held)
    wait_playing(page, playing=True)
    strip_button(page, "Pause").click()
    expect(root(page)).to_have_attribute("data-from", FIRST)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_handle_glides_between_days_unless_motion_is_reduced(
    open_page: OpenPage, motion: str
) -> None:
    page = open_page("?from=2020-10-04&to=2020-10-06", reduced_motion=motion)
    choose_speed(page, "two days a second")

    page.evaluate(NOTE_PLACES)
    page.wait_for_function("window.ended")

    places = set(page.evaluate("window.places"))
    days = {place.split()[0] for place in places}
    assert days == {"2020-10-04", "2020-10-05", "2020-10-06"}
    assert len(places) == len(days) if motion == "reduce" else len(places) > len(days) + 1


# --- key events


def test_key_events_are_buttons_that_go_to_their_days(open_page: OpenPage) -> None:
    page = open_page()

    key_event(page, "Second ceasefire").click()
    expect_window(page, "2020-10-18", "2020-10-18")
    expect(mode_radio(page, "Day")).to_be_checked()
    expect(day_told(page)).to_contain_text("18 Oct")
    mode_radio(page, "Up to day").check()
    key_event(page, "Third ceasefire").press("Enter")
    expect_window(page, FIRST, "2020-10-26")

    expect(key_event(page, "Ceasefire of 1994")).to_have_count(0)
    period_select(page).select_option("Before 2020")
    expect(key_event(page, "Start of the war")).to_have_count(0)
    key_event(page, "Ceasefire of 1994").click()
    expect(root(page)).to_have_attribute("data-to", "1994-05-12")


def test_on_a_phone_the_menu_holds_modes_period_and_key_events(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True)

    menu = open_menu(page)
    menu.get_by_role("radio", name="Up to day").check()
    menu.get_by_role("combobox", name="Period").select_option("After the war")
    expect_in_view(page, "2020-11-11", days_in_view(page)[1])
    dates = menu.get_by_role("combobox", name="Go to")
    dates.select_option(
        dates.get_by_role("option", name=re.compile("Second ceasefire")).inner_text()
    )

    expect(menu).to_be_hidden()
    expect(root(page)).to_have_attribute("data-to", "2020-10-18")
    expect_in_view(page, FIRST, LAST)


# --- controls


def test_lists_and_the_help_keep_their_keys_and_give_the_focus_back(open_page: OpenPage) -> None:
    page = open_page()
    menu = open_menu(page)
    speed = menu.get_by_role("combobox", name="Speed")
    speed.focus()
    page.keyboard.press("ArrowUp")
    expect(speed).to_have_value("half")
    expect_window(page, FIRST, LAST)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(strip_button(page, "More for the dates")).to_be_focused()

    open_menu(page).get_by_role("button", name="Keys and gestures").press("Enter")
    keys = page.get_by_role("dialog", name="Keys and gestures of the dates")
    expect(keys).to_contain_text("one day earlier or later")
    page.keyboard.press("Escape")

    expect(keys).to_be_hidden()
    expect(strip_button(page, "More for the dates")).to_be_focused()
    wait_playing(page, playing=False)


@pytest.mark.parametrize(
    ("viewport", "least"), [(PHONE, 44), (ViewportSize(width=1280, height=720), 24)]
)
def test_all_controls_are_large_enough_to_touch_and_inside_the_page(
    open_page: OpenPage, viewport: ViewportSize, least: int
) -> None:
    page = open_page(viewport=viewport)
    open_menu(page)

    controls = strip(page).locator("button:visible, select:visible, label:visible, [role=slider]")
    boxes = controls.evaluate_all(
        """(all) => all.map((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return [one.ariaLabel ?? one.textContent, left, right, top, bottom];
        })"""
    )
    assert len(boxes) > 12
    for name, left, right, top, bottom in boxes:
        assert right - left >= least - 0.1, name
        assert bottom - top >= least - 0.1, name
        assert left >= -least / 2, name
        assert right <= viewport["width"] + 1, name
        assert top >= 0, name
        assert bottom <= viewport["height"] + 1, name
