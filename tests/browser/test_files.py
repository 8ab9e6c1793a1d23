"""The files of the record change while the app runs, and hold rows that cannot be used."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

from app_server import AppServer
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    Visit,
    count_rows,
    expect_shown,
    incidents,
    notices,
    read_rows,
    root,
)

from geo.dates import EPOCH
from geo.tables.schema import CLAIMS

HOSTS = ("", "view/")
BROKEN = "what is shown is the last good record"

Rows = list[dict[str, str]]
#: Three rows of events.csv whose events have a point at a town; the header is row 1.
DAMAGED = [
    number for number, row in enumerate(read_rows(), 2) if row["location_precision"] == "town"
][:3]
WRONG = (("category", "<b>riot</b>"), ("place_id", "no-such-place"), ("lat", "91.2"))


def _write_rows(folder: Path, rows: Rows) -> None:
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _break_cells(folder: Path) -> None:
    """Cells of three rows that are wrong."""
    rows = read_rows(folder / "events.csv")
    for number, (column, value) in zip(DAMAGED, WRONG, strict=True):
        rows[number - 2][column] = value
    _write_rows(folder, rows)


def _add_claim(folder: Path, event: str) -> None:
    """One more row of claims: what the first source says of an event."""
    path = folder / CLAIMS.file
    claims = read_rows(path)
    plain = next(row for row in claims if not (row["denies"] or row["origin"] or row["accuses"]))
    row = {**plain, "id": f"{event}-1", "event_id": event}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, claims[0], lineterminator="\n").writerow(row)


def _expect_broken(page: Page, words: str) -> None:
    notice = notices(page).filter(has_text=BROKEN)
    expect(notice).to_contain_text(words)
    expect_shown(page, count_rows(*OPENING_WINDOW))


def test_a_visit_after_the_file_broke_sees_the_last_good_record_and_what_is_wrong(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    events = server.folder / "events.csv"
    good = events.read_bytes()

    events.write_bytes(good.replace(b"id,title,date,", b"id,name,date,", 1))
    server.wait_for(lambda health: health["fault"])
    for path in HOSTS:
        page = visit().open(server.url + path)
        _expect_broken(page, "events.csv row 1, title: is not in the header")
    assert server.health()["status"] == "serving the last good record"
    assert "row 1, title" in server.health()["fault"]

    events.unlink()
    server.wait_for(lambda health: "missing" in health["fault"])
    _expect_broken(visit().open(f"{server.url}view/"), "events.csv: the file is missing")

    events.write_bytes(good)
    server.wait_for(lambda health: not health["fault"])
    page = visit().open(f"{server.url}view/")
    expect_shown(page, count_rows(*OPENING_WINDOW))
    expect(notices(page)).to_have_count(0)
    assert server.health()["status"] == "ok"


def test_ten_thousand_damaged_rows_are_counted_and_the_others_are_shown(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    rows = read_rows()
    damaged = [{**rows[0], "id": f"damaged-{n}", "category": f"riot {n}"} for n in range(10_000)]
    server = serve_copy(lambda folder: _write_rows(folder, [*rows, *damaged]))

    for path in HOSTS:
        page = visit().open(server.url + path)
        expect_shown(page, count_rows(*OPENING_WINDOW))
        notice = notices(page)
        expect(notice).to_contain_text("10,000 rows of the record are set aside")
        notice.get_by_text("see why").click()
        first = f"events.csv row {len(rows) + 2}, category: riot 0 is not one of the allowed values"
        expect(notice.get_by_text(first)).to_be_visible()
    assert server.health()["counts"]["events"] == len(rows)


def test_a_new_row_is_seen_by_the_next_visit_without_a_restart(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    rows = read_rows(server.folder / "events.csv")
    day = "2020-10-28"
    link = f"view/?from={day}&to={day}"
    opened = visit()
    page = opened.open(server.url + link)
    count = int(root(page).get_attribute("data-shown") or "")
    model = next(row for row in rows if row["place_id"] == "barda" and row["lon"])
    added = {**model, "id": "added-row", "title": "A row that was added", "date": day}
    added |= {"date_end": "", "date_precision": "day"}

    _add_claim(server.folder, "added-row")
    _write_rows(server.folder, [*rows, added])
    server.wait_for(lambda health: health["counts"]["events"] == len(rows) + 1)

    later = opened.open(f"{server.url}{link}&q=added")
    expect_shown(later, 1)
    expect(incidents(later)).to_contain_text("A row that was added")
    for path in HOSTS:
        expect_shown(visit().open(f"{server.url}{path}?from={day}&to={day}"), count + 1)
    expect_shown(page, count)


def test_a_record_of_one_event_is_shown(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    """All else of the record is set aside with the events that it needs."""
    event = next(row for row in read_rows() if row["id"] == "2020-10-28-barda")
    server = serve_copy(lambda folder: _write_rows(folder, [event]))
    page = visit().open(f"{server.url}view/")

    expect_shown(page, 1)
    expect(incidents(page)).to_contain_text(event["title"])
    assert {span["state"] for row in server.record()["control"] for span in row["spans"]} == {
        "unknown"
    }


def test_rows_with_problems_are_set_aside_and_named_and_the_others_are_used(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(_break_cells)
    whole = server.record()["periods"][-1]
    first, last = (EPOCH + datetime.timedelta(whole[key]) for key in ("start", "end"))
    page = visit().open(f"{server.url}view/?from={first}&to={last}")

    used = [row for number, row in enumerate(read_rows(), 2) if number not in DAMAGED]
    expect_shown(page, sum(row["overview"] == "no" for row in used))
    assert server.health()["counts"]["set_aside"]["events.csv"] == 3
    # The claims on what was set aside are problems too.
    problems = server.record()["problems"]
    assert len(problems["causes"]) == 3
    assert problems["count"] > 3
    notice = notices(page)
    aside = sum(server.health()["counts"]["set_aside"].values())
    expect(notice).to_contain_text(f"{aside} rows of the record are set aside")
    notice.get_by_text("see why").click()
    for words in (
        f"events.csv row {DAMAGED[0]}, category: <b>riot</b> is not one of the allowed values; use one of: ",
        f"events.csv row {DAMAGED[1]}, place_id: no-such-place is not in geo/data/places.csv; add ",
        f"events.csv row {DAMAGED[2]}, lat: 91.2 is outside -90..90; swapped with lon?",
    ):
        expect(notice.get_by_text(words)).to_be_visible()
    follows = notice.get_by_text("needs a row of events.csv that was set aside").first
    expect(follows).to_be_hidden()
    notice.get_by_text("rows that need one of these").click()
    expect(follows).to_be_visible()
