"""`python -m components.onefile OUT.html`: write a copy of the record that opens without a server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from components.catalogue import LanguageError
from components.link import QueryError, read_query
from components.onefile.lessons import LessonError, find_lessons
from components.onefile.page import OneFileError, build_file, build_folder
from components.onefile.words import DistrictError, find_districts
from components.server.assets import ROOT
from geo.filters import Filters, list_options
from geo.narrow import NarrowError
from geo.record import Record, load_record
from geo.tables.problems import RecordError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what the command asks for; 1 and a reason when that cannot be done."""
    asked = _make_parser().parse_args(arguments)
    try:
        record = load_record(ROOT)
        part = _read_part(record, asked)
        lessons = find_lessons(record, asked.lesson) if asked.lesson else None
        out = Path(asked.folder or asked.out)
        if asked.folder:
            files = build_folder(record, part, lessons)
            out.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (out / name).write_bytes(content)
            size = sum(map(len, files.values()))
        else:
            content = build_file(record, part, lessons=lessons).encode()
            out.write_bytes(content)
            size = len(content)
    except (
        DistrictError,
        LanguageError,
        LessonError,
        NarrowError,
        OneFileError,
        QueryError,
        RecordError,
    ) as error:
        print(f"No copy was written: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}; write to another place"
        print(f"No copy was written: {reason}", file=sys.stderr)
        return 1
    print(f"{out}: {size / 1e6:.2f} MB, version {record.version} of the record")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.onefile",
        description="Write the map with the record as one file, or as a folder for any static server.",
    )
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("out", nargs="?", metavar="OUT.html", help="the file to write")
    form.add_argument(
        "--folder", metavar="OUT", help="the folder to write, made where it is missing"
    )
    parser.add_argument(
        "--district", action="append", default=[], metavar="NAME",
        help="only incidents of this district, by its name or id; may be given several times",
    )  # fmt: skip
    for end, which in (("from", "from this day on"), ("to", "up to this day")):
        parser.add_argument(f"--{end}", metavar="2020-10-04", help=f"only incidents {which}")
    parser.add_argument(
        "--lesson", action="append", default=[], metavar="NAME|FILE",
        help="only this lesson, which the copy opens with: its name in the record, or a file of your "
        "own; may be given several times",
    )  # fmt: skip
    return parser


def _read_part(record: Record, asked: argparse.Namespace) -> Filters | None:
    values = {
        "district": find_districts(record, asked.district),
        **{end: [day] for end in ("from", "to") if (day := getattr(asked, end)) is not None},
    }
    if not any(values.values()):
        return None
    return read_query(values, options=list_options(record))


if __name__ == "__main__":
    sys.exit(main())
