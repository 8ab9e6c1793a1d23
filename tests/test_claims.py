"""Claims, coverage and control that contradict themselves or the rest are set aside and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_factory import (
    ANNOUNCED,
    CEASEFIRE,
    CLAIM_ROWS,
    DENIED,
    HELD_AFTER,
    SHUSHA_EVENT,
    TALKS,
    VIENNA_EVENT,
    Row,
    bare_claim,
    claim_row,
    control_row,
    coverage_row,
    event_row,
    write_record,
)

from components.explore.cards import build_card
from geo.record import Record, load_record

FILE = "geo/data/claims.csv"
EVENTS = [event_row(), SHUSHA_EVENT, VIENNA_EVENT]
BEFORE, AFTER = control_row(), HELD_AFTER
SHUSHA_EVENTS = [*EVENTS, CEASEFIRE]


def load_claims(tmp_path: Path, *claims: Row) -> Record:
    return load_record(write_record(tmp_path, claims=list(claims)))


def told(record: Record, file: str = FILE) -> list[str]:
    return [str(problem).removeprefix(f"{file} ") for problem in record.problems
            if problem.file == file]  # fmt: skip


# Claims


def test_findings_follow_from_the_claims(tmp_path: Path) -> None:
    record = load_claims(tmp_path, *CLAIM_ROWS)
    assert record.problems == ()
    events = record.events.set_index("id")
    assert events["evidence"].to_dict() == {
        "2019-03-29-vienna": "reported by news agency",
        "2020-10-28-barda": "independently documented",
        "shusha-8nov": "claim disputed",
    }
    assert events.loc["2020-10-28-barda", "accused_side"] == "armenian or karabakh"
    toll = record.assessments["2020-10-28-barda"].tolls["killed_civilian"]
    assert (toll.low, toll.high, toll.low_by[0].row) == (21, 21, 2)


def test_at_least_has_an_empty_high_end(tmp_path: Path) -> None:
    record = load_claims(tmp_path, claim_row(killed_civilian_high=""), *CLAIM_ROWS[1:])
    assert record.problems == ()
    assert record.assessments["2020-10-28-barda"].tolls["killed_civilian"].is_open


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"event_id": "berda-28oct"},
         "event_id: berda-28oct is not in events.csv; add berda-28oct to events.csv, "
         "or correct the id"),
        ({"source_id": "hrw"},
         "source_id: hrw is not in geo/data/sources.csv; add hrw to geo/data/sources.csv, "
         "or correct the id"),
        ({"origin": "hrw"},
         "origin: hrw is not in geo/data/sources.csv; add hrw to geo/data/sources.csv, "
         "or correct the id"),
        ({"origin": "hrw-2020-10-30"},
         "origin: hrw-2020-10-30 rests on itself in a circle; "
         "leave it empty in the row that has the text first"),
        ({"killed_civilian_low": "22"},
         "killed_civilian_low: 22 is more than killed_civilian_high; swap the two, or correct one"),
        ({"injured_combatant_high": "2"},
         "injured_combatant_low: is empty while injured_combatant_high is not; "
         "write the low end; for one figure write it twice"),
        ({"stance": "denies", "accuses": "", "hedge": "", "denied": "event"},
         "denies: is empty for a claim that denies or corrects; name the claim that it answers"),
        ({"stance": "corrects", "accuses": "", "hedge": "", "denies": "2020-10-28-barda-1"},
         "denied: is empty for a claim that denies or corrects; name which part of it that it "
         "answers"),
        ({"denied": "event"},
         "denied: event stands with a stance that answers nothing; "
         "write the stance denies or corrects, or leave it empty"),
        ({"denies": "2020-10-28-barda-1"},
         "denies: 2020-10-28-barda-1 stands with a stance that answers nothing; "
         "write the stance denies or corrects, or leave it empty"),
        ({"stance": "denies", "denies": "2020-10-28-barda-1", "denied": "event"},
         "accuses: armenian or karabakh stands in a claim that denies or corrects; "
         "leave it empty, or write the accusation as a claim of its own"),
        ({"accuses": ""},
         "hedge: fired or supplied by hedges an attribution that is not there; "
         "fill accuses, or leave hedge empty"),
        ({"speaker_side": "neither"},
         "speaker_side: neither is not one of the allowed values; "
         "use one of: azerbaijani, armenian or karabakh, both, other"),
        ({"stance": "doubts"},
         "stance: doubts is not one of the allowed values; "
         "use one of: documents, asserts, reports, denies, corrects"),
    ],
)  # fmt: skip
def test_a_claim_that_contradicts_itself_or_the_rest_is_set_aside(
    tmp_path: Path, cells: Row, message: str
) -> None:
    record = load_claims(tmp_path, claim_row(**cells), *CLAIM_ROWS[1:])
    assert told(record) == [f"row 2, {message}"]
    assert told(record, "events.csv") == [
        "row 2, id: 2020-10-28-barda has no claim in geo/data/claims.csv; "
        "add a row to geo/data/claims.csv, or put one right"
    ]
    assert record.events["id"].tolist() == ["2019-03-29-vienna", "shusha-8nov"]


def test_the_other_claims_on_an_event_still_count(tmp_path: Path) -> None:
    bad = bare_claim(id="2020-10-28-barda-2", source_id="agency-2020", origin="nowhere")
    record = load_claims(tmp_path, *CLAIM_ROWS, bad)
    assert len(told(record)) == 1
    assert [claim.id for claim in record.assessments["2020-10-28-barda"].claims] == [
        "2020-10-28-barda-1"
    ]


def test_an_origin_in_a_circle_over_two_sources_is_named(tmp_path: Path) -> None:
    circle = [
        bare_claim(origin="agency-2020"),
        bare_claim(id="2020-10-28-barda-2", source_id="agency-2020", origin="hrw-2020-10-30"),
    ]
    record = load_claims(tmp_path, *circle, *CLAIM_ROWS[1:])
    assert told(record) == [
        f"row {row}, origin: {origin} rests on itself in a circle; "
        "leave it empty in the row that has the text first"
        for row, origin in ((2, "agency-2020"), (3, "hrw-2020-10-30"))
    ]


def test_one_source_has_one_row_for_each_speaker_on_an_event(tmp_path: Path) -> None:
    record = load_claims(tmp_path, *CLAIM_ROWS, claim_row(id="2020-10-28-barda-2"))
    assert told(record) == [
        "row 6, speaker: Human Rights Watch has an earlier row for the same event and source; "
        "put the two rows into one"
    ]


def test_a_denial_answers_a_claim_on_its_own_event(tmp_path: Path) -> None:
    elsewhere = {**DENIED, "denies": "2020-10-28-barda-1"}
    record = load_claims(tmp_path, claim_row(), ANNOUNCED, elsewhere, TALKS)
    assert told(record) == [
        "row 4, denies: 2020-10-28-barda-1 is a claim on another event; name a claim on the same event"
    ]


def test_answers_that_answer_each_other_are_named(tmp_path: Path) -> None:
    one = {**DENIED, "denies": "shusha-8nov-3"}
    two = {**DENIED, "id": "shusha-8nov-3", "source_id": "agency-2020", "denies": "shusha-8nov-2"}
    record = load_claims(tmp_path, claim_row(), ANNOUNCED, one, TALKS, two)
    assert told(record) == [
        f"row {row}, denies: {id_} comes back to itself; name the claim that was first"
        for row, id_ in ((4, "shusha-8nov-3"), (6, "shusha-8nov-2"))
    ]


def test_a_repeated_id_hides_no_answer(tmp_path: Path) -> None:
    other = bare_claim(id="shusha-8nov-1", source_id="agency-2020")
    elsewhere = {**DENIED, "denies": "2020-10-28-barda-1"}
    record = load_claims(tmp_path, claim_row(), ANNOUNCED, elsewhere, TALKS, other)
    assert (
        "row 4, denies: 2020-10-28-barda-1 is a claim on another event; name a claim on the same event"
    ) in told(record)
    for row in range(len(record.events)):
        id_ = record.events["id"].iloc[row]
        groups = build_card(record, row)["groups"]
        shown = [claim["id"] for group in groups for claim in group["claims"]]
        assert sorted(shown) == sorted(claim.id for claim in record.assessments[id_].claims)


def test_the_last_row_in_time_is_blamed_for_an_early_end(tmp_path: Path) -> None:
    record = load_control(tmp_path, {**AFTER, "date_to": "2023-12-30"}, BEFORE)
    assert told(record, "geo/data/control.csv") == [
        "row 2, date_to: 2023-12-30 is not 2023-12-31, the last day; "
        "put the rows of this district into one succession",
        "row 3, district_id: AZ-SUS has a history of which a row was set aside, so all of it is; "
        "put row 2 of geo/data/control.csv right",
    ]


def test_a_denial_goes_with_the_claim_that_it_denies(tmp_path: Path) -> None:
    record = load_claims(tmp_path, claim_row(), {**ANNOUNCED, "origin": "hrw"}, DENIED, TALKS)
    assert told(record)[1] == (
        "row 4, denies: shusha-8nov-1 needs a row of geo/data/claims.csv that was set aside; "
        "put the row shusha-8nov-1 of geo/data/claims.csv right"
    )
    assert record.events["id"].tolist() == ["2019-03-29-vienna", "2020-10-28-barda"]


def test_an_event_with_denials_only_has_no_claim(tmp_path: Path) -> None:
    itself = {**DENIED, "denies": "shusha-8nov-2"}
    record = load_claims(tmp_path, claim_row(), itself, TALKS)
    assert told(record)[0] == (
        "row 3, denies: shusha-8nov-2 is the claim itself; name the claim it answers"
    )
    assert record.events["id"].tolist() == ["2019-03-29-vienna", "2020-10-28-barda"]


# Coverage


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (dict.fromkeys(("event_ids", "claim_ids", "source_ids", "place_ids", "relation"), ""),
         "outcome: in the record has no target; "
         "name an event, claim, source or place, or write another outcome"),
        ({"event_ids": "", "claim_ids": "", "source_ids": "", "place_ids": "", "relation": "",
          "outcome": "not in the record"},
         "note: is empty in a row without target; name what carries it, or say why nothing does"),
        ({"event_ids": "barda"},
         "event_ids: barda is not in events.csv; add barda to events.csv, or correct the id"),
        ({"claim_ids": "2020-10-28-barda-9"},
         "claim_ids: 2020-10-28-barda-9 is not in geo/data/claims.csv; "
         "add 2020-10-28-barda-9 to geo/data/claims.csv, or correct the id"),
        ({"place_ids": "berde"},
         "place_ids: berde is not in geo/data/places.csv; "
         "add berde to geo/data/places.csv, or correct the id"),
        ({"relation": ""},
         "relation: is empty while event_ids is not; fill both or neither"),
        ({"differs": "The article gives another day."},
         "decided_by: is empty while differs is not; fill both or neither"),
        ({"locator": "B17"},
         "locator: B17 is not a place in the founding articles; "
         "use one of A1 to A14, B1 to B16, A fn 1 to A fn 18, B photo, B caption"),
    ],
)  # fmt: skip
def test_a_row_of_coverage_that_leads_nowhere_is_set_aside(
    tmp_path: Path, cells: Row, message: str
) -> None:
    rows = [coverage_row(**cells), coverage_row(id="b7-2")]
    record = load_record(write_record(tmp_path, coverage=rows))
    assert told(record, "geo/data/coverage.csv") == [f"row 2, {message}"]
    assert record.coverage["id"].tolist() == ["b7-2"]
    assert len(record.events) == 3


def test_the_articles_places_and_relation_come_from_the_coverage(tmp_path: Path) -> None:
    rows = [
        coverage_row(relation="hinted", locator="A14"),
        coverage_row(id="b7-2"),
        coverage_row(id="b8-1", locator="B8", relation="hinted"),
    ]
    event = load_record(write_record(tmp_path, coverage=rows)).events.iloc[1]
    assert (event["article"], event["article_relation"]) == ("A14; B7; B8", "stated")


# Control


def load_control(tmp_path: Path, *rows: Row) -> Record:
    return load_record(write_record(tmp_path, events=SHUSHA_EVENTS, control=list(rows)))


def test_control_that_changes_with_its_event_is_loaded(tmp_path: Path) -> None:
    record = load_control(tmp_path, BEFORE, AFTER)
    assert record.problems == ()
    assert record.control["start_day"].tolist() == [8897, 18574]
    assert record.control["end_day"].tolist() == [18573, 19722]


def test_a_district_can_be_held_partly_by_both(tmp_path: Path) -> None:
    shared = [
        {**BEFORE, "extent": "partly"},
        {**BEFORE, "id": "shusha-0", "extent": "partly", "holder": "azerbaijani"},
    ]
    assert load_control(tmp_path, *shared, AFTER).problems == ()
    for row, extent in zip(shared, ("mostly", "single places"), strict=True):
        row["extent"] = extent
    assert load_control(tmp_path, *shared, AFTER).problems == ()


@pytest.mark.parametrize("extents", [("partly", "mostly"), ("wholly", "partly"), ("mostly",) * 2])
def test_shares_that_do_not_fit_together_are_named(
    tmp_path: Path, extents: tuple[str, str]
) -> None:
    shared = [
        {**BEFORE, "extent": extents[0]},
        {**BEFORE, "id": "shusha-0", "extent": extents[1], "holder": "azerbaijani"},
    ]
    record = load_control(tmp_path, *shared, AFTER)
    wrong = "does not agree with the holders of these days"
    assert sum(wrong in problem for problem in told(record, "geo/data/control.csv")) == 2
    assert record.control.empty
    assert record.control_unknown == ("AZ-SUS",)


@pytest.mark.parametrize(
    ("before", "after", "row", "message"),
    [
        ({"date_to": "2020-11-06"}, {}, 3,
         "date_from: 2020-11-08 is not 2020-11-07, the day after the span before; "
         "put the rows of this district into one succession"),
        ({}, {"date_from": "2020-11-09"}, 3,
         "date_from: 2020-11-09 is not a day of the event with which it begins; "
         "shusha-8nov is of 2020-11-08 to 2020-11-08; correct the day or the event"),
        ({}, {"date_to": "2023-12-30"}, 3,
         "date_to: 2023-12-30 is not 2023-12-31, the last day; "
         "put the rows of this district into one succession"),
        ({"extent": "partly"}, {}, 2,
         "extent: partly does not agree with the holders of these days; "
         "put the rows of this district into one succession"),
        ({"date_to": "1994-05-11"}, {}, 2,
         "date_to: 1994-05-11 is before date_from; swap the two, or correct one"),
        ({"district_id": "AZ-XXX"}, {}, 2,
         "district_id: AZ-XXX is not a district of the map; "
         "correct the code, or put it back into geo/data/districts.geojson"),
        ({"holder": "other"}, {}, 2,
         "holder: other is not one of the allowed values; "
         "use one of: azerbaijani, armenian or karabakh"),
        ({}, {"event_id": "shusha"}, 3,
         "event_id: shusha is not in events.csv; add shusha to events.csv, or correct the id"),
        ({"source_ids": "x"}, {}, 2,
         "source_ids: x is not in geo/data/sources.csv; add x to geo/data/sources.csv, "
         "or correct the id"),
    ],
)  # fmt: skip
def test_control_with_a_gap_or_a_wrong_beginning_is_named(
    tmp_path: Path, before: Row, after: Row, row: int, message: str
) -> None:
    record = load_control(tmp_path, {**BEFORE, **before}, {**AFTER, **after})
    assert f"row {row}, {message}" in told(record, "geo/data/control.csv")
    assert len(record.events) == 4
