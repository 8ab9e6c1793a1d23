"""On how many days of a window whose forces or authorities held a district."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import pandas as pd

from geo.dates import count_days
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import PARTIES

DIVIDED, UNTOLD = "divided", "untold"
#: Columns of `count_held_days`: held by one side wholly or but for single places, by both, not told.
HELD = (*PARTIES, DIVIDED, UNTOLD)
SINGLE_PLACES = "single places"


def find_main_holders(rows: pd.DataFrame) -> list[str]:
    """Those who held more than single places, out of the rows of the control of one span of days."""
    return [str(x) for x in rows.loc[rows["extent"] != SINGLE_PLACES, "holder"]]


def count_held_days(record: Record, start: datetime.date, end: datetime.date) -> pd.DataFrame:
    """Days of a window by who held each district.

    Returns
    -------
    Days, int64, shape (districts, 4): columns `HELD`, which add up to the days of the window, indexed
    by id. Only districts of which control.csv tells; of others no holder changed in the record.
    """
    first, last = count_days(start), count_days(end)
    whole = max(0, last - first + 1)
    found: dict[str, dict[str, int]] = {}
    for span in _read_spans(record):
        days = found.setdefault(span.district_id, dict.fromkeys(HELD, 0))
        days[span.held] += max(0, min(last, span.last) - max(first, span.first) + 1)
    for days in found.values():
        days[UNTOLD] = whole - sum(days.values())
    cells = [[days[name] for name in HELD] for days in found.values()]
    return pd.DataFrame(cells, index=pd.Index(list(found), name="id"), columns=HELD, dtype="int64")


@dataclass(frozen=True)
class _Span:
    """Days since 1970-01-01, both inside, and the column of `HELD` that they belong to."""

    district_id: str
    first: int
    last: int
    held: str


@keep_with_record
def _read_spans(record: Record) -> list[_Span]:
    spans = []
    for (id_, _first), rows in record.control.groupby(["district_id", "start_day"]):
        holders = find_main_holders(rows)
        held = DIVIDED if len(holders) > 1 else holders[0]
        first, last = int(rows["start_day"].iloc[0]), int(rows["end_day"].iloc[0])
        spans.append(_Span(str(id_), first, last, held))
    return spans
