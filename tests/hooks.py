"""What `components/server/hooks.md` says the app takes from Streamlit, and the tests that hold it.

Run as `python tests/hooks.py`, it runs these tests and names what broke.
"""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "components" / "server" / "hooks.md"
REPORT = ROOT / "tests" / "output" / "hooks.xml"
HEADER = "| What | Where | What breaks when it changes | Test |"
POLICY = "What Streamlit's pages need of the policy"


@dataclass(frozen=True)
class Hook:
    """One thing that is relied on; what breaks with it; names of tests and files of tests."""

    what: str
    breaks: str
    tests: tuple[str, ...]


def read_hooks() -> list[Hook]:
    """All entries: the policy, and the rows of the table."""
    text = TABLE.read_text(encoding="utf-8")
    policy = re.search(r"^Tests: (.+)$", text, re.MULTILINE)
    if policy is None or HEADER not in text:
        raise ValueError(f"{TABLE.name} does not have the form that is read here")
    hooks = [Hook(POLICY, "pages show errors, or do not load", _read_code(policy[1]))]
    for line in text[text.index(HEADER) :].splitlines()[2:]:
        if not line.startswith("|"):
            break
        what, _where, breaks, tests = (cell.strip() for cell in line.strip("|").split("|"))
        hooks.append(Hook(what, breaks, _read_code(tests)))
    return hooks


def _read_code(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"`([^`]+)`", text))


def find_tests(name: str) -> list[str]:
    """What pytest calls a test, or a file of tests; nothing when there is none of that name."""
    if name.startswith("tests/"):
        return [name] if (ROOT / name).is_file() else []
    definition = re.compile(rf"^def {re.escape(name)}\(", re.MULTILINE)
    return [
        f"{path.relative_to(ROOT).as_posix()}::{name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if definition.search(path.read_text(encoding="utf-8"))
    ]


def main() -> int:
    """Run the tests of all entries and print those that do not hold; 1 when there is one."""
    hooks = read_hooks()
    chosen = sorted({found for hook in hooks for name in hook.tests for found in find_tests(name)})
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.unlink(missing_ok=True)
    options = ["-n", "3", "--dist", "loadfile", "-q", f"--junitxml={REPORT}"]
    subprocess.run([sys.executable, "-m", "pytest", *options, *chosen], cwd=ROOT, check=False)
    if not REPORT.is_file():
        print("The tests could not be run.")
        return 1
    failed = set(_read_failed())
    broken = [(hook, hit) for hook in hooks if (hit := _list_hit(hook, failed))]
    for hook, hit in broken:
        print(f"\n{hook.what}\n  breaks: {hook.breaks}\n  seen by: {', '.join(hit)}")
    print(f"\n{len(hooks) - len(broken)} of {len(hooks)} entries of {TABLE.name} hold.")
    return 1 if failed else 0


def _read_failed() -> Iterator[tuple[str, str]]:
    """File and name of each test that failed or could not be run."""
    for case in ET.parse(REPORT).iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            module = case.get("classname", "").replace(".", "/") + ".py"
            yield module, case.get("name", "").partition("[")[0]


def _list_hit(hook: Hook, failed: set[tuple[str, str]]) -> list[str]:
    return sorted(
        {f"{file}::{test}" for name in hook.tests for file, test in failed if name in (file, test)}
    )


if __name__ == "__main__":
    sys.exit(main())
