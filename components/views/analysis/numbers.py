"""The numbers of the page Analyse for a choice, and the incidents behind each of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from components.large import is_large
from components.views.analysis.choice import Choice
from geo.analysis.comparison import Selection, select_incidents
from geo.analysis.crosstab import ALL, Crosstab, cross_fields
from geo.analysis.fields import (
    ACCUSED,
    BINS,
    CATEGORY,
    DISTRICT,
    EVIDENCE,
    HARMED,
    NO_DISTRICT,
    NONE,
    code_field,
    find_last_day,
)
from geo.analysis.harm import read_ends
from geo.analysis.measures import CHECKED, INCIDENTS, measure_districts
from geo.analysis.questions import (
    CHANGED,
    DOCUMENTED,
    ONE_SIDE,
    ONE_SIDED,
    Answer,
    Change,
    find_changed,
    find_changes,
    find_documented,
    find_one_sided,
)
from geo.filters import Filters, Mask, match_events, match_possible
from geo.narrow import mark_touching
from geo.record import Record
from geo.tables.schema import PARTIES

#: Field -> the filter that gives the incidents of one of its values.
FILTER_OF = {
    DISTRICT: "districts",
    CATEGORY: "categories",
    EVIDENCE: "evidence",
    HARMED: "harmed",
    ACCUSED: "accused",
}
DOCUMENTED_NUMBER, TOLD = "documented", "told"
FIRST, SECOND = "first", "second"


class Numbers:
    """What the page shows of a choice; each part is counted when it is asked for."""

    def __init__(self, record: Record, choice: Choice) -> None:
        self.record = record
        self.choice = choice
        self.mask = match_events(record, choice.filters)

    @property
    def harm(self) -> str | None:
        """The measure of persons; None for a record whose figures are not read one by one."""
        return None if is_large(self.record) else self.choice.harm

    @cached_property
    def possible(self) -> Mask:
        """Incidents that may be of the days, or last longer."""
        return match_possible(self.record, self.choice.filters)

    @cached_property
    def sums(self) -> int:
        """Totals and programmes that pass the filters and touch the days."""
        touching = mark_touching(self.record, self.choice.filters)
        return int((touching & self.record.events["overview"].to_numpy(dtype=bool)).sum())

    @cached_property
    def districts(self) -> pd.DataFrame:
        """All measures of all districts; see `geo.analysis.measures.measure_districts`.

        A choice of districts colours nothing else away: the others are measured all the same.
        """
        filters = self.choice.filters
        whole = match_events(self.record, replace(filters, districts=()))
        return measure_districts(self.record, whole, self.harm, filters.start, filters.end)

    @cached_property
    def series(self) -> Crosstab:
        """Districts by day, week or month."""
        return self._cross(DISTRICT, self.choice.per)

    @cached_property
    def cross(self) -> Crosstab:
        """Districts by kind or by level of evidence."""
        return self._cross(DISTRICT, self.choice.by)

    @cached_property
    def pivot(self) -> Crosstab:
        """The table that the reader makes."""
        return self._cross(self.choice.rows, self.choice.columns)

    def _cross(self, row: str, column: str) -> Crosstab:
        always = self.choice.filters.districts if row == DISTRICT else ()
        return cross_fields(self.record, self.mask, row, column, always=always)

    @cached_property
    def compared(self) -> tuple[Selection, Selection]:
        """Both choices."""
        choice = self.choice
        return (
            select_incidents(self.record, choice.filters, self.harm),
            select_incidents(self.record, choice.other, self.harm),
        )

    @cached_property
    def changes(self) -> list[Change]:
        """Incidents whose figures changed."""
        return find_changes(self.record, self.mask, self.choice.harm)

    @cached_property
    def answer(self) -> Answer | None:
        """The answer to the question that is asked."""
        if self.choice.ask == ONE_SIDE:
            return find_one_sided(self.record, self.mask)
        if self.choice.ask == DOCUMENTED:
            return find_documented(self.record, self.mask)
        if self.choice.ask == CHANGED and self.harm:
            return find_changed(self.record, self.mask, self.changes, self.harm)
        return None


@dataclass(frozen=True, eq=False)
class Behind:
    """Incidents behind a number.

    Parameters
    ----------
    mask : the incidents, shape (events,).
    filters : those with which the map page shows the same; None where no filter says it.
    """

    mask: Mask
    filters: Filters | None


def find_behind(numbers: Numbers, table: str, row: str, column: str) -> Behind | None:
    """The incidents behind a number; None when the page has no such number."""
    try:
        mask = _find_mask(numbers, table, row, column)
    except (KeyError, ValueError):
        return None
    return None if mask is None else Behind(mask, _find_filters(numbers, table, row, column, mask))


def _find_mask(numbers: Numbers, table: str, row: str, column: str) -> Mask | None:
    if table in ("series", "cross", "pivot"):
        crosstab: Crosstab = getattr(numbers, table)
        return crosstab.behind(row, column)
    if table == "answer":
        return numbers.answer.behind(row, column) if numbers.answer else None
    if table == "compare":
        selections = dict(zip((FIRST, SECOND), numbers.compared, strict=True))
        return selections[column].mask & _mark_value(numbers.record, CATEGORY, row)
    whole = match_events(numbers.record, replace(numbers.choice.filters, districts=()))
    return whole & _mark_value(numbers.record, DISTRICT, row) & _mark_number(numbers, column)


def _mark_value(record: Record, field: str, value: str) -> Mask:
    coded = code_field(record, field)
    everything: Mask = coded.codes >= 0
    return everything if value == ALL else coded.codes == coded.values.index(value)


def _mark_number(numbers: Numbers, column: str) -> Mask:
    if column == TOLD and numbers.harm:
        return read_ends(numbers.record)[numbers.harm].told
    if column not in (INCIDENTS, DOCUMENTED_NUMBER):
        raise KeyError(column)
    return _mark_value(numbers.record, EVIDENCE, CHECKED if column == DOCUMENTED_NUMBER else ALL)


def _find_filters(
    numbers: Numbers, table: str, row: str, column: str, mask: Mask
) -> Filters | None:
    """The filters of the map page that give exactly these incidents."""
    choice = numbers.choice
    filters: Filters | None = choice.filters
    for field, value in _list_conditions(numbers, table, row, column):
        filters = None if filters is None else _narrow(filters, field, value)
    if table == "compare" and column == SECOND:
        filters = _narrow(choice.other, CATEGORY, row)
    same = filters is not None and bool((match_events(numbers.record, filters) == mask).all())
    return filters if same else None


def _list_conditions(
    numbers: Numbers, table: str, row: str, column: str
) -> Iterable[tuple[str, str]]:
    choice = numbers.choice
    if table in ("series", "cross"):
        return ((DISTRICT, row), (choice.per if table == "series" else choice.by, column))
    if table == "pivot":
        return ((choice.rows, row), (choice.columns, column))
    if table == "compare":
        return ((CATEGORY, row),)
    if table == "districts":
        level = CHECKED if column == DOCUMENTED_NUMBER else ALL
        return ((DISTRICT, row), (EVIDENCE, level))
    found = [(DISTRICT if choice.ask != DOCUMENTED else CATEGORY, row)]
    if column == ONE_SIDE:
        found.append((EVIDENCE, ONE_SIDED))
    for side in PARTIES:
        if column.startswith(side):
            found.append((HARMED, side))
            found.append((EVIDENCE, CHECKED if column != side else ALL))
    return found


def _narrow(filters: Filters, field: str, value: str) -> Filters | None:
    """The filters with one value of a field; None where no filter says it."""
    if value == ALL:
        return filters
    if value in (NONE, NO_DISTRICT) or (field not in FILTER_OF and field not in BINS):
        return None
    if field in BINS:
        first = datetime.date.fromisoformat(value)
        last = find_last_day(first, field)
        return replace(filters, start=max(filters.start, first), end=min(filters.end, last))
    narrower: dict[str, Any] = {FILTER_OF[field]: (value,)}
    return replace(filters, **narrower)
