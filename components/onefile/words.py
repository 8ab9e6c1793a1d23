"""What a copy of the record says of itself: that it is one, of what, by which method, how to cite it."""

from __future__ import annotations

import re
from typing import Any

from components.catalogue import _, count_things
from components.explore.lead import TITLE
from geo.dates import FIRST_DAY, LAST_DAY, describe_day, describe_short_span
from geo.filters import Filters
from geo.ground import CREDIT
from geo.names import fold_text, name_district
from geo.record import Record


class DistrictError(ValueError):
    """A name is that of no district; says which, and the cure."""


def describe_copy(record: Record, part: Filters | None) -> dict[str, Any]:
    """The words of a copy: `Copy` of types.d.ts without `lasting`.

    Parameters
    ----------
    record : what the copy holds.
    part : what it was narrowed to; None for the whole record.
    """
    date = describe_day(record.date)
    values = {"title": _(TITLE), "version": record.version, "date": date}
    cite = _("{title}, version {version}, last checked {date}.").format(**values)
    held = _describe_part(record, part)
    bare = part is not None and not record.lesson_files
    return {
        "line": _("copy of version {version}, {date}").format(**values),
        "about": [
            _(
                "This is a copy of the record as of version {version}, last checked {date}. It asks "
                "nothing of any network; corrections that were made since are not in it."
            ).format(**values),
            *([held] if held else []),
            *([_("It has no lessons: they rest on the whole record.")] if bare else []),
            _("To cite it: {cite}").format(cite=cite),
        ],
        "method": [
            {
                "title": _("What the record is"),
                "texts": [
                    _(
                        "One row for each incident, document or announcement, and one claim for each "
                        "event, source and speaker: who says what of it. Denials stand beside what "
                        "they deny."
                    ),
                    _(
                        "Level, toll and who is said to have done it are computed from the claims. A "
                        "figure that nobody gives stays empty and is never zero."
                    ),
                    *([held] if held else []),
                ],
            },
            {
                "title": _("What is counted"),
                "texts": [
                    _(
                        "An incident counts in the dates that are shown when all its days lie in them. "
                        "Totals and overviews are never counted."
                    )
                ],
            },
            {"title": _("Licences"), "texts": [_("{credit}.").format(credit=CREDIT)]},
            {"title": _("How to cite it"), "texts": [cite]},
        ],
    }


def _describe_part(record: Record, part: Filters | None) -> str:
    if part is None:
        return ""
    names = [
        name_district(*record.districts.loc[id_, ["name_en", "kind"]]) if id_ in record.districts.index
        else _("not on the map")
        for id_ in part.districts
    ]  # fmt: skip
    whole = record.periods[-1]
    days = describe_short_span(max(part.start, whole.start), min(part.end, whole.end))
    parts = [days] if has_days(part) else []
    parts += [", ".join(names)] if names else []
    if part != Filters(part.start, part.end, districts=part.districts):
        parts.append(_("by further filters"))
    count = count_things("{n} incident", "{n} incidents", len(record.events))
    return _("It holds a part of the record: {count}, chosen by {parts}.").format(
        count=count, parts="; ".join(parts)
    )


def has_days(part: Filters) -> bool:
    """Whether a part of the record is chosen by days as well."""
    return (part.start, part.end) != (FIRST_DAY, LAST_DAY)


def find_districts(record: Record, names: list[str]) -> list[str]:
    """Ids of the districts that are called so, by id or by any of their names.

    A name that a city and the district around it share stands for both.

    Raises
    ------
    DistrictError : a name is that of none.
    """
    known: dict[str, list[str]] = {}
    for id_, row in record.districts.iterrows():
        own = {str(id_), *row[["name_en", "name_az", "name_hy"]]}
        own.add(name_district(row["name_en"], row["kind"]))
        for name in {fold_text(each) for each in own} - {""}:
            known.setdefault(name, []).append(str(id_))
    found: list[str] = []
    for name in names:
        ids = known.get(fold_text(name))
        if ids is None:
            some = ", ".join(sorted(record.districts["name_en"])[:5])
            raise DistrictError(
                f"district: {name!r} is the name of no district; write one as the filter Where of "
                f"the map has it, such as {some}"
            )
        found += ids
    return list(dict.fromkeys(found))


def name_file(record: Record, *, part: bool) -> str:
    """A name for the file, which holds on every system.

    Parameters
    ----------
    part : whether the record is a part of the whole.
    """
    title = re.sub(r"[^a-z0-9]+", "-", TITLE.split(",")[0].casefold()).strip("-")
    return f"{title}-{record.version}{'-part' if part else ''}.html"
