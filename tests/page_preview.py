"""Reads what a page tells of itself to others, and the picture of it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from app_server import Answer, AppServer
from page_reader import Reader
from PIL import Image


@dataclass(frozen=True)
class Told:
    """The tags of a page by their names, each of which may stand once, and its canonical address."""

    tags: dict[str, str]
    canonical: str | None

    @property
    def title(self) -> str:
        """What the preview is headed."""
        return self.tags["og:title"]

    @property
    def sentence(self) -> str:
        """What the preview says."""
        return self.tags["og:description"]


def read_told(answer: Answer) -> Told:
    """The tags of an answer that is a page."""
    assert answer.status == 200
    reader = Reader(answer.body.decode())
    tags: dict[str, str] = {}
    for found in reader.list("meta"):
        name = found.get("property") or found.get("name")
        if name:
            assert name not in tags
            tags[name] = found["content"] or ""
    links = [found["href"] for found in reader.list("link") if found.get("rel") == "canonical"]
    assert len(links) <= 1
    return Told(tags, links[0] if links else None)


def open_picture(server: AppServer, address: str) -> Image.Image:
    """The picture at an absolute address of the server, decoded."""
    assert address.startswith(server.url)
    answer = server.get(address.removeprefix(server.url))
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/png"
    picture = Image.open(BytesIO(answer.body))
    picture.load()
    return picture
