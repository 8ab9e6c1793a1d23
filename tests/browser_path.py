"""The browser that the tests drive: an installed one first, else the one that Playwright holds.

Run as a script, it prints the path of that browser, or exits with 1 when there is none.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

#: The one without any window first: it starts, and opens pages, in a fraction of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
#: Without a window, and without a way to any other machine: names do not resolve.
BROWSER_OPTIONS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MACOS_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def find_installed_browser() -> str | None:
    """Path of an installed browser of the Chromium family, or None."""
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in MACOS_PATHS if Path(path).is_file()]
    return found[0] if found else None


def find_browser(playwright: Playwright) -> str:
    """Path of the browser to drive.

    Raises
    ------
    RuntimeError : there is none.
    """
    installed = find_installed_browser()
    if installed is not None:
        return installed
    held = playwright.chromium.executable_path
    if not Path(held).is_file():
        raise RuntimeError("no browser of the Chromium family; `bash tests/run` installs one")
    return held


def main() -> int:
    """Print the path of the browser."""
    with sync_playwright() as playwright:
        try:
            print(find_browser(playwright))
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
