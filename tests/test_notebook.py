"""What a notebook begins with: the example in the README of the record runs as it is printed."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import geo

ROOT = Path(__file__).resolve().parent.parent


def test_the_worked_example_of_the_readme_runs() -> None:
    found = doctest.testfile(
        str(ROOT / "geo" / "README.md"), module_relative=False, optionflags=doctest.FAIL_FAST
    )

    assert found.failed == 0
    assert found.attempted > 15


@pytest.mark.parametrize("name", geo.__all__)
def test_what_the_package_offers_is_there_and_explained(name: str) -> None:
    assert getattr(geo, name).__doc__


def test_what_it_does_not_offer_is_named() -> None:
    with pytest.raises(AttributeError, match="module 'geo' has no attribute 'load_records'"):
        geo.load_records  # noqa: B018


def test_a_module_that_is_run_is_not_imported_before() -> None:
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        "import geo, sys; print('geo.record' in sys.modules)",
    ]

    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"
