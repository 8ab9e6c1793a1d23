"""Bodies are made once for all who ask, and kept up to a number of bytes."""

from __future__ import annotations

import gzip
import os
import threading
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.server.response_cache import ENTRY, LIMIT, BodyStore

#: Bytes that gzip cannot make smaller, so that the size of a body is known to a few bytes.
CONTENT = os.urandom(1000)
#: Bytes that one body takes.
TAKEN = len(gzip.compress(CONTENT, 1, mtime=0)) + ENTRY


class Kitchen:
    """Makes bodies and counts how often each was made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def make(self, key: str, content: bytes = CONTENT) -> Callable[[], bytes]:
        def cook() -> bytes:
            self.made.append(key)
            return content

        return cook

    def ask(self, store: BodyStore, keys: str) -> None:
        for key in keys:
            assert gzip.decompress(store.get(key, self.make(key))) == CONTENT


def test_a_body_is_made_once_and_kept() -> None:
    store, kitchen = BodyStore(), Kitchen()

    kitchen.ask(store, "aaba")

    assert kitchen.made == ["a", "b"]


def test_those_asked_for_longest_ago_go_first_when_the_bytes_are_full() -> None:
    store, kitchen = BodyStore(limit=3 * TAKEN + 500), Kitchen()

    kitchen.ask(store, "abcad")
    kitchen.made.clear()
    kitchen.ask(store, "dacb")

    assert kitchen.made == ["b"]


def test_bodies_that_fill_the_bytes_to_the_last_are_all_kept() -> None:
    kitchen = Kitchen()
    store = BodyStore(limit=2 * TAKEN)

    kitchen.ask(store, "abab")

    assert kitchen.made == ["a", "b"]


def test_what_was_asked_for_twice_stays_however_many_are_asked_for_once() -> None:
    store, kitchen = BodyStore(limit=8 * TAKEN), Kitchen()

    kitchen.ask(store, "aabbcc")
    for number in range(1_000):
        store.get(f"one-off {number}", kitchen.make("x"))
    kitchen.made.clear()
    kitchen.ask(store, "abc")

    assert kitchen.made == []


def test_what_was_asked_for_twice_long_ago_makes_room_for_what_is_asked_for_now() -> None:
    store, kitchen = BodyStore(limit=4 * TAKEN), Kitchen()

    kitchen.ask(store, "aabbccddeeffgg")
    kitchen.made.clear()
    kitchen.ask(store, "gfe")

    assert kitchen.made == []
    assert store.size <= 4 * TAKEN


def test_small_bodies_under_long_keys_take_no_more_memory_than_the_limit() -> None:
    limit = 200_000
    store = BodyStore(limit)

    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(2_000):
        store.get(("events", f"{number}" + "x" * 10_000), lambda: b"{}")
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()

    assert limit // 2 < store.size <= limit
    assert taken < limit


def test_a_body_larger_than_all_is_answered_and_drives_out_nothing() -> None:
    store, kitchen = BodyStore(limit=TAKEN + 500), Kitchen()
    large = os.urandom(2_000)

    kitchen.ask(store, "a")
    for _ in range(2):
        assert gzip.decompress(store.get("x", kitchen.make("x", large))) == large
    kitchen.ask(store, "a")

    assert kitchen.made == ["a", "x", "x"]


def test_the_limit_of_the_server_holds_many_records_and_not_the_memory_of_a_small_machine() -> None:
    assert 32 * 2**20 <= LIMIT <= 128 * 2**20


def test_all_who_ask_at_once_wait_for_one_making() -> None:
    store, made, waiting = BodyStore(), [], threading.Event()

    def cook() -> bytes:
        made.append(1)
        waiting.wait(10)
        return CONTENT

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(store.get, "a", cook) for _ in range(4)]
        waiting.set()
        bodies = {answer.result() for answer in answers}

    assert len(bodies) == len(made) == 1


def test_what_fails_is_told_and_tried_again() -> None:
    store, kitchen = BodyStore(), Kitchen()

    def fail() -> bytes:
        raise ValueError("no bread")

    for _ in range(2):
        with pytest.raises(ValueError, match="no bread"):
            store.get("a", fail)
    kitchen.ask(store, "a")

    assert kitchen.made == ["a"]
