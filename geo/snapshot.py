"""The files of the record as they were at one moment: each is read once, and all belong together."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.tables.manifest import MANIFEST_FILE
from geo.tables.problems import Problem, RecordError
from geo.tables.row_checks import DISTRICTS_FILE
from geo.tables.schema import TABLES

#: The files of the record, from the top of the repository.
FILES = (*(Path(table.file) for table in TABLES.values()), DISTRICTS_FILE, MANIFEST_FILE)
#: Without it the record says so, and is used.
OPTIONAL = (MANIFEST_FILE,)
#: Lessons lie here, one file each; those beyond the first hundred are left out.
LESSONS = Path("geo/data/lessons")
LESSON_ENDINGS = (".toml", ".json")
MOST_LESSONS = 100
#: Of a lesson no more is read: a longer one is refused.
MOST_LESSON_BYTES = 1_000_001
#: How long files may go on changing before the wait for them ends.
PATIENCE_S = 60.0
CHUNK = 1 << 20

#: File -> time of the last change, size, inode, time of the last change of its entry; zeros without it.
Signature = Mapping[Path, tuple[int, int, int, int]]


class SnapshotError(RecordError):
    """A file cannot be read; `signature` is that of the files when it was tried."""

    def __init__(self, problem: Problem, signature: Signature) -> None:
        super().__init__(problem)
        self.signature = signature


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The bytes of all `FILES` and of the lessons at one moment.

    Parameters
    ----------
    contents : file, as in `list_files` -> its bytes, none of an optional one that is missing.
    version : first 12 hexadecimal digits of the SHA-256 over these bytes.
    signature : of the files, the same before and after they were read.
    """

    contents: Mapping[Path, bytes]
    version: str
    signature: Signature


def list_files(root: Path) -> tuple[Path, ...]:
    """`FILES`, then the files of lessons in the order of their names."""
    try:
        found = sorted(path.name for path in (root / LESSONS).iterdir())
    except OSError:
        found = []
    lessons = [LESSONS / name for name in found if Path(name).suffix in LESSON_ENDINGS]
    return (*FILES, *lessons[:MOST_LESSONS])


def sign_files(root: Path) -> Signature:
    """What tells that a file has changed, without reading it."""
    signature = {}
    for file in list_files(root):
        try:
            found = (root / file).stat()
            signature[file] = (
                found.st_mtime_ns,
                found.st_size,
                found.st_ino,
                found.st_ctime_ns,
            )
        except OSError:
            signature[file] = (0, 0, 0, 0)
    return signature


def take_snapshot(root: Path, *, quiet_s: float = 0.0, patience_s: float = PATIENCE_S) -> Snapshot:
    """Read the files of the record; again when one of them moved meanwhile.

    Parameters
    ----------
    root : top of the repository.
    quiet_s : seconds in which nothing may move before the files are read, so that a save of several
        files is taken as one.
    patience_s : seconds after which files that go on moving are a fault.

    Raises
    ------
    SnapshotError : a file is missing, is no regular file or cannot be read, or the files go on moving.
    """
    end = time.monotonic() + patience_s
    before = sign_files(root)
    while True:
        time.sleep(quiet_s)
        contents, problem = _read_files(root)
        after = sign_files(root)
        if after == before:
            break
        if time.monotonic() > end:
            contents, problem = {}, _name_moved(before, after)
            break
        before = after
    if problem is not None:
        raise SnapshotError(problem, after)
    return Snapshot(contents, hash_contents(contents), after)


def _read_files(root: Path) -> tuple[dict[Path, bytes], Problem | None]:
    """All contents, or the problem of the first file that has none."""
    contents = {}
    for file in list_files(root):
        if file.parent == LESSONS:
            contents[file] = _read_lesson(root / file)
            continue
        try:
            contents[file] = _read_regular(root / file)
        except FileNotFoundError:
            if file in OPTIONAL:
                contents[file] = b""
                continue
            rule, cure = "the file is missing", "put it back, or restore it from the repository"
            return {}, Problem(file.as_posix(), None, None, "", rule, cure)
        except OSError as error:
            rule = f"the file cannot be read ({error.strerror or 'unknown error'})"
            return {}, Problem(file.as_posix(), None, None, "", rule, "make it a readable file")
    return contents, None


def _read_lesson(path: Path) -> bytes:
    """The bytes of a lesson, none of one that cannot be read: the record is used without it."""
    try:
        return _read_regular(path, MOST_LESSON_BYTES)
    except OSError:
        return b""


def _read_regular(path: Path, most: int | None = None) -> bytes:
    """The bytes of a regular file; a pipe that nobody writes to would be waited for for ever."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not a regular file")
        chunks = []
        size = 0
        while (most is None or size < most) and (chunk := os.read(handle, CHUNK)):
            chunks.append(chunk)
            size += len(chunk)
        return b"".join(chunks)[:most]
    finally:
        os.close(handle)


def _name_moved(before: Signature, after: Signature) -> Problem:
    moved = next(file for file in {**before, **after} if before.get(file) != after.get(file))
    return Problem(
        moved.as_posix(),
        None,
        None,
        "",
        "the file goes on changing while it is read",
        "wait for the program that writes it, or stop it",
    )


def hash_contents(contents: Mapping[Path, bytes]) -> str:
    """The version of a record: first 12 hexadecimal digits of the SHA-256 over its files."""
    digest = hashlib.sha256()
    for file, content in contents.items():
        digest.update(f"{file.as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
