"""The browser that the tests drive: an installed one first, else the one that Playwright holds.

Run as `python -m tests.browser_path`, it prints the path of that browser, or exits with 1 when there is none.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from components.picture.browser import QUIET_OPTIONS, find_installed_browser

#: Without a window, and without a way to any other machine.
BROWSER_OPTIONS = (*QUIET_OPTIONS, "--no-sandbox")


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
