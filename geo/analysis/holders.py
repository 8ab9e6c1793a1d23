"""On how many days of a window whose forces or authorities held a district."""

from __future__ import annotations

import datetime

import pandas as pd

from geo.dates import count_days
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
    ids = [str(id_) for id_ in record.districts.index]
    found = {id_: dict.fromkeys(HELD, 0) for id_ in ids}
    for (id_, begin), rows in record.control.groupby(["district_id", "start_day"]):
        days = min(last, int(rows["end_day"].iloc[0])) - max(first, int(begin)) + 1
        holders = find_main_holders(rows)
        found[str(id_)][DIVIDED if len(holders) > 1 else holders[0]] += max(0, days)
    told = {*map(str, record.control["district_id"])}
    table = pd.DataFrame(
        {id_: found[id_] for id_ in ids if id_ in told}, index=pd.Index(HELD), dtype="int64"
    ).T
    table[UNTOLD] = whole - table[[*PARTIES, DIVIDED]].sum(axis=1)
    return table
