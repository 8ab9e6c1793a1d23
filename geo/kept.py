"""What follows from a record alone, kept as long as the record."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from geo.record import Record

Found = TypeVar("Found")


def keep_with_record(make: Callable[[Record], Found]) -> Callable[[Record], Found]:
    """Make it once for each record, and let go of it with the record.

    What is made must not hold the record.
    """
    kept: WeakKeyDictionary[Record, Found] = WeakKeyDictionary()
    lock = threading.RLock()

    @wraps(make)
    def get(record: Record) -> Found:
        with lock:
            if record not in kept:
                kept[record] = make(record)
            return kept[record]

    return get
