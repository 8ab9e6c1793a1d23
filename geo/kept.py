"""What follows from a record alone, kept as long as the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from geo.record import Record

Found = TypeVar("Found")


def keep_with_record(make: Callable[[Record], Found]) -> Callable[[Record], Found]:
    """Make it once for each record, and let go of it with the record.

    Those who ask for the same record wait for one another, those who ask for another one do not.
    What is made must not hold the record: it would leave only when the collector comes by.
    """

    @wraps(make)
    def get(record: Record) -> Found:
        found = record.kept
        if make not in found:
            with record.making:
                if make not in found:
                    found[make] = make(record)
        return cast(Found, found[make])

    return get
