"""Fonts of the picture, and how a text is written where a font lacks its letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PIL import ImageFont

from geo.names import UNDIVIDED

#: Source Sans and Source Serif (SIL Open Font License 1.1), which Streamlit serves to browsers.
STREAMLIT_FONTS = {
    "sans": "SourceSansVF-Upright.*.woff2",
    "serif": "SourceSerifVariable-Roman.*.woff2",
}
#: Where Streamlit's cannot be read: fonts that many systems have.
SYSTEM_FONTS = {"sans": "DejaVuSans.ttf", "serif": "DejaVuSerif.ttf"}
#: No font has a letter here, so each shows its sign for one that is missing.
MISSING = "\U0010ffff"
UNKNOWN = "?"


@dataclass(frozen=True)
class Look:
    """How a text is written: "sans" or "serif", weight 100 to 900, size and line in pixels."""

    family: str
    weight: int
    size: float
    line: float


@lru_cache(maxsize=64)
def load_fonts(family: str, weight: int, size: float) -> list[ImageFont.FreeTypeFont]:
    """Fonts for a look in the order of preference; the last one is always there, and knows little."""
    fonts: list[ImageFont.FreeTypeFont] = []
    for path in [*_find_streamlit_fonts(family), SYSTEM_FONTS[family]]:
        try:
            font = ImageFont.truetype(str(path), size)
            _set_weight(font, weight)
        except OSError:
            continue
        fonts.append(font)
    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont)
    return [*fonts, own]


def _find_streamlit_fonts(family: str) -> list[Path]:
    folder = Path(str(files("streamlit"))) / "static" / "static" / "media"
    return sorted(folder.glob(STREAMLIT_FONTS[family]))


def _set_weight(font: ImageFont.FreeTypeFont, weight: int) -> None:
    """Set the weight of a font that has several; one of a single weight stays as it is."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return
    values: list[float] = [axis["default"] or axis["minimum"] or 0 for axis in axes]
    for place, axis in enumerate(axes):
        if axis["name"] in (b"Weight", "Weight"):
            low, high = axis["minimum"] or weight, axis["maximum"] or weight
            values[place] = min(max(weight, low), high)
    font.set_variation_by_axes(values)


def choose_font(text: str, look: Look, scale: float) -> tuple[str, ImageFont.FreeTypeFont]:
    """A text as it can be written, and the font for it: the first that has all its letters.

    Where none has, letters are written without their marks, and what is then still missing as "?".
    """
    fonts = load_fonts(look.family, look.weight, look.size * scale)
    for font in fonts:
        if all(has_letter(font, letter) for letter in set(text)):
            return text, font
    return "".join(_spell(letter, fonts[0]) for letter in text), fonts[0]


def _spell(letter: str, font: ImageFont.FreeTypeFont) -> str:
    if has_letter(font, letter):
        return letter
    plain = unicodedata.normalize("NFKD", letter.translate(UNDIVIDED))
    kept = [part for part in plain if not unicodedata.combining(part)]
    return "".join(part if has_letter(font, part) else UNKNOWN for part in kept)


@lru_cache(maxsize=8192)
def has_letter(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    """Whether a font has a letter of its own for a sign."""
    return letter.isspace() or _draw(font, letter) != _draw(font, MISSING)


def _draw(font: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)
