"""By what incidents are counted: each has one value in each field, so that totals add up."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.filters import OFF_MAP
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import (
    ACCUSED_SIDES,
    CATEGORIES,
    DATE_PRECISIONS,
    EVIDENCE_LEVELS,
    LOCATION_PRECISIONS,
    SIDES,
)

#: Value of an incident that has none: nothing said, or longer than a day, week or month.
NONE = ""
#: Value of `DISTRICT` for a point on the map that lies in no district.
NO_DISTRICT = "no-district"
DISTRICT, CATEGORY, EVIDENCE = "district", "category", "evidence"
HARMED, ACCUSED = "harmed", "accused"
DAY, WEEK, MONTH = "day", "week", "month"
#: Lengths of time, shortest first.
BINS = (DAY, WEEK, MONTH)
#: Field -> its column, and its values in their order.
CLOSED = {
    CATEGORY: ("category", CATEGORIES),
    EVIDENCE: ("evidence", EVIDENCE_LEVELS),
    HARMED: ("harmed_side", SIDES),
    ACCUSED: ("accused_side", ACCUSED_SIDES),
    "place-known": ("location_precision", LOCATION_PRECISIONS),
    "date-known": ("date_precision", DATE_PRECISIONS),
}
FIELDS = (DISTRICT, *CLOSED, *BINS)
#: 1 January 1970 was a Thursday; weeks begin on Monday (ISO 8601).
_THURSDAY = 3


@dataclass(frozen=True, eq=False)
class Coded:
    """A field of all events.

    Parameters
    ----------
    values : its values, in their order; `NONE` last.
    codes : shape (events,); place of each event's value in `values`.
    """

    values: tuple[str, ...]
    codes: npt.NDArray[np.int64]


def code_field(record: Record, field: str) -> Coded:
    """A field of `FIELDS` of all events."""
    if field == DISTRICT:
        return _code_districts(record)
    return (_code_bins(record) if field in BINS else _code_closed(record))[field]


@keep_with_record
def _code_districts(record: Record) -> Coded:
    events = record.events
    lying = events["district_id"].where(events["district_id"] != "", NO_DISTRICT)
    values = (*map(str, record.districts.index), NO_DISTRICT, OFF_MAP)
    return _code(lying.where(events["on_map"], OFF_MAP), values)


@keep_with_record
def _code_closed(record: Record) -> dict[str, Coded]:
    return {
        field: _code(record.events[column], (*values, NONE))
        for field, (column, values) in CLOSED.items()
    }


@keep_with_record
def _code_bins(record: Record) -> dict[str, Coded]:
    first = record.events["start_day"].to_numpy(dtype="int64")
    last = record.events["end_day"].to_numpy(dtype="int64")
    found = {}
    for name in BINS:
        begins = find_bin(first, name)
        inside = begins == find_bin(last, name)
        labels = np.datetime_as_string(begins.astype("datetime64[D]")).astype(object)
        values = (*np.unique(labels[inside]).tolist(), NONE)
        found[name] = _code(pd.Series(np.where(inside, labels, NONE)), values)
    return found


def find_bin(days: npt.NDArray[np.int64], name: str) -> npt.NDArray[np.int64]:
    """The first day of the day, week or month that each day lies in; days since 1970-01-01."""
    if name == DAY:
        return days
    if name == WEEK:
        return days - (days + _THURSDAY) % 7
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64)


def find_last_day(first: datetime.date, name: str) -> datetime.date:
    """The last day of the day, week or month that begins on a day.

    >>> print(find_last_day(datetime.date(2020, 2, 1), MONTH))
    2020-02-29
    """
    if name == MONTH:
        days = calendar.monthrange(first.year, first.month)[1]
        return first.replace(day=days)
    return first + datetime.timedelta(days=6 if name == WEEK else 0)


def _code(cells: pd.Series, values: tuple[str, ...]) -> Coded:
    codes = pd.Categorical(cells, categories=list(values)).codes.astype(np.int64)
    assert (codes >= 0).all()
    return Coded(values, codes)
