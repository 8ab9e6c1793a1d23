"""The light colours of the page, read from its style sheet, which owns them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from components.preview.canvas import Colour
from components.server.assets import MODULES

SHEET = MODULES / "base.css"
TOKEN = re.compile(r"--tm-([a-z0-9-]+):\s*#([0-9a-f]{6})\b")


@dataclass(frozen=True)
class Colours:
    """What of the colours a picture needs, by the names of the tokens of `base.css`."""

    paper: Colour
    land: Colour
    around: Colour
    water: Colour
    border: Colour
    district: Colour
    ink: Colour
    quiet: Colour
    edge: Colour
    strong: Colour
    harm: Colour
    other: Colour
    held: Colour
    held_partly: Colour
    road: Colour
    block_0: Colour
    block_1: Colour
    block_2: Colour
    block_3: Colour

    @property
    def fills(self) -> tuple[Colour, ...]:
        """Of the bars, in the order of the fills."""
        return self.block_0, self.block_1, self.block_2, self.block_3


@lru_cache(maxsize=1)
def read_colours() -> Colours:
    """The colours of the first rule of the style sheet, the light ones."""
    light = SHEET.read_text(encoding="utf-8").partition("}")[0]
    found = {name.replace("-", "_"): _read_hex(digits) for name, digits in TOKEN.findall(light)}
    return Colours(**{each.name: found[each.name] for each in fields(Colours)})


def _read_hex(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue
