"""A sample of what `python -m tests.stress` tries: damaged records and hostile requests."""

from __future__ import annotations

from route_server import serve_routes
from stress.parts import judge_requests, judge_variants

VARIANTS, REQUESTS = 50, 90
SEED = 20201110


def test_no_damaged_record_loses_a_row_crashes_or_is_silent() -> None:
    outcome = judge_variants(count=VARIANTS, seed=SEED)

    assert outcome.words == []
    assert outcome.tried == VARIANTS
    assert 0 < outcome.refused < VARIANTS


def test_hostile_requests_are_answered_and_the_server_stays_healthy() -> None:
    with serve_routes() as server:
        outcome = judge_requests(server, count=REQUESTS, seed=SEED)

    assert outcome.words == []
    assert outcome.tried == REQUESTS
