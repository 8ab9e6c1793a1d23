"""What rests on each source, and how the claims are spread over sides and kinds of source."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import mean

import pandas as pd

from geo.claims import OUTSIDE, Claim
from geo.filters import count_sources
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import PARTIES, SIDES, SOURCE_KINDS
from geo.words import N_


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


#: What is counted for each side whose civilians or area were harmed -> its words.
EVEN_MEASURES = {
    "incidents": N_("Incidents"),
    "claims": N_("Claims on each, mean"),
    "origins": N_("Separate origins of each, mean"),
    "words": N_("Words of its summary, mean"),
    "outside": N_("Claims of each in sources outside both sides, mean"),
    "denied": N_("With a denial, percent"),
    "documented": N_("Independently documented, percent"),
    "disputed": N_("Disputed, percent"),
    "one_sided": N_("One side's statement only, percent"),
}


@keep_with_record
def tally_evenness(record: Record) -> pd.DataFrame:
    """How the incidents that harmed either side are told: is the one better served than the other?

    Returns
    -------
    Float64, shape (`EVEN_MEASURES`, 2): columns are the two sides, NaN where no incident harmed one.
    """
    events = record.events
    return pd.DataFrame(
        {side: _measure_side(record, events[events["harmed_side"] == side]) for side in PARTIES},
        index=pd.Index([*EVEN_MEASURES], name="measure"),
        dtype="float64",
    )


def _measure_side(record: Record, events: pd.DataFrame) -> dict[str, float]:
    found = [record.assessments[id_] for id_ in events["id"]]
    if not found:
        return dict.fromkeys(EVEN_MEASURES, math.nan) | {"incidents": 0.0}

    def share(marks: Iterable[bool]) -> float:
        return 100 * mean(marks)

    levels = [assessment.level for assessment in found]
    return {
        "incidents": float(len(found)),
        "claims": mean(len(each.claims) for each in found),
        "origins": mean(len(each.origins) for each in found),
        "words": mean(len(summary.split()) for summary in events["summary"]),
        "outside": mean(sum(c.source_side == OUTSIDE for c in each.claims) for each in found),
        "denied": share(any(c.stance == "denies" for c in each.claims) for each in found),
        "documented": share(level == "independently documented" for level in levels),
        "disputed": share(level == "claim disputed" for level in levels),
        "one_sided": share(level == "official statement of one side" for level in levels),
    }


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
