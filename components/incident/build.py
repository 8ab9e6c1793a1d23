"""What the card of the selected incident shows, as plain values for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import pandas as pd

from components.cards import (
    count_claims,
    describe_date,
    describe_place,
    describe_scales,
)
from components.labels import (
    ACCUSED_WORDS,
    BASIS_WORDS,
    DENIED_WORDS,
    HARMED_WORDS,
    MEASURE_WORDS,
    SIDE_WORDS,
    STANCE_WORDS,
    figure_words,
    range_words,
    source_words,
)
from geo.dates import describe_day, describe_partial
from geo.evidence import Assessment, Attribution, Claim, Origin, Toll
from geo.record import Record
from geo.tables.schema import HARM_CATEGORIES, SIDES


@lru_cache(maxsize=256)
def build_incident(record: Record, row: int) -> dict[str, Any]:
    """The selected incident: JSON values only; texts are plain, never markup.

    Parameters
    ----------
    record : the record.
    row : position in `record.events`.
    """
    event = record.events.iloc[row]
    assessment = record.assessments[event["id"]]
    return {
        "when": describe_date(event),
        "where": describe_place(event, record),
        "title": event["title"],
        "scales": [{"name": name, "words": words} for name, words in describe_scales(event)],
        "summary": event["summary"],
        "harmed": HARMED_WORDS.get(event["harmed_side"], ""),
        "tolls": _build_tolls(assessment),
        "blame": [_build_blame(found) for found in assessment.attributions],
        "level": _build_level(assessment),
        "origins": [_name_origin(origin, record) for origin in assessment.origins],
        "groups": _group_answers(assessment, record),
        "silent": _name_silent(assessment),
        "unknown": _name_unknown(assessment, event["category"]),
        "differs": _build_differences(record, event["id"]),
        "article": f"{event['article_relation']} at {event['article']}" if event["article"] else "",
        "note": event["note"],
        "checked": describe_day(event["checked"].date()),
        "count": count_claims(assessment),
    }


def _build_tolls(assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "name": MEASURE_WORDS[measure],
            "range": range_words(toll.low, toll.high, toll.is_open),
            "low_by": ", ".join(dict.fromkeys(claim.speaker for claim in toll.low_by)),
            "high_by": ", ".join(dict.fromkeys(claim.speaker for claim in toll.high_by)),
            "top": max(_tops(assessment, measure, toll)),
            "marks": _build_marks(assessment, measure),
        }
        for measure, toll in assessment.tolls.items()
    ]


def _tops(assessment: Assessment, measure: str, toll: Toll) -> list[int]:
    figures = [claim.figures[measure] for claim in assessment.claims if measure in claim.figures]
    return [toll.high, 1, *(figure.high or figure.low for figure in figures)]


def _build_marks(assessment: Assessment, measure: str) -> list[dict[str, Any]]:
    """One mark for each speaker and figure, those that no longer count too.

    What a speaker repeats, and what is reprinted of it, stands once, with the first claim. A mark
    is "own" when the speaker checked and the figure is not another's that it repeats.
    """
    own = {(claim.voice, claim.source_id) for claim in assessment.claims}
    marks: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim in order_claims(assessment.claims):
        if measure in claim.figures and (claim.voice, claim.origin) not in own:
            figure = claim.figures[measure]
            withdrawn = claim.id in assessment.withdrawn
            mark = {
                "claim": claim.id,
                "speaker": claim.speaker,
                "words": figure_words(figure),
                "low": figure.low,
                "high": figure.high,
                "own": claim.stance == "documents" and claim.counted != "repeated",
                "counted": claim.counted,
                "withdrawn": withdrawn,
            }
            marks.setdefault((claim.speaker, figure, claim.counted, withdrawn), mark)
    return list(marks.values())


def _build_blame(found: Attribution) -> dict[str, Any]:
    return {
        "side": ACCUSED_WORDS[found.side],
        "by": _name_once([(claim, claim.hedge) for claim in found.claims]),
        "denials": _name_once([(claim, DENIED_WORDS[claim.denied]) for claim in found.denials]),
    }


def _name_once(claims: list[tuple[Claim, str]]) -> list[dict[str, str]]:
    """Speakers, each once, with the first claim that says so and every hedge that they use."""
    named: dict[str, dict[str, str]] = {}
    for claim, hedge in claims:
        entry = named.setdefault(
            claim.speaker, {"claim": claim.id, "speaker": claim.speaker, "hedge": ""}
        )
        if hedge and hedge not in entry["hedge"].split("; "):
            entry["hedge"] = f"{entry['hedge']}; {hedge}" if entry["hedge"] else hedge
    return list(named.values())


def _build_level(assessment: Assessment) -> dict[str, Any]:
    return {
        "words": assessment.rule.words,
        "because": _name_once([(claim, "") for claim in assessment.because]),
    }


def _name_origin(origin: Origin, record: Record) -> str:
    if origin.source_id:
        source = _find_source(origin.source_id, record)
        return str(source["publisher"] or source["title"])
    return SIDE_WORDS.get(origin.voice, origin.voice)


def _group_answers(assessment: Assessment, record: Record) -> list[dict[str, Any]]:
    """Claims in reading order, those of one speaker together, with the answers beside the first.

    An answer stands once, beside the first claim that it answers. A speaker's further claims and
    the repetitions of an answer are `more`.
    """
    ordered = order_claims(assessment.claims)
    said = _known_fields(assessment.claims)
    groups: dict[str, list[Claim]] = {}
    answers: dict[str, list[Claim]] = {}
    home: dict[str, str] = {}
    for claim in ordered:
        if not claim.answers:
            groups.setdefault(claim.speaker, []).append(claim)
            home[claim.id] = claim.speaker
    for claim in sorted(ordered, key=lambda each: each.stance == "corrects"):
        if claim.answers:
            first = next((home[id_] for id_ in claim.denies if id_ in home), next(iter(groups)))
            home[claim.id] = first
            answers.setdefault(first, []).append(claim)
    return [
        _build_group(claims, answers.get(speaker, []), assessment, record, said)
        for speaker, claims in groups.items()
    ]


def _build_group(
    claims: list[Claim],
    answers: list[Claim],
    assessment: Assessment,
    record: Record,
    said: frozenset[str],
) -> dict[str, Any]:
    heard: dict[tuple[str, str, str], Claim] = {}
    for answer in answers:
        heard.setdefault((answer.speaker, answer.stance, answer.denied), answer)
    first = {answer.id for answer in heard.values()}
    further = [*claims[1:], *(answer for answer in answers if answer.id not in first)]
    return {
        "claim": _build_claim(claims[0], assessment, record, said),
        "answers": [_build_claim(answer, assessment, record, said) for answer in heard.values()],
        "more": [_build_claim(claim, assessment, record, said) for claim in further],
    }


def _known_fields(claims: Sequence[Claim]) -> frozenset[str]:
    """Names of the fields that any claim on the event fills."""
    return frozenset(
        field["name"] for claim in claims for field in _list_facts(claim) if field["words"]
    )


def order_claims(claims: Sequence[Claim]) -> list[Claim]:
    """What was checked first, then reports and statements, then authors; else as in the file."""
    ranks = {"body": 1, "reporter": 1, "party": 2, "author": 3}
    return sorted(
        claims,
        key=lambda claim: 0 if claim.stance == "documents" else ranks[claim.speaker_kind],
    )


def _build_claim(
    claim: Claim, assessment: Assessment, record: Record, said: frozenset[str]
) -> dict[str, Any]:
    source = _find_source(claim.source_id, record)
    publisher = str(source["publisher"] or source["title"])
    return {
        "id": claim.id,
        "speaker": claim.speaker,
        "side": SIDE_WORDS[claim.speaker_side],
        "stance": _tell_stance(claim, publisher),
        "withdrawn": claim.id in assessment.withdrawn,
        "text": claim.paraphrase,
        "facts": [field for field in _list_facts(claim) if field["name"] in said],
        "to": _name_once([(other, "") for other in assessment.claims if other.id in claim.denies]),
        "answered": _name_once(
            [
                (answer, _tell_answer(answer, assessment))
                for answer in assessment.claims
                if claim.id in answer.denies
            ]
        ),
        "locator": claim.locator or "not known",
        "basis": BASIS_WORDS[claim.basis],
        "origin": _name_source(claim.origin, record),
        "note": claim.note,
        "source": {
            "id": claim.source_id,
            "name": source_words(source),
            "title": source["title"],
            "kind": source["kind"],
            "url": source["url"] if source["url"].startswith("https://") else "",
        },
    }


def _tell_answer(answer: Claim, assessment: Assessment) -> str:
    words = f"{answer.stance}: {DENIED_WORDS[answer.denied]}"
    return f"{words}; taken back later" if answer.id in assessment.withdrawn else words


def _tell_stance(claim: Claim, publisher: str) -> str:
    words = STANCE_WORDS[claim.stance]
    if claim.stance == "reports" and publisher != claim.speaker:
        return f"quoted by {publisher}"
    return words


def _list_facts(claim: Claim) -> list[dict[str, str]]:
    """The same fields for every claim; a field without value says so."""
    killed = _tell_figures(claim, "killed")
    injured = _tell_figures(claim, "injured")
    accused = ACCUSED_WORDS.get(claim.accuses, "")
    if accused and claim.hedge:
        accused = f"{accused} ({claim.hedge})"
    fields = [
        ("Killed", killed),
        ("Injured", injured),
        ("Weapon", claim.weapon),
        ("Day", describe_partial(claim.date_said)),
    ]
    if claim.answers:
        fields.insert(0, (claim.stance.capitalize(), DENIED_WORDS[claim.denied]))
    else:
        fields.insert(0, ("Done by", accused))
    return [{"name": name, "words": words} for name, words in fields]


def _tell_figures(claim: Claim, verb: str) -> str:
    who = {"civilian": "civilians", "combatant": "combatants", "unspecified": "persons"}
    return ", ".join(
        f"{figure_words(figure)} {who[measure.split('_')[1]]}"
        for measure, figure in claim.figures.items()
        if measure.startswith(verb)
    )


def _find_source(source_id: str, record: Record) -> pd.Series:
    return cast(pd.Series, record.sources.loc[source_id])


def _name_source(source_id: str, record: Record) -> str:
    if not source_id:
        return ""
    return source_words(_find_source(source_id, record))


def _name_silent(assessment: Assessment) -> list[str]:
    """Sides without any claim in the record, joint texts aside."""
    heard = {claim.speaker_side for claim in assessment.claims}
    if "both" in heard:
        heard |= set(SIDES) - {"other"}
    return [SIDE_WORDS[side] for side in SIDES if side not in heard and side != "both"]


def _name_unknown(assessment: Assessment, category: str) -> list[str]:
    """What no claim tells of an incident of harm."""
    if category not in HARM_CATEGORIES:
        return []
    said = _known_fields(assessment.claims)
    return [
        words
        for name, words in (
            ("Done by", "who did it"),
            ("Killed", "how many were killed"),
            ("Injured", "how many were injured"),
            ("Weapon", "which weapon"),
        )
        if name not in said
    ]


def _build_differences(record: Record, event_id: str) -> list[dict[str, Any]]:
    """Where a founding article differs from the record on this event."""
    rows = record.coverage[record.coverage["differs"] != ""]
    told = rows[[event_id in ids for ids in rows["event_ids"]]]
    return [
        {
            "where": f"Article {row['locator'][0]}, {_place_in_article(row['locator'])}",
            "text": row["differs"],
            "decided_by": [
                {"id": id_, "name": _name_source(id_, record)} for id_ in row["decided_by"]
            ],
        }
        for _, row in told.iterrows()
    ]


def _place_in_article(locator: str) -> str:
    """The place in words.

    >>> _place_in_article("A10"), _place_in_article("A fn 3"), _place_in_article("B caption")
    ('paragraph 10', 'footnote 3', 'caption')
    """
    rest = locator[1:].strip()
    if rest.isdigit():
        return f"paragraph {rest}"
    return rest.replace("fn", "footnote")
