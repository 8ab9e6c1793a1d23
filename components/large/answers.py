"""The counts that browsers ask for, as bodies: made when asked for, or ahead of the question."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from components.explore.payload import build_events
from components.large import SENT_EVENTS
from components.large.binary import pack_cells, pack_counts
from components.link import write_query
from components.server.response_cache import BODIES
from geo.filters import Filters, match_facets
from geo.large import list_events
from geo.record import Record

#: Most events that one answer lists.
MOST_LISTED = 10_000
_AHEAD = ThreadPoolExecutor(1, thread_name_prefix="counts")
#: Resolution of the cells that were asked for last: the one that is asked for next, mostly.
_last_resolution: int | None = None


def counts_body(record: Record, filters: Filters) -> bytes:
    """Totals of the events that pass the filters, by class and day, gzip."""
    key = ("counts", record.version, write_query(filters))
    return BODIES.get(key, lambda: pack_counts(record, match_facets(record, filters)))


def cells_body(record: Record, filters: Filters, resolution: int, tile: int | None) -> bytes:
    """Totals of the events that pass the filters, by cell, class and day, gzip.

    Raises
    ------
    CellError : the resolution is out of range, or the tile is missing or not coarser.
    """
    global _last_resolution
    key = ("cells", record.version, resolution, tile, write_query(filters))
    body = BODIES.get(
        key, lambda: pack_cells(record, match_facets(record, filters), resolution, tile)
    )
    if tile is None:
        _last_resolution = resolution
    return body


def events_body(
    record: Record,
    filters: Filters,
    tile: int | None,
    start: int | None,
    end: int | None,
    limit: int,
) -> bytes:
    """The first events on the map that pass the filters, below a tile and within days, gzip."""

    def make() -> bytes:
        mask = match_facets(record, filters)
        total, rows = list_events(record, mask, tile, start, end, limit)
        found = {"total": total, "events": build_events(record, rows)}
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()

    return BODIES.get(
        ("events", record.version, tile, start, end, limit, write_query(filters)), make
    )


def count_ahead(record: Record, filters: Filters) -> None:
    """Begin to count what a browser will ask for when it hears of the filters; returns at once."""
    _AHEAD.submit(_count, record, filters)


def _count(record: Record, filters: Filters) -> None:
    counts_body(record, filters)
    on_map = match_facets(record, filters) & record.events["on_map"].to_numpy()
    if np.count_nonzero(on_map) <= SENT_EVENTS:
        events_body(record, filters, None, None, None, MOST_LISTED)
    elif _last_resolution is not None:
        cells_body(record, filters, _last_resolution, None)
