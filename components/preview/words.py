"""A view in words: of its days, what is counted, filters, the selected incident; each bounded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from components.catalogue import N_, _, count_things, group_digits, ngettext
from components.explore.cards import describe_level
from components.explore.lead import TAGLINE, TITLE
from components.explore.tolls import describe_toll, note_toll
from components.labels import CONTEST_WORDS, FACET_WORDS
from components.preview.view import View, find_selected
from components.vocabulary import build_vocabulary
from geo.dates import describe_day, describe_span
from geo.evidence import Assessment
from geo.filters import OFF_MAP, Filters, mark_counted, match_events
from geo.ground import CREDIT_LINE
from geo.names import name_district
from geo.record import Record
from geo.tables.schema import MUTUAL_BLAME

#: Most letters of one part of a sentence, and of a text that a stranger wrote into a link.
LONGEST_PART, LONGEST_SEARCH = 240, 80
EMPTY = N_("no incident recorded")


@dataclass(frozen=True)
class Incident:
    """The selected incident as its card says it; the level is "" while a class judges."""

    title: str
    toll: str
    counted_by: str
    level: str


@dataclass(frozen=True)
class ViewWords:
    """A view in words; "" for what is not set, `incident` None when none is selected."""

    title: str
    dates: str
    count: str
    known: str
    filters: str
    lesson: str
    headline: str
    incident: Incident | None
    source: str


def describe_view(shown: Record, view: View) -> ViewWords:
    """The words of a view.

    Parameters
    ----------
    shown : the record as the view shows it, see `find_shown`.
    view : what a link shows.
    """
    filters = view.filters
    return ViewWords(
        title=_(TITLE),
        dates=describe_span(filters.start, filters.end, "day"),
        count=_count_incidents(shown, view),
        known=""
        if view.known is None
        else _("As known on {day}").format(day=describe_day(view.known)),
        filters=clip_words(_name_filters(shown, filters)),
        lesson=clip_words(view.lesson),
        headline=clip_words(view.headline),
        incident=_describe_incident(shown, view),
        source=_("{record}, version {version}, checked {day}").format(
            record=_(TITLE), version=shown.version, day=describe_day(shown.date)
        )
        + f". {CREDIT_LINE}",
    )


def write_title(words: ViewWords) -> str:
    """The title of a view in one line."""
    return _("{title}: {dates}").format(title=words.title, dates=words.dates)


def write_sentence(words: ViewWords) -> str:
    """What a view shows, in one sentence."""
    incident = words.incident
    if words.lesson:
        step = _("{lesson}: {headline}").format(lesson=words.lesson, headline=words.headline)
        selected = [] if incident is None else [incident.title, incident.toll, incident.counted_by]
        found = [step, *(selected or [words.count]), words.known]
    elif incident is not None:
        found = [incident.title, incident.toll, incident.counted_by, incident.level, words.known]
    else:
        found = [words.count, words.filters, words.known]
        if not (words.filters or words.known):
            found = [f"{_(TAGLINE)}: {words.count}"]
    return "; ".join(part.rstrip(".") for part in found if part) + "."


def write_alternative(words: ViewWords) -> str:
    """What the picture of a view shows, for those who do not see it."""
    shown = [words.dates, words.count, words.filters, words.known]
    if words.incident is not None:
        shown.append(_("Selected: {title}").format(title=words.incident.title))
    return _("Map: {words}").format(words="; ".join(part for part in shown if part))


def clip_words(text: str, most: int = LONGEST_PART) -> str:
    """A text of at most so many letters on one line, without signs that are not seen.

    >>> clip_words("one\\ntwo\\u202e three", 11)
    'one two…'
    """
    seen = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * most])
    line = " ".join(seen.split())
    if len(line) <= most:
        return line
    return (
        line[: most - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"
        if " " in line[:most]
        else line[: most - 1] + "…"
    )


def _count_incidents(shown: Record, view: View) -> str:
    """As `headlineWords` of `panels/counts.js` has it."""
    mask = match_events(shown, view.filters)
    counted = int(np.count_nonzero(mask))
    if not counted:
        return _(EMPTY)
    if view.is_chosen:
        days = view.filters
        every = int(np.count_nonzero(mark_counted(shown, days.start, days.end)))
        words = ngettext("{part} of {n} incident", "{part} of {n} incidents", every)
        count = words.format(part=group_digits(counted), n=group_digits(every))
    else:
        count = count_things("{n} incident", "{n} incidents", counted)
    off_map = int(np.count_nonzero(mask & ~shown.events["on_map"].to_numpy(dtype=bool)))
    if not off_map:
        return count
    return _("{incidents}, {n} not on the map").format(incidents=count, n=group_digits(off_map))


def _name_filters(shown: Record, filters: Filters) -> str:
    """All filters with their values, by filter, as `filterWords` of `share/view_words.js` has it."""
    named = [
        _("{filter}: {values}").format(
            filter=_(title), values=", ".join(_label(shown, facet, key) for key in keys)
        )
        for facet, (title, _question) in FACET_WORDS.items()
        if (keys := getattr(filters, facet))
    ]
    if filters.text:
        text = _("“{text}”").format(text=clip_words(filters.text, LONGEST_SEARCH))
        named.append(_("{filter}: {values}").format(filter=_("Search"), values=text))
    return "; ".join(named)


def _label(shown: Record, facet: str, key: str) -> str:
    if facet == "districts":
        if key == OFF_MAP:
            return str(build_vocabulary()["off_map"]["label"])
        return name_district(*shown.districts.loc[key, ["name_en", "kind"]])
    if facet == "places":
        return str(shown.places.loc[key, "name_en"]).replace(" / ", " · ")
    return str(next(term["label"] for term in build_vocabulary()[facet] if term["key"] == key))


def _describe_incident(shown: Record, view: View) -> Incident | None:
    row = find_selected(shown, view)
    if row is None:
        return None
    event = shown.events.iloc[row]
    assessment = shown.assessments[event["id"]]
    return Incident(
        title=clip_words(event["title"]),
        toll=clip_words(describe_toll(assessment)),
        counted_by=clip_words(note_toll(assessment)),
        level="" if view.judge else clip_words(_tell_level(assessment, shown)),
    )


def _tell_level(assessment: Assessment, shown: Record) -> str:
    level = describe_level(assessment, shown)
    return f"{level}; {_(CONTEST_WORDS[MUTUAL_BLAME])}" if assessment.mutual_blame else level
