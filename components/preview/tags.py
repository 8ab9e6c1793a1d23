"""The elements in the head of a page from which others make its preview (Open Graph, ogp.me)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from components.catalogue import LOCALE

WIDTH, HEIGHT = 1200, 630


@dataclass(frozen=True)
class Preview:
    """What is told of a page: words, and absolute addresses, "" when the server's own is not known."""

    site: str
    title: str
    sentence: str
    alternative: str
    page: str
    picture: str


def write_tags(preview: Preview) -> list[str]:
    """One element a line; no text can leave its attribute."""
    properties = {
        "og:type": "website",
        "og:site_name": preview.site,
        "og:locale": LOCALE,
        "og:title": preview.title,
        "og:description": preview.sentence,
    }
    if preview.page:
        properties |= {
            "og:url": preview.page,
            "og:image": preview.picture,
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": preview.alternative,
        }
    # The rest of a card is read from the properties above.
    card = "summary_large_image" if preview.page else "summary"
    return [
        f'<meta name="description" content="{escape(preview.sentence)}">',
        *([f'<link rel="canonical" href="{escape(preview.page)}">'] if preview.page else []),
        *(
            f'<meta property="{name}" content="{escape(text)}">'
            for name, text in properties.items()
        ),
        f'<meta name="twitter:card" content="{card}">',
    ]
