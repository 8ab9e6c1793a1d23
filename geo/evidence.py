"""What follows from the claims on an event: evidence level, tolls, attribution, origins.

Nobody types these in. Each step has its rule beside it, the levels theirs in `LEVEL_RULES`; the Method
page prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from geo.tables.schema import ANSWERING, MEASURES, PARTIES
from geo.words import N_

OUTSIDE = "other"
OUTLETS = ("news agency", "news outlet", "newspaper", "investigative group")
#: Speakers whose word is that of a side, when they belong to one.
OFFICIALS = ("party", "body")
COMPILERS = ("encyclopedia", "founding article")
DOCUMENTS = ("primary document", "intergovernmental document", "court document")
#: Categories of events that consist in a text.
TEXTS = ("law", "ceasefire", "diplomacy", "commemoration")
#: Parts of a claim whose denial touches who did it.
BLAME = ("event", "attribution", "weapon", "intent")
Step = TypeVar("Step", bound=Callable[..., Any])
#: Function that takes a step -> its rule in words.
STEP_RULES: dict[Callable[..., Any], str] = {}


def ruled_by(words: str) -> Callable[[Step], Step]:
    """Keeps the rule of a step in `STEP_RULES`."""

    def keep(step: Step) -> Step:
        STEP_RULES[step] = words
        return step

    return keep


@dataclass(frozen=True)
class Figure:
    """Number of persons in one claim; `high` is None for "at least `low`"."""

    low: int
    high: int | None


@dataclass(frozen=True)
class Claim:
    """What one speaker says of one event in one source; the columns of claims.csv.

    `source_kind`, `source_side`, `origin_side` (the side of the source on which it rests) and `row`
    (in the file) are added; `figures` holds the measures that are given.
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
    weapon: str = ""
    date_said: str = ""
    denies: tuple[str, ...] = ()
    denied: str = ""
    locator: str = ""
    origin: str = ""
    origin_side: str = ""
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
        if self.speaker_kind in OFFICIALS and self.speaker_side != OUTSIDE:
            return self.speaker_side
        return self.speaker

    @property
    def is_compiled(self) -> bool:
        """Whether its author gathers what others said: an encyclopedia, a founding article."""
        return self.source_kind in COMPILERS and self.speaker_kind == "author"


@dataclass(frozen=True)
class Toll:
    """A range of persons over all claims and who gives each end; open when `high` is an "at least"."""

    low: int
    high: int
    is_open: bool
    low_by: tuple[Claim, ...]
    high_by: tuple[Claim, ...]


@dataclass(frozen=True)
class Attribution:
    """Who says that the forces of one side did it, and who denies that."""

    side: str
    claims: tuple[Claim, ...]
    denials: tuple[Claim, ...]


@dataclass(frozen=True)
class Origin:
    """Claims that go back to one voice, or to one source on which they rest."""

    voice: str
    source_id: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class LevelRule:
    """One rule of evidence: the claims that fulfil it, and its words for the method page."""

    level: str
    words: str
    find: Callable[[Sequence[Claim], str], list[Claim]]


@dataclass(frozen=True)
class Assessment:
    """All that follows from the claims on one event.

    Parameters
    ----------
    claims : all claims on the event, in the order of the file.
    withdrawn : ids of claims that their own speaker took back.
    rule : the rule that gave the level.
    because : the claims that fulfil it.
    tolls : measure of `geo.tables.schema.MEASURES` -> range; a measure that nobody gives is missing.
    attributions : one for each side that a claim holds responsible.
    origins : independent origins of what is said, denials left out.
    """

    claims: tuple[Claim, ...]
    withdrawn: frozenset[str]
    rule: LevelRule
    because: tuple[Claim, ...]
    tolls: Mapping[str, Toll]
    attributions: tuple[Attribution, ...]
    origins: tuple[Origin, ...]

    @property
    def level(self) -> str:
        """The evidence level, one of `geo.tables.schema.EVIDENCE_LEVELS`."""
        return self.rule.level

    @property
    def accused_side(self) -> str:
        """Which side is said to have done it: one, "both", or "" when nobody says."""
        sides = [attribution.side for attribution in self.attributions]
        return "both" if len(sides) > 1 else "".join(sides)


def assess_event(claims: Sequence[Claim], category: str) -> Assessment:
    """Compute level, tolls, attribution and origins of an event from its claims.

    Parameters
    ----------
    claims : all claims on one event, at least one.
    category : category of the event, one of `geo.tables.schema.CATEGORIES`.

    Raises
    ------
    ValueError : there is no claim.
    """
    if not claims:
        raise ValueError("no claim: an event is assessed by its claims")
    withdrawn = find_withdrawn(claims)
    standing = [claim for claim in claims if claim.id not in withdrawn]
    rule, because = find_level(standing, category)
    return Assessment(
        claims=tuple(claims),
        withdrawn=withdrawn,
        rule=rule,
        because=tuple(because),
        tolls=range_tolls(standing),
        attributions=attribute(standing),
        origins=trace_origins(standing),
    )


@ruled_by(
    N_(
        "A claim or denial whose own voice later says that it did not happen so counts no more; "
        "it stays on the card, marked. When its own voice corrects figures or attribution "
        "alone, only those count no more. A correction by somebody else takes nothing away."
    )
)
def find_withdrawn(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the claims that no longer count."""
    return frozenset(claim.id for claim, _ in _pair_corrections(claims, "event"))


def _pair_corrections(claims: Sequence[Claim], part: str) -> list[tuple[Claim, Claim]]:
    """Claims with the correction of this part by their own voice."""
    by_id = {claim.id: claim for claim in claims}
    return [
        (by_id[id_], claim)
        for claim in claims
        if claim.stance == "corrects" and claim.denied == part
        for id_ in claim.denies
        if id_ in by_id and by_id[id_].voice == claim.voice
    ]


@ruled_by(
    N_(
        "The level rates that it happened, not who did it. A claim known only through another's "
        "citation fulfils none of the first four rules."
    )
)
def find_level(claims: Sequence[Claim], category: str) -> tuple[LevelRule, list[Claim]]:
    """The first of `LEVEL_RULES` that any claim fulfils, and the claims that fulfil it."""
    for rule in LEVEL_RULES:
        because = rule.find(claims, category)
        if because:
            return rule, because
    return LEVEL_RULES[-1], list(claims)


def _find_texts(claims: Sequence[Claim], category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if category in TEXTS
        and claim.stance == "documents"
        and claim.source_kind in DOCUMENTS
        and not claim.is_cited_only
    ]


def _find_checks(claims: Sequence[Claim], _category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if claim.stance == "documents"
        and claim.speaker_side == OUTSIDE
        and claim.speaker_kind in ("body", "reporter")
        and not claim.is_cited_only
    ]


def _find_disputes(claims: Sequence[Claim], _category: str) -> list[Claim]:
    by_id = {claim.id: claim for claim in claims}
    denials = [
        claim
        for claim in claims
        if claim.answers
        and claim.denied == "event"
        and claim.speaker_kind != "author"
        and not claim.is_cited_only
        and any(id_ in by_id and by_id[id_].voice != claim.voice for id_ in claim.denies)
    ]
    return denials or _find_mutual_blame(claims)


def _find_mutual_blame(claims: Sequence[Claim]) -> list[Claim]:
    found = [
        [
            claim
            for claim in claims
            if claim.speaker_kind in OFFICIALS
            and claim.speaker_side == speaker
            and claim.accuses == other
            and not claim.is_cited_only
        ]
        for speaker, other in (PARTIES, PARTIES[::-1])
    ]
    return [*found[0], *found[1]] if all(found) else []


def _find_reports(claims: Sequence[Claim], category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if category != "statement"
        and not claim.answers
        and claim.source_kind in OUTLETS
        and claim.source_side == OUTSIDE
        and not claim.is_cited_only
    ]


def _find_statements(claims: Sequence[Claim], _category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if not claim.answers
        and claim.speaker_side != OUTSIDE
        and claim.speaker_kind in (*OFFICIALS, "reporter")
    ]


def _find_analysis(claims: Sequence[Claim], _category: str) -> list[Claim]:
    return [claim for claim in claims if not claim.answers]


LEVEL_RULES = (
    LevelRule(
        "primary document",
        N_(
            "The incident consists in a text (a law, a ceasefire, talks, a commemoration), and that text "
            "itself (a resolution, a decree, a signed statement, a court order) is among the sources and "
            "was read at least in part."
        ),
        _find_texts,
    ),
    LevelRule(
        "independently documented",
        N_(
            "A body or a reporter outside both sides checked the harm or the weapon itself: on the spot, "
            "by remnants, by images or by interviews; an incident that is the report of such a check counts "
            "too. Its own text was read, at least in part or in a reprint. A denial does not lower this "
            "level; it stands beside it."
        ),
        _find_checks,
    ),
    LevelRule(
        "claim disputed",
        N_(
            "Nobody outside both sides checked it, and another side, a body or a reporter denies that it "
            "happened as said and has not taken the denial back; or officials of each side blame the "
            "other side."
        ),
        _find_disputes,
    ),
    LevelRule(
        "reported by news agency",
        N_(
            "A news agency or outlet outside both sides reported it, mostly on the word of officials. "
            "What an official said in a speech is not raised to this level because it was reported."
        ),
        _find_reports,
    ),
    LevelRule(
        "official statement of one side",
        N_(
            "Officials or media of a side say so, and nobody outside both sides checked or reported it. "
            "For a speech: what was said is known, what it claims is the speaker's own."
        ),
        _find_statements,
    ),
    LevelRule(
        "analysis",
        N_(
            "Research, an encyclopedia, commentary or a body that did not check it says so, and nobody "
            "nearer to the incident."
        ),
        _find_analysis,
    ),
)


@ruled_by(
    N_(
        "Civilians, combatants and persons not told apart are never mixed. Low is the lowest "
        "and high the highest figure that any claim gives; each end names its claims. The high "
        'end is open when the highest figure is an "at least". A figure that counts only a part '
        "of those harmed is no end of the range; when nobody counts all, the greatest part is "
        'given as an "at least". A figure known only through another\'s citation counts only '
        "when nobody else gives that measure. Denials give no figure."
    )
)
def range_tolls(claims: Sequence[Claim]) -> dict[str, Toll]:
    """The range of each measure over the claims that give it."""
    corrected = {
        (claim.id, measure)
        for claim, correction in _pair_corrections(claims, "figures")
        for measure in correction.figures
    }
    tolls = {}
    for measure in MEASURES:
        giving = [
            claim
            for claim in claims
            if measure in claim.figures
            and claim.stance != "denies"
            and (claim.id, measure) not in corrected
        ]
        read = [claim for claim in giving if not claim.is_cited_only] or giving
        whole = [claim for claim in read if claim.counted != "part"]
        if whole:
            tolls[measure] = _range_toll(whole, measure)
        elif read:
            tolls[measure] = _add_part(read, measure)
    return tolls


def _add_part(claims: Sequence[Claim], measure: str) -> Toll:
    most = max(claim.figures[measure].low for claim in claims)
    by = tuple(claim for claim in claims if claim.figures[measure].low == most)
    return Toll(low=most, high=most, is_open=True, low_by=by, high_by=by)


def _range_toll(claims: Sequence[Claim], measure: str) -> Toll:
    low = min(claim.figures[measure].low for claim in claims)
    tops = {claim.id: _top(claim.figures[measure]) for claim in claims}
    top = max(tops.values())
    at_top = [claim for claim in claims if tops[claim.id] == top]
    closed = any(claim.figures[measure].high == top for claim in at_top)
    return Toll(
        low=low,
        high=top,
        is_open=not closed,
        low_by=tuple(claim for claim in claims if claim.figures[measure].low == low),
        high_by=tuple(at_top),
    )


def _top(figure: Figure) -> int:
    return figure.low if figure.high is None else figure.high


@ruled_by(
    N_(
        "An attribution is never a finding of the record. Each speaker stands with its own "
        "hedge; a denial counts here when it answers one of these claims, whatever part of it "
        "is denied but its figures, and does not come from the other side."
    )
)
def attribute(claims: Sequence[Claim]) -> tuple[Attribution, ...]:
    """For each side that a claim holds responsible: who says so, and who denies it."""
    corrected = {claim.id for claim, _ in _pair_corrections(claims, "attribution")}
    found = []
    for side in PARTIES:
        accusing = [
            claim
            for claim in claims
            if not claim.answers and claim.accuses in (side, "both") and claim.id not in corrected
        ]
        answered = {claim.id for claim in accusing}
        denials = [
            claim
            for claim in claims
            if claim.answers
            and claim.denied in BLAME
            and claim.speaker_side in (side, "both", OUTSIDE)
            and answered.intersection(claim.denies)
        ]
        if accusing:
            found.append(Attribution(side, tuple(accusing), tuple(denials)))
    return tuple(found)


@ruled_by(
    N_(
        "Officials, bodies and media of one side are one origin, in whatever paper they are "
        "quoted. Every other claim belongs to its speaker, or, when it rests on another source, "
        "to what that source rests on. An encyclopedia and the founding articles gather what "
        "others said: they count only when nobody else speaks. Denials and corrections are no "
        "origin of what they answer."
    )
)
def trace_origins(claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """Group what is said by where it comes from."""
    saying = [claim for claim in claims if not claim.answers]
    saying = [claim for claim in saying if not claim.is_compiled] or saying
    by_source: dict[str, list[Claim]] = {}
    for claim in saying:
        by_source.setdefault(claim.source_id, []).append(claim)
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in saying:
        groups.setdefault(_trace(claim, by_source), []).append(claim)
    return tuple(
        Origin(voice, source_id, tuple(members)) for (voice, source_id), members in groups.items()
    )


def _trace(claim: Claim, by_source: Mapping[str, Sequence[Claim]]) -> tuple[str, str]:
    """(voice, "") of the claim at the root, or ("", source) for a root that has no claim here."""
    passed = {claim.source_id}
    while claim.voice not in PARTIES and claim.origin and claim.origin not in passed:
        passed.add(claim.origin)
        roots = by_source.get(claim.origin, ())
        if not roots:
            on_side = claim.origin_side in PARTIES
            return (claim.origin_side, "") if on_side else ("", claim.origin)
        same = [root for root in roots if root.voice == claim.voice]
        claim = (same or list(roots))[0]
    of_side = claim.speaker_kind == "reporter" and claim.speaker_side in PARTIES
    return (claim.speaker_side if of_side else claim.voice), ""


def group_claims(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by their event, in their order."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(claim.event_id, []).append(claim)
    return groups
