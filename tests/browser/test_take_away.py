"""What is shown, taken away: the rows of each file are the rows on the screen, and the snippets run."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import OpenPage, root

LINK = "?place=barda&place=ganja&from=2020-10-01&to=2020-10-31"
PHONE = ViewportSize(width=390, height=844)


def _open(page: Page) -> Locator:
    page.get_by_role("button", name="Download", exact=True).locator("visible=true").first.click()
    dialog = page.get_by_role("dialog", name="Download")
    expect(dialog).to_be_visible()
    return dialog


def _take(page: Page, dialog: Locator, group: str, form: str) -> tuple[str, bytes]:
    link = dialog.get_by_role("group", name=group, exact=True).get_by_role(
        "link", name=form, exact=True
    )
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def _shown(page: Page) -> int:
    return int(root(page).get_attribute("data-shown") or "0")


def _snippet(dialog: Locator, name: str) -> str:
    fold = dialog.get_by_role("button", name="For scripts")
    if fold.get_attribute("aria-expanded") == "false":
        fold.click()
    dialog.get_by_role("button", name=name, exact=True).click()
    return dialog.get_by_role("textbox", name="For scripts").input_value()


def test_every_form_has_the_rows_that_are_on_the_screen(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(LINK)
    count, dialog = _shown(page), _open(page)
    expect(dialog).to_contain_text(f"{count} of ")
    ids = {}
    for form, ending in (("CSV", "csv"), ("CSV for spreadsheets", "csv"), ("Excel", "xlsx"),
                         ("GeoJSON", "geojson"), ("GeoPackage", "gpkg"), ("Parquet", "parquet")):  # fmt: skip
        name, body = _take(page, dialog, "Incidents", form)
        assert re.fullmatch(rf"incidents-[0-9a-f]{{12}}\.{ending}", name)
        if ending == "csv":
            ids[form] = pd.read_csv(io.BytesIO(body))["id"].tolist()
        elif ending == "xlsx":
            rows = openpyxl.load_workbook(io.BytesIO(body))["incidents"].iter_rows(min_row=2)
            ids[form] = [row[0].value for row in rows]
        elif ending == "parquet":
            ids[form] = gpd.read_parquet(io.BytesIO(body))["id"].tolist()
        else:
            (tmp_path / name).write_bytes(body)
            ids[form] = gpd.read_file(tmp_path / name)["id"].tolist()

    assert len(ids["CSV"]) == count > 0
    assert all(found == ids["CSV"] for found in ids.values())


def test_claims_what_was_asked_and_the_whole_record_are_there_too(open_page: OpenPage) -> None:
    page = open_page(LINK)
    dialog = _open(page)

    incidents = pd.read_csv(io.BytesIO(_take(page, dialog, "Incidents", "CSV")[1]))
    claims = pd.read_csv(io.BytesIO(_take(page, dialog, "Claims on them", "CSV")[1]))
    with page.expect_download() as about:
        dialog.get_by_role("link", name="About these files").click()
    with page.expect_download() as package:
        dialog.get_by_role("link", name="Data package (ZIP)").click()

    assert set(claims["event_id"]) == set(incidents["id"])
    text = about.value.path().read_text(encoding="utf-8")
    assert "Question: incidents of 1 to 31 October 2020; Place: Barda, Ganja" in text
    with zipfile.ZipFile(package.value.path()) as archive:
        assert "datapackage.json" in archive.namelist()


@pytest.mark.parametrize("name", ["pandas", "GeoPandas", "DuckDB"])
def test_a_snippet_runs_and_reads_what_is_on_the_screen(
    open_page: OpenPage, tmp_path: Path, name: str
) -> None:
    page = open_page(LINK)
    count = _shown(page)
    snippet = _snippet(_open(page), name)
    counted = (
        "len(duckdb.sql(\"FROM 'incidents.parquet'\"))" if name == "DuckDB" else "len(incidents)"
    )

    found = subprocess.run(
        [sys.executable, "-c", f"{snippet}\nprint('rows', {counted})"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert found.stdout.splitlines()[-1] == f"rows {count}"


def test_the_address_for_spreadsheets_and_r_gives_what_is_on_the_screen(
    open_page: OpenPage,
) -> None:
    page = open_page(LINK)
    count, dialog = _shown(page), _open(page)
    (r_address,) = re.findall(r'"(http[^"]*)"', _snippet(dialog, "R"))

    for address, mark in ((_snippet(dialog, "Spreadsheet"), True), (r_address, False)):
        answer = page.request.get(address)
        assert answer.body().startswith(b"\xef\xbb\xbf") == mark
        assert len(pd.read_csv(io.BytesIO(answer.body()))) == count


def test_the_record_is_cited_as_a_whole(open_page: OpenPage) -> None:
    page = open_page(LINK)
    dialog = _open(page)
    cite = dialog.get_by_role("textbox", name="Citation", exact=True)

    assert re.match(
        r"Karabakh 2020, place by place\. Version [0-9a-f]{12}, checked ", cite.input_value()
    )
    assert "place=barda" not in cite.input_value()
    dialog.get_by_role("button", name="BibTeX", exact=True).click()
    assert cite.input_value().startswith("@misc{")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["wide", "phone"])
def test_the_dialog_breaks_no_rule_of_access(
    open_page: OpenPage, scheme: str, size: ViewportSize | None
) -> None:
    options = {"viewport": size} if size else {}
    page = open_page("?show=table", color_scheme=scheme, **options)
    dialog = _open(page)
    dialog.get_by_role("button", name="For scripts").click()
    expect(dialog.get_by_role("textbox", name="For scripts")).to_be_visible()

    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found] == []
    assert dialog.evaluate("node => node.scrollWidth <= node.clientWidth")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(
        page.get_by_role("button", name="Download", exact=True).locator("visible=true").first
    ).to_be_focused()


def test_it_opens_in_both_hosts_and_is_not_in_a_copy(open_host: OpenPage) -> None:
    page = open_host(LINK)

    dialog = _open(page)

    expect(
        dialog.get_by_role("group", name="Incidents", exact=True).get_by_role("link")
    ).to_have_count(6)
