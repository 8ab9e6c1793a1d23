"""What is taken from Streamlit is listed with tests that there are; what is installed is locked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hooks import find_tests, read_hooks

TESTS = Path(__file__).resolve().parent
#: A package of a lock with what belongs to it.
ENTRY = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;]+)(.*(?:\n[ ]+.*)*)", re.MULTILINE)


def test_each_hook_into_streamlit_names_tests_that_there_are() -> None:
    hooks = read_hooks()

    assert len(hooks) > 10
    for hook in hooks:
        assert hook.tests, hook.what
        assert [name for name in hook.tests if not find_tests(name)] == [], hook.what


def test_a_test_that_there_is_not_is_not_found() -> None:
    assert find_tests("test_that_there_is_not") == []
    assert find_tests("tests/test_there_is_not.py") == []


@pytest.mark.parametrize("file", ["requirements.txt", "tests/requirements.txt"])
def test_the_lock_holds_what_is_required(file: str) -> None:
    locked = {name: version for name, version, _ in read_lock()}
    text = (TESTS.parent / file).read_text(encoding="utf-8")
    required = dict(line.split("==") for line in text.split() if "==" in line)

    assert len(required) > 5
    assert {name: locked.get(_normalize(name)) for name in required} == required


def test_each_package_of_the_lock_has_hashes() -> None:
    entries = read_lock()

    assert len(entries) > 60
    assert [name for name, _, rest in entries if "--hash=sha256:" not in rest] == []


def read_lock() -> list[tuple[str, str, str]]:
    """Name, version, and the rest of each package of the lock."""
    return ENTRY.findall((TESTS / "requirements.lock").read_text(encoding="utf-8"))


def _normalize(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
