"""The record as it was known on a day: the same rules, on the claims made by then."""

from __future__ import annotations

import datetime
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from components.explore.cards import build_known_cards
from components.explore.known import build_known, tell_history
from geo.claims import Claim, Figure
from geo.dates import count_days
from geo.export.tables import export_claims, export_events
from geo.filters import Filters, match_facets
from geo.known import find_known_day, list_stages, read_stages, show_as_known
from geo.record import Record, load_record
from geo.tally import list_claims

ROOT = Path(__file__).resolve().parent.parent
UNDATED = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def known(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(build_known(record, build_known_cards(record)))
    return found


def _claim(n: int, said: str, **given: Any) -> Claim:
    parts: dict[str, Any] = {
        "id": f"x-{n}",
        "event_id": "x",
        "source_id": f"source-{n}",
        "source_kind": "news agency",
        "source_side": "azerbaijani",
        "speaker": "Prosecutor General of Azerbaijan",
        "speaker_side": "azerbaijani",
        "speaker_kind": "party",
        "stance": "reports",
        "basis": "excerpt",
        "paraphrase": "Says so.",
        "said_on": said,
    }
    return Claim(**parts | given)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2020-10-04", datetime.date(2020, 10, 4)),
        ("2020-10", datetime.date(2020, 10, 31)),
        ("2020", datetime.date(2020, 12, 31)),
        ("", UNDATED),
    ],
)
def test_a_claim_is_known_from_the_last_day_on_which_it_may_have_been_made(
    said: str, day: datetime.date
) -> None:
    assert find_known_day(_claim(1, said), UNDATED) == day


def test_the_day_of_the_source_stands_for_a_claim_without_one() -> None:
    claim = _claim(1, "", source_date="2020-10-09")
    assert find_known_day(claim, UNDATED) == datetime.date(2020, 10, 9)


def test_level_and_toll_follow_from_the_claims_made_by_then() -> None:
    checked = {
        "source_side": "other", "speaker": "HRW", "speaker_side": "other", "speaker_kind": "body",
        "stance": "documents",
    }  # fmt: skip
    claims = [
        _claim(1, "2020-10-04", figures={"killed_civilian": Figure(1, 1)}),
        _claim(2, "2020-10-05", figures={"killed_civilian": Figure(3, 3)}),
        _claim(3, "2020-12-11", **checked),
    ]
    stages = list_stages(claims, "shelling", UNDATED)
    told = [(s.assessment.level, s.assessment.tolls["killed_civilian"].high) for s in stages]
    assert told == [
        ("official statement of one side", 1),
        ("official statement of one side", 3),
        ("independently documented", 3),
    ]


def test_an_incident_is_not_there_before_somebody_tells_of_it() -> None:
    denial = _claim(1, "2020-10-03", stance="denies", denies=("x-2",), denied="event")
    (only,) = list_stages([denial, _claim(2, "2020-10-05")], "shelling", UNDATED)
    assert only.day == datetime.date(2020, 10, 5)


def test_the_last_stage_of_every_incident_is_what_the_record_says_today(record: Record) -> None:
    stages = read_stages(record)
    for id_, found in record.assessments.items():
        last = stages[id_][-1].assessment
        assert last.level == found.level, id_
        assert last.tolls == found.tolls, id_
        assert {claim.id for claim in last.claims} == {claim.id for claim in found.claims}
        assert last.contests == found.contests


def test_every_claim_has_a_day_or_the_substitute_that_the_page_states(record: Record) -> None:
    undated = [claim.id for claim in list_claims(record) if not claim.said]
    assert 0 < len(undated) < 100
    for id_, stages in read_stages(record).items():
        late = {c.id for c in stages[-1].assessment.claims if not c.said}
        early = {
            c.id for stage in stages if stage.day < record.date for c in stage.assessment.claims
        }
        assert not late & early, id_


def test_what_changed_is_told_step_by_step(record: Record) -> None:
    steps = tell_history(read_stages(record)["2020-10-17-ganja"])
    assert len(steps) > 2
    assert steps[0]["when"] == "17 Oct 2020"
    assert steps[-1]["words"].endswith("independently documented")
    assert all(a["words"] != b["words"] for a, b in itertools.pairwise(steps))
    assert tell_history(read_stages(record)["1949-08-12-law"]) == []


def test_the_record_of_a_day_holds_what_had_been_said_by_its_end(record: Record) -> None:
    day = datetime.date(2020, 10, 17)
    then = show_as_known(record, day)
    rows = match_facets(then, Filters(day, day))

    table = export_events(then, rows).set_index("id")
    known = {id_: stages for id_, stages in read_stages(record).items() if stages[0].day <= day}
    assert set(table.index) == set(known)
    assert len(table) < len(record.events)
    ganja = table.loc["2020-10-17-ganja"]
    first = known["2020-10-17-ganja"][0].assessment
    assert ganja["evidence"] == first.level
    assert ganja["killed_civilian_high"] == str(first.tolls["killed_civilian"].high)
    assert set(table["as_known_on"]) == {"2020-10-17"}
    assert set(table["summary"]) == set(table["note"]) == {""}
    claims = export_claims(then, rows)
    days = {claim.id: find_known_day(claim, record.date) for claim in list_claims(record)}
    assert claims["id"].tolist()
    assert all(days[id_] <= day for id_ in claims["id"])
    assert {id_ for cell in claims["denies"] for id_ in cell.split("; ") if id_} <= set(
        claims["id"]
    )


def test_the_record_of_today_is_unchanged_by_a_look_back(record: Record) -> None:
    everything = Filters(record.date, record.date)
    today = export_events(record, match_facets(record, everything))
    show_as_known(record, datetime.date(2020, 10, 17))
    again = export_events(record, match_facets(record, everything))
    assert again.equals(today)
    assert set(again["as_known_on"]) == {""}


def test_on_the_day_of_the_last_check_all_is_known(record: Record) -> None:
    last = show_as_known(record, max(record.date, UNDATED))
    assert last.events["evidence"].tolist() == record.events["evidence"].tolist()


def test_before_anything_was_said_no_incident_is_there(record: Record) -> None:
    then = show_as_known(record, datetime.date(1900, 1, 1))
    rows = match_facets(then, Filters(record.date, record.date))
    assert len(export_events(then, rows)) == len(export_claims(then, rows)) == 0


def test_the_browser_gets_all_stages_in_the_order_of_the_record(
    record: Record, known: dict[str, Any]
) -> None:
    assert known["undated"] == count_days(record.date)
    assert len(known["events"]) == len(record.events)
    for id_, stages in zip(record.events["id"], known["events"], strict=True):
        assert [stage["day"] for stage in stages] == sorted({stage["day"] for stage in stages})
        last = stages[-1]
        claims = [claim["id"] for group in last["card"]["groups"] for claim in group["claims"]]
        assert len(claims) == last["claims"] == len(record.assessments[id_].claims)
