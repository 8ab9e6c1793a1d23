"""What is not known exactly is not drawn exactly: days, places, and nothing by blur."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

import pytest
import shapely
from app_server import ROOT
from drawing import Drawn, drawn_on_map, drawn_on_strip, watch_drawing
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    counts,
    follow_link,
    incidents,
    list_count,
    read_rows,
    root,
    slider,
    stage,
    touches,
)
from strip_page import count_days, strip

from geo.ground import load_districts

FIRST, LAST = OPENING_WINDOW
MAYBE = "may be of these days, or lasted longer"
DISC = "pale disc: district only"
POINT_AT = """([x, y]) => {
  const { lat, lng } = window.heldMap.containerPointToLatLng([x, y]);
  return [lng, lat];
}"""


def _row(id_: str, **cells: str) -> dict[str, str]:
    """An event of the record, that is known so far as the test needs it."""
    row = next(row for row in read_rows() if row["id"] == id_)
    assert {name: row[name] for name in cells} == cells
    return row


def _show(page: Page, row: dict[str, str], first: str, last: str, **more: str) -> Drawn:
    """Show an event alone between two days, from near; what the map draws of it."""
    link = {"place": row["place_id"], "category": row["category"], "from": first, "to": last}
    follow_link(page, "?" + urlencode(link | {"view": f"{row['lat']},{row['lon']},9"} | more))
    return drawn_on_map(page)


def _at_mark(page: Page, drawn: Drawn) -> shapely.Point:
    """The point of the ground at which the only mark stands."""
    (mark,) = drawn.marks
    return shapely.Point(page.evaluate(POINT_AT, [mark["x"], mark["y"]]))


def _key(page: Page) -> Any:
    return stage(page).get_by_role("region", name="Key")


@pytest.mark.parametrize(
    ("id_", "precision", "first", "last"),
    [
        ("2020-10-goranboy", "month", "2020-10-01", "2020-10-31"),
        ("2020-09-27-hadrut-b", "day", "2020-09-27", "2020-10-23"),
    ],
)
def test_an_incident_of_some_day_among_several_is_faint_unless_all_are_shown(
    open_page: OpenPage, id_: str, precision: str, first: str, last: str
) -> None:
    row = _row(id_, date=first, date_end=last, date_precision=precision)
    page = open_page()
    watch_drawing(page)

    for start, end in ((first, last), (FIRST, LAST)):
        drawn = _show(page, row, start, end)
        assert (len(drawn.full), len(drawn.faint)) == (1, 0)
        expect(root(page)).to_have_attribute("data-shown", "1")
        expect(_key(page)).not_to_contain_text(MAYBE)
    for start, end in ((first, "2020-10-22"), ("2020-10-02", LAST), ("2020-10-10", "2020-10-10")):
        drawn = _show(page, row, start, end)
        assert (len(drawn.full), len(drawn.faint)) == (0, 1)
        assert 0.3 < drawn.marks[0]["alpha"] < 0.6
        expect(root(page)).to_have_attribute("data-shown", "0")
        expect(_key(page)).to_contain_text(MAYBE)
        expect(incidents(page).get_by_role("button", name=f"1 more {MAYBE}")).to_be_visible()
    drawn = _show(page, row, "2020-11-01", LAST)
    assert drawn.marks == []


def test_an_incident_of_which_only_the_year_is_known_counts_in_the_whole_year(
    open_page: OpenPage,
) -> None:
    row = _row("1992-diplomacy", date="1992-01-01", date_end="1992-12-31", date_precision="year")
    page = open_page("?from=1992-01-01&to=1992-12-31&category=diplomacy")
    expect(incidents(page).get_by_role("button", name=row["title"])).to_be_visible()
    count = int(list_count(page).inner_text().split()[0])

    slider(page, "To date").press("ArrowLeft")

    expect(root(page)).to_have_attribute("data-shown", str(count - 1))
    expect(incidents(page).get_by_role("button", name=row["title"])).to_have_count(0)
    incidents(page).get_by_role("button", name=re.compile("^1 more may be")).click()
    expect(incidents(page).get_by_role("button", name=row["title"])).to_have_class(
        re.compile("tm-row-faint")
    )


def test_the_strip_has_dotted_lines_where_days_are_not_known_and_full_ones_where_they_are(
    open_page: OpenPage,
) -> None:
    page = open_page()
    watch_drawing(page)
    width = strip(page).locator(".tm-track").evaluate("(track) => track.clientWidth")

    for id_, dotted in (("2020-10-goranboy", True), ("2020-09-27-hadrut-b", False)):
        row = _row(id_)
        _show(page, row, FIRST, LAST)
        (line,) = drawn_on_strip(page).lines
        left, right = (
            (count_days(day) - count_days(FIRST)) / 45 * width
            for day in (row["date"], row["date_end"])
        )
        assert line["dotted"] == dotted
        assert abs(line["left"] - left) < 2
        assert abs(line["right"] - right - width / 45) < 2


def test_an_incident_known_to_its_district_stands_in_a_pale_disc_inside_the_district(
    open_page: OpenPage,
) -> None:
    row = _row("2020-10-02-shamkir", location_precision="district")
    town = next(
        row
        for row in read_rows()
        if row["location_precision"] == "town" and row["date"] == "2020-10-04"
    )
    districts = load_districts(ROOT / "geo" / "data")
    own = districts.geometry[
        districts.contains(shapely.Point(float(row["lon"]), float(row["lat"])))
    ]
    page = open_page()
    watch_drawing(page)

    drawn = _show(page, row, row["date"], row["date"])
    ((mark,), (disc,)) = drawn.full, drawn.discs
    assert abs(mark["x"] - disc["x"]) < 1
    assert abs(mark["y"] - disc["y"]) < 1
    assert disc["r"] > 10
    assert re.fullmatch(r"rgba\(.*, 0\.[12]\d*\)", disc["colour"])
    assert own.iloc[0].contains(_at_mark(page, drawn))
    expect(_key(page)).to_contain_text(DISC)

    drawn = _show(page, town, town["date"], town["date_end"] or town["date"])
    assert [disc["r"] for disc in drawn.discs if disc["r"] > 5] == []
    assert (
        shapely.Point(float(town["lon"]), float(town["lat"])).distance(_at_mark(page, drawn)) < 0.01
    )
    expect(_key(page)).not_to_contain_text(DISC)


def test_a_mark_is_full_or_faint_in_every_mode_and_nothing_is_blurred(open_page: OpenPage) -> None:
    page = open_page()
    watch_drawing(page)

    for mode, first, last in (
        ("upto", FIRST, LAST),
        ("between", "2020-10-04", "2020-10-20"),
        ("on", "2020-10-17", "2020-10-17"),
    ):
        follow_link(page, f"?mode={mode}&from={first}&to={last}&view=40,46.5,6")
        drawn = drawn_on_map(page)
        rows = [row for row in read_rows() if touches(row, first, last)]
        assert 0 < len(drawn.full) <= sum(counts(row, first, last) for row in rows)
        assert len({mark["alpha"] for mark in drawn.faint}) == 1
        assert not drawn.blurred
        assert not drawn_on_strip(page).blurred
    blurs = "(all) => all.filter((one) => getComputedStyle(one).filter.includes('blur')).length"
    assert stage(page).locator("*").evaluate_all(blurs) == 0


def test_the_pointer_is_told_that_a_faint_mark_may_be_of_other_days(open_page: OpenPage) -> None:
    row = _row("2020-09-27-hadrut-b")
    page = open_page()
    watch_drawing(page)
    drawn = _show(page, row, "2020-10-10", "2020-10-10")
    box = page.locator("canvas.tm-incidents").bounding_box()
    assert box is not None

    page.mouse.move(box["x"] + drawn.marks[0]["x"], box["y"] + drawn.marks[0]["y"])

    tip = stage(page).get_by_role("tooltip")
    expect(tip).to_contain_text(row["title"])
    expect(tip).to_contain_text(MAYBE)
