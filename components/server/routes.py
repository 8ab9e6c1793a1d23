"""The server's own routes: files, the plain page, the record, its counts, downloads, health."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from itertools import chain

from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from components.large import MOST_LISTED, MOST_MARKS, is_large
from components.large.answers import (
    ORDERS,
    card_body,
    cells_body,
    counts_body,
    events_body,
    list_body,
    options_body,
    sources_body,
)
from components.link import QueryError, read_query, read_query_day
from components.onefile.page import OneFileError, build_file
from components.onefile.words import name_file
from components.preview.picture import draw_picture
from components.preview.view import read_view
from components.server.addresses import api_folder
from components.server.assets import PNG, Asset, build_digest, digest_content, list_assets
from components.server.gate import COPY_PATIENCE_S, DOWNLOADS, Gate, HeldAnswer
from components.server.plain_page import build_page
from components.server.previews import match_tag
from components.server.record_bodies import detail_body, known_body, lessons_body, record_body
from components.server.record_store import STORE
from components.server.response_cache import BODIES, unpack_body
from geo.export import export_claims, export_events, write_csv
from geo.filters import Filters, list_options, match_events
from geo.known import show_as_known
from geo.large import CellError, read_tile
from geo.narrow import NarrowError
from geo.record import Record
from geo.tables.problems import clip_text, summarize_problems

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}
BINARY, JSON = "application/octet-stream", "application/json"
#: Longest link that a copy opens with, characters.
LONGEST_OPENING = 4_000
EXPORTS = {"incidents": export_events, "claims": export_claims}

Values = dict[str, list[str]]


def make_routes(base_url_path: str) -> list[BaseRoute]:
    """All routes, below `server.baseUrlPath`, which Streamlit does not add to custom routes."""
    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    api = f"{base}/{api_folder()}"
    gate = Gate()
    work = gate.guard
    download = HeldAnswer(Gate(at_once=DOWNLOADS), work(partial(send_download, gate)))
    # Making a copy takes seconds: one at a time, so that the other questions do not wait for it.
    one_copy = Gate(at_once=1, patience_s=COPY_PATIENCE_S)
    copies = HeldAnswer(Gate(at_once=DOWNLOADS), one_copy.guard(send_copy))
    # So does drawing a picture.
    one_picture = Gate(at_once=1)
    return [
        *(
            Route(f"{base}/{path}", partial(send_asset, asset))
            for path, asset in list_assets().items()
        ),
        Route(f"{base}/view", partial(send_to_page, f"{base}/view/")),
        Route(f"{base}/view/", send_page),
        Route(f"{api}record/{{version}}.json", send_record),
        Route(f"{api}detail/{{version}}.json", send_detail),
        Route(f"{api}known/{{version}}.json", send_known),
        Route(f"{api}lessons/{{version}}.json", send_lessons),
        Route(f"{api}counts/{{version}}.bin", work(send_counts)),
        Route(f"{api}cells/{{version}}/{{resolution}}.bin", work(send_cells)),
        Route(f"{api}events/{{version}}.json", work(send_events)),
        Route(f"{api}list/{{version}}.json", work(send_list)),
        Route(f"{api}options/{{version}}.json", work(send_options)),
        Route(f"{api}sources/{{version}}.json", work(send_sources)),
        Route(f"{api}card/{{version}}/{{id}}.json", work(send_card)),
        Route(f"{api}picture/{{version}}.png", one_picture.guard(send_picture)),
        Route(f"{api}download/{{version}}/{{kind}}.csv", download, methods=["GET"]),
        Route(f"{api}onefile/{{version}}.html", copies, methods=["GET"]),
        WebSocketRoute(f"{base}/api/alive", hold_open),
        Route(f"{base}/api/health", send_health),
        Route(f"{base}/api/{{rest:path}}", send_nothing),
    ]


async def send_asset(asset: Asset, request: Request) -> Response:
    """A file whose address changes with its content."""
    return _send(request, asset.body, asset.media_type)


async def send_to_page(path: str, request: Request) -> Response:
    """To the plain page, whose addresses are relative to its folder, with the same parameters."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(path + query, status_code=308)


def send_page(_request: Request) -> Response:
    """The plain page, for the record as it is now."""
    return HTMLResponse(build_page(STORE.current()), headers=NEVER)


async def hold_open(socket: WebSocket) -> None:
    """A connection on which nothing is said: it ends with the server, so that a page knows."""
    await socket.accept()
    message = await socket.receive()
    if message["type"] == "websocket.receive":
        await socket.close()


async def send_nothing(_request: Request) -> Response:
    """An address of another version of the program, or of nothing."""
    return _refuse(404, "this address is not served any more; reload the page")


def send_record(request: Request) -> Response:
    """One version of the record, or 404 with a reason."""
    record = _find_record(request)
    if record is None:
        return _refuse_version(request)
    return _send(request, record_body(record), JSON)


def send_detail(request: Request) -> Response:
    """Cards, sources and searched texts of a version of the record that is sent as a whole."""
    return _send_whole(request, detail_body, "sent as a whole")


def send_known(request: Request) -> Response:
    """A version of the record that is sent as a whole, as it was known on any day."""
    return _send_whole(request, known_body, "told day by day")


def send_lessons(request: Request) -> Response:
    """The lessons on a version of the record that is sent as a whole."""
    return _send_whole(request, lessons_body, "presented in lessons")


def _send_whole(request: Request, make: Callable[[Record], bytes], done: str) -> Response:
    """What is made of a version of the record that is not too large for it."""
    record = _find_record(request)
    if record is None:
        return _refuse_version(request)
    if is_large(record):
        return _refuse(400, f"the record is too large to be {done}; ask for single cards")
    return _send(request, make(record), JSON)


def send_download(gate: Gate, request: Request) -> Response:
    """The incidents that are counted, or the claims on them, as a table that is made as it is read."""
    kind = request.path_params["kind"]
    if kind not in EXPORTS:
        return _refuse(
            404, f"{clip_text(kind)}: there is no such table; ask for {' or '.join(EXPORTS)}"
        )

    def answer(record: Record, values: Values) -> Response:
        keep_formulas = _take_flag(values, "formulas", "keep")
        record = _show_known(record, _take(values, "known"))
        filters = read_query(values, options=list_options(record))
        rows = match_events(record, filters)
        parts = write_csv(EXPORTS[kind], record, rows, keep_formulas=keep_formulas)
        body = gate.make_parts(request, chain([next(parts)], parts))
        known = f"-known-{record.known_on}" if record.known_on else ""
        name = f"{kind}-{record.version}{known}.csv"
        headers = NEVER | {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(body, media_type="text/csv; charset=utf-8", headers=headers)

    return _answer(request, answer)


def send_copy(request: Request) -> Response:
    """The record, or what of it the query chooses, as one file that opens with the link `open`."""

    def answer(record: Record, values: Values) -> Response:
        opening = _take(values, "open") or ""
        if len(opening) > LONGEST_OPENING:
            raise QueryError(f"open: longer than {LONGEST_OPENING} characters; shorten it")
        part = read_query(values, options=list_options(record)) if values else None
        page = build_file(record, part, opening)
        name = name_file(record, part=part is not None)
        headers = NEVER | {"Content-Disposition": f'attachment; filename="{name}"'}
        return HTMLResponse(page, headers=headers)

    return _answer(request, answer)


def _show_known(record: Record, day: str | None) -> Record:
    """The record as it was known on a day of a query; as it is when the query has none."""
    if day is None:
        return record
    if is_large(record):
        raise QueryError("known: not for a record of this size; leave it out")
    return show_as_known(record, read_query_day("known", day))


def send_counts(request: Request) -> Response:
    """Totals of the events that pass the filters, by class and day."""
    return _send_filtered(request, counts_body, BINARY)


def send_cells(request: Request) -> Response:
    """Totals of the events that pass the filters, by cell, class and day."""

    def answer(record: Record, values: Values) -> Response:
        resolution = _read_number("resolution", request.path_params["resolution"], 0, 15)
        tile, filters = _take_tile(values), read_query(values, options=list_options(record))
        return _send(request, cells_body(record, filters, resolution, tile), BINARY)

    return _answer(request, answer)


def send_events(request: Request) -> Response:
    """The events on the map that count in the window and pass the filters, below a tile."""

    def answer(record: Record, values: Values) -> Response:
        tile = _take_tile(values)
        limit = _take_number(values, "limit", 1, MOST_MARKS) or MOST_LISTED
        filters = read_query(values, options=list_options(record))
        return _send(request, events_body(record, filters, tile, limit), JSON)

    return _answer(request, answer)


def send_list(request: Request) -> Response:
    """A stretch of the events that count in the window and pass the filters."""

    def answer(record: Record, values: Values) -> Response:
        first = _take_number(values, "first", 0, 10**8) or 0
        limit = _take_number(values, "limit", 1, MOST_LISTED) or MOST_LISTED
        order = _take(values, "order") or ORDERS[0]
        if order not in ORDERS:
            raise QueryError(f"order: {clip_text(order)!r} is none; ask for {' or '.join(ORDERS)}")
        filters = read_query(values, options=list_options(record))
        return _send(request, list_body(record, filters, first, limit, order), JSON)

    return _answer(request, answer)


def send_options(request: Request) -> Response:
    """For each filter, how many events each of its values would give."""
    return _send_filtered(request, options_body, JSON)


def send_sources(request: Request) -> Response:
    """The sources of the events that count in the window and pass the filters."""
    return _send_filtered(request, sources_body, JSON)


def send_card(request: Request) -> Response:
    """One event with its claims and sources."""

    def answer(record: Record, _values: Values) -> Response:
        return _send(request, card_body(record, request.path_params["id"]), JSON)

    return _answer(request, answer)


def send_picture(request: Request) -> Response:
    """The picture of the view whose link is the query; what is wrong in the link is left out."""
    record = _find_record(request)
    if record is None:
        return _refuse_version(request)
    view = read_view(request.url.query, record)
    key = ("picture", record.version, view.query)
    picture = unpack_body(BODIES.get(key, lambda: draw_picture(record, view)))
    headers = {**FOR_EVER, "ETag": f'"{digest_content(picture)}"'}
    if match_tag(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(picture, media_type=PNG, headers=headers)


def send_health(_request: Request) -> Response:
    """Version, counts and problems of the record, and the last errors in the background."""
    served = STORE.current()
    record = served.record
    body = {
        "status": "ok" if not served.fault else "serving the last good record",
        "version": record.version,
        "build": build_digest(),
        "date": record.date.isoformat(),
        "counts": {
            "events": len(record.events),
            "not_on_the_map": int((~record.events["on_map"]).sum()),
            "sources": len(record.sources),
            "places": len(record.places),
            "set_aside": record.set_aside,
        },
        "fault": served.fault,
        "problems": asdict(summarize_problems(record.problems)),
        "errors": [
            {"time": error.time.isoformat(timespec="seconds"), "error": error.words}
            for error in STORE.errors()
        ],
    }
    return JSONResponse(body, headers=NEVER)


def _find_record(request: Request) -> Record | None:
    return STORE.version(request.path_params["version"])


def _refuse_version(request: Request) -> Response:
    version = clip_text(request.path_params["version"])
    return _refuse(404, f"version {version} of the record is not served any more; reload the page")


def _refuse(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=status, headers=NEVER)


def _answer(request: Request, answer: Callable[[Record, Values], Response]) -> Response:
    """The answer for a version of the record and the values of the query, or why there is none."""
    record = _find_record(request)
    if record is None:
        return _refuse_version(request)
    values: Values = {}
    for name, value in request.query_params.multi_items():
        values.setdefault(name, []).append(value)
    try:
        return answer(record, values)
    except (QueryError, CellError, NarrowError, OneFileError) as error:
        return _refuse(400, str(error))


def _send_filtered(
    request: Request, make: Callable[[Record, Filters], bytes], media_type: str
) -> Response:
    """What `make` gives for the filters of the query."""

    def answer(record: Record, values: Values) -> Response:
        filters = read_query(values, options=list_options(record))
        return _send(request, make(record, filters), media_type)

    return _answer(request, answer)


def _send(request: Request, body: bytes, media_type: str) -> Response:
    """A gzip body, unpacked for those who do not take it."""
    headers = {**FOR_EVER, "Vary": "Accept-Encoding"}
    # Streamlit's own compression asks no more than this, and leaves alone what is compressed.
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type=media_type, headers=headers)


def _take(values: Values, name: str) -> str | None:
    """Take a parameter out of the query; the rest are filters."""
    found = values.pop(name, [])
    if len(found) > 1:
        raise QueryError(f"{name}: is given {len(found)} times; give it once")
    return found[0] if found else None


def _take_flag(values: Values, name: str, word: str) -> bool:
    """Whether a parameter is given, which has one value only."""
    text = _take(values, name)
    if text not in (None, word):
        raise QueryError(
            f"{name}: {clip_text(text or '')!r} is none; write {word}, or leave it out"
        )
    return text is not None


def _take_tile(values: Values) -> int | None:
    text = _take(values, "tile")
    return None if text is None else read_tile(text)


def _take_number(values: Values, name: str, low: int, high: int) -> int | None:
    text = _take(values, name)
    return None if text is None else _read_number(name, text, low, high)


def _read_number(name: str, text: str, low: int, high: int) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise QueryError(f"{name}: {clip_text(text)!r} is not a whole number; write digits only")
    if not low <= int(text) <= high:
        raise QueryError(f"{name}: {text} is outside {low}..{high}; ask for one of these")
    return int(text)
