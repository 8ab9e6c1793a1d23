"""Bodies of answers, compressed, kept for all viewers and made once however many ask."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

#: Bytes that are kept, bodies with what it takes to find them.
LIMIT = 64 * 1024 * 1024
#: Bytes that it takes to find one body, whatever its key was.
ENTRY = 400
#: Share of the bytes that those which were asked for again may fill.
PROVEN_SHARE = 0.75
#: The quickest level: a body is compressed once, but the first viewer waits for it.
LEVEL = 1


class BodyStore:
    """Holds compressed bodies up to a number of bytes; safe to use from several threads.

    A body that is asked for again is proven; those that never were go first, so that thousands of
    answers that one visitor asks for once do not drive out what all visitors share (segmented LRU;
    Karedla, Love and Wherry 1994).

    Parameters
    ----------
    limit : bytes that are kept; those asked for longest ago go first.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._new: OrderedDict[bytes, bytes] = OrderedDict()
        self._proven: OrderedDict[bytes, bytes] = OrderedDict()
        self._making: dict[bytes, Future[bytes]] = {}
        self._size = self._proven_size = 0

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return self._size

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The body of a key, gzip; made by `make`, which runs once for all who wait for it.

        What `make` raises is raised for all of them, and the next one tries again.

        Parameters
        ----------
        key : what the body follows from; told apart by its `repr`, of which only a digest is kept.
        make : makes the body, not compressed.
        """
        place = _place(key)
        with self._lock:
            found = self._find(place)
            if found is not None:
                return found
            making = self._making.get(place)
            if making is None:
                own = self._making[place] = Future()
        if making is not None:
            return making.result()
        try:
            body = gzip.compress(make(), LEVEL, mtime=0)
        except BaseException as error:
            self._end(place, None)
            own.set_exception(error)
            raise
        self._end(place, body)
        own.set_result(body)
        return body

    def peek(self, key: Hashable) -> bytes | None:
        """The body of a key if it is kept, gzip."""
        with self._lock:
            return self._find(_place(key))

    def _find(self, place: bytes) -> bytes | None:
        """A kept body, which is proven from now on."""
        if place in self._proven:
            self._proven.move_to_end(place)
            return self._proven[place]
        body = self._new.pop(place, None)
        if body is not None:
            self._proven[place] = body
            self._proven_size += len(body) + ENTRY
            while self._proven_size > self._limit * PROVEN_SHARE:
                oldest, longest_ago = self._proven.popitem(last=False)
                self._new[oldest] = longest_ago
                self._proven_size -= len(longest_ago) + ENTRY
        return body

    def _end(self, place: bytes, body: bytes | None) -> None:
        with self._lock:
            del self._making[place]
            if body is not None and len(body) + ENTRY <= self._limit:
                self._new[place] = body
                self._size += len(body) + ENTRY
            while self._size > self._limit:
                # What is proven leaves room: it fills no more than its share.
                self._size -= len(self._new.popitem(last=False)[1]) + ENTRY


def unpack_body(body: bytes) -> bytes:
    """A body as it was made."""
    return gzip.decompress(body)


def _place(key: Hashable) -> bytes:
    return hashlib.sha256(repr(key).encode()).digest()


BODIES = BodyStore()
