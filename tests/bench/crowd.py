"""Visitors without a browser: Streamlit's messages over WebSockets, and the plain page over HTTP."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from app_server import HOST
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

#: Longest time that one answer may take.
PATIENCE_S = 60.0
#: Visitors who open the page in one second at most, Streamlit's and the plain one.
ARRIVALS, PLAIN_ARRIVALS = 10.0, 50.0
SEED = 10
ADDRESS = re.compile(r'(?:src|href)="\.\./([^"]+)"')
DETAIL = re.compile(r'"detail":"([^"]+)"')


class CrowdError(Exception):
    """A visitor did not get what was asked for; says what came."""


@dataclass
class Timings:
    """What the visitors of a crowd waited for, seconds, and what went wrong, by its words.

    `firsts` are first runs, or the plain page up to the record; `reruns` the further runs, or the
    rest of the plain page. `present` is how many are there now.
    """

    firsts: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    present: int = 0


Visit = Callable[[int, Timings, random.Random, asyncio.Event], Awaitable[None]]


@contextlib.contextmanager
def gather_crowd(visit: Visit, count: int, arrivals: float) -> Iterator[Timings]:
    """Visitors who arrive one after another and stay until the end of the block.

    They have a thread of their own. What a visitor meets is noted, and he leaves.

    Parameters
    ----------
    visit : comes, acts until the event is set, and goes.
    count : how many visitors.
    arrivals : how many come in a second.
    """
    timings, started = Timings(), threading.Event()
    ending: list[Callable[[], object]] = []

    async def stay() -> None:
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        ending.append(lambda: loop.call_soon_threadsafe(end.set))
        started.set()
        await asyncio.gather(
            *(_come(visit, number, timings, end, number / arrivals) for number in range(count))
        )
        await end.wait()

    thread = threading.Thread(target=lambda: asyncio.run(stay()), name="crowd", daemon=True)
    thread.start()
    started.wait()
    try:
        yield timings
    finally:
        ending[0]()
        thread.join()


async def _come(
    visit: Visit, number: int, timings: Timings, end: asyncio.Event, after_s: float
) -> None:
    if await _rest(end, after_s):
        return
    timings.present += 1
    try:
        await visit(number, timings, random.Random(f"{SEED} {number}"), end)
    except Exception as error:
        timings.errors[f"{type(error).__name__}: {error}"[:200]] += 1
    finally:
        timings.present -= 1


async def _rest(end: asyncio.Event, seconds: float) -> bool:
    """Wait, at most until the end; whether it has come."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(end.wait(), seconds)
    return end.is_set()


def visit_pages(port: int, pages: tuple[str, ...], pace_s: float) -> Visit:
    """Visits to pages in Streamlit: first the front page, then one page after another.

    Parameters
    ----------
    port : of the server.
    pages : names of the pages, "" for the front page.
    pace_s : mean of the seconds between two of them.
    """

    async def visit(_number: int, timings: Timings, rng: random.Random, end: asyncio.Event) -> None:
        async with connect(
            f"ws://{HOST}:{port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            proxy=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,
        ) as socket:
            timings.firsts.append(await _run_page(socket, ""))
            for page in itertools.cycle(pages):
                if await _rest(end, rng.uniform(0.5, 1.5) * pace_s):
                    return
                timings.reruns.append(await _run_page(socket, page))

    return visit


async def _run_page(socket: ClientConnection, page: str) -> float:
    """Have a page run; seconds until it has."""
    ask = BackMsg()
    ask.rerun_script.page_name = page
    began = time.perf_counter()
    await socket.send(ask.SerializeToString())
    while True:
        content = await asyncio.wait_for(socket.recv(decode=False), PATIENCE_S)
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise CrowdError(message.delta.new_element.exception.message)
        if kind == "script_finished":
            return time.perf_counter() - began


def visit_plain_page(port: int) -> Visit:
    """Visits to the plain page: the page, what it names, its detail; then the connection is held."""

    async def visit(
        _number: int, timings: Timings, _rng: random.Random, end: asyncio.Event
    ) -> None:
        began = time.perf_counter()
        page = (await _fetch(port, "view/")).decode()
        named = dict.fromkeys(ADDRESS.findall(page))
        await asyncio.gather(*(_fetch(port, path) for path in named))
        timings.firsts.append(time.perf_counter() - began)
        began = time.perf_counter()
        for path in DETAIL.findall(page):
            await _fetch(port, path)
        timings.reruns.append(time.perf_counter() - began)
        address = f"ws://{HOST}:{port}/api/alive"
        async with connect(address, proxy=None, open_timeout=PATIENCE_S, ping_interval=None):
            await end.wait()

    return visit


async def _fetch(port: int, path: str) -> bytes:
    """The body of an answer, unpacked by nobody.

    Raises
    ------
    CrowdError : the answer is no 200.
    """
    async with asyncio.timeout(PATIENCE_S):
        reader, writer = await asyncio.open_connection(HOST, port)
        compress = "gzip" if path != "view/" else "identity"
        lines = [f"GET /{path} HTTP/1.1", f"Host: {HOST}:{port}", "Connection: close"]
        writer.write("\r\n".join([*lines, f"Accept-Encoding: {compress}", "", ""]).encode())
        answer = await reader.read()
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    if head.split(b" ", 2)[1:2] != [b"200"]:
        raise CrowdError(f"{path}: {head[:100].decode(errors='replace')}")
    return body
