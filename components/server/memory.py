"""Gives memory back to the system after visitors have left: Streamlit, Python and the C library keep it."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Where Streamlit's visitors are connected, below the base path.
STREAM = "/_stcore/stream"
#: What is left out of a visitor's handshake: it names him.
PERSONAL = (b"cookie", b"sec-websocket-protocol")


class MemoryMiddleware:
    """Gives memory back after visitors of Streamlit's pages have left, once for all who left meanwhile.

    Streamlit looks whom it may forget only when somebody leaves. So a visitor of the server's own comes
    and goes when the time of the last one is over.

    Parameters
    ----------
    kept_s : seconds for which Streamlit keeps what a visitor left (`server.disconnectedSessionTTL`).
    """

    def __init__(self, app: ASGIApp, kept_s: float) -> None:
        self.app = app
        self._kept_s = kept_s
        self._left: Scope | None = None
        self._tidying: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and see who leaves."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        came = dict(scope)
        try:
            await self.app(scope, receive, send)
        finally:
            if self._left is None or came["path"].endswith(STREAM):
                self._left = came
            if self._tidying is None or self._tidying.done():
                self._tidying = asyncio.get_running_loop().create_task(self._tidy())

    async def _tidy(self) -> None:
        while self._left is not None:
            scope, self._left = self._left, None
            await asyncio.sleep(self._kept_s + 1)
            await self._come_and_go(scope)
            await asyncio.to_thread(give_back)

    async def _come_and_go(self, scope: Scope) -> None:
        """Open a connection as the one that has left, as nobody, and close it."""
        accepted = asyncio.Event()
        came = False

        async def receive() -> Message:
            nonlocal came
            if not came:
                came = True
                return {"type": "websocket.connect"}
            await accepted.wait()
            return {"type": "websocket.disconnect", "code": 1001}

        async def send(message: Message) -> None:
            if message["type"] != "websocket.send":
                accepted.set()

        headers = [pair for pair in scope["headers"] if pair[0] not in PERSONAL]
        protocols = scope.get("subprotocols", [])[:1]
        nobody: dict[str, Any] = {**scope, "headers": headers, "subprotocols": protocols}
        await self.app(nobody, receive, send)


def give_back() -> None:
    """Collect what only holds itself, and give free memory back where the C library can (glibc)."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
