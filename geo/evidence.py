"""What follows from the claims on an event: evidence level, tolls, attribution, origins.

Nobody types these in. Each step has its rule beside it, the levels theirs in `LEVEL_RULES`; the Method
page prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.claims import OUTSIDE, Claim
from geo.rules import ruled_by
from geo.tables.schema import CONTESTS, MUTUAL_BLAME, PARTIES, REPORT, UNCONTESTED
from geo.tolls import Superseded, Toll, find_superseded, range_tolls
from geo.words import N_

OUTLETS = ("news agency", "news outlet", "newspaper", "investigative group")
DOCUMENTS = ("primary document", "intergovernmental document", "court document")
#: Categories of events that consist in a text.
TEXTS = ("law", "ceasefire", "diplomacy", "commemoration", REPORT)
#: What is said, not what happened: that it was said is known, whoever passes it on.
SPOKEN = ("statement", REPORT)
#: Parts of a claim whose denial touches who did it.
BLAME = ("event", "attribution", "weapon", "intent")


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
    outranked : ids of denials made before both sides said that it happened.
    superseded : figures that their own voice replaced later.
    rule : the rule that gave the level.
    because : the claims that fulfil it.
    tolls : measure of `geo.tables.schema.MEASURES` -> range; a measure that nobody gives is missing.
    attributions : one for each side that a claim holds responsible.
    origins : independent origins of what is said, denials left out.
    mutual_blame : whether officials of each side say that the other side did it.
    """

    claims: tuple[Claim, ...]
    withdrawn: frozenset[str]
    outranked: frozenset[str]
    superseded: Superseded
    rule: LevelRule
    because: tuple[Claim, ...]
    tolls: Mapping[str, Toll]
    attributions: tuple[Attribution, ...]
    origins: tuple[Origin, ...]
    mutual_blame: bool

    @property
    def level(self) -> str:
        """The evidence level, one of `geo.tables.schema.EVIDENCE_LEVELS`."""
        return self.rule.level

    @property
    def accused_side(self) -> str:
        """Which side is said to have done it: one, "both", or "" when nobody says."""
        sides = [attribution.side for attribution in self.attributions]
        return "both" if len(sides) > 1 else "".join(sides)

    @property
    def contests(self) -> tuple[str, ...]:
        """In what it is contested, words of `geo.tables.schema.CONTESTS`, in their order."""
        gone = self.withdrawn | self.outranked
        parts = {
            claim.denied
            for claim in self.claims
            if claim.stance == "denies" and claim.id not in gone
        }
        found = {
            f"{part} denied" if part in ("event", "attribution") else "other part denied"
            for part in parts
        }
        if self.mutual_blame:
            found.add(MUTUAL_BLAME)
        return tuple(word for word in CONTESTS if word in found) or (UNCONTESTED,)


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
    outranked = find_outranked(claims) - withdrawn
    superseded = find_superseded(claims)
    standing = [claim for claim in claims if claim.id not in withdrawn | outranked]
    rule, because = find_level(standing, category)
    return Assessment(
        claims=tuple(claims),
        withdrawn=withdrawn,
        outranked=outranked,
        superseded=superseded,
        rule=rule,
        because=tuple(because),
        tolls=range_tolls(standing, superseded, _list_corrected_figures(claims)),
        attributions=attribute(standing),
        origins=trace_origins(standing),
        mutual_blame=blames_mutually(standing),
    )


def _list_corrected_figures(claims: Sequence[Claim]) -> Superseded:
    return frozenset(
        (claim.id, measure)
        for claim, correction in _pair_corrections(claims, "figures")
        for measure in correction.figures
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
        "A denial ages: it disputes no longer what both sides say later, or a text that both signed "
        "later. It stays on the card, marked."
    )
)
def find_outranked(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of the denials of an event made before its denier's side, or both sides, said that it happened."""
    affirming = [claim for claim in claims if claim.is_official and claim.says_it_happened]
    return frozenset(
        denial.id
        for denial in claims
        if denial.stance == "denies"
        and denial.denied == "event"
        and _is_outranked(denial, affirming)
    )


def _is_outranked(denial: Claim, affirming: Sequence[Claim]) -> bool:
    later = {claim.speaker_side for claim in affirming if claim.is_later_than(denial)}
    ever = {claim.speaker_side for claim in affirming}
    if "both" in later:
        return True
    # The denier's own side has to have said so since; of an outsider's denial either side will do.
    turned = later & ({denial.speaker_side} if denial.speaker_side in PARTIES else {*PARTIES})
    return bool(turned) and ever.issuperset(PARTIES)


@ruled_by(
    N_(
        "Who did it is not part of the level. Where officials of each side say that the other side "
        "did it, the incident is marked so."
    )
)
def blames_mutually(claims: Sequence[Claim]) -> bool:
    """Whether officials of each side say that the other side did it."""
    blamed = {
        (claim.speaker_side, claim.accuses)
        for claim in claims
        if claim.is_official and not claim.is_cited_only
    }
    return blamed.issuperset((PARTIES, PARTIES[::-1]))


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
        and not claim.is_cited_only
        and (
            (claim.stance == "documents" and claim.source_kind in DOCUMENTS)
            or (
                category == REPORT
                and claim.speaker_kind == "body"
                and claim.stance in ("documents", "asserts")
            )
        )
    ]


def _find_checks(claims: Sequence[Claim], category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if category != REPORT
        and claim.stance == "documents"
        and claim.speaker_side == OUTSIDE
        and claim.speaker_kind in ("body", "reporter")
        and not claim.is_cited_only
    ]


def _find_disputes(claims: Sequence[Claim], _category: str) -> list[Claim]:
    by_id = {claim.id: claim for claim in claims}
    return [
        claim
        for claim in claims
        if claim.answers
        and claim.denied == "event"
        and claim.speaker_kind != "author"
        and not claim.is_cited_only
        and any(id_ in by_id and by_id[id_].voice != claim.voice for id_ in claim.denies)
    ]


def _find_agreement(claims: Sequence[Claim], category: str) -> list[Claim]:
    found = [
        claim
        for claim in claims
        if category not in SPOKEN
        and claim.is_official
        and claim.says_it_happened
        and not claim.foretells
        and not claim.is_cited_only
    ]
    sides = {claim.speaker_side for claim in found}
    return found if "both" in sides or sides.issuperset(PARTIES) else []


def _find_reports(claims: Sequence[Claim], category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if category not in SPOKEN
        and not claim.answers
        and claim.source_kind in OUTLETS
        and claim.source_side == OUTSIDE
        and not claim.relays_a_side
        and not claim.is_cited_only
    ]


def _find_statements(claims: Sequence[Claim], _category: str) -> list[Claim]:
    return [
        claim
        for claim in claims
        if not claim.answers and claim.relays_a_side and claim.speaker_kind != "author"
    ]


def _find_analysis(claims: Sequence[Claim], _category: str) -> list[Claim]:
    return [claim for claim in claims if not claim.answers]


LEVEL_RULES = (
    LevelRule(
        "primary document",
        N_(
            "The incident consists in a text (a law, a ceasefire, talks, a commemoration, a report), and "
            "that text itself (a resolution, a decree, a signed statement, a court order, the report) is "
            "among the sources and was read at least in part. What a report found is rated at the "
            "incidents of which it speaks, not here: no publication documents itself."
        ),
        _find_texts,
    ),
    LevelRule(
        "independently documented",
        N_(
            "A body or a reporter outside both sides checked the harm or the weapon itself: on the spot, "
            "by remnants, by images or by interviews. Its own text was read, at least in part or in a "
            "reprint. A denial does not lower this level; it stands beside it."
        ),
        _find_checks,
    ),
    LevelRule(
        "claim disputed",
        N_(
            "Nobody outside both sides checked it, and another side, a body or a reporter denies that it "
            "happened at all, and has not taken the denial back. To deny only who did it, how, with what, "
            "or by what right does not dispute that it happened."
        ),
        _find_disputes,
    ),
    LevelRule(
        "stated by both sides",
        N_(
            "Officials of both sides say that it happened, whomever each of them blames for it. What was "
            "announced before its first day does not count here."
        ),
        _find_agreement,
    ),
    LevelRule(
        "reported by news agency",
        N_(
            "A news agency or outlet outside both sides reported it in its own voice, or a body outside "
            "both sides said so through one. An outlet that only passes on the word of a side does not "
            "lift it to this level, nor does a report of what an official said in a speech."
        ),
        _find_reports,
    ),
    LevelRule(
        "official statement of one side",
        N_(
            "Officials or media of a side say so, or an outlet that only passes on their word, and nobody "
            "outside both sides checked or reported it. For a speech: what was said is known, what it "
            "claims is the speaker's own."
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
