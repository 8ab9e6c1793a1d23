"""The rows of the benchmark: a record, the points that it shows in the war, the steps to take."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from app_server import ROOT, copy_app

from geo.dates import OPENING, PERIODS, count_days
from geo.record import Record, load_record

from . import synthetic

Days = npt.NDArray[np.int64]

WAR = next(period for period in PERIODS if period.key == OPENING)
FIRST, LAST = count_days(WAR.start), count_days(WAR.end)
#: Up to this many events a made-up record can also be written to files.
MOST_WRITTEN = 10_000


@dataclass(frozen=True)
class Step:
    """One press of a key: by -1 or 1 day; the day it leads to; whether that changes the points."""

    by: int
    day: int
    changes: bool


@dataclass(frozen=True)
class Row:
    """A record that all subjects show.

    Parameters
    ----------
    name : in the table.
    size : number of events in the record.
    start, end : first and last day of each event, whole days since 1970-01-01.
    overview : whether the event is a sum, which is never counted.
    on_map : whether the event has a symbol.
    lon, lat : degrees; NaN without a symbol.
    category : what happened, one of the record's words.
    folder : holds the files of a made-up record; None where the app makes or has the record.
    """

    name: str
    size: int
    start: Days
    end: Days
    overview: npt.NDArray[np.bool_]
    on_map: npt.NDArray[np.bool_]
    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    category: npt.NDArray[np.str_]
    folder: Path | None = None

    @property
    def is_real(self) -> bool:
        """Whether this is the record of the repository."""
        return self.name == "record"

    @property
    def label(self) -> str:
        """Name with the number of events."""
        return f"record, {self.size}" if self.is_real else f"{self.size:,}"

    def touches(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Which events touch the days from `first` to `last`, both inside: a plain comparison."""
        return (self.start <= last) & (self.end >= first) & ~self.overview

    def counts(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Which events count in these days: all their own days lie in them."""
        return (self.start >= first) & (self.end <= last) & ~self.overview

    def count(self, last: int) -> int:
        """Events that count from the start of the war to a day, those without a symbol too."""
        return int(self.counts(FIRST, last).sum())

    def count_points(self, last: int) -> int:
        """Symbols from the start of the war to a day."""
        return int((self.touches(FIRST, last) & self.on_map).sum())

    def points(self) -> pd.DataFrame:
        """The symbols of the war, one a row: lon, lat, and the first day in the war they show."""
        shown = self.touches(FIRST, LAST) & self.on_map
        days = np.maximum(self.start[shown], FIRST)
        return pd.DataFrame({"lon": self.lon[shown], "lat": self.lat[shown], "day": days})

    def changing_categories(self) -> list[str]:
        """Categories that some but not all events of the war have, the most frequent first."""
        shown = pd.Series(self.category[self.counts(FIRST, LAST)]).value_counts()
        return [str(name) for name, events in shown.items() if events < shown.sum()]


def load_row(name: str, folder: Path) -> Row:
    """The record `record`, or one of as many made-up events as the name says.

    Parameters
    ----------
    name : "record" or a number.
    folder : takes the files of a made-up record, where it is not made in memory.
    """
    real = load_record(ROOT)
    if name == "record":
        return _build_row(name, real)
    count = int(name)
    make = getattr(synthetic, "make_record", None)
    if make is not None:
        return _build_row(name, make(real, count=count, seed=synthetic.SEED))
    if count > MOST_WRITTEN:
        raise ValueError(f"{count} events: only up to {MOST_WRITTEN} can be written to files")
    synthetic.write_synthetic(ROOT, copy_app(folder), count=count)
    return _build_row(name, load_record(folder), folder)


def _build_row(name: str, record: Record, folder: Path | None = None) -> Row:
    events = record.events
    return Row(
        name=name,
        size=len(events),
        start=events["start_day"].to_numpy(np.int64),
        end=events["end_day"].to_numpy(np.int64),
        overview=events["overview"].to_numpy(bool),
        on_map=events["on_map"].to_numpy(bool),
        lon=events["lon"].to_numpy(float),
        lat=events["lat"].to_numpy(float),
        category=events["category"].to_numpy(str),
        folder=folder,
    )


def plan_steps(row: Row, *, changing: int) -> list[Step]:
    """Steps of a day from the end of the war back, and the same days forth again.

    Parameters
    ----------
    row : what is shown.
    changing : number of steps that change which points are shown, even.
    """
    counts = {day: row.count_points(day) for day in range(FIRST, LAST + 1)}
    back: list[Step] = []
    day = LAST
    while sum(step.changes for step in back) < changing // 2 and day > FIRST + 1:
        day -= 1
        back.append(Step(-1, day, counts[day] != counts[day + 1]))
    forth = [Step(1, step.day + 1, step.changes) for step in reversed(back)]
    return back + forth


def describe_day(day: int) -> str:
    """A day as in the attributes of the page."""
    return (datetime.date(1970, 1, 1) + datetime.timedelta(day)).isoformat()
