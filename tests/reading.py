"""A reader's visit in the browser, and what is read off the page."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Response,
    ViewportSize,
    WebSocket,
    expect,
)
from pypdf import PdfReader

LOCAL_HOSTS = ("127.0.0.1", "localhost")
OPENING_VIEW = ViewportSize(width=1440, height=900)
OPENING_WINDOW = ("2020-09-27", "2020-11-10")
#: Streamlit looks for its server below each part of a page's address before it asks at the root.
PROBE = re.compile(r"/(?:map|analyse|sources|method)/_stcore/(?:health|host-config)$")
REST_MS = 120_000
EVENTS_FILE = Path(__file__).resolve().parent.parent / "events.csv"
#: Keeps the Leaflet map of the page as `window.heldMap`, so that a test can find a symbol's pixel.
HOLD_MAP = """
let held;
Object.defineProperty(window, "L", {
  get: () => held,
  set(leaflet) {
    held = leaflet;
    leaflet.Map.addInitHook(function () { window.heldMap = this; });
  },
});
"""
PIXEL_OF = """([lon, lat]) => {
  const box = window.heldMap.getContainer().getBoundingClientRect();
  const at = window.heldMap.latLngToContainerPoint([lat, lon]);
  return [box.left + at.x, box.top + at.y];
}"""
#: Ends when what the link shows is painted.
FOLLOW_LINK = """(link) => new Promise((painted) => {
  addEventListener("timemap:painted", () => painted(), { once: true });
  history.replaceState(history.state, "", link);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
})"""

expect.set_options(timeout=REST_MS)


class OpenPage(Protocol):
    """Opens the app at a link and waits until the map is painted."""

    def __call__(self, link: str = "", **options: Any) -> Page: ...


@dataclass
class Visit:
    """Some pages of one browser context, with all that went wrong in them and all that they sent.

    `sent` holds an entry for each request and each frame that went through a WebSocket;
    `allowed` names outside hosts that the pages may ask, though they get no answer.
    """

    context: BrowserContext
    allowed: Sequence[str] = ()
    pages: list[Page] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """A new page at an address of the map, painted."""
        page = self.open_text(url)
        wait_painted(page)
        return page

    def open_text(self, url: str) -> Page:
        """A new page at an address, which need not be that of the map."""
        page = self.context.new_page()
        self.pages.append(page)
        page.on("request", self.on_request)
        page.on("response", self.on_response)
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("websocket", self.on_websocket)
        page.goto(url)
        return page

    def close(self) -> None:
        """Close the pages; one that shows an exception is at fault."""
        for page in self.pages:
            shown = page.locator("[data-testid=stException]").all_inner_texts()
            self.faults += [f"exception on the page: {text[:500]}" for text in shown]
            page.close()
        self.pages = []

    def on_request(self, request: Request) -> None:
        """A request that would leave this machine is a fault."""
        self.sent.append(request.url)
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss"):
            self._judge_host(address.hostname, f"request to {request.url[:200]}")

    def on_response(self, response: Response) -> None:
        """Answers from 400 on are faults."""
        if response.status >= 400 and not PROBE.search(response.url):
            self.faults.append(f"{response.status} for {response.url[:200]}")

    def on_console(self, message: ConsoleMessage) -> None:
        """Errors of the console are faults."""
        address = message.location.get("url", "")
        expected = PROBE.search(address) or urlsplit(address).hostname in self.allowed
        if message.type == "error" and not expected:
            self.faults.append(f"console: {message.text[:500]}")

    def on_websocket(self, websocket: WebSocket) -> None:
        """Keep count of the frames that are sent."""
        host = urlsplit(websocket.url).hostname
        self._judge_host(host, f"connection to {websocket.url[:200]}")
        websocket.on("framesent", lambda _frame: self.sent.append("frame"))

    def _judge_host(self, host: str | None, words: str) -> None:
        if host not in (*LOCAL_HOSTS, *self.allowed):
            self.faults.append(words)


def open_context(
    browser: Browser, *, viewport: ViewportSize = OPENING_VIEW, **options: Any
) -> BrowserContext:
    """A browser context.

    Parameters
    ----------
    viewport : CSS pixels.
    options : further options of the context.

    The policy of the page does not bind what a test asks in it, unless the test asks for it.
    """
    options.setdefault("bypass_csp", True)
    context = browser.new_context(viewport=viewport, **options)
    context.set_default_timeout(REST_MS)
    context.add_init_script(HOLD_MAP)
    return context


def wait_painted(page: Page, patience_ms: float = REST_MS) -> None:
    """Wait until map, strip and panel show incidents."""
    root(page).and_(page.locator("[data-shown]")).wait_for(timeout=patience_ms)


def root(page: Page) -> Locator:
    """The browser app."""
    return page.locator(".tm-root")


def stage(page: Page) -> Locator:
    """The map itself."""
    return page.get_by_role("region", name="Map", exact=True)


def incidents(page: Page) -> Locator:
    """The panel of incidents: lead, list or card."""
    return page.get_by_role("region", name="Incidents", exact=True)


def sources(page: Page) -> Locator:
    """The panel of sources."""
    return page.get_by_role("region", name="Sources", exact=True)


def slider(page: Page, name: str) -> Locator:
    """A handle of the time strip: From date, To date."""
    return page.get_by_role("slider", name=name)


def list_box(page: Page) -> Locator:
    """The list box that steps through the incidents on the map."""
    return page.get_by_role("listbox", name="Incidents on the map")


def card(page: Page) -> Locator:
    """The card of the selected incident."""
    return page.locator(".tm-card:visible")


def card_title(page: Page) -> Locator:
    """The heading of the open card."""
    return card(page).get_by_role("heading", level=2)


def list_count(page: Page) -> Locator:
    """The heading of the list, which says how many incidents are shown."""
    return page.locator(".tm-list-count")


def headline(page: Page) -> Locator:
    """The words over the map: the dates, and how many incidents are shown."""
    return page.locator(".tm-headline")


def notices(page: Page) -> Locator:
    """The lines that say what was left out of a link, or what cannot be had."""
    return page.locator(".tm-notices > .tm-notice")


def filter_drawer(page: Page) -> Locator:
    """The drawer of filters."""
    return page.get_by_role("complementary", name="Filter")


def filter_button(page: Page) -> Locator:
    """The button that opens and closes the drawer of filters."""
    return root(page).get_by_role("button", name=re.compile("^Filter( ·|$)"))


def filter_value(page: Page, label: str) -> Locator:
    """The check box of a value in the open drawer of filters."""
    name = re.compile(rf"^{re.escape(label)}\s*[\d…,]*$")
    return filter_drawer(page).get_by_role("checkbox", name=name)


def filter_chips(page: Page) -> Locator:
    """The filters that are set, over the map."""
    return page.get_by_role("list", name="Filters that are set").locator("li.tm-chip")


def place_name(page: Page, name: str) -> Locator:
    """The name of a place on the map, a button that filters by it."""
    return stage(page).get_by_role("button", name=name, exact=True)


def row_of(page: Page, title: str) -> Locator:
    """The row of the list with the title of an incident."""
    return incidents(page).get_by_role("button", name=title)


def expect_shown(page: Page, count: int) -> None:
    """Map, headline and list all say so many incidents."""
    expect(root(page)).to_have_attribute("data-shown", str(count))
    words = re.compile(rf"^{count:,} (of [\d,]+ )?incidents?") if count else "No incidents"
    expect(list_count(page)).to_have_text(words)
    expect(headline(page).locator(".tm-count > span").first).to_have_text(
        re.compile(rf"^{count:,} " if count else "^no incident recorded")
    )


def follow_link(page: Page, link: str) -> None:
    """Show what a link says on the open plain page, as the button Forward of the browser does."""
    page.evaluate(FOLLOW_LINK, link)


def expect_window(page: Page, first: str, last: str) -> None:
    """The map shows this window of days."""
    expect(root(page)).to_have_attribute("data-from", first)
    expect(root(page)).to_have_attribute("data-to", last)


def parameters(page: Page) -> dict[str, list[str]]:
    """The parameters of the page's address."""
    return parse_qs(urlsplit(page.url).query)


def wait_parameter(page: Page, name: str, value: str | None) -> None:
    """Wait until a parameter of the address has a value, or is absent for None."""
    page.wait_for_function(
        "([name, value]) => new URL(location.href).searchParams.get(name) === value",
        arg=[name, value],
        timeout=REST_MS,
    )


def pixel_of(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a point of the ground is on the page, CSS pixels."""
    x, y = page.evaluate(PIXEL_OF, [lon, lat])
    return x, y


def click_ground(page: Page, lon: float, lat: float) -> None:
    """Click the map at a point of the ground."""
    page.mouse.click(*pixel_of(page, lon, lat))


def near(row: dict[str, str], **parameters: str) -> str:
    """A link to the ground around an event, near enough for its mark to stand on its point."""
    return "?" + urlencode({"view": f"{row['lat']},{row['lon']},11", **parameters})


def click_symbol(page: Page, row: dict[str, str]) -> None:
    """Click the mark of an event that has its point to itself."""
    click_ground(page, float(row["lon"]), float(row["lat"]))


def entries(page: Page) -> int:
    """How many entries the history of the page's tab has."""
    return int(page.evaluate("history.length"))


def read_rows(path: Path = EVENTS_FILE) -> list[dict[str, str]]:
    """The rows of `events.csv`, read without the app."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts(row: dict[str, str], first: str, last: str) -> bool:
    """Whether an event counts in a window: all its days lie in it, and it is no overview."""
    end = row["date_end"] or row["date"]
    return row["overview"] == "no" and first <= row["date"] and end <= last


def touches(row: dict[str, str], first: str, last: str) -> bool:
    """Whether an event that is no overview touches a window of days."""
    end = row["date_end"] or row["date"]
    return row["overview"] == "no" and row["date"] <= last and end >= first


def count_rows(first: str, last: str) -> int:
    """How many events of the record count in a window of days."""
    return sum(counts(row, first, last) for row in read_rows())


def whole_record() -> str:
    """A link to all days of the record."""
    rows = read_rows()
    first = min(row["date"] for row in rows)
    last = max(row["date_end"] or row["date"] for row in rows)
    return f"?from={first}&to={last}"


def print_text(page: Page) -> str:
    """The letters of the page as it is printed, without blanks."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    letters = "".join("".join(sheet.extract_text().split()) for sheet in sheets)
    # Two letters may be printed as one sign.
    return unicodedata.normalize("NFKC", letters)
