"""The headers of every answer, and the addresses of Streamlit that are closed."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from app_server import ROOT, Answer, AppServer, free_port, serve, start_command
from route_server import run_apart, serve_routes
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.assets import ground_path, leaflet_path
from components.server.headers import FrameError, HeaderMiddleware, read_origins

PATHS = {
    "page of Streamlit": "",
    "other page": "sources",
    "plain page": "view/",
    "health": "api/health",
    "missing": "api/nowhere",
    "file of Streamlit": "_stcore/health",
    "closed": "_stcore/upload_file/x/y",
    "ground": ground_path(),
    "Leaflet": leaflet_path(),
}


def _policy(answer: Answer) -> dict[str, str]:
    """The policy of an answer: directive -> sources."""
    [header] = answer.headers.get_all("Content-Security-Policy") or []
    pairs = (part.strip().partition(" ") for part in header.split(";"))
    return {name: value for name, _, value in pairs}


@pytest.mark.server
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_every_answer_carries_the_headers_once(site: AppServer, path: str) -> None:
    answer = site.get(path)
    policy = _policy(answer)

    assert policy["frame-ancestors"] == "'self'"
    assert policy["default-src"] in ("'self'", "'none'")
    assert "unsafe-eval" not in policy["script-src"].replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in policy["script-src"]
    hosts = re.findall(r"[a-z]+://\S+", " ".join(policy.values()))
    assert hosts == ["https://tile.openstreetmap.org"]
    assert "https://tile.openstreetmap.org" in policy["img-src"].split()
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_schools_that_are_named_may_frame_the_pages() -> None:
    with serve_routes(frames="https://a.example https://*.b.example:8443") as server:
        for path in ("view/", "api/health"):
            assert _policy(server.get(path))["frame-ancestors"] == (
                "'self' https://a.example https://*.b.example:8443"
            )


@pytest.mark.parametrize(
    "part",
    ["school.example", "https://", "https://a.example/path", "*", "'none'", "https://a;img-src", "javascript:x"],
)  # fmt: skip
def test_what_is_no_origin_may_not_frame_and_is_named(part: str) -> None:
    with pytest.raises(FrameError, match=re.escape(repr(part))):
        read_origins(f"https://a.example {part}")


@pytest.mark.server
def test_the_server_does_not_start_for_a_frame_that_is_no_origin_and_says_why() -> None:
    ended = subprocess.run(
        start_command(free_port()),
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_FRAME_ANCESTORS": "school.example"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ended.returncode == 1
    assert (
        "The dashboard cannot start: DASHBOARD_FRAME_ANCESTORS: 'school.example' is not an origin; "
        "write scheme and host alone, such as https://school.example, with blanks between several"
    ) in ended.stderr
    assert "Traceback" not in ended.stderr


def _answer_of(app: ASGIApp) -> tuple[list[Message], BaseException | None]:
    """What the middleware sends for a request to a program, and what it raises."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "http", "path": "/", "method": "GET", "headers": []}
    try:
        run_apart(HeaderMiddleware(app, "")(scope, receive, send))
    except ValueError as error:
        return sent, error
    return sent, None


def test_an_error_of_the_program_is_answered_with_the_headers_and_passed_on() -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ValueError("broken")

    sent, error = _answer_of(fail)

    assert str(error) == "broken"
    assert [message.get("status") for message in sent] == [500, None]
    names = {name for name, _ in sent[0]["headers"]}
    assert {b"content-security-policy", b"x-content-type-options"} <= names
    assert b"broken" not in sent[1]["body"]


def test_an_answer_that_breaks_off_is_not_begun_anew() -> None:
    async def fail(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("broken")

    sent, error = _answer_of(fail)

    assert str(error) == "broken"
    assert [message["status"] for message in sent] == [200]


# Closed addresses


@pytest.mark.server
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "GET", "POST"])
def test_nobody_can_leave_a_file_with_the_server(site: AppServer, method: str) -> None:
    for path in ("_stcore/upload_file/session/file", "_stcore/%75pload_file/session/file"):
        answer = site.send(method, path, b"x" * 1000)
        assert answer.status == 403
        assert answer.json() == {"error": "no page of this app takes files"}


@pytest.mark.server
def test_figures_on_the_server_are_closed_until_they_are_asked_for(
    site: AppServer, tmp_path: Path
) -> None:
    closed = site.get("_stcore/metrics")
    with serve(ROOT, tmp_path / "log.txt", environ={"DASHBOARD_METRICS": "on"}) as asked:
        opened = asked.get("_stcore/metrics")
        upload = asked.send("PUT", "_stcore/upload_file/session/file", b"x")

    assert closed.status == 403
    assert "DASHBOARD_METRICS=on" in closed.json()["error"]
    assert opened.status == 200
    assert b"# TYPE" in opened.body
    assert upload.status == 403


def test_closed_addresses_are_closed_below_a_base_path() -> None:
    with serve_routes("maps/war") as based:
        assert based.get("_stcore/metrics").status == 403
        assert based.get("_stcore/upload_file/a/b").status == 403
