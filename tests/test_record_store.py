"""Which record is served, when its files are read again, which versions can still be asked for."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from record_factory import SQUARES, event_row, write_record

from components.server.record_store import FILES, KEPT, RecordStore
from geo.tables.problems import RecordError


def _load(store: RecordStore, root: Path, title: str) -> str:
    write_record(root, events=[event_row(title=title)])
    return store.current().record.version


def _make_younger(path: Path) -> None:
    """Give a file another time, as an editor that saves it does, however coarse the clock is."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))


def test_a_record_is_read_once_while_its_files_stay(tmp_path: Path) -> None:
    store = RecordStore(write_record(tmp_path))

    assert store.current() is store.current()


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_record_is_read_again_when_any_of_its_files_changes(tmp_path: Path, file: Path) -> None:
    store = RecordStore(write_record(tmp_path))
    first = store.current()
    _make_younger(tmp_path / file)

    assert store.current() is not first
    assert store.current().record.version == first.record.version


def test_a_change_of_the_districts_is_seen(tmp_path: Path) -> None:
    store = RecordStore(write_record(tmp_path))
    version = store.current().record.version
    path = tmp_path / "geo" / "data" / "districts.geojson"
    name = SQUARES["AZ-BAR"][1]
    path.write_text(path.read_text(encoding="utf-8").replace(json.dumps(name), '"Another"'))

    found = store.current().record
    assert found.version != version
    assert found.districts.loc["AZ-BAR", "name_az"] == "Another"


def test_files_that_cannot_be_used_leave_the_last_good_record_with_a_fault(tmp_path: Path) -> None:
    store = RecordStore(write_record(tmp_path))
    good = store.current()
    (tmp_path / "events.csv").write_bytes(b"")

    served = store.current()
    assert served.record is good.record
    assert served.fault == "events.csv: the file is empty; restore it from the repository"

    write_record(tmp_path)
    assert store.current().fault == ""


def test_there_is_no_record_without_a_first_good_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        RecordStore(tmp_path).current()


def test_the_last_versions_are_kept_one_that_came_back_among_them(tmp_path: Path) -> None:
    store = RecordStore(tmp_path)
    titles = [f"Version {number}" for number in range(KEPT)]
    first, second, *later = [_load(store, tmp_path, title) for title in titles]

    assert _load(store, tmp_path, titles[0]) == first
    last = _load(store, tmp_path, "Another")

    assert store.version(second) is None
    for version in (first, *later, last):
        record = store.version(version)
        assert record is not None
        assert record.version == version


def test_who_reads_while_three_corrections_are_saved_reads_on(tmp_path: Path) -> None:
    """A reader of a version that is gone has to begin again: three saves may happen in a talk."""
    store = RecordStore(tmp_path)
    begun = _load(store, tmp_path, "As it was")
    for number in range(3):
        _load(store, tmp_path, f"Correction {number}")

    assert store.version(begun) is not None
