"""Servers in processes of their own, what they use of the machine, and sessions without a browser."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app_server import HOST, ROOT
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

BYTES_PER_MB = 1_000_000
#: A record of a million events is made before the first answer.
START_S = 300
#: Longest time that the further sessions may take together.
SESSIONS_S = 30
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True)
class Server:
    """A running server: its port and the process that was started."""

    port: int
    pid: int

    @property
    def url(self) -> str:
        """Its address, which ends with a slash."""
        return f"http://{HOST}:{self.port}/"

    def cpu_s(self) -> float:
        """Processor time of the server and its children until now, user and system."""
        ticks = 0
        for pid in list_tree(self.pid):
            with contextlib.suppress(OSError):
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory of the server and its children, in MB of a million bytes."""
        pages = 0
        for pid in list_tree(self.pid):
            with contextlib.suppress(OSError):
                pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / BYTES_PER_MB


def list_tree(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for parent in found:
        for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                found += [int(child) for child in tasks.read_text().split()]
    return found


def fetch(url: str, *, packed: bool = True) -> bytes:
    """What an address answers, unpacked by nobody; asked for as gzip or as it is."""
    request = urllib.request.Request(
        url, headers={"Accept-Encoding": "gzip" if packed else "identity"}
    )
    with _DIRECT.open(request, timeout=60) as answer:
        body: bytes = answer.read()
    return body


@contextlib.contextmanager
def serve_command(
    command: Sequence[str],
    *,
    port: int,
    log: Path,
    health: str,
    cwd: Path = ROOT,
    environ: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Run a server until the end of the block.

    Parameters
    ----------
    command : starts it.
    port : where it listens.
    log : file that takes what it prints.
    health : path that answers when it is ready.
    cwd : its working folder.
    environ : variables that are added to the environment.

    Raises
    ------
    RuntimeError : it did not start.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            list(command),
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environ or {})},
        )
    server = Server(port, process.pid)
    try:
        _wait_for(server.url + health, process, log)
        yield server
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            fetch(url)
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return
        except OSError:
            pass
        else:
            return
        time.sleep(0.05)
    raise RuntimeError(f"a server did not start: {log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def delay(server: Server, port: int, *, round_trip_ms: int, log: Path) -> Iterator[Server]:
    """The same server at the end of a longer way."""
    numbers = [str(port), str(server.port), str(round_trip_ms)]
    command = [sys.executable, "-m", "tests.bench.delay", *numbers]
    with serve_command(command, port=port, log=log, health="") as way:
        yield way


@contextlib.contextmanager
def open_sessions(server: Server, count: int, query: str = "") -> Iterator[None]:
    """Further sessions of a Streamlit app, each run to its end, until the end of the block.

    They speak the protocol of Streamlit's page without a browser around it.

    Raises
    ------
    TimeoutError : they take too long together.
    """
    deadline = time.monotonic() + SESSIONS_S
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{count} sessions take more than {SESSIONS_S} s")
            stack.enter_context(_open_session(server, query))
        yield


@contextlib.contextmanager
def _open_session(server: Server, query: str) -> Iterator[ClientConnection]:
    address = f"ws://{HOST}:{server.port}/_stcore/stream"
    origin = Origin(server.url.rstrip("/"))
    with connect(
        address, subprotocols=[Subprotocol("streamlit")], origin=origin, max_size=None, proxy=None
    ) as socket:
        ask = BackMsg()
        ask.rerun_script.query_string = query
        socket.send(ask.SerializeToString())
        finished = False
        while not finished:
            message = socket.recv(timeout=60)
            assert isinstance(message, bytes)
            finished = ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"
        yield socket
