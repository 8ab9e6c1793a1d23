"""Choosing incidents: on the map by mouse and by keys, in the list, and both follow each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Any
from urllib.parse import urlencode

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Locator, Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    click_ground,
    expect_shown,
    in_window,
    list_box,
    pixel_of,
    read_rows,
    selected_card,
    stage,
    wait_parameter,
)

from geo.tables.schema import CLAIMS

RING_PX = 17
#: The ring is more opaque than this, the tint of a district less.
RING_OPACITY = 150
#: Opacity of the incidents' canvas at four points of a circle around a pixel of the page.
OPACITY_AROUND = """([x, y, radius]) => {
  const canvas = document.querySelector("canvas.tm-incidents");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const pixels = canvas.getContext("2d");
  return [[1, 0], [-1, 0], [0, 1], [0, -1]].map(([dx, dy]) => pixels.getImageData(
    Math.round((x - box.left + dx * radius) * scale),
    Math.round((y - box.top + dy * radius) * scale), 1, 1).data[3]);
}"""


@pytest.fixture(scope="session")
def lone_event() -> dict[str, str]:
    """An event of the war that has its point to itself, in a town."""
    rows = read_rows()
    points = Counter((row["lon"], row["lat"]) for row in rows)
    return next(
        row
        for row in rows
        if in_window(row, *OPENING_WINDOW)
        and row["location_precision"] == "town"
        and row["date_precision"] == "day"
        and points[row["lon"], row["lat"]] == 1
    )


@pytest.fixture(scope="session")
def crowd() -> list[dict[str, str]]:
    """Several events of the war of one category at one point, drawn as one symbol."""
    groups = defaultdict(list)
    for row in read_rows():
        if row["lon"] and in_window(row, *OPENING_WINDOW):
            groups[row["lon"], row["lat"], row["category"]].append(row)
    alike = [
        rows for rows in groups.values() if len({row["location_precision"] for row in rows}) == 1
    ]
    return max(alike, key=len)


def _close_up(row: dict[str, str], **parameters: str) -> str:
    """A link to the ground around an event."""
    return "?" + urlencode({"view": f"{row['lat']},{row['lon']},11", **parameters})


def _ring(page: Page, row: dict[str, str]) -> list[int]:
    at: list[Any] = [*pixel_of(page, float(row["lon"]), float(row["lat"])), RING_PX]
    return list(page.evaluate(OPACITY_AROUND, at))


def _wait_ring(page: Page, row: dict[str, str]) -> None:
    at = [*pixel_of(page, float(row["lon"]), float(row["lat"])), RING_PX]
    page.wait_for_function(
        f"(at) => ({OPACITY_AROUND})(at).every((one) => one > {RING_OPACITY})", arg=at
    )


def _title(page: Page, title: str) -> Locator:
    return page.locator(".st-key-incidents").get_by_role("button", name=title, exact=True)


def _click_symbol(page: Page, row: dict[str, str]) -> None:
    click_ground(page, float(row["lon"]), float(row["lat"]))


def test_a_click_on_a_symbol_opens_the_card_of_its_incident(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(_close_up(lone_event))
    assert max(_ring(page, lone_event)) < RING_OPACITY

    _click_symbol(page, lone_event)

    expect(selected_card(page)).to_contain_text(lone_event["title"])
    wait_parameter(page, "event", lone_event["id"])
    _wait_ring(page, lone_event)


def test_a_choice_in_the_list_puts_a_ring_on_the_map(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(_close_up(lone_event, q=lone_event["title"]))
    assert max(_ring(page, lone_event)) < RING_OPACITY

    _title(page, lone_event["title"]).click()

    expect(selected_card(page)).to_contain_text(lone_event["title"])
    wait_parameter(page, "event", lone_event["id"])
    _wait_ring(page, lone_event)


def test_a_choice_in_the_list_brings_its_symbol_into_view(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    far = {"lat": "38.6", "lon": "50.0"}
    page = open_page(_close_up(far, q=lone_event["title"]))

    _title(page, lone_event["title"]).click()

    expect(selected_card(page)).to_contain_text(lone_event["title"])
    expect(page).not_to_have_url(re.compile(rf"view={far['lat']}"))
    _wait_ring(page, lone_event)
    box = stage(page).bounding_box()
    assert box is not None
    x, y = pixel_of(page, float(lone_event["lon"]), float(lone_event["lat"]))
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_close_takes_card_ring_and_parameter_away(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(_close_up(lone_event, event=lone_event["id"]))
    _wait_ring(page, lone_event)

    selected_card(page).get_by_role("button", name="Close").click()

    expect(selected_card(page)).to_have_count(0)
    wait_parameter(page, "event", None)
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )
    assert max(_ring(page, lone_event)) < RING_OPACITY


def test_the_list_box_steps_in_order_of_date_and_enter_opens(
    open_page: OpenPage, site: AppServer
) -> None:
    events = site.record()["events"]
    on_map = [
        f"{when}: {title}"
        for when, title, lon, row in zip(
            events["when"], events["title"], events["lon"], _by_id(events["id"]), strict=True
        )
        if lon is not None and in_window(row, *OPENING_WINDOW)
    ]
    page = open_page()
    option = list_box(page).get_by_role("option")

    list_box(page).focus()
    expect(option).to_have_text(on_map[0])
    expect(option).to_have_attribute("aria-setsize", str(len(on_map)))
    for key, place in (
        ("ArrowRight", 1),
        ("ArrowDown", 2),
        ("PageDown", 12),
        ("ArrowLeft", 11),
        ("End", len(on_map) - 1),
        ("ArrowRight", len(on_map) - 1),
        ("Home", 0),
        ("ArrowUp", 0),
        ("ArrowRight", 1),
    ):
        page.keyboard.press(key)
        expect(option).to_have_text(on_map[place])
        expect(option).to_have_attribute("aria-posinset", str(place + 1))
        expect(page.get_by_role("tooltip")).to_contain_text(on_map[place])

    page.keyboard.press("Enter")
    expect(selected_card(page)).to_contain_text(on_map[1].split(": ", 1)[1])


def _by_id(ids: list[str]) -> list[dict[str, str]]:
    rows = {row["id"]: row for row in read_rows()}
    return [rows[id_] for id_ in ids]


def test_the_name_of_an_incident_is_shown_under_the_pointer(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(_close_up(lone_event))
    x, y = pixel_of(page, float(lone_event["lon"]), float(lone_event["lat"]))

    page.mouse.move(x + 3, y + 3)
    expect(page.get_by_role("tooltip")).to_contain_text(lone_event["title"])
    page.mouse.move(x + 120, y + 90)
    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_several_at_one_symbol_are_listed_with_their_number(
    open_page: OpenPage, crowd: list[dict[str, str]]
) -> None:
    page = open_page(_close_up(crowd[0], category=crowd[0]["category"]))
    dialog = page.get_by_role("dialog", name="Incidents at this point")

    _click_symbol(page, crowd[0])

    expect(dialog).to_contain_text(f"{len(crowd)} incidents here")
    expect(dialog.get_by_role("listitem")).to_have_count(len(crowd))
    for row in crowd:
        expect(dialog).to_contain_text(row["title"])
    chosen = crowd[-1]
    dialog.get_by_role("button").filter(has_text=chosen["title"]).click()
    expect(dialog).to_have_count(0)
    expect(selected_card(page)).to_contain_text(chosen["title"])
    wait_parameter(page, "event", chosen["id"])


def test_the_list_at_one_symbol_is_left_with_escape(
    open_page: OpenPage, crowd: list[dict[str, str]]
) -> None:
    page = open_page(_close_up(crowd[0], category=crowd[0]["category"]))
    dialog = page.get_by_role("dialog", name="Incidents at this point")
    _click_symbol(page, crowd[0])
    expect(dialog.get_by_role("button", name="Close the list")).to_be_visible()

    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(list_box(page)).to_be_focused()
    expect(selected_card(page)).to_have_count(0)


def test_a_selected_incident_outside_the_days_is_said_to_be_outside(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(f"?from=2019-01-01&to=2019-12-31&event={lone_event['id']}")

    expect(selected_card(page)).to_contain_text(lone_event["title"])
    expect(selected_card(page)).to_contain_text("outside the dates or filters that are set now")
    expect_shown(page, sum(in_window(row, "2019-01-01", "2019-12-31") for row in read_rows()))


def test_the_sources_of_the_selected_incident_come_first(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(_close_up(lone_event, event=lone_event["id"]))
    spoken = read_rows(ROOT / CLAIMS.file)
    count = len({row["source_id"] for row in spoken if row["event_id"] == lone_event["id"]})

    page.get_by_role("tab", name="Sources").click()

    sources = page.locator(".st-key-sources")
    expect(sources.locator("strong").first).to_have_text(re.compile(rf"^{count} of \d+ sources$"))
