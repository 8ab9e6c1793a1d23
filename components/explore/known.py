"""The record as it was known on any day, for the browser: what changes of an incident, stage by stage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from components.catalogue import _
from components.explore.tolls import describe_toll
from components.labels import EVIDENCE_WORDS
from geo.dates import count_days, describe_partial_short
from geo.evidence import Assessment
from geo.known import Stage, read_stages
from geo.record import Record
from geo.tables.schema import ACCUSED_SIDES, CONTESTS, EVIDENCE_LEVELS, SOURCE_KINDS


def list_stage_columns(assessment: Assessment) -> dict[str, Any]:
    """What the columns of the events hold of a stage; see `Stage` of types.d.ts."""
    accused = assessment.accused_side
    sides = ACCUSED_SIDES if accused == "both" else (accused,) if accused else ()
    kinds = {claim.source_kind for claim in assessment.claims}
    return {
        "evidence": EVIDENCE_LEVELS.index(assessment.level),
        "toll": describe_toll(assessment),
        "contests": [CONTESTS.index(word) for word in assessment.contests],
        "accused": [ACCUSED_SIDES.index(side) for side in sides],
        "source_kinds": [place for place, kind in enumerate(SOURCE_KINDS) if kind in kinds],
        "claims": len(assessment.claims),
    }


def tell_history(stages: Sequence[Stage]) -> list[dict[str, Any]]:
    """How level and toll of an event changed from stage to stage; empty when they never did."""
    told: list[dict[str, Any]] = []
    before = ""
    for stage in stages:
        level = _(EVIDENCE_WORDS[stage.assessment.level])
        toll = describe_toll(stage.assessment)
        words = "; ".join(part for part in (toll, level) if part)
        if words != before:
            day = stage.day.isoformat()
            told.append(
                {"day": count_days(stage.day), "when": describe_partial_short(day), "words": words}
            )
        before = words
    return told if len(told) > 1 else []


def build_known(record: Record, cards: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """`KnownData` of types.d.ts as JSON in UTF-8, in the order of the record.

    Parameters
    ----------
    record : the record.
    cards : event -> what the card says that follows from the claims, for each stage.
    """
    stages = read_stages(record)
    known = {
        "undated": count_days(record.date),
        "events": [
            [
                {"day": count_days(stage.day), **list_stage_columns(stage.assessment), "card": card}
                for stage, card in zip(stages[id_], cards[id_], strict=True)
            ]
            for id_ in record.events["id"]
        ],
    }
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).encode()
