"""What a first visitor reads: what this is, how much there is, where to begin; and the page About."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pandas as pd

from components.catalogue import N_, _, ngettext
from components.labels import HARMED_SIDE_WORDS
from geo.dates import count_days, describe_day, describe_short_span
from geo.filters import mark_counted
from geo.ground import CREDIT
from geo.record import Record
from geo.tables.schema import HARM_CATEGORIES

TITLE = N_("Karabakh 2020, place by place")
TAGLINE = N_("What happened where, who says so, how well it is evidenced")
#: Places that a first visitor is led to; where a record has none of them, those with most incidents.
STARTS = ("ganja", "khankendi-stepanakert", "barda")
STARTS_SHOWN = 3
DOCUMENTED = "independently documented"


def build_lead(record: Record) -> dict[str, Any]:
    """The lead; see `Lead` in `types.d.ts`."""
    opening = record.opening
    events = record.events[mark_counted(record, opening.start, opening.end)]
    documented = events[
        events["category"].isin(HARM_CATEGORIES) & (events["evidence"] == DOCUMENTED)
    ]
    by_side = documented["harmed_side"].value_counts()
    return {
        "title": _(TITLE),
        "tagline": _(TAGLINE),
        "sentences": [
            _("What happened in the 2020 war, who says so, how well it is evidenced."),
            _("Each side’s claims stand beside their denials."),
        ],
        "total": len(events),
        "documented": [
            {"label": _(words), "count": int(by_side[side])}
            for side, words in sorted(HARMED_SIDE_WORDS.items(), key=lambda pair: pair[1])
            if side in by_side.index
        ],
        "starts": _build_starts(record, events),
        "note": _("Describes civilian harm; no pictures, no private names."),
    }


def _build_starts(record: Record, events: pd.DataFrame) -> list[dict[str, str]]:
    counts = events["place_id"].value_counts()
    known = [id_ for id_ in counts.index if id_ in record.places.index]
    first = [id_ for id_ in STARTS if id_ in known]
    chosen = [*first, *(id_ for id_ in known if id_ not in first)][:STARTS_SHOWN]
    return [_build_start(id_, events[events["place_id"] == id_], record) for id_ in chosen]


def _build_start(place_id: str, events: pd.DataFrame, record: Record) -> dict[str, str]:
    first, last = events["date"].min().date(), events["date_end"].max().date()
    count = len(events)
    number = ngettext("{n} incident", "{n} incidents", count).format(n=f"{count:,}")
    return {
        "label": str(record.places.loc[place_id, "name_en"]).replace(" / ", " · "),
        "note": f"{number} · {describe_short_span(first, last)}",
        "link": urlencode({"place": place_id}),
    }


def build_citation(record: Record) -> dict[str, Any]:
    """How the record itself is cited; see `RecordCitation` in `types.d.ts`.

    No person is named as its author: the project stands for it, as a corporate author.
    """
    return {"author": _(TITLE), "title": _(TITLE), "day": count_days(record.date)}


def build_about(record: Record) -> list[str]:
    """What this is, where the data comes from, its version; that it is not complete. A text a paragraph."""
    claims = int(record.events["claims"].sum())
    return [
        _(
            "{events} incidents, talks and documents, {claims} claims, {sources} sources; version "
            "{version}, last checked {date}."
        ).format(
            events=f"{len(record.events):,}",
            claims=f"{claims:,}",
            sources=f"{len(record.sources):,}",
            version=record.version,
            date=describe_day(record.date),
        ),
        _(
            "The record is not complete: no mark means that no incident is recorded, not that nothing happened."
        ),
        _(
            "Claims are shown as claims: the shape of a mark says what is said to have happened, its fill "
            "how well that is evidenced. Levels, tolls and who is said to have done it are computed from "
            "the claims, by the rules under Method."
        ),
        _(
            "Of two names of a place the first is the one in Azerbaijani official use: the order follows "
            "borders recognised by the UN and carries no view on the conflict."
        ),
        _(
            "The record grew from two articles that both argue the Azerbaijani position; one names no "
            "author or funder, the other was paid for by an Azerbaijani state agency. Both are among the "
            "sources, like all others."
        ),
        _("{credit}; the Lachin road and its corridor are schematic.").format(credit=CREDIT),
    ]
