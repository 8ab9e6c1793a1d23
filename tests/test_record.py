"""The record is loaded and checked as one thing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from record_factory import (
    AGENCY,
    SHUSHA,
    SHUSHA_EVENT,
    VIENNA,
    VIENNA_EVENT,
    Row,
    event_row,
    place_row,
    source_row,
    write_record,
)

from geo.record import Record, load_record
from geo.snapshot import FILES, OPTIONAL
from geo.tables.problems import RecordError
from geo.tables.schema import EVENTS, SOURCE_KINDS, TABLES

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = "${alert(1)} {{7*7}} `x` <b>x</b> \u202eright to left\u202c\r\nsecond\rline e\u0301"
OTHER_CRS = json.dumps(
    {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:3857"}},
        "features": [
            {
                "type": "Feature",
                "properties": dict.fromkeys(
                    ["id", "country", "kind", "name_en", "name_az", "name_hy"], "x"
                ),
                "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            }
        ],
    }
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return load_record(write_record(tmp_path_factory.mktemp("record")))


def problems_of_event(tmp_path: Path, **cells: str) -> list[str]:
    """Problems of events in the small record when its first event has other cells."""
    record = load_record(write_record(tmp_path, events=[event_row(**cells), SHUSHA_EVENT]))
    return [str(problem) for problem in record.problems if problem.file == "events.csv"]


def problems_of_place(tmp_path: Path, row: Row) -> list[str]:
    """Problems of the small record with one more place."""
    record = load_record(write_record(tmp_path, places=[place_row(), SHUSHA, VIENNA, row]))
    assert row["id"] not in record.places.index or row["id"] == "barda"
    return [str(problem) for problem in record.problems]


# A record that is right


def test_a_right_record_has_no_problems(record: Record) -> None:
    assert record.problems == ()
    assert record.set_aside == dict.fromkeys((table.file for table in TABLES.values()), 0)


def test_events_are_ordered_by_date(record: Record) -> None:
    assert record.events["id"].tolist() == ["2019-03-29-vienna", "2020-10-28-barda", "shusha-8nov"]
    assert record.events.index.equals(pd.RangeIndex(3))
    assert record.events["row"].tolist() == [4, 2, 3]


def test_events_of_one_day_are_ordered_by_last_day_then_id(tmp_path: Path) -> None:
    rows = [
        event_row(id="c", date_end="2020-10-29"),
        event_row(id="b"),
        event_row(id="a"),
    ]
    record = load_record(write_record(tmp_path, events=rows))
    assert record.events["id"].tolist() == ["a", "b", "c"]


def test_events_have_the_columns_of_the_file_and_the_computed_ones(record: Record) -> None:
    computed = ["start_day", "end_day", "district_id", "on_map", "place_name", "row", "search"]
    found = [
        "evidence",
        "accused_side",
        "contests",
        "claims",
        "sources",
        "article",
        "article_relation",
    ]
    assert list(record.events.columns) == [*EVENTS.column_names, *computed, "geometry", *found]


def test_an_empty_last_day_is_filled(record: Record) -> None:
    assert record.events["date_end"].equals(record.events["date"].rename("date_end"))
    assert record.events["date"].dtype == np.dtype("datetime64[s]")


def test_days_are_counted_from_1970(record: Record) -> None:
    assert record.events["start_day"].tolist() == [17984, 18563, 18574]
    assert record.events["end_day"].dtype == np.int64


def test_districts_come_from_the_polygons(record: Record) -> None:
    assert record.events["district_id"].tolist() == ["", "AZ-BAR", "AZ-SUS"]


def test_a_venue_outside_the_map_is_not_on_the_map(record: Record) -> None:
    assert record.events["on_map"].tolist() == [False, True, True]
    assert record.events["on_map"].dtype == np.bool_


def test_sources_are_those_of_the_claims_in_their_order(record: Record) -> None:
    assert record.events.loc[2, "sources"] == ("agency-2020", "hrw-2020-10-30")


def test_names_of_the_place_and_its_district_can_be_searched(record: Record) -> None:
    assert record.events.loc[2, "place_name"] == "Shusha / Shushi"
    for word in ("shushi", "susa", "շուշի", "шуши", "change of control"):
        assert word in record.events.loc[2, "search"]


def test_the_days_of_an_event_can_be_searched_in_words(tmp_path: Path) -> None:
    row = event_row(date="2020-10-28", date_end="2020-11-01")
    event = load_record(write_record(tmp_path, events=[row])).events.iloc[0]

    for words in ("28 october", "1 november 2020"):
        assert words in event["search"]


def test_layers_are_in_wgs_84(record: Record) -> None:
    for layer in (record.events, record.places, record.districts):
        assert layer.crs == "EPSG:4326"
    assert record.places.index.name == record.sources.index.name == "id"
    assert record.places["rank"].dtype == np.int64


def test_an_event_without_a_point_has_no_geometry(tmp_path: Path) -> None:
    row = event_row(lon="", lat="", place_id="", location_precision="none")
    event = load_record(write_record(tmp_path, events=[row])).events.iloc[0]
    assert event["geometry"] is None
    assert np.isnan(event["lon"])
    assert not event["on_map"]
    assert (event["district_id"], event["place_name"]) == ("", "")


def test_a_record_without_any_point_is_loaded(tmp_path: Path) -> None:
    row = event_row(lon="", lat="", place_id="", location_precision="none")
    record = load_record(write_record(tmp_path, events=[row], places=[]))
    assert len(record.events) == 1
    assert record.places.empty


def test_the_date_of_the_record_is_its_latest_check(tmp_path: Path) -> None:
    rows = [event_row(checked="2026-11-20"), {**SHUSHA_EVENT, "checked": "2026-11-22"}]
    record = load_record(write_record(tmp_path, events=rows))
    assert record.date == datetime.date(2026, 11, 22)


def test_the_version_follows_the_bytes(tmp_path: Path) -> None:
    first = load_record(write_record(tmp_path)).version
    assert load_record(tmp_path).version == first
    other = load_record(write_record(tmp_path, sources=[source_row(note="x"), AGENCY])).version
    assert other != first
    assert len(first) == 12
    assert set(first) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "file", [*(table.file for table in TABLES.values()), "geo/data/districts.geojson"]
)
def test_the_version_changes_with_each_file(tmp_path: Path, file: str) -> None:
    write_record(tmp_path)
    version = load_record(tmp_path).version
    path = tmp_path / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_record(tmp_path).version != version


def test_hostile_text_is_loaded_unchanged(tmp_path: Path) -> None:
    rows = [event_row(title=HOSTILE, summary="x" * 10_000, note=HOSTILE)]
    event = load_record(write_record(tmp_path, events=rows)).events.iloc[0]
    assert event["title"] == event["note"] == HOSTILE
    assert event["summary"] == "x" * 10_000


# Events


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"date_end": "2020-10-27"},
         "date_end: 2020-10-27 is before date; swap the two, or correct one"),
        ({"date_precision": "month", "date_end": "2020-10-31"},
         "date: 2020-10-28 is not the first day of a month; "
         "write the first day, as date_precision is month"),
        ({"date_precision": "month", "date": "2020-10-01", "date_end": "2020-10-30"},
         "date_end: 2020-10-30 is not the last day of a month; "
         "write the last day, as date_precision is month"),
        ({"date_precision": "month", "date": "2020-10-01"},
         "date_end: is not the last day of a month; "
         "write the last day, as date_precision is month"),
        ({"date_precision": "year", "date": "1992-02-01", "date_end": "1992-12-31"},
         "date: 1992-02-01 is not the first day of a year; "
         "write the first day, as date_precision is year"),
        ({"date_precision": "year", "date": "1988-01-01", "date_end": "1994-11-30"},
         "date_end: 1994-11-30 is not the last day of a year; "
         "write the last day, as date_precision is year"),
        ({"lon": ""}, "lon: is empty while lat is not; fill both or neither"),
        ({"location_precision": "region"},
         "location_precision: region does not agree with lon and lat; "
         "write town or district with a point, and region or none without one"),
        ({"lon": "", "lat": ""},
         "location_precision: town does not agree with lon and lat; "
         "write town or district with a point, and region or none without one"),
        ({"place_id": "berda"},
         "place_id: berda is not in geo/data/places.csv; "
         "add berda to geo/data/places.csv, or correct the id"),
        ({"lon": "46.7499", "lat": "39.7601"},
         "place_id: barda lies in another district than lon and lat; the point lies in AZ-SUS, "
         "the place in AZ-BAR; correct the point or the place"),
        ({"lon": "49.5"},
         "place_id: barda lies in another district than lon and lat; the point lies in "
         "no district, the place in AZ-BAR; correct the point or the place"),
        ({"place_id": "", "lon": "16.37"},
         "lon: 16.37 is outside the map's 43.0..51.2; "
         "correct it, or give the place the scope outside"),
    ],
)  # fmt: skip
def test_an_event_that_contradicts_itself_or_the_rest_is_set_aside(
    tmp_path: Path, cells: Row, message: str
) -> None:
    record = load_record(write_record(tmp_path, events=[event_row(**cells), SHUSHA_EVENT]))
    problems = [str(problem) for problem in record.problems if problem.file == "events.csv"]
    assert f"events.csv row 2, {message}" in problems
    if "lon" not in cells:
        assert len(problems) == 1
    assert record.events["id"].tolist() == ["shusha-8nov"]
    assert record.set_aside["events.csv"] == 1


def test_swapped_coordinates_are_suspected(tmp_path: Path) -> None:
    problems = problems_of_event(tmp_path, place_id="", lon="40.3758", lat="47.1262")
    assert problems == [
        "events.csv row 2, lon: 40.3758 is outside the map's 43.0..51.2; swapped with lat?",
        "events.csv row 2, lat: 47.1262 is outside the map's 38.0..42.4; swapped with lon?",
    ]


def test_a_wrong_cell_hides_the_checks_between_columns(tmp_path: Path) -> None:
    problems = problems_of_event(tmp_path, lat="91.2", date_end="2020-01-01")
    assert problems == ["events.csv row 2, lat: 91.2 is outside -90..90; swapped with lon?"]


def test_a_leap_day_ends_its_month(tmp_path: Path) -> None:
    cells = {"date": "2020-02-01", "date_end": "2020-02-29", "date_precision": "month"}
    assert problems_of_event(tmp_path, **cells) == []


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [("1900-01-01", "2100-12-31", "year"), ("2020-09-01", "2020-11-30", "month")],
)
def test_spans_of_several_months_or_years_are_read(
    tmp_path: Path, first: str, last: str, precision: str
) -> None:
    cells = {"date": first, "date_end": last, "date_precision": precision}
    assert problems_of_event(tmp_path, **cells) == []


def test_the_second_row_of_an_id_is_set_aside(tmp_path: Path) -> None:
    rows = [event_row(), event_row(title="Second"), event_row(title="Third")]
    record = load_record(write_record(tmp_path, events=rows))
    assert [str(problem) for problem in record.problems] == [
        f"events.csv row {row}, id: 2020-10-28-barda is the id of an earlier row; "
        "give each row its own id"
        for row in (3, 4)
    ]
    assert record.events["title"].tolist() == ["Rockets on Barda"]


def test_rows_set_aside_are_counted_once_for_several_problems(tmp_path: Path) -> None:
    rows = [event_row(date="x", note=" y"), SHUSHA_EVENT]
    record = load_record(write_record(tmp_path, events=rows))
    assert [problem.file for problem in record.problems].count("events.csv") == 2
    assert record.set_aside["events.csv"] == 1


# Places and sources


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"lon": "", "lat": "", "coord_precision": "none"},
         "district_id: AZ-BAR is given without a point; write lon and lat, or leave it empty"),
        ({"lat": "", "coord_precision": "none"},
         "lat: is empty while lon is not; fill both or neither"),
        ({"coord_precision": "none"},
         "coord_precision: none does not agree with lon and lat; write none without a point, "
         "and own, stand-in or approximate with one"),
        ({"lon": "", "lat": "", "district_id": ""},
         "coord_precision: own does not agree with lon and lat; write none without a point, "
         "and own, stand-in or approximate with one"),
        ({"kind": "region"},
         "kind: region is not a kind with a point; leave lon and lat empty, or correct the kind"),
        ({"district_id": "AZ-SUS"},
         "district_id: AZ-SUS is not the district in which the point lies; "
         "the point lies in AZ-BAR; correct the point or the id"),
        ({"district_id": "AZ-XXX"},
         "district_id: AZ-XXX is not an id in geo/data/districts.geojson; correct the code"),
        ({"district_id": ""},
         "district_id: is empty, but the point lies in a district; write AZ-BAR"),
        ({"scope": "outside"}, "scope: outside is wrong: the point is on the map; write map"),
        ({"lon": "16.37", "district_id": ""},
         "lon: 16.37 is outside the map's 43.0..51.2; "
         "correct it, or give the place the scope outside"),
        ({"lon": "16.37", "lat": "48.2", "district_id": ""},
         "lon: 16.37 is outside the map's 43.0..51.2; swapped with lat?"),
        ({"id": "barda"}, "id: barda is the id of an earlier row; give each row its own id"),
    ],
)  # fmt: skip
def test_a_place_that_contradicts_itself_or_the_ground_is_set_aside(
    tmp_path: Path, cells: Row, message: str
) -> None:
    problems = problems_of_place(tmp_path, place_row(**{"id": "other", **cells}))
    assert f"geo/data/places.csv row 5, {message}" in problems


def test_an_event_whose_place_is_set_aside_is_set_aside(tmp_path: Path) -> None:
    root = write_record(tmp_path, places=[place_row(rank="9"), SHUSHA, VIENNA])
    record = load_record(root)
    assert [str(problem) for problem in record.problems] == [
        "events.csv row 2, place_id: barda needs a row of geo/data/places.csv that was set "
        "aside; put the row barda of geo/data/places.csv right",
        "geo/data/claims.csv row 2, event_id: 2020-10-28-barda needs a row of events.csv that was set "
        "aside; put the row 2020-10-28-barda of events.csv right",
        "geo/data/places.csv row 2, rank: 9 is not one of the allowed values; use one of: 1, 2, 3",
    ]
    assert record.events["id"].tolist() == ["2019-03-29-vienna", "shusha-8nov"]


def test_claims_whose_source_is_set_aside_take_their_events_with_them(tmp_path: Path) -> None:
    root = write_record(tmp_path, sources=[source_row(), source_row(id="agency-2020", kind="x")])
    record = load_record(root)
    assert [str(problem) for problem in record.problems if problem.row == 3] == [
        "events.csv row 3, id: shusha-8nov has no claim in geo/data/claims.csv; "
        "add a row to geo/data/claims.csv, or put one right",
        "geo/data/claims.csv row 3, source_id: agency-2020 needs a row of geo/data/sources.csv "
        "that was set aside; put the row agency-2020 of geo/data/sources.csv right",
        "geo/data/sources.csv row 3, kind: x is not one of the allowed values; use one of: "
        + ", ".join(SOURCE_KINDS),
    ]
    assert record.events["id"].tolist() == ["2020-10-28-barda"]
    assert record.set_aside["geo/data/claims.csv"] == 3


def test_the_first_of_two_sources_of_one_id_is_used(tmp_path: Path) -> None:
    root = write_record(tmp_path, sources=[source_row(), AGENCY, source_row(title="Second")])
    record = load_record(root)
    assert len(record.problems) == 1
    assert record.sources.loc["hrw-2020-10-30", "title"] == "Report"
    assert len(record.events) == 3


# Files


@pytest.mark.parametrize("file", [file for file in FILES if file not in OPTIONAL], ids=str)
def test_a_missing_file_stops_the_loading(tmp_path: Path, file: Path) -> None:
    root = write_record(tmp_path)
    (root / file).unlink()
    with pytest.raises(RecordError) as caught:
        load_record(root)
    assert str(caught.value) == (
        f"{file.as_posix()}: the file is missing; put it back, or restore it from the repository"
    )


@pytest.mark.parametrize("content", ["", "not json", '{"type":"FeatureCollection"}', OTHER_CRS])
def test_districts_that_cannot_be_used_stop_the_loading(tmp_path: Path, content: str) -> None:
    path = write_record(tmp_path) / "geo" / "data" / "districts.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        load_record(tmp_path)
    assert caught.value.problem.file == "geo/data/districts.geojson"
    assert caught.value.problem.rule.startswith("the file cannot be used (")
    assert caught.value.problem.cure == "restore it from the repository"


def test_a_record_without_a_usable_event_stops_the_loading(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        load_record(write_record(tmp_path, events=[event_row(lat="91.2")]))
    assert str(caught.value) == (
        "events.csv: no event can be used; first problem: "
        "events.csv row 2, lat: 91.2 is outside -90..90; swapped with lon?"
    )


def test_a_record_without_rows_stops_the_loading(tmp_path: Path) -> None:
    with pytest.raises(RecordError) as caught:
        load_record(write_record(tmp_path, events=[]))
    assert str(caught.value) == "events.csv: no event can be used; add a row"


# The real record and its growth


def test_the_real_record_has_no_problems() -> None:
    record = load_record(ROOT)
    assert [str(problem) for problem in record.problems] == []
    assert sum(record.set_aside.values()) == 0
    assert len(record.events) >= 100


def test_two_thousand_events_are_loaded(tmp_path: Path) -> None:
    rows = [event_row(id=f"event-{number}") for number in range(2_000)]
    record = load_record(write_record(tmp_path, events=rows))
    assert record.problems == ()
    assert len(record.events) == 2_000


def test_a_table_that_is_all_wrong_leaves_what_is_right(tmp_path: Path) -> None:
    rows = [event_row(id=f"event-{number}", lat="40,68", date="x") for number in range(2_000)]
    record = load_record(write_record(tmp_path, events=[*rows, VIENNA_EVENT]))
    assert record.events["id"].tolist() == ["2019-03-29-vienna"]
    assert len(record.problems) == 6_000
    assert record.set_aside["events.csv"] == 2_000
