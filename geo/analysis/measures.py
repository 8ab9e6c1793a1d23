"""What each district is measured by, and the classes in which the map colours it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.analysis.areas import measure_areas
from geo.analysis.fields import DISTRICT, EVIDENCE, code_field
from geo.analysis.harm import read_ends
from geo.analysis.holders import HELD, count_held_days
from geo.filters import Mask
from geo.record import Record

#: No share or rate is shown of fewer incidents: one more or less would turn it round.
FEWEST = 5
MOST_CLASSES = 4
CHECKED = "independently documented"
INCIDENTS, LOW, HIGH = "incidents", "low", "high"
SHARE, DENSITY = "share", "density"
#: Measures that are not shown of fewer than `FEWEST` incidents.
PROTECTED = (SHARE, DENSITY)
COUNTED = (INCIDENTS, LOW, HIGH, SHARE, DENSITY)
MEASURED = (*COUNTED, *HELD[:3])


def measure_districts(
    record: Record, mask: Mask, harm: str | None, start: datetime.date, end: datetime.date
) -> pd.DataFrame:
    """All measures of all districts over chosen incidents, and of what lies in none.

    Parameters
    ----------
    mask : the incidents, shape (events,).
    harm : one of `geo.tables.schema.MEASURES`; None for no figures of persons.
    start, end : the window, for the days under each holder.

    Returns
    -------
    Indexed by the id of every district, then `NO_DISTRICT` and `OFF_MAP`. `incidents`, `documented`, `told` (incidents with a figure),
    int64; `low`, `high` (persons, low ends and high ends added apart), Int64, missing where no incident
    tells a figure; `is_open`; `share` (percent independently documented) and `density` (incidents per
    100 square kilometres), float64, NaN where there are fewer than `FEWEST` incidents; `area_km2`; days
    by holder, columns `HELD`, Int64, missing where control.csv does not tell of the district. What lies
    in no district has no area, no rate and no days.
    """
    districts = code_field(record, DISTRICT)
    codes = districts.codes[mask]

    def add(values: np.ndarray) -> np.ndarray:
        found = np.bincount(codes, weights=values[mask], minlength=len(districts.values))
        return found.round().astype("int64")

    levels = code_field(record, EVIDENCE)
    table = pd.DataFrame(
        {
            INCIDENTS: add(np.ones(len(mask))),
            "documented": add(levels.codes == levels.values.index(CHECKED)),
        },
        index=pd.Index(districts.values, name="id"),
    )
    if harm is not None:
        ends = read_ends(record)[harm]
        told = add(ends.told)
        table["told"] = told
        for name, values in ((LOW, ends.low), (HIGH, ends.high)):
            table[name] = pd.Series(add(values), table.index, dtype="Int64").where(told > 0)
        table["is_open"] = add(ends.is_open) > 0
    table["area_km2"] = measure_areas(record)
    enough = table[INCIDENTS] >= FEWEST
    table[SHARE] = (100 * table["documented"] / table[INCIDENTS].where(enough)).astype("float64")
    table[DENSITY] = table[INCIDENTS].where(enough) / table["area_km2"] * 100
    return table.join(count_held_days(record, start, end).astype("Int64"))


@dataclass(frozen=True)
class Class:
    """Districts of one colour: both ends are values of districts in it."""

    low: float
    high: float


def cut_classes(values: pd.Series) -> tuple[Class, ...]:
    """Up to `MOST_CLASSES` classes of about as many districts each; same values stay together.

    Parameters
    ----------
    values : of those districts that have one above 0.

    >>> cut_classes(pd.Series([1, 1, 1, 2, 3, 4, 9, 20]))[1:3]
    (Class(low=2.0, high=2.0), Class(low=3.0, high=4.0))
    """
    found = np.sort(values[values > 0].dropna().to_numpy(dtype="float64"))
    if not found.size:
        return ()
    ranks = pd.Series(found).rank(method="min").to_numpy() - 1
    group = np.floor(ranks * MOST_CLASSES / found.size).astype(int)
    return tuple(
        Class(float(found[group == k].min()), float(found[group == k].max()))
        for k in np.unique(group)
    )


def find_class(value: float, classes: tuple[Class, ...]) -> int | None:
    """The place of the class that a value lies in."""
    return next((k for k, one in enumerate(classes) if one.low <= value <= one.high), None)
