"""Requests that no browser of ours sends: seeded, written to the socket as they are."""

from __future__ import annotations

import http.client
import json
import random
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from app_server import AppServer
from hostile_texts import HOSTILE_TEXTS

#: Seconds that an answer may take.
PATIENCE_S = 180.0
LONGEST = 60_000
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "get", "X")
ROUTES = (
    "record/{version}.json",
    "detail/{version}.json",
    "counts/{version}.bin",
    "cells/{version}/{number}.bin",
    "events/{version}.json",
    "list/{version}.json",
    "options/{version}.json",
    "sources/{version}.json",
    "card/{version}/{word}.json",
    "download/{version}/{word}.csv",
)
PLAIN_PATHS = ("view/", "view", "api/health", "api/", "api/alive", "no/such/page")
KEYS = (
    "from", "to", "district", "place", "category", "evidence", "harmed", "accused", "contested", "kind", "source",
    "q", "tile", "limit", "first", "order", "formulas", "event", "columns", "__proto__", "",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "inf", "2020-10-04", "2020-W40-7",
    "20201004", "9999-12-31", "0000-00-00", "true", "null", "[]", "{}", "keep", "start", "AZ-BAR",
    "barda", "azerbaijani", "shelling", "٣", "8001fffffffffff", "8f2830828052d25", "ffffffffffffffff",
)  # fmt: skip
#: Pieces of a query or a path that are no proper text.
BROKEN = (
    "%00", "%ff%fe", "%", "%zz", "%c0%ae%c0%ae", "%E2%80%AE", "%ed%a0%80", "%0d%0aSet-Cookie:a=b",
    "%2e%2e%2f", "..;/", "\\..\\", "%252e%252e%252f", "+", "&&&", "=", ";", "%u0041", "?", "%3f",
)  # fmt: skip
PATHS = (
    "../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "static/../../dashboard.py", ".git/config",
    "events.csv", "geo/data/claims.csv", "component/../../x", "_stcore/upload_file/a/b",
    "media/../../events.csv", "//evil.example/", "/" * 200, "%2f%2fevil.example", "~root",
    "_stcore/health", "_stcore/host-config", "_stcore/metrics", "static/%00.js", "app/static/..%2f..",
)  # fmt: skip
HEADERS = (
    ("Accept-Encoding", "gzip;q=0, br, *;q=nan"),
    ("Accept-Encoding", "gzip, " * 500),
    ("Range", "bytes=0-1,5-,-1,99999999999-"),
    ("If-None-Match", '"' + "a" * 4000),
    ("If-Modified-Since", "Thu, 99 Foo 9999 99:99:99 GMT"),
    ("Content-Type", "multipart/form-data; boundary="),
    ("Content-Length", "0"),
    ("Cookie", "a=b; " * 1000),
    ("Origin", "https://evil.example"),
    ("Origin", "null"),
    ("Referer", "\xff\xfe"),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Forwarded-Proto", "javascript"),
    ("Upgrade", "websocket"),
    ("Upgrade", "h2c"),
    ("Expect", "100-continue"),
    ("Transfer-Encoding", "identity"),
    ("Accept-Language", "x" * 2000),
    ("Authorization", "Basic ////"),
    ("User-Agent", ""),
)


@dataclass(frozen=True)
class HostileRequest:
    """One request: what follows the method on its first line, and further headers."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def __str__(self) -> str:
        return f"{self.method} {self.target[:200]!r} {[name for name, _ in self.headers]}"


def draw_requests(health: dict[str, Any], *, seed: int, count: int) -> list[HostileRequest]:
    """Requests for a running server.

    Parameters
    ----------
    health : what its health route says: the build and the version are part of its addresses.
    seed : of all that is drawn.
    count : how many.
    """
    chooser = random.Random(seed)
    makers: Sequence[Callable[[dict[str, Any], random.Random], HostileRequest]] = (
        _ask_with_parameters, _ask_with_parameters, _ask_route, _ask_path, _ask_by_method, _ask_with_headers,
    )  # fmt: skip
    return [makers[n % len(makers)](health, chooser) for n in range(count)]


def draw_value(chooser: random.Random) -> str:
    """A value of a query, encoded, or what is no proper encoding."""
    kind = chooser.randrange(5)
    if kind == 0:
        return quote(chooser.choice(HOSTILE_TEXTS), safe="")
    if kind == 1:
        return chooser.choice(BROKEN) + quote(chooser.choice(VALUES))
    if kind == 2:
        return chooser.choice("ax%9") * chooser.choice((300, 5_000))
    if kind == 3:
        return "".join(f"%{chooser.randrange(256):02x}" for _ in range(chooser.randrange(1, 12)))
    return quote(chooser.choice(VALUES))


def draw_query(chooser: random.Random, keys: Sequence[str]) -> str:
    """A query string; a key may come often."""
    pairs = [
        f"{chooser.choice(keys)}={draw_value(chooser)}" for _ in range(chooser.randrange(1, 6))
    ]
    if chooser.random() < 0.1:
        pairs *= 200
    return chooser.choice("&&&;").join(pairs)


def _fill_route(health: dict[str, Any], chooser: random.Random) -> str:
    word = chooser.choice(
        (
            "incidents",
            "claims",
            "2020-09-27-line-of-contact-1994-2020",
            quote(chooser.choice(HOSTILE_TEXTS)),
        )
    )
    route = chooser.choice(ROUTES).format(
        version=health["version"], number=chooser.choice(VALUES) or "5", word=word
    )
    return f"api/{health['build']}/{route}"


def _ask_with_parameters(health: dict[str, Any], chooser: random.Random) -> HostileRequest:
    target = f"{_fill_route(health, chooser)}?{draw_query(chooser, KEYS)}"
    return HostileRequest("GET", target[:LONGEST])


def _ask_route(health: dict[str, Any], chooser: random.Random) -> HostileRequest:
    parts = _fill_route(health, chooser).split("/")
    parts[chooser.randrange(1, len(parts))] = draw_value(chooser)
    return HostileRequest("GET", "/".join(parts))


def _ask_path(_health: dict[str, Any], chooser: random.Random) -> HostileRequest:
    path = chooser.choice((*PATHS, *PLAIN_PATHS)) + chooser.choice(("", "", *BROKEN))
    return HostileRequest("GET", path)


def _ask_by_method(health: dict[str, Any], chooser: random.Random) -> HostileRequest:
    path = chooser.choice((_fill_route(health, chooser), *PLAIN_PATHS))
    body = chooser.choice((b"", b"{}", b"\0" * 1000, b"a=b&" * 1000))
    return HostileRequest(chooser.choice(METHODS), path, body=body)


def _ask_with_headers(health: dict[str, Any], chooser: random.Random) -> HostileRequest:
    path = chooser.choice((_fill_route(health, chooser), *PLAIN_PATHS))
    headers = chooser.sample(HEADERS, chooser.randrange(1, 4))
    return HostileRequest("GET", path, tuple(dict(headers).items()))


def find_fault(server: AppServer, request: HostileRequest) -> str:
    """Send a request as it is; what is wrong with the answer, "" when nothing is."""
    try:
        status = _send(server, request)
    except (OSError, http.client.HTTPException) as error:
        return f"{type(error).__name__}: {error}"
    return f"status {status}" if status >= 500 else ""


def find_illness(server: AppServer, before: dict[str, Any]) -> str:
    """What is not as it was before with the health of a server, "" when all is."""
    after = json.loads(server.get("api/health").body)
    return "" if after == before else f"health is {after}"


def _send(server: AppServer, request: HostileRequest) -> int:
    address = urlsplit(server.url)
    headers = {"Host": address.netloc, "Connection": "close", **dict(request.headers)}
    if request.body:
        headers["Content-Length"] = str(len(request.body))
    lines = [f"{request.method} {address.path}{request.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")
    with socket.create_connection((address.hostname or "", address.port or 0), PATIENCE_S) as line:
        line.sendall(head + request.body)
        with http.client.HTTPResponse(line, method=request.method) as answer:
            answer.begin()
            answer.read()
            return answer.status
