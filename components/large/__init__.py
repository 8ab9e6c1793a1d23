"""What only records of more than `SENT_EVENTS` events need; skip this folder at first."""

from __future__ import annotations

from geo.record import Record

#: Most events that are sent one by one; of a larger record the browser asks for counts.
SENT_EVENTS = 3_000
#: Most events that the map shows one by one when a reader asks for it, and most of one list.
MOST_MARKS, MOST_LISTED = 10_000, 200


def is_large(record: Record) -> bool:
    """Whether the browser gets counts of the events instead of the events."""
    return len(record.events) > SENT_EVENTS
