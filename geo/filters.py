"""Choose events by days, facets and words, and count what each choice would give."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.dates import count_days
from geo.names import query_words
from geo.record import Record
from geo.schema import ACCUSED_SIDES, CATEGORIES, EVIDENCE_LEVELS, SIDES, SOURCE_KINDS

Mask = npt.NDArray[np.bool_]
#: Value of the facet `districts` for events without a point inside the region.
OFF_MAP = "off-map"
#: An event of both sides is found under either.
BOTH = "both"
FACETS = {
    "districts": "district_id",
    "places": "place_id",
    "categories": "category",
    "evidence": "evidence",
    "harmed": "harmed_side",
    "accused": "accused_side",
    "source_kinds": "sources",
}


@dataclass(frozen=True)
class Filters:
    """What a reader asks for: both days inside, an empty facet lets everything pass.

    Parameters
    ----------
    start, end : first and last day of the window.
    districts, places : ids; a district may be `OFF_MAP`.
    categories, evidence, harmed, accused, source_kinds : words of the closed lists.
    text : words that must all be found, in any spelling.
    """

    start: datetime.date
    end: datetime.date
    districts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    harmed: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, eq=False)
class _Arrays:
    """Arrays of one record: which events (rows) have which options (columns) of each facet."""

    options: dict[str, tuple[str, ...]]
    has: dict[str, Mask]
    start_day: npt.NDArray[np.int64]
    end_day: npt.NDArray[np.int64]
    search: list[str]


_ARRAYS: WeakKeyDictionary[Record, _Arrays] = WeakKeyDictionary()


def select_events(record: Record, filters: Filters) -> gpd.GeoDataFrame:
    """The events that touch the window and pass every facet and word.

    Several values of one facet are alternatives; facets and words must all hold.

    Returns
    -------
    Rows of `record.events` with their index labels, order and CRS; empty when `start` is
    after `end`.
    """
    return record.events[match_events(record, filters)]


def match_events(record: Record, filters: Filters) -> Mask:
    """Which events touch the window and pass every facet and word; shape (events,)."""
    return _match_window(record, filters) & match_facets(record, filters)


def match_facets(record: Record, filters: Filters) -> Mask:
    """Which events pass every facet and word, whatever their days; shape (events,)."""
    mask = _match_text(record, filters.text)
    for facet in FACETS:
        mask &= _match_facet(record, facet, getattr(filters, facet))
    return mask


def count_options(record: Record, filters: Filters) -> dict[str, dict[str, int]]:
    """For each facet, the number of events that each option alone would give.

    The window, the words and all other facets apply; what is chosen in the facet itself does
    not. Options without events are listed with 0.
    """
    arrays = _arrays(record)
    common = _match_window(record, filters) & _match_text(record, filters.text)
    passed = {facet: _match_facet(record, facet, getattr(filters, facet)) for facet in FACETS}
    counts = {}
    for facet, options in arrays.options.items():
        mask = common.copy()
        for other in FACETS:
            if other != facet:
                mask &= passed[other]
        totals = np.count_nonzero(arrays.has[facet][mask], axis=0)
        counts[facet] = dict(zip(options, totals.tolist(), strict=True))
    return counts


def count_sources(record: Record, events: gpd.GeoDataFrame) -> pd.Series:
    """How many of the events lean on each source.

    Returns
    -------
    Counts, int64, for all sources of the record, indexed by id, in the order of the record.
    """
    counts = Counter(source for sources in events["sources"] for source in sources)
    ids = record.sources.index
    return pd.Series([counts[id_] for id_ in ids], index=ids, name="events", dtype="int64")


def _match_window(record: Record, filters: Filters) -> Mask:
    arrays = _arrays(record)
    start, end = count_days(filters.start), count_days(filters.end)
    if start > end:
        return np.zeros(len(arrays.search), dtype=bool)
    return np.logical_and(arrays.start_day <= end, arrays.end_day >= start)


def _match_text(record: Record, text: str) -> Mask:
    search = _arrays(record).search
    mask = np.ones(len(search), dtype=bool)
    for word in query_words(text):
        mask &= np.fromiter((word in haystack for haystack in search), bool, len(search))
    return mask


def _match_facet(record: Record, facet: str, values: tuple[str, ...]) -> Mask:
    arrays = _arrays(record)
    has = arrays.has[facet]
    if not values:
        return np.ones(len(has), dtype=bool)
    chosen = np.isin(np.array(arrays.options[facet], dtype=object), np.array(values, dtype=object))
    return np.asarray(has[:, chosen].any(axis=1), dtype=bool)


def _arrays(record: Record) -> _Arrays:
    """The arrays of a record, made at the first call and kept as long as the record."""
    found = _ARRAYS.get(record)
    if found is None:
        found = _ARRAYS[record] = _build_arrays(record)
    return found


def _build_arrays(record: Record) -> _Arrays:
    events = record.events
    options: dict[str, tuple[str, ...]] = {
        "districts": (*record.districts.index, OFF_MAP),
        "places": tuple(record.places.index),
        "categories": CATEGORIES,
        "evidence": EVIDENCE_LEVELS,
        "harmed": SIDES,
        "accused": ACCUSED_SIDES,
        "source_kinds": SOURCE_KINDS,
    }
    kinds = record.sources["kind"].to_dict()
    values: dict[str, list[tuple[str, ...]]] = {
        facet: [(value,) for value in events[column]]
        for facet, column in FACETS.items()
        if facet != "source_kinds"
    }
    values["districts"] = [
        (district if on_map else OFF_MAP,)
        for district, on_map in zip(events["district_id"], events["on_map"], strict=True)
    ]
    for facet in ("harmed", "accused"):
        values[facet] = [
            ACCUSED_SIDES if value == BOTH else (value,) for value in events[FACETS[facet]]
        ]
    values["source_kinds"] = [tuple(kinds[id_] for id_ in ids) for ids in events["sources"]]
    return _Arrays(
        options=options,
        has={facet: _mark_options(values[facet], options[facet]) for facet in FACETS},
        start_day=events["start_day"].to_numpy(),
        end_day=events["end_day"].to_numpy(),
        search=events["search"].tolist(),
    )


def _mark_options(values: list[tuple[str, ...]], options: tuple[str, ...]) -> Mask:
    """Shape (len(values), len(options)): whether a row has an option; others are left out."""
    places = {option: place for place, option in enumerate(options)}
    has = np.zeros((len(values), len(options)), dtype=bool)
    for row, found in enumerate(values):
        for value in found:
            if value in places:
                has[row, places[value]] = True
    return has
