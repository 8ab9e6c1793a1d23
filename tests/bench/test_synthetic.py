"""The record for measuring is a record like any other."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geo.ground import locate_points
from geo.record import Record, load_record
from geo.tables.row_checks import make_points

from .synthetic import FILLER, make_record, write_synthetic

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("synthetic")
    write_synthetic(ROOT, root, count=2000)
    return root


def test_synthetic_record_loads_without_problems(folder: Path) -> None:
    record = load_record(folder)
    assert record.problems == ()
    assert len(record.events) == 2000


def test_synthetic_record_has_the_shape_of_the_real_one(folder: Path) -> None:
    events = load_record(folder).events
    in_war = events["date"].between("2020-09-27", "2020-11-10")
    assert 0.6 < in_war.mean() < 0.95
    assert events["on_map"].mean() > 0.6
    assert events.loc[events["on_map"], ["lon", "lat"]].drop_duplicates().shape[0] > 1200


def test_synthetic_record_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    write_synthetic(ROOT, tmp_path, count=2000)
    assert (tmp_path / "events.csv").read_bytes() == (folder / "events.csv").read_bytes()


COUNT = 30_000


@pytest.fixture(scope="module")
def base() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def made(base: Record) -> Record:
    return make_record(base, count=COUNT)


def test_made_record_has_the_columns_of_a_loaded_one_in_its_order(
    base: Record, made: Record
) -> None:
    events = made.events
    assert list(events.columns) == list(base.events.columns)
    assert events.index.equals(pd.RangeIndex(COUNT))
    assert events.crs == base.events.crs
    assert events["id"].is_unique
    ordered = events[["date", "date_end", "id"]].apply(tuple, axis=1)
    assert ordered.is_monotonic_increasing


def test_made_columns_follow_from_one_another(base: Record, made: Record) -> None:
    events = made.events
    for days, dates in (("start_day", "date"), ("end_day", "date_end")):
        expected = events[dates].to_numpy().astype("datetime64[D]").astype("int64")
        assert events[days].tolist() == expected.tolist()
    assert (events["end_day"] >= events["start_day"]).all()
    points = make_points(events["lon"].to_numpy(), events["lat"].to_numpy())
    districts = locate_points(points, base.districts.reset_index())
    assert events["district_id"].tolist() == list(districts)
    some = events.iloc[:: COUNT // 200]
    for event in some.itertuples():
        found = made.assessments[event.id]
        assert (event.evidence, event.accused_side) == (found.level, found.accused_side)
        assert event.claims == len(found.claims)
        assert event.sources == tuple(dict.fromkeys(claim.source_id for claim in found.claims))


def test_claims_on_a_made_event_are_its_own(made: Record) -> None:
    id_ = str(made.events["id"].iloc[7])
    claims = made.assessments[id_].claims
    assert {claim.event_id for claim in claims} == {id_}
    assert {denied for claim in claims for denied in claim.denies} <= {c.id for c in claims}
    assert all(claim.paraphrase in FILLER * 99 for claim in claims)


def test_made_assessments_are_found_by_the_ids_of_the_events(made: Record) -> None:
    assert len(made.assessments) == COUNT
    assert sorted(made.assessments) == sorted(made.events["id"])
    for wrong in ("", "synthetic-", "synthetic-0", "synthetic-0000000", "synthetic-0030001", "x"):
        assert wrong not in made.assessments
        with pytest.raises(KeyError):
            made.assessments[wrong]


def test_made_record_has_the_shape_of_the_real_one(made: Record) -> None:
    events = made.events
    assert 0.6 < events["date"].between("2020-09-27", "2020-11-10").mean() < 0.95
    assert 0.6 < events["on_map"].mean() < 0.95
    assert events["place_id"].value_counts(normalize=True).iloc[0] > 0.05
    assert events["start_day"].value_counts(normalize=True).iloc[0] > 0.01
    placed = events[events["on_map"]]
    assert placed[["lon", "lat"]].drop_duplicates().shape[0] > 0.5 * len(placed)


def test_made_record_is_the_same_each_time(base: Record, made: Record) -> None:
    again = make_record(base, count=COUNT)
    assert again.version == made.version
    pd.testing.assert_frame_equal(pd.DataFrame(again.events), pd.DataFrame(made.events))
    other = make_record(base, count=COUNT, seed=1)
    assert other.version != made.version
    assert not other.events["start_day"].equals(made.events["start_day"])


def test_one_event_can_be_made(base: Record) -> None:
    assert make_record(base, count=1).events["id"].tolist() == ["synthetic-0000001"]
