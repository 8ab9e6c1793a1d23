"""Present: the screen of a projector, one caption, keys and clickers, both sides' totals, leaving."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import OpenPage, parameters, root, wait_parameter

from geo.record import load_record

RECORD = load_record(Path(__file__).resolve().parents[2])
BARDA = "2020-10-28-barda"
DAY = f"?present=yes&from=2020-10-28&to=2020-10-28&mode=on&event={BARDA}"
MOST_WORDS = 45
#: Height of the screen, lines -> least height of the letters of a name on it, pixels.
SIZES = {720: 16, 1080: 24}
NAME_PX = """(name) => {
  const { fontSize } = getComputedStyle(name);
  return parseFloat(fontSize) * name.getBoundingClientRect().height / name.offsetHeight;
}"""


def _caption(page: Page) -> Locator:
    return page.get_by_role("region", name="Caption", exact=True)


def _words(page: Page) -> list[str]:
    return re.findall(r"[^\W_][\w'’-]*", _caption(page).inner_text())


@pytest.mark.parametrize("lines", SIZES)
def test_type_is_as_large_as_the_back_row_needs(open_page: OpenPage, lines: int) -> None:
    page = open_page(DAY, viewport=ViewportSize(width=lines * 16 // 9, height=lines))
    name = page.locator("button.tm-name", has_text="Barda").first
    expect(name).to_be_visible()
    size = name.evaluate(NAME_PX)
    assert size >= SIZES[lines]
    date = page.locator(".tm-dates").evaluate(NAME_PX)
    assert date >= 2.9 * size


def test_nothing_but_map_caption_bars_and_buttons_is_there(open_host: OpenPage) -> None:
    page = open_host(DAY)
    for part in (".tm-header", ".tm-panel", ".tm-tools", ".tm-strip-modes", ".tm-key"):
        expect(page.locator(part)).to_be_hidden()
    expect(_caption(page)).to_contain_text("Cluster rockets on Barda")
    expect(_caption(page)).to_contain_text("Denied by Defence Ministry of Armenia")
    assert len(_words(page)) <= MOST_WORDS + 8  # day and place stand below the title
    mark = page.evaluate(
        "(id) => { const box = document.querySelector('.tm-caption-card').getBoundingClientRect();"
        " return [box.right <= innerWidth, box.bottom <= innerHeight]; }",
        BARDA,
    )
    assert mark == [True, True]


def test_keys_of_a_clicker_step_through_the_incidents(open_page: OpenPage) -> None:
    page = open_page("?present=yes&from=2020-10-04&to=2020-10-05")
    events = RECORD.events.set_index("id")["title"]
    seen = []
    for _ in range(3):
        before = parameters(page).get("event", [""])[0]
        page.keyboard.press("PageDown")
        page.wait_for_function(
            "(before) => (new URL(location.href).searchParams.get('event') ?? '') !== before",
            arg=before,
        )
        seen.append(parameters(page)["event"][0])
        expect(_caption(page)).to_contain_text(events[seen[-1]])
    assert len(set(seen)) == 3
    page.keyboard.press("PageUp")
    wait_parameter(page, "event", seen[1])
    page.keyboard.press("Shift+ArrowRight")
    wait_parameter(page, "mode", "on")


def test_b_blanks_the_screen_and_any_step_brings_it_back(open_page: OpenPage) -> None:
    page = open_page(DAY)
    page.keyboard.press("b")
    expect(page.locator(".tm-present-blank")).to_be_visible()
    page.keyboard.press("PageDown")
    expect(page.locator(".tm-present-blank")).to_be_hidden()
    wait_parameter(page, "event", BARDA)


def test_totals_of_both_sides_stand_side_by_side(open_page: OpenPage) -> None:
    page = open_page("?present=yes")
    page.get_by_role("button", name="Totals of both sides (A)").click()
    over = page.get_by_role("region", name="Totals of both sides")
    expect(over.get_by_role("heading", level=3)).to_have_text(
        ["Azerbaijani civilians or area", "Armenian or Karabakh civilians or area"]
    )
    boxes = [column.bounding_box() for column in over.locator(".tm-over-column").all()]
    assert len({box["y"] for box in boxes if box}) == 1
    page.keyboard.press("a")
    expect(over).to_be_hidden()


def test_the_claims_of_a_card_fill_the_width(open_page: OpenPage) -> None:
    page = open_page(DAY)
    expect(_caption(page)).to_contain_text("Cluster rockets")
    page.keyboard.press("c")
    over = page.get_by_role("region", name="Claims", exact=True)
    for claim in RECORD.assessments[BARDA].claims:
        expect(over).to_contain_text(claim.paraphrase)
    page.keyboard.press("Escape")
    expect(over).to_be_hidden()
    expect(root(page)).to_have_attribute("data-present", "")


def test_present_begins_by_its_button_or_f_and_ends_by_escape(open_host: OpenPage) -> None:
    page = open_host(f"?event={BARDA}")
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Present what is shown (F)").click()
    expect(root(page)).to_have_attribute("data-present", "")
    wait_parameter(page, "present", "yes")
    page.get_by_role("button", name="Leave Present (Esc)").click()
    expect(root(page)).not_to_have_attribute("data-present", "")
    wait_parameter(page, "present", None)
    page.locator(".tm-card-title").press("f")
    expect(root(page)).to_have_attribute("data-present", "")
    expect(page.locator(".tm-header")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".tm-header")).to_be_visible()


def test_typing_an_f_into_the_search_is_typing(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("searchbox").press("f")
    expect(page.get_by_role("searchbox")).to_have_value("f")
    expect(root(page)).not_to_have_attribute("data-present", "")


def test_the_slider_follows_the_hand_at_the_larger_size(open_page: OpenPage) -> None:
    page = open_page("?present=yes", viewport=ViewportSize(width=1920, height=1080))
    handle = page.get_by_role("slider", name="To date")
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=4)
    page.mouse.up()
    moved = handle.bounding_box()
    assert moved is not None
    assert abs((x - 200) - (moved["x"] + moved["width"] / 2)) < 25
