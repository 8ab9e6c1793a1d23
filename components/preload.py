"""Tells the browser with the page itself what the map will ask for, before Streamlit has drawn anything."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.routes import asset_paths, module_paths, record_path
from components.store import STORE


class PreloadMiddleware:
    """Adds `Link` headers (RFC 8288) to every page, with addresses relative to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add the header to an answer that is a page."""

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", preload_links())
            await send(message)

        await self.app(scope, receive, send_with_links if scope["type"] == "http" else send)


def preload_links() -> str:
    """The modules of the map and the record as it is now."""
    paths = asset_paths()
    modules = [paths["leaflet"], paths["ground"], *module_paths()]
    links = [f'<{path}>; rel="modulepreload"' for path in modules]
    record = record_path(STORE.current().record.version)
    return ", ".join([*links, f'<{record}>; rel="preload"; as="fetch"; crossorigin="anonymous"'])
