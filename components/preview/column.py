"""The column beside the map of the picture: what the view is in words, the key, where it comes from."""

from __future__ import annotations

from collections.abc import Callable

from components.catalogue import _
from components.labels import FILL_WORDS, HOLDER_STATE_WORDS, HOLDER_TINTS
from components.preview.canvas import Canvas, Colour, Point, balance_text, wrap_text
from components.preview.colours import Colours
from components.preview.letters import Look
from components.preview.shapes import Mark, draw_mark
from components.preview.words import ViewWords
from geo.tables.schema import FILLS, SHAPES

WIDTH, MARGIN_PX = 424, 30
ROOM = WIDTH - 2 * MARGIN_PX
TITLE = Look("sans", 600, 21, 28)
DATES = Look("serif", 600, 40, 45)
COUNT = Look("sans", 600, 24, 31)
KNOWN = Look("sans", 600, 22, 29)
PLAIN = Look("sans", 400, 20, 26)
HEAD = Look("serif", 600, 25, 31)
TOLL = Look("sans", 600, 21, 27)
SMALL = Look("sans", 400, 16, 20)
#: Between two blocks, and before the words of a sample.
GAP_PX, SAMPLE_PX = 14, 34

#: Parts a text into lines: text, look, room, most lines.
Parting = Callable[[str, Look, float, int], list[str]]


def draw_column(
    canvas: Canvas, words: ViewWords, *, fills: tuple[str, ...], tints: set[str], held_on: str, colours: Colours
) -> None:  # fmt: skip
    """Draw the column over the left of the picture.

    Parameters
    ----------
    words : of the view.
    fills : of the marks that are shown, which the key explains.
    tints : of the districts that are shown, as `HOLDER_TINTS` has them.
    held_on : their day in words.
    """
    canvas.block((0, 0, WIDTH, canvas.height), colours.paper)
    canvas.block((WIDTH, 0, WIDTH + 2, canvas.height), colours.border)
    column = _Column(canvas, colours)
    column.write_head(words)
    column.write_foot(words.source)
    column.draw_key(fills, tints, held_on)


class _Column:
    """Writes from the top down and from the bottom up until both meet."""

    def __init__(self, canvas: Canvas, colours: Colours) -> None:
        self._canvas = canvas
        self._colours = colours
        self._top = MARGIN_PX - 4.0
        self._bottom = canvas.height - MARGIN_PX + 4.0

    def write_head(self, words: ViewWords) -> None:
        """What the view is; the incident last, as far as there is room."""
        ink, quiet = self._colours.ink, self._colours.quiet
        self._write(words.title, TITLE, quiet, 2)
        self._top += 4
        self._write(words.dates, DATES, ink, 3, balance_text)
        self._top += 6
        self._write(words.heading, HEAD, ink, 4)
        self._write(words.count, COUNT, ink, 2)
        self._write(words.known, KNOWN, self._colours.road, 2)
        self._write(words.filters, PLAIN, quiet, 3)
        incident = words.incident
        if incident is None:
            return
        self._top += GAP_PX
        self._canvas.block(
            (MARGIN_PX, self._top - 8, WIDTH - MARGIN_PX, self._top - 6), self._colours.edge
        )
        self._write(incident.title, HEAD, ink, 3)
        self._top += 2
        self._write(incident.toll, TOLL, ink, 2)
        self._write(incident.counted_by, SMALL, quiet, 4)
        self._top += 4
        self._write(incident.level, PLAIN, ink, 3)

    def write_foot(self, source: str) -> None:
        """Where it comes from, at the bottom."""
        note = _("No mark means that no incident is recorded, not that nothing happened.")
        for text in (_("Source: {source}.").format(source=source.rstrip(".")), note):
            lines = wrap_text(text, SMALL, ROOM, 3)
            if self._bottom - len(lines) * SMALL.line < self._top + GAP_PX:
                return
            self._bottom -= len(lines) * SMALL.line
            for k, line in enumerate(lines):
                y = self._bottom + (k + 0.5) * SMALL.line
                self._canvas.write((MARGIN_PX, y), line, SMALL, self._colours.quiet)
            self._bottom -= 6

    def draw_key(self, fills: tuple[str, ...], tints: set[str], held_on: str) -> None:
        """What fills and tints mean, where room is left."""
        held = [(state, tint) for state, tint in HOLDER_TINTS.items() if tint in tints]
        entries: list[tuple[Callable[[Point], None], str]] = [
            (self._sample_fill(fill), _(FILL_WORDS[fill])) for fill in FILLS if fill in fills
        ]
        for k, (state, tint) in enumerate(held):
            words = _(HOLDER_STATE_WORDS[state])
            if k == len(held) - 1:
                words = _("{held} on {day}").format(held=words, day=held_on)
            entries.append((self._sample_tint(tint), words))
        laid = [(draw, wrap_text(words, SMALL, ROOM - SAMPLE_PX, 2)) for draw, words in entries]
        heights = [max(28, 8 + len(lines) * SMALL.line) for _draw, lines in laid]
        while heights and sum(heights) > self._bottom - self._top - GAP_PX:
            heights.pop()
        y = self._bottom - 8 - sum(heights)
        for (draw, lines), height in zip(laid, heights, strict=False):
            draw((MARGIN_PX + 13, y + height / 2))
            for k, line in enumerate(lines):
                middle = y + height / 2 + (k + 0.5 - len(lines) / 2) * SMALL.line
                self._canvas.write((MARGIN_PX + SAMPLE_PX, middle), line, SMALL, self._colours.ink)
            y += height

    def _sample_fill(self, fill: str) -> Callable[[Point], None]:
        mark = Mark(SHAPES[0], fill, harm=True, split=False)
        return lambda at: draw_mark(self._canvas, at, mark, self._colours)

    def _sample_tint(self, tint: str) -> Callable[[Point], None]:
        def draw(at: Point) -> None:
            x, y = at
            ring = [(x - 13, y - 9), (x + 13, y - 9), (x + 13, y + 9), (x - 13, y + 9)]
            if tint == "hatched":
                self._canvas.hatch_area([ring], self._colours.held_partly, self._colours.held, 9)
            else:
                self._canvas.fill(ring, self._colours.held)
            self._canvas.stroke([*ring, *ring[:2]], self._colours.edge, 1)

        return draw

    def _write(
        self, text: str, look: Look, colour: Colour, most: int, part: Parting = wrap_text
    ) -> None:
        for line in part(text, look, ROOM, most):
            if self._top + look.line > self._bottom:
                return
            middle = self._top + look.line / 2
            self._canvas.write((MARGIN_PX, middle), line, look, colour)
            self._top += look.line
