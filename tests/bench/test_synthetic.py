"""The record for measuring is a record like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.record import load_record

from .synthetic import write_synthetic

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
