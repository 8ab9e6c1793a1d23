"""What one speaker says of one event in one source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.dates import read_partial
from geo.tables.schema import ANSWERING, PARTIES

OUTSIDE = "other"
#: Speakers whose word is that of a side, when they belong to one.
OFFICIALS = ("party", "body")
COMPILERS = ("encyclopedia", "founding article")


@dataclass(frozen=True)
class Figure:
    """Number of persons in one claim; `high` is None for "at least `low`"."""

    low: int
    high: int | None


@dataclass(frozen=True)
class Claim:
    """What one speaker says of one event in one source; the columns of claims.csv.

    `source_kind`, `source_side`, `source_date`, `origin_side` (the side of the source on which it rests),
    `event_date` (first day of the event) and `row` (in the file) are added; `figures` holds the measures that are given.
    """

    id: str
    event_id: str
    source_id: str
    source_kind: str
    source_side: str
    speaker: str
    speaker_side: str
    speaker_kind: str
    stance: str
    basis: str
    paraphrase: str
    accuses: str = ""
    hedge: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    counted: str = ""
    counted_side: str = ""
    weapon: str = ""
    said_on: str = ""
    source_date: str = ""
    date_said: str = ""
    denies: tuple[str, ...] = ()
    denied: str = ""
    locator: str = ""
    origin: str = ""
    origin_side: str = ""
    event_date: str = ""
    note: str = ""
    row: int = 0

    @property
    def answers(self) -> bool:
        """Whether it denies or corrects another claim."""
        return self.stance in ANSWERING

    @property
    def is_cited_only(self) -> bool:
        """Whether it is known only through another work's citation."""
        return self.basis == "citation"

    @property
    def voice(self) -> str:
        """Whose voice it is: officials and bodies of one side are one, every other its own."""
        return self.speaker_side if self.is_official else self.speaker

    @property
    def is_compiled(self) -> bool:
        """Whether its author gathers what others said: an encyclopedia, a founding article."""
        return self.source_kind in COMPILERS and self.speaker_kind == "author"

    @property
    def said(self) -> str:
        """When it was said, as far as known: the day of the claim, else that of its source, else ""."""
        return self.said_on or self.source_date

    @property
    def foretells(self) -> bool:
        """Whether it was certainly said before the event began: it tells of what was to come."""
        said, event = read_partial(self.said), read_partial(self.event_date)
        return said is not None and event is not None and said[1] < event[0]

    @property
    def is_dated_to_the_day(self) -> bool:
        """Whether the day on which it was said is known."""
        return len(self.said) == len("2020-10-28")

    @property
    def is_official(self) -> bool:
        """Whether it is the word of a side's own government, forces, authorities or bodies."""
        return self.speaker_kind in OFFICIALS and self.speaker_side != OUTSIDE

    @property
    def relays_a_side(self) -> bool:
        """Whether its words are a side's, whoever prints them."""
        return self.speaker_side != OUTSIDE or self.origin_side in PARTIES

    @property
    def says_it_happened(self) -> bool:
        """Whether it speaks of the event as something that was: denials do not, nor what stands in for one."""
        return not self.answers or (self.stance == "corrects" and self.denied == "event")

    def is_later_than(self, other: Claim) -> bool:
        """Whether it was certainly said on a later day: both days are known far enough."""
        mine, others = read_partial(self.said), read_partial(other.said)
        return mine is not None and others is not None and mine[0] > others[1]
