"""The view that a link opens: days, filters, what is chosen, where the map stands."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from components.link import FACETS, TEXT
from components.preview.link_reading import Values, read_link, write_values
from geo.filters import Filters, find_event
from geo.kept import keep_with_record
from geo.known import show_as_known
from geo.lessons import BETWEEN, Lesson, Show, Step, read_lessons
from geo.record import Record


@dataclass(frozen=True)
class View:
    """What a link shows.

    Parameters
    ----------
    filters : days, facets and words.
    mode : one of `geo.lessons.MODES`.
    known : day as of which the record is shown; None for today.
    event : id of the selected event, "" for none.
    stand : latitude, longitude (degrees WGS 84) and zoom of the map; None where the link names none.
    held : whether the map shows who held which district.
    lesson, headline : title of the lesson and headline of its step, "" outside of one.
    judge : whether levels are hidden, for a class to judge first.
    query : the same link in its one normal form, "" for the opening view.
    """

    filters: Filters
    mode: str
    known: datetime.date | None
    event: str
    stand: tuple[float, float, float] | None
    held: bool
    lesson: str
    headline: str
    judge: bool
    query: str

    @property
    def ground_day(self) -> datetime.date:
        """The day whose holders the map shows, as `groundDay` of `ground/districts.js` has it."""
        return self.filters.start if self.mode == BETWEEN else self.filters.end

    @property
    def is_chosen(self) -> bool:
        """Whether filters leave anything out."""
        return self.filters != Filters(self.filters.start, self.filters.end)


def read_view(query: str, record: Record) -> View:
    """The view of a link; what is wrong in the link is left out.

    Parameters
    ----------
    query : what follows the question mark, percent-encoded; of any length and content.
    record : the record as it is today.
    """
    values = read_link(query, record)
    written = urlencode(write_values(values, record))
    lesson, step, is_written = _find_step(values, record)
    title, headline = (lesson.title, step.headline) if lesson and step else ("", "")
    if step is not None and is_written:
        return _show_step(step, title, written)
    return View(
        filters=Filters(
            values["from"],
            values["to"],
            text=values.get(TEXT, "").strip(),
            **{facet: tuple(values.get(key, ())) for facet, key in FACETS.items()},
        ),
        mode=values.get("mode", BETWEEN),
        known=values.get("known"),
        event=values.get("event", ""),
        stand=values.get("view"),
        held=values.get("held", True),
        lesson=title,
        headline=headline,
        judge=False,
        query=written,
    )


def find_shown(record: Record, view: View) -> Record:
    """The record as the view shows it: as of today, or as it was known on its day."""
    return record if view.known is None else show_as_known(record, view.known)


def find_selected(shown: Record, view: View) -> int | None:
    """Position of the selected event in a record that is shown; None when nobody had told of it."""
    return find_event(shown, view.event) if view.event else None


@keep_with_record
def read_opening(record: Record) -> View:
    """The view without a link."""
    return read_view("", record)


def _find_step(values: Values, record: Record) -> tuple[Lesson | None, Step | None, bool]:
    """The lesson and its step that a link names, and whether the page shows it as it is written.

    A step too far is the last one. A step that is not presented stands beside what the rest of the link
    says, as `check` of `present/lessons.js` has it.
    """
    if "lesson" not in values:
        return None, None, False
    lesson = next(each for each in read_lessons(record).usable if each.id == values["lesson"])
    number, last = values.get("step", 1), len(lesson.steps)
    step = lesson.steps[min(number, last) - 1]
    is_written = bool(values.get("present") or values.get("speaker")) or number > last
    return lesson, step, is_written


def _show_step(step: Step, lesson: str, query: str) -> View:
    show: Show = step.show
    stand = None
    if show.center is not None and show.zoom is not None:
        stand = (*show.center, show.zoom)
    return View(
        filters=Filters(show.start, show.end, text="", **show.facets),
        mode=show.mode,
        known=show.known,
        event=show.event,
        stand=stand,
        held=show.held,
        lesson=lesson,
        headline=step.headline,
        judge=step.judge,
        query=query,
    )
