"""Who held which district: pale colours of a day that the key names, and words for each district."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
import shapely
from app_server import ROOT, AppServer
from playwright.sync_api import Locator, Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    follow_link,
    parameters,
    pixel_of,
    slider,
    stage,
    wait_parameter,
)
from strip_page import later

from geo.dates import describe_day
from geo.record import Record, load_record

FIRST, LAST = OPENING_WINDOW
TINTS = """() => {
  const found = {};
  window.heldMap.eachLayer((layer) => {
    const path = layer.feature && layer.getElement?.();
    if (path?.dataset.held) found[layer.feature.id] = path.dataset.held;
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
#: Contrast of a token to the ground and to the marks of harm, in a theme.
CONTRASTS = """(root, [theme, token]) => {
  const own = root.dataset.theme;
  root.dataset.theme = theme;
  const light = (name) => {
    const value = getComputedStyle(root).getPropertyValue(name).trim();
    const parts = [1, 3, 5].map((k) => parseInt(value.slice(k, k + 2), 16) / 255);
    const [r, g, b] = parts.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const between = (a, b) => Math.max(a / b, b / a);
  const found = ["--tm-land", "--tm-harm"].map((other) => between(light(token), light(other)));
  root.dataset.theme = own;
  return found;
}"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


def _tints(page: Page) -> dict[str, str]:
    """Districts in colour, and how they are coloured."""
    found: dict[str, str] = page.evaluate(TINTS)
    return found


def _key(page: Page) -> Locator:
    return stage(page).get_by_role("region", name="Key")


def _open_layers(page: Page) -> Locator:
    """The dialog of layers, opened by keys."""
    stage(page).get_by_role("button", name="Layers").press("Enter")
    return page.get_by_role("dialog", name="Layers")


def test_districts_are_pale_by_default_hatched_partly_and_the_key_says_of_which_day(
    open_page: OpenPage,
) -> None:
    page = open_page()

    tints = _tints(page)
    assert len(tints) >= 7
    assert set(tints.values()) == {"full", "hatched"}
    assert "held" not in parameters(page)
    for id_, tint in tints.items():
        assert ("tm-hatch" in page.evaluate(FILL, id_)) == (tint == "hatched")
    for theme in ("light", "dark"):
        for token in ("--tm-held", "--tm-held-partly"):
            to_land, to_mark = page.locator(".tm-root").evaluate(CONTRASTS, [theme, token])
            assert 1.05 < to_land < 2
            assert to_mark >= 3
    expect(_key(page)).to_contain_text("held by Armenian or Karabakh forces")
    expect(_key(page)).to_contain_text("partly held by each side on 27 Sep")


def test_a_range_shows_its_first_day_and_the_other_modes_their_last(open_page: OpenPage) -> None:
    page = open_page("?from=2020-11-07&to=2020-11-20")
    assert _tints(page)["AZ-SUS"] == "full"

    slider(page, "To date").press("ArrowLeft")
    expect(_key(page)).to_contain_text("on 7 Nov")
    slider(page, "From date").press("ArrowRight")
    expect(_key(page)).to_contain_text("on 8 Nov")
    assert _tints(page)["AZ-SUS"] == "hatched"
    follow_link(page, "?mode=upto&from=2020-09-27&to=2020-11-07")
    expect(_key(page)).to_contain_text("on 7 Nov")
    assert _tints(page)["AZ-SUS"] == "full"


def test_a_district_changes_on_the_day_of_its_event(open_page: OpenPage) -> None:
    page = open_page()

    for district, day, before, after in (
        ("AZ-AGM", "2020-11-20", "hatched", ""),
        ("AZ-SUS", "2020-11-08", "full", "hatched"),
        ("AZ-CAB", "2020-11-10", "hatched", ""),
        ("AZ-KAL", "2020-11-25", "full", "hatched"),
        ("AZ-LAC", "2022-08-26", "hatched", ""),
        ("AZ-XVD", "2023-09-20", "hatched", ""),
    ):
        for shown, tint in ((later(day, -1), before), (day, after)):
            follow_link(page, f"?mode=on&to={shown}")
            assert _tints(page).get(district, "") == tint, f"{district} {shown}"
    follow_link(page, "?mode=on&to=1993-04-30")
    assert _tints(page) == {}


def test_words_for_every_district_are_reached_by_keys(open_page: OpenPage, record: Record) -> None:
    day = datetime.date(2020, 10, 20)
    page = open_page(f"?mode=on&to={day}")

    dialog = _open_layers(page)
    expect(dialog.locator(":focus")).to_have_count(1)
    expect(dialog).to_contain_text(f"Who held what on {describe_day(day)}")
    summary = dialog.locator("summary")
    for _ in range(9):
        page.keyboard.press("Tab")
        if summary.evaluate("(one) => one === document.activeElement"):
            break
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    told = dialog.locator("details")
    for id_ in {*_tints(page), "AZ-QAZ"}:
        name, kind = record.districts.loc[id_, ["name_en", "kind"]]
        expect(told).to_contain_text(f"{name} {kind}: ")
    expect(dialog).to_contain_text("contested, or known from one side alone")

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(stage(page).get_by_role("button", name="Layers")).to_be_focused()
    follow_link(page, "?mode=on&to=1993-04-30")
    expect(_open_layers(page)).to_contain_text("Told from 12 May 1994 to 31 December 2023 only.")


def test_the_layers_switch_colours_off_which_the_link_says_and_nobody_is_asked(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit()
    page = opened.open(f"{site.url}view/")
    page.wait_for_load_state("networkidle")
    quiet = len(opened.sent)

    box = _open_layers(page).get_by_role("checkbox", name="Who held what")
    box.press("Space")
    wait_parameter(page, "held", "no")
    assert _tints(page) == {}
    expect(_key(page)).not_to_contain_text("held by")
    expect(page.get_by_role("dialog", name="Layers")).not_to_contain_text("Who held what on")
    assert [url for url in opened.sent[quiet:] if not url.endswith(".png")] == []

    again = opened.open(page.url)
    assert _tints(again) == {}
    box = _open_layers(again).get_by_role("checkbox", name="Who held what")
    expect(box).not_to_be_checked()
    box.check()
    wait_parameter(again, "held", None)
    assert _tints(again) != {}


def test_the_pointer_is_told_who_held_a_district(open_page: OpenPage, record: Record) -> None:
    page = open_page("?mode=on&to=2019-02-01")

    page.mouse.move(*_free_pixel(page, record, "AZ-KAL"))

    tip = stage(page).get_by_role("tooltip")
    expect(tip).to_contain_text("Kalbajar district")
    rows = record.control[record.control["district_id"] == "AZ-KAL"]
    expect(tip).to_contain_text(re.sub(r"\s+", " ", rows["note"].iloc[0])[:60])


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
