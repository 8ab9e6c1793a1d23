"""The key on the map: in sight, about what is shown now and nothing else, one line on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from app_server import AppServer
from drawing import watch_drawing
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import OpenPage, follow_link, whole_record
from sight import read_marks

WIDE = {
    "columns": ViewportSize(width=1440, height=900),
    "rows": ViewportSize(width=1280, height=720),
}
PHONE = ViewportSize(width=375, height=812)
MOST_SHAPES = 6
MOST_FILLS = 4
#: One line of the size of a finger.
LINE_PX = 48
SOFT = "pale disc: district only"
SPLIT = "each side blames the other"
POSSIBLE = "may be of these days, or lasted longer"
HARM, OTHER = "people harmed", "other"
#: Days and choices that bring other marks: few, all, none, mines, one category, one level of evidence.
LINKS = (
    whole_record(),
    "?mode=on&to=2020-10-28",
    "?mode=on&to=2020-10-17",
    "?mode=on&to=2020-11-05",
    "?from=2020-11-10&to=2021-06-12",
    "?category=missile+strike",
    "?evidence=independently+documented",
    "?from=1949-01-01&to=1949-01-02",
    "?",
)


@pytest.fixture
def record(site: AppServer) -> Any:
    """The record that is shown."""
    return site.record()


@pytest.mark.parametrize("form", WIDE)
def test_the_key_explains_what_is_shown_now_and_nothing_else(
    open_page: OpenPage, record: Any, form: str
) -> None:
    page = open_page(viewport=WIDE[form])
    watch_drawing(page)

    for link in LINKS:
        follow_link(page, link)
        assert _entries(_key(page)) == _wanted(page, record), link


def test_there_are_at_most_six_shapes_and_four_fills(record: Any) -> None:
    vocabulary = record["vocabulary"]

    assert len(vocabulary["shapes"]) <= MOST_SHAPES
    assert len(vocabulary["fills"]) <= MOST_FILLS


def test_one_category_leaves_one_shape_and_a_day_without_mines_no_cross(
    open_page: OpenPage, record: Any
) -> None:
    shapes = {shape["key"]: shape["label"] for shape in record["vocabulary"]["shapes"]}
    page = open_page("?category=missile+strike")

    assert _entries(_key(page)) & set(shapes.values()) == {shapes["triangle"]}
    follow_link(page, "?mode=on&to=2020-10-28")
    assert shapes["cross"] not in _entries(_key(page))
    follow_link(page, "?category=landmines&from=2020-11-10&to=2024-12-31")
    assert _entries(_key(page)) & set(shapes.values()) == {shapes["cross"]}


def test_the_key_says_on_which_day_the_districts_were_held(open_page: OpenPage) -> None:
    page = open_page()

    for link, day in (("?", "27 Sep"), ("?mode=on&to=2020-11-09", "9 Nov")):
        follow_link(page, link)
        expect(_key(page)).to_contain_text(f"on {day}")
        expect(_key(page)).to_contain_text("held by Armenian or Karabakh forces")
    follow_link(page, "?held=no")
    expect(_key(page)).not_to_contain_text("held by")


def test_the_key_of_a_phone_is_one_line_that_opens_and_closes(
    open_page: OpenPage, record: Any
) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    watch_drawing(page)
    follow_link(page, "?mode=on&to=2020-10-28")
    follow_link(page, "?")
    button = page.get_by_role("button", name="Key", exact=True)
    expect(_key(page)).to_be_hidden()
    box = button.bounding_box()
    assert box is not None
    assert box["height"] <= LINE_PX

    button.tap()

    dialog = page.get_by_role("dialog", name="Key")
    expect(dialog).to_be_visible()
    assert _entries(dialog) == _wanted(page, record)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()


def _key(page: Page) -> Locator:
    return page.get_by_role("region", name="Key", exact=True)


def _entries(key: Locator) -> set[str]:
    """What the key says of marks: its list and its two colours."""
    return set(key.locator("li, .tm-key-entry:has(> .tm-key-colour)").all_inner_texts())


def _wanted(page: Page, record: Any) -> set[str]:
    """What a key of the marks in sight says."""
    vocabulary, events = record["vocabulary"], record["events"]
    rows = {title: row for row, title in enumerate(events["title"])}
    shapes = {shape["key"]: shape["label"] for shape in vocabulary["shapes"]}
    fills = {fill["key"]: fill["label"] for fill in vocabulary["fills"]}
    box = page.locator(".tm-map").bounding_box()
    assert box is not None
    words = set()
    for mark in read_marks(page):
        if not (0 < mark.x < box["width"] and 0 < mark.y < box["height"]):
            continue
        row = rows[mark.title]
        category = vocabulary["categories"][events["category"][row]]
        fill = vocabulary["evidence"][events["evidence"][row]]["fill"]
        words |= {shapes[category["shape"]], fills[fill], HARM if category["harm"] else OTHER}
        if vocabulary["place_precisions"][events["place_precision"][row]]["soft"]:
            words.add(SOFT)
        if any(vocabulary["contests"][found]["split"] for found in events["contests"][row]):
            words.add(SPLIT)
        if mark.faint:
            words.add(POSSIBLE)
    return words
