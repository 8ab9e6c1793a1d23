"""How many were killed or injured, as the claims on one event have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.claims import Claim, Figure
from geo.rules import ruled_by
from geo.tables.schema import MEASURES, PARTIES
from geo.words import N_

#: Claims whose figures of a measure no longer count: (id of the claim, measure).
Superseded = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Toll:
    """A range of persons over all claims that count.

    Parameters
    ----------
    low, high : persons; open when `high` is an "at least".
    low_by, high_by : who gives each end.
    by : all claims that count.
    parts : sides whose own counts are added up, where nobody counts the whole.
    """

    low: int
    high: int
    is_open: bool
    low_by: tuple[Claim, ...]
    high_by: tuple[Claim, ...]
    by: tuple[Claim, ...]
    parts: tuple[str, ...] = ()


@ruled_by(
    N_(
        "When a voice gives another figure of the same measure on a later day, or a higher one on the "
        "same day, its earlier one is a first count: it stays on the card, marked, and is no end of a "
        "range."
    )
)
def find_superseded(claims: Sequence[Claim]) -> Superseded:
    """Figures that their own voice replaced later."""
    giving = [claim for claim in claims if claim.figures and claim.stance != "denies"]
    return frozenset(
        (first.id, measure)
        for first in giving
        for later in giving
        if later.voice == first.voice and _tell_counted(later) == _tell_counted(first)
        for measure in first.figures.keys() & later.figures.keys()
        if later.is_later_than(first) or _has_grown(first, later, measure)
    )


def _has_grown(first: Claim, later: Claim, measure: str) -> bool:
    """Whether a figure is higher than one of the same known day: counts grow over hours."""
    if first.said != later.said or not first.is_dated_to_the_day:
        return False
    return first.figures[measure].low < later.figures[measure].low


def _tell_counted(claim: Claim) -> tuple[str, str]:
    return claim.counted, claim.counted_side


@ruled_by(
    N_(
        "Civilians, combatants and persons not told apart are never mixed, and the same dead are not "
        "shown twice: a count that does not tell them apart may hold those of another. Low is the "
        "lowest and high the highest figure that any claim gives; each end names its claims. The high "
        'end is open when a highest figure is an "at least". A figure that counts only a part of those '
        "harmed is no end of the range; when nobody counts all, each side's count of its own people "
        'are added and named, else the greatest part is given as an "at least". Encyclopedias and the '
        "founding articles count only where nobody else gives that measure, a figure known only through "
        "another's citation only when no other figure was read. Denials give no figure."
    )
)
def range_tolls(
    claims: Sequence[Claim], superseded: Superseded, corrected: Superseded
) -> dict[str, Toll]:
    """The range of each measure over the claims that give it.

    Parameters
    ----------
    claims : the claims on one event that stand.
    superseded, corrected : figures that their own voice replaced, or took back.
    """
    tolls = {}
    for measure in MEASURES:
        giving = [
            claim
            for claim in claims
            if measure in claim.figures
            and claim.stance != "denies"
            and (claim.id, measure) not in superseded | corrected
        ]
        giving = [claim for claim in giving if not claim.is_cited_only] or giving
        giving = [claim for claim in giving if not claim.is_compiled] or giving
        whole = [claim for claim in giving if claim.counted != "part"]
        if whole:
            tolls[measure] = _range_toll(whole, measure)
        elif giving:
            tolls[measure] = _add_parts(giving, measure) or _find_most(giving, measure)
    return tolls


def _add_parts(claims: Sequence[Claim], measure: str) -> Toll | None:
    """Both sides' counts of their own people, added; None unless both are there."""
    own = {side: [claim for claim in claims if claim.counted_side == side] for side in PARTIES}
    if not all(own.values()):
        return None
    ranges = [_range_toll(found, measure) for found in own.values()]
    return Toll(
        low=sum(each.low for each in ranges),
        high=sum(each.high for each in ranges),
        is_open=any(each.is_open for each in ranges),
        low_by=tuple(claim for each in ranges for claim in each.low_by),
        high_by=tuple(claim for each in ranges for claim in each.high_by),
        by=tuple(claim for each in ranges for claim in each.by),
        parts=tuple(own),
    )


def _find_most(claims: Sequence[Claim], measure: str) -> Toll:
    most = max(claim.figures[measure].low for claim in claims)
    by = tuple(claim for claim in claims if claim.figures[measure].low == most)
    return Toll(most, most, is_open=True, low_by=by, high_by=by, by=tuple(claims))


def _range_toll(claims: Sequence[Claim], measure: str) -> Toll:
    low = min(claim.figures[measure].low for claim in claims)
    tops = {claim.id: find_top(claim.figures[measure]) for claim in claims}
    top = max(tops.values())
    at_top = [claim for claim in claims if tops[claim.id] == top]
    return Toll(
        low=low,
        high=top,
        is_open=any(claim.figures[measure].high is None for claim in at_top),
        low_by=tuple(claim for claim in claims if claim.figures[measure].low == low),
        high_by=tuple(at_top),
        by=tuple(claims),
    )


def find_top(figure: Figure) -> int:
    """The high end of a figure, the low one of an "at least"."""
    return figure.low if figure.high is None else figure.high
