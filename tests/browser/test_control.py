"""Who held which district: colours for the To date, words in the list and under the pointer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from playwright.sync_api import Page, expect
from reading import OpenPage, parameters, pixel_of, root, slider, wait_parameter

from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parents[2]
HOLDERS = """() => {
  const found = {};
  window.heldMap.eachLayer((layer) => {
    const path = layer.feature && layer.getElement?.();
    if (path?.dataset.holder) found[layer.feature.id] = path.dataset.holder;
  });
  return found;
}"""
FILL = """(id) => {
  let fill;
  window.heldMap.eachLayer((layer) => {
    if (layer.feature?.id === id) fill = getComputedStyle(layer.getElement()).fill;
  });
  return fill;
}"""


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def holders(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(HOLDERS)
    return found


def switch(page: Page) -> None:
    page.get_by_role("checkbox", name="Who held what").check()
    expect(root(page)).to_have_attribute("data-held", "")


def test_the_districts_have_no_colour_until_asked_for(open_page: OpenPage) -> None:
    page = open_page()
    assert holders(page) == {}
    switch(page)
    assert len(holders(page)) >= 12
    wait_parameter(page, "held", "yes")
    page.get_by_role("checkbox", name="Who held what").uncheck()
    expect(root(page)).not_to_have_attribute("data-held", "")
    assert holders(page) == {}
    assert "held" not in parameters(page)


@pytest.mark.parametrize(
    ("district", "day", "before", "after"),
    [
        ("AZ-AGM", "2020-11-20", "divided", "azerbaijani"),
        ("AZ-SUS", "2020-11-08", "armenian", "divided"),
        ("AZ-CAB", "2020-11-10", "divided", "azerbaijani"),
        ("AZ-KAL", "2020-11-25", "armenian", "divided"),
        ("AZ-LAC", "2022-08-26", "divided", "azerbaijani"),
        ("AZ-XVD", "2023-09-20", "divided", "azerbaijani"),
    ],
)
def test_a_district_changes_on_the_day_of_its_event(
    open_page: OpenPage, district: str, day: str, before: str, after: str
) -> None:
    page = open_page(f"?from={day}&to={day}&held=yes")
    assert holders(page)[district] == after
    to_date = slider(page, "From date")
    to_date.press("ArrowLeft")
    slider(page, "To date").press("ArrowLeft")
    expect(root(page)).not_to_have_attribute("data-to", day)
    assert holders(page)[district] == before


def test_divided_districts_are_hatched_and_wholly_held_ones_differ_by_pattern(
    open_page: OpenPage,
) -> None:
    page = open_page("?from=2020-11-22&to=2020-11-22&held=yes")
    found = holders(page)
    fills = {state: page.evaluate(FILL, id_) for id_, state in found.items()}
    assert "tm-hatch" in fills["divided"]
    assert "tm-dots" in fills["armenian"]
    assert fills["azerbaijani"].startswith("rgb")


def test_the_list_names_every_district_of_the_day(open_page: OpenPage, record: Record) -> None:
    page = open_page("?to=2020-10-20&held=yes")
    section = page.get_by_role("region", name="Who held which district")
    expect(section).to_contain_text("Who held what on 20 October 2020")
    text = section.inner_text()
    for id_ in holders(page):
        assert f"{record.districts.loc[id_, 'name_en']} {record.districts.loc[id_, 'kind']}" in text
    for words in ("Azerbaijani forces or authorities", "partly each", "contested"):
        assert words in text


def test_before_1994_nothing_is_told(open_page: OpenPage) -> None:
    page = open_page("?from=1993-04-01&to=1993-04-30&held=yes")
    assert holders(page) == {}
    section = page.get_by_role("region", name="Who held which district")
    expect(section).to_contain_text("Told from 12 May 1994 to 31 December 2023 only.")


def test_the_pointer_is_told_who_held_what_and_what_is_not_known(
    open_page: OpenPage, record: Record
) -> None:
    page = open_page("?from=2019-02-01&to=2019-02-01&held=yes")
    page.mouse.move(*_free_pixel(page, record, "AZ-KAL"))
    tip = page.get_by_role("tooltip")
    expect(tip).to_contain_text("Kalbajar district: Armenian or Karabakh forces or authorities")
    rows = record.control[record.control["district_id"] == "AZ-KAL"]
    note = rows["note"].iloc[0]
    if note:
        expect(tip).to_contain_text(re.sub(r"\s+", " ", note)[:60])


def _free_pixel(page: Page, record: Record, district: str) -> tuple[float, float]:
    """A pixel inside a district that no name covers."""
    area = record.districts.geometry[district]
    west, south, east, north = area.bounds
    for step in range(1, 20):
        point = shapely.Point(west + (east - west) * step / 20, (south + north) / 2)
        x, y = pixel_of(page, point.x, point.y)
        over = "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('button'))"
        if area.contains(point) and not page.evaluate(over, [x, y]):
            return x, y
    raise AssertionError(f"names cover all of {district}")


def test_colouring_sends_nothing(open_page: OpenPage) -> None:
    page = open_page("?held=yes&to=2020-11-01")
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("checkbox", name="Who held what").uncheck()
    page.get_by_role("checkbox", name="Who held what").check()
    expect(root(page)).to_have_attribute("data-held", "")
    # A browser may ask for the page's icon again when the address changes.
    assert [url for url in requests if not url.endswith(".png")] == []
