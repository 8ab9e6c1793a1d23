"""Measure the dashboard and six other pages over the same records, and report."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app_server import ROOT, free_port
from playwright.sync_api import Browser

from .assets import AssetError, fetch_assets, make_stand_ins
from .browser import launch_browser
from .notes import list_notes
from .points import Row, load_row
from .report import (
    Results,
    describe_machine,
    format_cells,
    format_report,
    format_targets,
    write_readme,
)
from .rounds import FULL, QUICK, Bench, Cells, Extent, measure_row
from .servers import Server, serve_command
from .subjects import APPS, SUBJECTS, Subject
from .targets import judge

OUTPUT = ROOT / "tests" / "output" / "bench.md"
NETWORKS = ("loopback", "delayed")
ROWS = ("record", "1000", "2000", "10000", "100000", "1000000")
#: In this row only the dashboard and the empty app are measured, for comparison with larger ones.
OWN_ROW = "1000"
QUICK_ROWS = ("record", "300")
QUICK_SUBJECTS = ("ours", "B0", "B1", "B2")


@dataclass(frozen=True)
class Plan:
    """What a run measures; `fetches` says whether scripts may be fetched from npm's registry."""

    rows: tuple[str, ...] = ROWS
    subjects: tuple[str, ...] = tuple(subject.key for subject in SUBJECTS)
    networks: tuple[str, ...] = NETWORKS
    extent: Extent = FULL
    fetches: bool = True


@dataclass(frozen=True)
class Outcome:
    """All figures, by network, row and subject; the rows by name; the browser's version."""

    results: Results
    rows: dict[str, Row]
    chromium: str

    @property
    def labels(self) -> dict[str, str]:
        """Name of each row in the tables."""
        return {name: row.label for name, row in self.rows.items()}


def read_plan(arguments: Sequence[str]) -> tuple[Plan, bool]:
    """The plan that the options ask for, and whether the README takes the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rows", help=f"of {','.join(ROWS)}, or other numbers of events")
    parser.add_argument("--subjects", help="of " + ",".join(Plan.subjects))
    parser.add_argument("--network", choices=[*NETWORKS, "both"], default="both")
    parser.add_argument("--quick", action="store_true", help="few steps; the times mean nothing")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    given = parser.parse_args(arguments)
    rows = given.rows or ",".join(QUICK_ROWS if given.quick else ROWS)
    subjects = given.subjects or ",".join(QUICK_SUBJECTS if given.quick else Plan.subjects)
    unknown = set(subjects.split(",")) - set(Plan.subjects)
    if unknown:
        parser.error(f"unknown subjects: {', '.join(sorted(unknown))}")
    wrong = [row for row in rows.split(",") if row != "record" and not row.isdigit()]
    if wrong:
        parser.error(f"rows are `record` or numbers of events, not {', '.join(wrong)}")
    plan = Plan(
        rows=tuple(rows.split(",")),
        subjects=tuple(subjects.split(",")),
        networks=NETWORKS if given.network == "both" else (given.network,),
        extent=QUICK if given.quick else FULL,
        fetches=not given.quick,
    )
    return plan, given.readme


def run(plan: Plan) -> Outcome:
    """Measure everything and tell on the screen how it goes.

    An interrupt (Ctrl-C) ends it with the rows that are complete.
    """
    results: dict[str, dict[str, Cells]] = {network: {} for network in plan.networks}
    rows: dict[str, Row] = {}
    with _open_bench(plan) as bench:
        _say(describe_machine(bench.browser.version))
        with contextlib.suppress(KeyboardInterrupt):
            for name in plan.rows:
                began = time.monotonic()
                row = load_row(name, bench.folder / f"record-{name}")
                subjects = _choose_subjects(plan, name, results[plan.networks[0]])
                found = measure_row(bench, row, subjects, plan.networks)
                rows[name] = row
                for network, cells in found.items():
                    results[network][name] = cells
                    _say(f"\n{network}\n{format_cells({name: cells}, {name: row.label})}")
                _say(f"{row.label}: {time.monotonic() - began:.0f} s")
        chromium = bench.browser.version
    return Outcome(results, rows, chromium)


def _say(words: str) -> None:
    print(words, flush=True)


def _choose_subjects(plan: Plan, name: str, done: dict[str, Cells]) -> list[Subject]:
    """The subjects of a row: without those that a smaller row was too much for."""
    chosen = [subject for subject in SUBJECTS if subject.key in plan.subjects]
    if name != "record":
        chosen = [subject for subject in chosen if not subject.is_copy]
    if name == OWN_ROW:
        return [subject for subject in chosen if subject.kind in ("ours", "empty")]
    slow = {key for cells in done.values() for key, cell in cells.items() if cell.failed}
    return [subject for subject in chosen if subject.key not in slow]


@contextlib.contextmanager
def _open_bench(plan: Plan) -> Iterator[Bench]:
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = fetch_assets() if plan.fetches else make_stand_ins(folder / "site")
        assets = stack.enter_context(_serve_assets(site, folder))
        browser: Browser = stack.enter_context(launch_browser())
        yield Bench(browser, folder, site, assets, plan.extent, _say)


@contextlib.contextmanager
def _serve_assets(site: Path, folder: Path) -> Iterator[Server]:
    shared = folder / "shared"
    shared.mkdir()
    (shared / "assets").symlink_to(site, target_is_directory=True)
    port = free_port()
    command = [sys.executable, str(APPS / "static.py"), str(port), str(shared)]
    with serve_command(command, port=port, log=folder / "assets.log", health="") as server:
        yield server


def main(arguments: Sequence[str]) -> int:
    """Measure, print the targets, write the report."""
    plan, writes_readme = read_plan(arguments)
    # The servers end with this process, also when it is told to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load_before = os.getloadavg()[0]
    try:
        outcome = run(plan)
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    machine = describe_machine(outcome.chromium)
    figures = judge(outcome.results[plan.networks[0]]) if plan.extent != QUICK else []
    loads = f"{load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    notes = [*list_notes(plan.extent), f"Load of the machine: {loads}."]
    report = format_report(outcome.results, outcome.labels, figures, machine, notes)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(report, encoding="utf-8")
    if figures:
        _say(f"\n{format_targets(figures)}")
    if writes_readme:
        write_readme(ROOT / "README.md", outcome.results, outcome.labels, machine)
    _say(f"written to {OUTPUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
