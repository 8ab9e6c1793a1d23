"""The card of an incident in the list, as Markdown: the same fields in the same order for every side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.labels import (
    ACCUSED_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_MARKS,
    EVIDENCE_WORDS,
    MEASURE_WORDS,
    PLACE_PRECISION_WORDS,
    range_words,
)
from components.markdown import escape_markdown
from geo.dates import describe_span
from geo.evidence import Assessment, Claim
from geo.filters import BOTH
from geo.record import Record

#: An event that lasts longer than this many days is listed after the shorter ones.
LONG_DAYS = 31
Rows = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Card:
    """A card: its head, its title, what stands below, and the words that lead to its claims."""

    event_id: str
    head: str
    title: str
    body: str
    claims: str


@lru_cache(maxsize=2048)
def build_card(record: Record, row: int) -> Card:
    """The card of the event at a position of `record.events`."""
    event = record.events.iloc[row]
    assessment = record.assessments[event["id"]]
    return Card(
        event["id"],
        build_head(event, record),
        f"**{escape_markdown(event['title'])}**",
        build_body(event, assessment),
        count_claims(assessment),
    )


@lru_cache(maxsize=4)
def order_for_reading(record: Record) -> Rows:
    """Positions of all events in order of date; those without an exact day, or long, come last.

    Within a day events that concern both sides come first, what somebody said comes last.
    """
    events = record.events
    long = events["end_day"] - events["start_day"] > LONG_DAYS
    vague = (events["date_precision"] != "day") | long
    both = (events["harmed_side"] == BOTH) | (events["accused_side"] == BOTH)
    said = events["category"] == "statement"
    within = np.where(both, 0, np.where(said, 2, 1))
    keys = (within, events["start_day"].to_numpy(), vague.to_numpy(dtype=bool))
    return np.lexsort(keys).astype(np.uint32)


def describe_date(event: pd.Series) -> str:
    """The date of an event in words."""
    start, end = event["date"].date(), event["date_end"].date()
    return describe_span(start, end, event["date_precision"])


def describe_place(event: pd.Series, record: Record) -> str:
    """Place with both names, and district; says when there is none."""
    name = str(event["place_name"]) or "no single place"
    if not event["district_id"]:
        return name
    district = record.districts.loc[event["district_id"]]
    if district["kind"] == "city" and name.split(" / ")[0] == district["name_en"]:
        return f"{name} (city)"
    return f"{name}, {district['name_en']} {district['kind']}"


def describe_scales(event: pd.Series) -> list[tuple[str, str]]:
    """The three scales, each by itself, then what else marks the event: (name, words)."""
    level = event["evidence"]
    scales = [
        ("evidence", f"{EVIDENCE_MARKS[level]} {EVIDENCE_WORDS[level]}"),
        ("place", f"place: {PLACE_PRECISION_WORDS[event['location_precision']]}"),
        ("date", f"date: {DATE_PRECISION_WORDS[event['date_precision']]}"),
        ("what", event["category"]),
    ]
    if event["overview"]:
        scales.append(("sum", "overview: do not add to single incidents"))
    if not event["on_map"]:
        scales.append(("map", "not on the map"))
    return scales


def build_head(event: pd.Series, record: Record) -> str:
    """First line of a card: when and where, Markdown."""
    where = escape_markdown(describe_place(event, record))
    return f"**{describe_date(event)}** · {where}"


def build_body(event: pd.Series, assessment: Assessment) -> str:
    """A card below its title: how well it is known, what happened, harm and who is blamed, Markdown."""
    harm = describe_tolls(assessment)
    lines = [f"**Harm:** {escape_markdown(harm)}"] if harm else []
    lines += [f"**Attributed:** {escape_markdown(text)}" for text in describe_blame(assessment)]
    parts = [_badges(event), escape_markdown(event["summary"]), "  \n".join(lines)]
    return "\n\n".join(part for part in parts if part)


def _badges(event: pd.Series) -> str:
    first, *others = (escape_markdown(words) for _, words in describe_scales(event))
    return " ".join([f":primary-badge[{first}]", *(f":gray-badge[{badge}]" for badge in others)])


def describe_tolls(assessment: Assessment) -> str:
    """All ranges of harm in one line, "" without a figure.

    Its ends have their speakers on the card of the selected incident.
    """
    return "; ".join(
        f"{range_words(toll.low, toll.high, toll.is_open)} {MEASURE_WORDS[measure]}"
        for measure, toll in assessment.tolls.items()
    )


def describe_blame(assessment: Assessment) -> list[str]:
    """Who is said to have done it, by whom, and who denies it; a line for each side blamed."""
    lines = []
    for found in assessment.attributions:
        by = ", ".join(dict.fromkeys(_name_hedged(claim) for claim in found.claims))
        denied = ", ".join(dict.fromkeys(claim.speaker for claim in found.denials))
        line = f"to {ACCUSED_WORDS[found.side]} by {by}"
        lines.append(f"{line}; denied by {denied}" if denied else line)
    return lines


def _name_hedged(claim: Claim) -> str:
    return f"{claim.speaker} ({claim.hedge})" if claim.hedge else claim.speaker


def count_claims(assessment: Assessment) -> str:
    """How many claims there are and from how many independent origins.

    It leads to the claims themselves.
    """
    claims, origins = len(assessment.claims), len(assessment.origins)
    return (
        f"{claims} {'claim' if claims == 1 else 'claims'} from "
        f"{origins} independent {'origin' if origins == 1 else 'origins'}"
    )
