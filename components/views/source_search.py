"""Words in sources, in their claims, and in the incidents that rest on them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.explore.cards import describe_when
from components.large import is_large
from geo.kept import keep_with_record
from geo.names import fold_text, query_words, search_text
from geo.record import Record
from geo.tally import list_claims

SEARCHED = ("id", "title", "author", "publisher", "affiliation", "country", "note")


@dataclass(frozen=True)
class SourceTexts:
    """Folded texts in which words are looked for, each with the id of its source.

    One text for each source; one more for each incident that rests on it, with what the source says of
    it: words of different incidents are not found together.
    """

    source_ids: pd.Series
    texts: pd.Series


@keep_with_record
def build_texts(record: Record) -> SourceTexts:
    """The texts of a record; of a large one those of the sources alone."""
    joined = record.sources.reset_index()[list(SEARCHED)].agg(" ".join, axis=1)
    own = dict(zip(record.sources.index, map(fold_text, joined), strict=True))
    found = list(own.items())
    if not is_large(record):
        incidents = _describe_incidents(record)
        found += [
            (source_id, f"{own[source_id]} {incidents[event_id]} {said}")
            for (source_id, event_id), said in _gather_claims(record).items()
        ]
    ids, texts = zip(*found, strict=True) if found else ((), ())
    return SourceTexts(pd.Series(ids, dtype="str"), pd.Series(texts, dtype="str"))


def _describe_incidents(record: Record) -> dict[str, str]:
    """Title, summary, names of the place and date of each event, folded."""
    places = record.places.drop(columns="geometry").to_dict("index")
    districts = record.districts.drop(columns="geometry").to_dict("index")
    found = {}
    for _, event in record.events.iterrows():
        words = {"title": event["title"], "summary": event["summary"]}
        names = search_text(
            words, places.get(event["place_id"]), districts.get(event["district_id"])
        )
        found[event["id"]] = f"{names} {fold_text(describe_when(event))}"
    return found


def _gather_claims(record: Record) -> dict[tuple[str, str], str]:
    """What each source says of each event, folded."""
    said: dict[tuple[str, str], list[str]] = {}
    for claim in list_claims(record):
        words = (claim.speaker, claim.paraphrase, claim.weapon, claim.note)
        said.setdefault((claim.source_id, claim.event_id), []).extend(words)
    return {pair: fold_text(" ".join(words)) for pair, words in said.items()}


def search_sources(record: Record, text: str) -> pd.Series:
    """Which sources hold every word of a text in one of their texts; bool, indexed by id."""
    words = query_words(text)
    if not words:
        return pd.Series(True, index=record.sources.index)
    found = build_texts(record)
    passing = pd.Series(True, index=found.texts.index)
    for word in words:
        passing &= found.texts.str.contains(word, regex=False)
    ids = set(found.source_ids[passing])
    return pd.Series([id_ in ids for id_ in record.sources.index], index=record.sources.index)
