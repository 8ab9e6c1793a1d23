"""Tolls in words: one plain line, who counts so, and every count with its speaker and day.

Civilians, combatants and persons not told apart may be the same people: the line never stands them
side by side as if they could be added up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from components.catalogue import N_, _, ngettext
from components.explore.speakers import name_speakers, say_nobody
from components.labels import MEASURE_WORDS, capital, figure_words, range_words
from geo.claims import Claim
from geo.dates import describe_partial_short
from geo.evidence import Assessment
from geo.tolls import Toll

VERBS = ("killed", "injured")
CIVILIAN, COMBATANT, UNSPECIFIED = "civilian", "combatant", "unspecified"
#: How the people of a count are named in the line: those of a measure, or just "killed".
PLAIN, PERSONS = "plain", "persons"
#: After every dated mark.
UNDATED = "9999"
#: What the figures of a claim count, when it is not all and its own.
COUNTED_WORDS = {"": "", "part": N_("a part"), "repeated": N_("another's figure")}


@dataclass(frozen=True)
class Count:
    """What is shown of those killed, or of those injured.

    Parameters
    ----------
    verb : one of `VERBS`.
    people : the measure shown first, civilians when anybody counts them; "" for combatants alone.
    same : measures with the same figures, which may count the same people.
    apart : measures with other figures of persons not told apart.
    combatants : whether combatants stand by themselves.
    """

    verb: str
    people: str
    same: tuple[str, ...]
    apart: tuple[str, ...]
    combatants: bool


def describe_toll(assessment: Assessment) -> str:
    """The toll in one plain line, "" where nobody gives a figure.

    Rules: where civilians are counted, their range is shown; where a count that does not tell
    civilians apart lies within it, only "killed" or "injured" is said. Combatants stand by themselves
    unless the very same people are meant. Nobody hurt is said with who says so.
    """
    tolls = assessment.tolls
    if tolls and all(_is_zero(toll) for toll in tolls.values()):
        return say_nobody(_tell_nobody(tolls), _counting(assessment, *tolls))
    counts = _read_counts(assessment)
    lines = [_tell_people(assessment, counts), _tell_combatants(assessment, counts)]
    return "; ".join(line for line in lines if line)


def _is_zero(toll: Toll) -> bool:
    return toll.high == 0 and not toll.is_open


def _tell_nobody(measures: Iterable[str]) -> str:
    measures = list(measures)
    verbs = {measure.split("_")[0] for measure in measures}
    civilians = all(measure.endswith(CIVILIAN) for measure in measures)
    if len(verbs) == len(VERBS):
        return _("no civilian hurt") if civilians else _("no one hurt")
    if verbs == {"killed"}:
        return _("no civilian killed") if civilians else _("no one killed")
    return _("no civilian injured") if civilians else _("no one injured")


def _read_counts(assessment: Assessment) -> list[Count]:
    return [
        count
        for verb in VERBS
        if (count := _read_count(assessment, verb)) and (count.people or count.combatants)
    ]


def _read_count(assessment: Assessment, verb: str) -> Count:
    tolls = assessment.tolls
    people = [m for who in (CIVILIAN, UNSPECIFIED) if (m := f"{verb}_{who}") in tolls]
    people.sort(key=lambda measure: (_is_part(tolls[measure]), _is_zero(tolls[measure])))
    combatants = f"{verb}_{COMBATANT}"
    if people and combatants in tolls and _is_zero(tolls[combatants]):
        tolls = {measure: toll for measure, toll in tolls.items() if measure != combatants}
    if not people:
        return Count(verb, "", (), (), combatants in tolls)
    first, others = people[0], people[1:]
    others += [combatants] if combatants in tolls else []
    same = tuple(m for m in others if _may_be_same(assessment, first, m))
    if {c.speaker for c in _counting(assessment, *same)} <= {
        c.speaker for c in _counting(assessment, first)
    }:
        others, same = [m for m in others if m not in same], ()
    apart = tuple(m for m in others if m not in same and m != combatants)
    return Count(verb, first, same, apart, combatants in others and combatants not in same)


def _is_part(toll: Toll) -> bool:
    return all(claim.counted == "part" for claim in toll.by)


def _may_be_same(assessment: Assessment, first: str, other: str) -> bool:
    """Whether two measures may count the same people: figures within the range, by no one speaker."""
    inner, outer = assessment.tolls[other], assessment.tolls[first]
    if _is_part(inner) or _is_part(outer):
        return False
    if any(first in claim.figures and other in claim.figures for claim in assessment.claims):
        return False
    top = math.inf if outer.is_open else outer.high
    return outer.low <= inner.low <= top and (inner.is_open or inner.high <= top)


def _tell_people(assessment: Assessment, counts: Sequence[Count]) -> str:
    """Civilians, or persons not told apart: "1 civilian killed, 2 injured"."""
    told: list[str] = []
    before = ""
    some = [count for count in counts if count.people]
    for count in sorted(some, key=lambda count: _is_zero(assessment.tolls[count.people])):
        who = PLAIN if count.same else count.people.split("_")[1]
        who = PLAIN if who == UNSPECIFIED else who
        named = before != who
        if who == PLAIN and before == CIVILIAN:
            who, named = PERSONS, True
        told.append(_tell(count.verb, who if named else "", assessment.tolls[count.people]))
        before = PLAIN if who == PERSONS else who
    return ", ".join(told)


def _tell_combatants(assessment: Assessment, counts: Sequence[Count]) -> str:
    told: list[str] = []
    for count in counts:
        if count.combatants:
            toll = assessment.tolls[f"{count.verb}_{COMBATANT}"]
            told.append(_tell(count.verb, "" if told else COMBATANT, toll))
    return ", ".join(told)


def _tell(verb: str, who: str, toll: Toll) -> str:
    """A range of people with what happened to them; `who` is "" where the words before say it."""
    if _is_zero(toll):
        return _tell_nobody([f"{verb}_{who}"])
    n = toll.high
    words = {
        ("killed", ""): ngettext("{n} killed", "{n} killed", n),
        ("killed", PLAIN): ngettext("{n} person killed", "{n} killed", n),
        ("killed", PERSONS): ngettext("{n} person killed", "{n} people killed", n),
        ("killed", CIVILIAN): ngettext("{n} civilian killed", "{n} civilians killed", n),
        ("killed", COMBATANT): ngettext("{n} combatant killed", "{n} combatants killed", n),
        ("injured", ""): ngettext("{n} injured", "{n} injured", n),
        ("injured", PLAIN): ngettext("{n} person injured", "{n} injured", n),
        ("injured", PERSONS): ngettext("{n} person injured", "{n} people injured", n),
        ("injured", CIVILIAN): ngettext("{n} civilian injured", "{n} civilians injured", n),
        ("injured", COMBATANT): ngettext("{n} combatant injured", "{n} combatants injured", n),
    }[verb, who]
    return words.format(n=range_words(toll.low, toll.high, toll.is_open))


def note_toll(assessment: Assessment) -> str:
    """Who counts so, and what is not said: a line to stand below the toll."""
    tolls = assessment.tolls
    if not tolls or all(_is_zero(toll) for toll in tolls.values()):
        return ""
    counts = _read_counts(assessment)
    people = [count.people for count in counts if count.people]
    combatants = [f"{count.verb}_{COMBATANT}" for count in counts if count.combatants]
    same = [measure for count in counts for measure in count.same]
    notes = [
        _name_counting(assessment, people, split=bool(same)),
        *_note_same(assessment, same),
        *_note_apart(assessment, [measure for count in counts for measure in count.apart]),
        _note_combatants(assessment, combatants, people),
        _note_parts(assessment, [*people, *combatants]),
        _("first counts were lower") if _grew(assessment, [*people, *combatants]) else "",
    ]
    return "; ".join(note for note in notes if note)


def _counting(assessment: Assessment, *measures: str) -> list[Claim]:
    """Claims whose figures of one of the measures count, what was checked first."""
    tolls = assessment.tolls
    found = {claim.id for measure in measures if measure in tolls for claim in tolls[measure].by}
    return [claim for claim in sort_claims(assessment.claims) if claim.id in found]


def sort_claims(claims: Sequence[Claim]) -> list[Claim]:
    """What was checked first, then reports and statements, then authors; else as in the file."""
    ranks = {"body": 1, "reporter": 1, "party": 2, "author": 3}
    return sorted(
        claims,
        key=lambda claim: 0 if claim.stance == "documents" else ranks[claim.speaker_kind],
    )


def _is_passed_on(claim: Claim) -> bool:
    """Whether the figures are another's: said so, gathered, or resting on another source."""
    reprinted = bool(claim.origin) and claim.speaker_kind in ("reporter", "author")
    return claim.counted == "repeated" or claim.is_compiled or reprinted


def _name_counting(assessment: Assessment, measures: Sequence[str], *, split: bool) -> str:
    """Who counts and who passes it on; `split` when others do not say that they are civilians."""
    giving = _counting(assessment, *measures)
    own = [claim for claim in giving if not _is_passed_on(claim)] or giving
    speakers = {claim.speaker for claim in own}
    passing = [claim for claim in giving if claim.speaker not in speakers]
    by = name_speakers(own)
    if not by:
        return ""
    if not any(measure.endswith(CIVILIAN) for measure in measures):
        named = _("not said whether civilians, according to {by}")
    elif split:
        named = _("civilians, according to {by}")
    else:
        named = _("according to {by}")
    if not passing:
        return named.format(by=by)
    passed = _("passed on by {by}").format(by=name_speakers(passing))
    return f"{named.format(by=by)}, {passed}"


def _note_same(assessment: Assessment, measures: Sequence[str]) -> list[str]:
    unsaid = _counting(assessment, *(m for m in measures if m.endswith(UNSPECIFIED)))
    fighters = _counting(assessment, *(m for m in measures if m.endswith(COMBATANT)))
    notes = []
    if fighters:
        notes.append(_("combatants, according to {by}").format(by=name_speakers(fighters)))
    if unsaid:
        notes.append(_("{by} did not say whether civilians").format(by=name_speakers(unsaid)))
    return notes


def _note_apart(assessment: Assessment, measures: Sequence[str]) -> list[str]:
    """Other figures of persons not told apart, and who says that nobody was hurt."""
    zero = [measure for measure in measures if _is_zero(assessment.tolls[measure])]
    some = [measure for measure in measures if measure not in zero]
    notes = []
    if some:
        told: list[str] = []
        for measure in some:
            verb = measure.split("_")[0]
            told.append(_tell(verb, "" if told else PLAIN, assessment.tolls[measure]))
        words = ngettext(
            "{toll}, not said whether a civilian, according to {by}",
            "{toll}, not said whether civilians, according to {by}",
            max(assessment.tolls[measure].high for measure in some),
        )
        by = name_speakers(_counting(assessment, *some))
        notes.append(words.format(toll=", ".join(told), by=by))
    if zero:
        notes.append(say_nobody(_tell_nobody(zero), _counting(assessment, *zero)))
    return notes


def _note_combatants(
    assessment: Assessment, combatants: Sequence[str], people: Sequence[str]
) -> str:
    giving = _counting(assessment, *combatants)
    named = {claim.speaker for claim in _counting(assessment, *people)}
    if {claim.speaker for claim in giving} <= named:
        return ""
    words = _("combatants, according to {by}") if people else _("according to {by}")
    return words.format(by=name_speakers(giving))


def _note_parts(assessment: Assessment, measures: Sequence[str]) -> str:
    """That a number is added up from each side's count of its own people."""
    added = any(assessment.tolls[measure].parts for measure in measures)
    return _("each side’s count of its own people, added") if added else ""


def _grew(assessment: Assessment, measures: Sequence[str]) -> bool:
    """Whether a voice gave a lower figure before than the range has."""
    return any(
        claim.figures[measure].low < assessment.tolls[measure].low
        for measure in measures
        for claim in assessment.claims
        if (claim.id, measure) in assessment.superseded and claim.counted != "part"
    )


def build_tolls(assessment: Assessment) -> list[dict[str, Any]]:
    """Each measure with its range and a mark for each speaker and figure, in order of time."""
    return [
        {
            "name": capital(_(MEASURE_WORDS[measure])),
            "range": range_words(toll.low, toll.high, toll.is_open),
            "same": _tell_same(assessment, measure),
            "low_by": name_speakers(toll.low_by),
            "high_by": name_speakers(toll.high_by),
            "top": max([toll.high, *(mark["high"] or mark["low"] for mark in marks)]),
            "marks": marks,
        }
        for measure, toll in assessment.tolls.items()
        for marks in (_build_marks(assessment, measure),)
    ]


def _tell_same(assessment: Assessment, measure: str) -> str:
    """That a measure may count the people of another one, "" when it stands by itself."""
    verb = measure.split("_")[0]
    count = _read_count(assessment, verb)
    if measure not in count.same:
        return ""
    by = name_speakers(_counting(assessment, measure))
    return _("may be the same persons, as {by} counts them").format(by=by)


def _build_marks(assessment: Assessment, measure: str) -> list[dict[str, Any]]:
    """One mark for each speaker and figure, those that no longer count too.

    What a speaker repeats, and what is reprinted of it, stands once, with the first claim. A mark is
    "own" when the speaker checked it and counted all of those harmed itself.
    """
    spoken = {(claim.voice, claim.source_id) for claim in assessment.claims}
    giving = [claim for claim in sort_claims(assessment.claims) if measure in claim.figures]
    giving.sort(key=lambda c: (c.said or UNDATED, c.figures[measure].low))
    marks: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim in giving:
        if (claim.voice, claim.origin) in spoken:
            continue
        figure = claim.figures[measure]
        gone = claim.id in assessment.withdrawn
        first = (claim.id, measure) in assessment.superseded
        mark = {
            "claim": claim.id,
            "speaker": claim.speaker,
            "dated": describe_dated(claim.said),
            "words": figure_words(figure),
            "low": figure.low,
            "high": figure.high,
            "own": claim.stance == "documents" and not claim.counted,
            "counted": _(COUNTED_WORDS[claim.counted]),
            "withdrawn": gone,
            "first": first,
        }
        marks.setdefault((claim.speaker, figure, claim.counted, gone, first), mark)
    return list(marks.values())


def describe_dated(date: str) -> str:
    """A date as far as it is known, short, or that it is not known.

    >>> describe_dated("2020-10-28"), describe_dated("2020-10"), describe_dated("2020")
    ('28 Oct 2020', 'Oct 2020', '2020')
    >>> describe_dated("")
    'undated'
    """
    return describe_partial_short(date) or _("undated")
