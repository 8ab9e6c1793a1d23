"""What is chosen on the page Analyse: its link is the one place where that is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from components.catalogue import _, count_things
from components.large import is_large
from components.link import FACETS, LONGEST_TEXT, TEXT
from geo.analysis.fields import BINS, CATEGORY, EVIDENCE, FIELDS, HARMED, WEEK
from geo.analysis.measures import HIGH, INCIDENTS, LOW, MEASURED
from geo.analysis.questions import QUESTIONS
from geo.dates import read_day
from geo.filters import OFF_MAP, Filters, list_options
from geo.record import Record
from geo.tables.problems import clip_text
from geo.tables.schema import MEASURES

#: Lines on what is left out of a link.
TOLD_FAULTS = 24
FROM, TO, KNOWN = "from", "to", "known"
WITH_FROM, WITH_TO, WITH_DISTRICT = "with_from", "with_to", "with_district"
OPEN = "open"
#: Parameter -> the field of `Choice`, and its values; the first one holds where the link names none.
CHOICES: dict[str, tuple[str, tuple[str, ...]]] = {
    "colour": ("colour", MEASURED),
    "harm": ("harm", MEASURES),
    "per": ("per", (WEEK, *(name for name in BINS if name != WEEK))),
    "by": ("by", (CATEGORY, EVIDENCE)),
    "rows": ("rows", (CATEGORY, *(name for name in FIELDS if name != CATEGORY))),
    "columns": ("columns", (HARMED, *(name for name in FIELDS if name != HARMED))),
    "number": ("number", (INCIDENTS, LOW, HIGH)),
    "ask": ("ask", ("", *QUESTIONS)),
}
#: Between the parts of the parameter `OPEN`: a table, a row and a column.
MARK = "~"
TABLES = ("districts", "series", "cross", "answer", "compare", "pivot")


@dataclass(frozen=True)
class Choice:
    """Incidents, and how they are looked at.

    Parameters
    ----------
    filters : the incidents; those of the map page with the same link.
    known : day at whose end the record is shown as it was known; None for today.
    other : days and districts of the second choice; None where it has those of the first.
    opened : table, row and column of the number whose incidents are listed.
    """

    filters: Filters
    known: datetime.date | None = None
    colour: str = INCIDENTS
    harm: str = MEASURES[0]
    per: str = WEEK
    by: str = CATEGORY
    rows: str = CATEGORY
    columns: str = HARMED
    number: str = INCIDENTS
    ask: str = ""
    other_days: tuple[datetime.date, datetime.date] | None = None
    other_districts: tuple[str, ...] = ()
    opened: tuple[str, str, str] | None = None

    @property
    def compares(self) -> bool:
        """Whether there is a second choice."""
        return self.other_days is not None or bool(self.other_districts)

    @property
    def other(self) -> Filters:
        """The second choice: the first with other days, other districts, or both."""
        start, end = self.other_days or (self.filters.start, self.filters.end)
        districts = self.other_districts or self.filters.districts
        return replace(self.filters, start=start, end=end, districts=districts)


@dataclass
class _Reader:
    """Values of a link that can be used, and words on those that cannot."""

    parameters: Mapping[str, Sequence[str]]
    faults: list[str] = field(default_factory=list)

    def take(self, key: str, fault_of: Callable[[str], str]) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(value for value in self.parameters.get(key, ()) if value))
        kept = []
        for value in values:
            fault = fault_of(value)
            if fault:
                self.faults.append(f"{key}={clip_text(value)}: {fault}")
            else:
                kept.append(value)
        return tuple(kept)

    def take_day(self, key: str, record: Record) -> datetime.date | None:
        found = self.take(key, lambda value: _find_day_fault(value, record))
        return read_day(found[-1]) if found else None

    def take_days(
        self, first: str, second: str, record: Record, default: tuple[datetime.date, datetime.date]
    ) -> tuple[datetime.date, datetime.date] | None:
        """Both days; one that is missing is that of the default, or the other where that is beyond."""
        start, end = self.take_day(first, record), self.take_day(second, record)
        if start is None and end is None:
            return None
        if start is not None and end is not None and start > end:
            wrong = _("the dates are the wrong way round")
            self.faults.append(f"{first}={start}&{second}={end}: {wrong}")
            return None
        if start is None:
            return (min(default[0], end), end) if end else None
        return start, end or max(default[1], start)


def read_choice(
    parameters: Mapping[str, Sequence[str]], record: Record
) -> tuple[Choice, tuple[str, ...]]:
    """The choice of a link, and what of the link is left out, in words.

    Parameters
    ----------
    parameters : values of each parameter.
    record : tells which days, districts and other values there are.
    """
    reader = _Reader(parameters)
    known = {FROM, TO, TEXT, KNOWN, WITH_FROM, WITH_TO, WITH_DISTRICT, OPEN, *FACETS.values()}
    reader.faults += [
        _("{key}: not a parameter of this page").format(key=clip_text(key))
        for key in parameters
        if key not in known | CHOICES.keys()
    ]
    opening = record.opening
    days = (opening.start, opening.end)
    window = reader.take_days(FROM, TO, record, days) or days
    options = list_options(record)
    facets: dict[str, Any] = {
        facet: _take_facet(reader, key, facet, record, options[facet])
        for facet, key in FACETS.items()
    }
    too_long = _("longer than {n} characters").format(n=LONGEST_TEXT)
    text = reader.take(TEXT, lambda value: too_long if len(value) > LONGEST_TEXT else "")
    chosen: dict[str, Any] = {}
    for key, (name, values) in CHOICES.items():
        found = reader.take(key, _among(values))
        if found:
            chosen[name] = found[-1]
    other_districts = reader.take(WITH_DISTRICT, _among(options["districts"]))
    choice = Choice(
        Filters(*window, text=text[-1] if text else "", **facets),
        known=_take_known(reader, record),
        other_days=reader.take_days(WITH_FROM, WITH_TO, record, window),
        other_districts=other_districts,
        opened=_take_opened(reader),
        **chosen,
    )
    return choice, tuple(reader.faults)


def clip_faults(faults: Sequence[str]) -> list[str]:
    """The first lines on what is left out, and how many more there are."""
    more = len(faults) - TOLD_FAULTS
    rest = [count_things("and {n} more", "and {n} more", more)] if more > 0 else []
    return [*faults[:TOLD_FAULTS], *rest]


def _among(values: Sequence[str]) -> Callable[[str], str]:
    """What is wrong with a value that is none of these."""
    unknown = _("none of the values of this parameter")
    return lambda value: "" if value in values else unknown


def _find_day_fault(value: str, record: Record) -> str:
    try:
        day = read_day(value)
    except ValueError:
        return _("not a date like 2020-10-04")
    whole = record.periods[-1]
    return "" if whole.start <= day <= whole.end else _("outside the record")


def _take_facet(
    reader: _Reader, key: str, facet: str, record: Record, options: Sequence[str]
) -> tuple[str, ...]:
    renamed = record.former.get(facet, {})
    unknown = _("none of the values of this parameter")
    found = reader.take(key, lambda value: "" if renamed.get(value, value) in options else unknown)
    return tuple(dict.fromkeys(renamed.get(value, value) for value in found))


def _take_known(reader: _Reader, record: Record) -> datetime.date | None:
    if is_large(record):
        reader.take(KNOWN, lambda _value: _("not for a record of this size"))
        return None
    return reader.take_day(KNOWN, record)


def _take_opened(reader: _Reader) -> tuple[str, str, str] | None:
    def find_fault(value: str) -> str:
        parts = value.split(MARK)
        return "" if len(parts) == 3 and parts[0] in TABLES else _("no number of this page")

    found = reader.take(OPEN, find_fault)
    if not found:
        return None
    table, row, column = found[-1].split(MARK)
    return table, row, column


def write_choice(choice: Choice, record: Record) -> dict[str, str | list[str]]:
    """The parameters of a choice, without what holds where a link says nothing."""
    filters, opening = choice.filters, record.opening
    start, end = choice.other_days or ("", "")
    found: dict[str, str | list[str]] = {
        FROM: str(filters.start) if filters.start != opening.start else "",
        TO: str(filters.end) if filters.end != opening.end else "",
        **{key: list(getattr(filters, facet)) for facet, key in FACETS.items()},
        TEXT: filters.text,
        KNOWN: str(choice.known or ""),
        **{
            key: getattr(choice, name) if getattr(choice, name) != values[0] else ""
            for key, (name, values) in CHOICES.items()
        },
        WITH_FROM: str(start),
        WITH_TO: str(end),
        WITH_DISTRICT: list(choice.other_districts),
        OPEN: MARK.join(choice.opened) if choice.opened else "",
    }
    return {key: value for key, value in found.items() if value}


def write_map_query(
    filters: Filters, record: Record, known: datetime.date | None = None
) -> dict[str, str | list[str]]:
    """The parameters of the map page with the same incidents."""
    return write_choice(Choice(filters, known=known), record)


def set_districts(choice: Choice, ids: Sequence[str], record: Record) -> Choice:
    """The choice with other districts, in the record's order; nothing is open."""
    order = (*map(str, record.districts.index), OFF_MAP)
    wanted = tuple(id_ for id_ in order if id_ in set(ids))
    return replace(choice, filters=replace(choice.filters, districts=wanted), opened=None)
