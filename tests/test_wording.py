"""Words of the record: its own, alike for both sides."""

from __future__ import annotations

import csv
import re
from hashlib import blake2b
from pathlib import Path

import pytest

from geo.record import Record, load_record
from geo.tables.schema import HARM_CATEGORIES, TABLES

ROOT = Path(__file__).resolve().parent.parent
#: Hashes of all runs of `RUN` words of the two founding articles.
ARTICLES = Path(__file__).parent / "data" / "article_runs.txt"
RUN = 8
WORD = re.compile(r"[\w'’]+")
#: Names of works, journals and bodies, and references: they cannot be worded otherwise.
NAMES = {
    ("sources", "title"), ("sources", "author"), ("sources", "publisher"), ("sources", "url"),
    ("coverage", "item of a footnote"), ("sources", "media-agency-az"),
}  # fmt: skip
#: Levels at which the title of an incident of harm says that it was reported.
TOLD = ("official statement of one side", "claim disputed")
#: A side on the loss of a named person of its own.
EXEMPT = {"2020-07-14-tovuz"}


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def test_no_run_of_eight_words_is_shared_with_an_article() -> None:
    known = set(ARTICLES.read_text(encoding="utf-8").split())
    assert len(known) > 3000
    shared = []
    for name, table in TABLES.items():
        texts = [column.name for column in table.columns if column.kind == "text"]
        with (ROOT / table.file).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                shared += [
                    (row["id"], column, run)
                    for column in texts
                    if not _is_name(name, column, row["id"])
                    for run in _list_runs(row[column])
                    if blake2b(run.encode(), digest_size=5).hexdigest() in known
                ]
    assert shared == []


def _is_name(table: str, column: str, id_: str) -> bool:
    if table == "coverage" and re.match(r"[ab]-fn-", id_):
        column = f"{column} of a footnote"
    return (table, column) in NAMES or (table, id_) in NAMES


def _list_runs(text: str) -> list[str]:
    words = WORD.findall(text.casefold())
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]


def test_reported_stands_in_titles_by_the_level_alike_for_both_sides(record: Record) -> None:
    harm = record.events[record.events["category"].isin(HARM_CATEGORIES)]
    harm = harm[harm["harmed_side"] != ""]
    assert len(harm) > 90
    wrong = [
        event["id"]
        for _, event in harm.iterrows()
        if ("report" in event["title"].lower()) != (event["evidence"] in TOLD)
    ]
    assert set(wrong) <= EXEMPT
