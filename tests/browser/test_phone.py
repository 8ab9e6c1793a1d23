"""On a phone: the map fills the screen, the strip lies under the thumb, a sheet of three heights holds the rest."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from app_server import AppServer
from drawing import WATCH, drawn_on_map
from playwright.sync_api import Browser, Locator, Page, Position, ViewportSize, expect
from reading import (
    Visit,
    card_title,
    filter_chips,
    filter_drawer,
    follow_link,
    incidents,
    open_context,
    parameters,
    root,
    wait_parameter,
)
from sight import sight

SIZES = ((375, 812), (375, 640), (320, 640))
HOSTS = {"plain page": "view/", "Streamlit": ""}
FINGER_PX = 44
PEEK_PX = 72
HALF_SHARE = 0.55
HEADER_PX = 52
#: Least share of the height that the map has, and where the strip may begin, from the top.
MAP_SHARE = 0.55
THUMB_SHARE = 0.6
#: A mark that is meant by a press has no neighbour so near.
ALONE_PX = 30
EDGE_PX = 30
FRAMES = ".tm-header", ".tm-headline", ".tm-tools", ".tm-key-button", ".tm-strip", ".tm-sheet-head"
#: The boxes that a press may not move, and how far the page and what holds the app are scrolled.
PLACES = """() => {
  const boxes = [".tm-root", ".tm-header", ".tm-stage", ".tm-strip"].map((where) => {
    const { left, top, width, height } = document.querySelector(where).getBoundingClientRect();
    return [left, top, width, height];
  });
  const around = [];
  for (let at = document.querySelector(".tm-stage"); at; at = at.parentElement) around.push(at.scrollTop, at.scrollLeft);
  return [...boxes.flat(), ...around];
}"""


@dataclass(frozen=True)
class Phone:
    """The page as it opens on a phone."""

    width: int
    height: int
    page: Page

    @property
    def sheet(self) -> Locator:
        """The panel, which is a sheet here."""
        return self.page.locator(".tm-panel")

    def expect_sheet(self, height: float) -> None:
        """The sheet rests at a height."""
        expect(self.sheet).to_have_js_property("offsetHeight", round(height))

    @property
    def handle(self) -> Position:
        """Where on the grip of the sheet its handle is drawn."""
        return {"x": self.width / 2, "y": 10}

    @property
    def half(self) -> float:
        """The middle height of the sheet."""
        return HALF_SHARE * self.height

    @property
    def full(self) -> int:
        """The largest height of the sheet."""
        return self.height - HEADER_PX


@pytest.fixture(scope="module", params=SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def phone(request: pytest.FixtureRequest, browser: Browser, site: AppServer) -> Iterator[Phone]:
    """Opens the page once for all tests at a size; at the end nothing has gone wrong."""
    width, height = request.param
    context = open_context(
        browser,
        viewport=ViewportSize(width=width, height=height),
        has_touch=True,
        reduced_motion="reduce",
    )
    visit = Visit(context)
    yield Phone(width, height, visit.open(f"{site.url}view/"))
    visit.close()
    context.close()
    assert visit.faults == []


def test_map_strip_and_sheet_share_the_screen_without_scrolling(phone: Phone) -> None:
    header, stage, strip, sheet = (
        sight(phone.page, "box", part)
        for part in (".tm-header", ".tm-stage", ".tm-strip", ".tm-panel")
    )

    assert sight(phone.page, "scroll") == {"larger": 0, "scrolled": 0}
    assert [stage["left"], stage["right"], stage["top"]] == [0, phone.width, header["bottom"]]
    assert stage["bottom"] - stage["top"] >= MAP_SHARE * phone.height
    assert strip["top"] == stage["bottom"] >= THUMB_SHARE * phone.height
    assert [strip["left"], strip["right"], strip["bottom"]] == [0, phone.width, sheet["top"]]
    assert [sheet["bottom"], sheet["bottom"] - sheet["top"]] == [phone.height, PEEK_PX]


def test_nothing_is_cut_off_and_all_is_large_enough_for_a_finger(phone: Phone) -> None:
    assert sight(phone.page, "cut", FRAMES) == []
    assert sight(phone.page, "small", FRAMES, FINGER_PX) == []


def test_the_grip_makes_the_sheet_higher_and_low_again(phone: Phone) -> None:
    for name, height in (
        ("Open the list", phone.half),
        ("Make the list higher", phone.full),
        ("Close the list", PEEK_PX),
    ):
        phone.page.get_by_role("button", name=name).tap(position=phone.handle)
        phone.expect_sheet(height)


def test_keys_make_the_sheet_higher_and_escape_closes_it(phone: Phone) -> None:
    grip = phone.page.locator(".tm-grip")

    grip.press("Enter")
    phone.expect_sheet(phone.half)
    grip.press("Enter")
    phone.expect_sheet(phone.full)
    grip.press("Escape")
    phone.expect_sheet(PEEK_PX)


def test_presses_that_come_faster_than_frames_each_count(phone: Phone) -> None:
    grip = phone.page.locator(".tm-grip")

    grip.evaluate("grip => { grip.click(); grip.click(); }")
    phone.expect_sheet(phone.full)
    grip.press("Enter")
    phone.expect_sheet(PEEK_PX)


def test_a_finger_drags_the_sheet_to_its_three_heights(phone: Phone) -> None:
    page = phone.page
    x, y = phone.handle["x"], phone.handle["y"]

    for start, end in (
        (PEEK_PX, phone.half - 20),
        (phone.half, phone.full - 30),
        (phone.full, phone.half + 20),
        (phone.half, PEEK_PX + 20),
    ):
        drag(page, (x, phone.height - start + y), (x, phone.height - end + y))
        phone.expect_sheet(min((PEEK_PX, phone.half, phone.full), key=lambda at: abs(at - end)))


def test_the_open_sheet_scrolls_by_itself_and_is_large_enough_for_a_finger(phone: Phone) -> None:
    page = phone.page
    for _ in range(2):
        page.locator(".tm-grip").press("Enter")
    phone.expect_sheet(phone.full)

    assert sight(page, "scrollers") == ["tm-incidents-panel"]
    assert sight(page, "small", [".tm-panel"], FINGER_PX) == []
    assert sight(page, "cut", [".tm-tabs", ".tm-lead", ".tm-list"]) == []
    page.locator(".tm-grip").press("Enter")
    phone.expect_sheet(PEEK_PX)


def test_the_menu_leads_to_the_table_and_the_other_pages(phone: Phone) -> None:
    page = phone.page
    page.get_by_role("button", name="Menu", exact=True).tap()
    menu = page.get_by_role("navigation", name="Pages")

    for kind, names in (
        ("button", ("Table", "About this record")),
        ("link", ("Sources", "Method")),
    ):
        for name in names:
            expect(menu.get_by_role(kind, name=name, exact=True)).to_be_visible()  # type: ignore[arg-type]
    assert sight(page, "cut", [".tm-nav"]) == []
    assert sight(page, "small", [".tm-nav"], FINGER_PX) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_the_filter_is_a_sheet_over_the_whole_screen_that_back_closes(phone: Phone) -> None:
    page = phone.page

    page.get_by_role("button", name="Filter", exact=True).tap()

    expect(filter_drawer(page)).to_be_visible()
    box = filter_drawer(page).bounding_box()
    assert box == {"x": 0, "y": 0, "width": phone.width, "height": phone.height}
    assert sight(page, "scroll") == {"larger": 0, "scrolled": 0}
    assert sight(page, "cut", [".tm-drawer"]) == []
    assert sight(page, "small", [".tm-drawer"], FINGER_PX) == []
    page.go_back()
    expect(filter_drawer(page)).to_be_hidden()


def test_what_is_filtered_stands_on_the_map_and_a_finger_removes_it(phone: Phone) -> None:
    page = phone.page
    follow_link(page, "?place=ganja&category=missile+strike")
    chips = filter_chips(page)
    count = chips.count()
    assert count > 0

    assert sight(page, "small", [".tm-headline"], FINGER_PX) == []
    assert sight(page, "cut", [".tm-headline"]) == []
    for left in reversed(range(count)):
        chips.first.get_by_role("button").tap()
        expect(chips).to_have_count(left)
    wait_parameter(page, "place", None)
    assert parameters(page) == {}


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    ("width", "height", "touch"), [(375, 640, True), (1280, 560, False)], ids=["tap", "click"]
)
def test_the_first_press_on_a_mark_opens_its_card_and_nothing_jumps(
    visit: Callable[..., Visit], site: AppServer, host: str, width: int, height: int, touch: bool
) -> None:
    opened = visit(viewport=ViewportSize(width=width, height=height), has_touch=touch)
    opened.context.add_init_script(f"({WATCH})()")
    page = opened.open(site.url + HOSTS[host])
    x, y = find_lone_mark(page)
    before = page.evaluate(PLACES)

    (page.touchscreen.tap if touch else page.mouse.click)(x, y)

    expect(card_title(page)).to_be_focused()
    assert page.evaluate(PLACES) == before


def test_a_press_on_an_incident_raises_the_sheet_and_closing_it_lowers_it(phone: Phone) -> None:
    page = phone.page
    page.locator(".tm-grip").press("Enter")
    phone.expect_sheet(phone.half)
    incidents(page).locator(".tm-list").scroll_into_view_if_needed()

    incidents(page).locator(".tm-row").first.tap()

    expect(card_title(page)).to_be_focused()
    phone.expect_sheet(phone.half)
    expect(root(page)).to_have_attribute("data-narrow", "")
    assert sight(page, "small", [".tm-card-bar"], FINGER_PX) == []
    assert sight(page, "cut", [".tm-card-bar"]) == []
    assert sight(page, "scroll") == {"larger": 0, "scrolled": 0}


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag a finger over the page."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", start)
    for step in range(1, 6):
        x, y = (a + (b - a) * step / 5 for a, b in zip(start, end, strict=True))
        touch("touchMove", (x, y))
    touch("touchEnd")
    session.detach()


def find_lone_mark(page: Page) -> tuple[float, float]:
    """Where a mark stands that has no neighbour near it and nothing over it."""
    marks = [(mark["x"], mark["y"]) for mark in drawn_on_map(page).marks]
    box = page.locator(".tm-stage").bounding_box()
    assert box is not None
    near = {
        mark
        for a, b in itertools.permutations(marks, 2)
        if math.dist(a, b) < ALONE_PX
        for mark in (a, b)
    }
    for x, y in (mark for mark in marks if mark not in near):
        point = box["x"] + x, box["y"] + y
        inside = EDGE_PX < x < box["width"] - EDGE_PX and EDGE_PX < y < box["height"] - EDGE_PX
        if inside and page.evaluate(ON_MAP, list(point)):
            return point
    raise AssertionError(f"no mark stands alone among {marks}")


#: Whether the map itself is what a press at a point meets.
ON_MAP = """([x, y]) => {
  const met = document.elementFromPoint(x, y);
  return met !== null && met.closest(".tm-map") !== null && met.closest("button") === null;
}"""
