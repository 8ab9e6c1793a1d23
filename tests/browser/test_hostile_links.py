"""A sample of the links that `python -m tests.stress links` opens."""

from __future__ import annotations

from collections.abc import Callable

from app_server import AppServer
from reading import Visit
from stress.hostile_links import draw_links, expect_map

LINKS = 20
SEED = 20201110


def test_hostile_links_open_the_map_without_an_error(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit()
    for link in draw_links(site.record()["link"], seed=SEED, count=LINKS):
        expect_map(opened.open_text(f"{site.url}view/{link}"))
        opened.close()
        assert opened.faults == [], link
