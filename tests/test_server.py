"""The app as `streamlit run` serves it: its pages, its start, and that it asks no other host."""

from __future__ import annotations

import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from app_server import HOST, ROOT, AppServer, copy_app, free_port, serve, start_command
from handshake import shake_hands

from components.server.assets import ground_path

pytestmark = pytest.mark.server
START_S = 300
#: Notes each host beside the own machine that the process looks up or connects to, and refuses it.
WATCHER = """
import os, socket

def refuse(host):
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if not name.startswith(("127.", "::1", "::", "0.0.0.0", "localhost", "/")):
        with open(os.environ["ASKED"], "a", encoding="utf-8") as file:
            file.write(name + "\\n")
        raise OSError(f"{name} was asked")

def watch(call):
    def watched(first, *rest, **named):
        address = rest[0] if rest and isinstance(first, socket.socket) else first
        refuse(address[0] if isinstance(address, tuple) else address)
        return call(first, *rest, **named)
    return watched

socket.getaddrinfo = watch(socket.getaddrinfo)
socket.socket.connect = watch(socket.socket.connect)
socket.socket.connect_ex = watch(socket.socket.connect_ex)
"""


def test_the_routes_are_served_beside_streamlits_own(site: AppServer) -> None:
    assert site.health()["status"] == "ok"
    assert site.get("view/").status == 200
    assert site.get("_stcore/health").status == 200


def test_a_page_names_what_its_map_will_load(site: AppServer) -> None:
    named = re.findall(r"<([^>]+)>", site.get("").headers["Link"])

    assert {site.api("record/{version}.json"), ground_path()} <= set(named)
    assert {site.get(path).status for path in named} == {200}
    assert site.get("api/health").headers["Link"] is None
    assert site.get("view/").headers["Link"] is None


@pytest.mark.parametrize("path", ["_stcore/stream", "api/alive"])
def test_pages_of_the_own_origin_open_a_connection_and_others_do_not(
    site: AppServer, path: str
) -> None:
    own = site.url.rstrip("/")
    port = urlsplit(own).port

    assert shake_hands(site, path) == 101
    assert shake_hands(site, path, Origin=own) == 101
    assert shake_hands(site, path, Origin="http://war.example", Host="war.example") == 101
    assert shake_hands(site, path, Origin=f"http://localhost:{port}") == 101
    assert shake_hands(site, path, Origin="http://localhost:1") == 403
    assert shake_hands(site, path, Origin="http://127.0.0.1:1") == 403
    assert shake_hands(site, path, Origin="http://localhost") == 403
    assert shake_hands(site, path, Origin="https://other.example") == 403


def test_another_port_of_this_machine_opens_a_connection_once_it_is_named(tmp_path: Path) -> None:
    named = {"STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "http://localhost:3000"}
    with serve(ROOT, tmp_path / "log.txt", environ=named) as server:
        assert shake_hands(server, "_stcore/stream", Origin="http://localhost:3000") == 101
        assert shake_hands(server, "_stcore/stream", Origin="http://localhost:3001") == 403


# The start


def test_the_documented_start_is_open_to_this_machine_alone() -> None:
    with _serve_as_a_reader_does(dict(os.environ)) as server:
        port = urlsplit(server.url).port
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", port), timeout=20)


def _change_events(content: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "events.csv"
        path.write_bytes(content(path.read_bytes()))

    return change


def _run_to_the_end(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """What a start that fails prints."""
    return subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            lambda folder: (folder / "events.csv").unlink(),
            "events.csv: the file is missing; put it back, or restore it from the repository",
            id="missing",
        ),
        pytest.param(
            _change_events(lambda content: content.decode().encode("utf-16")),
            "events.csv: the file is UTF-16; save it as CSV, UTF-8, separated by commas",
            id="UTF-16",
        ),
        pytest.param(
            lambda folder: (folder / "geo" / "data" / "water.geojson").unlink(),
            "water.geojson is missing; make it with `python -m geo.data.make_ground`",
            id="without water",
        ),
    ],
)
def test_the_server_does_not_start_on_files_that_it_cannot_use_and_says_why(
    tmp_path: Path, change: Callable[[Path], None], message: str
) -> None:
    folder = copy_app(tmp_path / "app")
    change(folder)

    ended = _run_to_the_end(start_command(free_port()), folder)

    assert ended.returncode != 0
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    assert len(lines) == 1
    assert lines[0].startswith("The dashboard cannot start: ")
    assert message in lines[0]
    assert "Traceback" not in ended.stdout + ended.stderr


def test_the_server_does_not_start_without_docstrings_and_says_so(tmp_path: Path) -> None:
    program, *rest = start_command(free_port())
    ended = _run_to_the_end([program, "-OO", *rest], copy_app(tmp_path / "app"))

    assert ended.returncode == 1
    assert ended.stderr.strip() == (
        "The dashboard cannot start: Python runs without docstrings (-OO, PYTHONOPTIMIZE=2), which a "
        "library needs; start it without that option, or with -O"
    )


def _write_nothing() -> None:
    """No file takes a byte, as on a full disk or in a folder that may only be read."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_two_servers_start_side_by_side_where_nothing_can_be_written(tmp_path: Path) -> None:
    folder = copy_app(tmp_path / "Ünïcode Ցուցակ & 100%")
    environ = {**os.environ, "TMPDIR": "/nowhere", "HOME": "/nowhere"}
    with (
        _serve_as_a_reader_does(environ, folder, _write_nothing) as first,
        _serve_as_a_reader_does(environ, folder, _write_nothing) as second,
    ):
        for server in (first, second):
            assert server.health()["counts"]["events"] == len(server.record()["events"]["id"])
            assert [server.get(path).status for path in ("", "view/", "sources")] == [200] * 3


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        ended = _run_to_the_end(start_command(port), ROOT)

    assert ended.returncode != 0
    assert len(ended.stderr.splitlines()) == 1
    assert f"Port {port} is not available" in ended.stderr


# No request leaves the machine


@pytest.fixture
def watched(tmp_path: Path) -> dict[str, str]:
    """The environment of a process whose questions to other hosts are noted in the file ASKED."""
    (tmp_path / "sitecustomize.py").write_text(WATCHER, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(tmp_path), "ASKED": str(tmp_path / "asked.txt")}


@contextmanager
def _serve_as_a_reader_does(
    environ: dict[str, str],
    folder: Path = ROOT,
    before: Callable[[], None] | None = None,
) -> Iterator[AppServer]:
    """The app of a folder with its own settings alone, on a machine without a screen.

    `before` is called in the new process, ahead of the program.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    process = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.headless", "true"],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=before,
    )
    server = AppServer(folder, f"http://{HOST}:{port}/")
    try:
        deadline = time.monotonic() + START_S
        while not _is_up(server):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield server
    finally:
        process.kill()
        process.wait()


def _is_up(server: AppServer) -> bool:
    try:
        return server.get("_stcore/health").status == 200
    except OSError:
        return False


def test_the_server_asks_no_other_host_not_even_about_a_foreign_page(
    watched: dict[str, str],
) -> None:
    asked = Path(watched["ASKED"])
    with _serve_as_a_reader_does(watched) as server:
        assert server.get("").status == 200
        assert server.get("_stcore/host-config").status == 200
        for origin in ("https://other.example", "http://192.0.2.7:8501", "null"):
            assert shake_hands(server, "_stcore/stream", Origin=origin) == 403

    assert not asked.exists(), asked.read_text(encoding="utf-8")


def test_the_watcher_notes_who_is_asked(watched: dict[str, str]) -> None:
    script = (
        "from streamlit import net_util; net_util.get_external_ip(); net_util.get_internal_ip()"
    )
    subprocess.run([sys.executable, "-c", script], env=watched, capture_output=True, check=True)

    asked = Path(watched["ASKED"]).read_text(encoding="utf-8").split()
    assert "8.8.8.8" in asked
    assert len(set(asked)) >= 2
