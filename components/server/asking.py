"""What all routes ask of a request: a version, parameters; and how they answer or refuse."""

from __future__ import annotations

import gzip
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from components.large import is_large
from components.link import QueryError, read_query_day
from components.onefile.page import OneFileError
from components.server.record_store import STORE
from geo.export.about import ExportError
from geo.known import show_as_known
from geo.large import CellError, read_tile
from geo.narrow import NarrowError
from geo.record import Record
from geo.tables.problems import clip_text

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}

Values = dict[str, list[str]]


def find_record(request: Request) -> Record | None:
    """The version of the record that an address names, None when it is not kept any more."""
    return STORE.version(request.path_params["version"])


def refuse_version(request: Request) -> Response:
    """404: the version of the address is not kept."""
    version = clip_text(request.path_params["version"])
    return refuse(404, f"version {version} of the record is not served any more; reload the page")


def refuse(status: int, reason: str) -> Response:
    """An answer with a status of HTTP and the reason, JSON."""
    return JSONResponse({"error": reason}, status_code=status, headers=NEVER)


def answer_query(request: Request, answer: Callable[[Record, Values], Response]) -> Response:
    """The answer for a version of the record and the values of the query, or why there is none."""
    record = find_record(request)
    if record is None:
        return refuse_version(request)
    values: Values = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    try:
        return answer(record, values)
    except (QueryError, CellError, NarrowError, OneFileError, ExportError) as error:
        return refuse(400, str(error))


def takes_gzip(request: Request) -> bool:
    """Whether a compressed body may be sent."""
    # Streamlit's own compression asks no more than this, and leaves alone what is compressed.
    return "gzip" in request.headers.get("accept-encoding", "")


def send_body(request: Request, body: bytes, media_type: str) -> Response:
    """A gzip body, unpacked for those who do not take it."""
    headers = {**FOR_EVER, "Vary": "Accept-Encoding"}
    if takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type=media_type, headers=headers)


def show_known(record: Record, day: str | None) -> Record:
    """The record as it was known on a day of a query; as it is when the query has none."""
    if day is None:
        return record
    if is_large(record):
        raise QueryError("known: not for a record of this size; leave it out")
    return show_as_known(record, read_query_day("known", day))


def take_value(values: Values, name: str) -> str | None:
    """Take a parameter out of the query; the rest are filters."""
    found = values.pop(name, [])
    if len(found) > 1:
        raise QueryError(f"{name}: is given {len(found)} times; give it once")
    return found[0] if found else None


def take_flag(values: Values, name: str, word: str) -> bool:
    """Whether a parameter is given, which has one value only."""
    text = take_value(values, name)
    if text not in (None, word):
        raise QueryError(
            f"{name}: {clip_text(text or '')!r} is none; write {word}, or leave it out"
        )
    return text is not None


def take_tile(values: Values) -> int | None:
    """Take the tile out of the query."""
    text = take_value(values, "tile")
    return None if text is None else read_tile(text)


def take_number(values: Values, name: str, low: int, high: int) -> int | None:
    """Take a number out of the query; raises QueryError when it is outside `low`..`high`."""
    text = take_value(values, name)
    return None if text is None else read_number(name, text, low, high)


def read_number(name: str, text: str, low: int, high: int) -> int:
    """A whole number of `low`..`high`; raises QueryError."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise QueryError(f"{name}: {clip_text(text)!r} is not a whole number; write digits only")
    if not low <= int(text) <= high:
        raise QueryError(f"{name}: {text} is outside {low}..{high}; ask for one of these")
    return int(text)
