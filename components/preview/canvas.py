"""A picture that is drawn twice as large as it is sent, so that its edges are clean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw

from components.preview.letters import Look, choose_font

SCALE = 2
#: How exactly lines of a text are made even.
BALANCE_PX = 8.0

Colour = tuple[int, int, int]
Point = tuple[float, float]
#: Left, top, right, bottom in pixels.
Box = tuple[float, float, float, float]


def mix(colour: Colour, under: Colour, share: float) -> Colour:
    """A colour that covers another one in part.

    >>> mix((0, 0, 0), (200, 100, 0), 0.5)
    (100, 50, 0)
    """
    red, green, blue = (
        round(a * share + b * (1 - share)) for a, b in zip(colour, under, strict=True)
    )
    return red, green, blue


class Canvas:
    """What is drawn on; all measures are pixels of the finished picture.

    Parameters
    ----------
    width, height : of the finished picture.
    ground : colour of all of it at first.
    """

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._pen = ImageDraw.Draw(self._image)

    def fill(self, ring: Sequence[Point], colour: Colour) -> None:
        """Fill what a ring of points encloses."""
        if len(ring) > 2:
            self._pen.polygon(_enlarge(ring), fill=colour)

    def fill_area(
        self, rings: Sequence[Sequence[Point]], colour: Colour, share: float = 1.0
    ) -> None:
        """Fill an area: its first ring without the others, which are holes; `share` covers in part."""
        if len(rings) == 1 and share == 1:
            self.fill(rings[0], colour)
            return
        found = self._mask(rings, share)
        if found is not None:
            corner, mask = found
            self._image.paste(
                colour, (*corner, corner[0] + mask.width, corner[1] + mask.height), mask
            )

    def hatch_area(
        self, rings: Sequence[Sequence[Point]], ground: Colour, stripe: Colour, step: float
    ) -> None:
        """Fill an area with stripes from the lower left to the upper right, `step` apart."""
        found = self._mask(rings, 1.0)
        if found is None:
            return
        (left, top), mask = found
        across = step * SCALE * math.sqrt(2)
        pattern = Image.new("RGB", mask.size, ground)
        pen = ImageDraw.Draw(pattern)
        # Stripes go on from one area to the next: they are counted from the corner of the picture.
        first = math.floor((left + top) / across)
        for k in range(first, math.ceil((left + top + mask.width + mask.height) / across) + 1):
            x = k * across - left - top
            pen.line(
                [(x - mask.height, mask.height), (x, 0)], fill=stripe, width=round(across * 0.31)
            )
        self._image.paste(pattern, (left, top), mask)

    def _mask(
        self, rings: Sequence[Sequence[Point]], share: float
    ) -> tuple[tuple[int, int], Image.Image] | None:
        """Where an area lies in the picture, and how much of each of its pixels; None outside."""
        large = [_enlarge(ring) for ring in rings if len(ring) > 2]
        if not large:
            return None
        xs, ys = zip(*large[0], strict=True)
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right = min(self._image.width, math.ceil(max(xs)) + 1)
        bottom = min(self._image.height, math.ceil(max(ys)) + 1)
        if left >= right or top >= bottom:
            return None
        mask = Image.new("L", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        for place, ring in enumerate(large):
            pen.polygon(
                [(x - left, y - top) for x, y in ring], fill=0 if place else round(255 * share)
            )
        return (left, top), mask

    def stroke(
        self, points: Sequence[Point], colour: Colour, width: float, dash: Point | None = None
    ) -> None:
        """Draw a line through points, or dashes and gaps of two lengths along it."""
        lines = [points] if dash is None else cut_dashes(points, *dash)
        for line in lines:
            if len(line) > 1:
                self._pen.line(
                    _enlarge(line), fill=colour, width=max(1, round(width * SCALE)), joint="curve"
                )

    def disc(self, at: Point, radius: float, colour: Colour) -> None:
        """Fill a disc around a point."""
        self._pen.circle([part * SCALE for part in at], radius * SCALE, fill=colour)

    def pale_disc(self, at: Point, radius: float, colour: Colour, share: float) -> None:
        """Cover a disc around a point in part."""
        angles = (k * math.pi / 32 for k in range(64))
        ring = [(at[0] + radius * math.cos(a), at[1] + radius * math.sin(a)) for a in angles]
        self.fill_area([ring], colour, share)

    def arc(
        self, at: Point, radius: float, span: tuple[float, float], colour: Colour, width: float
    ) -> None:
        """Draw a part of a ring whose outer radius is given; `span` in turns from the top."""
        x, y, reach = at[0] * SCALE, at[1] * SCALE, radius * SCALE
        start, end = (turn * 360 - 90 for turn in span)
        self._pen.arc(
            (x - reach, y - reach, x + reach, y + reach), start, end, fill=colour,
            width=round(width * SCALE),
        )  # fmt: skip

    def block(self, box: Box, colour: Colour) -> None:
        """Fill a rectangle."""
        left, top, right, bottom = (round(edge * SCALE) for edge in box)
        self._pen.rectangle((left, top, right - 1, bottom - 1), fill=colour)

    def write(
        self, at: Point, text: str, look: Look, colour: Colour, *, anchor: str = "lm", halo: Colour | None = None
    ) -> None:  # fmt: skip
        """Write a line of text; `anchor` as Pillow has it, `halo` is the colour around the letters."""
        spelt, font = choose_font(text, look, SCALE)
        place = (at[0] * SCALE, at[1] * SCALE)
        around = 0 if halo is None else round(2.2 * SCALE)
        self._pen.text(
            place, spelt, fill=colour, font=font, anchor=anchor, stroke_width=around,
            stroke_fill=halo,
        )  # fmt: skip

    def encode(self) -> bytes:
        """The finished picture as PNG."""
        stream = BytesIO()
        self._image.reduce(SCALE).save(stream, "PNG")
        return stream.getvalue()


def measure_text(text: str, look: Look) -> float:
    """Width of a line of text, pixels."""
    spelt, font = choose_font(text, look, SCALE)
    return font.getlength(spelt) / SCALE


def wrap_text(text: str, look: Look, room: float, most: int) -> list[str]:
    """A text in at most so many lines that fit; a word longer than a line is parted, "…" ends what is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if measure_text(longer, look) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while measure_text(line, look) > room:
            fitting = len(line)
            while fitting > 1 and measure_text(line[:fitting], look) > room:
                fitting -= 1
            lines.append(line[:fitting])
            line = line[fitting:]
    if line:
        lines.append(line)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure_text(f"{last}…", look) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip(' ,;:')}…"]


def balance_text(text: str, look: Look, room: float, most: int) -> list[str]:
    """As `wrap_text`, with lines as even as they can be."""
    lines = wrap_text(text, look, room, most)
    while room > BALANCE_PX and len(
        narrower := wrap_text(text, look, room - BALANCE_PX, most + 1)
    ) == len(lines):
        lines, room = narrower, room - BALANCE_PX
    return lines


def cut_dashes(points: Sequence[Point], on: float, off: float) -> list[list[Point]]:
    """The dashes along a line, each as its points.

    >>> cut_dashes([(0.0, 0.0), (5.0, 0.0)], 2, 1)
    [[(0.0, 0.0), (2.0, 0.0)], [(3.0, 0.0), (5.0, 0.0)]]
    """
    dashes: list[list[Point]] = []
    drawing, left = True, on
    dash = [points[0]] if points else []
    for (x, y), (to_x, to_y) in pairwise(points):
        length = math.hypot(to_x - x, to_y - y)
        done = 0.0
        while length - done > left:
            done += left
            at = (x + (to_x - x) * done / length, y + (to_y - y) * done / length)
            if drawing:
                dashes.append([*dash, at])
            drawing, dash = not drawing, [at]
            left = on if drawing else off
        left -= length - done
        dash = [*dash, (to_x, to_y)]
    return [*dashes, dash] if drawing and len(dash) > 1 else dashes


def _enlarge(points: Iterable[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]
