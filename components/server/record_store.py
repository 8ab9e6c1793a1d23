"""The record that is served: loaded at start, loaded anew in the background when its files change."""

from __future__ import annotations

import datetime
import logging
import sys
import threading
from collections import OrderedDict, deque
from dataclasses import dataclass
from pathlib import Path

from components.server.assets import ROOT
from components.server.record_bodies import prepare_record
from geo.ground import GroundError
from geo.record import Record, build_record
from geo.snapshot import Signature, Snapshot, SnapshotError, sign_files, take_snapshot
from geo.tables.problems import Problem, RecordError

KEPT = 4
#: Seconds between two looks at the files.
LOOK_S = 0.5
#: Seconds in which no file may move before they are read.
QUIET_S = 0.2
KEPT_ERRORS = 5
GROUND = "geo/data"

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Served:
    """A record and what is wrong with the files on disk, "" when they are what is served."""

    record: Record
    fault: str


@dataclass(frozen=True)
class BackgroundError:
    """An error that nobody foresaw: when it came (UTC) and what it says."""

    time: datetime.datetime
    words: str


class RecordStore:
    """Holds the last good record of a folder; safe to use from several threads.

    A record is served when it is loaded as a whole and its answers for browsers are made; until then,
    and when that fails, the last one is.

    Parameters
    ----------
    root : top of the repository.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._loading = threading.Lock()
        self._watcher: threading.Thread | None = None
        self._signature: Signature | None = None
        self._served: Served | None = None
        #: Version -> record, the one that was served last at the end.
        self._versions: OrderedDict[str, Record] = OrderedDict()
        self._errors: deque[BackgroundError] = deque(maxlen=KEPT_ERRORS)

    def current(self) -> Served:
        """The last good record, at once; only the very first one is waited for.

        Raises
        ------
        RecordError : the files cannot be used and there is no earlier record.
        """
        if self._served is None:
            self.refresh()
        if self._served is None:
            raise RuntimeError("a first load ends with a record or an error")
        return self._served

    def version(self, version: str) -> Record | None:
        """One of the last versions that were served, or None."""
        return self._versions.get(version)

    def errors(self) -> list[BackgroundError]:
        """The last errors of loading that nobody foresaw, the oldest first."""
        return list(self._errors)

    def watch(self) -> None:
        """Look after the files from now on, in a thread of its own."""
        with self._loading:
            if self._watcher is None:
                self._watcher = threading.Thread(target=self._look, name="record", daemon=True)
                self._watcher.start()

    def refresh(self) -> None:
        """Serve what the files hold now, if they have changed; returns when that is done.

        Raises
        ------
        RecordError : the files cannot be used and there is no earlier record.
        """
        with self._loading:
            if self._served is not None and sign_files(self._root) == self._signature:
                return
            try:
                record = self._load()
            except RecordError as error:
                if self._served is None:
                    raise
                self._served = Served(self._served.record, str(error))
            else:
                self._keep(record)
                self._served = Served(record, "")

    def _look(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_S):
            self.refresh()

    def _load(self) -> Record:
        """The record that the files hold, ready to be served."""
        self._signature = sign_files(self._root)
        try:
            snapshot = take_snapshot(self._root, quiet_s=QUIET_S if self._served else 0.0)
            self._signature = snapshot.signature
            return self._versions.get(snapshot.version) or self._build(snapshot)
        except SnapshotError as error:
            self._signature = error.signature
            raise
        except RecordError:
            raise
        except GroundError as error:
            rule, cure = f"the ground cannot be used ({error})", "restore it from the repository"
            raise RecordError(Problem(GROUND, None, None, "", rule, cure)) from error
        except Exception as error:
            self._note(error)
            rule = f"the record cannot be shown ({_describe_error(error)})"
            cure = "undo the last change of its files, and report this"
            raise RecordError(Problem(GROUND, None, None, "", rule, cure)) from error

    def _build(self, snapshot: Snapshot) -> Record:
        record = build_record(snapshot)
        prepare_record(record, _tell)
        return record

    def _note(self, error: Exception) -> None:
        _LOG.exception("the record cannot be loaded")
        now = datetime.datetime.now(datetime.UTC)
        self._errors.append(BackgroundError(now, _describe_error(error)))

    def _keep(self, record: Record) -> None:
        versions = self._versions.copy()
        versions[record.version] = record
        versions.move_to_end(record.version)
        while len(versions) > KEPT:
            versions.popitem(last=False)
        self._versions = versions


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _describe_error(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


STORE = RecordStore(ROOT)
