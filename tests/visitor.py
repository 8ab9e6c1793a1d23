"""A visitor of the pages in Streamlit without a browser: Streamlit's own messages over a WebSocket."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from app_server import AppServer
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

TIMEOUT_S = 180


@dataclass
class Run:
    """What the server sent in one run of a page: texts of exceptions, ids of widgets, everything."""

    exceptions: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    elements: int = 0
    text: str = ""


@dataclass
class Visitor:
    """An open connection to the pages in Streamlit."""

    connection: ClientConnection

    def send(self, message: bytes | str) -> None:
        """Send what may be no message at all."""
        self.connection.send(message)

    def run(self, page: str = "", widgets: list[WidgetState] | None = None, **context: str) -> Run:
        """Have a page run with the states of some widgets, and read what it shows."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = context.pop("query", "")
        message.rerun_script.widget_states.widgets.extend(widgets or [])
        for name, value in context.items():
            setattr(message.rerun_script.context_info, name, value)
        self.send(message.SerializeToString())
        return self.read()

    def read(self) -> Run:
        """Read to the end of the run."""
        run = Run()
        while True:
            message = ForwardMsg.FromString(self.connection.recv(TIMEOUT_S, decode=False))
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                run.elements += 1
                run.text += str(element)
                shown = element.WhichOneof("type")
                if shown == "exception":
                    run.exceptions.append(f"{element.exception.type}: {element.exception.message}")
                id_ = getattr(getattr(element, shown, None), "id", "") if shown else ""
                block = message.delta.add_block
                ids = {id_, block.id, block.expandable.id} - {""}
                run.ids |= ids
            elif kind == "script_finished":
                return run


@contextlib.contextmanager
def visit_server(server: AppServer) -> Iterator[Visitor]:
    """Open a connection as the page of the server does, until the end of the block."""
    url = server.url.replace("http", "ws", 1) + "_stcore/stream"
    with connect(url, proxy=None, max_size=None, subprotocols=["streamlit"]) as connection:  # type: ignore[list-item]
        yield Visitor(connection)
