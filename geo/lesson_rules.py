"""What a lesson file may hold: the fields with their limits, and the words for what is wrong.

One table for both languages: `geo.lessons` reads files by it, and it comes with the lessons to the browser,
which checks by it what a teacher writes or opens.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from geo.filters import FACETS

#: Bytes of a file.
LONGEST_FILE = 1_000_000
#: Problems that are told of one file.
MOST_TOLD = 24
#: Most ids of a sentence, most values of a filter.
MOST_VALUES = 60
DAY_KEYS = ("day", "until", "from", "to")


@dataclass(frozen=True)
class Field:
    """A field of a lesson, a step or a sentence.

    Parameters
    ----------
    name : its key in the file.
    kind : how its value is read; a key of `geo.lessons.READERS`.
    needed : whether it may not be left out.
    least, most : of a number its limits, of a list those of its length; `most` of a text its characters.
    longest : of a list of texts, characters of each.
    """

    name: str
    kind: str
    needed: bool = False
    least: float = 0
    most: float = 0
    longest: int = 0


LESSON = (
    Field("title", "text", needed=True, most=70),
    Field("summary", "text", needed=True, most=160),
    Field("minutes", "whole", needed=True, least=1, most=300),
    Field("steps", "steps", needed=True, least=1, most=60),
)
STEP = (
    Field("headline", "text", needed=True, most=60),
    Field("sentences", "sentences", needed=True, least=2, most=5),
    *(Field(name, "date") for name in DAY_KEYS),
    Field("known", "date"),
    Field("center", "point"),
    Field("zoom", "number", least=5, most=13),
    Field("event", "event"),
    *(Field(name, "facet", least=1, most=MOST_VALUES) for name in FACETS),
    Field("held", "flag"),
    Field("question", "text", most=140),
    Field("options", "texts", least=2, most=4, longest=60),
    Field("answer", "sentences", least=1, most=3),
    Field("judge", "flag"),
    Field("notes", "text", most=600),
)
SENTENCE = (
    Field("text", "text", needed=True, most=240),
    Field("rests_on", "ids", needed=True, least=1, most=MOST_VALUES),
)
#: What is wrong -> the rule, which continues the value as a sentence, and the cure.
WORDS = {
    "missing": ("is missing", "add it"),
    "unknown": ("is no field of it", "take one of {names}"),
    "words": ("is no text", "write a text between quotation marks"),
    "long": ("is longer than {most} characters", "shorten it"),
    "control": ("holds a control character", "take it out"),
    "rows": ("is no list", "write it as [ ... ]"),
    "few": ("has {count} entries, not {least} to {most}", "add some"),
    "many": ("has {count} entries, not {least} to {most}", "leave some out"),
    "stranger": ("is not in the record", "take an id or a word that the record has"),
    "flag": ("is neither true nor false", "write true or false"),
    "digits": ("is no number", "write a number"),
    "whole": ("is no whole number", "write digits only"),
    "range": ("is outside {least}..{most}", "take a number inside"),
    "away": (
        "lies outside the region of the map",
        "give latitude {south} to {north}, then longitude {west} to {east}",
    ),
    "date": ("is not a day like 2020-10-04", "write the day in this form"),
    "outside": ("lies outside the record", "take a day from {first} to {last}"),
    "no-days": ("has no days", "give day, or until, or from and to"),
    "which-days": ("has {names}", "give day, or until, or from and to"),
    "turned": ("is after to={to}", "swap the two days"),
    "together": ("center and zoom go together", "give both or neither"),
    "unanswered": ("has a question alone", "add the answer"),
    "unasked": ("has an answer alone", "add the question"),
    "goes": ("goes with a question", "add the question, or leave it out"),
    "step": ("is no step", "write its fields as key and value"),
    "sentence": ("is no sentence", 'write { text = "...", rests_on = ["..."] }'),
    "lesson": ("the file holds no lesson", "begin with title"),
    "bytes": ("the file is longer than {most} bytes", "make several lessons of it"),
    "encoding": ("byte {place} of the file is not UTF-8", "save it in the encoding UTF-8"),
    "unread": ("the file cannot be read as {form} ({error})", "put that place right"),
    "toml": (
        "the page reads lessons in JSON, not in TOML",
        "put the file into geo/data/lessons/ of the server, or write it as JSON with the same keys",
    ),
    "more": ("has {count} more problems", "put these right first"),
}


def describe_rules() -> dict[str, Any]:
    """The rules as the browser gets them: `LessonRules` of `types.d.ts`."""
    tables = {"lesson": LESSON, "step": STEP, "sentence": SENTENCE}
    return {
        **{name: [asdict(field) for field in table] for name, table in tables.items()},
        "words": WORDS,
        "bytes": LONGEST_FILE,
        "told": MOST_TOLD,
    }
