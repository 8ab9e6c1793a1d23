"""Ids of incidents and places carry no side: they follow from day and place by one rule."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from string import ascii_lowercase

import pytest
from record_factory import event_row, write_record

from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parent.parent
#: Digits of a day that are known at each precision.
KNOWN = {"day": 10, "month": 7, "year": 4}


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def _slug(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def test_a_place_has_the_id_of_all_its_names(record: Record) -> None:
    assert {id_: _slug(name) for id_, name in record.places["name_en"].items()} == {
        id_: id_ for id_ in record.places.index
    }


def test_an_incident_has_the_id_of_its_day_and_place(record: Record) -> None:
    letters: dict[str, list[str]] = {}
    for _, event in record.events.iterrows():
        day = str(event["date"].date())[: KNOWN[event["date_precision"]]]
        base = f"{day}-{event['place_id'] or _slug(event['category'])}"
        rest = event["id"].removeprefix(base)
        assert rest != event["id"], event["id"]
        letters.setdefault(base, []).append(rest)
    for base, found in letters.items():
        expected = ["", *(f"-{letter}" for letter in ascii_lowercase[1:])][: len(found)]
        assert sorted(found) == expected, base


def test_a_claim_has_the_id_of_its_incident_and_a_number(record: Record) -> None:
    for id_, found in record.assessments.items():
        assert all(re.fullmatch(rf"{id_}-\d+", claim.id) for claim in found.claims), id_


def test_every_former_id_leads_to_one_of_today(record: Record) -> None:
    assert record.former["events"]["barda-28oct"] == "2020-10-28-barda"
    assert record.former["places"]["shusha"] == "shusha-shushi"
    assert len(record.former["events"]) > 120
    assert set(record.former["events"].values()) <= set(record.events["id"])
    assert set(record.former["places"].values()) <= set(record.places.index)


def test_a_former_id_that_leads_nowhere_or_is_in_use_is_named(tmp_path: Path) -> None:
    rows = [
        {"id": "gone", "table": "events", "now": "nowhere"},
        {"id": "today", "table": "events", "now": "today"},
        {"id": "barda-old", "table": "places", "now": "barda"},
    ]
    root = write_record(tmp_path, events=[event_row(id="today")], former_ids=rows)
    record = load_record(root)
    assert [str(problem) for problem in record.problems] == [
        "geo/data/former_ids.csv row 2, now: nowhere is not in events.csv; add nowhere to "
        "events.csv, or correct the id",
        "geo/data/former_ids.csv row 3, id: today is the id of a row of events.csv today; remove "
        "the row, or give the other one another id",
    ]
    assert record.former == {"events": {}, "places": {"barda-old": "barda"}}


def test_a_place_shows_a_second_name_where_others_administered_it(record: Record) -> None:
    """Every town that the Karabakh authorities held and named otherwise, and no other one."""
    before = record.control[record.control["start_day"] < 18_500]
    held = set(before.loc[before["holder"] == "armenian or karabakh", "district_id"])
    for id_, place in record.places.iterrows():
        second = place["name_en"].count(" / ")
        assert second <= 1
        if second and place["kind"] != "region":
            assert place["district_id"] in held, id_
    seats = record.places[record.places["kind"] == "district seat"]
    named = {id_ for id_, name in seats["name_en"].items() if " / " in name}
    wholly = {
        "aghdam-akna", "fuzuli-varanda", "gubadli-sanasar", "jabrayil-jrakan", "kalbajar-karvachar",
        "khojavend-martuni", "lachin-berdzor", "zangilan-kovsakan",
    }  # fmt: skip
    assert named == wholly
