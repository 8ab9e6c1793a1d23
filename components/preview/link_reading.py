"""Reads a whole link by the link table as the browser does: what is wrong in it is left out.

The counterpart of `readLink` in `explore/link.js`; `components.link.read_query` refuses instead.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from components.explore.payload import NEAREST_ZOOM
from components.large import is_large
from components.link import LONGEST_TEXT, build_link_table
from geo.dates import read_day
from geo.filters import find_event
from geo.ground import REGION
from geo.kept import keep_with_record
from geo.lessons import BETWEEN, ON, read_lessons
from geo.record import Record

#: Longest link that is read, characters; a longer one is the opening view.
LONGEST_LINK = 4_000
STEP = re.compile(r"[1-9][0-9]{0,2}")
FLAGS = {"yes": True, "no": False}

#: Key of the link table -> value as it is read; of a list, all values in their order.
Values = dict[str, Any]


@dataclass(frozen=True)
class _Question:
    """A value of a link, and the row of the link table that is to know it."""

    value: str
    row: Mapping[str, Any]
    record: Record


def read_link(query: str, record: Record) -> Values:
    """What a link says, by the keys of the link table; the days are always there.

    Parameters
    ----------
    query : what follows the question mark, percent-encoded; of any length and content.
    record : tells which values there are.
    """
    values: Values = {}
    if len(query) <= LONGEST_LINK:
        for key, value in dict.fromkeys(parse_qsl(query, keep_blank_values=True)):
            _take_value(key, value, record, values)
    _order_days(values, record)
    return values


def write_values(values: Values, record: Record) -> list[tuple[str, str]]:
    """The same link again, in the order of the table and without what is at its default."""
    pairs: list[tuple[str, str]] = []
    for row in _read_table(record):
        if row["key"] not in values:
            continue
        found = values[row["key"]]
        if row["kind"] == "list":
            pairs += [(row["key"], each) for each in found]
        elif (text := _write_value(found)) not in ("", row["default"]):
            pairs.append((row["key"], text))
    return pairs


def _write_value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ",".join(f"{part:g}" for part in value)
    return str(value)


@keep_with_record
def _read_table(record: Record) -> list[dict[str, Any]]:
    return build_link_table(record)


def _take_value(key: str, value: str, record: Record, values: Values) -> None:
    """Put a value where the first row that knows it wants it."""
    for row in _read_table(record):
        if key != row["key"] and key not in row["former"]:
            continue
        renamed = (row["renamed"] or {}).get(value, value)
        found = READERS[row["kind"]](_Question(renamed, row, record))
        if found is None:
            continue
        if row["kind"] == "list":
            known = values.setdefault(row["key"], [])
            if found not in known:
                known.append(found)
        else:
            values[row["key"]] = found
        return


def _read_day(asked: _Question) -> datetime.date | None:
    try:
        day = read_day(asked.value)
    except ValueError:
        return None
    whole = asked.record.periods[-1]
    return day if whole.start <= day <= whole.end else None


def _read_known(asked: _Question) -> datetime.date | None:
    return None if is_large(asked.record) else _read_day(asked)


def _read_period(asked: _Question) -> str | None:
    keys = [period.key for period in asked.record.periods]
    return asked.value if asked.value in keys else None


def _read_listed(asked: _Question) -> str | None:
    values = asked.row["values"]
    return asked.value if values is None or asked.value in values else None


def _read_text(asked: _Question) -> str | None:
    return asked.value if len(asked.value) <= LONGEST_TEXT else None


def _read_event(asked: _Question) -> str | None:
    return None if find_event(asked.record, asked.value) is None else asked.value


def _read_source(asked: _Question) -> str | None:
    return asked.value if asked.value in asked.record.sources.index else None


def _read_lesson(asked: _Question) -> str | None:
    # A large record is not presented in lessons, and reading them goes through all of its claims.
    if is_large(asked.record):
        return None
    names = [lesson.id for lesson in read_lessons(asked.record).usable]
    return asked.value if asked.value in names else None


def _read_view(asked: _Question) -> tuple[float, float, float] | None:
    try:
        lat, lon, zoom = map(float, asked.value.split(","))
    except ValueError:
        return None
    west, south, east, north = REGION
    inside = south <= lat <= north and west <= lon <= east and 0 <= zoom <= NEAREST_ZOOM
    return (lat, lon, zoom) if inside and math.isfinite(zoom) else None


#: Kind of a row -> reads a value, None for one that is wrong.
READERS: dict[str, Callable[[_Question], Any]] = {
    "day": _read_day,
    "known": _read_known,
    "period": _read_period,
    "choice": _read_listed,
    "list": _read_listed,
    "text": _read_text,
    "flag": lambda asked: FLAGS.get(asked.value),
    "event": _read_event,
    "source": _read_source,
    "lesson": _read_lesson,
    # A lesson that stands in the link itself is for those who open it.
    "made": lambda _asked: None,
    "number": lambda asked: int(asked.value) if STEP.fullmatch(asked.value) else None,
    "view": _read_view,
}


def _order_days(values: Values, record: Record) -> None:
    """One day has one date, a single end moves the other, two that are the wrong way round fall away."""
    opening = record.opening
    mode = values.get("mode", BETWEEN)
    if mode == ON and "from" in values:
        values.setdefault("to", values["from"])
    start, end = values.get("from", opening.start), values.get("to", opening.end)
    if mode == ON:
        start = end
    elif start > end and "to" not in values:
        end = start
    elif start > end and "from" not in values:
        start = end
    elif start > end:
        start, end = opening.start, opening.end
    values["from"], values["to"] = start, end
