"""The record that is served: loaded at start, loaded anew when its files change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from geo.record import Record, load_record
from geo.tables.problems import RecordError
from geo.tables.row_checks import DISTRICTS_FILE
from geo.tables.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
FILES = (*(Path(table.file) for table in TABLES.values()), DISTRICTS_FILE)
KEPT = 4

Signature = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Served:
    """A record and what is wrong with the files on disk, "" when they are what is served."""

    record: Record
    fault: str


class RecordStore:
    """Holds the last good record of a folder; safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._signature: Signature | None = None
        self._served: Served | None = None
        #: Version -> record, the one that was loaded last at the end.
        self._versions: OrderedDict[str, Record] = OrderedDict()

    def current(self) -> Served:
        """The record as the files now are, or the last good one with a fault.

        Raises
        ------
        RecordError : the files cannot be used and there is no earlier record.
        """
        with self._lock:
            signature = self._sign()
            if self._served is None or signature != self._signature:
                self._served = self._load()
                self._signature = signature
            return self._served

    def version(self, version: str) -> Record | None:
        """One of the last versions that were served, or None."""
        return self._versions.get(version)

    def _load(self) -> Served:
        try:
            record = load_record(self._root)
        except RecordError as error:
            if self._served is None:
                raise
            return Served(self._served.record, str(error))
        self._keep(record)
        return Served(record, "")

    def _keep(self, record: Record) -> None:
        self._versions[record.version] = record
        self._versions.move_to_end(record.version)
        while len(self._versions) > KEPT:
            self._versions.popitem(last=False)

    def _sign(self) -> Signature:
        signature = []
        for file in FILES:
            try:
                status = (self._root / file).stat()
                signature.append((status.st_mtime_ns, status.st_size))
            except OSError:
                signature.append((0, 0))
        return tuple(signature)


STORE = RecordStore(ROOT)
