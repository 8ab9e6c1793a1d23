"""The checks of claims, coverage and control beyond single cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd

from geo.tables.row_checks import DISTRICTS_FILE, Mask, Sheet, check_both, check_references
from geo.tables.schema import ANSWERING, IN_RECORD, MEASURES

_Node = TypeVar("_Node", bound=Hashable)
#: The holders of the affected districts are told within these days, and to the last of them.
CONTROL_SPAN = (datetime.date(1994, 5, 12), datetime.date(2023, 12, 31))


def check_claims(claims: Sheet, events: Sheet, sources: Sheet) -> None:
    """Ids resolve, figures are in order, answers name what they answer, origins end somewhere."""
    _check_speakers(claims)
    for measure in MEASURES:
        _check_range(claims, f"{measure}_low", f"{measure}_high")
    answers = np.isin(claims.cells("stance"), ANSWERING)
    for column, what in (("denies", "the claim"), ("denied", "which part of it")):
        claims.flag(
            answers & ~claims.filled(column),
            column,
            "is empty for a claim that denies or corrects",
            f"name {what} that it answers",
        )
        claims.flag(
            ~answers & claims.filled(column),
            column,
            "stands with a stance that answers nothing",
            "write the stance denies or corrects, or leave it empty",
        )
    accuses = claims.filled("accuses")
    claims.flag(
        answers & accuses,
        "accuses",
        "stands in a claim that denies or corrects",
        "leave it empty, or write the accusation as a claim of its own",
    )
    claims.flag(
        claims.filled("hedge") & ~accuses,
        "hedge",
        "hedges an attribution that is not there",
        "fill accuses, or leave hedge empty",
    )
    check_references(claims, {"event_id": events, "source_id": sources, "origin": sources})
    _check_origins(claims)
    claims.settle()


def check_answers(claims: Sheet) -> None:
    """What a claim denies is a claim on the same event that is used; repeats until it is so."""
    ids, own, denies = claims.cells("id"), claims.cells("event_id"), claims.lists("denies")
    events = {id_: event for id_, event, bad in zip(ids, own, claims.bad, strict=True) if not bad}
    elsewhere = [
        [id_ for id_ in items if events.get(id_, event) != event]
        for event, items in zip(own, denies, strict=True)
    ]
    claims.flag(
        _any(elsewhere), "denies", "is a claim on another event", "name a claim on the same event"
    )
    itself = [id_ in items for id_, items in zip(ids, denies, strict=True)]
    claims.flag(
        np.array(itself, dtype=bool), "denies", "is the claim itself", "name the claim it answers"
    )
    _check_answer_circles(claims)
    claims.settle()
    while True:
        before = claims.set_aside
        check_references(claims, {"denies": claims})
        claims.settle()
        if claims.set_aside == before:
            return


def _check_answer_circles(claims: Sheet) -> None:
    rows = list(zip(claims.cells("id"), claims.lists("denies"), claims.bad, strict=True))
    answers = {claim: denies for claim, denies, bad in rows if not bad}
    circles = [
        not bad and any(_reaches(id_, claim, answers) for id_ in denies if id_ != claim)
        for claim, denies, bad in rows
    ]
    claims.flag(
        np.array(circles, dtype=bool),
        "denies",
        "comes back to itself",
        "name the claim that was first",
    )


def _any(items: Iterable[Sequence[str]]) -> Mask:
    return np.array([bool(found) for found in items], dtype=bool)


def _check_speakers(claims: Sheet) -> None:
    names = ("event_id", "source_id", "speaker", "counted_side")
    keys = pd.DataFrame({name: claims.cells(name) for name in names})
    # To state something and to answer something are two claims.
    keys["answers"] = claims.cells("denied") != ""
    repeated = np.zeros(len(keys), dtype=bool)
    repeated[~claims.bad] = keys[~claims.bad].duplicated().to_numpy()
    claims.flag(
        repeated,
        "speaker",
        "has an earlier row for the same event and source",
        "put the two rows into one",
    )


def _check_range(sheet: Sheet, low: str, high: str) -> None:
    sheet.flag(
        sheet.filled(high) & ~sheet.filled(low),
        low,
        f"is empty while {high} is not",
        "write the low end; for one figure write it twice",
    )
    sheet.flag(
        sheet.numbers(low) > sheet.numbers(high),
        low,
        f"is more than {high}",
        "swap the two, or correct one",
    )


def _check_origins(claims: Sheet) -> None:
    """No claim rests on itself, directly or through other claims on the same event."""
    events, sources, origins = (
        claims.cells(column) for column in ("event_id", "source_id", "origin")
    )
    rests: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for event, source, origin in zip(events, sources, origins, strict=True):
        if origin:
            rests.setdefault((event, source), []).append((event, origin))
    circles = [
        bool(origin) and _reaches((event, origin), (event, source), rests)
        for event, source, origin in zip(events, sources, origins, strict=True)
    ]
    claims.flag(
        np.array(circles, dtype=bool),
        "origin",
        "rests on itself in a circle",
        "leave it empty in the row that has the text first",
    )


def _reaches(start: _Node, goal: _Node, arrows: Mapping[_Node, Sequence[_Node]]) -> bool:
    """Whether a way along the arrows leads from one node to another."""
    waiting: list[_Node] = [start]
    passed: set[_Node] = set()
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        if node not in passed:
            passed.add(node)
            waiting += arrows.get(node, ())
    return False


def check_spoken(events: Sheet, claims: Sheet) -> None:
    """Every event has a claim that says that it happened."""
    saying = ~np.isin(claims.cells("stance"), ANSWERING) & ~claims.bad
    spoken = np.isin(events.cells("id"), claims.cells("event_id")[saying])
    named = np.isin(events.cells("id"), claims.cells("event_id")[claims.bad])
    file = claims.table.file
    rule, cure = f"has no claim in {file}", f"add a row to {file}, or put one right"
    events.flag(~spoken & ~named, "id", rule, cure)
    events.flag(~spoken & named, "id", rule, cure, follows=True)


def check_coverage(coverage: Sheet, targets: Mapping[str, Sheet]) -> None:
    """Every row has a target that resolves; a difference names what decides it.

    `targets` gives the sheet of each column of ids.
    """
    carried = np.zeros(len(coverage.frame), dtype=bool)
    for column in ("event_ids", "claim_ids", "source_ids", "place_ids"):
        carried |= coverage.filled(column)
    coverage.flag(
        ~carried & (coverage.cells("outcome") == IN_RECORD),
        "outcome",
        "has no target",
        "name an event, claim, source or place, or write another outcome",
    )
    coverage.flag(
        ~carried & ~coverage.filled("note") & (coverage.cells("outcome") != IN_RECORD),
        "note",
        "is empty in a row without target",
        "name what carries it, or say why nothing does",
    )
    check_both(coverage, "event_ids", "relation")
    check_both(coverage, "differs", "decided_by")
    check_references(coverage, targets)
    coverage.settle()


def check_control(
    control: Sheet, events: Sheet, sources: Sheet, district_ids: Iterable[str]
) -> None:
    """Rows begin with their events; a district has its holders from its first row to the last day.

    A district of which one row is set aside is set aside as a whole: the rest of its history would
    show another holder than the whole.
    """
    known = np.isin(control.cells("district_id"), np.array(list(district_ids), dtype=object))
    control.flag(
        ~known,
        "district_id",
        "is not a district of the map",
        f"correct the code, or put it back into {DISTRICTS_FILE.as_posix()}",
    )
    start, end = control.days("date_from"), control.days("date_to")
    control.flag(end < start, "date_to", "is before date_from", "swap the two, or correct one")
    check_references(control, {"event_id": events, "source_ids": sources})
    _check_beginnings(control, events)
    control.settle()
    _set_districts_aside(control)
    _check_succession(control)
    control.settle()
    _set_districts_aside(control)


def _set_districts_aside(control: Sheet) -> None:
    districts = control.cells("district_id")
    first = dict(
        zip(districts[control.bad][::-1], control.frame.index[control.bad][::-1], strict=True)
    )
    control.flag(
        np.isin(districts, districts[control.bad]),
        "district_id",
        "has a history of which a row was set aside, so all of it is",
        lambda place: f"put row {first[districts[place]]} of {control.table.file} right",
        follows=True,
    )
    control.settle()


def _check_beginnings(control: Sheet, events: Sheet) -> None:
    first, last = events.days("date"), events.days("date_end")
    last = np.where(np.isnat(last), first, last)
    spans = dict(zip(events.cells("id"), zip(first, last, strict=True), strict=True))
    start = control.days("date_from")
    outside = []
    for day, event in zip(start, control.cells("event_id"), strict=True):
        low, high = spans.get(event, (day, day))
        outside.append(bool(day < low or day > high))
    control.flag(
        np.array(outside, dtype=bool),
        "date_from",
        "is not a day of the event with which it begins",
        _tell_span(control, spans),
    )


def _tell_span(
    control: Sheet, spans: Mapping[str, tuple[np.datetime64, np.datetime64]]
) -> Callable[[int], str]:
    def tell(place: int) -> str:
        event = control.cells("event_id")[place]
        low, high = spans[event]
        return f"{event} is of {low} to {high}; correct the day or the event"

    return tell


def _check_succession(control: Sheet) -> None:
    """Within a district one span follows the other, whole or shared by two holders."""
    wrong: dict[int, tuple[str, str]] = {}
    for _, district in control.good().groupby("district_id"):
        wrong.update(_find_breaks(district))
    for row, (column, rule) in wrong.items():
        place = control.frame.index.get_loc(row)
        mask = np.zeros(len(control.frame), dtype=bool)
        mask[place] = True
        control.flag(mask, column, rule, "put the rows of this district into one succession")


def _find_breaks(district: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """Row in the file -> column and rule, for the rows of one district; it may begin late."""
    found: dict[int, tuple[str, str]] = {}
    due = max(district["date_from"].min(), CONTROL_SPAN[0].isoformat())
    end, last = "", int(district.index[-1])
    for start, span in district.sort_values(["date_from", "holder"]).groupby("date_from"):
        first = int(span.index[0])
        if start != due:
            found[first] = ("date_from", f"is not {due}, the day after the span before")
        if not _is_shared_well(span):
            wrong = ("extent", "does not agree with the holders of these days")
            found |= {int(row): wrong for row in span.index}
        end = span["date_to"].max()
        last = int(span.index[int(span["date_to"].argmax())])
        due = (datetime.date.fromisoformat(end) + datetime.timedelta(days=1)).isoformat()
    if end != CONTROL_SPAN[1].isoformat():
        found[last] = ("date_to", f"is not {CONTROL_SPAN[1]}, the last day")
    return found


def _is_shared_well(span: pd.DataFrame) -> bool:
    if len(span) == 1:
        return bool(span["extent"].iloc[0] == "wholly")
    return (
        sorted(span["extent"]) in (["partly", "partly"], ["mostly", "single places"])
        and span["holder"].nunique() == 2
        and span["date_to"].nunique() == 1
    )
