"""Run all that may break the record and the server, and print one table of what came of it."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from app_server import ROOT, AppServer, serve

from .oracle import CRASH, LIE, LOST, SILENT
from .parts import BOUND_S, Outcome, judge_links, judge_requests, judge_variants

PROCESSES = 2
VARIANTS, REQUESTS, LINKS = 1_200, 923, 145
SEED = 2020
SHOWN_FAULTS = 40
COLUMNS = (LOST, CRASH, SILENT, LIE)


def format_outcomes(outcomes: Iterable[Outcome]) -> str:
    """One table of all parts, a row each."""
    head = ["part", "tried", "of", "refused", *COLUMNS, "slowest", "in all"]
    rows = [
        [
            outcome.part,
            str(outcome.tried),
            str(outcome.wanted),
            str(outcome.refused),
            *(str(outcome.faults[kind]) for kind in COLUMNS),
            f"{outcome.slowest_s:.1f} s",
            f"{outcome.seconds:.0f} s",
        ]
        for outcome in outcomes
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for; 1 when anything went wrong in one of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="|".join(PARTS), help="all when none is named")
    parser.add_argument("--variants", type=int, default=VARIANTS, help="how many damaged records")
    parser.add_argument("--seed", type=int, default=SEED, help="of all that is drawn")
    parser.add_argument("--tables", default="", help="names of tables, districts, manifest")
    parser.add_argument("--seconds", type=float, default=BOUND_S, help="the most for the variants")
    parser.add_argument("--whole", action="store_true", help="damage the whole record")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"{', '.join(sorted(unknown))}: no such part; write {', '.join(PARTS)}")
    outcomes = [PARTS[part](given) for part in given.parts or PARTS]
    for outcome in outcomes:
        print("\n".join(outcome.words[:SHOWN_FAULTS]))
    print(format_outcomes(outcomes))
    return int(any(outcome.words or outcome.tried < outcome.wanted for outcome in outcomes))


def _run_variants(given: argparse.Namespace) -> Outcome:
    return judge_variants(
        count=given.variants,
        seed=given.seed,
        tables=[name for name in given.tables.split(",") if name],
        whole=given.whole,
        processes=PROCESSES,
        bound_s=given.seconds,
    )


def _run_requests(given: argparse.Namespace) -> Outcome:
    with _serve() as server:
        return judge_requests(server, count=REQUESTS, seed=given.seed)


def _run_links(given: argparse.Namespace) -> Outcome:
    with _serve() as server:
        return judge_links(server, count=LINKS, seed=given.seed)


@contextlib.contextmanager
def _serve() -> Iterator[AppServer]:
    with tempfile.TemporaryDirectory() as folder, serve(ROOT, Path(folder) / "log.txt") as server:
        yield server


PARTS = {"variants": _run_variants, "requests": _run_requests, "links": _run_links}

if __name__ == "__main__":
    sys.exit(main())
