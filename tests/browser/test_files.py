"""The files of the record change while the app runs, and hold rows that cannot be used."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

from app_server import AppServer
from playwright.sync_api import Page, expect
from reading import Visit, expect_shown, read_rows, root, whole_record

from geo.tables.schema import CLAIMS

Rows = list[dict[str, str]]


def _write_rows(folder: Path, rows: Rows) -> None:
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _with_cell(row_number: int, column: str, value: str) -> Callable[[Path], None]:
    """A change of one cell; the header is row 1."""

    def change(folder: Path) -> None:
        rows = read_rows(folder / "events.csv")
        rows[row_number - 2][column] = value
        _write_rows(folder, rows)

    return change


def _add_claim(folder: Path, event: str) -> None:
    """One more row of claims: what the first source says of an event."""
    path = folder / CLAIMS.file
    claims = read_rows(path)
    plain = next(row for row in claims if not (row["denies"] or row["origin"] or row["accuses"]))
    row = {**plain, "id": f"{event}-1", "event_id": event}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, claims[0], lineterminator="\n").writerow(row)


def _fault(page: Page) -> str:
    notice = page.get_by_role("alert").filter(has_text="the last good record")
    expect(notice).to_be_visible()
    return notice.inner_text()


def test_a_visit_after_the_file_broke_sees_the_last_good_record_and_what_is_wrong(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    events = server.folder / "events.csv"
    good = events.read_bytes()
    whole = whole_record()
    count = len(read_rows(events))

    events.write_bytes(good.replace(b"id,title,date,", b"id,name,date,", 1))
    page = visit().open(server.url + whole)
    expect_shown(page, count)
    assert "events.csv row 1, title: is not in the header" in _fault(page)
    assert server.health()["status"] == "serving the last good record"
    assert "row 1, title" in server.health()["fault"]

    events.unlink()
    page = visit().open(server.url + whole)
    expect_shown(page, count)
    assert "events.csv: the file is missing" in _fault(page)

    events.write_bytes(good)
    page = visit().open(server.url + whole)
    expect_shown(page, count)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert server.health()["status"] == "ok"


def test_a_new_row_is_seen_by_the_next_visit_without_a_restart(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    rows = read_rows(server.folder / "events.csv")
    link = f"{server.url}?from=2020-10-28&to=2020-10-28"
    opened = visit()
    page = opened.open(link)
    count = int(root(page).get_attribute("data-shown") or "")
    model = next(row for row in rows if row["place_id"] == "barda" and row["lon"])
    added = {**model, "id": "added-row", "title": "A row that was added", "date": "2020-10-28"}
    added |= {"date_end": "", "date_precision": "day"}

    _add_claim(server.folder, "added-row")
    _write_rows(server.folder, [*rows, added])

    later = opened.open(f"{link}&q=added")
    expect_shown(later, 1)
    expect(later.locator(".st-key-incidents")).to_contain_text("A row that was added")
    expect_shown(visit().open(link), count + 1)
    expect_shown(page, count)


def test_a_row_with_a_problem_is_set_aside_and_named_and_the_others_are_used(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(_with_cell(40, "lat", "91.2"))
    count = len(read_rows(server.folder / "events.csv"))
    page = visit().open(server.url + whole_record())

    expect_shown(page, count - 1)
    page.get_by_text(re.compile(r"rows? of the record (is|are) set aside: see why")).click()

    words = "events.csv row 40, lat: 91.2 is outside -90..90; swapped with lon?"
    expect(page.get_by_text(words)).to_be_visible()
    assert server.health()["counts"]["set_aside"]["events.csv"] == 1
    assert server.health()["problems"][0] == words
    assert all("events.csv" in problem for problem in server.health()["problems"])


def test_several_rows_with_problems_are_all_named(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    def change(folder: Path) -> None:
        _with_cell(10, "category", "<b>riot</b>")(folder)
        _with_cell(11, "place_id", "no-such-place")(folder)

    server = serve_copy(change)
    page = visit().open(server.url)

    page.get_by_text(re.compile("rows of the record are set aside: see why")).click()

    for words in (
        "events.csv row 10, category: <b>riot</b> is not one of the allowed values; use one of: ",
        "events.csv row 11, place_id: no-such-place is not in geo/data/places.csv; add ",
    ):
        expect(page.get_by_text(words)).to_be_visible()
