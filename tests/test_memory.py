"""What visitors leave behind is given back some time after they have left."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import AppServer
from route_server import serve_app
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import WebSocketRoute
from visitor import visit_server
from websockets.sync.client import connect

from components.server.memory import MemoryMiddleware
from components.server.routes import hold_open

LONGEST_S = 120
#: Answers how many visits Streamlit holds.
COUNTING = """
from streamlit.runtime.app_session import AppSession
from starlette.responses import PlainTextResponse
from starlette.routing import Route

def count_visits(_request):
    return PlainTextResponse(str(sum(isinstance(held, AppSession) for held in gc.get_objects())))

routes.append(Route("/visits", count_visits))
app = st.App("""


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
    app = Starlette(routes=[route], middleware=[Middleware(MemoryMiddleware, kept_s=0.01)])
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


def _count_visits(folder: Path) -> None:
    """Serve the number of visits, and keep what is left by visitors for a second only."""
    dashboard, settings = folder / "dashboard.py", folder / ".streamlit" / "config.toml"
    code = dashboard.read_text(encoding="utf-8").replace("\napp = st.App(", COUNTING.rstrip())
    dashboard.write_text(code, encoding="utf-8")
    given = settings.read_text(encoding="utf-8")
    kept = given.replace("disconnectedSessionTTL = 30", "disconnectedSessionTTL = 1")
    settings.write_text(kept, encoding="utf-8")


@pytest.mark.server
def test_streamlit_forgets_who_has_left(serve_copy: Callable[..., AppServer]) -> None:
    server = serve_copy(_count_visits)
    for _ in range(8):
        with visit_server(server) as visitor:
            assert visitor.run("sources").exceptions == []

    end = time.monotonic() + LONGEST_S
    # Those that had Streamlit look are still kept.
    while int(server.get("visits").body) > 2:
        assert time.monotonic() < end
        time.sleep(0.1)
