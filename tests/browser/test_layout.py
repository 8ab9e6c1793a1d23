"""One screen: what is in sight at five sizes, how little there is at first, and that nothing scrolls but the panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from app_server import AppServer
from playwright.sync_api import Browser, Page, ViewportSize, expect
from reading import OpenPage, Visit, open_context, parameters, root
from sight import sight

SIZES = ((1920, 1080), (1440, 900), (1366, 657), (1280, 720), (1024, 768))
HOSTS = {"plain page": "view/", "Streamlit": ""}
SCREENS = [*(("plain page", size) for size in SIZES), ("Streamlit", (1280, 720))]
#: Width and height of the map before the page was one screen, and how much larger it has to be.
FORMER_MAPS = {(1280, 720): (768, 378), (1440, 900): (871, 481)}
LARGER = 1.6
MOST_CONTROLS = 26
MOST_WORDS = 191
ONE_ROW_PX = 2
WHEEL_PX = 300
FRAMES = ".tm-header", ".tm-headline", ".tm-tools", ".tm-foot", ".tm-key", ".tm-strip", ".tm-tabs"
VIEW_NOW = """() => {
  const { lat, lng } = window.heldMap.getCenter();
  return [lat, lng, window.heldMap.getZoom()];
}"""


@dataclass(frozen=True)
class Screen:
    """The page as it opens in one of its hosts, on a screen of some size."""

    host: str
    size: tuple[int, int]
    page: Page


@pytest.fixture(
    scope="module",
    params=SCREENS,
    ids=[f"{host} {width}x{height}" for host, (width, height) in SCREENS],
)
def screen(request: pytest.FixtureRequest, browser: Browser, site: AppServer) -> Iterator[Screen]:
    """Opens the page once for all that is measured at a size; at the end nothing has gone wrong."""
    host, (width, height) = request.param
    context = open_context(browser, viewport=ViewportSize(width=width, height=height))
    visit = Visit(context)
    yield Screen(host, (width, height), visit.open(site.url + HOSTS[host]))
    visit.close()
    context.close()
    assert visit.faults == []


def test_the_page_is_as_large_as_its_screen_and_one_panel_scrolls(screen: Screen) -> None:
    assert sight(screen.page, "scroll") == {"larger": 0, "scrolled": 0}
    assert sight(screen.page, "scrollers") == ["tm-incidents-panel"]


def test_map_strip_key_and_the_beginning_of_the_list_are_in_sight(screen: Screen) -> None:
    for part in (".tm-stage", ".tm-strip", ".tm-key", ".tm-list-head"):
        box = sight(screen.page, "box", part)
        assert box is not None, f"{part} is not in sight"
        clear = box.pop("clear")
        assert clear == {**box, "seen": True}, f"{part} is cut off"


def test_the_header_is_one_row(screen: Screen) -> None:
    middles = screen.page.locator(".tm-header").evaluate(
        """(header) => [...header.children].filter((one) => one.checkVisibility() && one.offsetHeight > 4)
          .map((one) => { const { top, bottom } = one.getBoundingClientRect(); return (top + bottom) / 2; })"""
    )
    assert max(middles) - min(middles) <= ONE_ROW_PX


@pytest.mark.parametrize(
    ("width", "height"), [(768, 1024), (812, 375), (720, 450), (960, 700), (961, 700)]
)
def test_head_and_ways_to_the_other_pages_are_in_reach_between_phone_and_desk(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page(viewport=ViewportSize(width=width, height=height))
    assert sight(page, "scroll") == {"larger": 0, "scrolled": 0}

    if width <= 960:
        page.get_by_role("button", name="Menu", exact=True).click()
    ways = page.get_by_role("navigation").get_by_role("link")
    expect(ways).to_have_text(["Analyse", "Sources", "Method"])
    for way in ways.all():
        expect(way).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    assert sight(page, "cut", FRAMES) == []


def test_no_words_are_cut_off_without_saying_so(screen: Screen) -> None:
    assert sight(screen.page, "cut", FRAMES) == []


def test_there_is_little_at_first_sight(screen: Screen) -> None:
    controls = sight(screen.page, "controls")
    words = sight(screen.page, "words")

    assert len(controls) <= MOST_CONTROLS, controls
    assert sum(words.values()) <= MOST_WORDS, words


def test_the_map_has_the_room_that_it_was_promised(screen: Screen) -> None:
    former_width, former_height = FORMER_MAPS.get(screen.size, (0, 0))
    box = screen.page.locator(".tm-stage").bounding_box()

    assert box is not None
    assert box["width"] * box["height"] >= LARGER * former_width * former_height, box
    assert box["width"] >= box["height"], box


@pytest.mark.parametrize("part", [".tm-map", ".tm-track", ".tm-incidents-panel"])
def test_a_wheel_scrolls_nothing_but_the_panel(screen: Screen, part: str) -> None:
    page = screen.page
    box = page.locator(part).bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for turn in (WHEEL_PX, -2 * WHEEL_PX, WHEEL_PX):
        page.mouse.wheel(0, turn)
        page.evaluate(
            "() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))"
        )
        assert sight(page, "scroll") == {"larger": 0, "scrolled": 0}

    scrolled = page.locator(".tm-incidents-panel").evaluate("(panel) => panel.scrollTop")
    assert (scrolled > 0) == (part == ".tm-incidents-panel")


def test_another_size_of_the_window_keeps_the_opening_view(open_page: OpenPage) -> None:
    small = ViewportSize(width=1024, height=768)
    wanted = open_page(viewport=small).evaluate(VIEW_NOW)
    page = open_page(own=True)

    page.set_viewport_size(small)
    page.wait_for_function(
        f"""([lat, lng, zoom]) => {{
          const now = ({VIEW_NOW})();
          return Math.abs(now[0] - lat) < 0.01 && Math.abs(now[1] - lng) < 0.01 && now[2] === zoom;
        }}""",
        arg=wanted,
    )

    expect(root(page)).to_have_attribute("data-middle", "")
    assert parameters(page) == {}
