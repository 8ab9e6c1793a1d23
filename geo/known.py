"""The record as it was known on a day: what followed, by the same rules, from the claims made by then."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.claims import Claim
from geo.dates import read_partial
from geo.evidence import Assessment, assess_event
from geo.kept import keep_with_record
from geo.record import Record, add_findings


@dataclass(frozen=True)
class Stage:
    """What followed from the claims on an event from a day on, until the day of the next stage."""

    day: datetime.date
    assessment: Assessment


def find_known_day(claim: Claim, undated: datetime.date) -> datetime.date:
    """From which day on a claim counts as known.

    A claim that is dated to a month or year is known from its last day, one without any date from
    `undated`.
    """
    span = read_partial(claim.said)
    return undated if span is None else span[1]


def list_stages(claims: Sequence[Claim], category: str, undated: datetime.date) -> list[Stage]:
    """The stages of an event in order of their days; the first is that of the first claim that tells of it.

    Parameters
    ----------
    claims : all claims on the event.
    category : category of the event, one of `geo.tables.schema.CATEGORIES`.
    undated : from when claims without any date count.
    """
    days = {claim.id: find_known_day(claim, undated) for claim in claims}
    stages = []
    for day in sorted(set(days.values())):
        known = [claim for claim in claims if days[claim.id] <= day]
        if any(not claim.answers for claim in known):
            stages.append(Stage(day, assess_event(known, category)))
    return stages


@keep_with_record
def read_stages(record: Record) -> dict[str, list[Stage]]:
    """Event -> its stages."""
    categories = record.events.set_index("id")["category"]
    return {
        id_: list_stages(found.claims, categories[id_], record.date)
        for id_, found in record.assessments.items()
    }


def show_as_known(record: Record, day: datetime.date) -> Record:
    """The record as it was known at the end of a day.

    Events that nobody had told of are not there; summaries and notes are empty, as they were written
    later.
    """
    assessments = {}
    for id_, stages in read_stages(record).items():
        reached = [stage.assessment for stage in stages if stage.day <= day]
        if reached:
            assessments[id_] = reached[-1]
    events = record.events[record.events["id"].isin(list(assessments))]
    found = add_findings(events.reset_index(drop=True), assessments, record.coverage)
    return replace(
        record, events=found.assign(summary="", note=""), assessments=assessments, known_on=day
    )
