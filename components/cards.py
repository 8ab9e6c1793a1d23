"""The card of an incident as Markdown: the same fields in the same order for every side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from components.markdown import escape_markdown, link_markdown
from components.words import (
    ACCUSED_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_MARKS,
    EVIDENCE_WORDS,
    HARMED_WORDS,
    PLACE_PRECISION_WORDS,
    range_words,
)
from geo.dates import describe_day, describe_span
from geo.filters import BOTH
from geo.record import Record

#: An event that lasts longer than this many days is listed after the shorter ones.
LONG_DAYS = 31
Rows = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Card:
    """A card: its head, its title and what stands below, Markdown."""

    event_id: str
    head: str
    title: str
    body: str


@lru_cache(maxsize=2048)
def build_card(record: Record, row: int) -> Card:
    """The card of the event at a position of `record.events`."""
    event = record.events.iloc[row]
    title = f"**{escape_markdown(event['title'])}**"
    return Card(event["id"], build_head(event, record), title, build_body(event, record))


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
    return np.lexsort((within, events["start_day"].to_numpy(), vague.to_numpy(dtype=bool)))


def describe_date(event: pd.Series) -> str:
    """The date of an event in words."""
    start, end = event["date"].date(), event["date_end"].date()
    return describe_span(start, end, event["date_precision"])


def describe_place(event: pd.Series, record: Record) -> str:
    """Place with both names, and district; says when there is none."""
    name = event["place_name"] or "no single place"
    if not event["district_id"]:
        return name
    district = record.districts.loc[event["district_id"]]
    if district["kind"] == "city" and name.split(" / ")[0] == district["name_en"]:
        return f"{name} (city)"
    return f"{name}, {district['name_en']} {district['kind']}"


def build_head(event: pd.Series, record: Record) -> str:
    """First line of a card: when and where, Markdown."""
    where = escape_markdown(describe_place(event, record))
    return f"**{describe_date(event)}** · {where}"


def build_body(event: pd.Series, record: Record) -> str:
    """A card below its title: how well it is known, what happened, who says so, Markdown."""
    facts = [*_facts(event), ("Sources", _source_links(event, record))]
    lines = "  \n".join(f"**{name}:** {text}" for name, text in facts if text)
    parts = [
        _badges(event),
        escape_markdown(event["summary"]),
        lines,
        escape_markdown(event["note"]),
    ]
    return "\n\n".join(part for part in parts if part)


def _badges(event: pd.Series) -> str:
    level = event["evidence"]
    badges = [
        f"{EVIDENCE_MARKS[level]} {EVIDENCE_WORDS[level]}",
        PLACE_PRECISION_WORDS[event["location_precision"]],
        DATE_PRECISION_WORDS[event["date_precision"]],
        event["category"],
    ]
    if event["overview"]:
        badges.append("overview: do not add to single incidents")
    if not event["on_map"]:
        badges.append("not on the map")
    first, *others = (escape_markdown(badge) for badge in badges)
    return " ".join([f":primary-badge[{first}]", *(f":gray-badge[{badge}]" for badge in others)])


def _facts(event: pd.Series) -> list[tuple[str, str]]:
    killed = range_words(event["killed_civilian_low"], event["killed_civilian_high"])
    injured = range_words(event["injured_low"], event["injured_high"])
    civilians = "civilian" if killed == "1" else "civilians"
    figures = ", ".join(
        words
        for figure, words in (
            (killed, f"{killed} {civilians} killed"),
            (injured, f"{injured} injured"),
        )
        if figure
    )
    according = escape_markdown(event["harm_according_to"])
    article = escape_markdown(event["article"])
    return [
        ("Harm", f"{figures} ({according})" if figures and according else figures),
        ("Harmed", HARMED_WORDS.get(event["harmed_side"], "")),
        ("Said to have done it", ACCUSED_WORDS.get(event["accused_side"], "")),
        ("Who says so", escape_markdown(event["attributed_to"])),
        ("Where in the sources", escape_markdown(event["locator"])),
        (
            "In the two founding articles",
            f"{event['article_relation']} at {article}" if article else "",
        ),
        ("Last checked", describe_day(event["checked"].date())),
    ]


def _source_links(event: pd.Series, record: Record) -> str:
    links = []
    for id_ in event["sources"]:
        source = record.sources.loc[id_]
        label = f"{source['publisher'] or source['title']}, {source['date']}".rstrip(", ")
        links.append(link_markdown(label, source["url"]))
    return " · ".join(links)
