"""Links that nobody wrote by means of the page: seeded, for the plain page in a real browser."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page
from reading import stage, wait_painted

from .hostile_requests import BROKEN, VALUES, draw_value

#: Characters that a server takes in an address.
LONGEST = 12_000
VIEWS = (
    "0,0,0",
    "90,180,99",
    "NaN,NaN,NaN",
    "40.3,46.6,8",
    "40.3,46.6,-8",
    "1e300,1,1",
    ",,",
    "40.3",
)
UNKNOWN = ("colour", "__proto__", "constructor", "toString", "", "FROM", "event[]", "a.b")


def draw_links(table: Sequence[Mapping[str, Any]], *, seed: int, count: int) -> list[str]:
    """Query strings and fragments, from `?` on.

    Parameters
    ----------
    table : the link table of the record.
    seed : of all that is drawn.
    count : how many.
    """
    chooser = random.Random(seed)
    return [_draw_link(table, chooser) for _ in range(count)]


def _draw_link(table: Sequence[Mapping[str, Any]], chooser: random.Random) -> str:
    pairs = [_draw_pair(table, chooser) for _ in range(chooser.randrange(1, 9))]
    if chooser.random() < 0.15:
        pairs *= 50
    link = "?" + "&".join(pairs)
    if chooser.random() < 0.2:
        link += "#" + chooser.choice(("top", "%00", "/../", "<script>", "?from=2020-10-01"))
    return link[:LONGEST]


def _draw_pair(table: Sequence[Mapping[str, Any]], chooser: random.Random) -> str:
    row = chooser.choice(table)
    kind = chooser.randrange(6)
    if kind == 0:
        return f"{quote(chooser.choice(UNKNOWN))}={draw_value(chooser)}"
    if kind == 1:
        return f"{row['key']}={quote(_draw_known(row, chooser))}"
    if kind == 2:
        return f"{row['key']}{chooser.choice(('', '=', '==', '[]=x', '%00='))}"
    if kind == 3:
        return f"{row['key']}={chooser.choice(BROKEN)}"
    if kind == 4:
        return f"{row['key']}={quote(chooser.choice((*VALUES, *VIEWS)))}"
    return f"{row['key']}={draw_value(chooser)}"


def _draw_known(row: Mapping[str, Any], chooser: random.Random) -> str:
    """A value that the key takes, so that others stand beside what works."""
    if row["values"]:
        return str(chooser.choice(row["values"]))
    return {"view": "40.3,46.6,8", "day": "2020-10-04", "event": "2020-10-28-barda"}.get(
        row["kind"], "a"
    )


def expect_map(page: Page) -> None:
    """Wait until the page that a link opened is painted, and its map or its table stands there."""
    wait_painted(page)
    stage(page).or_(page.get_by_role("region", name="Table", exact=True)).first.wait_for()
