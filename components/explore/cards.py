"""The card of an incident as plain values for the browser: texts are plain, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd

from components.catalogue import N_, _, ngettext
from components.explore.claims import (
    UNKNOWN_WORDS,
    group_claims,
    list_known,
    name_once,
    name_source,
    read_source,
)
from components.explore.disputes import list_disputes
from components.explore.known import tell_history
from components.explore.speakers import join_names, name_speaker, name_speakers
from components.explore.tolls import build_tolls, describe_toll, note_toll, sort_claims
from components.labels import (
    ACCUSED_WORDS,
    CONTEST_WORDS,
    DENIED_WORDS,
    EVIDENCE_WORDS,
    HARMED_WORDS,
    SIDE_WORDS,
    capital,
)
from geo.claims import OUTSIDE, Claim
from geo.dates import describe_day, describe_span
from geo.evidence import OUTLETS, Assessment, Attribution, Origin
from geo.kept import keep_with_record
from geo.known import list_stages, read_stages
from geo.names import name_district
from geo.record import Record
from geo.tables.schema import (
    CATEGORIES,
    EVIDENCE_LEVELS,
    HARM_CATEGORIES,
    MUTUAL_BLAME,
)

TITLE = N_("Karabakh 2020, place by place")
#: What is said of a place that is not known to the town.
PLACE_WORDS = {
    "district": N_("only the district is known"),
    "region": N_("a whole region"),
    "none": N_("no single place"),
}
#: Level -> how the card names what it rests on; other levels have their own way below.
LEVEL_WORDS = {
    "independently documented": N_("Independently documented by {by}"),
    "stated by both sides": N_("Stated by both sides: {by}"),
    "official statement of one side": N_("One side's statement: {by}"),
    "primary document": N_("The text was read: {by}"),
    "analysis": N_("Analysis by {by}"),
}
REPORTED, DISPUTED = "reported by news agency", "claim disputed"
ONE_SIDED = "official statement of one side"
#: A row of `record.events`.
Event = pd.Series | Mapping[str, Any]
#: Outlets that are named as those that reported an incident.
MOST_OUTLETS = 2


def build_cards(record: Record) -> list[dict[str, Any]]:
    """The cards of all events, in the order of the record."""
    return [build_card(record, row) for row in range(len(record.events))]


def build_card(record: Record, row: int) -> dict[str, Any]:
    """The card of the event at a position of `record.events`: `CardData` of types.d.ts."""
    event = record.events.iloc[row].to_dict()
    assessment = record.assessments[event["id"]]
    # Of a large record single cards are asked for: only the stages of this one are worked out.
    stages = list_stages(assessment.claims, event["category"], record.date)
    return {
        "id": event["id"],
        "title": event["title"],
        "when": describe_when(event),
        "where": describe_where(event, record),
        "category": CATEGORIES.index(event["category"]),
        "summary": event["summary"],
        "harmed": _(HARMED_WORDS.get(event["harmed_side"], "")),
        **_build_found(event, assessment, record),
        "history": tell_history(stages),
        "differs": _list_differences(record, event["id"]),
        "article": _tell_article(event),
        "note": event["note"],
        "checked": describe_day(event["checked"].date()),
        "cite": cite_incident(event, record),
    }


def _build_found(event: Event, assessment: Assessment, record: Record) -> dict[str, Any]:
    """What of a card follows from the claims."""
    return {
        "marks": _list_marks(event, assessment),
        "split": assessment.mutual_blame,
        "evidence": EVIDENCE_LEVELS.index(assessment.level),
        "level": describe_level(assessment, record),
        "level_rule": _(assessment.rule.words),
        "because": name_once((claim, "") for claim in assessment.because),
        "origins": [_name_origin(origin, record) for origin in assessment.origins],
        "toll": describe_toll(assessment),
        "toll_note": note_toll(assessment),
        "tolls": build_tolls(assessment),
        "blame": [_build_blame(found) for found in assessment.attributions],
        "disputed": list_disputes(assessment),
        "unknown": _list_unknown(assessment, event["category"]),
        "groups": group_claims(assessment, record),
        "count": count_claims(assessment),
    }


def build_known_cards(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Event -> for each of its stages what the card said that followed from the claims."""
    events = {event["id"]: event for event in record.events.to_dict("records")}
    return {
        id_: [_build_found(events[id_], stage.assessment, record) for stage in stages]
        for id_, stages in read_stages(record).items()
    }


def describe_when(event: Event) -> str:
    """The days of an event in words, no more exact than they are known."""
    start, end = event["date"].date(), event["date_end"].date()
    return describe_span(start, end, event["date_precision"])


def describe_where(event: Event, record: Record) -> str:
    """Place with both names, and district; says when there is none."""
    name = str(event["place_name"]) or _("no single place")
    if not event["district_id"]:
        return name
    district = _read_districts(record)[event["district_id"]]
    if district["kind"] == "city" and name.split(" / ")[0] == district["name_en"]:
        return _("{place} (city)").format(place=name)
    return f"{name}, {name_district(district['name_en'], district['kind'])}"


@keep_with_record
def _read_districts(record: Record) -> dict[str, dict[str, Any]]:
    names = record.districts[["name_en", "kind"]]
    return cast(dict[str, dict[str, Any]], names.to_dict("index"))


def _list_marks(event: Event, assessment: Assessment) -> list[str]:
    """What is not as usual: mutual blame, how well the place is known, no place on the map, a sum.

    How well the day is known stands in the words of the day itself.
    """
    precision = event["location_precision"]
    marks = [_(CONTEST_WORDS[MUTUAL_BLAME])] if assessment.mutual_blame else []
    if precision in PLACE_WORDS and not (precision == "none" and not event["place_name"]):
        marks.append(_(PLACE_WORDS[precision]))
    if not event["on_map"]:
        marks.append(_("not on the map"))
    if event["overview"]:
        marks.append(_("a sum: do not add it to single incidents"))
    return marks


def describe_level(assessment: Assessment, record: Record) -> str:
    """The evidence level with the names that it rests on, a sentence without its full stop."""
    because = sort_claims(assessment.because)
    if assessment.level == REPORTED:
        return _tell_reported(because, record)
    if assessment.level == DISPUTED:
        return _("Disputed: denied by {by}").format(by=name_speakers(because))
    if assessment.level in LEVEL_WORDS:
        said = _(LEVEL_WORDS[assessment.level]).format(by=name_speakers(because))
        return f"{said}{_tell_passed_on(assessment, because, record)}"
    words = capital(_(EVIDENCE_WORDS[assessment.level]))
    return _("{level}: {by}").format(level=words, by=name_speakers(because))


def _tell_passed_on(assessment: Assessment, because: Sequence[Claim], record: Record) -> str:
    """Outlets outside both sides that pass on a side's word without a word of their own."""
    if assessment.level != ONE_SIDED:
        return ""
    outlets = [
        source["publisher"] or source["title"]
        for claim in because
        if claim.source_side == OUTSIDE and claim.source_kind in OUTLETS
        for source in (read_source(claim.source_id, record),)
    ]
    if not outlets:
        return ""
    passed = _("passed on by {by}").format(by=join_names([*dict.fromkeys(outlets)], MOST_OUTLETS))
    return f"; {passed}"


def _tell_reported(because: Sequence[Claim], record: Record) -> str:
    """Outlets, each with the officials whom it quotes."""
    quoted: dict[str, dict[str, None]] = {}
    for claim in because:
        source = read_source(claim.source_id, record)
        outlet = source["publisher"] or source["title"]
        named = quoted.setdefault(outlet, {})
        if claim.speaker != outlet:
            named[name_speaker(claim)] = None
    told = [
        _("{outlet} quoting {by}").format(outlet=outlet, by=join_names([*named], most=2))
        if named
        else outlet
        for outlet, named in quoted.items()
    ]
    more = len(told) - MOST_OUTLETS
    words = _("Reported by news agencies: {outlets}")
    outlets = "; ".join(told[:MOST_OUTLETS])
    if more > 0:
        rest = ngettext("{n} more outlet", "{n} more outlets", more).format(n=more)
        outlets = f"{outlets}; {rest}"
    return words.format(outlets=outlets)


def _name_origin(origin: Origin, record: Record) -> str:
    if origin.source_id:
        source = read_source(origin.source_id, record)
        return source["publisher"] or source["title"]
    return _(SIDE_WORDS.get(origin.voice, "")) or origin.voice


def _build_blame(found: Attribution) -> dict[str, Any]:
    return {
        "side": _(ACCUSED_WORDS[found.side]),
        "by": name_once((claim, claim.hedge) for claim in sort_claims(found.claims)),
        "denials": name_once((claim, _(DENIED_WORDS[claim.denied])) for claim in found.denials),
    }


def _list_unknown(assessment: Assessment, category: str) -> list[str]:
    """What no claim tells of an incident of harm."""
    if category not in HARM_CATEGORIES:
        return []
    said = list_known(assessment.claims)
    return [_(words) for name, words in UNKNOWN_WORDS.items() if name not in said]


def _list_differences(record: Record, event_id: str) -> list[dict[str, Any]]:
    """Where a founding article differs from the record on this event."""
    return [
        {
            "where": _("Article {letter}, {place}").format(
                letter=row["locator"][0], place=_place_in_article(row["locator"])
            ),
            "text": row["differs"],
            "decided_by": [
                {"id": id_, "name": name_source(id_, record)} for id_ in row["decided_by"]
            ],
        }
        for row in _read_differences(record).get(event_id, ())
    ]


@keep_with_record
def _read_differences(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Event -> the rows of the coverage that differ on it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in record.coverage[record.coverage["differs"] != ""].to_dict("records"):
        for id_ in row["event_ids"]:
            found.setdefault(id_, []).append({str(name): cell for name, cell in row.items()})
    return found


def _place_in_article(locator: str) -> str:
    """The place in words.

    >>> _place_in_article("A10"), _place_in_article("A fn 3"), _place_in_article("B caption")
    ('paragraph 10', 'footnote 3', 'caption')
    """
    rest = locator[1:].strip()
    if rest.isdigit():
        return _("paragraph {n}").format(n=rest)
    if rest.startswith("fn "):
        return _("footnote {n}").format(n=rest.removeprefix("fn "))
    return _(rest)


def _tell_article(event: Event) -> str:
    """Where the founding articles speak of it, "" when they do not."""
    if not event["article"]:
        return ""
    stated = _("stated at {places}") if event["article_relation"] == "stated" else ""
    return (stated or _("only hinted at: {places}")).format(places=event["article"])


def count_claims(assessment: Assessment) -> str:
    """How many claims there are, and how many of them do not go back to another."""
    claims, origins = len(assessment.claims), len(assessment.origins)
    words = ngettext("{n} claim", "{n} claims", claims).format(n=claims)
    voices = ngettext("{n} separate origin", "{n} separate origins", origins).format(n=origins)
    return _("{claims} from {origins}").format(claims=words, origins=voices)


def cite_incident(event: Event, record: Record) -> str:
    """The incident as a line to cite, plain text without an address."""
    return _(
        "{title}. {where}, {when}. In: {record}, version {version}, checked {checked}."
    ).format(
        title=event["title"].rstrip("."),
        where=describe_where(event, record),
        when=describe_when(event),
        record=_(TITLE),
        version=record.version,
        checked=describe_day(event["checked"].date()),
    )
