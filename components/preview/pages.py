"""What is told of each page of the app for a link to it: words, and where the page and its picture are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from components.catalogue import _
from components.explore.lead import TAGLINE, TITLE
from components.labels import label_kind, source_words
from components.pages import MAP, SOURCES, Page
from components.preview.link_reading import read_link
from components.preview.tags import Preview
from components.preview.view import find_shown, read_opening, read_view
from components.preview.words import (
    clip_words,
    describe_view,
    write_alternative,
    write_sentence,
    write_title,
)
from components.server.addresses import picture_path
from components.server.response_cache import BODIES, unpack_body
from geo.record import Record


@dataclass(frozen=True)
class PageWords:
    """What is told of a page; `query` is the link in its normal form, `picture` that of its picture."""

    title: str
    sentence: str
    alternative: str
    query: str
    picture: str


def describe_page(record: Record, page: Page, query: str) -> PageWords:
    """The words of a page for a link, made once for all links that mean the same.

    Parameters
    ----------
    record : the record as it is today.
    page : one of `components.pages`.
    query : what follows the question mark, percent-encoded; what is wrong in it is left out.
    """
    if page is MAP:
        view = read_view(query, record)
        return _keep(
            (record.version, page.key, view.query), lambda: _describe_map(record, view.query)
        )
    source = read_link(query, record).get("source", "") if page is SOURCES else ""
    return _keep((record.version, page.key, source), lambda: _describe_other(record, page, source))


def preview_page(record: Record, page: Page, path: str, query: str, root: str) -> Preview:
    """What is told of a page, with absolute addresses.

    Parameters
    ----------
    path : of the page below the root.
    root : absolute address of the root of the app, which ends with a slash; "" when it is not known.
    """
    words = describe_page(record, page, query)
    picture = picture_path(record.version)
    return Preview(
        site=_(TITLE),
        title=words.title,
        sentence=words.sentence,
        alternative=words.alternative,
        page=root and _join(root + path, words.query),
        picture=root and _join(root + picture, words.picture),
    )


def _describe_map(record: Record, query: str) -> PageWords:
    view = read_view(query, record)
    words = describe_view(find_shown(record, view), view)
    return PageWords(
        title=write_title(words),
        sentence=write_sentence(words),
        alternative=write_alternative(words),
        query=view.query,
        picture=view.query,
    )


def _describe_other(record: Record, page: Page, source: str) -> PageWords:
    opening = describe_view(record, read_opening(record))
    sentence, query = _(TAGLINE), ""
    if source:
        row = record.sources.loc[[source]].iloc[0]
        told = [row["title"], source_words(row), label_kind(row["kind"])]
        sentence = "; ".join(dict.fromkeys(clip_words(part) for part in told if part))
        query = urlencode({"source": source})
    return PageWords(
        title=f"{_(page.title)} · {_(TITLE)}",
        sentence=f"{sentence.rstrip('.')}.",
        alternative=write_alternative(opening),
        query=query,
        picture="",
    )


def _keep(key: tuple[str, ...], make: Callable[[], PageWords]) -> PageWords:
    body = BODIES.get(("page", *key), lambda: json.dumps(asdict(make())).encode())
    return PageWords(**json.loads(unpack_body(body)))


def _join(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
