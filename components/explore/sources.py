"""A source as plain values for the browser: what it is, who stands behind it, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.catalogue import N_, _
from components.explore.claims import read_source
from components.labels import BASIS_WORDS, LINK_WORDS, SIDE_WORDS, capital, language_words
from geo.dates import describe_partial
from geo.record import Record
from geo.tables.schema import SOURCE_KINDS

#: A row of the sources.
Row = pd.Series | Mapping[str, str]
#: What a statement of affiliation rests on.
AFFILIATION_WORDS = {
    "article": N_("a founding article"),
    "page": N_("a page that was read"),
    "general knowledge": N_("general knowledge"),
}


def build_sources(record: Record) -> list[dict[str, Any]]:
    """All sources, in the order of the record."""
    return [_build_source(id_, read_source(id_, record)) for id_ in record.sources.index]


def build_source(source: pd.Series) -> dict[str, Any]:
    """One source, a row of the record's: `SourceData` of types.d.ts."""
    return _build_source(str(source.name), source)


def _build_source(id_: str, source: Row) -> dict[str, Any]:
    facts = [language_words(source["language"]), source["country"]]
    side = source["side"]
    return {
        "id": id_,
        "title": source["title"],
        "by": " · ".join(
            name for name in dict.fromkeys([source["publisher"], source["author"]]) if name
        ),
        "kind": SOURCE_KINDS.index(source["kind"]),
        "side": _(SIDE_WORDS[side]),
        "date": describe_partial(source["date"]) or _("date not known"),
        "facts": [fact for fact in facts if fact],
        "affiliation": _tell_affiliation(source),
        "basis": _tell_basis(source),
        "address": _tell_address(source),
        "url": source["url"] if source["url"].startswith("https://") else "",
        "note": source["note"],
    }


def _tell_affiliation(source: Row) -> str:
    if not source["affiliation"]:
        return _("Affiliation and funding: not known")
    words = _("Affiliation or funding: {affiliation}").format(affiliation=source["affiliation"])
    if not source["affiliation_basis"]:
        return words
    rests_on = source["affiliation_basis"]
    basis = _(AFFILIATION_WORDS[rests_on])
    return _("{affiliation} (from {basis})").format(affiliation=words, basis=basis)


def _tell_basis(source: Row) -> str:
    basis = source["basis"]
    words = capital(_(BASIS_WORDS[basis]))
    if not source["basis_detail"]:
        return words
    return _("{basis}: {detail}").format(basis=words, detail=source["basis_detail"])


def _tell_address(source: Row) -> str:
    """What is known of its address, and the address itself where it is not linked."""
    link = source["link"]
    state = capital(_(LINK_WORDS[link]))
    if source["basis"] == "repost" and link == "opened":
        state = _("The address is that of a reprint or summary; the original was not opened")
    if not source["url"] or source["url"].startswith("https://"):
        return state
    return _("{state}; not linked because it is not secure: {url}").format(
        state=state, url=source["url"]
    )
