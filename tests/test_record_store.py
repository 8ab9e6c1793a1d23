"""Which record is served, when its files are read again, which versions can still be asked for."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from record_factory import SQUARES, write_record

from components.server.record_store import FILES, KEPT, RecordStore
from geo.tables.problems import RecordError


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small record in files."""
    return write_record(tmp_path)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders that were read: in place of records only their versions are made, which is quick."""
    folders: list[Path] = []

    def load(folder: Path) -> SimpleNamespace:
        folders.append(folder)
        content = b"".join((folder / file).read_bytes() for file in FILES)
        return SimpleNamespace(version=hashlib.sha256(content).hexdigest()[:12])

    monkeypatch.setattr("components.server.record_store.load_record", load)
    return folders


def _save(path: Path, content: bytes) -> None:
    """Save a file as an editor does, at another time, however coarse the clock is."""
    before = path.stat().st_mtime_ns
    path.write_bytes(content)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def _edit(store: RecordStore, root: Path, words: str) -> str:
    """The version that is served after `events.csv` was saved with other words."""
    _save(root / "events.csv", words.encode())
    return store.current().record.version


def test_a_record_is_read_once_while_its_files_stay(root: Path, read: list[Path]) -> None:
    store = RecordStore(root)

    assert store.current() is store.current()
    assert read == [root]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_record_is_read_again_when_any_of_its_files_changes(
    root: Path, read: list[Path], file: Path
) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    _save(root / file, b"other")

    assert store.current().record.version != version
    assert len(read) == 2


def test_a_change_of_the_districts_is_seen(root: Path) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    path = root / "geo" / "data" / "districts.geojson"
    name = json.dumps(SQUARES["AZ-BAR"][1])
    _save(path, path.read_bytes().replace(name.encode(), b'"Another"'))

    found = store.current().record
    assert found.version != version
    assert found.districts.loc["AZ-BAR", "name_az"] == "Another"


def test_files_that_cannot_be_used_leave_the_last_good_record_with_a_fault(root: Path) -> None:
    store = RecordStore(root)
    good = store.current()
    events = root / "events.csv"
    content = events.read_bytes()
    _save(events, b"")

    served = store.current()
    assert served.record is good.record
    assert served.fault == "events.csv: the file is empty; restore it from the repository"

    _save(events, content)
    assert store.current().fault == ""


def test_there_is_no_record_without_a_first_good_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        RecordStore(tmp_path).current()


@pytest.mark.usefixtures("read")
def test_the_last_versions_are_kept_one_that_came_back_among_them(root: Path) -> None:
    store = RecordStore(root)
    words = [f"Version {number}" for number in range(KEPT)]
    first, second, *later = [_edit(store, root, each) for each in words]

    assert _edit(store, root, words[0]) == first
    last = _edit(store, root, "Another")

    assert store.version(second) is None
    for version in (first, *later, last):
        record = store.version(version)
        assert record is not None
        assert record.version == version


@pytest.mark.usefixtures("read")
def test_who_reads_while_three_corrections_are_saved_reads_on(root: Path) -> None:
    """A reader of a version that is gone has to begin again."""
    store = RecordStore(root)
    begun = _edit(store, root, "As it was")
    for number in range(3):
        _edit(store, root, f"Correction {number}")

    assert store.version(begun) is not None
