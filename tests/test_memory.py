"""What visitors leave behind is given back some time after they have left."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator

import pytest
from route_server import serve_app
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from websockets.sync.client import connect

from components.server.memory import MemoryMiddleware
from components.server.routes import hold_open

LONGEST_S = 120


class Holder:
    """Something that only holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Python's collector does not come by itself."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("no_collector")
def test_what_holds_itself_goes_after_each_visit_that_ends() -> None:
    route = WebSocketRoute("/alive", hold_open)
    app = Starlette(routes=[route], middleware=[Middleware(MemoryMiddleware, after_s=0.01)])
    with serve_app(app) as server:
        for _ in range(2):
            left = weakref.ref(Holder())
            assert left() is not None
            with connect(server.url.replace("http", "ws", 1) + "alive", proxy=None):
                pass
            end = time.monotonic() + LONGEST_S
            while left() is not None:
                assert time.monotonic() < end
                time.sleep(0.01)
