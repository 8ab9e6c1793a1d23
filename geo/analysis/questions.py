"""Questions that come often: one side's word alone, figures that changed, what is documented of one side."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.analysis.fields import CATEGORY, DISTRICT, EVIDENCE, code_field
from geo.analysis.measures import CHECKED, INCIDENTS
from geo.filters import BOTH, Mask
from geo.known import read_stages
from geo.record import Record
from geo.tables.schema import HARM_CATEGORIES, PARTIES

ONE_SIDED = "official statement of one side"
ONE_SIDE, CHANGED, DOCUMENTED = "one-side", "changed", "documented"
QUESTIONS = (ONE_SIDE, CHANGED, DOCUMENTED)


@dataclass(frozen=True, eq=False)
class Answer:
    """A table of numbers of incidents, and the incidents behind each.

    Parameters
    ----------
    rows : values of the field `by`, those that answer the question first.
    answering : how many rows do.
    masks : column -> the incidents that it counts, shape (events,); a row counts those of its value.
    """

    by: str
    rows: tuple[str, ...]
    answering: int
    masks: Mapping[str, Mask]
    record: Record

    def behind(self, row: str, column: str) -> Mask:
        """The incidents behind a number, shape (events,)."""
        coded = code_field(self.record, self.by)
        found: Mask = self.masks[column] & (coded.codes == coded.values.index(row))
        return found

    def counts(self) -> pd.DataFrame:
        """Numbers of incidents, int64, shape (rows, masks)."""
        coded = code_field(self.record, self.by)
        found = {
            name: np.bincount(coded.codes[mask], minlength=len(coded.values))
            for name, mask in self.masks.items()
        }
        table = pd.DataFrame(found, index=list(coded.values), dtype="int64")
        return table.loc[list(self.rows)]


def find_one_sided(record: Record, mask: Mask) -> Answer:
    """Districts by how many of their incidents rest on one side's word; those where all do come first."""
    levels = code_field(record, EVIDENCE)
    one_sided = mask & (levels.codes == levels.values.index(ONE_SIDED))
    answer = _list_rows(record, DISTRICT, {INCIDENTS: mask, ONE_SIDE: one_sided}, INCIDENTS)
    counts = answer.counts()
    alone = counts[INCIDENTS] == counts[ONE_SIDE]
    return _put_first(answer, alone, counts[ONE_SIDE])


def find_documented(record: Record, mask: Mask) -> Answer:
    """Kinds of harm by how many incidents that harmed each side are independently documented.

    Columns `<side>` count all incidents that harmed a side, `<side>-checked` those that are
    documented; one that harmed both counts under either. First come the kinds of which incidents
    of one side alone are documented.
    """
    events = record.events
    checked = (events["evidence"] == CHECKED).to_numpy(dtype=bool)
    mask = mask & events["category"].isin(HARM_CATEGORIES).to_numpy(dtype=bool)
    masks: dict[str, Mask] = {}
    for side in PARTIES:
        harmed = mask & events["harmed_side"].isin([side, BOTH]).to_numpy(dtype=bool)
        masks |= {side: harmed, f"{side}-checked": harmed & checked}
    either = masks[PARTIES[0]] | masks[PARTIES[1]]
    answer = _list_rows(record, CATEGORY, {**masks, INCIDENTS: either}, INCIDENTS)
    counts = answer.counts()
    first, second = (counts[f"{side}-checked"] for side in PARTIES)
    return _put_first(answer, (first > 0) != (second > 0), first + second)


@dataclass(frozen=True)
class Change:
    """How the range of a figure of one incident changed since it was first told.

    Parameters
    ----------
    event_id : the incident.
    day : from when on the first figure was known.
    first, now : low and high end, persons; and whether the high end is an "at least".
    persons : how far the end moved that moved more.
    """

    event_id: str
    day: datetime.date
    first: tuple[int, int, bool]
    now: tuple[int, int, bool]
    persons: int


def find_changes(record: Record, mask: Mask, harm: str) -> list[Change]:
    """The chosen incidents whose range of one measure is not that of the first figures; largest first."""
    stages = read_stages(record)
    found = []
    for id_ in record.events["id"][mask]:
        told = [stage for stage in stages[id_] if harm in stage.assessment.tolls]
        if len(told) < 2:
            continue
        first, last = told[0].assessment.tolls[harm], told[-1].assessment.tolls[harm]
        ends = [(toll.low, toll.high, toll.is_open) for toll in (first, last)]
        if ends[0] != ends[1]:
            moved = max(abs(last.low - first.low), abs(last.high - first.high))
            found.append(Change(str(id_), told[0].day, ends[0], ends[1], moved))
    return sorted(found, key=lambda change: -change.persons)


def find_changed(record: Record, mask: Mask, changes: list[Change], harm: str) -> Answer:
    """Districts by how many of their incidents have figures that changed, the most changed first.

    Parameters
    ----------
    changes : what `find_changes` gives.
    """
    ids = {change.event_id: change.persons for change in changes}
    persons = record.events["id"].map(ids).fillna(-1).to_numpy(dtype="int64")
    told = np.array(
        [harm in record.assessments[id_].tolls for id_ in record.events["id"]], dtype=bool
    )
    masks = {"told": mask & told, CHANGED: persons >= 0}
    answer = _list_rows(record, DISTRICT, masks, "told")
    coded = code_field(record, DISTRICT)
    most = pd.Series(persons).groupby(coded.codes).max()
    moved = pd.Series([most[coded.values.index(row)] for row in answer.rows], answer.rows)
    return _put_first(answer, moved >= 0, moved)


def _list_rows(record: Record, by: str, masks: Mapping[str, Mask], counted: str) -> Answer:
    coded = code_field(record, by)
    used = np.bincount(coded.codes[masks[counted]], minlength=len(coded.values)) > 0
    rows = tuple(value for value, is_used in zip(coded.values, used, strict=True) if is_used)
    return Answer(by, rows, 0, masks, record)


def _put_first(answer: Answer, answering: pd.Series, size: pd.Series) -> Answer:
    """The same with the rows that answer in front, the largest first."""
    order = pd.DataFrame({"answering": answering, "size": size}, index=list(answer.rows))
    order = order.sort_values(["answering", "size"], ascending=False, kind="stable")
    return Answer(answer.by, tuple(order.index), int(answering.sum()), answer.masks, answer.record)
