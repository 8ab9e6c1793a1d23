"""The server's own routes: files, the plain page, the record, its counts, downloads, health."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
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
from components.link import QueryError, read_query
from components.onefile.page import build_file
from components.onefile.words import name_file
from components.preview.picture import draw_picture
from components.preview.view import read_view
from components.server.addresses import api_folder
from components.server.asking import (
    FOR_EVER,
    NEVER,
    Values,
    answer_query,
    find_record,
    read_number,
    refuse,
    refuse_version,
    send_body,
    take_number,
    take_tile,
    take_value,
)
from components.server.assets import PNG, Asset, build_digest, digest_content, list_assets
from components.server.downloads import send_download
from components.server.gate import COPY_PATIENCE_S, DOWNLOADS, Gate, HeldAnswer
from components.server.plain_page import build_page
from components.server.previews import match_tag
from components.server.public_api import make_api_routes
from components.server.record_bodies import detail_body, known_body, lessons_body, record_body
from components.server.record_store import STORE
from components.server.response_cache import BODIES, unpack_body
from geo.filters import Filters, list_options
from geo.record import Record
from geo.tables.problems import clip_text, summarize_problems

BINARY, JSON = "application/octet-stream", "application/json"
#: Longest link that a copy opens with, characters.
LONGEST_OPENING = 4_000


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
        Route(f"{api}download/{{version}}/{{kind}}.{{form}}", download, methods=["GET"]),
        Route(f"{api}onefile/{{version}}.html", copies, methods=["GET"]),
        WebSocketRoute(f"{base}/api/alive", hold_open),
        Route(f"{base}/api/health", send_health),
        *make_api_routes(f"{base}/api", work),
        Route(f"{base}/api/{{rest:path}}", send_nothing),
    ]


async def send_asset(asset: Asset, request: Request) -> Response:
    """A file whose address changes with its content."""
    return send_body(request, asset.body, asset.media_type)


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
    return refuse(404, "this address is not served any more; reload the page")


def send_record(request: Request) -> Response:
    """One version of the record, or 404 with a reason."""
    record = find_record(request)
    if record is None:
        return refuse_version(request)
    return send_body(request, record_body(record), JSON)


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
    record = find_record(request)
    if record is None:
        return refuse_version(request)
    if is_large(record):
        return refuse(400, f"the record is too large to be {done}; ask for single cards")
    return send_body(request, make(record), JSON)


def send_copy(request: Request) -> Response:
    """The record, or what of it the query chooses, as one file that opens with the link `open`."""

    def answer(record: Record, values: Values) -> Response:
        opening = take_value(values, "open") or ""
        if len(opening) > LONGEST_OPENING:
            raise QueryError(f"open: longer than {LONGEST_OPENING} characters; shorten it")
        part = read_query(values, options=list_options(record)) if values else None
        page = build_file(record, part, opening)
        name = name_file(record, part=part is not None)
        headers = NEVER | {"Content-Disposition": f'attachment; filename="{name}"'}
        return HTMLResponse(page, headers=headers)

    return answer_query(request, answer)


def send_counts(request: Request) -> Response:
    """Totals of the events that pass the filters, by class and day."""
    return _send_filtered(request, counts_body, BINARY)


def send_cells(request: Request) -> Response:
    """Totals of the events that pass the filters, by cell, class and day."""

    def answer(record: Record, values: Values) -> Response:
        resolution = read_number("resolution", request.path_params["resolution"], 0, 15)
        tile, filters = take_tile(values), read_query(values, options=list_options(record))
        return send_body(request, cells_body(record, filters, resolution, tile), BINARY)

    return answer_query(request, answer)


def send_events(request: Request) -> Response:
    """The events on the map that count in the window and pass the filters, below a tile."""

    def answer(record: Record, values: Values) -> Response:
        tile = take_tile(values)
        limit = take_number(values, "limit", 1, MOST_MARKS) or MOST_LISTED
        filters = read_query(values, options=list_options(record))
        return send_body(request, events_body(record, filters, tile, limit), JSON)

    return answer_query(request, answer)


def send_list(request: Request) -> Response:
    """A stretch of the events that count in the window and pass the filters."""

    def answer(record: Record, values: Values) -> Response:
        first = take_number(values, "first", 0, 10**8) or 0
        limit = take_number(values, "limit", 1, MOST_LISTED) or MOST_LISTED
        order = take_value(values, "order") or ORDERS[0]
        if order not in ORDERS:
            raise QueryError(f"order: {clip_text(order)!r} is none; ask for {' or '.join(ORDERS)}")
        filters = read_query(values, options=list_options(record))
        return send_body(request, list_body(record, filters, first, limit, order), JSON)

    return answer_query(request, answer)


def send_options(request: Request) -> Response:
    """For each filter, how many events each of its values would give."""
    return _send_filtered(request, options_body, JSON)


def send_sources(request: Request) -> Response:
    """The sources of the events that count in the window and pass the filters."""
    return _send_filtered(request, sources_body, JSON)


def send_card(request: Request) -> Response:
    """One event with its claims and sources."""

    def answer(record: Record, _values: Values) -> Response:
        return send_body(request, card_body(record, request.path_params["id"]), JSON)

    return answer_query(request, answer)


def send_picture(request: Request) -> Response:
    """The picture of the view whose link is the query; what is wrong in the link is left out."""
    record = find_record(request)
    if record is None:
        return refuse_version(request)
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


def _send_filtered(
    request: Request, make: Callable[[Record, Filters], bytes], media_type: str
) -> Response:
    """What `make` gives for the filters of the query."""

    def answer(record: Record, values: Values) -> Response:
        filters = read_query(values, options=list_options(record))
        return send_body(request, make(record, filters), media_type)

    return answer_query(request, answer)
