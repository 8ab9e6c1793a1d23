"""The pages in Streamlit without a browser: what the mount is given, the way between pages, notices."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_server import ROOT
from record_factory import SHUSHA_EVENT, event_row, write_record
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from components import keys
from components.pages import METHOD, PAGES, SOURCES
from components.server.assets import list_assets
from components.server.record_store import STORE, Served
from components.views import changes
from geo.record import load_record

HOSTILE = "[x](javascript:y) <b>z</b> :red[w]"
Show = Callable[..., AppTest]


@pytest.fixture
def show() -> Show:
    """Runs the app with a session; it must raise nothing."""

    def run(path: str = "", query: dict[str, str] | None = None, **state: Any) -> AppTest:
        page = AppTest.from_file(str(ROOT / "components" / "app.py"), default_timeout=300)
        # AppTest has no way to a page that is a function.
        page._page_hash = calc_hash(path) if path else ""
        page.query_params.update(query or {})
        for key, value in state.items():
            page.session_state[getattr(keys, key)] = value
        page.run()
        assert [error.value for error in page.exception] == []
        return page

    return run


def _mounted(page: AppTest) -> dict[str, Any]:
    """What the browser app is given."""
    [mount] = page.get("bidi_component")
    read: dict[str, Any] = json.loads(mount.proto.json)
    return read


def _texts(page: AppTest) -> str:
    return "\n".join(element.value for element in page.markdown).replace("\\", "")


# The map page


def test_the_map_page_is_the_mount_and_nothing_else(show: Show) -> None:
    page = show()

    assert [type(element).__name__ for element in page.main.children.values()] == ["UnknownElement"]
    assert not page.warning
    assert not page.error


def test_the_mount_is_given_addresses_and_nothing_of_the_record(show: Show) -> None:
    record = STORE.current().record
    data = _mounted(show())

    assert {data["script"], data["style"], data["paths"]["leaflet"], data["paths"]["ground"]} <= set(list_assets())  # fmt: skip
    assert record.version in data["paths"]["record"]
    assert [page["key"] for page in data["pages"]] == [page.key for page in PAGES]
    text = json.dumps(data, ensure_ascii=False)
    assert len(text) < 2_000
    assert [title for title in record.events["title"] if title in text] == []


def test_the_data_of_the_mount_is_the_same_in_each_run_of_a_visit(show: Show) -> None:
    page = show()
    first = _mounted(page)

    assert _mounted(page.run()) == first


def test_a_visit_keeps_the_version_that_it_began_with(show: Show, tmp_path: Path) -> None:
    other = Served(load_record(write_record(tmp_path)), "")

    assert other.record.version in _mounted(show(RECORD=other))["paths"]["record"]


def test_a_fault_of_the_files_is_told_to_the_map(show: Show) -> None:
    served = Served(STORE.current().record, HOSTILE)

    assert _mounted(show(RECORD=served))["fault"] == HOSTILE


# Other pages


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_another_page_has_its_own_address_and_leads_to_all_pages(show: Show, page: Any) -> None:
    shown = show(page.path)

    assert not shown.get("bidi_component")
    assert len(shown.get("page_link")) == len(PAGES) + 1
    assert "version " + STORE.current().record.version in _texts(shown)


def test_a_page_that_is_not_known_is_the_map(show: Show) -> None:
    assert _mounted(show("nowhere"))["pages"]


def test_the_sources_page_takes_its_parameters(show: Show) -> None:
    sources = STORE.current().record.sources
    closed = _texts(show(SOURCES.path))
    opened = _texts(show(SOURCES.path, {"source": "hrw-2020-10-30"}))
    url = str(sources.loc["hrw-2020-10-30", "url"])

    assert url in opened
    assert url not in closed


def test_a_change_log_that_is_not_utf_8_is_shown_and_named(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = changes.CHANGES.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(n for n, line in enumerate(given) if line.startswith("|---")) + 1
    row = "| 2026-11-22 | Şuşa | Ağdam | why | source |\n"
    path = tmp_path / "CHANGES.md"
    content = "".join([*given[:first], row]).encode("utf-8")
    path.write_bytes(content.replace("ğ".encode(), b"\xf0"))
    monkeypatch.setattr(changes, "CHANGES", path)

    page = show(METHOD.path)

    [warning] = page.warning
    assert "CHANGES.md is not in UTF-8" in warning.value
    assert "Şuşa" in _texts(page)
    assert "A\ufffddam" in _texts(page)


def test_problems_of_the_files_are_told_as_text_on_other_pages(show: Show, tmp_path: Path) -> None:
    bad = event_row(id="bad", lat="95", title=HOSTILE)
    record = load_record(write_record(tmp_path, events=[SHUSHA_EVENT, bad]))
    page = show(METHOD.path, RECORD=Served(record, f"events.csv: {HOSTILE}"))

    assert len(record.problems) >= 1
    assert any("set aside" in expander.label for expander in page.expander)
    [error] = page.error
    assert "what is shown is the last good record" in error.value
    assert "[x](" not in error.value
    assert "<b>" not in error.value
    told = _texts(page)
    assert all(str(problem).split(",")[0] in told for problem in record.problems)
    assert told.index("row 3") < told.index("Rows that need one of these:")
