"""What browsers need of a record: made before it is served, so that what cannot be shown never is."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from components.explore.cards import build_known_cards
from components.explore.detail import build_detail
from components.explore.known import build_known
from components.explore.lessons import build_lessons
from components.explore.payload import build_payload
from components.large import is_large
from components.large.answers import prepare_answers
from components.server.assets import DATA
from components.server.response_cache import LEVEL
from geo.kept import keep_with_record
from geo.record import Record


def prepare_record(record: Record, tell: Callable[[str], None] = lambda _words: None) -> None:
    """Make what the first visitor of a record waits for; raises what its making raises.

    Parameters
    ----------
    record : the record.
    tell : hears of the progress with a large record.
    """
    record_body(record)
    if is_large(record):
        prepare_answers(record, tell)
    else:
        detail_body(record)


@keep_with_record
def record_body(record: Record) -> bytes:
    """What the browser needs of a record for its first picture, gzip."""
    return gzip.compress(build_payload(record, DATA), LEVEL, mtime=0)


@keep_with_record
def known_body(record: Record) -> bytes:
    """The record as it was known on any day, gzip."""
    return gzip.compress(build_known(record, build_known_cards(record)), LEVEL, mtime=0)


@keep_with_record
def lessons_body(record: Record) -> bytes:
    """The lessons on a record, gzip."""
    return gzip.compress(build_lessons(record), LEVEL, mtime=0)


@keep_with_record
def detail_body(record: Record) -> bytes:
    """What it needs of a record afterwards, gzip."""
    return gzip.compress(build_detail(record), LEVEL, mtime=0)
