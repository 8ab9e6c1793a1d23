"""Choose events by days, facets and words, and count what each choice would give."""

from __future__ import annotations

import datetime
import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.dates import EPOCH, count_days
from geo.kept import keep_with_record
from geo.names import query_words
from geo.record import Record
from geo.tables.cell_rules import LIST_SEPARATOR
from geo.tables.schema import (
    ACCUSED_SIDES,
    CATEGORIES,
    CONTESTS,
    EVIDENCE_LEVELS,
    SIDES,
    SOURCE_KINDS,
)

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
Codes = npt.NDArray[np.integer[Any]]
#: Number of answers of `match_facets` that are kept for each record.
KEPT_MASKS = 16
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
    "contests": "contests",
    "source_kinds": "sources",
}


@dataclass(frozen=True)
class Filters:
    """What a reader asks for: both days inside, an empty facet lets everything pass.

    Parameters
    ----------
    start, end : first and last day of the window.
    districts, places : ids; a district may be `OFF_MAP`.
    categories, evidence, harmed, accused, contests, source_kinds : words of the closed lists.
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
    contests: tuple[str, ...] = ()
    source_kinds: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, eq=False)
class _Facet:
    """One facet of a record.

    `codes` has one entry for each profile; `has` says which options (columns) an event with a
    code (row) is found under: none, one, or several.
    """

    options: tuple[str, ...]
    codes: Codes
    has: Mask


@dataclass(frozen=True, eq=False)
class _Arrays:
    """Arrays of one record, events folded by what they have in common.

    `profile` is the profile of each event: its values of all facets. `text` is the number of its
    searched text in `texts`, where each text stands once; `leaning` that of its sources in
    `source_sets`. `masks` holds the last answers of `match_facets`.
    """

    facets: dict[str, _Facet]
    profile: Codes
    text: Codes
    texts: pd.Series
    leaning: Codes
    source_sets: list[tuple[str, ...]]
    start_day: Days
    end_day: Days
    overview: Mask
    masks: OrderedDict[Filters, Mask]


_LOCK = threading.RLock()


def list_options(record: Record) -> dict[str, tuple[str, ...]]:
    """For each facet, the values that it can be asked for, in their order."""
    return {name: facet.options for name, facet in _arrays(record).facets.items()}


def match_events(record: Record, filters: Filters) -> Mask:
    """Which events count in the window and pass every facet and word; shape (events,).

    Several values of one facet are alternatives; facets and words must all hold.
    """
    return mark_counted(record, filters.start, filters.end) & match_facets(record, filters)


def match_possible(record: Record, filters: Filters) -> Mask:
    """Which events may be of the window or last longer, and pass every facet and word.

    They touch the window without lying in it; none does when it ends before it begins. Shape
    (events,).
    """
    arrays = _arrays(record)
    start, end = count_days(filters.start), count_days(filters.end)
    if start > end:
        return np.zeros(len(arrays.overview), dtype=bool)
    touching = (arrays.start_day <= end) & (arrays.end_day >= start) & ~arrays.overview
    inside = mark_counted(record, filters.start, filters.end)
    return touching & ~inside & match_facets(record, filters)


def mark_counted(record: Record, start: datetime.date, end: datetime.date) -> Mask:
    """Which events count in a window: all their days lie in it, and they are no overview.

    Parameters
    ----------
    record : the record.
    start, end : first and last day, both inside; no event counts when `start` is after `end`.

    Returns
    -------
    Shape (events,).
    """
    arrays = _arrays(record)
    first, last = count_days(start), count_days(end)
    inside = np.logical_and(arrays.start_day >= first, arrays.end_day <= last)
    return np.asarray(inside & ~arrays.overview, dtype=bool)


def index_options(
    record: Record, rows: npt.NDArray[np.intp] | None = None
) -> dict[str, list[list[int]]]:
    """For each facet, of each event the places in `list_options` under which it is found.

    Parameters
    ----------
    record : the record.
    rows : positions in `record.events`; None for all.
    """
    arrays = _arrays(record)
    profile = arrays.profile if rows is None else arrays.profile[rows]
    found = {}
    for name, facet in arrays.facets.items():
        by_code = [np.flatnonzero(row).tolist() for row in facet.has]
        found[name] = [by_code[code] for code in facet.codes[profile].tolist()]
    return found


def match_facets(record: Record, filters: Filters) -> Mask:
    """Which events pass every facet and word, whatever their days.

    Returns
    -------
    Shape (events,), read-only: the last answers are kept.
    """
    arrays = _arrays(record)
    asked = replace(filters, start=EPOCH, end=EPOCH)
    with _LOCK:
        found = arrays.masks.pop(asked, None)
        if found is not None:
            arrays.masks[asked] = found
            return found
    mask = _pass_profiles(arrays, filters, FACETS)[arrays.profile]
    words = _match_text(arrays, filters.text)
    if words is not None:
        mask &= words
    mask.setflags(write=False)
    with _LOCK:
        arrays.masks[asked] = mask
        while len(arrays.masks) > KEPT_MASKS:
            arrays.masks.popitem(last=False)
    return mask


def find_event(record: Record, id_: str | None) -> int | None:
    """The place in the record of the event with an id, None when there is none."""
    found = np.flatnonzero((record.events["id"] == id_).to_numpy(dtype=bool))
    return int(found[0]) if found.size else None


def count_options(record: Record, filters: Filters) -> dict[str, dict[str, int]]:
    """For each facet, the number of events that each option alone would give.

    The window, the words and all other facets apply; what is chosen in the facet itself does
    not. Options without events are listed with 0.
    """
    arrays = _arrays(record)
    mask = mark_counted(record, filters.start, filters.end)
    words = _match_text(arrays, filters.text)
    if words is not None:
        mask &= words
    profiles = arrays.profile if mask.all() else arrays.profile[mask]
    events = np.bincount(profiles, minlength=_count_profiles(arrays))
    counts = {}
    for name, facet in arrays.facets.items():
        others = [other for other in FACETS if other != name]
        passing = np.where(_pass_profiles(arrays, filters, others), events, 0)
        by_code = np.bincount(facet.codes, weights=passing, minlength=len(facet.has))
        totals = (by_code @ facet.has).astype(np.int64)
        counts[name] = dict(zip(facet.options, totals.tolist(), strict=True))
    return counts


def count_sources(record: Record, rows: Mask) -> pd.Series:
    """How many of the chosen events lean on each source.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,).

    Returns
    -------
    Counts, int64, for all sources of the record, indexed by id, in the order of the record.
    """
    arrays = _arrays(record)
    counts: Counter[str] = Counter()
    events = np.bincount(arrays.leaning[rows], minlength=len(arrays.source_sets))
    for number in np.flatnonzero(events).tolist():
        for source in arrays.source_sets[number]:
            counts[source] += int(events[number])
    ids = record.sources.index
    return pd.Series([counts[id_] for id_ in ids], index=ids, name="events", dtype="int64")


def _match_text(arrays: _Arrays, text: str) -> Mask | None:
    """Which events hold every word; None when there is no word, so that all do."""
    words = query_words(text)
    if not words:
        return None
    texts, places = arrays.texts, np.arange(len(arrays.texts))
    # The rarest first, as far as their length tells: the others are looked for in what is left.
    for word in sorted(words, key=len, reverse=True):
        holding = texts.str.contains(word, regex=False).to_numpy(dtype=bool)
        if not holding.all():
            texts, places = texts[holding], places[holding]
    found = np.zeros(len(arrays.texts), dtype=bool)
    found[places] = True
    return np.asarray(found[arrays.text], dtype=bool)


def _pass_profiles(arrays: _Arrays, filters: Filters, names: Iterable[str]) -> Mask:
    """Which profiles pass the named facets; an empty choice lets everything pass."""
    mask = np.ones(_count_profiles(arrays), dtype=bool)
    for name in names:
        values = getattr(filters, name)
        if values:
            facet = arrays.facets[name]
            chosen = [option in values for option in facet.options]
            passing = np.asarray(facet.has[:, chosen].any(axis=1), dtype=bool)
            mask &= passing[facet.codes]
    return mask


def _count_profiles(arrays: _Arrays) -> int:
    return len(arrays.facets["districts"].codes)


@keep_with_record
def _arrays(record: Record) -> _Arrays:
    events = record.events
    leaning, source_sets = pd.factorize(events["sources"].to_numpy())
    text, texts = pd.factorize(events["search"])
    coded = {
        name: _code_values(events, name, options) for name, options in _all_options(record).items()
    }
    coded["source_kinds"] = _code_kinds(record, leaning, source_sets.tolist())
    profile, codes = _fold_codes([(codes, len(has)) for codes, has in coded.values()])
    options = _all_options(record) | {"source_kinds": SOURCE_KINDS}
    return _Arrays(
        facets={
            name: _Facet(options[name], codes[place], has)
            for place, (name, (_, has)) in enumerate(coded.items())
        },
        profile=_shrink(profile),
        text=_shrink(text),
        texts=pd.Series(np.asarray(texts, dtype=object), dtype="str"),
        leaning=_shrink(leaning),
        source_sets=source_sets.tolist(),
        start_day=events["start_day"].to_numpy().astype(np.int32),
        end_day=events["end_day"].to_numpy().astype(np.int32),
        overview=events["overview"].to_numpy(dtype=bool),
        masks=OrderedDict(),
    )


def _all_options(record: Record) -> dict[str, tuple[str, ...]]:
    """The options of each facet that has a column of its own."""
    return {
        "districts": (*record.districts.index, OFF_MAP),
        "places": tuple(record.places.index),
        "categories": CATEGORIES,
        "evidence": EVIDENCE_LEVELS,
        "harmed": SIDES,
        "accused": ACCUSED_SIDES,
        "contests": CONTESTS,
    }


def _code_values(events: pd.DataFrame, name: str, options: tuple[str, ...]) -> tuple[Codes, Mask]:
    """The code of each event in a facet, and which options each code is found under."""
    codes, values = pd.factorize(events[FACETS[name]])
    found = [_spread_value(name, str(value)) for value in values]
    if name == "districts":
        codes = np.where(events["on_map"], codes, len(found))
        found.append((OFF_MAP,))
    return codes, _mark_options(found, options)


def _spread_value(name: str, value: str) -> tuple[str, ...]:
    """The options that a value is found under: what concerns both sides, under either."""
    if name == "contests":
        return tuple(value.split(LIST_SEPARATOR))
    return ACCUSED_SIDES if name in ("harmed", "accused") and value == BOTH else (value,)


def _code_kinds(
    record: Record, leaning: Codes, source_sets: list[tuple[str, ...]]
) -> tuple[Codes, Mask]:
    """As `_code_values`, for the kinds of an event's sources: a code is a set of kinds."""
    kinds = record.sources["kind"].to_dict()
    found = [frozenset(kinds[id_] for id_ in ids) for ids in source_sets]
    sets = list(dict.fromkeys(found))
    places = {kinds_: place for place, kinds_ in enumerate(sets)}
    code_of = np.array([places[kinds_] for kinds_ in found], dtype=np.int64)
    return code_of[leaning], _mark_options(sets, SOURCE_KINDS)


def _fold_codes(coded: list[tuple[Codes, int]]) -> tuple[Codes, list[Codes]]:
    """The profile of each event, and of each profile its code in each facet.

    Parameters
    ----------
    coded : for each facet the codes of the events and the number of codes.
    """
    profile = np.zeros(len(coded[0][0]), dtype=np.int64)
    for codes, count in coded:
        profile, _ = pd.factorize(profile * count + codes)
    first = np.flatnonzero(~pd.Series(profile).duplicated().to_numpy())
    return profile, [codes[first] for codes, _ in coded]


def _mark_options(found: Sequence[Iterable[str]], options: tuple[str, ...]) -> Mask:
    """Shape (len(found), len(options)): which options each row has; other values are left out."""
    places = {option: place for place, option in enumerate(options)}
    has = np.zeros((len(found), len(options)), dtype=bool)
    for row, values in enumerate(found):
        has[row, [places[value] for value in values if value in places]] = True
    return has


def _shrink(codes: Codes) -> Codes:
    """The same codes in the smallest unsigned type that holds them."""
    return codes.astype(np.min_scalar_type(int(codes.max(initial=0))))
