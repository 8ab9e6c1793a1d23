"""What the browser needs of the record after its first picture: cards, sources, texts to search."""

from __future__ import annotations

import json

from components.explore.cards import build_cards
from components.explore.sources import build_sources
from geo.record import Record


def build_detail(record: Record) -> bytes:
    """`DetailData` of types.d.ts as JSON in UTF-8, in the order of the record."""
    places = {id_: place for place, id_ in enumerate(record.sources.index)}
    detail = {
        "search": record.events["search"].tolist(),
        "cards": build_cards(record),
        "leaning": [[places[id_] for id_ in ids] for ids in record.events["sources"]],
        "sources": build_sources(record),
    }
    return json.dumps(detail, ensure_ascii=False, separators=(",", ":")).encode()
