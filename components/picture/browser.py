"""The installed browser, which draws without a window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

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
MACOS_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
#: Below one of the folders of programs of Windows.
WINDOWS_PATHS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
#: Without a way to any other machine: names do not resolve.
QUIET_OPTIONS = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_installed_browser() -> str | None:
    """Path of an installed browser of the Chromium family, or None."""
    return next(_list_browsers(), None)


def _list_browsers() -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)))
    folders = [os.environ[name] for name in WINDOWS_FOLDERS if name in os.environ]
    paths = [Path(path) for path in MACOS_PATHS]
    paths += [Path(folder, path) for folder in folders for path in WINDOWS_PATHS]
    yield from (str(path) for path in paths if path.is_file())


def open_command(browser: str, profile: str, address: str) -> list[str]:
    """The command that opens an address without a window.

    Parameters
    ----------
    profile : folder for what the browser keeps, which nobody else uses.
    """
    command = [browser, "--headless", f"--user-data-dir={profile}", *QUIET_OPTIONS]
    # Who may do everything can lock nothing up; Chromium does not start then.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--no-sandbox")
    return [*command, address]
