"""Persons killed or injured, added over incidents: low ends with low ends, high with high."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.filters import Mask
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import MEASURES


@dataclass(frozen=True)
class Harm:
    """A sum of ranges.

    Parameters
    ----------
    low, high : persons; the sum of the low ends and that of the high ends.
    is_open : whether any high end is an "at least".
    told, incidents : how many incidents have a figure, and how many there are.
    """

    low: int
    high: int
    is_open: bool
    told: int
    incidents: int


@dataclass(frozen=True, eq=False)
class Ends:
    """The range of one measure of all events, shape (events,) each; 0 to 0 where none is told."""

    low: npt.NDArray[np.int64]
    high: npt.NDArray[np.int64]
    is_open: Mask
    told: Mask


@keep_with_record
def read_ends(record: Record) -> dict[str, Ends]:
    """Measure of `MEASURES` -> its ranges, which follow from the claims by `geo.tolls`."""
    count = len(record.events)
    found = {
        measure: Ends(
            np.zeros(count, dtype=np.int64),
            np.zeros(count, dtype=np.int64),
            np.zeros(count, dtype=bool),
            np.zeros(count, dtype=bool),
        )
        for measure in MEASURES
    }
    for place, id_ in enumerate(record.events["id"]):
        for measure, toll in record.assessments[id_].tolls.items():
            ends = found[measure]
            ends.low[place], ends.high[place] = toll.low, toll.high
            ends.is_open[place], ends.told[place] = toll.is_open, True
    return found


def add_harm(record: Record, mask: Mask, measure: str) -> Harm:
    """The sum of one measure over chosen incidents; measures are never added to each other."""
    ends = read_ends(record)[measure]
    return Harm(
        low=int(ends.low[mask].sum()),
        high=int(ends.high[mask].sum()),
        is_open=bool(ends.is_open[mask].any()),
        told=int(ends.told[mask].sum()),
        incidents=int(mask.sum()),
    )
