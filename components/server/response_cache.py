"""Bodies of answers, compressed, kept for all viewers and made once however many ask."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future

#: Compressed bytes that are kept.
LIMIT = 64 * 1024 * 1024
#: The quickest level: a body is compressed once, but the first viewer waits for it.
LEVEL = 1


class BodyStore:
    """Holds compressed bodies up to a number of bytes; safe to use from several threads.

    Parameters
    ----------
    limit : bytes that are kept; those asked for longest ago go first.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, Future[bytes]] = {}
        self._size = 0

    def get(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The body of a key, gzip; made by `make`, which runs once for all who wait for it.

        What `make` raises is raised for all of them, and the next one tries again.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.get(key)
            if making is None:
                own = self._making[key] = Future()
        if making is not None:
            return making.result()
        try:
            body = gzip.compress(make(), LEVEL, mtime=0)
        except BaseException as error:
            self._end(key, None)
            own.set_exception(error)
            raise
        self._end(key, body)
        own.set_result(body)
        return body

    def _end(self, key: Hashable, body: bytes | None) -> None:
        with self._lock:
            del self._making[key]
            if body is not None and len(body) <= self._limit:
                self._kept[key] = body
                self._size += len(body)
            while self._size > self._limit:
                self._size -= len(self._kept.popitem(last=False)[1])


BODIES = BodyStore()
