"""What browsers ask of a record that is not sent, as bodies: made once, kept for all viewers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from components.explore.cards import build_card
from components.explore.payload import build_events, order_for_reading
from components.explore.sources import build_sources
from components.large.binary import pack_cells, pack_counts
from components.link import QueryError, write_query
from components.server.response_cache import BODIES
from geo.dates import count_days
from geo.filters import (
    Filters,
    Mask,
    count_options,
    count_sources,
    find_event,
    list_options,
    match_events,
    match_facets,
    match_possible,
)
from geo.kept import keep_with_record
from geo.large import BAR_COUNT, BARS, list_events, prepare_cells
from geo.record import Record
from geo.tables.problems import clip_text
from geo.tables.schema import HARM_CATEGORIES

#: Most sources of one answer.
MOST_SOURCES = 1_000
#: Orders of a list: as it is read, or with harm and the best evidenced first.
READING, BEST = ORDERS = ("reading", "best")

Rows = npt.NDArray[np.intp]


def prepare_answers(record: Record, tell: Callable[[str], None] = lambda _words: None) -> None:
    """Make what all answers need of a record; the first question does so when this is not called.

    Parameters
    ----------
    record : the record.
    tell : hears of the progress.
    """
    prepare_cells(record, tell)
    list_options(record)
    _order_events(record)
    _rank_events(record)
    _index_sources(record)


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
    key = ("cells", record.version, resolution, tile, write_query(filters))
    return BODIES.get(
        key, lambda: pack_cells(record, match_facets(record, filters), resolution, tile)
    )


def events_body(record: Record, filters: Filters, tile: int | None, limit: int) -> bytes:
    """The first events on the map that count in the window and pass the filters, below a tile, gzip.

    Their tolls are left out: these are the marks of the map.
    """

    def make() -> dict[str, Any]:
        total, rows = list_events(record, match_events(record, filters), tile, limit)
        return {"total": total, "events": build_events(record, rows, tolls=False)}

    return _keep(("events", *_key(record, filters), tile, limit), make)


def list_body(record: Record, filters: Filters, first: int, limit: int, order: str) -> bytes:
    """A stretch of the events that count in the window and pass the filters, with all counts, gzip.

    Parameters
    ----------
    record : the record.
    filters : facets, words and window.
    first : place of the first event in the list, from 0.
    limit : most events.
    order : one of `ORDERS`.
    """

    def make() -> dict[str, Any]:
        counted = match_events(record, filters)
        rows = _order_rows(record, counted, order)
        return {
            "total": len(rows),
            "possible": int(np.count_nonzero(match_possible(record, filters))),
            "sums": int(np.count_nonzero(_match_sums(record, filters))),
            "off_map": int(np.count_nonzero(counted & ~record.events["on_map"].to_numpy())),
            "events": build_events(record, rows[first : first + limit]),
        }

    return _keep(("list", *_key(record, filters), first, limit, order), make)


def options_body(record: Record, filters: Filters) -> bytes:
    """For each facet, the number of events that each option alone would give in the window, gzip."""
    return _keep(("options", *_key(record, filters)), lambda: count_options(record, filters))


def sources_body(record: Record, filters: Filters) -> bytes:
    """The sources of the events that count in the window, in the order of the record, gzip.

    Of more than `MOST_SOURCES` those of the most events.
    """

    def make() -> dict[str, Any]:
        counts = count_sources(record, match_events(record, filters))
        used = counts[counts > 0]
        most = used.sort_values(ascending=False, kind="stable").index[:MOST_SOURCES]
        sources = _index_sources(record)
        return {
            "of": len(sources),
            "total": len(used),
            "sources": [
                [sources[str(id_)][0], int(n)] for id_, n in used[used.index.isin(most)].items()
            ],
        }

    return _keep(("sources", *_key(record, filters)), make)


def card_body(record: Record, id_: str) -> bytes:
    """The card of an event, and the event itself in columns of one row, gzip.

    With its sources, each with the number of events of the record that lean on it.

    Raises
    ------
    QueryError : no event has the id.
    """
    row = find_event(record, id_)
    if row is None:
        raise QueryError(f"{clip_text(id_)!r}: no incident has this id; leave it out")
    sources = _index_sources(record)
    return _keep(
        ("card", record.version, id_),
        lambda: {
            "card": build_card(record, row),
            "sources": [sources[id_] for id_ in record.events["sources"].iloc[row]],
            "events": build_events(record, np.array([row])),
        },
    )


def _key(record: Record, filters: Filters) -> tuple[object, ...]:
    return record.version, filters.start, filters.end, write_query(filters)


def _keep(key: tuple[object, ...], make: Callable[[], dict[str, Any]]) -> bytes:
    return BODIES.get(
        key, lambda: json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()
    )


def _match_sums(record: Record, filters: Filters) -> Mask:
    """Which sums and programmes touch the window and pass the filters."""
    start, end, overview = (
        record.events[name].to_numpy() for name in ("start_day", "end_day", "overview")
    )
    touching = (start <= count_days(filters.end)) & (end >= count_days(filters.start))
    return np.asarray(touching & overview & match_facets(record, filters), dtype=bool)


def _order_rows(record: Record, mask: Mask, order: str) -> Rows:
    """The chosen places in the record in one of `ORDERS`."""
    if order == READING:
        reading = _order_events(record)
        return reading[mask[reading]]
    rows = np.flatnonzero(mask)
    return rows[np.argsort(_rank_events(record)[rows], kind="stable")]


@keep_with_record
def _order_events(record: Record) -> Rows:
    """All places in the record in reading order."""
    return order_for_reading(record.events)


@keep_with_record
def _rank_events(record: Record) -> npt.NDArray[np.uint8]:
    """Of each event its rank: harm before the rest, then the best evidenced."""
    bars = record.events["evidence"].map(BARS).to_numpy(dtype=np.uint8)
    harm = record.events["category"].isin(HARM_CATEGORIES).to_numpy(dtype=bool)
    return np.asarray(np.where(harm, bars, bars + BAR_COUNT), dtype=np.uint8)


@keep_with_record
def _index_sources(record: Record) -> dict[str, tuple[dict[str, Any], int]]:
    """Each source by its id, with the number of events of the record that lean on it."""
    counts = count_sources(record, np.ones(len(record.events), dtype=bool)).tolist()
    sources = build_sources(record)
    return {source["id"]: (source, count) for source, count in zip(sources, counts, strict=True)}
