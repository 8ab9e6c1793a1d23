"""The column beside the map of the picture: what the view is in words, the key, where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from components.catalogue import _
from components.labels import CONTEST_WORDS, FILL_WORDS, HOLDER_STATE_WORDS, HOLDER_TINTS
from components.preview.canvas import Canvas, Colour, Point, balance_text, wrap_text
from components.preview.colours import Colours
from components.preview.letters import Look
from components.preview.shapes import POSSIBLE, SOFT_SHARE, Mark, draw_mark
from components.preview.words import ViewWords
from components.vocabulary import label_shape
from geo.tables.schema import CATEGORY_KINDS, FILLS, MUTUAL_BLAME, SHAPES

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
#: Pixels of a sample for a CSS pixel of the page.
SAMPLE_SCALE = 1.4

#: Parts a text into lines: text, look, room, most lines.
Parting = Callable[[str, Look, float, int], list[str]]


@dataclass(frozen=True)
class Key:
    """What the key explains, as far as there is room.

    Parameters
    ----------
    shapes, fills : of the marks that are shown.
    split, soft, possible : whether a mark is split, a place known no closer than its district, an event
        only possible in the window.
    rings : whether fills are told by the colours of rings instead of marks.
    tints : of the districts, as `HOLDER_TINTS` has them; `held_on` is their day in words.
    """

    shapes: frozenset[str] = frozenset()
    fills: frozenset[str] = frozenset()
    split: bool = False
    soft: bool = False
    possible: bool = False
    tints: frozenset[str] = frozenset()
    held_on: str = ""
    rings: bool = False


@dataclass(frozen=True)
class _Entry:
    """A line of the key; of too many those with the highest rank are left out."""

    rank: int
    words: str
    draw: Callable[[Point], None]


def draw_column(canvas: Canvas, words: ViewWords, key: Key, colours: Colours) -> None:
    """Draw the column over the left of the picture.

    Parameters
    ----------
    words : of the view.
    key : what is shown.
    """
    canvas.block((0, 0, WIDTH, canvas.height), colours.paper)
    canvas.block((WIDTH, 0, WIDTH + 2, canvas.height), colours.border)
    column = _Column(canvas, colours)
    column.write_head(words)
    column.write_foot(words.source)
    column.draw_key(key)


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
        self._write(words.lesson, PLAIN, quiet, 2)
        self._write(words.headline, HEAD, ink, 3)
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

    def draw_key(self, key: Key) -> None:
        """What shapes, fills and tints mean, where room is left."""
        entries = [*self._list_marks(key), *self._list_tints(key)]
        laid = [(each, wrap_text(each.words, SMALL, ROOM - SAMPLE_PX, 2)) for each in entries]
        room = self._bottom - self._top - GAP_PX
        while laid and sum(_measure(lines) for _entry, lines in laid) > room:
            most = max(each.rank for each, _lines in laid)
            laid = [pair for pair in laid if pair[0].rank < most]
        y = self._bottom - 8 - sum(_measure(lines) for _entry, lines in laid)
        for entry, lines in laid:
            height = _measure(lines)
            entry.draw((MARGIN_PX + 13, y + height / 2))
            for k, line in enumerate(lines):
                middle = y + height / 2 + (k + 0.5 - len(lines) / 2) * SMALL.line
                at = (MARGIN_PX + SAMPLE_PX, middle)
                self._canvas.write(at, line, SMALL, self._colours.ink)
            y += height

    def _list_marks(self, key: Key) -> Iterator[_Entry]:
        for shape in (shape for shape in SHAPES if shape in key.shapes):
            harms = {kind.harm for kind in CATEGORY_KINDS if kind.shape == shape}
            fill = FILLS[0] if len(harms) == 1 and key.fills else ""
            yield _Entry(
                2, label_shape(shape), self._sample(Mark(shape, fill, True in harms, False))
            )
        for fill in (fill for fill in FILLS if fill in key.fills):
            mark = self._sample(Mark(SHAPES[0], fill, True, False))
            ring = self._sample_ring(self._colours.fills[FILLS.index(fill)])
            yield _Entry(0, _(FILL_WORDS[fill]), ring if key.rings else mark)
        plain = Mark(SHAPES[0], FILLS[0] if key.fills else "", harm=True, split=False)
        if key.split:
            split = replace(plain, split=True)
            yield _Entry(1, _(CONTEST_WORDS[MUTUAL_BLAME]), self._sample(split))
        if key.possible:
            words = _("may be of these days, or lasted longer")
            yield _Entry(3, words, self._sample(plain, POSSIBLE))
        if key.soft:
            yield _Entry(4, _("pale disc: district only"), self._sample_disc())

    def _list_tints(self, key: Key) -> Iterator[_Entry]:
        held = [(state, tint) for state, tint in HOLDER_TINTS.items() if tint in key.tints]
        for k, (state, tint) in enumerate(held):
            words = _(HOLDER_STATE_WORDS[state])
            if k == len(held) - 1:
                words = _("{held} on {day}").format(held=words, day=key.held_on)
            yield _Entry(1, words, self._sample_tint(tint))

    def _sample(self, mark: Mark, share: float = 1.0) -> Callable[[Point], None]:
        return lambda at: draw_mark(self._canvas, at, mark, self._colours, share, SAMPLE_SCALE)

    def _sample_disc(self) -> Callable[[Point], None]:
        return lambda at: self._canvas.pale_disc(at, 12, self._colours.harm, SOFT_SHARE)

    def _sample_ring(self, colour: Colour) -> Callable[[Point], None]:
        return lambda at: self._canvas.arc(at, 10, (0, 1), colour, 5)

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


def _measure(lines: list[str]) -> float:
    """Height of an entry of the key, pixels."""
    return max(24.0, 6 + len(lines) * SMALL.line)
