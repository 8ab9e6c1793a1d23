"""What a link carries: dates, filters, selection, view. Nonsense in it is ignored and named."""

from __future__ import annotations

import datetime
import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pandas as pd

from components.keys import FACETS, LINK_KEYS, TEXT
from geo.dates import FIRST_DAY, LAST_DAY, OPENING, PERIODS, Period
from geo.filters import Filters
from geo.ground import REGION

Days = tuple[datetime.date, datetime.date]
View = tuple[float, float, float]
LONGEST_TEXT = 200
ZOOMS = (0.0, 13.0)
#: How the dates are meant: a single day, all up to a day, or all between two; the last is the default.
MODES = ("on", "upto", "between")


class QueryError(ValueError):
    """A query that cannot be answered; says which parameter, its value and the cure."""


@dataclass
class Link:
    """What was read from a link; parts that it does not carry have their default."""

    window: Days
    span: str
    selected: str | None = None
    view: View | None = None
    held: bool = False
    mode: str = MODES[-1]
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""
    notices: list[str] = field(default_factory=list)


def read_link(
    parameters: Mapping[str, Sequence[str]],
    *,
    periods: Sequence[Period],
    event_ids: Container[str],
    options: Mapping[str, Sequence[str]],
) -> Link:
    """Read the parameters of a link.

    Parameters
    ----------
    parameters : values of each parameter of the address.
    periods : named periods, the last one the whole record.
    event_ids : ids of all events.
    options : for each facet, the values it can take.
    """
    known = {period.key: period for period in periods}
    opening = known[OPENING]
    link = Link(window=(opening.start, opening.end), span=OPENING)
    link.window = _read_window(parameters, link, periods[-1])
    link.span = _read_span(parameters, link, periods)
    link.view = _read_view(parameters, link)
    for value in parameters.get("held", ()):
        if value == "yes":
            link.held = True
        else:
            link.notices.append(f"held={value}: not yes")
    for mode in parameters.get("mode", ()):
        if mode in MODES:
            link.mode = mode
        else:
            link.notices.append(f"mode={mode}: not one of {', '.join(MODES)}")
    for event in parameters.get("event", ()):
        if event in event_ids:
            link.selected = event
        else:
            link.notices.append(f"event={event}: no incident has this id")
    for facet, key in FACETS.items():
        chosen = []
        for value in parameters.get(key, ()):
            if value in options[facet]:
                chosen.append(value)
            else:
                link.notices.append(f"{key}={value}: this filter has no such value")
        link.facets[facet] = tuple(dict.fromkeys(chosen))
    for text in parameters.get(TEXT, ()):
        if len(text) <= LONGEST_TEXT:
            link.text = text
        else:
            link.notices.append(f"{TEXT}: longer than {LONGEST_TEXT} characters")
    link.notices += [f"{key}: not a parameter" for key in parameters if key not in LINK_KEYS]
    return link


def _read_window(parameters: Mapping[str, Sequence[str]], link: Link, whole: Period) -> Days:
    ends = dict(zip(("from", "to"), link.window, strict=True))
    for key in ends:
        for value in parameters.get(key, ()):
            try:
                date = datetime.date.fromisoformat(value)
            except ValueError:
                link.notices.append(f"{key}={value}: not a date like 2020-10-04")
                continue
            if whole.start <= date <= whole.end:
                ends[key] = date
            else:
                link.notices.append(f"{key}={value}: outside the record")
    if ends["from"] > ends["to"]:
        link.notices.append(
            f"from={ends['from']}&to={ends['to']}: the dates are the wrong way round"
        )
        return link.window
    return ends["from"], ends["to"]


def _read_span(
    parameters: Mapping[str, Sequence[str]], link: Link, periods: Sequence[Period]
) -> str:
    start, end = link.window
    fitting = [period for period in periods if period.start <= start and end <= period.end]
    for value in parameters.get("span", ()):
        if value in [period.key for period in fitting]:
            return value
        link.notices.append(f"span={value}: no part of the record that holds these dates")
    return fitting[0].key


def _read_view(parameters: Mapping[str, Sequence[str]], link: Link) -> View | None:
    for value in parameters.get("view", ()):
        try:
            lat, lon, zoom = (float(part) for part in value.split(","))
        except ValueError:
            lat = lon = zoom = math.nan
        west, south, east, north = REGION
        if west <= lon <= east and south <= lat <= north and ZOOMS[0] <= zoom <= ZOOMS[1]:
            return lat, lon, zoom
        link.notices.append(f"view={value}: not a view like 40.3,46.6,8")
    return None


def event_link(event: pd.Series) -> str:
    """A link to the map page with an event selected, and its days when they are not those of the war.

    Parameters
    ----------
    event : row of the record's events, its name or `id` is the id.
    """
    opening = next(period for period in PERIODS if period.key == OPENING)
    start, end = event["date"].date(), event["date_end"].date()
    parameters = {"event": str(event.get("id", event.name))}
    if start > opening.end or end < opening.start:
        parameters |= {"from": start.isoformat(), "to": end.isoformat()}
    return f"./?{urlencode(parameters)}"


def write_query(filters: Filters) -> str:
    """Facets and words of the filters, without the window: one query string for one choice.

    >>> day = datetime.date(2020, 9, 27)
    >>> write_query(Filters(day, day, places=("shusha", "barda"), text="old town"))
    'place=barda&place=shusha&q=old+town'
    """
    pairs = [(key, value) for facet, key in FACETS.items() for value in _sort(filters, facet)]
    return urlencode([*pairs, *([(TEXT, filters.text)] if filters.text else [])])


def _sort(filters: Filters, facet: str) -> list[str]:
    return sorted(set(getattr(filters, facet)))


def read_query(
    parameters: Mapping[str, Sequence[str]], *, options: Mapping[str, Sequence[str]]
) -> Filters:
    """The filters that `write_query` wrote, over all days.

    Parameters
    ----------
    parameters : values of each parameter.
    options : for each facet, the values it can take.

    Raises
    ------
    QueryError : a parameter is no filter, a value is none of the filter's, or the text is too long
        or given twice.
    """
    facet_of = {key: facet for facet, key in FACETS.items()}
    facets: dict[str, tuple[str, ...]] = {}
    for key, values in parameters.items():
        if key == TEXT:
            continue
        if key not in facet_of:
            known = ", ".join([*facet_of, TEXT])
            raise QueryError(f"{key}: is not a filter; leave it out, or use one of {known}")
        unknown = [value for value in values if value not in options[facet_of[key]]]
        if unknown:
            raise QueryError(f"{key}: {unknown[0]!r} is none of its values; leave it out")
        facets[facet_of[key]] = tuple(sorted(set(values)))
    return Filters(FIRST_DAY, LAST_DAY, text=_read_text(parameters.get(TEXT, ())), **facets)


def _read_text(texts: Sequence[str]) -> str:
    if len(texts) > 1:
        raise QueryError(f"{TEXT}: is given {len(texts)} times; give it once")
    text = texts[0] if texts else ""
    if len(text) > LONGEST_TEXT:
        raise QueryError(f"{TEXT}: longer than {LONGEST_TEXT} characters; shorten it")
    return text
