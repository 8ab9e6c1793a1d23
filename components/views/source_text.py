"""A source as Markdown: what it is, who stands behind it, what it says of which incidents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

import pandas as pd

from components.catalogue import _, count_things
from components.explore.cards import describe_when
from components.explore.sources import build_source
from components.labels import STANCE_WORDS, label_kind
from components.link import event_link
from components.markdown import escape_markdown, link_markdown
from geo.claims import Claim
from geo.dates import describe_partial
from geo.record import Record

NO_BREAK = "\u00a0"


def write_row(source: pd.Series, tally: pd.Series) -> str:
    """The row of a source: title, who published it and when, how many incidents rest on it."""
    facts = [
        source["publisher"],
        describe_partial(source["date"]) or _("date not known"),
        label_kind(source["kind"]),
        count_resting(tally),
    ]
    line = escape_markdown(" · ".join(fact for fact in facts if fact))
    return f"**{escape_markdown(source['title'])}** :small[:gray[{line}]]"


def count_resting(tally: pd.Series) -> str:
    """How many incidents, totals and overviews rest on a source."""
    incidents, sums = int(tally["incidents"]), int(tally["sums"])
    counts = [
        count_things("{n} incident", "{n} incidents", incidents) if incidents else "",
        count_things("{n} total or overview", "{n} totals and overviews", sums) if sums else "",
    ]
    return ", ".join(filter(None, counts)).replace(" ", NO_BREAK, 1) or _("no incident")


def write_source(source: pd.Series) -> str:
    """What a source is, who stands behind it and what was read of it, one fact a line."""
    facts = build_source(source)
    kind = " · ".join([facts["date"], label_kind(source["kind"]), *facts["facts"]])
    lines = [
        link_markdown(_("Open the source"), facts["url"]) if facts["url"] else "",
        escape_markdown(facts["by"]),
        escape_markdown(kind),
        escape_markdown(_("Publisher: {side}").format(side=facts["side"])),
        escape_markdown(facts["affiliation"]),
        escape_markdown(_("How it was read: {basis}").format(basis=facts["basis"])),
        escape_markdown(facts["address"]),
        escape_markdown(facts["note"]),
    ]
    return "  \n".join(line for line in lines if line)


def write_claims(claims: Sequence[Claim], record: Record) -> str:
    """What a source says, by incident in the order of the record, each with a link to its card."""
    if not claims:
        return _("No claim rests on it.")
    events = record.events.set_index("id")
    lines = ["**" + _("What it says, by incident") + "**", ""]
    for id_ in dict.fromkeys(claim.event_id for claim in claims):
        event = events.loc[id_]
        when = escape_markdown(describe_when(event))
        lines.append(f"- [{escape_markdown(event['title'])}]({event_link(event)}), {when}")
        lines += _write_lines(claim for claim in claims if claim.event_id == id_)
    return "\n".join(lines)


def _write_lines(claims: Iterable[Claim]) -> list[str]:
    return [
        "  - "
        + escape_markdown(
            _("{speaker} ({stance}): {text} ({place})").format(
                speaker=claim.speaker,
                stance=_(STANCE_WORDS[claim.stance]),
                text=claim.paraphrase,
                place=claim.locator or _("place in the source not known"),
            )
        )
        for claim in claims
    ]


def source_link(page: str, id_: str) -> str:
    """The address of a source.

    Parameters
    ----------
    page : address of the Sources page.

    >>> source_link("https://a.example/sources?q=x", "hrw-2020-10-30")
    'https://a.example/sources?source=hrw-2020-10-30'
    """
    return f"{page.split('?')[0].split('#')[0]}?source={quote(id_)}"


def write_summary(record: Record) -> str:
    """How many sources there are, how they are known, and what is marked."""
    sources = record.sources
    basis = sources["basis"].value_counts()
    return _(
        "{n} sources: {read} read as a whole or in excerpts of their own page, {repost} through a reprint "
        "or summary elsewhere, {cited} only through another work's citation; {body} are bodies without a "
        "document. {opened} addresses were opened for this record; the others are marked. Affiliation says "
        "what it is taken from: a founding article, a page that was read, or general knowledge."
    ).format(
        n=len(sources),
        read=int(basis.get("work", 0) + basis.get("excerpt", 0)),
        repost=int(basis.get("repost", 0)),
        cited=int(basis.get("citation", 0)),
        body=int(basis.get("entity", 0)),
        opened=int((sources["link"] == "opened").sum()),
    )
