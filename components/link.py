"""The link of a view: one table of its parameters, for both languages.

The browser reads and writes whole links by the table, which comes with the record; the server reads the
part that chooses events, and writes links to single events.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from components.labels import COLUMN_WORDS, MODE_WORDS, SHOWN_COLUMNS
from geo.dates import FIRST_DAY, LAST_DAY, OPENING, PERIODS, read_day
from geo.filters import Filters, list_options
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.problems import clip_text

LONGEST_TEXT = 200
#: Letters of a lesson that stands in a link; longer addresses are cut off by programs on their way.
LONGEST_MADE = 6_000
TEXT = "q"
#: Facet of `geo.filters.Filters` -> its parameter.
FACETS = {
    "districts": "district",
    "places": "place",
    "categories": "category",
    "evidence": "evidence",
    "harmed": "harmed",
    "accused": "accused",
    "contests": "contested",
    "source_kinds": "kind",
}
#: Parameter -> those it was called before. A value of one that has another meaning now is read as of
#: the first row of the table that knows the value.
FORMER = {"kind": ("source",)}
TABS = ("incidents", "sources")
MAIN_FIELDS = ("map", "table")


class QueryError(ValueError):
    """A query that cannot be answered; says which parameter, its value and the cure."""


@dataclass(frozen=True)
class LinkKey:
    """A row of the link table; see `LinkKey` in `explore/types.d.ts`."""

    key: str
    field: str
    kind: str
    values: tuple[str, ...] | None = None
    default: str | None = None
    former: tuple[str, ...] = ()
    renamed: Mapping[str, str] | None = None


def build_link_table(record: Record) -> list[dict[str, Any]]:
    """The table for a record, JSON values only."""
    return [asdict(row) for row in _list_rows(record)]


@keep_with_record
def _list_rows(record: Record) -> tuple[LinkKey, ...]:
    opening = record.opening
    options = list_options(record)
    columns = ",".join(SHOWN_COLUMNS)
    return (
        LinkKey("from", "from", "day", default=opening.start.isoformat()),
        LinkKey("to", "to", "day", default=opening.end.isoformat()),
        LinkKey("span", "span", "period", default=opening.key),
        LinkKey("mode", "mode", "choice", tuple(MODE_WORDS), tuple(MODE_WORDS)[-1]),
        *(
            LinkKey(
                key,
                f"filters.{facet}",
                "list",
                options[facet],
                None,
                FORMER.get(key, ()),
                record.former.get(facet),
            )
            for facet, key in FACETS.items()
        ),
        LinkKey(TEXT, "text", "text"),
        LinkKey("event", "event", "event", renamed=record.former["events"]),
        LinkKey("source", "source", "source"),
        LinkKey("tab", "tab", "choice", TABS, TABS[0]),
        LinkKey("show", "show", "choice", MAIN_FIELDS, MAIN_FIELDS[0]),
        LinkKey("columns", "columns", "list", tuple(COLUMN_WORDS), columns),
        LinkKey("sort", "sort", "choice", _list_sorts(), "date"),
        LinkKey("known", "known", "known"),
        LinkKey("view", "view", "view"),
        LinkKey("held", "held", "flag", default="yes"),
        LinkKey("present", "present", "flag", default="no"),
        LinkKey("lesson", "lesson", "lesson"),
        LinkKey("step", "step", "number", default="1"),
        LinkKey("speaker", "speaker", "flag", default="no"),
        LinkKey("made", "made", "made"),
    )


def _list_sorts() -> tuple[str, ...]:
    return tuple(sign + column for column in COLUMN_WORDS for sign in ("", "-"))


def write_link(record: Record, fields: Mapping[str, Any]) -> str:
    """The parameters of a view, without those at their default; as `writeLink` of `explore/link.js` writes them.

    Parameters
    ----------
    record : gives the table.
    fields : `LinkKey.field` -> its value in Python: a date, a text, a truth value, numbers of a view
        or values of a filter. What is not in it, None and "" are left out.

    Raises
    ------
    KeyError : a field is none of the table.
    """
    rows = _list_rows(record)
    unknown = set(fields) - {row.field for row in rows}
    if unknown:
        raise KeyError(min(unknown))
    return urlencode(
        [
            (row.key, text)
            for row in rows
            for text in _write_values(row, fields.get(row.field))
            if row.kind == "list" or text != row.default
        ]
    )


def _write_values(row: LinkKey, value: Any) -> list[str]:
    if value is None or value == "":
        return []
    match row.kind:
        case "day" | "known":
            return [value.isoformat()]
        case "flag":
            return ["yes" if value else "no"]
        case "view":
            return [",".join(f"{number:.10g}" for number in value)]
        case "list":
            return [] if ",".join(value) == (row.default or "") else list(value)
    return [str(value)]


def event_link(event: pd.Series) -> str:
    """A link to the map page with an event selected, and its days when they are not those of the war.

    Parameters
    ----------
    event : row of the record's events, its name or `id` is the id.
    """
    opening = next(period for period in PERIODS if period.key == OPENING)
    start, end = event["date"].date(), event["date_end"].date()
    parameters = {"event": str(event.get("id", event.name))}
    if start < opening.start or end > opening.end:
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
    """The filters of a query, with its window, which is all days where it names none.

    Parameters
    ----------
    parameters : values of each parameter.
    options : for each facet, the values it can take.

    Raises
    ------
    QueryError : a parameter is no filter, a value is none of the filter's, a date is none, the window
        ends before it begins, or the text is too long or given twice.
    """
    facet_of = {key: facet for facet, key in FACETS.items()}
    facets: dict[str, tuple[str, ...]] = {}
    for key, values in parameters.items():
        if key in (TEXT, "from", "to"):
            continue
        if key not in facet_of:
            known = ", ".join([*facet_of, TEXT, "from", "to"])
            raise QueryError(
                f"{clip_text(key)}: is not a filter; leave it out, or use one of {known}"
            )
        unknown = [value for value in values if value not in options[facet_of[key]]]
        if unknown:
            raise QueryError(
                f"{key}: {clip_text(unknown[0])!r} is none of its values; leave it out"
            )
        facets[facet_of[key]] = tuple(sorted(set(values)))
    text = _read_once(parameters, TEXT)
    if len(text) > LONGEST_TEXT:
        raise QueryError(f"{TEXT}: longer than {LONGEST_TEXT} characters; shorten it")
    start = _read_end(parameters, "from", FIRST_DAY)
    end = _read_end(parameters, "to", LAST_DAY)
    if start > end:
        raise QueryError(f"from={start}&to={end}: the dates are the wrong way round; swap them")
    return Filters(start, end, text=text, **facets)


def check_link(text: str, record: Record) -> None:
    """Refuse a link that names a parameter which there is not, or days, filters or words that cannot be.

    The other values the browser reads, by the same table.

    Parameters
    ----------
    text : parameters as they stand behind the `?` of an address.

    Raises
    ------
    QueryError : says which parameter, its value and the cure.
    """
    rows = [LinkKey(**row) for row in build_link_table(record)]
    filters: dict[str, list[str]] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        named = [row for row in rows if key in (row.key, *row.former)]
        if not named:
            known = ", ".join(row.key for row in rows)
            raise QueryError(
                f"{clip_text(key)}: is not a parameter of a link; leave it out, or use one of {known}"
            )
        row = next((row for row in named if _knows(row, value)), named[-1])
        if row.field.startswith("filters.") or row.key in (TEXT, "from", "to"):
            filters.setdefault(row.key, []).append(_rename(row, value))
    read_query(filters, options=list_options(record))


def _rename(row: LinkKey, value: str) -> str:
    return (row.renamed or {}).get(value, value)


def _knows(row: LinkKey, value: str) -> bool:
    return row.values is None or _rename(row, value) in row.values


def _read_end(
    parameters: Mapping[str, Sequence[str]], key: str, default: datetime.date
) -> datetime.date:
    text = _read_once(parameters, key)
    return read_query_day(key, text) if text else default


def read_query_day(key: str, text: str) -> datetime.date:
    """The day that a parameter gives.

    Raises
    ------
    QueryError : it is none.
    """
    try:
        return read_day(text)
    except ValueError:
        raise QueryError(
            f"{key}: {clip_text(text)!r} is not a date like 2020-10-04; leave it out"
        ) from None


def _read_once(parameters: Mapping[str, Sequence[str]], key: str) -> str:
    texts = parameters.get(key, ())
    if len(texts) > 1:
        raise QueryError(f"{key}: is given {len(texts)} times; give it once")
    return texts[0] if texts else ""
