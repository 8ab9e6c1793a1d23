"""Reads JavaScript as far as tests of its text need: string literals and imports, without comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

MODULES = Path(__file__).resolve().parents[1] / "components" / "explore"
#: A slash after one of these begins a regular expression, after anything else it divides.
BEFORE_PATTERN = re.compile(r"(?:^|[(,=:\[!&|?{};+>]|\breturn|\btypeof)\s*$")
TOKEN = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`)"""
    r"""|(?P<slash>/)""",
    re.DOTALL,
)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
IMPORT = re.compile(r"\b(?:from|import)\s*\(?\s*$")


def list_modules() -> dict[str, str]:
    """The text of each module by its name below `components/explore`."""
    return {
        path.relative_to(MODULES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(MODULES.rglob("*.js"))
    }


def list_strings(text: str) -> list[str]:
    """All quoted literals, those within templates included; the fixed parts of templates are none.

    >>> list_strings('let a = "x"; // "no"')
    ['x']
    >>> list_strings('f(`a ${b === "y" ? `${"z"}` : 1} c`, /["]/, 1 / 2)')
    ['y', 'z']
    """
    return [literal for literal, _before in _walk(text)]


def list_imports(text: str) -> list[str]:
    """What a module imports, at its start or later; types in comments are no imports.

    >>> list_imports('import { a } from "./a.js"; /** @type {import("./b.js").B} *' + '/ import("./c.js")')
    ['./a.js', './c.js']
    """
    return [literal for literal, before in _walk(text) if IMPORT.search(before)]


def _walk(text: str) -> Iterator[tuple[str, str]]:
    """Each literal with the code that stands before it, comments left out."""
    place, code = 0, ""
    while found := TOKEN.search(text, place):
        code += text[place : found.start()]
        place = found.end()
        if found["string"]:
            yield found["string"][1:-1], code
            code += '""'
        elif found["template"]:
            end, parts = _read_template(text, place)
            for part in parts:
                yield from _walk(part)
            place, code = end, code + "``"
        elif found["slash"]:
            pattern = PATTERN.match(text, found.start())
            if pattern and BEFORE_PATTERN.search(code):
                place = pattern.end()
            code += "/"


def _read_template(text: str, place: int) -> tuple[int, list[str]]:
    """Where a template ends that begins before `place`, and the code within it."""
    parts = []
    while text[place] != "`":
        if text.startswith("${", place):
            end = _find_end(text, place + 2)
            parts.append(text[place + 2 : end])
            place = end + 1
        else:
            place += 2 if text[place] == "\\" else 1
    return place + 1, parts


def _find_end(text: str, place: int) -> int:
    """The brace that closes the code which begins at `place`."""
    depth = 1
    while True:
        if text[place] == "`":
            place, _parts = _read_template(text, place + 1)
            continue
        if string := re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""").match(text, place):
            place = string.end()
            continue
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
        place += 1
