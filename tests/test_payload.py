"""The record as the browser gets it."""

from __future__ import annotations

import datetime
import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from record_factory import event_row, place_row, write_record

from components.explore.payload import (
    KEY_EVENTS,
    NAMED_PLACES,
    build_events,
    build_payload,
    order_for_reading,
)
from components.large import SENT_EVENTS
from geo.filters import FACETS, index_options, list_options, mark_counted
from geo.record import Record, load_record
from geo.tables.schema import DATE_PRECISIONS, LOCATION_PRECISIONS

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "geo" / "data"
EPOCH = datetime.date(1970, 1, 1)
GROUND = ("countries", "water", "lachin")


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


@pytest.fixture(scope="module")
def payload(record: Record) -> dict[str, Any]:
    """What the browser gets of it."""
    read: dict[str, Any] = json.loads(build_payload(record, DATA))
    return read


def _build_small(root: Path, **rows: Any) -> tuple[Record, dict[str, Any]]:
    write_record(root, **rows)
    for name in GROUND:
        shutil.copy(DATA / f"{name}.geojson", root / "geo" / "data")
    record = load_record(root)
    return record, json.loads(build_payload(record, root / "geo" / "data"))


def _find(payload: dict[str, Any], id_: str) -> dict[str, Any]:
    """One event of the payload, by the names of the columns."""
    row = payload["events"]["id"].index(id_)
    return {name: values[row] for name, values in payload["events"].items()}


# Events


def test_all_columns_of_the_events_have_one_length(record: Record, payload: dict[str, Any]) -> None:
    lengths = {name: len(values) for name, values in payload["events"].items()}

    assert set(lengths.values()) == {len(record.events)} == {payload["size"]}
    assert payload["events"]["id"] == record.events["id"].tolist()


def test_days_are_counted_from_1970(record: Record, payload: dict[str, Any]) -> None:
    for name, column in (("start", "date"), ("end", "date_end")):
        days = [EPOCH + datetime.timedelta(days=day) for day in payload["events"][name]]
        assert days == [date.date() for date in record.events[column]]


def test_an_event_has_a_point_exactly_when_it_is_on_the_map(
    record: Record, payload: dict[str, Any]
) -> None:
    events = payload["events"]

    for lon, lat, on_map in zip(events["lon"], events["lat"], record.events["on_map"], strict=True):
        assert (lon is not None) == (lat is not None) == on_map


def test_words_of_closed_lists_are_places_in_the_vocabulary(
    record: Record, payload: dict[str, Any]
) -> None:
    vocabulary, events = payload["vocabulary"], payload["events"]

    for column, words, field in (
        ("category", "categories", "category"),
        ("evidence", "evidence", "evidence"),
        ("date_precision", "date_precisions", "date_precision"),
        ("place_precision", "place_precisions", "location_precision"),
    ):
        read = [vocabulary[words][number]["key"] for number in events[column]]
        assert read == record.events[field].tolist()
    for facet in ("harmed", "accused", "contests", "source_kinds"):
        assert [term["key"] for term in vocabulary[facet]] == list(list_options(record)[facet])
        assert events[facet] == index_options(record)[facet]


def test_place_and_district_are_places_in_their_lists(
    record: Record, payload: dict[str, Any]
) -> None:
    for row, event in record.events.iterrows():
        place = payload["events"]["place"][row]
        assert (payload["places"][place]["id"] if place >= 0 else "") == event["place_id"]
        district = payload["events"]["district"][row]
        found = payload["districts"][district]["id"] if district >= 0 else ""
        assert found == (event["district_id"] if event["on_map"] else "")


def test_the_reading_order_holds_every_row_once_by_first_day(
    record: Record, payload: dict[str, Any]
) -> None:
    reading = payload["events"]["reading"]

    assert sorted(reading) == list(range(len(record.events)))
    starts = [payload["events"]["start"][row] for row in reading]
    assert starts == sorted(starts)


def test_within_a_day_long_events_come_last_both_sides_first_and_statements_after_deeds(
    tmp_path: Path,
) -> None:
    write_record(
        tmp_path,
        events=[
            event_row(id="a-long", date_end="2020-12-01"),
            event_row(id="b-said", category="statement"),
            event_row(id="c-deed"),
            event_row(id="d-both", harmed_side="both", category="statement"),
            event_row(id="e-before", date="2020-10-27"),
            event_row(id="f-month", date_end="2020-11-27"),
        ],
    )
    events = load_record(tmp_path).events

    order = events["id"].iloc[order_for_reading(events)].tolist()

    assert order == ["e-before", "d-both", "c-deed", "f-month", "b-said", "a-long"]


def test_columns_of_some_rows_are_those_rows_in_the_order_asked_for(
    record: Record, payload: dict[str, Any]
) -> None:
    rows = np.array([5, 2, 80])
    found = build_events(record, rows)

    for name, values in payload["events"].items():
        if name != "reading":
            assert found[name] == [values[row] for row in rows]
    assert set(build_events(record, rows, tolls=False)["toll"]) == {""}


def test_an_event_outside_the_map_is_counted_without_a_point(tmp_path: Path) -> None:
    record, payload = _build_small(tmp_path)

    assert payload["events"]["id"] == record.events["id"].tolist()
    vienna = _find(payload, "2019-03-29-vienna")
    assert (vienna["lon"], vienna["lat"], vienna["district"]) == (None, None, -1)
    assert vienna["where"] == "Vienna"


def test_dates_are_in_words(tmp_path: Path) -> None:
    month = {"date": "2020-10-01", "date_end": "2020-10-31", "date_precision": "month"}
    _, payload = _build_small(tmp_path, events=[event_row(), event_row(id="month", **month)])

    assert payload["events"]["when"] == ["October 2020 (day not known)", "28 October 2020"]
    exact = [payload["vocabulary"]["date_precisions"][k] for k in payload["events"]["date_precision"]]  # fmt: skip
    assert [(term["key"], term["exact"]) for term in exact] == [("month", False), ("day", True)]


def test_a_sum_is_marked_so(tmp_path: Path) -> None:
    _, payload = _build_small(tmp_path, events=[event_row(), event_row(id="sum", overview="yes")])

    assert _find(payload, "sum")["overview"] is True
    assert _find(payload, "2020-10-28-barda")["overview"] is False
    assert payload["lead"]["total"] == 1


def test_a_larger_record_is_sent_without_its_events(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.large.SENT_EVENTS", 2)
    _, payload = _build_small(tmp_path)

    assert payload["events"] is None
    assert payload["size"] == 3
    assert payload["limits"]["sent"] == SENT_EVENTS


def test_a_hostile_text_is_data_and_nothing_else(tmp_path: Path) -> None:
    text = '</script><script>x()</script> ${x} \u2028 "\\'
    _, payload = _build_small(
        tmp_path, events=[event_row(title=text)], places=[place_row(name_en=text)]
    )

    assert payload["events"]["title"] == [text]
    assert payload["places"][0]["name"] == text


# Ground and axis


def test_key_events_are_in_order_of_day_and_their_days_are_those_of_the_record(
    record: Record, payload: dict[str, Any]
) -> None:
    days = record.events.set_index("id")["start_day"]
    found = payload["key_events"]

    assert {event["id"] for event in found} == set(KEY_EVENTS)
    assert [event["day"] for event in found] == sorted(event["day"] for event in found)
    for event in found:
        assert event["day"] == days[event["id"]]
        assert event["label"] == KEY_EVENTS[event["id"]]


def test_key_events_that_the_record_lacks_are_left_out(tmp_path: Path) -> None:
    events = [event_row(id="2020-09-27-line-of-contact-1994-2020", date="2020-09-27"), event_row()]
    _, payload = _build_small(tmp_path, events=events)

    day = (datetime.date(2020, 9, 27) - EPOCH).days
    expected = [
        {"day": day, "label": "Start of the war", "id": "2020-09-27-line-of-contact-1994-2020"}
    ]
    assert payload["key_events"] == expected


def test_six_places_are_named_at_every_size_and_lie_in_the_opening_view(
    payload: dict[str, Any],
) -> None:
    (south, west), (north, east) = payload["opening"]
    named = [place for place in payload["places"] if place["named"]]

    assert {place["id"] for place in named} == set(NAMED_PLACES)
    for place in named:
        assert west < place["lon"] < east
        assert south < place["lat"] < north


def test_the_opening_view_leaves_out_the_outermost_and_holds_nearly_all_of_the_war(
    record: Record, payload: dict[str, Any]
) -> None:
    (south, west), (north, east) = payload["opening"]
    (low_south, low_west), (high_north, high_east) = payload["extent"]
    war = record.opening
    events = payload["events"]
    inside = [
        (west < lon < east) and (south < lat < north)
        for lon, lat, start, end in zip(
            events["lon"], events["lat"], events["start"], events["end"], strict=True
        )
        if lon is not None and start <= (war.end - EPOCH).days and end >= (war.start - EPOCH).days
    ]

    assert sum(inside) / len(inside) > 0.85
    assert east - west < high_east - low_west
    assert north - south < high_north - low_south


@pytest.mark.parametrize(("inside", "outside"), [(97, 3), (90, 10)])
def test_only_a_few_far_events_are_left_out_of_the_opening_view(
    tmp_path: Path, inside: int, outside: int
) -> None:
    """Six in a hundred at each edge may be."""
    far = {"lon": "46.1", "lat": "39.1", "place_id": "shusha", "location_precision": "district"}
    rows = [event_row(id=f"near-{number}") for number in range(inside)]
    rows += [event_row(id=f"far-{number}", **far) for number in range(outside)]
    places = [place_row(), place_row(id="shusha", name_en="Shusha", lon="46.1", lat="39.1",
                                     district_id="AZ-SUS", rank="2")]  # fmt: skip
    _, payload = _build_small(tmp_path, events=rows, places=places)

    (south, west), _ = payload["opening"]
    assert (west < 46.1 and south < 39.1) == (outside > 6)


def test_the_extent_holds_every_point(payload: dict[str, Any]) -> None:
    (south, west), (north, east) = payload["extent"]

    for lon, lat in zip(payload["events"]["lon"], payload["events"]["lat"], strict=True):
        assert lon is None or (west < lon < east and south < lat < north)


def test_a_place_outside_the_map_has_no_point(tmp_path: Path) -> None:
    _, payload = _build_small(tmp_path)

    points = {place["id"]: place["lon"] for place in payload["places"]}
    assert points == {"barda": 47.1262, "shusha": 46.7499, "vienna": None}


def test_a_district_has_an_inner_point_of_its_own(record: Record, payload: dict[str, Any]) -> None:
    for district in payload["districts"]:
        area = record.districts.loc[district["id"]]
        assert area["name_en"] in district["name"]
        west, south, east, north = area.geometry.bounds
        assert west < district["lon"] < east
        assert south < district["lat"] < north


def test_a_record_without_named_places_and_without_events_of_the_war_has_an_opening_view(
    tmp_path: Path,
) -> None:
    before = {"date": "2019-05-05", "date_end": ""}
    _, payload = _build_small(tmp_path, events=[event_row(**before)], places=[place_row(rank="2")])

    (south, west), (north, east) = payload["opening"]
    assert west < east
    assert south < north


def test_a_record_without_any_point_has_an_extent(tmp_path: Path) -> None:
    nowhere = {"place_id": "", "lon": "", "lat": "", "location_precision": "none"}
    _, payload = _build_small(tmp_path, events=[event_row(**nowhere)])

    (south, west), (north, east) = payload["extent"]
    assert west < east
    assert south < north


def test_the_periods_lie_side_by_side_and_the_last_is_the_whole(
    record: Record, payload: dict[str, Any]
) -> None:
    *parts, whole = payload["periods"]

    for one, after in pairwise(parts):
        assert after["start"] - one["end"] == 1
    assert (whole["start"], whole["end"]) == (parts[0]["start"], parts[-1]["end"])
    assert sum(part["share"] for part in parts) == pytest.approx(1)
    opening = next(part for part in parts if part["key"] == payload["opening_period"])
    assert opening["start"] == (record.opening.start - EPOCH).days


def test_the_holders_of_a_district_follow_each_other_in_words_of_the_vocabulary(
    payload: dict[str, Any],
) -> None:
    known = {term["key"] for term in payload["vocabulary"]["holders"]}

    assert len(payload["control"]) > 5
    for district in payload["control"]:
        for one, after in pairwise(district["spans"]):
            assert after["from"] - one["to"] == 1
        assert {span["state"] for span in district["spans"]} <= known
        assert all(span["words"] for span in district["spans"])


# Lead


def test_the_lead_counts_what_the_opening_window_counts(
    record: Record, payload: dict[str, Any]
) -> None:
    lead, opening = payload["lead"], record.opening
    counted = mark_counted(record, opening.start, opening.end)
    war = record.events[counted]
    documented = war[
        (war["evidence"] == "independently documented")
        & war["category"].isin(
            [term["key"] for term in payload["vocabulary"]["categories"] if term["harm"]]
        )
    ]

    assert lead["total"] == int(counted.sum()) > 50
    assert sum(side["count"] for side in lead["documented"]) == len(documented)
    labels = [side["label"] for side in lead["documented"]]
    assert labels == sorted(labels)


def test_the_lead_leads_to_three_places_with_the_number_that_the_map_will_say(
    record: Record, payload: dict[str, Any]
) -> None:
    opening = record.opening
    events = record.events[mark_counted(record, opening.start, opening.end)]
    starts = payload["lead"]["starts"]

    assert len(starts) == 3
    for start in starts:
        number = int((events["place_id"] == start["link"].removeprefix("place=")).sum())
        assert start["note"].startswith(f"{number} incident")
        assert number > 0


def test_the_lead_of_a_small_record_leads_to_what_it_has(tmp_path: Path) -> None:
    _, payload = _build_small(tmp_path)

    starts = [(start["label"], start["note"]) for start in payload["lead"]["starts"]]
    assert starts == [
        ("Barda", "1 incident · 28 Oct"),
        ("Shusha · Shushi", "1 incident · 8 Nov"),
    ]


def test_precisions_and_facets_of_the_vocabulary_are_all_of_the_schema(
    payload: dict[str, Any],
) -> None:
    vocabulary = payload["vocabulary"]

    assert [term["key"] for term in vocabulary["date_precisions"]] == list(DATE_PRECISIONS)
    assert [term["key"] for term in vocabulary["place_precisions"]] == list(LOCATION_PRECISIONS)
    assert {term["key"] for term in vocabulary["facets"]} == set(FACETS)


def test_the_record_is_cited_by_its_title_and_the_day_of_its_latest_check(
    record: Record, payload: dict[str, Any]
) -> None:
    title = payload["lead"]["title"]
    day = (record.events["checked"].max().date() - EPOCH).days
    assert payload["citation"] == {"author": title, "title": title, "day": day}
