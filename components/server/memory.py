"""Gives memory back to the system after visitors have left: Python and the C library keep it otherwise."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys

from starlette.types import ASGIApp, Receive, Scope, Send

#: Seconds between the first visitor who leaves and the giving back, which serves all who left meanwhile.
AFTER_S = 20.0


class MemoryMiddleware:
    """Gives memory back some time after visitors of Streamlit's pages have left, not for each of them.

    Parameters
    ----------
    after_s : seconds until then.
    """

    def __init__(self, app: ASGIApp, after_s: float = AFTER_S) -> None:
        self.app = app
        self._after_s = after_s
        self._timer: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, and see who leaves."""
        try:
            await self.app(scope, receive, send)
        finally:
            if scope["type"] == "websocket" and self._timer is None:
                loop = asyncio.get_running_loop()
                self._timer = loop.call_later(self._after_s, self._begin, loop)

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        loop.run_in_executor(None, give_back)


def give_back() -> None:
    """Collect what only holds itself, and give free memory back where the C library can (glibc)."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
