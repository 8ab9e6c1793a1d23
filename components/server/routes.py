"""The server's own routes: static files, the ground, the record, its counts, health."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.metadata import version as package_version
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from xstatic.pkg import leaflet

from components.explore.draw_ground import build_ground, render_ground
from components.explore.payload import build_payload
from components.large.answers import MOST_LISTED, cells_body, counts_body, events_body
from components.link import QueryError, read_query
from components.server.record_store import ROOT, STORE
from components.server.response_cache import BODIES
from geo.filters import list_options
from geo.large import CellError, read_tile
from geo.record import Record

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}
MODULES = ROOT / "components" / "explore"
#: The module that Streamlit itself carries; it loads the others.
MOUNT = "hosts/mount.js"
DATA = ROOT / "geo" / "data"
BINARY, JSON = "application/octet-stream", "application/json"
#: How many events an answer lists when nothing is said.
LISTED = 200

Values = dict[str, list[str]]


@lru_cache(maxsize=1)
def ground_script() -> str:
    """The ground as an ES module, rendered once."""
    return render_ground(build_ground(DATA))


@lru_cache(maxsize=1)
def module_paths() -> list[str]:
    """Addresses of the modules that the browser loads, relative to the page."""
    return [asset_paths()["assets"] + name for name in module_files() if name != MOUNT]


def module_files() -> dict[str, Path]:
    """The modules by their names below `MODULES`, in order; the names hold on every system."""
    found = {path.relative_to(MODULES).as_posix(): path for path in MODULES.rglob("*.js")}
    return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def asset_paths() -> dict[str, str]:
    """Addresses of the served files, relative to the page.

    Relative addresses hold under `server.baseUrlPath` and behind a proxy that adds a prefix:
    every page of the app lies directly below its root.
    """
    modules = b"".join(path.read_bytes() for path in module_files().values())
    return {
        "assets": f"assets/map-{_digest(modules)}/",
        "leaflet": f"assets/leaflet-{package_version('XStatic-Leaflet')}/leaflet.js",
        "ground": f"assets/ground-{_digest(ground_script().encode())}.js",
    }


def record_path(version: str) -> str:
    """Address of a version of the record, relative to the page."""
    return f"api/record/{version}.json"


def make_routes(base_url_path: str) -> list[BaseRoute]:
    """All routes, below `server.baseUrlPath`, which Streamlit does not add to custom routes."""
    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    return [
        *(Route(f"{base}/{path}", partial(send_script, script)) for path, script in scripts()),
        Route(f"{base}/{record_path('{version}')}", send_record),
        Route(f"{base}/api/counts/{{version}}.bin", send_counts),
        Route(f"{base}/api/cells/{{version}}/{{resolution}}.bin", send_cells),
        Route(f"{base}/api/events/{{version}}.json", send_events),
        Route(f"{base}/api/health", send_health),
    ]


def scripts() -> list[tuple[str, bytes]]:
    """Addresses of all scripts with their content, gzip: compressed once, not at each visit."""
    paths = asset_paths()
    contents = {paths["assets"] + name: path.read_bytes() for name, path in module_files().items()}
    contents[paths["leaflet"]] = (Path(leaflet.BASE_DIR) / "leaflet.js").read_bytes()
    contents[paths["ground"]] = ground_script().encode()
    return [(path, gzip.compress(content, mtime=0)) for path, content in contents.items()]


async def send_script(script: bytes, request: Request) -> Response:
    """A script, whose address changes with its content."""
    return _send(request, script, "text/javascript")


def send_record(request: Request) -> Response:
    """One version of the record, or 404 with a reason."""
    record = _find_record(request)
    if record is None:
        return _refuse_version(request)
    body = BODIES.get(("record", record.version), partial(build_payload, record, DATA))
    return _send(request, body, JSON)


def send_counts(request: Request) -> Response:
    """Totals of the events that pass the filters, by class and day."""

    def answer(record: Record, values: Values) -> Response:
        filters = read_query(values, options=list_options(record))
        return _send(request, counts_body(record, filters), BINARY)

    return _answer(request, answer)


def send_cells(request: Request) -> Response:
    """Totals of the events that pass the filters, by cell, class and day."""

    def answer(record: Record, values: Values) -> Response:
        resolution = _read_number("resolution", request.path_params["resolution"], 0, 15)
        tile, filters = _take_tile(values), read_query(values, options=list_options(record))
        return _send(request, cells_body(record, filters, resolution, tile), BINARY)

    return _answer(request, answer)


def send_events(request: Request) -> Response:
    """The events on the map that pass the filters, below a tile and within days."""

    def answer(record: Record, values: Values) -> Response:
        tile = _take_tile(values)
        start, end = (_take_number(values, name, -(10**6), 10**6) for name in ("start", "end"))
        limit = _take_number(values, "limit", 1, MOST_LISTED) or LISTED
        filters = read_query(values, options=list_options(record))
        return _send(request, events_body(record, filters, tile, start, end, limit), JSON)

    return _answer(request, answer)


def send_health(_request: Request) -> Response:
    """Version, counts and problems of the record."""
    served = STORE.current()
    record = served.record
    body = {
        "status": "ok" if not served.fault else "serving the last good record",
        "version": record.version,
        "date": record.date.isoformat(),
        "counts": {
            "events": len(record.events),
            "not_on_the_map": int((~record.events["on_map"]).sum()),
            "sources": len(record.sources),
            "places": len(record.places),
            "set_aside": record.set_aside,
        },
        "fault": served.fault,
        "problems": [str(problem) for problem in record.problems],
    }
    return JSONResponse(body, headers=NEVER)


def make_middleware() -> list[Middleware]:
    """What is added to the answers of Streamlit's own routes."""
    return [Middleware(PreloadMiddleware)]


class PreloadMiddleware:
    """Tells with each page what the map will ask for, before Streamlit has drawn anything.

    `Link` headers (RFC 8288) with addresses relative to the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the header to an answer that is a page."""

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", preload_links())
            await send(message)

        await self.app(scope, receive, send_with_links if scope["type"] == "http" else send)


def preload_links() -> str:
    """The modules of the map and the record as it is now."""
    paths = asset_paths()
    modules = [paths["leaflet"], paths["ground"], *module_paths()]
    links = [f'<{path}>; rel="prefetch"' for path in modules]
    record = record_path(STORE.current().record.version)
    return ", ".join([*links, f'<{record}>; rel="prefetch"'])


def _find_record(request: Request) -> Record | None:
    return STORE.version(request.path_params["version"])


def _refuse_version(request: Request) -> Response:
    version = request.path_params["version"]
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
    except (QueryError, CellError) as error:
        return _refuse(400, str(error))


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


def _take_tile(values: Values) -> int | None:
    text = _take(values, "tile")
    return None if text is None else read_tile(text)


def _take_number(values: Values, name: str, low: int, high: int) -> int | None:
    text = _take(values, name)
    return None if text is None else _read_number(name, text, low, high)


def _read_number(name: str, text: str, low: int, high: int) -> int:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise QueryError(f"{name}: {text!r} is not a whole number; write digits only")
    if not low <= int(text) <= high:
        raise QueryError(f"{name}: {text} is outside {low}..{high}; ask for one of these")
    return int(text)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
