"""What stands before all routes: headers, who may open a connection, what is closed, what a page will load."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from components.server.addresses import explore_paths
from components.server.assets import script_path, style_path
from components.server.headers import HeaderMiddleware
from components.server.memory import STREAM, MemoryMiddleware
from components.server.previews import PreviewMiddleware
from components.server.record_store import STORE

#: Scheme, host and port (RFC 6454).
Origin = tuple[str, str, int]
Check = Callable[[bytes | None], bytes | None]
DEFAULT_PORTS = {"http": 80, "https": 443}
#: RFC 6455: the message breaks the rules of the server.
POLICY = 1008
#: The environment's name for whether Streamlit's figures on itself are served.
METRICS_SETTING = "DASHBOARD_METRICS"
CLOSED = {"/_stcore/upload_file": "no page of this app takes files"}
CLOSED_METRICS = {
    "/_stcore/metrics": f"figures on the server are not public; {METRICS_SETTING}=on at its start serves them"
}


def make_middleware(
    hosts: Iterable[str] | None = (),
    *,
    frames: str = "",
    metrics: bool = False,
    check: Check | None = None,
    kept_s: float = 120.0,
    base_url_path: str = "",
    public: str = "",
) -> list[Middleware]:
    """What is added to Streamlit's own routes and to those of the app.

    Parameters
    ----------
    hosts : names or origins, beside the app's own, whose pages may open a connection; None for any.
    frames : origins, separated by blanks, whose pages may frame those of the app.
    metrics : whether Streamlit's figures on itself are served.
    check : makes of a message to Streamlit (None for a text) what is passed on, None for nothing.
    kept_s : seconds for which Streamlit keeps what a visitor left.
    base_url_path : as `server.baseUrlPath`.
    public : address of the root as readers see it, "" for as each request names it.
    """
    reports = [] if check is None else [Middleware(ReportMiddleware, check=check)]
    return [
        Middleware(HeaderMiddleware, frames=frames),
        Middleware(OriginMiddleware, hosts=hosts),
        Middleware(ClosedMiddleware, closed=closed_addresses(metrics=metrics)),
        *reports,
        Middleware(MemoryMiddleware, kept_s=kept_s),
        Middleware(PreviewMiddleware, base_url_path=base_url_path, public=public),
        Middleware(PreloadMiddleware),
    ]


class OriginMiddleware:
    """Refuses a WebSocket that a page of another origin asks for, another port of this machine included.

    Streamlit would let in all ports of the machine, and asks a web service for the machine's address before
    it refuses another host; no request may leave the machine. For the same reason it does not hear of
    another origin that is let in.

    Parameters
    ----------
    hosts : origins such as `https://war.example:8443`; a name without a scheme stands for http and https,
        one without a port for the scheme's own. None lets all in.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None) -> None:
        self.app = app
        self._origins = (
            None if hosts is None else {one for host in hosts for one in name_origins(host)}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the handshake of a foreign page."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is None or origin.partition("://")[2] == headers.get("host"):
            await self.app(scope, receive, send)
        elif self._origins is None or read_origin(origin) in self._origins:
            rest = [pair for pair in scope["headers"] if pair[0] != b"origin"]
            await self.app({**scope, "headers": rest}, receive, send)
        else:
            await WebSocketClose(POLICY)(scope, receive, send)


def name_origins(name: str) -> list[Origin]:
    """The origins that a setting names: itself, or those of http and https when it has no scheme.

    >>> name_origins("https://Example.org"), name_origins("http://[")
    ([('https', 'example.org', 443)], [])
    >>> name_origins("example.org:8501")
    [('http', 'example.org', 8501), ('https', 'example.org', 8501)]
    """
    texts = [name] if "://" in name else [f"{scheme}://{name}" for scheme in DEFAULT_PORTS]
    return [origin for origin in map(read_origin, texts) if origin is not None]


def read_origin(text: str) -> Origin | None:
    """Scheme, host and port of an origin; None when it is none.

    >>> read_origin("http://[::1]:3000"), read_origin("null"), read_origin("http://a.example:x")
    (('http', '::1', 3000), None, None)
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or parts.scheme not in DEFAULT_PORTS:
        return None
    return parts.scheme, host, port or DEFAULT_PORTS[parts.scheme]


def metrics_setting() -> bool:
    """Whether the environment asks for Streamlit's figures on itself."""
    return os.environ.get(METRICS_SETTING, "").lower() in ("1", "true", "on", "yes")


def closed_addresses(*, metrics: bool) -> dict[str, str]:
    """Addresses of Streamlit that are not served, and why."""
    return CLOSED if metrics else {**CLOSED, **CLOSED_METRICS}


class ClosedMiddleware:
    """Refuses addresses of Streamlit that the app has no use for, before anything of the body is read.

    Parameters
    ----------
    closed : a part of the path of a request -> why it is refused.
    """

    def __init__(self, app: ASGIApp, closed: Mapping[str, str]) -> None:
        self.app = app
        self._closed = closed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all but the addresses that are closed."""
        path = scope["path"] if scope["type"] == "http" else ""
        for part, reason in self._closed.items():
            if part in path:
                headers = {"Cache-Control": "no-store", "Connection": "close"}
                answer = JSONResponse({"error": reason}, status_code=403, headers=headers)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


class ReportMiddleware:
    """Checks each message of a browser to Streamlit before Streamlit reads it.

    Parameters
    ----------
    check : see `make_middleware`.
    """

    def __init__(self, app: ASGIApp, check: Check) -> None:
        self.app = app
        self._check = check

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but messages of which nothing is left."""

        async def receive_checked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                passed = self._check(message.get("bytes"))
                if passed is not None:
                    return {"type": "websocket.receive", "bytes": passed}

        is_stream = scope["type"] == "websocket" and scope["path"].endswith(STREAM)
        await self.app(scope, receive_checked if is_stream else receive, send)


class PreloadMiddleware:
    """Tells with each page what the map will ask for, before Streamlit has drawn anything.

    `Link` headers (RFC 8288) with addresses relative to the page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the header to a page of Streamlit; the plain one says so itself, a copy loads nothing."""
        plain = str(scope.get("path", "")).endswith("/view/")

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                page = headers.get("content-type", "").startswith("text/html")
                if page and not plain and "content-disposition" not in headers:
                    headers.append("Link", preload_links())
            await send(message)

        await self.app(scope, receive, send_with_links if scope["type"] == "http" else send)


def preload_links() -> str:
    """The modules of the app and the record as it is now."""
    record = STORE.current().record
    paths = explore_paths(record.version)
    host = [script_path("streamlit"), style_path()]
    wanted = [paths["record"], paths["leaflet"], paths["ground"], *host]
    return ", ".join(f'<{path}>; rel="prefetch"' for path in wanted)
