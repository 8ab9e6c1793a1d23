"""A short run of many visitors: all come, act and leave, and what goes wrong is counted; its times are not judged."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from app_server import free_port

from .crowd import Visit, gather_crowd, visit_pages, visit_plain_page
from .load import COLUMNS, PLACES, PLAIN_FACTOR, Load, Plan, format_loads, read_plan, run

PLAN = Plan(visitors=5, seconds=3, browsers=1, after_s=0, pace_s=0.2, alone=1)


@pytest.fixture(scope="module")
def loads() -> dict[str, Load]:
    # A thread of its own: the browser of other tests has its loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run, PLAN).result()[0]


def test_all_visitors_come_to_each_page_and_nothing_goes_wrong(loads: dict[str, Load]) -> None:
    assert list(loads) == [place.title for place in PLACES]
    for place in PLACES:
        load = loads[place.title]
        count = PLAN.visitors * (PLAIN_FACTOR if place.is_plain else 1)
        assert dict(load.errors) == {}
        assert len(load.firsts) == load.visitors == count
        assert len(load.reruns) >= count
        assert load.alone
        assert load.loaded


def test_the_table_has_a_line_for_each_page(loads: dict[str, Load]) -> None:
    lines = format_loads(loads).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == list(loads)
    assert len(lines[0].split("|")) == len(COLUMNS) + 2


@pytest.mark.parametrize("visit", [visit_plain_page, lambda port: visit_pages(port, ("",), 0.1)])
def test_visitors_who_get_no_answer_are_counted_as_errors(
    visit: Callable[[int], Visit],
) -> None:
    with gather_crowd(visit(free_port()), 3, arrivals=100) as timings:
        while timings.errors.total() < 3:
            time.sleep(0.01)
    assert timings.firsts == []
    (words,) = timings.errors
    assert "Error: " in words
    load = Load(3, errors=timings.errors)
    assert f"- a page: 3 times {words}" in format_loads({"a page": load})


def test_visitors_who_have_not_come_at_the_end_do_not_come() -> None:
    with gather_crowd(visit_plain_page(free_port()), 3, arrivals=0.001) as timings:
        while not timings.errors:
            time.sleep(0.01)
    assert timings.errors.total() == 1


def test_the_options_are_bounded(capsys: pytest.CaptureFixture[str]) -> None:
    plan = read_plan(["--visitors", "50", "--seconds", "30"])
    assert plan == Plan(visitors=50, seconds=30)
    with pytest.raises(SystemExit):
        read_plan(["--visitors", "501"])
    assert "--visitors: ask for 1 to 500" in capsys.readouterr().err
