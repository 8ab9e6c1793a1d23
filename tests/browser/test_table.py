"""The table: the same incidents as the list, in any order, with the columns that a reader wants."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app_server import AppServer
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    card,
    card_title,
    count_rows,
    counts,
    expect_shown,
    incidents,
    near,
    pixel_of,
    read_rows,
    slider,
    wait_parameter,
)

#: So tall that all rows of the war are in view at once.
TALL = ViewportSize(width=1440, height=6400)
COLUMNS = ["Date", "Incident", "Place", "What", "Evidence", "Harm"]
#: The cells of the rows in view, row by row.
READ_CELLS = """() => [...document.querySelectorAll(".tm-table-row")]
  .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
  .map((row) => [...row.children].map((cell) => cell.innerText.trim()))"""
#: Whether words stand in the order in which the page puts them, empty ones last.
IN_ORDER = """([words, sign]) => {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return words.every((word, k) => !k || word === "" || (words[k - 1] !== "" && sign * compare(words[k - 1], word) <= 0));
}"""
#: How many pixels of the outline of a selected mark lie around a pixel of the page.
OUTLINE = """([x, y]) => {
  const canvas = document.querySelector("canvas.tm-incidents");
  const box = canvas.getBoundingClientRect();
  const scale = canvas.width / box.width;
  const probe = document.createElement("span");
  probe.style.color = "var(--tm-strong)";
  canvas.closest(".tm-root").append(probe);
  const wanted = getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  probe.remove();
  const side = 40 * scale;
  const { data } = canvas.getContext("2d").getImageData((x - box.left) * scale - side / 2, (y - box.top) * scale - side / 2, side, side);
  let found = 0;
  for (let k = 0; k < data.length; k += 4) found += wanted.every((part, c) => Math.abs(data[k + c] - part) < 12) && data[k + 3] > 240;
  return found;
}"""


def _table(page: Page) -> Locator:
    return page.get_by_role("table", name="Incidents")


def _cells(page: Page) -> list[list[str]]:
    cells: list[list[str]] = page.evaluate(READ_CELLS)
    return cells


def _head(page: Page, words: str) -> Locator:
    return _table(page).get_by_role("columnheader", name=words, exact=True)


def test_the_table_has_the_rows_of_the_list_and_says_how_many(open_page: OpenPage) -> None:
    page = open_page("?show=table", viewport=TALL)
    count = count_rows(*OPENING_WINDOW)

    expect_shown(page, count)
    caption = page.get_by_role("region", name="Table").get_by_role("heading")
    expect(caption).to_have_text(f"{count} incidents, 27 September to 10 November 2020")
    expect(_table(page).get_by_role("columnheader")).to_have_text(COLUMNS)
    expect(_table(page)).to_have_attribute("aria-rowcount", str(count + 1))
    expect(incidents(page).locator(".tm-row-title")).to_have_count(count)
    titles = incidents(page).locator(".tm-row-title").all_inner_texts()
    assert [row[1] for row in _cells(page)] == titles
    assert set(titles) <= {row["title"] for row in read_rows()}

    slider(page, "To date").press("PageDown")
    fewer = count_rows(OPENING_WINDOW[0], "2020-11-03")
    expect(caption).to_have_text(f"{fewer} incidents, 27 September to 3 November 2020")
    kept = {row["title"] for row in read_rows() if counts(row, OPENING_WINDOW[0], "2020-11-03")}
    assert [row[1] for row in _cells(page)] == [title for title in titles if title in kept]


def test_every_column_but_harm_puts_the_rows_in_order_both_ways(
    open_page: OpenPage, site: AppServer
) -> None:
    words = site.record()["vocabulary"]
    keys = ",".join(column["key"] for column in words["columns"])
    columns = [column["label"] for column in words["columns"]]
    lists = {
        name: [term["label"] for term in words[key]]
        for name, key in (("What", "categories"), ("Evidence", "evidence"))
    }
    days = {row["title"]: row["date"] for row in read_rows()}
    link = "&".join(f"columns={key}" for key in keys.split(","))
    page = open_page(f"?show=table&{link}", viewport=TALL)
    expect(_table(page).get_by_role("columnheader")).to_have_text(columns)
    everything = sorted(map(tuple, _cells(page)))

    for column, name in enumerate(columns):
        if name == "Harm":
            expect(_head(page, name).get_by_role("button")).to_have_count(0)
            continue
        for order, sign in _orders(name):
            _head(page, name).get_by_role("button").click()
            expect(_head(page, name)).to_have_attribute("aria-sort", order)
            cells = _cells(page)
            assert sorted(map(tuple, cells)) == everything
            if name == "Date":
                values: list[Any] = [days[row[1]] for row in cells]
            elif name in lists:
                values = [lists[name].index(row[column]) for row in cells]
            else:
                texts = [row[column] for row in cells]
                assert page.evaluate(IN_ORDER, [texts, sign]), (name, order)
                continue
            assert values == sorted(values, reverse=sign < 0), (name, order)


def _orders(name: str) -> list[tuple[str, int]]:
    """What two presses on the head of a column lead to; by date the rows stand already."""
    both = [("ascending", 1), ("descending", -1)]
    return both[::-1] if name == "Date" else both


def test_columns_are_chosen_and_stay_in_the_link(
    open_page: OpenPage, visit: Callable[..., Visit]
) -> None:
    page = open_page("?show=table&sort=-claims")
    button = page.get_by_role("button", name="Columns")
    boxes = page.get_by_role("group", name="Columns")

    button.click()
    expect(boxes.get_by_role("checkbox", name="Incident")).to_have_count(0)
    boxes.get_by_role("checkbox", name="Harm", exact=True).uncheck()
    boxes.get_by_role("checkbox", name="Claims").check()
    chosen = [*COLUMNS[:-1], "Claims"]
    expect(_table(page).get_by_role("columnheader")).to_have_text(chosen)
    page.keyboard.press("Escape")
    expect(boxes).to_be_hidden()
    expect(button).to_be_focused()

    again = visit().open(page.url)
    expect(_table(again).get_by_role("columnheader")).to_have_text(chosen)
    expect(_head(again, "Claims")).to_have_attribute("aria-sort", "descending")
    numbers = [int(row[-1]) for row in _cells(again)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 5
    page.go_back()
    expect(_table(page).get_by_role("columnheader")).to_have_text(COLUMNS[:-1])


def test_a_row_opens_its_card_and_is_selected_on_the_map(open_page: OpenPage) -> None:
    event = next(row for row in read_rows() if row["id"] == "2020-10-04-beylagan")
    page = open_page(near(event, **{"from": event["date"], "to": event["date"]}))
    at = [*pixel_of(page, float(event["lon"]), float(event["lat"]))]
    bare = page.evaluate(OUTLINE, at)
    page.get_by_role("navigation").get_by_role("button", name="Table").click()
    row = _table(page).get_by_role("row").filter(has_text=event["title"])

    row.get_by_role("cell").last.click()

    expect(card_title(page)).to_have_text(event["title"])
    wait_parameter(page, "event", event["id"])
    expect(row.get_by_role("button")).to_have_attribute("aria-current", "true")
    page.get_by_role("navigation").get_by_role("button", name="Map").click()
    wait_parameter(page, "show", None)
    expect(card_title(page)).to_have_text(event["title"])
    page.wait_for_function(f"([at, bare]) => ({OUTLINE})(at) > bare + 50", arg=[at, bare])


def test_the_table_is_read_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page("?show=table")
    titles = [row[1] for row in _cells(page)]
    rows = _table(page).locator("tbody").get_by_role("button")

    _head(page, "Evidence").get_by_role("button").focus()
    page.keyboard.press("Tab")
    expect(rows.first).to_be_focused()
    for key, place in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1)):
        page.keyboard.press(key)
        expect(rows.filter(has_text=titles[place])).to_be_focused()
    page.keyboard.press("Enter")
    expect(card_title(page)).to_have_text(titles[1])
    expect(rows.filter(has_text=titles[1])).to_be_focused()
    page.keyboard.press("End")
    last = _table(page).locator(".tm-table-row:has(:focus)")
    expect(last).to_be_in_viewport()
    expect(last).to_contain_text("10 November 2020")
    expect(last).to_have_attribute("aria-rowindex", str(count_rows(*OPENING_WINDOW) + 1))
    card(page).get_by_role("button", name="Close the incident").click()
    expect(rows.filter(has_text=titles[1])).to_be_focused()


def test_what_is_shown_is_taken_away_as_tables(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("?show=table&place=barda&from=2020-10-28&to=2020-10-28")
    shown = {row[1] for row in _cells(page)}
    ids = {row["id"] for row in read_rows() if row["title"] in shown}
    assert ids

    table = page.get_by_role("region", name="Table")
    table.get_by_role("button", name="Download", exact=True).click()
    dialog = page.get_by_role("dialog", name="Download")
    for words, column in (("Incidents", "id"), ("Claims on them", "event_id")):
        with page.expect_download() as waiting:
            group = dialog.get_by_role("group", name=words, exact=True)
            group.get_by_role("link", name="CSV", exact=True).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        with path.open(encoding="utf-8", newline="") as file:
            assert {row[column] for row in csv.DictReader(file)} == ids
