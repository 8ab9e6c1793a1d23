"""A question in words, and what a file that answers it says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from components.catalogue import _
from components.explore.lead import TITLE
from components.labels import (
    ACCUSED_WORDS,
    CONTEST_WORDS,
    EVIDENCE_WORDS,
    FACET_WORDS,
    HARMED_WORDS,
    OFF_MAP_WORDS,
    label_kind,
)
from components.vocabulary import label_category
from geo.dates import FIRST_DAY, LAST_DAY, describe_day, describe_span
from geo.export.about import About
from geo.filters import OFF_MAP, Filters
from geo.names import name_district
from geo.record import Record

WORDS = {
    "evidence": EVIDENCE_WORDS,
    "harmed": HARMED_WORDS,
    "accused": ACCUSED_WORDS,
    "contests": CONTEST_WORDS,
}


def describe_question(
    record: Record,
    filters: Filters,
    *,
    events: Sequence[str] = (),
    sources: Sequence[str] = (),
) -> str:
    """What is asked of the record, one line.

    Parameters
    ----------
    record : the record, as it was known on a day if that is asked.
    filters : the filters with their window.
    events, sources : ids to which the question is narrowed.
    """
    parts = [_describe_window(record, filters)]
    for facet, (title, _question) in FACET_WORDS.items():
        values = [_label_value(record, facet, value) for value in getattr(filters, facet)]
        if values:
            parts.append(_join(_(title), values))
    if filters.text:
        parts.append(_join(_("Search"), [filters.text]))
    if events:
        parts.append(_join(_("Incident"), events))
    if sources:
        parts.append(_join(_("Source"), sources))
    if record.known_on:
        parts.append(_("as known on {day}").format(day=describe_day(record.known_on)))
    return "; ".join(parts)


def _describe_window(record: Record, filters: Filters) -> str:
    if (filters.start, filters.end) == (FIRST_DAY, LAST_DAY):
        return _("incidents of all dates")
    whole = record.periods[-1]
    start, end = max(filters.start, whole.start), min(filters.end, whole.end)
    # A window that lies beside the record is said as it was asked.
    days = (start, end) if start <= end else (filters.start, filters.end)
    return _("incidents of {days}").format(days=describe_span(*days, "day"))


def _join(name: str, values: Sequence[str]) -> str:
    return _("{filter}: {values}").format(filter=name, values=", ".join(values))


def _label_value(record: Record, facet: str, value: str) -> str:
    if facet in WORDS:
        return _(WORDS[facet][value])
    if facet == "categories":
        return label_category(value)
    if facet == "source_kinds":
        return label_kind(value)
    if value == OFF_MAP:
        return _(OFF_MAP_WORDS)
    if facet == "districts":
        return name_district(*record.districts.loc[value, ["name_en", "kind"]])
    return str(record.places.loc[value, "name_en"])


def make_about(record: Record, rows: int, question: str) -> About:
    """What a file says of itself: title, question, version, date."""
    return About(_(TITLE), question, record.version, record.date, rows)
