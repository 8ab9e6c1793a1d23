"""Few questions are worked on at once, a limited number waits, and the addresses take turns."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from app_server import Answer, AppServer
from route_server import serve_app
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from components.server.gate import OF_ONE_ADDRESS, WAITING, Gate, HeldAnswer, read_address

LONGEST_S = 120
MB = 1_000_000


class Work:
    """Answers slowly: each question says its name and then waits until all may go."""

    def __init__(self) -> None:
        self.going = threading.Event()
        self.begun: list[str] = []
        self.at_once = self.most = 0
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Response:
        with self._lock:
            self.begun.append(request.query_params["name"])
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.going.wait(LONGEST_S)
        with self._lock:
            self.at_once -= 1
        return PlainTextResponse("done")


class Office:
    """A server with one route behind a gate, and those who ask it."""

    def __init__(self, server: AppServer, gate: Gate, work: Work, pool: ThreadPoolExecutor) -> None:
        self.server, self.gate, self.work = server, gate, work
        self._pool = pool

    def ask(self, name: str, address: str = "192.0.2.1") -> Answer:
        return self.server.get(f"work?name={name}", X_Forwarded_For=address)

    def send(self, name: str, address: str = "192.0.2.1") -> Future[Answer]:
        """Ask, and come back when the question is worked on or waits."""
        seen = len(self.work.begun) + self.gate.waiting
        asked = self._pool.submit(self.ask, name, address)
        wait_until(lambda: len(self.work.begun) + self.gate.waiting > seen)
        return asked


def wait_until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + LONGEST_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


@contextlib.contextmanager
def open_office(gate: Gate) -> Iterator[Office]:
    work = Work()
    app = Starlette(routes=[Route("/work", gate.guard(work.answer))])
    with serve_app(app) as server, ThreadPoolExecutor(16) as pool:
        try:
            yield Office(server, gate, work, pool)
        finally:
            work.going.set()


def test_few_are_worked_on_at_once_and_all_are_answered() -> None:
    with open_office(Gate(at_once=2)) as office:
        asked = [office.send(f"{number}") for number in range(12)]
        wait_until(lambda: office.gate.waiting == 10)
        office.work.going.set()

        assert {answer.result().status for answer in asked} == {200}
        assert office.work.most == 2
        assert office.gate.waiting == 0


def test_more_of_one_address_than_may_wait_are_sent_away_and_others_are_not() -> None:
    with open_office(Gate(at_once=1, of_one_address=2)) as office:
        waiting = [office.send(name) for name in "abc"]
        refused = office.ask("d")
        other = office.send("e", "192.0.2.2")
        office.work.going.set()

        assert refused.status == 429
        assert refused.headers["Retry-After"] == "2"
        assert refused.headers["Cache-Control"] == "no-store"
        reason = "2 questions of your address wait already; ask again in 2 seconds"
        assert refused.json() == {"error": reason}
        assert {answer.result().status for answer in [*waiting, other]} == {200}
        assert office.ask("d").status == 200


def test_more_than_may_wait_in_all_are_sent_away() -> None:
    with open_office(Gate(at_once=1, waiting=3)) as office:
        waiting = [office.send(f"{number}", f"192.0.2.{number}") for number in range(4)]
        refused = office.ask("d", "192.0.2.9")
        office.work.going.set()

        assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
        reason = "the server is busy, 3 questions wait already; ask again in 2 seconds"
        assert refused.json() == {"error": reason}
        assert {answer.result().status for answer in waiting} == {200}


def test_who_waits_too_long_is_told_so_and_leaves_the_line() -> None:
    with open_office(Gate(at_once=1, patience_s=0.05)) as office:
        first = office.send("a")
        refused = office.ask("b")

        assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
        reason = "the server is busy, the question has waited 0.05 seconds; ask again in 2 seconds"
        assert refused.json() == {"error": reason}
        assert office.gate.waiting == 0
        office.work.going.set()
        assert first.result().status == 200
        assert office.work.begun == ["a"]


def test_the_addresses_take_turns_however_much_one_of_them_asks() -> None:
    with open_office(Gate(at_once=1)) as office:
        asked = [office.send(name, "192.0.2.1") for name in "abcd"]
        asked += [office.send(name, "192.0.2.2") for name in "xy"]
        office.work.going.set()
        for answer in asked:
            answer.result()

        assert "".join(office.work.begun) == "abxcyd"


def test_nothing_is_made_for_one_who_has_gone() -> None:
    with open_office(Gate(at_once=1)) as office:
        first = office.send("a")
        address = urlsplit(office.server.url)
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.sendall(b"GET /work?name=gone HTTP/1.1\r\nHost: x\r\n\r\n")
            wait_until(lambda: office.gate.waiting == 1)
        last = office.send("b")
        office.work.going.set()

        assert first.result().status == last.result().status == 200
        assert office.work.begun == ["a", "b"]


def test_what_fails_gives_its_place_to_the_next() -> None:
    def fail(_request: Request) -> Response:
        raise ValueError("no answer")

    app = Starlette(routes=[Route("/work", Gate(at_once=1).guard(fail))])
    with serve_app(app) as server:
        assert [server.get("work").status for _ in range(3)] == [500] * 3


@contextlib.contextmanager
def serve_parts(
    gate: Gate, parts: Callable[[], Iterator[bytes]], longest_s: float
) -> Iterator[AppServer]:
    """A download behind a place that is held until it is sent."""
    work = Gate(at_once=1)

    async def send(request: Request) -> Response:
        return StreamingResponse(work.make_parts(request, parts()))

    with serve_app(
        Starlette(routes=[Route("/table", HeldAnswer(gate, send, longest_s))])
    ) as server:
        yield server


@contextlib.contextmanager
def ask_and_wait(server: AppServer) -> Iterator[socket.socket]:
    """The connection of a reader who has got the beginning of an answer."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(b"GET /table HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        connection.recv(100)
        yield connection


def test_a_reader_who_takes_nothing_gives_up_the_place_in_the_end() -> None:
    def parts() -> Iterator[bytes]:
        return (bytes(MB) for _ in range(20))

    # What the system holds of a connection is less; the one that reads has far more time than it takes.
    with serve_parts(Gate(at_once=1), parts, longest_s=5) as server, ask_and_wait(server):
        assert len(server.get("table").body) == 20 * MB


def test_a_download_is_made_as_it_is_taken() -> None:
    made: list[int] = []

    def parts() -> Iterator[bytes]:
        for number in range(100):
            made.append(number)
            yield bytes(MB)

    with serve_parts(Gate(at_once=1), parts, LONGEST_S) as server, ask_and_wait(server) as reader:
        taken, ahead = 0, 0
        while piece := reader.recv(MB):
            taken += len(piece)
            ahead = max(ahead, len(made) * MB - taken)

    assert taken > 100 * MB
    # What the system holds of a connection, and a few parts.
    assert ahead < 30 * MB


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
        (None, ""),
    ],
)
def test_a_visitor_of_ipv6_has_a_whole_network(host: str | None, address: str) -> None:
    scope = {"type": "http", "client": None if host is None else (host, 1)}
    assert read_address(Request(scope)) == address


def test_a_class_behind_one_address_may_ask_with_all_its_connections() -> None:
    assert 30 * 6 <= OF_ONE_ADDRESS <= WAITING / 2
