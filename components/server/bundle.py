"""Joins the modules of the browser app into one script for each host: one request instead of a hundred.

The modules are written in one plain manner, which is all that this understands: named imports of modules
beside them, exports in front of a function, class or constant, and no two modules that need each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
LATER = re.compile(r'\bawait import\("(\.[^"]+)"\)')
EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
#: Comments that have lines of their own.
COMMENT = re.compile(r"^[ \t]*(?:/\*\*?(?:[^*]|\*(?!/))*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE)
#: What is left of the language of modules where a module is not written in the manner above.
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class BundleError(ValueError):
    """The modules cannot be joined; says which one, and why."""


def bundle_modules(modules: Mapping[str, str], entry: str) -> str:
    """One module that does what an entry and all that it imports do, and exports what the entry does.

    Parameters
    ----------
    modules : source of each module by its name, a path that begins at a common folder.
    entry : name of the module to begin with.

    Raises
    ------
    BundleError : a module is missing, is not written in the plain manner, or needs itself.
    """
    order: list[str] = []
    _collect(modules, entry, order, ())
    places = {name: f"m{place}" for place, name in enumerate(order)}
    parts = [_wrap(modules[name], name, places) for name in order]
    names = EXPORT.findall(modules[entry])
    exports = [f"export const {name} = {places[entry]}.{name};\n" for _, name in names]
    return "".join([*parts, *exports])


def _collect(
    modules: Mapping[str, str], name: str, order: list[str], above: tuple[str, ...]
) -> None:
    """Add a module to the order, after all that it imports."""
    if name in above:
        raise BundleError(f"{name} needs itself: {' > '.join([*above, name])}")
    if name in order:
        return
    if name not in modules:
        raise BundleError(f"{above[-1] if above else 'the host'} imports {name}, which is missing")
    source = COMMENT.sub("", modules[name])
    wanted = [path for _, path in IMPORT.findall(source)] + LATER.findall(source)
    for path in wanted:
        _collect(modules, _resolve(name, path), order, (*above, name))
    order.append(name)


def _wrap(source: str, name: str, places: Mapping[str, str]) -> str:
    """A module as the value of a constant: the object of its exports."""
    exported = [found for _, found in EXPORT.findall(source)]
    code = COMMENT.sub("", source)
    code = IMPORT.sub(lambda found: _bind(found, name, places), code)
    code = LATER.sub(lambda found: places[_resolve(name, found[1])], code)
    code = EXPORT.sub(r"\1 \2", code)
    left = OTHER.search(code)
    if left:
        raise BundleError(f"{name}: `{left[0]}` is not an import or export that can be joined")
    return f"const {places[name]} = (() => {{\n{code}return {{ {', '.join(exported)} }};\n}})();\n"


def _bind(found: re.Match[str], name: str, places: Mapping[str, str]) -> str:
    names = ", ".join(
        part.strip().replace(" as ", ": ") for part in found[1].split(",") if part.strip()
    )
    return f"const {{ {names} }} = {places[_resolve(name, found[2])]};\n"


def _resolve(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))
