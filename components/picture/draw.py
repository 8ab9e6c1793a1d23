"""Has an installed browser draw the picture, by the code of the page: a copy of the record, served to it alone."""

from __future__ import annotations

import contextlib
import queue
import secrets
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any

from components.onefile.page import build_folder
from components.picture.browser import find_installed_browser, open_command
from geo.record import Record

#: Module of `explore/hosts` that draws.
HOST = "hosts/picture.js"
ADDRESS = "127.0.0.1"
#: How long the browser may take, seconds.
PATIENCE_S = 180.0
#: How often it is looked whether the browser still runs, seconds.
LOOK_S = 0.2
#: Largest picture, bytes.
MOST_BYTES = 200_000_000
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".png": "image/png",
    ".bin": "application/octet-stream",
}
#: How a picture begins: what begins otherwise says what was wrong.
BEGINNINGS = {"png": b"\x89PNG\r\n", "svg": b"<svg "}


class PictureError(ValueError):
    """No picture can be made; says why, and the cure."""


@dataclass(frozen=True)
class Asked:
    """What is to be drawn.

    Parameters
    ----------
    link : parameters of the link table, as they stand behind the `?` of an address.
    kind : "png" or "svg".
    scale : of a PNG: pixels per CSS pixel.
    width, height : of the map, CSS pixels; words and key come on top.
    judging : whether nothing says how well the incidents are evidenced.
    """

    link: str
    kind: str
    scale: int = 1
    width: int = 1200
    height: int = 800
    judging: bool = False


def draw_picture(record: Record, asked: Asked, *, patience_s: float = PATIENCE_S) -> bytes:
    """The file of a picture: what the dialog "Share" of the page gives for the same view.

    Raises
    ------
    PictureError : there is no browser, it ends or takes too long, or a value of the link cannot be.
    OneFileError : the record is too large.
    """
    browser = find_installed_browser()
    if browser is None:
        raise PictureError(
            "no browser was found; install Chromium, Google Chrome or Microsoft Edge"
        )
    answer = f"/{secrets.token_urlsafe(16)}"
    files = build_folder(record, host=HOST, more={"picture": {**asdict(asked), "answer": answer}})
    answers: queue.Queue[bytes] = queue.Queue()
    with _serve(files, answer, answers) as address, _open(browser, address) as process:
        content = _wait(answers, process, browser, patience_s)
    if not content.startswith(BEGINNINGS[asked.kind]):
        raise PictureError(content.decode("utf-8", "replace"))
    return content


@contextlib.contextmanager
def _serve(files: Mapping[str, bytes], answer: str, answers: queue.Queue[bytes]) -> Iterator[str]:
    """Serve some files to this machine, and take what is sent to one path; the address of the page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/") or "index.html"
            self._answer(200 if name in files else 404, files.get(name, b""), PurePosixPath(name))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            if self.path != answer or length > MOST_BYTES:
                self._answer(404, b"", PurePosixPath())
                return
            content = self.rfile.read(length)
            self._answer(204, b"", PurePosixPath())
            answers.put(content)

        def _answer(self, status: int, content: bytes, name: PurePosixPath) -> None:
            self.send_response(status)
            if name.suffix in TYPES:
                self.send_header("Content-Type", TYPES[name.suffix])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((ADDRESS, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{ADDRESS}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def _open(browser: str, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """An address in a browser of its own, which ends with the block."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            open_command(browser, profile, address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(
    answers: queue.Queue[bytes],
    process: subprocess.Popen[bytes],
    browser: str,
    patience_s: float,
) -> bytes:
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=LOOK_S)
        if process.poll() is not None:
            raise PictureError(
                f"{browser} ended with {process.returncode} before it drew; start it by hand to see why, "
                "or install another one"
            )
    raise PictureError(f"{browser} drew nothing within {patience_s:g} seconds; try once more")
