"""Servers and browser of a measurement: real processes, and nothing beyond this machine."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PROBE = HERE / "probe.js"
EMPTY_APP = HERE / "apps" / "empty.py"
APP_PARTS = ("components", "geo", ".streamlit")
APP_FILES = ("dashboard.py", "events.csv")
START_S = 90
#: A name rule instead of a route per request: routes would slow the loading that is measured.
BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
#: No window, no statistics, no question after the machine's outer address; all else is as set.
OFFLINE = (
    *("--server.headless", "true"),
    *("--browser.gatherUsageStats", "false"),
    *("--browser.serverAddress", "localhost"),
)
VIEWPORT_PX = (1440, 900)
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Server:
    """A running Streamlit server and its address."""

    url: str


def copy_app(folder: Path) -> Path:
    """Copy what the app runs on into a folder, so that the measured files do not change."""
    for part in APP_PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in APP_FILES:
        shutil.copy(ROOT / file, folder / file)
    return folder


@contextlib.contextmanager
def serve(folder: Path, script: str, log: Path) -> Iterator[Server]:
    """Serve a Streamlit script until the end of the block.

    Parameters
    ----------
    folder : working folder; its `.streamlit` settings hold, else Streamlit's own.
    script : path of the script, relative to `folder` or absolute.
    log : file that takes what the server prints.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *OFFLINE],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://localhost:{port}/"
        _wait_until_healthy(url, process, log)
        yield Server(url)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with (
            contextlib.suppress(OSError),
            _DIRECT.open(f"{url}_stcore/health", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def launch_browser() -> Iterator[Browser]:
    """Chromium without a window, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(BROWSER_OPTIONS)
        )
        try:
            yield browser
        finally:
            browser.close()


def new_context(browser: Browser) -> BrowserContext:
    """A visitor with an empty cache; its pages carry the probe."""
    width, height = VIEWPORT_PX
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(path=PROBE)
    context.set_default_timeout(60_000)
    return context


def open_page(
    context: BrowserContext, url: str, *, before: Callable[[Page], None] | None = None
) -> Page:
    """Open an address and wait for its first paint and then for its page to rest.

    `before` is called with the page before its first request.
    """
    page = context.new_page()
    if before is not None:
        before(page)
    page.goto(url, wait_until="commit")
    page.wait_for_function("probe.firstPaint !== null")
    page.evaluate("probe.rest()")
    return page
