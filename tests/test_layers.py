"""Arrows between the layers point downwards only: dashboard, components, geo."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: What the modules of a folder may not import.
FORBIDDEN = {
    "geo": {
        "components",
        "dashboard",
        "tests",
        "streamlit",
        "folium",
        "branca",
        "starlette",
        "uvicorn",
        "xstatic",
        "http",
        "urllib",
        "socket",
        "requests",
    },
    "components": {"dashboard", "tests"},
}
#: The only modules of a folder that may import a package.
ONLY = {
    "folium": {"components/explore/draw_ground.py"},
    "starlette": {"components/server/routes.py"},
}
TEST_NAMES = {path.stem for path in (ROOT / "tests").rglob("*.py")}


def _imports(path: Path) -> set[str]:
    """Top names of all modules that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            assert node.module is not None
            names.add(node.module.split(".")[0])
    return names


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


APP = [*_modules("geo"), *_modules("components"), ROOT / "dashboard.py"]


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_import_points_upwards(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()} imports {name}"
        for path in _modules(folder)
        for name in sorted(_imports(path) & FORBIDDEN[folder])
    ]

    assert len(_modules(folder)) >= 8
    assert found == []


@pytest.mark.parametrize("package", ONLY)
def test_a_package_is_known_to_its_own_module_only(package: str) -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in [*_modules("components"), ROOT / "dashboard.py"]
        if package in _imports(path)
    }

    assert users == ONLY[package]


def test_the_app_imports_nothing_of_the_tests() -> None:
    found = [path.name for path in APP if _imports(path) & (TEST_NAMES | {"pytest", "hypothesis"})]

    assert found == []


def test_every_package_that_the_app_imports_is_required() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {re.split(r"[=\[<>~ ]", line)[0].casefold() for line in lines if line}
    own = {"geo", "components", "dashboard"}
    used = set().union(*map(_imports, APP)) - set(sys.stdlib_module_names) - own
    distributions = packages_distributions()

    missing = {name for name in used if not _names(distributions.get(name, [])) & required}

    assert missing == set()


def _names(distributions: list[str]) -> set[str]:
    return {name.casefold() for name in distributions}
