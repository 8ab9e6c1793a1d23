"""A part of the record: the events of some days and places, with what belongs to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from geo.dates import count_days
from geo.filters import Filters, match_facets
from geo.record import Record


class NarrowError(ValueError):
    """Nothing of the record is left; says by what, and the cure."""


def mark_touching(record: Record, filters: Filters) -> npt.NDArray[np.bool_]:
    """Which events touch the window and pass every facet and word, totals included; shape (events,)."""
    start, end = count_days(filters.start), count_days(filters.end)
    events = record.events
    touching = (events["start_day"] <= end) & (events["end_day"] >= start)
    return np.asarray(touching.to_numpy(dtype=bool) & match_facets(record, filters), dtype=bool)


def narrow_record(record: Record, filters: Filters) -> Record:
    """The record with the events that touch the window and pass the filters.

    Of the sources those that its claims come from or rest on, and those that decide where an article
    differs from it; places, districts and who held them stay as they are, as does the version.

    Raises
    ------
    NarrowError : no event is left.
    """
    rows = mark_touching(record, filters)
    if not rows.any():
        raise NarrowError(
            f"no event of the record touches {filters.start} to {filters.end} and passes the filters; "
            "widen the dates or leave a filter out"
        )
    events = record.events[rows].reset_index(drop=True)
    assessments = {id_: record.assessments[id_] for id_ in events["id"]}
    claims = [claim for found in assessments.values() for claim in found.claims]
    used = {id_ for claim in claims for id_ in (claim.source_id, claim.origin)}
    for event_ids, decided_by in zip(
        record.coverage["event_ids"], record.coverage["decided_by"], strict=True
    ):
        if not assessments.keys().isdisjoint(event_ids):
            used.update(decided_by)
    sources = record.sources[record.sources.index.isin(list(used))]
    # Lessons rest on the whole record.
    return replace(record, events=events, assessments=assessments, sources=sources, lesson_files={})
