"""The copy as HTML: one file with everything in it, or a folder of files with relative addresses."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from xstatic.pkg import leaflet

from components.catalogue import LANGUAGE, _
from components.explore.lead import TAGLINE, TITLE
from components.large import SENT_EVENTS, is_large
from components.onefile.lessons import hold_lessons, open_lesson
from components.onefile.packing import pack_bytes, write_base64, write_letters
from components.onefile.words import describe_copy, has_days
from components.server.assets import (
    ICON,
    STYLE,
    app_files,
    digest_content,
    ground_script,
    module_files,
)
from components.server.bundle import bundle_modules
from components.server.headers import hash_script, write_policy
from components.server.plain_page import embed_json
from components.server.record_bodies import detail_body, known_body, lessons_body, record_body
from geo.filters import Filters
from geo.kept import keep_with_record
from geo.narrow import mark_touching, narrow_record
from geo.record import Record

#: Largest file, bytes.
MOST_BYTES = 20_000_000
HOST = "hosts/file.js"
#: Starts the scripts that the one file holds packed.
OPENER = "hosts/open.js"
#: What an inline script or style may not hold: it would end the element, or begin a comment.
LEAVING = re.compile(rb"</(?:script|style)|<!--", re.IGNORECASE)
#: Browsers read any of these as one, before they compare a script with its hash.
LINE_END = re.compile(rb"\r\n?")
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)
#: What only people read: indents, as no text of the modules goes over several lines, types within
#: lines, and blanks between the numbers of the ground.
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
TYPE = re.compile(r"/\*\* @(?:type|param|template)\b(?:[^*\n]|\*(?!/))*\*/ ?")
COORDINATES = re.compile(r"(?<=[\d\]]), (?=[-\d\[])")
NOTHING = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}


class OneFileError(ValueError):
    """The record cannot be one file; says why, and how to narrow it."""


@dataclass(frozen=True)
class _Scripts:
    """What the copy is made of: Leaflet, then the module that starts the app, the style; for the one
    file what starts both scripts.
    """

    leaflet: bytes
    module: bytes
    style: bytes
    opener: bytes


@lru_cache(maxsize=2)
def _scripts(host: str = HOST) -> _Scripts:
    modules = {name: path.read_text(encoding="utf-8") for name, path in module_files().items()}
    app = TYPE.sub("", INDENT.sub("", bundle_modules(modules, host)))
    ground = INDENT.sub("", COORDINATES.sub(",", ground_script()))
    module = f"{app}{ground}start(drawGround);\n"
    opener = f"{INDENT.sub('', bundle_modules(modules, OPENER))}openScripts();\n"
    library = (Path(leaflet.BASE_DIR) / "leaflet.js").read_bytes()
    return _Scripts(
        *(
            LINE_END.sub(b"\n", content)
            for content in (
                SOURCE_MAP.sub(b"", library),
                module.encode(),
                app_files()[STYLE],
                opener.encode(),
            )
        )
    )


def take_part(record: Record, part: Filters | None) -> Record:
    """What a copy is to hold: the record, or a part of it, small enough to be sent whole.

    Raises
    ------
    NarrowError : nothing is left.
    OneFileError : what is left is too large.
    """
    if part is not None:
        count = int(mark_touching(record, part).sum())
        if count <= SENT_EVENTS:
            return narrow_record(record, part)
    elif is_large(record):
        count = len(record.events)
    else:
        return record
    raise OneFileError(
        f"one file holds at most {SENT_EVENTS:,} incidents, and these are {count:,}; narrow them by "
        "dates or districts"
    )


def build_file(
    record: Record,
    part: Filters | None = None,
    opening: str = "",
    lessons: Mapping[Path, bytes] | None = None,
) -> str:
    """One HTML file with everything in it, which asks nothing of anybody.

    Parameters
    ----------
    record : the whole record.
    part : what of it the file is to hold; None for all.
    opening : the link that the file opens with, parameters of the link table.
    lessons : files of the lessons that it holds, the first of which it opens with; None for those of
        the record, which go with the whole of it.

    Raises
    ------
    LessonError : the part leaves out what a lesson needs.
    NarrowError : nothing of the record is left.
    OneFileError : the record or the file is too large.
    """
    held = _hold(record, part, lessons)
    scripts = _scripts()
    for content in (scripts.opener, scripts.style):
        _check_inline(content)
    run = (scripts.opener, scripts.leaflet, scripts.module)
    hashes = " ".join(f"'{hash_script(each)}'" for each in run)
    policy = NOTHING | {
        "script-src": hashes,
        "style-src": f"'{hash_script(scripts.style)}'",
        "img-src": "data:",
        "connect-src": "'none'",
    }
    icon = f"data:image/png;base64,{write_base64(ICON.read_bytes())}"
    rest = write_letters(_rest(held))
    page = _write_page(
        held,
        policy,
        icon,
        head=[f"<style>{scripts.style.decode()}</style>"],
        data={
            "copy": describe_copy(held, part),
            "opening": opening or _open(held, part, lessons),
            "rest": None,
        },
        scripts=[
            f'<script type="application/octet-stream" id="explore-rest">{rest}</script>',
            _hold_script("explore-leaflet", "text/javascript", scripts.leaflet),
            _hold_script("explore-app", "module", scripts.module),
            f'<script type="module">{scripts.opener.decode()}</script>',
        ],
    )
    size = len(page.encode())
    if size > MOST_BYTES:
        raise OneFileError(
            f"the file would have {size / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.0f}; narrow it by "
            "dates or districts"
        )
    return page


def build_folder(
    record: Record,
    part: Filters | None = None,
    lessons: Mapping[Path, bytes] | None = None,
    *,
    host: str = HOST,
    more: Mapping[str, Any] | None = None,
) -> dict[str, bytes]:
    """The same as files by their names, for any static server: `index.html` is the page.

    All but the page have a name that changes with their content.

    Parameters
    ----------
    record, part, lessons : see `build_file`.
    host : module of `explore/hosts` that starts the app.
    more : what that module is handed over beside what it is of every copy, values of JSON.

    Raises
    ------
    LessonError : the part leaves out what a lesson needs.
    NarrowError : nothing of the record is left.
    OneFileError : the record is too large.
    """
    held = _hold(record, part, lessons)
    scripts = _scripts(host)
    rest = _rest(held)
    names = {
        name: f"{stem}-{digest_content(content)}{suffix}"
        for name, stem, suffix, content in (
            ("leaflet", "leaflet", ".js", scripts.leaflet),
            ("module", "explore", ".js", scripts.module),
            ("style", "explore", ".css", scripts.style),
            ("icon", "icon", ".png", ICON.read_bytes()),
            ("rest", "record", ".bin", rest),
        )
    }
    policy = NOTHING | {
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
    }
    page = _write_page(
        held,
        policy,
        names["icon"],
        head=[
            f'<link rel="stylesheet" href="{names["style"]}">',
            f'<link rel="modulepreload" href="{names["module"]}">',
        ],
        data={
            "copy": describe_copy(held, part),
            "opening": _open(held, part, lessons),
            "rest": names["rest"],
            **(more or {}),
        },
        scripts=[
            f'<script src="{names["leaflet"]}" defer></script>',
            f'<script type="module" src="{names["module"]}"></script>',
        ],
    )
    return {
        "index.html": page.encode(),
        names["leaflet"]: scripts.leaflet,
        names["module"]: scripts.module,
        names["style"]: scripts.style,
        names["icon"]: ICON.read_bytes(),
        names["rest"]: rest,
    }


def _write_page(
    record: Record,
    policy: Mapping[str, str],
    icon: str,
    *,
    head: list[str],
    data: dict[str, Any],
    scripts: list[str],
) -> str:
    payload = write_letters(record_body(record))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>',
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(write_policy(policy))}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(_(TITLE))} · {escape(data['copy']['line'])}</title>",
            f'<meta name="description" content="{escape(_(TAGLINE))}">',
            f'<link rel="icon" href="{icon}">',
            *head,
            "</head>\n<body>",
            '<div id="explore"></div>',
            f"<noscript><p>{escape(_('This page needs JavaScript.'))}</p></noscript>",
            f'<script type="application/json" id="explore-data">{embed_json(data)}</script>',
            f'<script type="application/octet-stream" id="explore-record">{payload}</script>',
            *scripts,
            "</body>\n</html>\n",
        ]
    )


def _hold_script(id_: str, kind: str, content: bytes) -> str:
    """A script that `hosts/open.js` starts: packed, it takes a third of its room."""
    packed = write_letters(gzip.compress(content, mtime=0))
    return (
        f'<script type="application/octet-stream" id="{id_}" data-script="{kind}">{packed}</script>'
    )


def _hold(record: Record, part: Filters | None, lessons: Mapping[Path, bytes] | None) -> Record:
    held = take_part(record, part)
    return held if lessons is None else hold_lessons(held, record, lessons)


def _open(held: Record, part: Filters | None, lessons: Mapping[Path, bytes] | None) -> str:
    return open_lesson(lessons) if lessons else _open_part(held, part)


def _open_part(record: Record, part: Filters | None) -> str:
    """A link to the days of a part, as far as the record goes."""
    if part is None or not has_days(part):
        return ""
    whole = record.periods[-1]
    days = {"from": max(part.start, whole.start), "to": min(part.end, whole.end)}
    return urlencode({end: day.isoformat() for end, day in days.items()})


def _check_inline(content: bytes) -> None:
    found = LEAVING.search(content)
    if found:
        raise ValueError(f"{found[0].decode()} would end a script or style in the page")


@keep_with_record
def _rest(record: Record) -> bytes:
    """What comes after the first picture, packed."""
    rest = {
        "detail": json.loads(gzip.decompress(detail_body(record))),
        "known": json.loads(gzip.decompress(known_body(record))),
        "lessons": json.loads(gzip.decompress(lessons_body(record))),
    }
    return pack_bytes(rest)
