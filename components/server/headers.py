"""The headers that stand on every answer: what a page may load, who may frame it, what it tells others.

Content Security Policy level 3 (W3C); what Streamlit's pages need is explained in `hooks.md`.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from importlib.resources import files

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: The environment's name for the origins, separated by blanks, whose pages may frame these.
FRAMES_SETTING = "DASHBOARD_FRAME_ANCESTORS"
#: Whom the switch "Online background" of the map asks.
TILES = "https://tile.openstreetmap.org"
INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
#: What the plain page loads; all that is not named is refused.
PLAIN = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": f"'self' data: {TILES}",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
REFUSED_FEATURES = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "screen-wake-lock", "usb",
)  # fmt: skip
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED_FEATURES),
}


class FrameError(ValueError):
    """The setting of who may frame the pages cannot be used; says which part of it, and the cure."""


class HeaderMiddleware:
    """Sets the headers on each answer, also on the one that tells of an error of the program.

    Parameters
    ----------
    frames : origins, separated by blanks, that may frame the pages beside the app's own.

    Raises
    ------
    FrameError : one of them is no origin.
    """

    def __init__(self, app: ASGIApp, frames: str) -> None:
        self.app = app
        ancestors = {"frame-ancestors": " ".join(["'self'", *read_origins(frames)])}
        self._plain = write_policy({**PLAIN, **ancestors})
        self._streamlit = write_policy({**streamlit_policy(), **ancestors})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        policy = self._plain if scope["path"].endswith("/view/") else self._streamlit
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy
                headers.update(FIXED)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:
            # Starlette's own answer to an error is made outside of all middleware.
            if not started:
                answer = PlainTextResponse("Internal Server Error", status_code=500)
                await answer(scope, receive, send_with_headers)
            raise


def frames_setting() -> str:
    """Who may frame the pages, as the environment names them."""
    return os.environ.get(FRAMES_SETTING, "")


def read_origins(text: str) -> list[str]:
    """Origins out of a text that separates them by blanks.

    >>> read_origins("https://school.example  http://localhost:8000")
    ['https://school.example', 'http://localhost:8000']

    Raises
    ------
    FrameError : a part is not scheme and host, with or without a port.
    """
    for part in text.split():
        if not re.fullmatch(r"https?://(\*\.)?[\w.-]+(:\d+)?", part, re.ASCII):
            raise FrameError(
                f"{FRAMES_SETTING}: {part!r} is not an origin; write scheme and host alone, such "
                "as https://school.example, with blanks between several"
            )
    return text.split()


def streamlit_policy() -> dict[str, str]:
    """What Streamlit's own pages load and run; see `hooks.md` for which of its parts needs what."""
    page = (files("streamlit") / "static" / "index.html").read_bytes()
    scripts = " ".join(f"'{hash_script(script)}'" for script in INLINE_SCRIPT.findall(page))
    return {
        "default-src": "'self'",
        "script-src": f"'self' blob: 'wasm-unsafe-eval' {scripts}",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {TILES}",
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def hash_script(script: bytes) -> str:
    """How a policy names a script that stands in the page.

    >>> hash_script(b"")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode()


def write_policy(directives: Mapping[str, str]) -> str:
    """The policy as the header has it.

    >>> write_policy({"default-src": "'none'", "img-src": "'self' data:"})
    "default-src 'none'; img-src 'self' data:"
    """
    return "; ".join(f"{name} {value}" for name, value in directives.items())
