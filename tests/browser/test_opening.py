"""The page as it opens: what is there, that nothing covers another, in every size and look."""

from __future__ import annotations

from itertools import combinations

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    count_rows,
    expect_shown,
    expect_window,
    list_box,
    root,
    slider,
    stage,
)

NAMED_PLACES = ("Ganja", "Barda", "Tovuz", "Shusha · Shushi", "Lachin road", "Aghdam")
PRESETS = ("Before 2020", "2020 before the war", "The war", "After the war", "Whole record")
PHONE = ViewportSize(width=390, height=844)
CONTROLS = ".tm-date, .tm-buttons .tm-button, .leaflet-control-zoom, .leaflet-control-scale"
SIZES = (
    ViewportSize(width=1440, height=900),
    ViewportSize(width=1024, height=768),
    PHONE,
)


def _name(size: ViewportSize) -> str:
    return f"{size['width']}x{size['height']}"


def _box(element: Locator) -> tuple[float, float, float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _label(page: Page, name: str) -> Locator:
    return stage(page).get_by_role("button", name=name, exact=True)


def test_the_page_opens_with_the_days_of_the_war_and_all_their_incidents(
    open_page: OpenPage,
) -> None:
    page = open_page()

    expect_window(page, *OPENING_WINDOW)
    expect_shown(page, count_rows(*OPENING_WINDOW))
    expect(page).to_have_title("Map · 44 Days: The 2020 Karabakh war, place by place")
    for name in PRESETS:
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    assert page.url.endswith("/")


def test_the_icon_of_the_page_is_an_image(open_page: OpenPage) -> None:
    page = open_page()

    address = page.locator("link[rel~=icon]").first.evaluate("(link) => link.href")
    kind = page.evaluate(
        "(address) => fetch(address).then((answer) => answer.headers.get('content-type'))", address
    )
    assert kind.startswith("image/")


def test_the_painted_event_carries_what_is_shown(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(
        "addEventListener('timemap:painted', (event) => { window.lastPainted = event.detail; })"
    )

    slider(page, "To date").press("ArrowLeft")

    page.wait_for_function("window.lastPainted !== undefined")
    assert page.evaluate("window.lastPainted") == {
        "from": "2020-09-27",
        "to": "2020-11-09",
        "shown": count_rows("2020-09-27", "2020-11-09"),
    }


@pytest.mark.parametrize("size", SIZES, ids=_name)
def test_the_six_places_are_named_at_the_opening_view_and_no_name_is_covered(
    open_page: OpenPage, size: ViewportSize
) -> None:
    page = open_page(viewport=size)

    for name in NAMED_PLACES:
        expect(_label(page, name)).to_be_visible()
    frame = _box(stage(page))
    names = {
        f"{element.text_content()} {i}": _box(element)
        for i, element in enumerate(stage(page).locator(".tm-name:visible").all())
    }
    assert len(names) >= len(NAMED_PLACES)
    assert [
        pair for pair in combinations(names, 2) if _overlap(*map(names.__getitem__, pair))
    ] == []
    for left, top, right, bottom in names.values():
        assert frame[0] <= left < right <= frame[2]
        assert frame[1] <= top < bottom <= frame[3]
    covers = stage(page).locator(CONTROLS).all()
    assert len(covers) >= 6
    assert [
        (name, cover.text_content())
        for name, box in names.items()
        for cover in covers
        if _overlap(box, _box(cover))
    ] == []


def test_a_phone_scrolls_in_one_direction_only(open_page: OpenPage) -> None:
    page = open_page(viewport=PHONE)

    widths = page.evaluate(
        """() => [document.documentElement, document.querySelector("[data-testid=stMain]"),
          document.body].filter(Boolean).map((e) => e.scrollWidth - e.clientWidth)"""
    )
    assert max(widths) <= 0
    box = _box(root(page))
    assert box[0] >= 0
    assert box[2] <= PHONE["width"]


def test_the_page_is_dark_where_the_reader_asks_for_dark(open_page: OpenPage) -> None:
    page = open_page(color_scheme="dark")

    expect(root(page)).to_have_attribute("data-theme", "dark")


def test_the_page_is_light_otherwise(open_page: OpenPage) -> None:
    page = open_page(color_scheme="light")

    expect(root(page)).to_have_attribute("data-theme", "light")


def test_the_keyboard_alone_reaches_every_part_of_the_map(open_page: OpenPage) -> None:
    page = open_page()
    parts = {
        "From date": slider(page, "From date"),
        "To date": slider(page, "To date"),
        "Play": page.get_by_role("button", name="Play", exact=True),
        "list box": list_box(page),
        "Ganja": _label(page, "Ganja"),
        "Show all": page.get_by_role("button", name="Show all"),
        "Online background": page.get_by_role("checkbox", name="Online background"),
    }
    missing = dict(parts)

    stage(page).locator(".tm-map").focus()
    for _ in range(120):
        page.keyboard.press("Tab")
        for name, element in list(missing.items()):
            if element.evaluate("(element) => element === document.activeElement"):
                del missing[name]
        if not missing:
            break

    assert list(missing) == []


def test_the_online_background_says_when_it_cannot_be_loaded_and_the_ground_stays(
    open_page: OpenPage,
) -> None:
    page = open_page(allowed=["tile.openstreetmap.org"])

    page.get_by_role("checkbox", name="Online background").check()

    notice = stage(page).get_by_role("status")
    expect(notice).to_have_text("The online background cannot be loaded; the drawn ground stays.")
    fills = (
        stage(page)
        .locator(".tm-district")
        .evaluate_all("(areas) => areas.map((area) => getComputedStyle(area).fillOpacity)")
    )
    assert len(fills) > 50
    assert set(fills) == {"1"}
    page.get_by_role("checkbox", name="Online background").uncheck()
    expect(notice).to_be_hidden()


def test_nothing_is_asked_of_another_host_before_the_online_background_is_on(
    open_page: OpenPage,
) -> None:
    page = open_page()

    page.get_by_role("button", name="Show all").click()
    page.get_by_role("button", name="Opening view").click()

    expect(stage(page).locator(".leaflet-tile")).to_have_count(0)


def test_the_browser_of_the_tests_reaches_this_machine_only(open_page: OpenPage) -> None:
    hosts = ["example.org", "192.0.2.1"]
    page = open_page(allowed=hosts)

    for host in hosts:
        reached = page.evaluate(
            "(url) => fetch(url, { mode: 'no-cors' }).then(() => 'reached', () => 'blocked')",
            f"http://{host}/",
        )
        assert reached == "blocked"
