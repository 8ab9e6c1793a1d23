"""What is wrong with the files of the record, in one sentence."""

from __future__ import annotations

from components.catalogue import _, count_things
from geo.record import Record


def describe_set_aside(record: Record) -> str:
    """How many rows of a record with problems are not used."""
    rows = sum(record.set_aside.values())
    if rows == 0:
        return _("The files of the record have problems; all rows are used")
    return count_things(
        "{n} row of the record is set aside", "{n} rows of the record are set aside", rows
    )
