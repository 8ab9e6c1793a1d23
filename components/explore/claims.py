"""The claims of a card: the same fields in the same order for every speaker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from components.catalogue import N_, _, ngettext
from components.explore.tolls import UNDATED, describe_dated
from components.labels import (
    ACCUSED_WORDS,
    BASIS_WORDS,
    DENIED_WORDS,
    SIDE_WORDS,
    STANCE_WORDS,
    capital,
    figure_words,
    label_kind,
    source_words,
)
from geo.claims import Claim
from geo.dates import describe_partial
from geo.evidence import Assessment
from geo.kept import keep_with_record
from geo.record import Record

#: Groups of a card and the side of the speakers in each; the first stands only where there is a joint text.
GROUPS = {
    "joint": "both",
    "outside": "other",
    "azerbaijani": "azerbaijani",
    "armenian": "armenian or karabakh",
}
DONE_BY = N_("Said to have done it")
KILLED, INJURED, WEAPON, DAY = N_("Killed"), N_("Injured"), N_("Weapon"), N_("Day")
#: What a claim on harm may leave out -> how the card says that no claim tells it.
UNKNOWN_WORDS = {
    DONE_BY: N_("who did it"),
    KILLED: N_("how many were killed"),
    INJURED: N_("how many were injured"),
    WEAPON: N_("which weapon"),
}


def group_claims(assessment: Assessment, record: Record) -> list[dict[str, Any]]:
    """The claims in groups by side, each in order of time."""
    said = list_known(assessment.claims)
    joint = any(claim.speaker_side == "both" for claim in assessment.claims)
    groups = []
    for key, side in GROUPS.items():
        if side == "both" and not joint:
            continue
        found = [claim for claim in assessment.claims if claim.speaker_side == side]
        found.sort(key=lambda claim: claim.said or UNDATED)
        silent = _("No claim recorded.")
        if joint:
            silent = _("No claim of its own recorded; see the text of both sides.")
        groups.append(
            {
                "key": key,
                "label": capital(_(SIDE_WORDS[side])),
                "claims": [build_claim(claim, key, assessment, record, said) for claim in found],
                "silent": "" if found else silent,
            }
        )
    return groups


def list_known(claims: Sequence[Claim]) -> frozenset[str]:
    """Names of the facts that any claim on the event gives."""
    return frozenset(name for claim in claims for name, words in _list_facts(claim) if words)


def build_claim(
    claim: Claim, group: str, assessment: Assessment, record: Record, said: frozenset[str]
) -> dict[str, Any]:
    """One claim; a fact that some claim on the event gives and this one does not is empty."""
    source = read_source(claim.source_id, record)
    publisher = source["publisher"] or source["title"]
    return {
        "id": claim.id,
        "speaker": claim.speaker,
        "side": _(SIDE_WORDS[claim.speaker_side]),
        "group": group,
        "dated": describe_dated(claim.said),
        "date": claim.said,
        "stance": _tell_stance(claim, publisher),
        "withdrawn": claim.id in assessment.withdrawn,
        "outranked": claim.id in assessment.outranked,
        "text": claim.paraphrase,
        "facts": [
            {"name": _(name), "words": words} for name, words in _list_facts(claim) if name in said
        ],
        "to": name_once((other, "") for other in assessment.claims if other.id in claim.denies),
        "answered": name_once(
            (answer, _tell_answer(answer, assessment))
            for answer in assessment.claims
            if claim.id in answer.denies
        ),
        "locator": claim.locator or _("not known"),
        "basis": _(BASIS_WORDS[claim.basis]),
        "origin": name_source(claim.origin, record),
        "note": claim.note,
        "source": {
            "id": claim.source_id,
            "name": source_words(source),
            "title": source["title"],
            "kind": label_kind(source["kind"]),
            "url": source["url"] if source["url"].startswith("https://") else "",
        },
    }


def name_once(claims: Iterable[tuple[Claim, str]]) -> list[dict[str, str]]:
    """Speakers, each once, with the first claim that says so and every hedge that they use."""
    named: dict[str, dict[str, str]] = {}
    for claim, hedge in claims:
        entry = named.setdefault(
            claim.speaker, {"claim": claim.id, "speaker": claim.speaker, "hedge": ""}
        )
        if hedge and hedge not in entry["hedge"].split("; "):
            entry["hedge"] = f"{entry['hedge']}; {hedge}" if entry["hedge"] else hedge
    return list(named.values())


def name_source(source_id: str, record: Record) -> str:
    """A source in short, "" without one."""
    return source_words(read_source(source_id, record)) if source_id else ""


def read_source(source_id: str, record: Record) -> Mapping[str, str]:
    """A row of the sources as plain text."""
    return _read_sources(record)[source_id]


@keep_with_record
def _read_sources(record: Record) -> dict[str, dict[str, str]]:
    return cast(dict[str, dict[str, str]], record.sources.to_dict("index"))


def _tell_answer(answer: Claim, assessment: Assessment) -> str:
    denies = _("denies: {what}") if answer.stance == "denies" else _("corrects: {what}")
    words = denies.format(what=_(DENIED_WORDS[answer.denied]))
    if answer.id in assessment.withdrawn:
        return _("{words}, taken back later").format(words=words)
    if answer.id in assessment.outranked:
        return _("{words}, before both sides said that it happened").format(words=words)
    return words


def _tell_stance(claim: Claim, publisher: str) -> str:
    if claim.stance == "reports" and publisher != claim.speaker:
        return _("quoted by {publisher}").format(publisher=publisher)
    if claim.stance == "asserts" and claim.speaker_kind == "reporter":
        return _("reports it in its own voice")
    return _(STANCE_WORDS[claim.stance])


def _list_facts(claim: Claim) -> list[tuple[str, str]]:
    """The same facts for every claim: (name, words), the words "" where it does not say."""
    accused = _(ACCUSED_WORDS.get(claim.accuses, ""))
    if accused and claim.hedge:
        accused = f"{accused} ({claim.hedge})"
    first = (DONE_BY, accused)
    if claim.answers:
        name = N_("Denies") if claim.stance == "denies" else N_("Corrects")
        first = (name, _(DENIED_WORDS[claim.denied]))
    return [
        first,
        (KILLED, _tell_figures(claim, "killed")),
        (INJURED, _tell_figures(claim, "injured")),
        (WEAPON, claim.weapon),
        (DAY, describe_partial(claim.date_said)),
    ]


def _tell_figures(claim: Claim, verb: str) -> str:
    return ", ".join(
        _tell_people(measure.split("_")[1], figure.high or figure.low).format(
            n=figure_words(figure)
        )
        for measure, figure in claim.figures.items()
        if measure.startswith(verb)
    )


def _tell_people(who: str, count: int) -> str:
    return {
        "civilian": ngettext("{n} civilian", "{n} civilians", count),
        "combatant": ngettext("{n} combatant", "{n} combatants", count),
        "unspecified": ngettext("{n} person", "{n} people", count),
    }[who]
