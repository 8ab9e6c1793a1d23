"""Fields, values, measures and choices of the page Analyse in words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from components.catalogue import N_, _, count_things, group_digits
from components.explore.cards import TITLE
from components.labels import (
    ACCUSED_WORDS,
    CATEGORY_WORDS,
    CONTEST_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_WORDS,
    FACET_WORDS,
    HARMED_WORDS,
    HOLDER_WORDS,
    MEASURE_WORDS,
    OFF_MAP_WORDS,
    PLACE_PRECISION_WORDS,
    capital,
    label_kind,
    range_words,
)
from geo.analysis.crosstab import ALL
from geo.analysis.fields import (
    ACCUSED,
    CATEGORY,
    DAY,
    DISTRICT,
    EVIDENCE,
    HARMED,
    MONTH,
    NO_DISTRICT,
    NONE,
    WEEK,
)
from geo.analysis.harm import Harm
from geo.analysis.holders import DIVIDED
from geo.analysis.measures import DENSITY, FEWEST, HIGH, INCIDENTS, LOW, SHARE
from geo.dates import describe_day, describe_partial_short, describe_span
from geo.filters import OFF_MAP, Filters
from geo.ground import CREDIT_LINE
from geo.kept import keep_with_record
from geo.names import name_district
from geo.record import Record

FIELD_WORDS = {
    DISTRICT: N_("District"),
    CATEGORY: N_("What happened"),
    EVIDENCE: N_("Level of evidence"),
    HARMED: N_("Harmed"),
    ACCUSED: N_("Said to have done it"),
    "place-known": N_("How well the place is known"),
    "date-known": N_("How well the day is known"),
    DAY: N_("Day"),
    WEEK: N_("Week, from Monday"),
    MONTH: N_("Month"),
}
#: Field -> words of its values, and of an incident without one.
VALUE_WORDS: dict[str, tuple[Mapping[str, str], str]] = {
    CATEGORY: (CATEGORY_WORDS, ""),
    EVIDENCE: (EVIDENCE_WORDS, ""),
    HARMED: (HARMED_WORDS, N_("no harm, or not said whose")),
    ACCUSED: (ACCUSED_WORDS, N_("nobody is said to have done it")),
    "place-known": (PLACE_PRECISION_WORDS, ""),
    "date-known": (DATE_PRECISION_WORDS, ""),
}
BIN_WORDS = {
    DAY: N_("longer than a day, or day not known"),
    WEEK: N_("in more than one week, or day not known"),
    MONTH: N_("in more than one month, or month not known"),
}
NO_DISTRICT_WORDS = N_("On the map, in no district")
ALL_WORDS = N_("All")
NUMBER_WORDS = {
    INCIDENTS: N_("Incidents"),
    LOW: N_("{harm}: low ends added"),
    HIGH: N_("{harm}: high ends added"),
    SHARE: N_("Independently documented, percent"),
    DENSITY: N_("Incidents per 100 km²"),
    DIVIDED: N_("Days held in part by each side"),
}
SOURCE_LINE = N_("Source: {title}, version {version}; {choice}. Borders: {credit}.")


def label_value(record: Record, field: str, value: str) -> str:
    """A value of a field as it is shown."""
    if value == ALL:
        return _(ALL_WORDS)
    if field == DISTRICT:
        return label_district(record, value)
    if field in BIN_WORDS:
        return label_bin(field, value)
    words, missing = VALUE_WORDS[field]
    return _(missing) if value == NONE else capital(_(words.get(value, value)))


def label_district(record: Record, id_: str) -> str:
    """A district with its kind, or what stands for none."""
    if id_ in (OFF_MAP, NO_DISTRICT):
        return _(OFF_MAP_WORDS if id_ == OFF_MAP else NO_DISTRICT_WORDS)
    return _name_districts(record)[id_]


@keep_with_record
def _name_districts(record: Record) -> dict[str, str]:
    districts = record.districts
    return {
        str(id_): name_district(str(name), str(kind))
        for id_, name, kind in zip(
            districts.index, districts["name_en"], districts["kind"], strict=True
        )
    }


def label_bin(field: str, value: str) -> str:
    """A day, week or month in short: the day on which it begins, or its month."""
    if value == NONE:
        return _(BIN_WORDS[field])
    if field == MONTH:
        return describe_partial_short(value[: len("2020-09")])
    day = describe_partial_short(value)
    return _("week from {day}").format(day=day) if field == WEEK else day


def label_number(measure: str, harm: str) -> str:
    """What a number of a district counts."""
    if measure in HOLDER_WORDS:
        return _("Days held by {holder}").format(holder=_(HOLDER_WORDS[measure]))
    return _(NUMBER_WORDS[measure]).format(harm=capital(_(MEASURE_WORDS[harm])))


def write_harm(harm: Harm, measure: str) -> str:
    """A sum of ranges in words, with how many incidents it rests on."""
    words = _(MEASURE_WORDS[measure])
    if not harm.told:
        return _("{persons}: no incident has a figure").format(persons=capital(words))
    return _(
        "{persons}: {range}, low ends and high ends added apart, over the {told} of {incidents} incidents "
        "that have a figure"
    ).format(
        persons=capital(words),
        range=range_words(harm.low, harm.high, harm.is_open),
        told=group_digits(harm.told),
        incidents=group_digits(harm.incidents),
    )


def write_filters(record: Record, filters: Filters) -> str:
    """A choice of incidents in words, without its days."""
    parts = []
    for facet, (title, _question) in FACET_WORDS.items():
        values = getattr(filters, facet)
        if values:
            words = ", ".join(label_option(record, facet)(value) for value in values)
            parts.append(f"{_(title)}: {words}")
    if filters.text:
        parts.append(_("words: {text}").format(text=filters.text))
    return "; ".join(parts)


def label_option(record: Record, facet: str) -> Callable[[str], str]:
    """How the values of a filter are shown."""
    plain: dict[str, Mapping[str, str]] = {
        "categories": CATEGORY_WORDS,
        "evidence": EVIDENCE_WORDS,
        "harmed": HARMED_WORDS,
        "accused": ACCUSED_WORDS,
        "contests": CONTEST_WORDS,
    }
    if facet == "districts":
        return lambda id_: label_district(record, id_)
    if facet == "places":
        return lambda id_: str(record.places.loc[id_, "name_en"])
    if facet == "source_kinds":
        return label_kind
    return lambda value: capital(_(plain[facet].get(value, value)))


def write_days(filters: Filters) -> str:
    """The window of a choice in words."""
    if filters.start == filters.end:
        return describe_day(filters.start)
    return describe_span(filters.start, filters.end, "day")


def write_choice_line(record: Record, filters: Filters, known: datetime.date | None) -> str:
    """A choice of incidents on one line: days, filters, the day as of which the record is shown."""
    parts = [write_days(filters), write_filters(record, filters)]
    if known:
        parts.append(_("as known on {day}").format(day=describe_day(known)))
    return "; ".join(part for part in parts if part)


def write_source_line(record: Record, filters: Filters) -> str:
    """The line below each chart and in its files: record, version, choice, credit of the borders."""
    return _(SOURCE_LINE).format(
        title=_(TITLE),
        version=record.version,
        choice=write_choice_line(record, filters, record.known_on),
        credit=CREDIT_LINE,
    )


def count_incidents(count: int) -> str:
    """A number of incidents in words."""
    return count_things("{n} incident", "{n} incidents", count)


def protect_words() -> str:
    """The rule on small numbers."""
    return _("No share and no rate is shown of fewer than {n} incidents.").format(n=FEWEST)
