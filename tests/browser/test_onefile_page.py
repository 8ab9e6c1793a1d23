"""The copy as its reader meets it: opened from disk without a network, and from a server of files alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from app_server import HOST, AppServer
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Route, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    Visit,
    card,
    card_title,
    count_rows,
    counts,
    expect_shown,
    filter_button,
    filter_chips,
    filter_drawer,
    filter_value,
    headline,
    incidents,
    list_box,
    notices,
    parameters,
    print_text,
    read_rows,
    root,
    row_of,
    slider,
    sources,
    stage,
)
from route_server import serve_routes

from components.onefile.page import build_file, build_folder
from geo.filters import Filters
from geo.known import read_stages
from geo.record import Record, load_record
from geo.tables.schema import EVIDENCE_LEVELS

EVENT = "2020-10-28-barda"
GANJA = "2020-10-17-ganja"
PHONE = ViewportSize(width=390, height=844)
RUN_AXE = """() => axe.run(document, {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  rules: { "target-size": { enabled: false } },
  resultTypes: ["violations"],
}).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`))"""


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(Path(__file__).resolve().parents[2])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, record: Record) -> Path:
    path = tmp_path_factory.mktemp("copy") / "karabakh copy.html"
    path.write_text(build_file(record), encoding="utf-8")
    return path


def _refuse(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


@pytest.fixture
def open_copy(file: Path, visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Opens the copy from disk at a link, with the network cut and its own policy in force."""

    def start(link: str = "", path: Path = file, **options: Any) -> Page:
        opened = visit(own=True, bypass_csp=False, **options)
        opened.context.route("**/*", _refuse)
        opened.context.set_offline(True)
        page = opened.open(path.as_uri() + link)
        assert [url for url in opened.sent if not url.startswith(("file:", "data:"))] == []
        return page

    return start


@pytest.fixture
def folder_site(tmp_path: Path, record: Record) -> Iterator[str]:
    """The folder form behind a server that knows files only; its address."""
    for name, content in build_folder(record).items():
        (tmp_path / name).write_bytes(content)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def wait_hash(page: Page, name: str, value: str | None) -> None:
    """Wait until a parameter behind `#` has a value, or is absent for None."""
    page.wait_for_function(
        "([name, value]) => new URLSearchParams(location.hash.slice(1)).get(name) === value",
        arg=[name, value],
    )


def title_of(event: str) -> str:
    return next(row["title"] for row in read_rows() if row["id"] == event)


def test_from_disk_the_whole_walk_works_without_a_network(
    open_copy: Callable[..., Page], record: Record
) -> None:
    page = open_copy()
    expect_shown(page, count_rows(*OPENING_WINDOW))

    slider(page, "To date").focus()
    page.keyboard.press("ArrowLeft")
    expect(slider(page, "To date")).to_have_attribute("aria-valuetext", "9 November 2020")
    wait_hash(page, "to", "2020-11-09")
    expect_shown(page, count_rows(OPENING_WINDOW[0], "2020-11-09"))
    page.keyboard.press("ArrowRight")

    filter_button(page).click()
    filter_value(page, "cluster munition").check()
    expect(filter_chips(page)).to_have_text(["cluster munition"])
    found = [
        row for row in read_rows()
        if counts(row, *OPENING_WINDOW) and row["category"] == "cluster munition"
    ]  # fmt: skip
    expect_shown(page, len(found))
    filter_button(page).click()
    search = page.get_by_role("searchbox", name="Search names and text")
    search.fill("şuşa smerch zzz")
    expect_shown(page, 0)
    search.fill("Barda")
    expect(root(page)).not_to_have_attribute("data-shown", "0")
    wait_hash(page, "q", "Barda")

    row_of(page, title_of(EVENT)).click()
    expect(card_title(page)).to_have_text(title_of(EVENT))
    wait_hash(page, "event", EVENT)
    claim = card(page).locator("[data-claim]").first
    claim.get_by_role("button").first.click()
    expect(claim.get_by_role("button").first).to_have_attribute("aria-expanded", "true")

    page.get_by_role("tab", name="Sources").click()
    leaning = {each.source_id for each in record.assessments[EVENT].claims}
    expect(sources(page).get_by_role("heading", level=2)).to_contain_text(f"{len(leaning)} ")
    sources(page).locator(".tm-source-row").first.click()
    expect(sources(page).locator(".tm-source-full").first).to_be_visible()
    expect(page.get_by_role("button", name="Its page")).to_have_count(0)

    page.go_back()
    page.go_back()
    wait_hash(page, "tab", None)
    expect(card_title(page)).to_be_visible()


def test_the_table_and_the_keyboard_work_from_disk(open_copy: Callable[..., Page]) -> None:
    page = open_copy()
    page.get_by_role("button", name="Table", exact=True).click()
    wait_hash(page, "show", "table")
    expect(page.get_by_role("region", name="Table").get_by_role("row").nth(3)).to_be_visible()
    page.get_by_role("button", name="Map", exact=True).click()
    list_box(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card(page).locator("[data-claim]").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)


def test_the_record_as_known_on_a_day_works_from_disk(
    open_copy: Callable[..., Page], record: Record
) -> None:
    page = open_copy(f"#known=2020-10-17&event={GANJA}")
    known = {
        id_ for id_, stages in read_stages(record).items() if str(stages[0].day) <= "2020-10-17"
    }
    expected = sum(row["id"] in known and counts(row, *OPENING_WINDOW) for row in read_rows())

    expect(headline(page)).to_contain_text("As known on 17 October 2020")
    expect(root(page)).to_have_attribute("data-shown", str(expected))
    expect(card(page).locator("[data-claim]").first).to_be_attached()
    expect(card(page)).not_to_contain_text("Amnesty")


@pytest.mark.parametrize("sign", ["?", "#"])
def test_a_link_behind_either_sign_opens_the_copy(
    open_copy: Callable[..., Page], sign: str
) -> None:
    page = open_copy(f"{sign}place=barda&nonsense=1")

    expect(filter_chips(page)).to_have_text(["Barda"])
    expect(notices(page)).to_contain_text("nonsense: not a parameter")
    filter_chips(page).get_by_role("button").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))
    wait_hash(page, "place", None)


def test_what_needs_a_server_is_not_offered(open_copy: Callable[..., Page]) -> None:
    page = open_copy()
    expect(incidents(page).locator(".tm-list-foot")).to_be_attached()

    expect(page.get_by_role("button", name="Download", exact=True)).to_have_count(0)
    expect(page.get_by_text("Download").locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(0)
    stage(page).get_by_role("button", name="Layers").click()
    expect(page.get_by_role("checkbox", name="Who held what")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Online background")).to_have_count(0)


def test_the_copy_says_that_it_is_one_and_has_the_method_in_short(
    open_copy: Callable[..., Page], record: Record
) -> None:
    page = open_copy()
    expect(stage(page)).to_contain_text(f"copy of version {record.version}")

    page.get_by_role("button", name="Method in short").click()
    dialog = page.get_by_role("dialog", name="Method in short")
    expect(dialog.get_by_role("listitem")).to_have_count(len(EVIDENCE_LEVELS))
    expect(dialog).to_contain_text("Natural Earth")
    expect(dialog).to_contain_text(f"Karabakh 2020, place by place, version {record.version}")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="About this record").click()
    about = page.get_by_role("dialog", name="About this record")
    expect(about).to_contain_text("This is a copy of the record")
    expect(about).to_contain_text("To cite it")


def test_a_copied_link_is_said_to_lead_to_the_copy(
    open_copy: Callable[..., Page], file: Path
) -> None:
    page = open_copy(f"#event={EVENT}", permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("button", name="Copy link", exact=True).click()
    expect(page.get_by_role("button", name="Link to this copy copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{file.as_uri()}#event={EVENT}"
    page.keyboard.press("Escape")
    card(page).get_by_role("button", name="Cite").click()
    citation = page.get_by_role("dialog", name="Cite this incident")
    expect(citation).to_contain_text("version")
    expect(citation).not_to_contain_text("file:")


def test_the_copy_is_printed_with_its_incidents_and_its_version(
    open_copy: Callable[..., Page], record: Record
) -> None:
    page = open_copy()
    shown = [row for row in read_rows() if counts(row, *OPENING_WINDOW)]

    printed = print_text(page)

    assert [row["title"] for row in shown if "".join(row["title"].split()) not in printed] == []
    assert f"copyofversion{record.version}" in printed


def test_a_part_opens_with_its_own_days(
    open_copy: Callable[..., Page], record: Record, tmp_path: Path
) -> None:
    start, end = (record.events["date"].max().date(),) * 2
    path = tmp_path / "part.html"
    path.write_text(build_file(record, Filters(start, end)), encoding="utf-8")

    page = open_copy(path=path)

    expect(root(page)).to_have_attribute("data-from", str(start))
    expect(root(page)).to_have_attribute("data-to", str(end))


@pytest.mark.parametrize(
    "options", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "dark phone"]
)
def test_no_state_of_the_copy_breaks_a_rule(
    open_copy: Callable[..., Page], options: dict[str, Any]
) -> None:
    page = open_copy(f"#event={EVENT}", **options)
    card(page).locator("[data-claim]").first.wait_for(state="attached")
    page.evaluate(Axe().axe_script)

    assert page.evaluate(RUN_AXE) == []
    if options:
        page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("navigation").get_by_role("button", name="Method in short").click()
    expect(page.get_by_role("dialog", name="Method in short")).to_be_visible()
    assert page.evaluate(RUN_AXE) == []


def test_the_policy_of_the_copy_lets_nothing_out(visit: Callable[..., Visit], file: Path) -> None:
    opened = visit(own=True, bypass_csp=False)
    page = opened.open(file.as_uri())

    answer = page.evaluate("fetch('https://other.example/').then(() => 'came', () => 'refused')")
    ran = page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      return window.ran ?? false;
    }""")

    assert (answer, ran) == ("refused", False)
    assert [fault for fault in opened.faults if "Content Security Policy" not in fault] == []
    opened.faults.clear()


def test_the_folder_works_on_a_server_of_files(
    visit: Callable[..., Visit], folder_site: str
) -> None:
    opened = visit(own=True, bypass_csp=False)
    page = opened.open(f"{folder_site}?place=barda&event={EVENT}")

    expect(card(page).locator("[data-claim]").first).to_be_attached()
    assert parameters(page) == {"place": ["barda"], "event": [EVENT]}
    assert all(url.startswith(folder_site) for url in opened.sent)
    filter_button(page).click()
    filter_drawer(page).get_by_label("What had been said by").fill("2020-10-29")
    expect(headline(page)).to_contain_text("As known on 29 October 2020")
    filter_button(page).click()
    card(page).get_by_role("button", name="Cite").click()
    expect(page.get_by_role("dialog", name="Cite this incident")).to_contain_text(folder_site)


# Downloaded from the app, and shown in a frame


@pytest.mark.parametrize("view", ["map", "table"])
def test_the_app_hands_out_a_copy_that_opens_with_the_view(
    visit: Callable[..., Visit],
    site: AppServer,
    open_copy: Callable[..., Page],
    tmp_path: Path,
    view: str,
) -> None:
    link = urlencode({"place": "barda", "show": view} if view == "table" else {"place": "barda"})
    page = visit(own=True).open(f"{site.url}view/?{link}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as one file").locator("visible=true").first.click()
    path = tmp_path / "kept.html"
    download.value.save_as(path)

    copy = open_copy(path=path)

    wait_hash(copy, "place", "barda")
    expect(root(copy)).to_have_attribute("data-shown", root(page).get_attribute("data-shown") or "")


def test_a_file_that_would_be_too_large_is_said_and_what_is_shown_is_offered(
    visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with serve_routes() as server:
        opened = visit(own=True)
        page = opened.open(f"{server.url}view/?place=barda")
        downloads = incidents(page).locator(".tm-downloads")
        offer = downloads.get_by_role("button", name="As one file: only what is shown")
        expect(offer).to_be_hidden()

        monkeypatch.setattr("components.onefile.page.MOST_BYTES", 1_000_000)
        downloads.get_by_role("link", name="Download as one file").click()
        expect(downloads.get_by_role("status")).to_have_text(
            re.compile(
                r"^No file was made: the file would have 1\.\d MB, more than 1; narrow it by dates or districts\.$"
            )
        )
        monkeypatch.undo()
        with page.expect_download() as download:
            offer.click()
        assert download.value.suggested_filename.endswith("-part.html")
        path = tmp_path / "part.html"
        download.value.save_as(path)
        expect(offer).to_be_hidden()
        assert [fault for fault in opened.faults if "400" not in fault] == []
        opened.faults.clear()
        shown = root(page).get_attribute("data-shown") or ""
        copy = opened.open(path.as_uri())
        expect(root(copy)).to_have_attribute("data-shown", shown)
        stage(copy).get_by_role("button", name="Start over").click()
        expect(root(copy)).to_have_attribute("data-shown", shown)
        opened.close()


def test_in_a_frame_the_page_has_no_header_and_leads_to_the_whole_page(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(own=True, bypass_csp=False)
    page = opened.open(f"{site.url}view/?embed=1&place=barda")

    expect(page.get_by_role("banner")).to_be_hidden()
    expect(notices(page)).to_have_count(0)
    assert parameters(page) == {"place": ["barda"], "embed": ["1"]}
    page.evaluate(Axe().axe_script)
    assert page.evaluate(RUN_AXE) == []
    incidents(page).get_by_role("button", name=title_of(EVENT)).click()
    expect(card_title(page)).to_be_visible()
    link = stage(page).get_by_role("link", name="Open the whole page")
    expect(link).to_have_attribute("href", f"{site.url}view/?place=barda&event={EVENT}")
    with page.expect_popup() as whole:
        link.click()
    expect(whole.value.get_by_role("banner")).to_be_visible()
    expect(card_title(whole.value)).to_have_text(title_of(EVENT))
    whole.value.close()


def test_back_in_a_frame_keeps_it_one(visit: Callable[..., Visit], site: AppServer) -> None:
    page = visit(own=True).open(f"{site.url}view/?embed=1")
    incidents(page).locator(".tm-row").first.click()
    expect(card_title(page)).to_be_visible()
    page.go_back()
    expect(card(page)).to_have_count(0)
    assert parameters(page)["embed"] == ["1"]
