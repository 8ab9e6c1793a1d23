"""A category that is added in one place has its mark, its word in the key, its filter and its card."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app_server import ROOT, AppServer
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    Visit,
    card,
    counts,
    expect_shown,
    filter_button,
    filter_chips,
    filter_value,
    follow_link,
    incidents,
    near,
    pixel_of,
    read_rows,
    stage,
    wait_painted,
)

from geo.record import load_record
from geo.tables.schema import CATEGORY_KINDS, EVIDENCE_FILLS, FILLS

Row = dict[str, str]
CATEGORY, SHAPE = "drone sighting", "circle"
BEFORE = 'CategoryKind("infrastructure", "hexagon"),'
#: Which pixels around a pixel of the page have one of the two colours of marks.
MARK_AT = """([x, y]) => {
  const canvas = document.querySelector("canvas.tm-incidents");
  const box = canvas.getBoundingClientRect();
  const root = canvas.closest(".tm-root");
  const probe = document.createElement("span");
  root.append(probe);
  const colours = ["harm", "other"].map((name) => {
    probe.style.color = `var(--tm-${name})`;
    return getComputedStyle(probe).color.match(/\\d+/g).map(Number);
  });
  probe.remove();
  const { data } = canvas.getContext("2d").getImageData(Math.round(x - box.left - 10), Math.round(y - box.top - 10), 20, 20);
  const near = (k, colour) => data[k + 3] > 128 && colour.every((part, c) => Math.abs(data[k + c] - part) < 60);
  const family = colours.map((colour) => Array.from({ length: 400 }, (_, k) => near(4 * k, colour)));
  const sizes = family.map((mask) => mask.filter(Boolean).length);
  const other = sizes[1] > sizes[0];
  return { other, mask: family[Number(other)].flatMap((on, k) => (on ? [k] : [])) };
}"""


def _add(folder: Path, event: str) -> None:
    """Add the category in its one place, and give it to an event."""
    schema = folder / "geo" / "tables" / "schema.py"
    text = schema.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    added = f'{BEFORE}\n    CategoryKind("{CATEGORY}", "{SHAPE}"),'
    schema.write_text(text.replace(BEFORE, added), encoding="utf-8")
    events = folder / "events.csv"
    rows = [row | ({"category": CATEGORY} if row["id"] == event else {}) for row in read_rows()]
    with events.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _looks(served: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Event -> shape and fill of its mark."""
    events, words = served["events"], served["vocabulary"]
    return {
        id_: (words["categories"][category]["shape"], words["evidence"][level]["fill"])
        for id_, category, level in zip(
            events["id"], events["category"], events["evidence"], strict=True
        )
    }


def _mark(page: Page, row: dict[str, str]) -> tuple[bool, set[int]]:
    """The mark of an event that has its point to itself: whether it is of no harm, and its pixels."""
    follow_link(page, near(row, **{"from": row["date"], "to": row["date"]}))
    found = page.evaluate(MARK_AT, [*pixel_of(page, float(row["lon"]), float(row["lat"]))])
    return found["other"], set(found["mask"])


def _choose(alone: list[Row]) -> tuple[Row, list[Row], Row]:
    """An event to be given the category, and others of its fill: of the category's shape, and of another."""
    record = load_record(ROOT)
    shapes = {kind.key: kind.shape for kind in CATEGORY_KINDS}
    fills = {id_: EVIDENCE_FILLS[found.level] for id_, found in record.assessments.items()}
    whole = [row for row in alone if not record.assessments[row["id"]].mutual_blame]
    # The more of a mark is filled, the less it matters where between two pixels it stands.
    whole.sort(key=lambda row: FILLS.index(fills[row["id"]]))
    for event in whole:
        others = [r for r in whole if r is not event and fills[r["id"]] == fills[event["id"]]]
        alike = [row for row in others if shapes[row["category"]] == SHAPE]
        unlike = [row for row in others if shapes[row["category"]] != SHAPE]
        if alike and unlike:
            return event, alike, unlike[0]
    raise LookupError("no event of the record stands alone beside two of its fill")


def test_a_category_is_added_in_one_place(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    rows = read_rows()
    points = Counter((row["lon"], row["lat"]) for row in rows)
    alone = [
        row
        for row in rows
        if counts(row, *OPENING_WINDOW)
        and not row["date_end"]
        and row["location_precision"] == "town"
        and points[row["lon"], row["lat"]] == 1
    ]
    event, alike, unlike = _choose(alone)
    server = serve_copy(lambda folder: _add(folder, event["id"]))
    served = server.record()
    assert served["problems"]["count"] == 0
    looks = _looks(served)
    assert looks[event["id"]][0] == SHAPE

    page = visit().open(f"{server.url}view/")
    is_other, mask = _mark(page, event)
    assert is_other
    assert len(mask) > 30
    # Where between two pixels a mark stands differs from place to place.
    assert max(_share(mask, _mark(page, row)[1]) for row in alike) > 0.8
    assert _share(mask, _mark(page, unlike)[1]) < 0.8

    follow_link(page, near(event, **{"from": event["date"], "to": event["date"]}))
    expect(stage(page).get_by_role("region", name="Key")).to_contain_text(CATEGORY)
    _expect_filter_and_card(page, event)


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def _expect_filter_and_card(page: Page, event: dict[str, str]) -> None:
    filter_button(page).click()
    value = filter_value(page, CATEGORY)
    icon = "xpath=..//*[name()='path']"
    shape = filter_value(page, "shelling").locator(icon).get_attribute("d")
    assert shape
    expect(value.locator(icon)).to_have_attribute("d", shape)
    value.check()
    expect_shown(page, 1)
    expect(filter_chips(page)).to_have_text(CATEGORY)
    page.keyboard.press("Escape")
    page.reload()
    wait_painted(page)
    expect_shown(page, 1)
    incidents(page).get_by_role("button", name=event["title"]).click()
    expect(card(page).locator(".tm-card-level path").first).to_have_attribute("d", shape)
    card(page).get_by_role("button", name="About this entry").click()
    expect(card(page).locator("dd").filter(has_text=CATEGORY)).to_be_visible()
