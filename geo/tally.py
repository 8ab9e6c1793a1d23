"""What rests on each source, and how the claims are spread over sides and kinds of source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from geo.claims import Claim
from geo.filters import count_sources
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import SIDES, SOURCE_KINDS


def list_claims(record: Record) -> Iterator[Claim]:
    """All claims, in the order of the events."""
    for id_ in record.events["id"]:
        yield from record.assessments[id_].claims


def list_claims_of(record: Record, source_id: str) -> list[Claim]:
    """The claims that come from a source, in the order of the events."""
    events = record.events
    ids = [
        id_ for id_, used in zip(events["id"], events["sources"], strict=True) if source_id in used
    ]
    return [
        claim
        for id_ in ids
        for claim in record.assessments[id_].claims
        if claim.source_id == source_id
    ]


@dataclass(frozen=True)
class ClaimTally:
    """Numbers of claims: by source, by kind of source and side of speaker, without a locator."""

    by_source: Counter[str]
    by_voice: Counter[tuple[str, str]]
    unplaced: int


@keep_with_record
def tally_claims(record: Record) -> ClaimTally:
    """Count the claims in one pass: those of a large record do not fit in memory at once."""
    found = ClaimTally(Counter(), Counter(), 0)
    unplaced = 0
    for claim in list_claims(record):
        found.by_source[claim.source_id] += 1
        found.by_voice[claim.source_kind, claim.speaker_side] += 1
        unplaced += not claim.locator
    return replace(found, unplaced=unplaced)


@keep_with_record
def tally_sources(record: Record) -> pd.DataFrame:
    """How many incidents, sums and claims rest on each source.

    Returns
    -------
    Columns `incidents`, `sums` and `claims`, int64, indexed by the id of every source, in their order.
    """
    claims = tally_claims(record).by_source
    sums = record.events["overview"].to_numpy(dtype=bool)
    incidents = count_sources(record, ~sums)
    columns = {
        "incidents": incidents,
        "sums": count_sources(record, sums),
        "claims": [claims[id_] for id_ in incidents.index],
    }
    return pd.DataFrame(columns, dtype="int64")


@keep_with_record
def tally_balance(record: Record) -> pd.DataFrame:
    """How many claims each side's speakers make in each kind of source.

    Returns
    -------
    Counts, int64, shape (kinds in use, 4): rows in the order of `SOURCE_KINDS`, columns `SIDES`.
    """
    counts = tally_claims(record).by_voice
    used = [kind for kind in SOURCE_KINDS if any(counts[kind, side] for side in SIDES)]
    cells = {side: [counts[kind, side] for kind in used] for side in SIDES}
    return pd.DataFrame(cells, index=pd.Index(used, name="kind"), dtype="int64")
