"""In a made-up language no word of the interface stays English: every part of the app, seen and heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from app_server import ROOT, AppServer, serve
from babel import Locale
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pseudo import CLOSE, LANGUAGE, OPEN, disguise, write_language
from reading import Visit, wait_painted

from components.labels import LANGUAGES
from components.views.changes import read_changes
from geo.record import Record, load_record

PHONE = ViewportSize(width=375, height=812)
#: Words that are shown or heard, each with where it stands, without the text of the record: what is
#: marked as such, code, and the drawing that Vega makes.
COLLECT = """() => {
  const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const skipped = "[data-record], code, pre, script, style, noscript, [role=graphics-document], "
    + "[data-testid=stIconMaterial]";
  const name = (element) => {
    const key = element.closest("[class*='st-key-']")?.className.match(/st-key-[\\w-]+/)?.[0] ?? "";
    const own = `${element.tagName.toLowerCase()}.${String(element.className).split(" ")[0]}`;
    return [key, own].filter(Boolean).join(" ");
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest(skipped) || !shown(element)) continue;
    for (const attribute of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
      const text = element.getAttribute(attribute);
      if (text) found.push([`${name(element)} [${attribute}]`, text]);
    }
  }
  return found;
}"""
#: Texts between tags, for pages whose elements each hold one text.
TEXTS = """() => {
  const found = [];
  const skipped = "[data-record], code, pre, script, style, noscript";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element || element.closest(skipped) || !element.checkVisibility({ checkVisibilityCSS: true })) continue;
    const text = walker.currentNode.textContent.trim();
    if (text) found.push([`${element.tagName.toLowerCase()}.${element.className}`, text]);
  }
  return found;
}"""
#: Lines as they are read, for pages of Markdown, where a text has marks within it.
LINES = """() => {
  const hidden = [...document.querySelectorAll("code, pre, svg, [data-testid=stIconMaterial]")];
  for (const element of hidden) element.style.display = "none";
  const lines = document.body.innerText.split("\\n").map((line) => line.trim()).filter(Boolean);
  for (const element of hidden) element.style.display = "";
  return lines.map((line) => ["line", line]);
}"""
#: What Streamlit and Leaflet say themselves, names of formats, units, keys, and a name of the language.
OTHERS = (
    "Skip to main content", "Clear all", "Clear entry", "Clear value", "open", "Open", "Choose an option", "side=mars:", "Help", "Leaflet", "BibTeX", "CSL-JSON",
    "CSV", "km", "Esc", "Shift", "Ctrl", "Alt", "Tab", "Enter", "Home", "End", "Page Up", "Page Down",
)  # fmt: skip
FREE_COLUMNS = {
    "missing": ("item", "reason"),
    "sources": (
        "title",
        "author",
        "publisher",
        "country",
        "affiliation",
        "basis_detail",
        "note",
        "url",
    ),
    "events": ("title", "summary", "note", "place_name"),
    "places": ("name_en",),
    "coverage": ("locator", "item", "differs", "note"),
    "control": ("note",),
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app in the made-up language."""
    folder = write_language(tmp_path_factory.mktemp("languages"))
    environ = {"DASHBOARD_LANGUAGE": LANGUAGE, "DASHBOARD_LOCALES": str(folder)}
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with serve(ROOT, log, environ=environ) as server:
        yield server


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def own_texts(record: Record) -> list[str]:
    """Texts of the record as its tables have them, and the dates of the made-up language, longest first."""
    found = set(OTHERS)
    for table, columns in FREE_COLUMNS.items():
        for column in columns:
            found.update(map(str, getattr(record, table)[column]))
    districts = record.districts
    found.update(districts["name_en"] + " " + districts["kind"])
    for assessment in record.assessments.values():
        for claim in assessment.claims:
            found.update((claim.speaker, claim.paraphrase, claim.locator, claim.note, claim.hedge))
    found.update(read_changes().to_numpy().ravel().tolist())
    months = Locale.parse(LANGUAGE).months
    for form in ("wide", "abbreviated"):
        found.update(months["format"][form].values())
        found.update(months["stand-alone"][form].values())
    spaced = {" ".join(text.split()) for text in found}
    return sorted((text for text in spaced if len(text) > 1), key=len, reverse=True)


def _take_brackets(text: str) -> str:
    """What stands outside the brackets of the made-up language.

    >>> _take_brackets("a ⟦b ⟦c⟧ d⟧ e")
    'a  e'
    """
    depth, outside = 0, []
    for letter in text:
        depth += letter == OPEN
        if depth == 0:
            outside.append(letter)
        depth -= letter == CLOSE
    return "".join(outside)


def _find_english(found: Iterable[tuple[str, str]], own: list[str]) -> list[str]:
    """Texts with words that are neither in the made-up language nor the record's own."""
    faults: dict[str, None] = {}
    for where, text in found:
        rest = " ".join(_take_brackets(text).split())
        for known in own:
            if known in rest:
                rest = rest.replace(known, " ")
        if re.search(r"[^\W\d_]{2,}", rest):
            faults[f"{where}: {text[:120]!r} has {' '.join(rest.split())[:60]!r}"] = None
    return [*faults]


def _read(page: Page, script: str) -> list[tuple[str, str]]:
    return [(where, text) for where, text in [*page.evaluate(script), *page.evaluate(COLLECT)]]


# The pages of Streamlit


@pytest.fixture
def open_text(visit: Callable[..., Visit], foreign: AppServer) -> Callable[..., Page]:
    """Opens a page of text in the made-up language, drawn to its end."""

    def start(path: str) -> Page:
        page = visit().open_text(foreign.url + path)
        page.locator(".st-key-about").wait_for()
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
        return page

    return start


def test_no_word_of_the_method_page_is_english(
    open_text: Callable[..., Page], own_texts: list[str]
) -> None:
    page = open_text("method")
    for key in ("unchecked", "coverage", "changes"):
        page.locator(f".st-key-{key} summary").click()
        expect(page.locator(f".st-key-{key} li").first).to_be_visible()
    assert _find_english(_read(page, LINES), own_texts) == []


@pytest.mark.parametrize("link", ["", "?source=hrw-2020-10-30&q=barda", "?side=mars&colour=red"])
def test_no_word_of_the_sources_page_is_english(
    open_text: Callable[..., Page], own_texts: list[str], link: str
) -> None:
    page = open_text("sources" + link)
    page.locator(".st-key-sources-filters summary").click()
    expect(page.get_by_text(disguise("Side of publisher"))).to_be_visible()
    page.get_by_role("button", name=disguise("The same figures as a table")).click()
    expect(page.get_by_role("table")).to_be_visible()
    assert _find_english(_read(page, LINES), own_texts) == []


def test_languages_of_sources_have_names(record: Record) -> None:
    codes = {code for codes in record.sources["language"] for code in codes.split("; ") if code}
    assert codes <= set(LANGUAGES)


# The browser app


def _button(page: Page, words: str) -> Locator:
    return (
        page.get_by_role("button", name=disguise(words), exact=True).locator("visible=true").first
    )


STATES: dict[str, tuple[str, Callable[[Page], object]]] = {
    "lead": ("", lambda _page: None),
    "list": ("?district=AZ-BAR", lambda _page: None),
    "card": ("?event=2020-10-28-barda", lambda page: _unfold(page)),
    "another card": ("?event=2020-10-11-ganja", lambda page: _unfold(page)),
    "sources": ("?tab=sources", lambda page: _unfold(page)),
    "drawer": ("?category=shelling", lambda page: page.locator(".tm-filter-button").click()),
    "table": ("?show=table", lambda _page: None),
    "layers": ("", lambda page: _button(page, "Layers").click()),
    "menu of the dates": ("", lambda page: _button(page, "More for the dates").click()),
    "keys": ("", lambda page: _open_keys(page)),
    "share": ("", lambda page: _button(page, "Share").click()),
    "cite": ("?event=2020-10-28-barda", lambda page: _button(page, "Cite this incident").click()),
    "about": ("?place=barda", lambda page: _button(page, "About this record").click()),
    "one day": ("?from=2020-10-28&to=2020-10-28&mode=on", lambda _page: None),
    "no incident": ("?q=xyzzyq", lambda _page: None),
    "wrong link": ("?colour=red&event=x&place=y&from=z&mode=w&view=v", lambda _page: None),
    "whole record": ("?from=1949-01-01&to=2026-12-31&span=all", lambda _page: None),
}


def _unfold(page: Page) -> None:
    """Open what is folded in the panel."""
    panel = page.locator(".tm-panel")
    panel.get_by_role("heading").first.wait_for()
    for _ in range(40):
        folded = panel.locator(
            "[aria-expanded=false]:visible, details:not([open]) > summary:visible"
        )
        if folded.count() == 0:
            return
        folded.first.click()


def _open_keys(page: Page) -> None:
    _button(page, "More for the dates").click()
    _button(page, "Keys and gestures").click()


@pytest.mark.parametrize("state", STATES)
def test_no_word_of_the_browser_app_is_english(
    visit: Callable[..., Visit], foreign: AppServer, own_texts: list[str], state: str
) -> None:
    link, step = STATES[state]
    page = visit().open(f"{foreign.url}view/{link}")
    step(page)
    assert _find_english(_read(page, TEXTS), own_texts) == []


@pytest.mark.parametrize("link", ["", "?event=2020-10-28-barda", "?district=AZ-BAR"])
def test_no_word_of_the_browser_app_on_a_phone_is_english(
    visit: Callable[..., Visit], foreign: AppServer, own_texts: list[str], link: str
) -> None:
    page = visit(viewport=PHONE).open(f"{foreign.url}view/{link}")
    wait_painted(page)
    assert _find_english(_read(page, TEXTS), own_texts) == []


def test_the_page_says_its_language(visit: Callable[..., Visit], foreign: AppServer) -> None:
    page = visit().open(f"{foreign.url}view/")
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGE)
    expect(page.get_by_role("heading", level=1)).to_have_text(
        disguise("Karabakh 2020, place by place")
    )
