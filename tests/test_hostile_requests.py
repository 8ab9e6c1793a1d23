"""Requests that nobody's browser sends: each is answered or refused with a reason, and little is kept."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest
from app_server import Answer, AppServer
from hostile_texts import HOSTILE_TEXTS
from route_server import serve_routes

from components.large import answers
from components.server.response_cache import BodyStore

SEED = 10
COUNT = 600
#: So small that a few hundred answers would fill it many times.
LIMIT = 300_000
ROUTES = (
    "counts/{version}.bin", "cells/{version}/{number}.bin", "events/{version}.json",
    "list/{version}.json", "options/{version}.json", "sources/{version}.json",
    "card/{version}/{word}.json", "download/{version}/{word}.csv", "record/{word}.json",
    "detail/{word}.json", "{word}/{version}.json",
)  # fmt: skip
NAMES = (
    "from", "to", "q", "place", "district", "category", "evidence", "harmed", "accused", "contested", "kind",
    "tile", "limit", "first", "order", "formulas", "start", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    """The routes over the record of the repository."""
    with serve_routes() as running:
        yield running


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> BodyStore:
    """What keeps the answers, small."""
    small = BodyStore(LIMIT)
    monkeypatch.setattr(answers, "BODIES", small)
    return small


def ask_all(server: AppServer, paths: list[str]) -> list[Answer]:
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(server.get, paths))


def _make_value(rng: random.Random) -> str:
    text = rng.choice(
        [
            *HOSTILE_TEXTS,
            "2020-10-04", "2020-02-30", "barda", "shelling", "documented", "832c03fffffffff",
            "85283473fffffff", "-1", "0", "7", "10000", "1e9", "9" * 400, "x" * 3_000, "\x00", "",
        ]
    )  # fmt: skip
    return text[:3_000]


def _make_path(rng: random.Random, folder: str, version: str) -> str:
    word = quote(_make_value(rng)[:500], safe="")
    route = rng.choice(ROUTES).format(version=version, number=rng.randint(-2, 18), word=word or "x")
    pairs = [(rng.choice(NAMES), _make_value(rng)) for _ in range(rng.randint(0, 4))]
    return f"{folder}{route}?{urlencode(pairs)}"


def test_random_requests_are_answered_or_refused_with_a_reason(
    server: AppServer, store: BodyStore
) -> None:
    health = server.health()
    rng = random.Random(SEED)
    folder = f"api/{health['build']}/"
    paths = [_make_path(rng, folder, health["version"]) for _ in range(COUNT)]

    statuses = set()
    for path, answer in zip(paths, ask_all(server, paths), strict=True):
        statuses.add(answer.status)
        assert answer.status in (200, 400, 404), path[:200]
        if answer.status != 200:
            reason = json.loads(answer.body)["error"]
            assert 10 < len(reason) < 400, path[:200]

    assert statuses == {200, 400, 404}
    assert store.size <= LIMIT
    assert server.health() == health


def test_a_thousand_windows_fill_no_more_than_the_limit_and_leave_what_all_share(
    server: AppServer, store: BodyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = [server.api("counts/{version}.bin"), server.api("cells/{version}/5.bin")]
    for _ in range(2):
        before = [answer.body for answer in ask_all(server, shared)]
    address = server.api("options/{version}.json")
    once = [
        f"{address}?from={year}-09-01&to=2020-10-{day:02}"
        for year in range(1980, 2020)
        for day in range(1, 26)
    ]

    assert len(once) == len(set(once)) == 1000
    assert {answer.status for answer in ask_all(server, once)} == {200}
    assert LIMIT / 2 < store.size <= LIMIT

    def fail(*_: object) -> bytes:
        raise AssertionError("made anew")

    monkeypatch.setattr(answers, "pack_counts", fail)
    monkeypatch.setattr(answers, "pack_cells", fail)
    assert [answer.body for answer in ask_all(server, shared)] == before


def test_names_that_there_are_not_leave_nothing_behind(server: AppServer, store: BodyStore) -> None:
    paths = [server.api(f"card/{{version}}/{'x' * 3_000}{number}.json") for number in range(100)]

    assert {answer.status for answer in ask_all(server, paths)} == {400}
    assert store.size == 0
