"""The map in a frame of a page of another origin: shown where the server allows it, refused elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from app_server import HOST
from playwright.sync_api import Page, expect
from reading import Visit, parameters, read_rows
from route_server import serve_routes

EVENT = "2020-10-28-barda"


class Foreign(ThreadingHTTPServer):
    """A server of one page, which a test may write."""

    page = ""

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_port}"


class _Answer(BaseHTTPRequestHandler):
    server: Foreign

    def do_GET(self) -> None:
        body = self.server.page.encode() if self.path == "/" else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    """A school's page on another port, which is another origin."""
    with Foreign((HOST, 0), _Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _write_page(snippet: str) -> str:
    return f'<!doctype html><html lang="en"><title>School</title><h1>School</h1>{snippet}</html>'


def test_the_copied_code_shows_the_view_in_a_page_of_another_origin(
    visit: Callable[..., Visit], foreign: Foreign
) -> None:
    title = next(row["title"] for row in read_rows() if row["id"] == EVENT)
    with serve_routes(frames=foreign.origin) as app:
        opened = visit(own=True, bypass_csp=False)
        page = opened.open(f"{app.url}view/?place=barda")
        page.get_by_role("button", name="Share", exact=True).click()
        code = page.get_by_role("dialog", name="Share").get_by_role(
            "textbox", name="Code of the frame"
        )
        foreign.page = _write_page(code.input_value())

        school = opened.open_text(f"{foreign.origin}/")

        frame = school.frame_locator("iframe")
        expect(frame.locator(".tm-root")).to_have_attribute("data-shown", _shown(page))
        expect(frame.get_by_role("banner")).to_be_hidden()
        frame.get_by_role("region", name="Incidents", exact=True).get_by_role(
            "button", name=title
        ).click()
        expect(frame.locator(".tm-card:visible").get_by_role("heading", level=2)).to_have_text(
            title
        )
        assert school.url == f"{foreign.origin}/"
        with school.expect_popup() as whole:
            frame.get_by_role("link", name="Open the whole page").locator(
                "visible=true"
            ).first.click()
        expect(whole.value.get_by_role("banner")).to_be_visible()
        assert parameters(whole.value) == {"place": ["barda"], "event": [EVENT]}
        whole.value.close()
        opened.close()


def _shown(page: Page) -> str:
    return str(page.locator(".tm-root").get_attribute("data-shown"))


def test_a_page_that_the_server_does_not_name_gets_no_map(
    visit: Callable[..., Visit], foreign: Foreign
) -> None:
    with serve_routes() as app:
        foreign.page = _write_page(f'<iframe src="{app.url}view/?embed=1" title="map"></iframe>')
        opened = visit(own=True, bypass_csp=False)
        school = opened.open_text(f"{foreign.origin}/")

        school.frames[1].wait_for_url("chrome-error://chromewebdata/")

        expect(school.frame_locator("iframe").locator(".tm-root")).to_have_count(0)
        assert [fault for fault in opened.faults if "frame-ancestors" not in fault] == []
        opened.faults.clear()
