"""Arrows point downwards only: dashboard, components, geo; and in the browser hosts, app, views, data."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from posixpath import join, normpath

import pytest
from javascript import list_imports, list_modules

ROOT = Path(__file__).resolve().parent.parent
WEB = ("streamlit", "folium", "branca", "starlette", "uvicorn", "xstatic", "http", "urllib", "socket",
       "requests")  # fmt: skip
PAGES = ("components.app", "components.keys", "components.session", "components.views", "streamlit")
#: Files of a folder (`but` some) -> what they may not import, with all that lies below it.
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "geo": ("components", "dashboard", "tests", *WEB),
    "geo/tables": ("geo.record", "geo.evidence", "geo.filters", "geo.export", "geo.large"),
    "components": ("dashboard", "tests"),
    "components/api": ("components.server", "starlette", *PAGES),
    "components/explore": ("components.server", "starlette", *PAGES),
    "components/large": ("starlette", *PAGES),
    "components/preview": ("components.explore.mount", "starlette", *PAGES),
    "components/picture": ("components.explore.mount", "starlette", *PAGES),
    "components/onefile": ("components.explore.mount", "starlette", *PAGES),
    "components/server": ("components.explore.mount", *PAGES),
    "components/views": ("components.app", "components.server", "components.explore.mount"),
}
#: The one module of its folder that knows Streamlit and the server: it joins the two.
JOINT = "components/explore/mount.py"
#: Modules of `components` that all parts build on.
BASE = ("catalogue", "labels", "link", "pages", "vocabulary")
#: The only modules that may import a package.
ONLY = {
    "folium": {"components/explore/draw_ground.py"},
    "starlette": {
        f"components/server/{name}.py"
        for name in (
            "asking",
            "downloads",
            "gate",
            "headers",
            "memory",
            "middleware",
            "previews",
            "public_api",
            "routes",
        )
    },
    "duckdb": {"geo/large.py"},
    "pyarrow": {"geo/export/geofiles.py"},
    "xlsxwriter": {"geo/export/excel.py"},
}
TEST_NAMES = {path.stem for path in (ROOT / "tests").rglob("*.py")}

#: In the browser: folder, or "" for the modules beside the folders -> the folders that it may import.
VIEWS = ("ground", "strip", "panels", "lesson_maker", "present", "share", "large")
BROWSER: dict[str, set[str]] = {
    "data": {""},
    "ground": {"", "data"},
    "strip": {"", "data"},
    "panels": {"", "data"},
    "lesson_maker": {"", "data"},
    "present": {"", "data"},
    "share": {"", "data"},
    "large": {"", "data"},
    "": {"", "data"},
    "hosts": {"", "data", "large"},
}
APP = "app.js"
#: Modules of a view that others use as well; they import no view themselves.
SHARED = {
    "panels/card_place.js",
    "panels/card_words.js",
    "panels/choices.js",
    "panels/counts.js",
    "panels/fold.js",
    "panels/icons.js",
    "panels/mark.js",
    "panels/modal.js",
    "panels/popover.js",
    "panels/share.js",
    "panels/sheet_heights.js",
    "share/cite.js",
    "share/view_words.js",
    "ground/cell_size.js",
    "ground/symbols.js",
}


def _imports(path: Path) -> set[str]:
    """Full names of all that a file imports, wherever in the file; `from a import b` is a.b."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


APP_FILES = [*_modules("geo"), *_modules("components"), ROOT / "dashboard.py"]
IMPORTS = {_name(path): _imports(path) for path in APP_FILES}


def _is_below(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_no_import_points_upwards(folder: str) -> None:
    files = [name for name in IMPORTS if name.startswith(f"{folder}/") and name != JOINT]
    found = [
        f"{file} imports {name}"
        for file in files
        for name in sorted(IMPORTS[file])
        if any(_is_below(name, module) for module in FORBIDDEN[folder])
    ]

    assert len(files) >= 3
    assert found == []


def test_what_all_parts_build_on_imports_none_of_them() -> None:
    allowed = ("geo", *(f"components.{name}" for name in BASE))
    found = [
        f"{name}.py imports {used}"
        for name in BASE
        for used in sorted(IMPORTS[f"components/{name}.py"])
        if _is_below(used, "streamlit")
        or (_is_below(used, "components") and not any(_is_below(used, each) for each in allowed))
    ]

    assert found == []


@pytest.mark.parametrize("package", ONLY)
def test_a_package_is_known_to_its_own_modules_only(package: str) -> None:
    users = {
        file for file, names in IMPORTS.items() if any(_is_below(name, package) for name in names)
    }

    assert users == ONLY[package]


def test_the_app_imports_nothing_of_the_tests() -> None:
    found = [
        file
        for file, names in IMPORTS.items()
        if {name.split(".")[0] for name in names} & (TEST_NAMES | {"pytest", "hypothesis"})
    ]

    assert found == []


def test_every_package_that_the_app_imports_is_required() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = {re.split(r"[=\[<>~ ]", line)[0].casefold() for line in lines if line}
    own = {"geo", "components", "dashboard"}
    used = {name.split(".")[0] for names in IMPORTS.values() for name in names}
    used -= set(sys.stdlib_module_names) | own
    distributions = packages_distributions()

    missing = {name for name in used if not _fold(distributions.get(name, [])) & required}

    assert missing == set()


def _fold(distributions: list[str]) -> set[str]:
    return {name.casefold() for name in distributions}


# The browser


def _folder(module: str) -> str:
    return module.partition("/")[0] if "/" in module else ""


MODULES = {
    name: [normpath(join(name, "..", path)) for path in list_imports(text)]
    for name, text in list_modules().items()
}


def test_every_module_lies_in_a_folder_with_a_rule() -> None:
    assert {_folder(module) for module in MODULES} == set(BROWSER)


def test_every_import_of_a_module_is_a_module() -> None:
    found = [
        f"{module}: {path}"
        for module, paths in MODULES.items()
        for path in paths
        if path not in MODULES
    ]

    assert found == []
    assert sum(map(len, MODULES.values())) > 150


@pytest.mark.parametrize("folder", BROWSER)
def test_no_import_of_a_module_points_upwards(folder: str) -> None:
    """Hosts know the app, the app its views, views data; no view knows another one."""
    known = {*BROWSER[folder], folder}
    found = [
        f"{module} imports {path}"
        for module, paths in MODULES.items()
        if _folder(module) == folder and module != APP
        for path in paths
        if not (_folder(path) in known or path in SHARED) or (path == APP and folder != "hosts")
    ]

    assert found == []


def test_the_app_knows_no_host() -> None:
    assert {_folder(path) for path in MODULES[APP]} <= {"", "data", *VIEWS}


def test_what_views_share_imports_no_view_and_is_shared() -> None:
    for module in SHARED:
        others = [path for path in MODULES[module] if _folder(path) in VIEWS and path not in SHARED]
        assert others == [], module
        users = {_folder(user) for user, paths in MODULES.items() if module in paths}
        assert users - {_folder(module)}, f"{module} is used by its own folder only"


def test_only_entries_are_imported_by_nobody() -> None:
    imported = {path for paths in MODULES.values() for path in paths}

    # The host of a copy is that of its picture as well.
    hosts = {
        "hosts/mount.js",
        "hosts/open.js",
        "hosts/page.js",
        "hosts/picture.js",
        "hosts/streamlit.js",
    }
    assert set(MODULES) - imported == hosts


def _replaced(path: Path) -> list[str]:
    """Names of imported things whose attributes a file sets, by `name.attribute = ...` or `setattr`."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    bound = {
        (alias.asname or alias.name).partition(".")[0]
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    owners = [
        node.value
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    ]
    owners += [
        node.args[0]
        for node in nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr" and node.args
    ]
    names = [ast.unparse(owner) for owner in owners]
    return [f"{path.name}: {name}" for name in names if name.partition(".")[0] in bound]


def test_no_function_of_another_package_is_replaced(tmp_path: Path) -> None:
    example = tmp_path / "example.py"
    example.write_text(
        "import streamlit as st\nfrom streamlit import net_util\n"
        "net_util.get_external_ip = str\nst.config.x = 1\nsetattr(st, 'y', 2)\n",
        encoding="utf-8",
    )

    assert len(_replaced(example)) == 3
    assert [found for path in APP_FILES for found in _replaced(path)] == []
