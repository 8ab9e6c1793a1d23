"""What leans on each source, and how the claims are spread over sides and kinds of source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from geo.evidence import Claim
from geo.filters import count_sources
from geo.record import Record
from geo.tables.schema import SIDES, SOURCE_KINDS


def list_claims(record: Record) -> Iterator[Claim]:
    """All claims, in the order of the events."""
    for id_ in record.events["id"]:
        yield from record.assessments[id_].claims


@dataclass(frozen=True)
class ClaimTally:
    """Numbers of claims: by source, by kind of source and side of speaker, without a locator."""

    by_source: Counter[str]
    by_voice: Counter[tuple[str, str]]
    unplaced: int


@lru_cache(maxsize=4)
def tally_claims(record: Record) -> ClaimTally:
    """Count the claims in one pass: those of a large record do not fit in memory at once."""
    found = ClaimTally(Counter(), Counter(), 0)
    unplaced = 0
    for claim in list_claims(record):
        found.by_source[claim.source_id] += 1
        found.by_voice[claim.source_kind, claim.speaker_side] += 1
        unplaced += not claim.locator
    return replace(found, unplaced=unplaced)


@lru_cache(maxsize=4)
def tally_sources(record: Record) -> pd.DataFrame:
    """How many events and claims lean on each source.

    Returns
    -------
    Columns `events` and `claims`, int64, indexed by the id of every source, in their order.
    """
    claims = tally_claims(record).by_source
    events = count_sources(record, np.ones(len(record.events), dtype=bool))
    return pd.DataFrame(
        {"events": events, "claims": [claims[id_] for id_ in events.index]}, dtype="int64"
    )


@lru_cache(maxsize=4)
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
