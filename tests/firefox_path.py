"""The Firefox that opens the one file in the tests.

Run as a script, it prints the path of that browser, or exits with 1 when there is none.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

NAMES = ("firefox-esr", "firefox")
OTHER_PATHS = (
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:/Program Files/Mozilla Firefox/firefox.exe",
)


def find_firefox() -> str:
    """Path of an installed Firefox.

    Raises
    ------
    RuntimeError : there is none.
    """
    found = [path for name in NAMES if (path := shutil.which(name))]
    found += [path for path in OTHER_PATHS if Path(path).is_file()]
    if not found:
        raise RuntimeError("no Firefox; `bash tests/run` installs one, or says how")
    return found[0]


def main() -> int:
    """Print the path of the browser."""
    try:
        print(find_firefox())
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
