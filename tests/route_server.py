"""The routes of the app over HTTP without Streamlit: served from a thread of the test."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import uvicorn
from app_server import HOST, ROOT, AppServer
from starlette.applications import Starlette

from components.server.middleware import make_middleware
from components.server.routes import make_routes

START_S = 120


def run_apart(ask: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine to its end in a thread: the test's own may have an open browser's loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, ask).result()


@contextlib.contextmanager
def serve_routes(
    base_url_path: str = "", hosts: Iterable[str] = (), frames: str = "", public: str = ""
) -> Iterator[AppServer]:
    """Serve the routes and the middleware until the end of the block.

    Parameters
    ----------
    base_url_path : as `server.baseUrlPath`.
    hosts : further hosts whose pages may open a connection.
    frames : origins, separated by blanks, whose pages may frame those of the app.
    public : address of the root as readers see it.
    """
    middleware = make_middleware(hosts, frames=frames, base_url_path=base_url_path, public=public)
    app = Starlette(routes=make_routes(base_url_path), middleware=middleware)
    with serve_app(app, f"{base_url_path}/" if base_url_path else "") as server:
        yield server


@contextlib.contextmanager
def serve_app(app: Starlette, path: str = "") -> Iterator[AppServer]:
    """Serve an app until the end of the block.

    Parameters
    ----------
    app : the app.
    path : where it lies on its server.
    """
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", lifespan="off", ws="websockets-sansio")
    )
    with socket.create_server((HOST, 0)) as listener:
        port = listener.getsockname()[1]
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        deadline = time.monotonic() + START_S
        while not server.started:
            assert thread.is_alive()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        try:
            yield AppServer(ROOT, f"http://{HOST}:{port}/{path}")
        finally:
            server.should_exit = True
            thread.join()
