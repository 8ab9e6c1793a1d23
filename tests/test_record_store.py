"""Which record is served, when its files are read again, which versions can still be asked for."""

from __future__ import annotations

import gc
import json
import logging
import os
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from record_factory import (
    AGENCY,
    CEASEFIRE,
    HELD_AFTER,
    SHUSHA_EVENT,
    SQUARES,
    control_row,
    event_row,
    source_row,
    write_record,
)

from components.server import record_store
from components.server.record_bodies import prepare_record, record_body
from components.server.record_store import KEPT, RecordStore
from geo.record import Record
from geo.snapshot import FILES, take_snapshot
from geo.tables.problems import RecordError

WAIT_S = 240


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small record in files."""
    return write_record(tmp_path)


def _save(path: Path, content: bytes) -> None:
    """Save a file as an editor does, at another time, however coarse the clock is."""
    before = path.stat().st_mtime_ns
    path.write_bytes(content)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def _edit(store: RecordStore, root: Path, words: str) -> str:
    """The version that is served after a source got another note."""
    write_record(root, sources=[source_row(note=words), AGENCY])
    store.refresh()
    return store.current().record.version


def _wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < end, "the state did not come"
        time.sleep(0.01)


def test_a_record_is_read_once_while_its_files_stay(root: Path) -> None:
    store = RecordStore(root)
    first = store.current()
    store.refresh()

    assert store.current() is first


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_record_is_read_again_when_any_of_its_files_changes(root: Path, file: Path) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    _save(root / file, (root / file).read_bytes() + b"\n")
    store.refresh()

    assert store.current().record.version != version


def test_another_file_of_the_same_size_and_time_is_seen(root: Path) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    path = root / "events.csv"
    before = path.stat()
    other = root / "other.csv"
    other.write_bytes(path.read_bytes().replace(b"Rockets struck", b"Rockets hit at"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == before.st_size
    store.refresh()

    assert store.current().record.version != version


def test_a_change_of_the_districts_is_seen(root: Path) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    path = root / "geo" / "data" / "districts.geojson"
    name = json.dumps(SQUARES["AZ-BAR"][1])
    _save(path, path.read_bytes().replace(name.encode(), b'"Another"'))
    store.refresh()

    found = store.current().record
    assert found.version != version
    assert found.districts.loc["AZ-BAR", "name_az"] == "Another"


def test_files_that_cannot_be_used_leave_the_last_good_record_with_a_fault(root: Path) -> None:
    store = RecordStore(root)
    good = store.current()
    events = root / "events.csv"
    content = events.read_bytes()
    _save(events, b"")
    store.refresh()

    served = store.current()
    assert served.record is good.record
    assert served.fault == "events.csv: the file is empty; restore it from the repository"

    _save(events, content)
    store.refresh()
    assert store.current().fault == ""
    assert store.current().record is good.record
    assert store.errors() == []


def test_there_is_no_record_without_a_first_good_one(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        RecordStore(tmp_path).current()


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


def test_who_reads_while_three_corrections_are_saved_reads_on(root: Path) -> None:
    """A reader of a version that is gone has to begin again."""
    store = RecordStore(root)
    begun = _edit(store, root, "As it was")
    for number in range(3):
        _edit(store, root, f"Correction {number}")

    assert store.version(begun) is not None


def test_old_records_leave_memory(root: Path) -> None:
    store = RecordStore(root)
    records: list[weakref.ref[Record]] = []
    for number in range(40):
        _edit(store, root, f"Save {number}")
        records.append(weakref.ref(store.current().record))
    gc.collect()

    assert [each() is not None for each in records] == [False] * (40 - KEPT) + [True] * KEPT


# A record that cannot be shown


@pytest.fixture
def unshown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record whose source has the note `cannot be shown` breaks its answer for browsers."""

    def prepare(record: Record, tell: Callable[[str], None]) -> None:
        if "cannot be shown" in record.sources["note"].tolist():
            raise IndexError("list index out of range")
        prepare_record(record, tell)

    monkeypatch.setattr(record_store, "prepare_record", prepare)


@pytest.mark.usefixtures("unshown")
def test_a_record_that_cannot_be_shown_is_never_served(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = RecordStore(root)
    good = store.current()
    with caplog.at_level(logging.ERROR):
        assert _edit(store, root, "cannot be shown") == good.record.version

    assert store.current().fault == (
        "geo/data: the record cannot be shown (IndexError: list index out of range); "
        "undo the last change of its files, and report this"
    )
    [error] = store.errors()
    assert error.words == "IndexError: list index out of range"
    assert "Traceback" in caplog.text
    assert _edit(store, root, "good again") != good.record.version
    assert store.current().fault == ""


@pytest.mark.usefixtures("unshown")
def test_a_first_record_that_cannot_be_shown_is_an_error_that_says_why(root: Path) -> None:
    write_record(root, sources=[source_row(note="cannot be shown"), AGENCY])

    with pytest.raises(RecordError, match="IndexError: list index out of range"):
        RecordStore(root).current()


def test_what_is_served_has_its_answers_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = RecordStore(root).current()

    def build(*_given: Any) -> bytes:
        raise AssertionError("the answer is made again")

    monkeypatch.setattr("components.server.record_bodies.build_payload", build)
    assert record_body(served.record)


# In the background


def test_a_change_is_served_without_being_asked_for(root: Path) -> None:
    store = RecordStore(root)
    version = store.current().record.version
    store.watch()
    write_record(root, sources=[source_row(note="x"), AGENCY])

    _wait_until(lambda: store.current().record.version != version)


def test_while_a_record_loads_the_last_one_answers_and_one_load_runs(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = RecordStore(root)
    first = store.current()
    begun, go_on = threading.Event(), threading.Event()
    loads: list[str] = []

    def prepare(record: Record, tell: Callable[[str], None]) -> None:
        loads.append(record.version)
        begun.set()
        assert go_on.wait(WAIT_S)
        prepare_record(record, tell)

    monkeypatch.setattr(record_store, "prepare_record", prepare)
    write_record(root, sources=[source_row(note="x"), AGENCY])
    askers = [threading.Thread(target=store.refresh) for _ in range(20)]
    for asker in askers:
        asker.start()
    assert begun.wait(WAIT_S)

    assert store.current() is first
    go_on.set()
    for asker in askers:
        asker.join()
    assert loads == [store.current().record.version]
    assert store.current() is not first


# One moment of all files


def test_a_save_of_several_files_is_taken_as_one(root: Path, tmp_path: Path) -> None:
    """Each file comes a moment after the one before it."""
    other = write_record(
        tmp_path / "other",
        events=[event_row(), SHUSHA_EVENT, CEASEFIRE],
        control=[control_row(), HELD_AFTER],
    )
    store = RecordStore(root)
    before, after = store.current().record.version, take_snapshot(other).version
    store.watch()
    seen = [before]

    def save() -> None:
        for file in FILES:
            (root / file).write_bytes((other / file).read_bytes())
            time.sleep(0.05)

    def look() -> bool:
        seen.append(store.current().record.version)
        return seen[-1] == after

    saver = threading.Thread(target=save)
    saver.start()
    _wait_until(look)
    saver.join()

    assert set(seen) == {before, after}
    assert store.current().fault == ""


@pytest.mark.parametrize("file", FILES, ids=str)
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_named_and_waited_for_by_nobody(
    root: Path, file: Path, kind: str
) -> None:
    (root / file).unlink()
    if kind == "folder":
        (root / file).mkdir()
    else:
        os.mkfifo(root / file)

    with pytest.raises(RecordError) as caught:
        RecordStore(root).current()
    assert str(caught.value) == (
        f"{file.as_posix()}: the file cannot be read (it is not a regular file); "
        "make it a readable file"
    )


def test_files_that_go_on_moving_are_a_fault_in_the_end(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = iter(range(10**6))
    moving = lambda _root: {file: (next(size), 0, 0, 0) for file in FILES}  # noqa: E731
    monkeypatch.setattr("geo.snapshot.sign_files", moving)

    with pytest.raises(RecordError) as caught:
        take_snapshot(root, patience_s=0.01)
    assert str(caught.value) == (
        "events.csv: the file goes on changing while it is read; "
        "wait for the program that writes it, or stop it"
    )
