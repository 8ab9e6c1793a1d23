"""`python -m components.picture "from=2020-10-04&to=2020-10-17" OUT.png`: the picture that the dialog "Share" gives."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from components.catalogue import LanguageError
from components.explore.lessons import write_show
from components.link import QueryError, check_link
from components.onefile.page import OneFileError
from components.picture.draw import Asked, PictureError, draw_picture
from components.server.assets import ROOT
from geo.lessons import read_lessons
from geo.record import Record, load_record
from geo.tables.problems import RecordError, clip_text

SCALES = (1, 2, 4)
#: Least and most CSS pixels of a side of the map.
SIDE = (300, 4000)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw what the command asks for; 1 and a reason when that cannot be done."""
    parser = _make_parser()
    asked = parser.parse_args(arguments)
    out: Path = asked.out
    if asked.lesson is None and asked.step is not None:
        parser.error("argument --step: goes with --lesson")
    if asked.lesson is not None and asked.link:
        parser.error("argument --lesson: a step has its own view; leave the link out")
    width, height = asked.size
    wanted = Asked(_read_link(asked.link), out.suffix[1:].lower(), asked.scale, width, height)
    try:
        record = load_record(ROOT)
        if asked.lesson is not None:
            wanted = _take_step(wanted, record, asked.lesson, asked.step or 1)
        check_link(wanted.link, record)
        content = draw_picture(record, wanted)
        out.write_bytes(content)
    except (LanguageError, OneFileError, PictureError, QueryError, RecordError) as error:
        print(f"No picture was made: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}; write to another place"
        print(f"No picture was made: {reason}", file=sys.stderr)
        return 1
    print(f"{out}: {len(content) / 1e3:,.0f} kB, version {record.version} of the record")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m components.picture",
        description="Draw the map of a view with its dates, filters, key, source and version, by an installed browser.",
    )
    parser.add_argument(
        "link", nargs="?", default="", metavar="LINK",
        help='the view: the address of the map page, or what stands behind its ?, such as "from=2020-10-04&to=2020-10-17"',
    )  # fmt: skip
    parser.add_argument(
        "out", type=_read_out, metavar="OUT", help="the file to write, by its ending .png or .svg"
    )
    parser.add_argument(
        "--scale", type=int, choices=SCALES, default=1, help="pixels of a PNG per pixel of the page"
    )
    parser.add_argument(
        "--size", type=_read_size, default=(1200, 800), metavar="1200x800",
        help="width and height of the map, pixels of the page; words and key come on top",
    )  # fmt: skip
    parser.add_argument("--lesson", metavar="NAME", help="the view of a step of this lesson")
    parser.add_argument("--step", type=int, metavar="N", help="which step of it, from 1")
    return parser


def _read_out(text: str) -> Path:
    out = Path(text)
    if out.suffix.lower() not in (".png", ".svg"):
        raise argparse.ArgumentTypeError(f"{text!r} ends in neither .png nor .svg; name it so")
    return out


def _read_size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    least, most = SIDE
    if not all(least <= side <= most for side in sides):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no size like 1200x800; each side is {least} to {most}"
        )
    return sides


def _read_link(text: str) -> str:
    """The parameters of a link, whether it is given with its address or without."""
    if text.startswith(("http://", "https://", "file://")):
        parts = urlsplit(text)
        return parts.query or parts.fragment
    return text.lstrip("?#")


def _take_step(asked: Asked, record: Record, name: str, number: int) -> Asked:
    """The picture of a step of a lesson.

    Raises
    ------
    PictureError : there is no such lesson or step.
    """
    lessons = {lesson.id: lesson for lesson in read_lessons(record).usable}
    if name not in lessons:
        known = ", ".join(lessons) or "none: the record has no lessons"
        raise PictureError(
            f"--lesson {clip_text(name)!r}: no lesson has this name; use one of {known}"
        )
    steps = lessons[name].steps
    if not 1 <= number <= len(steps):
        raise PictureError(f"--step {number}: the lesson has steps 1 to {len(steps)}")
    step = steps[number - 1]
    return replace(asked, link=write_show(record, step.show), judging=step.judge)


if __name__ == "__main__":
    sys.exit(main())
