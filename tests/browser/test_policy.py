"""The policy of the pages in a browser: what they need is allowed, and what they do not is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from app_server import AppServer
from playwright.sync_api import Page, expect
from reading import Visit, list_box, stage

#: Keeps what the policy refuses, from before the page's own scripts.
KEEP_REFUSED = """
window.refused = [];
addEventListener("securitypolicyviolation", (event) => window.refused.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
REFUSED = "window.refused"
#: What a text that has become part of the page could try; gives what of it was done.
FOREIGN = """async () => {
  const done = [];
  window.run = (what) => done.push(what);
  const script = document.createElement("script");
  script.textContent = "run('script')";
  document.body.append(script);
  setTimeout("run('text')", 0);
  await new Promise((passed) => setTimeout(passed, 0));
  const image = new Image();
  image.src = "https://other.example/x.png";
  await new Promise((ended) => image.addEventListener("error", ended));
  await fetch("https://other.example/").then(() => run("fetch"), () => {});
  const frame = document.createElement("iframe");
  frame.src = "https://other.example/";
  document.body.append(frame);
  return done;
}"""


@pytest.fixture
def watched(visit: Callable[..., Visit]) -> Visit:
    """A visit whose pages keep what their policy refuses."""
    opened = visit(own=True, bypass_csp=False)
    opened.context.add_init_script(KEEP_REFUSED)
    return opened


def _refused(page: Page) -> list[str]:
    found: list[str] = page.evaluate(REFUSED)
    return found


@pytest.mark.parametrize("path", ["", "view/"], ids=["Streamlit", "plain page"])
def test_the_policy_refuses_nothing_that_the_map_does(
    watched: Visit, site: AppServer, path: str
) -> None:
    page = watched.open(site.url + path)
    list_box(page).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".tm-card:visible")).to_be_visible()
    page.get_by_role("button", name="Filter").first.click()
    expect(page.get_by_role("complementary", name="Filter")).to_be_visible()

    assert _refused(page) == []


@pytest.mark.parametrize("path", ["sources", "sources?source=hrw-2020-10-30", "method"])
def test_the_policy_refuses_nothing_that_the_other_pages_do(
    watched: Visit, site: AppServer, path: str
) -> None:
    page = watched.open_text(site.url + path)
    expect(page.locator(".st-key-about")).to_be_visible()
    if "source=" in path:
        page.get_by_role("tab", name="CSL-JSON").click()
        expect(page.locator("[data-testid=stCode] .token").first).to_be_visible()
    page.wait_for_load_state("networkidle")

    assert _refused(page) == []


def test_the_policy_lets_the_online_background_ask_its_own_host(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(own=True, bypass_csp=False, allowed=["tile.openstreetmap.org"])
    opened.context.add_init_script(KEEP_REFUSED)
    page = opened.open(site.url + "view/")
    stage(page).get_by_role("button", name="Layers").click()
    page.get_by_role("checkbox", name="Online background").check()
    expect(page.get_by_text("The online background cannot be loaded")).to_be_visible()

    assert _refused(page) == []


@pytest.mark.parametrize("path", ["", "view/"], ids=["Streamlit", "plain page"])
def test_the_policy_refuses_what_a_foreign_text_would_do(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit(own=True, bypass_csp=False, allowed=["other.example"])
    opened.context.add_init_script(KEEP_REFUSED)
    page = opened.open(site.url + path)
    ran = page.evaluate(FOREIGN)
    page.wait_for_function(f"{REFUSED}.length >= 5")

    assert ran == []
    assert sorted(words.split()[0] for words in _refused(page)) == [
        "connect-src", "frame-src", "img-src", "script-src", "script-src-elem",
    ]  # fmt: skip
    assert [fault for fault in opened.faults if "Content Security Policy" not in fault] == []
    opened.faults.clear()
