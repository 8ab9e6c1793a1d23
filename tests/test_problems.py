"""However many problems there are, some dozens of lines say what has to be put right first."""

from __future__ import annotations

from pathlib import Path

from record_factory import SHUSHA_EVENT, event_row, write_record

from components.explore.payload import build_payload
from components.server.assets import DATA
from geo.record import load_record
from geo.tables.problems import (
    MOST_CAUSES,
    MOST_FOLLOWING,
    Problem,
    summarize_problems,
)


def _problem(row: int, column: str = "lat", *, follows: bool = False) -> Problem:
    return Problem("events.csv", row, column, "95", "is outside", "correct it", follows)


def test_no_problem_is_no_line() -> None:
    found = summarize_problems([])

    assert (found.count, found.causes, found.following) == (0, (), ())


def test_few_problems_of_a_kind_are_told_one_by_one() -> None:
    problems = [_problem(row) for row in range(2, 6)]

    assert summarize_problems(problems).causes == tuple(map(str, problems))


def test_many_problems_of_a_kind_are_folded_into_one_line() -> None:
    problems = [_problem(row) for row in range(2, 302)]

    found = summarize_problems(problems)

    assert found.count == 300
    assert found.causes == (
        *map(str, problems[:3]),
        "events.csv, lat: is outside in 297 more rows",
    )


def test_what_follows_stands_apart_from_its_cause() -> None:
    cause, effect = _problem(9), _problem(2, "event_id", follows=True)

    found = summarize_problems([effect, cause])

    assert (found.count, found.causes, found.following) == (2, (str(cause),), (str(effect),))


def test_every_problem_is_told_or_counted() -> None:
    problems = [_problem(row, f"column {row % 100}") for row in range(2, 10_002)]

    found = summarize_problems(problems)

    assert len(found.causes) == MOST_CAUSES + 1
    assert found.causes[-1] == "and 9400 more problems"


def test_claims_on_an_event_that_is_set_aside_follow_from_it(tmp_path: Path) -> None:
    record = load_record(write_record(tmp_path, events=[event_row(lat="95"), SHUSHA_EVENT]))

    found = summarize_problems(record.problems)

    assert found.causes == ("events.csv row 2, lat: 95 is outside -90..90; swapped with lon?",)
    assert found.following == (
        "geo/data/claims.csv row 2, event_id: 2020-10-28-barda needs a row of events.csv that was set "
        "aside; put the row 2020-10-28-barda of events.csv right",
    )


def test_an_event_whose_claims_are_set_aside_follows_from_them(tmp_path: Path) -> None:
    root = write_record(tmp_path)
    claims = root / "geo" / "data" / "claims.csv"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace(",documents,", ",says,", 1), encoding="utf-8"
    )

    found = summarize_problems(load_record(root).problems)

    assert len(found.causes) == 1
    assert "stance: says is not one of the allowed values" in found.causes[0]
    assert found.following[0].startswith("events.csv row 2, id: 2020-10-28-barda has no claim in")


def test_ten_thousand_problems_are_some_dozen_lines_for_the_browser(tmp_path: Path) -> None:
    few = load_record(write_record(tmp_path / "few", events=[SHUSHA_EVENT]))
    bad = [event_row(id=f"bad-{n}", lat="95") for n in range(5_000)]
    many = load_record(write_record(tmp_path / "many", events=[SHUSHA_EVENT, *bad]))

    found = summarize_problems(many.problems)

    assert found.count == len(many.problems) == 10_000
    assert len(found.causes) <= MOST_CAUSES + 1
    assert len(found.following) <= MOST_FOLLOWING + 1
    assert len(build_payload(many, DATA)) < len(build_payload(few, DATA)) + 4_000
