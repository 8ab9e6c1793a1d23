"""The record as the browser gets it."""

from __future__ import annotations

import datetime
import json
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from record_factory import event_row, place_row, write_record

from components.explore.payload import KEY_EVENTS, build_payload, record_periods
from geo.record import Record, load_record

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


def test_all_columns_of_the_events_have_one_length(record: Record, payload: dict[str, Any]) -> None:
    lengths = {name: len(values) for name, values in payload["events"].items()}

    assert set(lengths.values()) == {len(record.events)}
    assert payload["events"]["id"] == record.events["id"].tolist()


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
    events = [event_row(id="war-begins", date="2020-09-27"), event_row()]
    _, payload = _build_small(tmp_path, events=events)

    day = (datetime.date(2020, 9, 27) - EPOCH).days
    expected = [{"day": day, "label": "Start of the war", "id": "war-begins"}]
    assert payload["key_events"] == expected


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


def test_kinds_and_evidence_are_places_in_the_closed_lists(
    record: Record, payload: dict[str, Any]
) -> None:
    for column, words in (("category", "categories"), ("evidence", "evidence")):
        read = [payload[words][number] for number in payload["events"][column]]
        assert read == record.events[column].tolist()


def test_the_opening_view_holds_the_six_named_places(payload: dict[str, Any]) -> None:
    (south, west), (north, east) = payload["opening"]
    named = [place for place in payload["places"] if place["rank"] == 1]

    assert len(named) == 6
    for place in named:
        assert west < place["lon"] < east
        assert south < place["lat"] < north


def test_the_extent_holds_every_point(payload: dict[str, Any]) -> None:
    (south, west), (north, east) = payload["extent"]

    for lon, lat in zip(payload["events"]["lon"], payload["events"]["lat"], strict=True):
        assert lon is None or (west < lon < east and south < lat < north)


def test_places_outside_the_map_are_left_out(tmp_path: Path) -> None:
    _, payload = _build_small(tmp_path)

    assert {place["id"] for place in payload["places"]} == {"barda", "shusha"}


def test_an_event_outside_the_map_is_counted_without_a_point(tmp_path: Path) -> None:
    record, payload = _build_small(tmp_path)

    assert payload["events"]["id"] == record.events["id"].tolist()
    vienna = payload["events"]["id"].index("vienna-2019")
    assert payload["events"]["lon"][vienna] is None
    assert payload["events"]["lat"][vienna] is None


def test_dates_are_in_words(tmp_path: Path) -> None:
    month = {"date": "2020-10-01", "date_end": "2020-10-31", "date_precision": "month"}
    _, payload = _build_small(tmp_path, events=[event_row(), event_row(id="month", **month)])

    assert payload["events"]["when"] == ["October 2020 (day not known)", "28 October 2020"]


def test_a_hostile_text_is_data_and_nothing_else(tmp_path: Path) -> None:
    text = '</script><script>x()</script> ${x} \u2028 "\\'
    _, payload = _build_small(
        tmp_path, events=[event_row(title=text)], places=[place_row(name_en=text)]
    )

    assert payload["events"]["title"] == [text]
    assert payload["places"][0]["name"] == text


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


def test_the_periods_lie_side_by_side_and_the_last_is_the_whole(record: Record) -> None:
    *parts, whole = record_periods(record)

    for one, after in pairwise(parts):
        assert after.start - one.end == datetime.timedelta(days=1)
    assert (whole.start, whole.end) == (parts[0].start, parts[-1].end)
