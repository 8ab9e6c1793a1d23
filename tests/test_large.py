"""A record too large to be sent: the page, what the browser is told, and the download."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bench.synthetic import make_record
from given_store import GivenStore
from streamlit.testing.v1 import AppTest

from components import keys
from components.explore.payload import SENT_EVENTS, build_payload, is_large
from components.labels import count_words
from geo.export import export_claims, export_events, write_csv
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parent.parent
COUNT = SENT_EVENTS + 1
Show = Callable[..., AppTest]


@lru_cache(maxsize=1)
def large() -> Record:
    return make_record(load_record(ROOT), count=COUNT)


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Show:
    """Runs the page over the large record; it must raise nothing."""
    monkeypatch.setattr("components.state.STORE", GivenStore(large()))

    def run(*, tab: str = "Incidents", **parameters: str) -> AppTest:
        page = AppTest.from_file(str(ROOT / "components" / "app.py"), default_timeout=60)
        for name, value in parameters.items():
            page.query_params[name.rstrip("_")] = value
        page.session_state[keys.TAB] = tab
        page.run()
        assert [error.value for error in page.exception] == []
        return page

    return run


def test_the_events_of_a_large_record_are_not_sent() -> None:
    assert is_large(large())
    payload = json.loads(build_payload(large(), ROOT / "geo" / "data"))
    assert payload["events"] is None
    assert payload["size"] == COUNT
    (south, west), (north, east) = payload["extent"]
    assert west < east
    assert south < north


def test_the_page_of_a_large_record_counts_what_passes(show: Show) -> None:
    page = show(from_="2020-10-28", to="2020-10-28", evidence="independently documented")

    events = large().events
    inside = (events["date"] <= "2020-10-28") & (events["date_end"] >= "2020-10-28")
    inside &= events["evidence"] == "independently documented"
    off_map = int((inside & ~events["on_map"]).sum())
    found = [element.value for element in page.markdown]
    assert f"**{count_words(int(inside.sum()), COUNT, off_map)}**" in found


def test_the_browser_is_told_the_filters_instead_of_the_rows(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(
        "components.explore.mount._COMPONENT", lambda **given: told.append(given["data"])
    )
    show()
    show(place="barda", evidence="independently documented", q="a b")
    assert [data["rows"] for data in told] == [None, None]
    assert [data["query"] for data in told] == [
        "",
        "place=barda&evidence=independently+documented&q=a+b",
    ]


def test_a_link_to_one_of_very_many_events_selects_it(show: Show) -> None:
    id_ = str(large().events["id"].iloc[COUNT // 2])
    page = show(event=id_)
    assert page.session_state[keys.SELECTED] == id_
    assert not page.warning


def test_a_link_to_no_event_of_very_many_is_named(show: Show) -> None:
    page = show(event="synthetic-9999999")
    assert page.session_state[keys.SELECTED] is None
    assert "no incident has this id" in page.warning[0].value


@pytest.mark.parametrize("parameters", [{}, {"q": "nothing-holds-this"}])
def test_the_sources_of_a_large_record_are_counted(show: Show, parameters: dict[str, str]) -> None:
    page = show(tab="Sources", **parameters)
    heads = [element.value for element in page.markdown if element.value.endswith(" sources**")]
    assert len(heads) == 1
    assert heads[0].startswith("**0 of") == bool(parameters)


def test_a_large_record_is_written_in_parts_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.zeros(COUNT, dtype=bool)
    rows[::30] = True
    for export in (export_events, export_claims):
        whole = export(large(), rows).to_csv(index=False, lineterminator="\n").encode()
        monkeypatch.setattr("geo.export.PART", 17)
        assert write_csv(export, large(), rows) == whole
        assert write_csv(export, large(), np.zeros(COUNT, dtype=bool)).count(b"\n") == 1
