"""What stands beside a file: of which record it is, what was asked, how it may be used and cited."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from geo.dates import describe_day
from geo.words import N_, _

#: The record's own authors state none, and none is made up for them.
LICENCE = N_(
    "no licence is stated by the record's authors; borders: Natural Earth, public domain; "
    "places: GeoNames, CC BY 4.0"
)


class ExportError(ValueError):
    """What is asked for does not go into a file of this form; says why, and the cure."""


@dataclass(frozen=True)
class About:
    """Of which record a file is.

    Parameters
    ----------
    title : of the record.
    question : what was asked, in words.
    version : of the record.
    date : of the latest check of an event.
    rows : how many there are.
    """

    title: str
    question: str
    version: str
    date: datetime.date
    rows: int

    @property
    def citation(self) -> str:
        """The file as it is cited, one line."""
        return _("{title}: {question}. Version {version}, checked {day}.").format(
            title=self.title,
            question=self.question,
            version=self.version,
            day=describe_day(self.date),
        )

    def texts(self) -> dict[str, str]:
        """Each thing with what is to be said of it, in the order of reading."""
        return {
            _("Title"): self.title,
            _("Question"): self.question,
            _("Rows"): str(self.rows),
            _("Version"): self.version,
            _("Date"): self.date.isoformat(),
            _("Licence"): _(LICENCE),
            _("Citation"): self.citation,
        }

    def members(self) -> dict[str, str]:
        """The same under names for programs, which stay whatever the language."""
        return {
            "title": self.title,
            "question": self.question,
            "version": self.version,
            "date": self.date.isoformat(),
            "licence": _(LICENCE),
            "citation": self.citation,
        }


def write_about(about: About) -> str:
    """A text for a file of its own, a line a thing."""
    lines = [f"{name}: {text}" for name, text in about.texts().items()]
    return "\n".join([*lines, ""])
