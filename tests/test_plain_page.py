"""The plain page: valid, small, of this server alone, and without a word of the record."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from page_reader import Reader

from components.server.assets import list_assets
from components.server.plain_page import build_page
from components.server.record_store import STORE, Served
from geo.record import Record

#: Attributes that hold addresses.
ADDRESSES = {"href", "src"}
HOSTILE = "</script><script>alert(1)</script><!-- \"' & \u2028"


@pytest.fixture(scope="module")
def record() -> Record:
    return STORE.current().record


@pytest.fixture(scope="module")
def page(record: Record) -> str:
    return build_page(Served(record, ""))


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    return Reader(page)


def test_the_page_is_valid_html(read: Reader) -> None:
    assert read.declared == "doctype html"
    assert [name for name, _ in read.tags][:2] == ["html", "head"]
    assert read.list("html") == [{"lang": "en"}]
    assert read.list("meta")[0] == {"charset": "utf-8"}
    assert read.texts["title"] == "Karabakh 2020, place by place"
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) >= 2
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]


def test_the_page_is_small_and_of_utf_8(page: str) -> None:
    assert len(page.encode()) < 20_000
    assert "charset" in page[:200]


def test_the_page_names_no_other_host(page: str, read: Reader) -> None:
    assert "//" not in page
    for _, attributes in read.tags:
        for name in ADDRESSES & attributes.keys():
            assert (attributes[name] or "").startswith("../")


def test_everything_that_the_page_loads_is_served(record: Record, read: Reader) -> None:
    paths = read.data()["paths"]
    known = {*list_assets(), *paths.values()}

    for tag, attributes in read.tags:
        for name in ADDRESSES & attributes.keys():
            path = urljoin("https://host/view/", attributes[name] or "").removeprefix(
                "https://host/"
            )
            assert path in known, tag
    assert record.version in paths["record"]


def test_nothing_of_the_record_is_in_the_page(record: Record, page: str) -> None:
    texts = {
        *record.events["id"], *record.events["title"], *record.events["summary"],
        *record.sources.index, *record.sources["title"], *record.places["name_az"],
    }  # fmt: skip
    assert len(texts) > 500
    assert [text for text in texts if text and text in page] == []


def test_no_fault_leaves_the_data_of_the_page(record: Record) -> None:
    read = Reader(build_page(Served(record, HOSTILE)))

    assert read.data()["fault"] == HOSTILE
    assert len(read.list("script")) == 2


def test_the_page_leads_to_the_other_pages_below_the_root(read: Reader) -> None:
    pages = {page["key"]: (page["label"], page["href"]) for page in read.data()["pages"]}

    assert pages == {
        "analyse": ("Analyse", "analyse"),
        "sources": ("Sources", "sources"),
        "method": ("Method", "method"),
    }
