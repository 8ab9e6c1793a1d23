"""Adds to the head of each page what others make its preview from, when its link is pasted elsewhere."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.pages import MAP, PAGES
from components.preview.pages import preview_page
from components.preview.tags import write_tags
from components.server.assets import digest_content
from components.server.gate import BusyError, Gate, read_address
from components.server.record_store import STORE

#: The environment's name for the address of the app as its readers see it.
PUBLIC_SETTING = "DASHBOARD_PUBLIC_URL"
PUBLIC = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?(/[\w.~-]+)*/?", re.ASCII | re.IGNORECASE)
#: A host as a request names it: a name or an address, with or without a port.
HOST = re.compile(
    r"([a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.ASCII | re.IGNORECASE
)
#: Path below the root -> its page; Streamlit has the map under its name as well.
ADDRESSES = {"": MAP, MAP.key: MAP, "view/": MAP, **{page.path: page for page in PAGES}}
#: Of a request: what asks for less than the whole page as it is.
LESS = (b"accept-encoding", b"if-modified-since", b"if-none-match", b"if-range", b"range")
HEAD_END = b"</head>"
#: Longest wait for the words of a link, seconds; a page that waits longer tells of the opening view.
PATIENCE_S = 1.0


class PublicAddressError(ValueError):
    """The setting of the public address cannot be used; says which value, and the cure."""


def public_setting() -> str:
    """The address of the app as the environment names it."""
    return os.environ.get(PUBLIC_SETTING, "")


def read_public(text: str) -> str:
    """The address of the root of the app, which ends with a slash; "" when none is set.

    >>> read_public("https://war.example/karabakh"), read_public("")
    ('https://war.example/karabakh/', '')

    Raises
    ------
    PublicAddressError : the text is no address of a folder.
    """
    if text and not PUBLIC.fullmatch(text):
        raise PublicAddressError(
            f"{PUBLIC_SETTING}: {text!r} is not an address; write scheme, host and path alone, such as "
            "https://war.example/karabakh/"
        )
    return text and f"{text.rstrip('/')}/"


class PreviewMiddleware:
    """Adds the tags to the pages of the app, Streamlit's and the plain one.

    The page is then another one than the file of Streamlit: it gets a length, a validator and a compression
    of its own.

    Parameters
    ----------
    base_url_path : as `server.baseUrlPath`.
    public : as `read_public` gives it.
    """

    def __init__(self, app: ASGIApp, base_url_path: str = "", public: str = "") -> None:
        self.app = app
        self._base = f"/{base_url_path.strip('/')}".rstrip("/") + "/"
        self._public = public
        self._gate = Gate(patience_s=PATIENCE_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass all on that is no page, or no good answer."""
        path = str(scope.get("path", "")).removeprefix(self._base)
        is_asked = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not is_asked or not scope["path"].startswith(self._base) or path not in ADDRESSES:
            await self.app(scope, receive, send)
            return
        started, body = await self._ask(scope, receive)
        headers = MutableHeaders(raw=list(started["headers"]))
        is_html = headers.get("content-type", "").startswith("text/html")
        if started["status"] == 200 and is_html and HEAD_END in body:
            tags = await self._find_tags(Request(scope), path)
            body = body.replace(HEAD_END, tags + HEAD_END, 1)
            started = {**started, "status": _describe_body(Headers(scope=scope), headers, body)}
            if headers.get("content-encoding") == "gzip":
                body = gzip.compress(body, mtime=0)
            headers["content-length"] = str(len(body))
        if started["status"] == 304:
            for name in ("content-length", "content-type", "content-encoding"):
                del headers[name]
        await send({**started, "headers": headers.raw})
        is_sent = scope["method"] == "GET" and started["status"] != 304
        await send({"type": "http.response.body", "body": body if is_sent else b""})

    async def _ask(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """The whole page as it is, whatever part or form of it was asked for."""
        started: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            else:
                parts.append(message.get("body", b""))

        kept = [pair for pair in scope["headers"] if pair[0].lower() not in LESS]
        whole = {**scope, "method": "GET", "headers": kept, "extensions": {}}
        await self.app(whole, receive, collect)
        return started, b"".join(parts)

    async def _find_tags(self, request: Request, path: str) -> bytes:
        record = STORE.current().record
        root = self._public or find_root(request.scope, self._base)
        page = ADDRESSES[path]
        shown = "" if page is MAP and path != "view/" else path

        def make(query: str) -> bytes:
            tags = write_tags(preview_page(record, page, shown, query, root))
            return "".join(f"{tag}\n" for tag in tags).encode()

        query = request.scope.get("query_string", b"").decode("latin-1")
        if not query:
            return await run_in_threadpool(make, query)
        try:
            async with self._gate.pass_through(read_address(request)):
                return await run_in_threadpool(make, query)
        except BusyError:
            return await run_in_threadpool(make, "")


def find_root(scope: Scope, base: str) -> str:
    """The absolute address of the root of the app as a request names it, "" when it names none.

    Parameters
    ----------
    base : path of the root, which begins and ends with a slash.
    """
    host = Headers(scope=scope).get("host", "")
    return f"{scope['scheme']}://{host}{base}" if HOST.fullmatch(host) else ""


def _describe_body(asked: Headers, headers: MutableHeaders, body: bytes) -> int:
    """Set the headers that follow from the body, and tell the status: 304 for one who has it already."""
    for name in ("last-modified", "accept-ranges", "etag"):
        if name in headers:
            del headers[name]
    headers.add_vary_header("Accept-Encoding")
    if "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
    if "no-store" in headers.get("cache-control", ""):
        return 200
    # Weak: it is the same for the page and for its compressed form.
    headers["etag"] = f'W/"{digest_content(body)}"'
    return 304 if match_tag(asked.get("if-none-match", ""), headers["etag"]) else 200


def match_tag(asked: str, tag: str) -> bool:
    """Whether one of the validators of `If-None-Match` is a tag, by weak comparison (RFC 9110, 8.8.3.2).

    >>> match_tag('"a", W/"b"', '"b"'), match_tag("*", '"b"'), match_tag("", '"b"')
    (True, True, False)
    """
    found: Sequence[str] = [each.strip().removeprefix("W/") for each in asked.split(",")]
    return "*" in found or tag.removeprefix("W/") in found
