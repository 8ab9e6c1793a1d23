"""Which versions of a record that changes can still be asked for."""

from __future__ import annotations

from pathlib import Path

from record_factory import event_row, write_record

from components.server.record_store import KEPT, RecordStore


def _load(store: RecordStore, root: Path, title: str) -> str:
    write_record(root, events=[event_row(title=title)])
    return store.current().record.version


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
