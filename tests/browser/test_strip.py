"""The time strip: its axis, modes, speeds, key events and keys, by mouse, by fingers and by keyboard."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    count_rows,
    expect_shown,
    expect_window,
    read_rows,
    root,
    slider,
    stage,
    wait_parameter,
)

FIRST, LAST = OPENING_WINDOW
EPOCH = datetime.date(1970, 1, 1)
PHONE = ViewportSize(width=390, height=844)
REMEMBER_DAYS = "addEventListener('timemap:painted', (e) => (window.days ??= []).push(e.detail.to))"


def _strip(page: Page) -> Locator:
    return page.get_by_role("region", name="Dates", exact=True)


def _track(page: Page) -> Locator:
    return _strip(page).locator(".tm-track")


def _button(page: Page, name: str) -> Locator:
    return _strip(page).get_by_role("button", name=name, exact=True)


def _key_event(page: Page, label: str) -> Locator:
    return _strip(page).get_by_role("button", name=re.compile(rf": {label}$"))


def _mode(page: Page, name: str) -> Locator:
    return _strip(page).get_by_role("radio", name=name, exact=True)


def _choose_speed(page: Page, words: str) -> None:
    _strip(page).get_by_label("Speed").select_option(words)


def _count_days(iso: str) -> int:
    return (datetime.date.fromisoformat(iso) - EPOCH).days


def _view(page: Page) -> tuple[int, int]:
    """First and last day in view, counted from 1970."""
    first = _track(page).get_attribute("data-first")
    last = _track(page).get_attribute("data-last")
    assert first is not None
    assert last is not None
    return int(first), int(last)


def _expect_view(page: Page, first: str, last: str) -> None:
    expect(_track(page)).to_have_attribute("data-first", str(_count_days(first)))
    expect(_track(page)).to_have_attribute("data-last", str(_count_days(last)))


def _wait_other_view(page: Page, view: tuple[int, int]) -> tuple[int, int]:
    page.wait_for_function(
        """([first, last]) => {
          const { dataset } = document.querySelector('.tm-track');
          return dataset.first !== String(first) || dataset.last !== String(last);
        }""",
        arg=list(view),
    )
    return _view(page)


def _at(page: Page, day: str) -> tuple[float, float]:
    """Where the middle of a day of the war is on the strip, when the war is in view."""
    box = _track(page).bounding_box()
    assert box is not None
    width = box["width"] / 45
    return (
        box["x"] + (_count_days(day) - _count_days(FIRST) + 0.5) * width,
        box["y"] + box["height"] / 2,
    )


def _drag(page: Page, first: str, last: str) -> None:
    """Drag from one day of the war to another, and let go."""
    page.mouse.move(*_at(page, first))
    page.mouse.down()
    page.mouse.move(*_at(page, last), steps=4)
    page.mouse.up()


def _wait_playing(page: Page, playing: bool) -> None:
    expect(_button(page, "Pause" if playing else "Play")).to_be_visible()


# --- the window


@pytest.mark.parametrize("ends", [("2020-10-20", "2020-10-25"), ("2020-10-25", "2020-10-20")])
def test_a_drag_on_empty_strip_selects_the_days_that_it_crosses(
    open_page: OpenPage, ends: tuple[str, str]
) -> None:
    page = open_page("?from=2020-10-01&to=2020-10-04")

    _drag(page, *ends)

    expect_window(page, "2020-10-20", "2020-10-25")
    expect_shown(page, count_rows("2020-10-20", "2020-10-25"))
    wait_parameter(page, "from", "2020-10-20")


def test_a_drag_selects_where_the_window_fills_the_strip(open_page: OpenPage) -> None:
    page = open_page()

    _drag(page, "2020-10-10", "2020-10-18")

    expect_window(page, "2020-10-10", "2020-10-18")


def test_the_step_buttons_move_the_last_day(open_page: OpenPage) -> None:
    page = open_page()

    _button(page, "One day back").click()
    expect_window(page, FIRST, "2020-11-09")
    _button(page, "One day back").click()
    expect_window(page, FIRST, "2020-11-08")
    _button(page, "One day forward").click()
    expect_window(page, FIRST, "2020-11-09")
    expect_shown(page, count_rows(FIRST, "2020-11-09"))


# --- the part of the axis in view


def test_the_wheel_zooms_around_the_pointer_and_keeps_the_window(open_page: OpenPage) -> None:
    page = open_page()
    view = _view(page)

    page.mouse.move(*_at(page, "2020-10-18"))
    page.mouse.wheel(0, -400)

    first, last = _wait_other_view(page, view)
    assert view[0] < first < _count_days("2020-10-18") < last < view[1]
    expect_window(page, FIRST, LAST)
    assert page.evaluate("scrollY") == 0


def test_the_wheel_turned_sideways_moves_along_the_axis(open_page: OpenPage) -> None:
    page = open_page()
    view = _view(page)

    page.mouse.move(*_at(page, "2020-10-18"))
    page.mouse.wheel(300, 0)

    first, last = _wait_other_view(page, view)
    assert first > view[0]
    assert last > view[1]
    expect_window(page, FIRST, LAST)


def test_two_fingers_zoom(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    _track(page).scroll_into_view_if_needed()
    view = _view(page)
    box = _track(page).bounding_box()
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
    first, last = _wait_other_view(page, view)
    touch("touchEnd", 0)

    assert view[0] < first < last < view[1]
    expect_window(page, FIRST, LAST)


def test_buttons_zoom_and_reset_the_axis(open_page: OpenPage) -> None:
    page = open_page()
    opened = _view(page)

    _button(page, "Zoom the dates in").click()
    nearer = _wait_other_view(page, opened)
    assert opened[0] < nearer[0] < nearer[1] < opened[1]
    expect_window(page, FIRST, LAST)
    for _ in range(4):
        _button(page, "Zoom the dates out").click()
    last_year = max(row["date_end"] or row["date"] for row in read_rows())[:4]
    _expect_view(page, "1949-01-01", f"{last_year}-12-31")
    expect_window(page, FIRST, LAST)
    slider(page, "To date").press("End")
    _mode(page, "On this day").check()
    _button(page, "Reset the dates").click()

    _expect_view(page, FIRST, LAST)
    expect_window(page, FIRST, LAST)
    expect(_mode(page, "Between two dates")).to_be_checked()


def test_zoom_goes_no_nearer_than_some_days(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-18&to=2020-10-18")

    for _ in range(12):
        _button(page, "Zoom the dates in").click()

    page.wait_for_function(
        """() => {
          const { first, last } = document.querySelector('.tm-track').dataset;
          return last - first < 9;
        }"""
    )
    first, last = _view(page)
    assert 5 <= last - first + 1 <= 8
    assert first <= _count_days("2020-10-18") <= last


def test_a_handle_outside_the_view_says_so_and_comes_in_when_it_is_moved(
    open_page: OpenPage,
) -> None:
    page = open_page()
    view = _view(page)
    _button(page, "Zoom the dates in").click()
    first, _ = _wait_other_view(page, view)

    handle = slider(page, "From date")
    expect(handle).to_have_attribute(
        "aria-valuetext", "27 September 2020, outside the part in view"
    )
    expect(handle).to_have_attribute("data-outside", "left")
    handle.press("ArrowRight")

    expect_window(page, (EPOCH + datetime.timedelta(days=first)).isoformat(), LAST)
    expect(handle).to_have_attribute("data-outside", "")


def test_a_link_to_a_zoomed_strip_is_a_link_to_the_whole_record(open_page: OpenPage) -> None:
    page = open_page()

    _button(page, "Zoom the dates in").click()

    wait_parameter(page, "span", "all")
    wait_parameter(page, "from", None)


def test_the_bars_say_what_they_count_and_follow_the_filters(open_page: OpenPage) -> None:
    page = open_page()
    caption = _strip(page).locator(".tm-caption")
    expect(caption).to_contain_text("Bars: incidents per day; the highest: ")
    words = caption.inner_text()
    bars = _strip(page).locator("canvas").evaluate("(canvas) => canvas.toDataURL()")

    filters = page.locator(".st-key-filters")
    filters.get_by_role("button", name="What", exact=True).click()
    options = page.locator("[data-testid=stPopoverBody]")
    options.get_by_role("button", name=re.compile("missile strike", re.IGNORECASE)).click()

    expect(caption).not_to_have_text(words)
    assert _strip(page).locator("canvas").evaluate("(canvas) => canvas.toDataURL()") != bars
    _button(page, "Before 2020").click()
    expect(caption).to_contain_text("Bars: incidents per year")


# --- modes


def test_on_this_day_shows_one_day_with_one_handle(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-28")

    _mode(page, "On this day").check()

    expect_window(page, "2020-10-28", "2020-10-28")
    expect(slider(page, "From date")).to_have_count(0)
    slider(page, "To date").press("ArrowLeft")
    expect_window(page, "2020-10-27", "2020-10-27")
    page.mouse.click(*_at(page, "2020-10-10"))
    expect_window(page, "2020-10-10", "2020-10-10")
    expect_shown(page, count_rows("2020-10-10", "2020-10-10"))


def test_up_to_this_day_starts_at_the_first_day_in_view(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-28")

    _mode(page, "Up to this day").check()

    expect_window(page, FIRST, "2020-10-28")
    expect(slider(page, "From date")).to_have_count(0)
    _drag(page, "2020-10-28", "2020-11-02")
    expect_window(page, FIRST, "2020-11-02")


def test_the_first_day_comes_back_with_between_two_dates(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-05&to=2020-10-28")

    for mode in ("On this day", "Up to this day", "Between two dates"):
        _mode(page, mode).check()

    expect_window(page, "2020-10-05", "2020-10-28")
    expect(slider(page, "From date")).to_be_visible()


def test_the_modes_are_chosen_by_keys(open_page: OpenPage) -> None:
    page = open_page()

    _mode(page, "Between two dates").focus()
    page.keyboard.press("ArrowLeft")

    expect(_mode(page, "Up to this day")).to_be_checked()
    page.keyboard.press("ArrowLeft")
    expect(_mode(page, "On this day")).to_be_checked()
    expect_window(page, LAST, LAST)


# --- play


@pytest.mark.parametrize(
    ("mode", "first"),
    [("On this day", LAST), ("Up to this day", FIRST), ("Between two dates", FIRST)],
)
def test_play_at_the_highest_speed_ends_at_the_end(
    open_page: OpenPage, mode: str, first: str
) -> None:
    page = open_page()
    _mode(page, mode).check()
    _choose_speed(page, "1 month a second")
    page.evaluate(REMEMBER_DAYS)

    _button(page, "Play").click()
    page.wait_for_function("window.days?.some((day) => day < '2020-10-20')")
    _wait_playing(page, playing=False)

    expect_window(page, first, LAST)
    expect_shown(page, count_rows(first, LAST))


def test_a_loop_goes_on_from_the_start(open_page: OpenPage) -> None:
    page = open_page("?from=2020-10-04&to=2020-10-12")
    _choose_speed(page, "1 month a second")
    loop = _button(page, "Loop")
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "true")
    page.evaluate(REMEMBER_DAYS)

    _button(page, "Play").click()
    page.wait_for_function("window.days?.filter((day) => day === '2020-10-12').length >= 3")
    _wait_playing(page, playing=True)
    loop.click()

    _wait_playing(page, playing=False)
    expect_window(page, "2020-10-04", "2020-10-12")


def test_a_pause_is_no_end(open_page: OpenPage) -> None:
    page = open_page()
    _choose_speed(page, "1 week a second")
    _button(page, "Play").click()
    page.wait_for_function("document.querySelector('.tm-root').dataset.to === '2020-10-04'")
    _button(page, "Pause").click()
    _wait_playing(page, playing=False)

    page.evaluate(REMEMBER_DAYS)
    _button(page, "Play").click()

    page.wait_for_function("window.days?.length > 2")
    assert min(page.evaluate("window.days")) >= "2020-10-04"
    _wait_playing(page, playing=False)
    expect_window(page, FIRST, LAST)


def test_a_hand_moves_the_day_while_it_plays_and_play_goes_on_from_there(
    open_page: OpenPage,
) -> None:
    page = open_page()
    _choose_speed(page, "1 day in 2 s")
    _button(page, "Play").click()
    _wait_playing(page, playing=True)
    box = slider(page, "To date").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(*_at(page, "2020-10-25"), steps=4)
    held = root(page).get_attribute("data-to")
    page.wait_for_function("document.querySelector('.tm-root').dataset.to > '2020-10-20'")
    _choose_by_script(page, "month")
    held = root(page).get_attribute("data-to")
    assert held is not None
    _wait_playing(page, playing=True)
    expect(root(page)).to_have_attribute("data-to", held)
    page.evaluate(REMEMBER_DAYS)
    page.mouse.up()

    page.wait_for_function("(day) => window.days?.some((other) => other > day)", arg=held)
    assert min(page.evaluate("window.days")) >= held
    _wait_playing(page, playing=False)
    expect_window(page, FIRST, LAST)


def _choose_by_script(page: Page, speed: str) -> None:
    """Choose a speed while the mouse holds a handle."""
    _strip(page).get_by_label("Speed").evaluate(
        """(select, speed) => {
          select.value = speed;
          select.dispatchEvent(new Event('change', { bubbles: true }));
        }""",
        speed,
    )


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_handle_glides_between_days_unless_motion_is_reduced(
    open_page: OpenPage, motion: str
) -> None:
    page = open_page("?from=2020-10-04&to=2020-10-06", reduced_motion=motion)
    _choose_speed(page, "1 day a second")
    page.evaluate(
        """() => {
          window.places = new Set();
          const note = () => {
            window.places.add(document.querySelector('.tm-handle-to').style.transform);
            if (document.querySelector('.tm-root').dataset.to !== '2020-10-06'
                || window.places.size < 2) requestAnimationFrame(note);
            else window.done = true;
          };
          document.querySelector('.tm-play').click();
          requestAnimationFrame(note);
        }"""
    )
    page.wait_for_function("window.done")

    places = page.evaluate("window.places.size")
    assert places <= 4 if motion == "reduce" else places > 4


# --- key events


def test_a_key_event_is_jumped_to(open_page: OpenPage) -> None:
    page = open_page()

    _key_event(page, "Second ceasefire").click()

    expect_window(page, "2020-10-18", "2020-10-18")
    expect(_mode(page, "On this day")).to_be_checked()
    expect_shown(page, count_rows("2020-10-18", "2020-10-18"))
    _mode(page, "Up to this day").check()
    _key_event(page, "Third ceasefire").click()
    expect_window(page, FIRST, "2020-10-26")
    expect(_mode(page, "Up to this day")).to_be_checked()


def test_key_events_out_of_view_are_not_shown(open_page: OpenPage) -> None:
    page = open_page()
    expect(_key_event(page, "Start of the war")).to_be_visible()
    expect(_key_event(page, "Ceasefire of 1994")).to_have_count(0)

    _button(page, "Before 2020").click()

    expect(_key_event(page, "Ceasefire of 1994")).to_be_visible()
    expect(_key_event(page, "Start of the war")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 900, 1440])
@pytest.mark.parametrize("part", ["The war", "Whole record"])
def test_the_marks_of_key_events_do_not_overlap_and_can_be_hit(
    open_page: OpenPage, width: int, part: str
) -> None:
    page = open_page(viewport=ViewportSize(width=width, height=900))
    _button(page, part).click()
    expect(_button(page, part)).to_have_class(re.compile("tm-shown"))

    boxes = [
        (box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"])
        for box in (one.bounding_box() for one in _strip(page).locator(".tm-key:visible").all())
        if box
    ]
    assert len(boxes) >= 5
    for k, (a, b, c, d) in enumerate(boxes):
        assert c - a >= 23.9
        assert d - b >= 23.9
        for other in boxes[:k]:
            apart = max(other[0] - c, a - other[2], other[1] - d, b - other[3])
            assert apart > -0.5, json.dumps(boxes)


# --- keys


def test_keys_step_from_a_button_of_the_strip_too(open_page: OpenPage) -> None:
    page = open_page()
    _button(page, "One day back").focus()

    for key, day in (
        ("ArrowLeft", "2020-11-09"),
        ("Shift+ArrowLeft", "2020-11-02"),
        ("Shift+ArrowRight", "2020-11-09"),
        ("PageDown", "2020-11-02"),
        ("Home", FIRST),
        ("End", LAST),
    ):
        page.keyboard.press(key)
        expect_window(page, FIRST, day)


def test_the_space_bar_plays_and_pauses_when_a_handle_has_the_focus(open_page: OpenPage) -> None:
    page = open_page()
    slider(page, "To date").focus()

    page.keyboard.press("Space")
    _wait_playing(page, playing=True)
    page.keyboard.press("Space")
    _wait_playing(page, playing=False)


def test_a_list_needs_its_keys_itself(open_page: OpenPage) -> None:
    page = open_page()
    _strip(page).get_by_label("Speed").focus()

    page.keyboard.press("ArrowUp")

    expect(_strip(page).get_by_label("Speed")).to_have_value("month")
    expect_window(page, FIRST, LAST)
    _wait_playing(page, playing=False)


def test_the_keys_are_listed_by_keyboard_and_escape_closes_the_list(open_page: OpenPage) -> None:
    page = open_page()
    ask = _button(page, "Keys and how to use the strip")
    expect(ask).to_have_attribute("aria-expanded", "false")

    ask.press("Enter")
    expect(ask).to_have_attribute("aria-expanded", "true")
    listed = _strip(page).get_by_text("one day earlier or later")
    expect(listed).to_be_visible()
    _button(page, "Loop").press("Escape")

    expect(listed).to_be_hidden()
    expect(ask).to_have_attribute("aria-expanded", "false")
    expect(ask).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE, ViewportSize(width=1440, height=900)])
def test_all_controls_are_large_enough_to_touch_and_inside_the_strip(
    open_page: OpenPage, viewport: ViewportSize
) -> None:
    page = open_page(viewport=viewport)
    strip = _strip(page).bounding_box()
    assert strip is not None

    for control in _strip(page).locator("button:visible, select, label, [role=slider]").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 23.9, control.inner_text()
        assert box["x"] >= strip["x"] - 1
        assert box["x"] + box["width"] <= strip["x"] + strip["width"] + 1
    expect(stage(page)).to_be_visible()
