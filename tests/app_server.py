"""The app as a reader meets it: served by `streamlit run` in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("components", "geo", ".streamlit")
FILES = ("dashboard.py", "events.csv")
HOST = "127.0.0.1"
START_S = 300
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class AppServer:
    """A running app: its folder and its address, which ends with a slash."""

    folder: Path
    url: str

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the app's address; a `_` in the name of a header is a hyphen."""
        named = {name.replace("_", "-"): headers[name] for name in headers}
        return _ask(urllib.request.Request(self.url + path, headers=named))

    def send(self, method: str, path: str, body: bytes) -> Answer:
        """Send a body to a path below the app's address by some method of HTTP."""
        return _ask(urllib.request.Request(self.url + path, data=body, method=method))

    def health(self) -> Any:
        """The answer of the health route."""
        return self.get("api/health").json()

    def wait_for(self, holds: Callable[[Any], object]) -> Any:
        """The answer of the health route, once it is as `holds` wants it: a change is taken a moment later."""
        end = time.monotonic() + START_S
        while not holds(health := self.health()):
            if time.monotonic() > end:
                raise TimeoutError(f"the record did not become what it should be: {health}")
            time.sleep(0.1)
        return health

    def api(self, path: str, query: str = "") -> str:
        """Address of a route of the version that is served now, `{version}` in it filled in."""
        health = self.health()
        filled = path.format(version=health["version"])
        return f"api/{health['build']}/{filled}" + (f"?{query}" if query else "")

    def record(self) -> Any:
        """The record that is served now, as the browser gets it."""
        return self.get(self.api("record/{version}.json")).json()


def _ask(request: urllib.request.Request) -> Answer:
    try:
        with _DIRECT.open(request, timeout=START_S) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read())


def copy_app(folder: Path) -> Path:
    """Copy what the app runs on into a folder, so that its files can be changed."""
    for part in PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=ignored)
    for file in FILES:
        shutil.copy(ROOT / file, folder / file)
    return folder


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def start_command(port: int, *options: str, script: str = "dashboard.py") -> list[str]:
    """The command that serves a script of the working folder, and asks nothing of the network."""
    command = [sys.executable, "-m", "streamlit", "run", script]
    given = ["--server.port", str(port), "--server.address", HOST, "--server.headless", "true"]
    return [*command, *given, "--browser.gatherUsageStats", "false", *options]


@contextlib.contextmanager
def serve(
    folder: Path,
    log: Path,
    *,
    script: str = "dashboard.py",
    base_url_path: str = "",
    environ: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[AppServer]:
    """Serve the app of a folder until the end of the block.

    Parameters
    ----------
    folder : holds the script; its `.streamlit` settings hold, else Streamlit's own.
    log : file that takes what the server prints.
    script : what is served.
    base_url_path : `server.baseUrlPath`.
    environ : variables that are added to the environment.
    port : where it is served; a free port when None.
    """
    port = port or free_port()
    options = ("--server.baseUrlPath", base_url_path) if base_url_path else ()
    base = f"{base_url_path}/" if base_url_path else ""
    server = AppServer(folder, f"http://{HOST}:{port}/{base}")
    with log.open("wb") as output:
        process = subprocess.Popen(
            start_command(port, *options, script=script),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environ or {})},
        )
    try:
        _wait_for_health(server, process, log)
        yield server
    finally:
        process.kill()
        process.wait()


def _wait_for_health(server: AppServer, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if server.get("_stcore/health").status == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
            break
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
