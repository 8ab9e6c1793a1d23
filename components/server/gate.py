"""How many questions that take work are answered at once, and how many may wait."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

#: Questions that are worked on at once.
AT_ONCE = 2
#: Questions of one visitor address that may wait: a browser sends six at once (HTTP/1.1), and a
#: class of thirty behind one address needs room for all of theirs.
OF_ONE_ADDRESS = 200
#: Questions that may wait in all.
WAITING = 800
#: Longest wait, seconds.
PATIENCE_S = 15.0
#: When to ask again, seconds.
AGAIN_S = 2
#: Downloads that are sent at once, and the longest time that one of them may take, seconds.
DOWNLOADS, DOWNLOAD_S = 8, 1800.0
#: Longest wait for a copy of the record, seconds.
COPY_PATIENCE_S = 60.0
#: What a server answers to one who has gone (as nginx has it); nobody reads it.
GONE = 499

Answer = Callable[[Request], Response]
AsyncAnswer = Callable[[Request], Awaitable[Response]]


class BusyError(Exception):
    """A question is not answered now; says why, with the status of HTTP for it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{reason}; ask again in {AGAIN_S} seconds")
        self.status = status


class Gate:
    """Lets a few through at once and has the others wait; for one event loop.

    Those of one address wait for one another: the addresses that wait take turns, so that a visitor
    with a hundred questions does not hold up another with one. Nothing is kept of an address that
    does not wait.

    Parameters
    ----------
    at_once : how many are let through.
    waiting : how many may wait.
    of_one_address : how many of one address may wait.
    patience_s : longest wait, seconds.
    """

    def __init__(
        self,
        *,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        of_one_address: int = OF_ONE_ADDRESS,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._free = at_once
        self._most = waiting
        self._most_of_one = of_one_address
        self._patience_s = patience_s
        #: Those who wait by address, the address whose turn is next at the beginning.
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return self._waiting

    @contextlib.asynccontextmanager
    async def pass_through(self, address: str, *, patient: bool = False) -> AsyncIterator[None]:
        """A place, once it is the turn of the address, until the end of the block.

        Parameters
        ----------
        address : of the visitor.
        patient : wait however long it takes, and however many wait.

        Raises
        ------
        BusyError : too many wait, or the wait has been too long.
        """
        if self._free:
            self._free -= 1
        else:
            if not patient:
                self._check_lines(address)
            await self._wait(address, None if patient else self._patience_s)
        try:
            yield
        finally:
            self._give_on()

    def _check_lines(self, address: str) -> None:
        if len(self._lines.get(address, ())) >= self._most_of_one:
            raise BusyError(429, f"{self._most_of_one} questions of your address wait already")
        if self._waiting >= self._most:
            raise BusyError(503, f"the server is busy, {self._most} questions wait already")

    async def _wait(self, address: str, patience_s: float | None) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(address, deque()).append(turn)
        self._waiting += 1
        try:
            await asyncio.wait([turn], timeout=patience_s)
        except asyncio.CancelledError:
            if turn.done():
                self._give_on()
            else:
                self._leave_line(address, turn)
            raise
        if not turn.done():
            self._leave_line(address, turn)
            reason = f"the server is busy, the question has waited {patience_s:g} seconds"
            raise BusyError(503, reason)

    def _give_on(self) -> None:
        """Give a place to the next address, which then is the last."""
        if not self._lines:
            self._free += 1
            return
        address, line = self._lines.popitem(last=False)
        line.popleft().set_result(None)
        self._waiting -= 1
        if line:
            self._lines[address] = line

    def _leave_line(self, address: str, turn: asyncio.Future[None]) -> None:
        line = self._lines[address]
        line.remove(turn)
        self._waiting -= 1
        if not line:
            del self._lines[address]

    def guard(self, answer: Answer) -> AsyncAnswer:
        """The same answer, made in a thread once there is a place; 429 or 503 when there is none.

        Nothing is made for a visitor who has gone meanwhile.

        Parameters
        ----------
        answer : makes the answer to a request.
        """

        async def answer_in_turn(request: Request) -> Response:
            try:
                async with self.pass_through(read_address(request)):
                    if await request.is_disconnected():
                        return Response(status_code=GONE)
                    return await run_in_threadpool(answer, request)
            except BusyError as error:
                return _refuse(error)

        return answer_in_turn

    async def make_parts(self, request: Request, parts: Iterator[bytes]) -> AsyncIterator[bytes]:
        """Parts of an answer that has begun, each made in a thread when the one before is taken.

        Parameters
        ----------
        request : what is answered.
        parts : makes the parts, none of them empty.
        """
        address = read_address(request)
        while True:
            async with self.pass_through(address, patient=True):
                part = await run_in_threadpool(next, parts, b"")
            if not part:
                return
            yield part


class HeldAnswer:
    """An answer that keeps its place until it is sent, for a limited time.

    What a slow reader has not taken yet stays in memory.

    Parameters
    ----------
    gate : gives the places.
    answer : makes the answer to a request.
    longest_s : the connection is closed when making and sending take longer, seconds.
    """

    def __init__(self, gate: Gate, answer: AsyncAnswer, longest_s: float = DOWNLOAD_S) -> None:
        self._gate = gate
        self._answer = answer
        self._longest_s = longest_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        try:
            async with self._gate.pass_through(read_address(request)):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._longest_s):
                        response = await self._answer(request)
                        await response(scope, receive, send)
        except BusyError as error:
            await _refuse(error)(scope, receive, send)


def _refuse(error: BusyError) -> Response:
    headers = {"Cache-Control": "no-store", "Retry-After": str(AGAIN_S)}
    return JSONResponse({"error": str(error)}, error.status, headers)


def read_address(request: Request) -> str:
    """The address of a visitor; of IPv6 the network of 64 bits, which one visitor has to himself."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return host
