"""What is disputed of an incident: one plain sentence each, in the words of no side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from components.catalogue import N_, _, ngettext
from components.explore.speakers import count_owners, join_names, name_speaker, name_speakers
from components.explore.tolls import sort_claims
from components.labels import ACCUSED_WORDS, capital, figure_words
from geo.claims import Claim
from geo.evidence import Assessment
from geo.tables.schema import DENIED_PARTS, PARTIES
from geo.tolls import find_top

#: Measure -> those whose counts differ.
COUNTED_WORDS = {
    "killed_civilian": N_("Counts of the civilians killed differ: {low} to {high}."),
    "killed_combatant": N_("Counts of the combatants killed differ: {low} to {high}."),
    "killed_unspecified": N_("Counts of those killed differ: {low} to {high}."),
    "injured_civilian": N_("Counts of the civilians injured differ: {low} to {high}."),
    "injured_combatant": N_("Counts of the combatants injured differ: {low} to {high}."),
    "injured_unspecified": N_("Counts of those injured differ: {low} to {high}."),
}
#: Most speakers that are named as answered, or for one end of a range.
MOST_ANSWERED = 2


def list_disputes(assessment: Assessment) -> list[str]:
    """Who did it by differing voices, what is denied by whom, which counts differ.

    Denials that were taken back are told as such; those of one side that deny the same stand in one
    sentence.
    """
    return [
        *_tell_blame(assessment),
        *_tell_denials(assessment),
        *_tell_outranked(assessment),
        *_tell_corrections(assessment),
        *_tell_counts(assessment),
    ]


def _tell_blame(assessment: Assessment) -> list[str]:
    """Both sides are said to have done it, by voices that blame one alone."""
    blamed: dict[str, set[str]] = {}
    for found in assessment.attributions:
        for claim in found.claims:
            blamed.setdefault(claim.voice, set()).add(found.side)
    alone = {
        found.side: [claim for claim in found.claims if blamed[claim.voice] == {found.side}]
        for found in assessment.attributions
    }
    if not all(alone.get(side) for side in PARTIES):
        return []
    told = [
        _("{side} according to {by}").format(
            side=_(ACCUSED_WORDS[side]),
            by=name_speakers(sort_claims(alone[side]), MOST_ANSWERED),
        )
        for side in PARTIES
    ]
    return [_("Who did it: {blamed}.").format(blamed="; ".join(told))]


def _tell_denials(assessment: Assessment) -> list[str]:
    """A sentence for the denials of one side that deny the same parts."""
    standing = [
        claim
        for claim in assessment.claims
        if claim.stance == "denies" and claim.id not in assessment.withdrawn | assessment.outranked
    ]
    by_speaker: dict[str, list[Claim]] = {}
    for claim in standing:
        by_speaker.setdefault(claim.speaker, []).append(claim)
    groups: dict[tuple[str, frozenset[str]], list[Claim]] = {}
    for claims in by_speaker.values():
        key = (claims[0].speaker_side, frozenset(claim.denied for claim in claims))
        groups.setdefault(key, []).extend(claims)
    return [
        _tell_denial(claims, [part for part in DENIED_PARTS if part in parts], assessment)
        for (_side, parts), claims in groups.items()
    ]


def _tell_outranked(assessment: Assessment) -> list[str]:
    """Denials of the first days, in one sentence."""
    first = [claim for claim in assessment.claims if claim.id in assessment.outranked]
    if not first:
        return []
    sentence = _("{by} denied it before both sides said that it happened.")
    return [capital(sentence.format(by=name_speakers(first)))]


def _tell_denial(denials: Sequence[Claim], parts: Sequence[str], assessment: Assessment) -> str:
    ids = {id_ for claim in denials for id_ in claim.denies}
    answered = [claim for claim in assessment.claims if claim.id in ids]
    voices = count_owners(denials)
    told = [_name_part(part, voices) for part in parts]
    if "attribution" in parts and not any(claim.accuses for claim in answered):
        told[parts.index("attribution")] = ngettext(
            "what is said of its side", "what is said of their side", voices
        )
    sentence = _("{by} denied {what}, answering {of}.").format(
        by=name_speakers(denials),
        what=join_names(told, len(told)),
        of=name_speakers(sort_claims(answered), MOST_ANSWERED),
    )
    return capital(sentence)


def _name_part(part: str, voices: int) -> str:
    """What is denied; `voices` is 1 for "its side", 2 for "their side"."""
    return {
        "event": _("the account as a whole"),
        "attribution": ngettext("that its side did it", "that their side did it", voices),
        "weapon": ngettext(
            "that its side has or used such a weapon",
            "that their side has or used such a weapon",
            voices,
        ),
        "intent": ngettext(
            "that its side aimed at civilians", "that their side aimed at civilians", voices
        ),
        "character": _("what it is called, or what it is in law"),
        "figures": _("the figures"),
    }[part]


def _tell_corrections(assessment: Assessment) -> list[str]:
    """Who put which account right, once for each pair of speakers."""
    by_id = {claim.id: claim for claim in assessment.claims}
    told: dict[str, list[Claim]] = {}
    by: dict[str, Claim] = {}
    for claim in assessment.claims:
        if claim.stance == "corrects":
            by.setdefault(claim.speaker, claim)
            answered = told.setdefault(claim.speaker, [])
            answered += [by_id[id_] for id_ in claim.denies if id_ in by_id]
    return [_tell_correction(by[speaker], answered) for speaker, answered in told.items()]


def _tell_correction(correction: Claim, answered: Iterable[Claim]) -> str:
    own = ngettext("its own", "their own", count_owners([correction]))
    others = [name_speaker(claim) for claim in answered if claim.speaker != correction.speaker]
    names = [*dict.fromkeys(others)]
    by = capital(name_speaker(correction))
    if not names:
        return _("{by} later corrected {own} account.").format(by=by, own=own)
    sentence = _("{by} later corrected the account of {of}.")
    return sentence.format(by=by, of=join_names(names, MOST_ANSWERED))


def _tell_counts(assessment: Assessment) -> list[str]:
    """Measures whose last counts differ between voices; growth alone is no dispute."""
    sentences = []
    for measure, toll in assessment.tolls.items():
        latest = [claim for claim in toll.by if claim.counted != "part"]
        lows = {claim.id: claim.figures[measure].low for claim in latest}
        tops = {claim.id: find_top(claim.figures[measure]) for claim in latest}
        if len(latest) < 2 or min(lows.values()) == max(tops.values()):
            continue
        low = [claim for claim in latest if lows[claim.id] == min(lows.values())]
        high = [claim for claim in latest if tops[claim.id] == max(tops.values())]
        ends = {"low": _tell_end(low, measure), "high": _tell_end(high, measure)}
        sentences.append(_(COUNTED_WORDS[measure]).format(**ends))
    return sentences


def _tell_end(claims: Sequence[Claim], measure: str) -> str:
    figure = figure_words(claims[0].figures[measure])
    return f"{figure} ({name_speakers(claims, MOST_ANSWERED)})"
