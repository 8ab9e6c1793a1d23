"""Two selections side by side: what they have in common, in what they differ, numbers on one scale."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from geo.analysis.fields import code_field
from geo.analysis.harm import Harm, add_harm
from geo.analysis.measures import CHECKED, FEWEST
from geo.filters import Filters, Mask, match_events
from geo.record import Record


@dataclass(frozen=True, eq=False)
class Selection:
    """Incidents of one choice.

    Parameters
    ----------
    days : length of its window.
    per_week : incidents in seven days, None where there are fewer than `FEWEST` incidents.
    share : percent independently documented, None as before.
    """

    filters: Filters
    mask: Mask
    incidents: int
    days: int
    per_week: float | None
    share: float | None
    harm: Harm | None


def select_incidents(record: Record, filters: Filters, harm: str | None) -> Selection:
    """What a choice of filters gives; `harm` is the measure of persons, None for none."""
    mask = match_events(record, filters)
    count = int(mask.sum())
    days = max(0, (filters.end - filters.start).days + 1)
    checked = int((record.events["evidence"][mask] == CHECKED).sum())
    enough = count >= FEWEST
    return Selection(
        filters,
        mask,
        count,
        days,
        7 * count / days if enough else None,
        100 * checked / count if enough else None,
        None if harm is None else add_harm(record, mask, harm),
    )


def list_differences(first: Filters, second: Filters) -> tuple[str, ...]:
    """Names of the filters in which two choices differ, "days" for their windows."""
    other = [field.name for field in fields(Filters) if field.name not in ("start", "end")]
    days = ("days",) if (first.start, first.end) != (second.start, second.end) else ()
    return (*days, *(name for name in other if getattr(first, name) != getattr(second, name)))


def count_both(record: Record, first: Mask, second: Mask, field: str) -> pd.DataFrame:
    """Incidents of two choices by a field.

    Returns
    -------
    Int64, columns `first`, `second` and `difference` (second less first), rows where either has any.
    """
    coded = code_field(record, field)
    size = len(coded.values)
    counts = {
        name: np.bincount(coded.codes[mask], minlength=size)
        for name, mask in (("first", first), ("second", second))
    }
    table = pd.DataFrame(counts, index=list(coded.values), dtype="int64")
    table = table[(table > 0).any(axis=1)]
    return table.assign(difference=table["second"] - table["first"])
