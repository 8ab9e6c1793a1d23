"""Choosing incidents: on the map by mouse, finger and keys, in the list; map, card and link agree."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Locator, Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    card,
    card_title,
    click_symbol,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    filter_chips,
    incidents,
    list_box,
    near,
    parameters,
    pixel_of,
    place_name,
    read_rows,
    sources,
    stage,
    touches,
    wait_parameter,
)

from geo.tables.schema import CLAIMS

#: The mark at a pixel of the page: how many pixels around its middle it covers, and the colour of its edge.
MARK_AT = """([x, y]) => {
  const canvas = document.querySelector("canvas.tm-incidents");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const at = (dx) => [...canvas.getContext("2d").getImageData(
    Math.round((x - box.left + dx) * scale), Math.round((y - box.top) * scale), 1, 1).data];
  let reach = 0;
  while (at(reach)[3] > 200) reach += 1;
  return { reach, edge: at(reach - 1).slice(0, 3) };
}"""
#: What the tooltip says as a pointer goes over a square of the page, with the pixel where it says so.
TOLD_AROUND = """([x, y]) => {
  const told = {};
  for (let dx = -45; dx <= 45; dx += 5) for (let dy = -45; dy <= 45; dy += 5) {
    const at = { clientX: x + dx, clientY: y + dy };
    const options = { ...at, bubbles: true, pointerType: "mouse" };
    document.elementFromPoint(at.clientX, at.clientY).dispatchEvent(new PointerEvent("pointermove", options));
    const title = document.querySelector("[role=tooltip]:not([hidden]) strong");
    if (title) told[title.textContent] ??= [at.clientX, at.clientY];
  }
  return told;
}"""
CLICK_LATER = """([button, x, y, wait]) => new Promise((done) => {
  button.click();
  setTimeout(() => {
    const options = { clientX: x, clientY: y, bubbles: true, detail: 1 };
    document.elementFromPoint(x, y).dispatchEvent(new MouseEvent("click", options));
    done();
  }, wait);
})"""


def _in_war(row: dict[str, str]) -> bool:
    return counts(row, *OPENING_WINDOW)


@pytest.fixture(scope="session")
def off_map() -> dict[str, str]:
    """An event of the war that has no point."""
    return next(row for row in read_rows() if _in_war(row) and not row["lon"])


@pytest.fixture(scope="session")
def crowd() -> list[dict[str, str]]:
    """The events of the war at the point that has the most."""
    groups = defaultdict(list)
    for row in read_rows():
        if row["location_precision"] == "town" and touches(row, *OPENING_WINDOW):
            groups[row["lon"], row["lat"]].append(row)
    return max(groups.values(), key=len)


@pytest.fixture(scope="session")
def pair(crowd: list[dict[str, str]]) -> tuple[str, str]:
    """First and last of some days that show exactly two of them, side by side."""
    days = sorted({row["date"] for row in crowd})
    return next(
        (first, last)
        for first in days
        for last in days
        if sum(touches(row, first, last) for row in crowd) == 2
    )


def _pixel(page: Page, row: dict[str, str]) -> tuple[float, float]:
    return pixel_of(page, float(row["lon"]), float(row["lat"]))


def _mark(page: Page, row: dict[str, str]) -> Any:
    return page.evaluate(MARK_AT, list(_pixel(page, row)))


def _wait_mark(page: Page, row: dict[str, str], *, chosen: bool) -> None:
    """Wait until the mark is drawn as chosen, or is not; a plain mark reaches about 8 pixels."""
    x, y = _pixel(page, row)
    sign = ">" if chosen else "<"
    page.wait_for_function(f"(at) => ({MARK_AT})(at).reach {sign} 10", arg=[x, y])


def _expect_chosen(page: Page, row: dict[str, str]) -> None:
    """Card, link and map agree."""
    expect(card_title(page)).to_have_text(row["title"])
    wait_parameter(page, "event", row["id"])
    if row["lon"]:
        _wait_mark(page, row, chosen=True)


def _close(page: Page) -> None:
    card(page).get_by_role("button", name="Close the incident").click()
    expect(card(page)).to_have_count(0)


def _listed(page: Page, title: str) -> Locator:
    return incidents(page).get_by_role("button").filter(has_text=title)


def test_a_symbol_can_be_chosen_closed_and_chosen_again(
    open_host: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_host(near(lone_event))

    for _ in range(2):
        click_symbol(page, lone_event)
        _expect_chosen(page, lone_event)
        _close(page)
        wait_parameter(page, "event", None)
        _wait_mark(page, lone_event, chosen=False)


def test_the_map_the_list_and_the_map_again_choose_in_turn(
    open_host: OpenPage, lone_event: dict[str, str], off_map: dict[str, str]
) -> None:
    page = open_host(near(lone_event))

    click_symbol(page, lone_event)
    _expect_chosen(page, lone_event)
    card(page).get_by_role("button", name="Back to the list").click()
    _listed(page, off_map["title"]).click()
    _expect_chosen(page, off_map)
    _wait_mark(page, lone_event, chosen=False)
    click_symbol(page, lone_event)
    _expect_chosen(page, lone_event)


def test_a_place_can_be_chosen_cleared_and_chosen_again(open_host: OpenPage) -> None:
    page = open_host()
    ganja = sum(row["place_id"] == "ganja" and _in_war(row) for row in read_rows())

    for _ in range(2):
        place_name(page, "Ganja").click()
        expect(filter_chips(page)).to_have_text(["Ganja"])
        expect(place_name(page, "Ganja")).to_have_attribute("aria-pressed", "true")
        expect_shown(page, ganja)
        stage(page).get_by_role("button", name="Start over").click()
        expect(filter_chips(page)).to_have_count(0)
        expect(place_name(page, "Ganja")).to_have_attribute("aria-pressed", "false")
        expect_shown(page, count_rows(*OPENING_WINDOW))


def test_a_click_on_one_of_two_chosen_places_leaves_the_other(open_host: OpenPage) -> None:
    page = open_host("?place=barda&place=ganja")
    for name in ("Barda", "Ganja"):
        expect(place_name(page, name)).to_have_attribute("aria-pressed", "true")

    place_name(page, "Barda").click()

    expect(place_name(page, "Barda")).to_have_attribute("aria-pressed", "false")
    expect(filter_chips(page)).to_have_text(["Ganja"])
    wait_parameter(page, "place", "ganja")
    assert parameters(page)["place"] == ["ganja"]


@pytest.mark.parametrize("wait", [30, 100, 300])
def test_a_symbol_chosen_right_after_a_filter_stays_chosen(
    open_app: OpenPage, lone_event: dict[str, str], wait: int
) -> None:
    other = "talks" if lone_event["category"] != "talks" else "diplomacy"
    page = open_app(near(lone_event) + f"&category={lone_event['category']}&q={other}")
    page.get_by_role("searchbox").fill("")
    expect(filter_chips(page)).to_have_count(1)
    remove = filter_chips(page).get_by_role("button").element_handle()

    page.evaluate(CLICK_LATER, [remove, *_pixel(page, lone_event), wait])

    expect(filter_chips(page)).to_have_count(0)
    expect_shown(page, count_rows(*OPENING_WINDOW))
    _expect_chosen(page, lone_event)


def test_the_chosen_symbol_is_drawn_larger_with_an_outline(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(near(lone_event))
    before = _mark(page, lone_event)

    click_symbol(page, lone_event)
    _wait_mark(page, lone_event, chosen=True)

    after = _mark(page, lone_event)
    assert after["reach"] > 1.42 * before["reach"]
    assert after["edge"] != before["edge"]


def test_a_choice_in_the_list_brings_its_symbol_into_view(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    far = {"lat": "38.6", "lon": "50.0"}
    page = open_page(near(far, q=lone_event["title"]))

    _listed(page, lone_event["title"]).click()

    _expect_chosen(page, lone_event)
    box = stage(page).bounding_box()
    assert box is not None
    x, y = _pixel(page, lone_event)
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_the_list_box_over_the_map_steps_in_order_of_date_and_enter_opens(
    open_page: OpenPage, site: AppServer
) -> None:
    events = site.record()["events"]
    rows = {row["id"]: row for row in read_rows()}
    found = [
        (not counts(rows[id_], *OPENING_WINDOW), f"{when}: {title}")
        for id_, when, title, lon in zip(
            events["id"], events["when"], events["title"], events["lon"], strict=True
        )
        if lon is not None and touches(rows[id_], *OPENING_WINDOW)
    ]
    # What only may be of these days comes at the end.
    on_map = [words for _, words in sorted(found, key=lambda one: one[0])]
    page = open_page()
    option = list_box(page).get_by_role("option")

    list_box(page).focus()
    for key, place in (
        ("Home", 0),
        ("ArrowRight", 1),
        ("ArrowDown", 2),
        ("PageDown", 12),
        ("ArrowLeft", 11),
        ("End", len(on_map) - 1),
        ("ArrowRight", len(on_map) - 1),
        ("Home", 0),
        ("ArrowRight", 1),
    ):
        page.keyboard.press(key)
        expect(option).to_have_text(on_map[place])
        expect(option).to_have_attribute("aria-posinset", str(place + 1))
        expect(option).to_have_attribute("aria-setsize", str(len(on_map)))
        expect(page.get_by_role("tooltip")).to_contain_text(on_map[place].split(": ", 1)[1])

    page.keyboard.press("Enter")
    expect(card_title(page)).to_have_text(on_map[1].split(": ", 1)[1])


def test_each_of_several_marks_at_one_point_can_be_told_and_chosen(
    open_page: OpenPage, crowd: list[dict[str, str]]
) -> None:
    assert len(crowd) >= 4
    page = open_page(near(crowd[0]))

    told = page.evaluate(TOLD_AROUND, list(_pixel(page, crowd[0])))

    assert {row["title"] for row in crowd} <= set(told)
    for row in (crowd[0], crowd[-1]):
        page.mouse.click(*told[row["title"]])
        expect(card_title(page)).to_have_text(row["title"])
        wait_parameter(page, "event", row["id"])
        page.go_back()
        expect(card(page)).to_have_count(0)


def _tap_pair(
    open_page: OpenPage, crowd: list[dict[str, str]], pair: tuple[str, str]
) -> tuple[Page, Locator]:
    """Tap where two marks stand; the page, and the dialog that is to list them."""
    first, last = pair
    page = open_page(near(crowd[0], **{"from": first, "to": last}), has_touch=True)
    page.touchscreen.tap(*_pixel(page, crowd[0]))
    return page, page.get_by_role("dialog", name="Incidents at this point")


def test_a_finger_on_several_marks_gets_a_list_of_them(
    open_page: OpenPage, crowd: list[dict[str, str]], pair: tuple[str, str]
) -> None:
    page, dialog = _tap_pair(open_page, crowd, pair)
    listed = dialog.get_by_role("listitem")
    expect(dialog).to_contain_text("2 incidents here")
    expect(listed).to_have_count(2)
    title = listed.last.locator("[data-record]").inner_text()
    listed.last.get_by_role("button").click()
    expect(dialog).to_have_count(0)
    expect(card_title(page)).to_have_text(title)


def test_a_list_of_marks_closes_by_escape_and_gives_the_focus_back(
    open_page: OpenPage, crowd: list[dict[str, str]], pair: tuple[str, str]
) -> None:
    page, dialog = _tap_pair(open_page, crowd, pair)
    expect(dialog).to_contain_text("2 incidents here")

    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(list_box(page)).to_be_focused()


def test_the_name_of_an_incident_is_shown_under_the_pointer(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(near(lone_event))
    x, y = _pixel(page, lone_event)

    page.mouse.move(x + 3, y + 3)
    expect(page.get_by_role("tooltip")).to_contain_text(lone_event["title"])
    page.mouse.move(x + 120, y + 90)
    expect(page.get_by_role("tooltip").filter(has_text=lone_event["title"])).to_have_count(0)


def test_a_chosen_incident_outside_the_days_is_said_to_be_outside(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    page = open_page(f"?from=2019-01-01&to=2019-12-31&event={lone_event['id']}")

    expect(card_title(page)).to_have_text(lone_event["title"])
    outside = card(page).get_by_text("outside the dates that are set")
    expect(outside).to_be_visible()
    expect_window(page, "2019-01-01", "2019-12-31")
    card(page).get_by_role("button", name="Show its days").click()
    expect(outside).to_be_hidden()
    expect(card_title(page)).to_have_text(lone_event["title"])


def test_the_sources_of_the_chosen_incident_are_those_of_its_claims(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    spoken = read_rows(ROOT / CLAIMS.file)
    count = len({row["source_id"] for row in spoken if row["event_id"] == lone_event["id"]})
    page = open_page(f"?event={lone_event['id']}")

    page.get_by_role("tab", name="Sources").click()
    heading = sources(page).get_by_role("heading", level=2)
    expect(heading).to_have_text(re.compile(rf"^{count} of \d+ sources$"))
    page.get_by_role("button", name="Behind all that is shown").click()
    expect(heading).not_to_have_text(re.compile(rf"^{count} of"))
    page.get_by_role("button", name="Behind this incident").click()
    expect(heading).to_have_text(re.compile(rf"^{count} of"))
