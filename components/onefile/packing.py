"""Values that are alike stand once: cards repeat from stage to stage what they said before."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

#: Key of an object that stands for a shared value.
SHARED = "$"
#: Fewest characters that a value has to save to be shared.
LEAST = 24

#: Letters of base 85 that are written otherwise.
LETTERS = str.maketrans("<`", ",.")

Key = tuple[Any, ...]


class _Pool:
    """Values of JSON as nodes, each kind of value once; parts come before what they are part of."""

    def __init__(self) -> None:
        self._places: dict[Key, int] = {}
        #: Of each node: its value, the parts of a list or object as places of nodes.
        self._values: list[Any] = []
        self._uses: list[int] = []
        self._sizes: list[int] = []

    def add(self, value: Any) -> int:
        """The place of a value, entered when it is new."""
        node: Any = value
        parts: list[int] = []
        if isinstance(value, dict):
            if SHARED in value:
                raise ValueError(f"an object with the key {SHARED!r} cannot be packed; rename it")
            node = {name: self.add(part) for name, part in value.items()}
            key: Key = ("object", *node.items())
            parts, size = list(node.values()), sum(len(name) + 4 for name in node)
        elif isinstance(value, list):
            node = parts = [self.add(part) for part in value]
            key, size = ("list", *node), len(node)
        else:
            key, size = (type(value).__name__, value), len(str(value))
        if key not in self._places:
            self._places[key] = len(self._values)
            self._values.append(node)
            self._uses.append(0)
            self._sizes.append(size + sum(self._sizes[part] for part in parts))
            for part in parts:
                self._uses[part] += 1
        return self._places[key]

    def pack(self, root: int) -> dict[str, Any]:
        """The value of a node, and the shared values in the order in which they need each other."""
        shared = [
            place
            for place, uses in enumerate(self._uses)
            if uses > 1 and self._sizes[place] >= LEAST
        ]
        names = {place: number for number, place in enumerate(shared)}
        return {
            "values": [self._write(place, names) for place in shared],
            "root": self._write(root, names),
        }

    def _write(self, place: int, names: dict[int, int]) -> Any:
        def part(inner: int) -> Any:
            return {SHARED: names[inner]} if inner in names else self._write(inner, names)

        value = self._values[place]
        if isinstance(value, dict):
            return {name: part(inner) for name, inner in value.items()}
        return [part(inner) for inner in value] if isinstance(value, list) else value


def pack_values(value: Any) -> dict[str, Any]:
    """A value of JSON with each larger part that comes more than once written once.

    `unpack` of `explore/data/unpack.js` is the way back.

    >>> pack_values([["the same words, long enough"], ["the same words, long enough"]])
    {'values': [['the same words, long enough']], 'root': [{'$': 0}, {'$': 0}]}

    Raises
    ------
    ValueError : an object has the key that stands for shared values.
    """
    pool = _Pool()
    return pool.pack(pool.add(value))


def pack_bytes(value: Any) -> bytes:
    """A value of JSON, packed, as gzip."""
    text = json.dumps(pack_values(value), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def write_base64(content: bytes) -> str:
    """Bytes as a data address takes them."""
    return base64.b64encode(content).decode()


def write_letters(content: bytes) -> str:
    """Bytes in letters that end and begin nothing in a script element, five for four bytes.

    Base 85 with the letters of Python's `base64.b85encode`, but a comma for `<` and a full stop for the
    backtick. `readLetters` of `explore/data/unpack.js` is the way back.

    >>> write_letters(b"abcd")
    'VPa!s'
    """
    return base64.b85encode(content).decode().translate(LETTERS)
