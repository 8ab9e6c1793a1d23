"""What is not known exactly is not drawn exactly; what is new in a step shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import shapely
from app_server import ROOT
from playwright.sync_api import Page, expect
from reading import OpenPage, expect_shown, pixel_of, read_rows, root, slider

from geo.ground import load_districts

SOLID = 255
#: The most opaque pixel of a canvas around a pixel of the page, (x, y, radius) in CSS pixels.
MOST_OPAQUE = """([name, x, y, radius]) => {
  const canvas = document.querySelector(name);
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const { data } = canvas.getContext("2d").getImageData(
    Math.round((x - box.left - radius) * scale), Math.round((y - box.top - radius) * scale),
    Math.ceil(2 * radius * scale), Math.ceil(2 * radius * scale));
  return data.reduce((most, value, k) => (k % 4 === 3 ? Math.max(most, value) : most), 0);
}"""
PULSES = """() => {
  const canvas = document.querySelector("canvas.tm-pulse");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value) => value > 0);
}"""
SYMBOL_PX = 6


def _find(**cells: str) -> dict[str, str]:
    """The first event on the map with these cells that is alone at its point."""
    rows = read_rows()
    points = [(row["lon"], row["lat"]) for row in rows]
    return next(
        row
        for row in rows
        if row["lon"]
        and all(row[name] == cell for name, cell in cells.items())
        and points.count((row["lon"], row["lat"])) == 1
    )


def _open_alone(
    open_page: OpenPage, row: dict[str, str], first: str, last: str, **own: Any
) -> Page:
    """The map close to an event that is searched for by its title."""
    link = {"q": row["title"], "category": row["category"], "place": row["place_id"]}
    link |= {"from": first, "to": last, "view": f"{row['lat']},{row['lon']},9"}
    page = open_page(f"?{urlencode(link)}", **own)
    expect_shown(page, 1)
    return page


def _opacity(page: Page, row: dict[str, str]) -> int:
    at = pixel_of(page, float(row["lon"]), float(row["lat"]))
    return int(page.evaluate(MOST_OPAQUE, ["canvas.tm-incidents", *at, SYMBOL_PX]))


@pytest.fixture(scope="module")
def month_event() -> dict[str, str]:
    """An event of which the month is known, and the town."""
    return next(
        row
        for row in read_rows()
        if row["date_precision"] == "month" and row["location_precision"] == "town"
    )


@pytest.mark.parametrize(
    ("first", "last", "solid"),
    [
        ("2020-09-01", "2020-11-30", True),
        ("2020-09-01", "2020-11-29", False),
        ("2020-10-10", "2020-10-10", False),
        ("2020-11-30", "2020-11-30", False),
    ],
)
def test_an_event_without_a_day_is_faint_unless_all_its_days_are_shown(
    open_page: OpenPage, month_event: dict[str, str], first: str, last: str, solid: bool
) -> None:
    assert (month_event["date"], month_event["date_end"]) == ("2020-09-01", "2020-11-30")

    page = _open_alone(open_page, month_event, first, last)

    opacity = _opacity(page, month_event)
    assert (opacity == SOLID) == solid
    assert opacity > 0.3 * SOLID


@pytest.mark.parametrize(("last", "solid"), [("2020-10-23", True), ("2020-10-22", False)])
def test_an_attack_on_some_day_of_several_is_faint_unless_all_are_shown(
    open_page: OpenPage, last: str, solid: bool
) -> None:
    row = next(row for row in read_rows() if row["id"] == "hadrut-cluster")
    assert (row["date"], row["date_end"], row["date_precision"]) == (
        "2020-09-27",
        "2020-10-23",
        "day",
    )

    page = _open_alone(open_page, row, "2020-09-27", last)

    assert (_opacity(page, row) == SOLID) == solid


def test_an_event_without_a_day_is_there_on_each_of_its_days_and_on_no_other(
    open_page: OpenPage, month_event: dict[str, str]
) -> None:
    page = _open_alone(open_page, month_event, "2020-08-31", "2020-09-01")

    slider(page, "To date").press("ArrowLeft")

    expect(root(page)).to_have_attribute("data-shown", "0")
    assert _opacity(page, month_event) == 0


def test_an_event_in_a_town_is_a_sharp_symbol(open_page: OpenPage) -> None:
    row = _find(location_precision="town", date="2020-10-04")

    page = _open_alone(open_page, row, row["date"], row["date_end"] or row["date"])

    assert _opacity(page, row) == SOLID
    x, y = pixel_of(page, float(row["lon"]), float(row["lat"]))
    assert page.evaluate(MOST_OPAQUE, ["canvas.tm-incidents", x + 40, y, 8]) == 0


def test_an_event_known_to_its_district_is_soft_and_the_district_is_outlined(
    open_page: OpenPage,
) -> None:
    row = _find(location_precision="district", date_precision="day", place_id="shamkir")
    districts = load_districts(ROOT / "geo" / "data")
    point = shapely.Point(float(row["lon"]), float(row["lat"]))
    outline = districts.geometry[districts.contains(point)].iloc[0].exterior

    page = _open_alone(open_page, row, row["date"], row["date"])

    assert 0 < _opacity(page, row) < SOLID
    around = [outline.interpolate(part / 24, normalized=True) for part in range(24)]
    pixels = [pixel_of(page, at.x, at.y) for at in around]
    box = page.locator("canvas.tm-incidents").bounding_box()
    assert box is not None
    seen = [
        page.evaluate(MOST_OPAQUE, ["canvas.tm-incidents", x, y, 4])
        for x, y in pixels
        if box["x"] + 8 < x < box["x"] + box["width"] - 8
        and box["y"] + 8 < y < box["y"] + box["height"] - 8
    ]
    assert len(seen) > 12
    assert min(seen) > 60


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_what_is_new_in_a_step_is_ringed(open_page: OpenPage, motion: str) -> None:
    row = _find(location_precision="town", date="2020-10-04")
    page = open_page(
        f"?from=2020-09-27&to=2020-10-03&view={row['lat']},{row['lon']},9", reduced_motion=motion
    )
    assert not page.evaluate(PULSES)

    slider(page, "To date").press("ArrowRight")

    page.wait_for_function(PULSES)
    if motion == "reduce":
        page.evaluate("() => new Promise((done) => setTimeout(done, 900))")
        assert page.evaluate(PULSES)
        slider(page, "To date").press("ArrowLeft")
    page.wait_for_function(f"() => !({PULSES})()")


def test_while_the_range_grows_older_symbols_step_back_and_the_last_stand_out(
    open_page: OpenPage,
) -> None:
    old = _find(location_precision="town", date="2020-10-04")
    link = {"q": old["title"], "view": f"{old['lat']},{old['lon']},9", "mode": "upto"}
    page = open_page(f"?{urlencode(link | {'from': '2020-09-27', 'to': '2020-10-04'})}")
    assert _opacity(page, old) == SOLID

    last = slider(page, "To date")
    last.press("PageUp")
    expect(root(page)).to_have_attribute("data-to", "2020-10-11")
    week_later = _opacity(page, old)
    last.press("End")
    expect(root(page)).to_have_attribute("data-to", "2020-11-10")

    assert SOLID > week_later > _opacity(page, old) > 0.3 * SOLID
    page.get_by_role("radio", name="Between two dates").check(force=True)
    page.wait_for_function("!new URL(location.href).searchParams.has('mode')")
    assert _opacity(page, old) == SOLID
