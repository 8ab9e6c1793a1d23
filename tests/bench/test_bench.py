"""The benchmark fills every row and counts what the record holds; its times are not judged."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from . import report
from .__main__ import Outcome, Plan, read_plan, run
from .cells import Cell
from .points import FIRST, LAST, Row, load_row, plan_steps
from .rounds import QUICK
from .targets import judge

ROWS = ("record", "300")
SUBJECTS = ("ours", "view", "file", "B0", "B2")
#: The one file is that of the real record.
SUBJECTS_OF = {"record": SUBJECTS, "300": ("ours", "view", "B0", "B2")}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    plan = Plan(ROWS, SUBJECTS, ("loopback",), QUICK, fetches=False)
    # A thread of its own: the browser of other tests has its loop in this one.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run, plan).result()


@pytest.fixture(scope="module")
def record() -> Row:
    return load_row("record", Path())


def test_every_row_holds_every_subject(outcome: Outcome) -> None:
    rows = outcome.results["loopback"]
    assert list(rows) == list(ROWS)
    assert {name: tuple(cells) for name, cells in rows.items()} == SUBJECTS_OF
    assert {cell.failed for cells in rows.values() for cell in cells.values()} == {""}


def test_every_step_shows_what_a_plain_count_gives(outcome: Outcome) -> None:
    for cells in outcome.results["loopback"].values():
        assert cells["ours"].miscounted == 0
        # The steps of the others end with exactly the points of the day, or not at all.
        assert len(cells["B2"].steps) == len(cells["ours"].steps) == QUICK.steps


def test_every_column_is_filled(outcome: Outcome) -> None:
    for name, cells in outcome.results["loopback"].items():
        for key, cell in cells.items():
            assert len(cell.first_paints) == len(cell.transfers) == QUICK.visits
            assert cell.cpu_steps > 0
            assert key in ("view", "file") or (
                len(cell.step_bytes) > 0 and cell.memory_mb is not None
            )
        assert len(cells["ours"].filters) == QUICK.clicks
        assert len(cells["ours"].known) == QUICK.days
        assert (len(cells["ours"].computed) > 0) == (name == "record")
        assert cells["B2"].frames > 0
    copy = outcome.results["loopback"]["record"]["file"]
    assert copy.file_bytes is not None
    assert copy.file_bytes > copy.transfers[0]


def test_nothing_is_sent_and_no_frame_is_blank_while_the_slider_is_dragged(
    outcome: Outcome,
) -> None:
    for cells in outcome.results["loopback"].values():
        silence = cells["ours"].silence
        assert silence is not None
        assert silence.moving.size_bytes == silence.moving.requests == 0
        assert silence.blank == silence.remounted == 0


def test_the_server_hears_nothing_of_somebody_who_reads(outcome: Outcome) -> None:
    for cells in outcome.results["loopback"].values():
        reading = cells["ours"].reading
        assert reading is not None
        assert reading.messages == reading.requests == 0


def test_the_report_holds_a_line_for_each_row_and_subject(outcome: Outcome) -> None:
    figures = judge(outcome.results["loopback"])
    text = report.format_report(outcome.results, outcome.labels, figures, "machine", ["note"])
    for name, label in outcome.labels.items():
        lines = [line for line in text.splitlines() if line.startswith(f"| {label} ")]
        assert len(lines) == len(SUBJECTS_OF[name])


def test_the_readme_takes_the_table_between_its_markers(outcome: Outcome, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", encoding="utf-8")
    for _ in range(2):
        report.write_readme(readme, outcome.results, outcome.labels, "machine")
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- bench -->\n\nMeasured on ")
    assert text.endswith("\n<!-- /bench -->\nafter\n")
    assert text.count("this dashboard") == 1
    assert "old" not in text


def test_a_readme_without_markers_is_refused(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("text", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^README\.md: the lines <!-- bench --> and"):
        report.write_readme(readme, {"loopback": {}}, {}, "machine")


def test_the_steps_go_back_from_the_end_of_the_war_and_forth_again(record: Row) -> None:
    steps = plan_steps(record, changing=16)
    assert sum(step.changes for step in steps) == 16
    assert steps[0].day == LAST - 1
    assert steps[-1].day == LAST
    days = [LAST, *(step.day for step in steps)]
    assert np.diff(days).tolist() == [step.by for step in steps]
    for step, before in zip(steps, days, strict=False):
        changes = record.count_points(step.day) != record.count_points(before)
        assert step.changes == changes


def test_the_points_of_a_day_are_the_events_with_a_symbol_until_then(record: Row) -> None:
    points = record.points()
    for day in range(FIRST, LAST + 1):
        assert (points["day"] <= day).sum() == record.count_points(day)
    assert len(points) < record.count(LAST)


def test_a_baseline_that_is_too_slow_says_so_and_is_slower_than_any_factor() -> None:
    ours, slow = Cell(steps=[20.0] * 16), Cell(failed="not in 60 s")
    figures = judge({"100000": {"ours": ours, "B1": slow}})
    (figure,) = [figure for figure in figures if "best baseline" in figure.what]
    assert figure.measured == "B1 not in 60 s"
    assert figure.met
    assert slow.texts()[0] == "not in 60 s"


def test_a_speedup_is_held_against_the_quickest_baseline() -> None:
    cells = {
        "ours": Cell(steps=[20.0] * 16),
        "B4": Cell(steps=[29.0] * 16),
        "B5": Cell(steps=[90.0] * 16),
    }
    (figure,) = [f for f in judge({"10000": cells}) if "best baseline" in f.what]
    assert figure.cells[2:] == ("1.4 (B4: 29.0 ms)", "at least 1.5", "not met")


def test_the_options_narrow_the_plan() -> None:
    plan, writes = read_plan(["--rows", "record,500", "--subjects", "ours,B4", "--readme"])
    assert plan.rows == ("record", "500")
    assert plan.subjects == ("ours", "B4")
    assert plan.networks == ("loopback", "delayed")
    assert writes
    with pytest.raises(SystemExit):
        read_plan(["--subjects", "B9"])
