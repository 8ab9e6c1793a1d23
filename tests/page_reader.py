"""Reads a page strictly, as a validator would."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "link"}


class Reader(HTMLParser):
    """Reads a page and refuses what a browser would have to mend.

    `tags` holds each element with its attributes, `texts` the text of the elements of a name, `parts`
    the text of each element that has some, with the place of the element in `tags`.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[int] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.parts: dict[int, str] = {}
        self.declared = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_decl(self, decl: str) -> None:
        assert not self.tags
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names))
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(len(self.tags) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(f"<{tag}/>, {attrs}: HTML has no such end")

    def handle_endtag(self, tag: str) -> None:
        assert self.tags[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and data.strip():
            place = self.open[-1]
            name = self.tags[place][0]
            self.texts[name] = self.texts.get(name, "") + data
            self.parts[place] = self.parts.get(place, "") + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def list(self, tag: str) -> list[dict[str, str | None]]:
        """Attributes of all elements of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def text_of(self, id_: str) -> str:
        """The text of the element with an id."""
        [place] = [k for k, (_, attributes) in enumerate(self.tags) if attributes.get("id") == id_]
        return self.parts[place]

    def data(self) -> dict[str, Any]:
        """What the page hands to the app."""
        read: dict[str, Any] = json.loads(self.text_of("explore-data"))
        return read
