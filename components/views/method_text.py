"""The text of the Method page, in Markdown: scope, rules as the code has them, names, words, gaps."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from components.catalogue import N_, _, count_things, group_digits
from components.labels import (
    DATE_PRECISION_WORDS,
    DENIED_WORDS,
    EVIDENCE_WORDS,
    FILL_WORDS,
    HARMED_SIDE_WORDS,
    PLACE_PRECISION_WORDS,
    SHAPE_WORDS,
    capital,
)
from components.markdown import escape_markdown
from components.vocabulary import label_category
from geo.dates import describe_partial
from geo.evidence import (
    LEVEL_RULES,
    attribute,
    blames_mutually,
    find_level,
    find_outranked,
    find_withdrawn,
    trace_origins,
)
from geo.record import Record
from geo.rules import STEP_RULES
from geo.tables.schema import CATEGORIES, DENIAL_KINDS, EVIDENCE_FILLS, FILLS, SHAPES
from geo.tally import EVEN_MEASURES, tally_claims, tally_evenness
from geo.tolls import find_superseded, range_tolls

SHAPE_SIGNS = {
    "circle": "●", "triangle": "▲", "diamond": "◆", "cross": "✚", "square": "■", "hexagon": "⬢",
}  # fmt: skip
FILL_SIGNS = {"full": "●", "half": "◐", "hollow": "○", "dashed": "◌"}
#: Title of a step -> the function that takes it.
STEPS: dict[str, Callable[..., Any]] = {
    N_("The level"): find_level,
    N_("Each side blames the other"): blames_mutually,
    N_("A denial ages"): find_outranked,
    N_("Tolls"): range_tolls,
    N_("First counts"): find_superseded,
    N_("Who is said to have done it"): attribute,
    N_("Independent origins"): trace_origins,
    N_("What is taken back"): find_withdrawn,
}
#: What the text of the record does not say, what it says in its place, and why.
AVOIDED_WORDS = (
    (N_("liberation, occupation"), N_("change of control; areas held by Armenian forces until 2020"), N_("each side's word for the same fact judges it")),
    (N_("terrorist, aggressor, separatist, enemy"), N_("the armed forces or authorities of a side"), N_("they decide the case before the evidence is heard")),
    (N_("martyr, hero, victory"), N_("killed; the outcome as each document gives it"), N_("they speak for one side's grief or pride")),
    (N_("genocide, ethnic cleansing, war crime"), N_("the legal label with the body that gave it and the date"), N_("they are findings of law, and no court has made them here")),
    (N_("Patriotic War, Second Nagorno-Karabakh War, 44-day war"), N_("the 2020 war"), N_("each name belongs to a side or a count of days; they are listed once")),
    (N_("documented, found"), N_("said, reported, claimed, unless somebody outside both sides checked"), N_("the verb is part of the evidence")),
)  # fmt: skip


def write_scope(record: Record) -> str:
    """What is recorded, and what counts as an incident."""
    events = record.events
    return "\n\n".join(
        [
            "### " + _("Scope"),
            _(
                "The record holds {events} incidents, talks and documents, {claims} claims on them and "
                "{sources} sources. It grew out of two articles that argue the Azerbaijani position, and "
                "takes in what they name, what they leave out, and what others say of the same days. It is "
                "not complete: no mark means that no incident is recorded, not that nothing happened."
            ).format(
                events=group_digits(len(events)),
                claims=group_digits(int(events["claims"].sum())),
                sources=group_digits(len(record.sources)),
            ),
            _(
                "**An incident** is something that happened at a place or day that a source names: harm to "
                "people or buildings, fighting, a change of control, a ceasefire, a talk, a legal text, a "
                "public statement. The categories are: {categories}. An opinion is no incident: it is kept "
                "as a statement of the person who holds it."
            ).format(categories="; ".join(label_category(key) for key in CATEGORIES)),
            _(
                "**A claim** is what one speaker says of one incident in one source. Incidents that harmed "
                "either side's civilians have the same fields, and the same rules compute what stands on "
                "their cards."
            ),
        ]
    )


def write_counting(record: Record) -> str:
    """What is counted in the dates that are shown."""
    sums = count_things(
        "{n} total or overview", "{n} totals and overviews", int(record.events["overview"].sum())
    )
    return "\n\n".join(
        [
            "### " + _("What is counted"),
            _(
                "An incident counts in the dates that are shown when all its days lie in them. One that may "
                "be of these days, or lasted longer, is shown fainter and counted apart. Totals and "
                "overviews ({sums}) are never counted, because they repeat what single incidents tell; they "
                "stand under a heading of their own. Map, bars, list, table and download say the same "
                "number."
            ).format(sums=sums),
        ]
    )


def write_rules(record: Record) -> str:
    """The rules of evidence and tolls, in the words of the code that applies them."""
    counts = record.events["evidence"].value_counts()
    lines = [
        "### " + _("Rules of evidence, tolls and attribution"),
        _(
            "Nobody types a level in: the program computes it from the claims. The first rule that fits "
            "gives the level. The texts of this section are those of the program itself."
        ),
        "",
    ]
    for number, rule in enumerate(LEVEL_RULES, 1):
        sign = FILL_SIGNS[EVIDENCE_FILLS[rule.level]]
        count = count_things(
            "{n} in the record", "{n} in the record", int(counts.get(rule.level, 0))
        )
        level = capital(_(EVIDENCE_WORDS[rule.level]))
        lines.append(f"{number}. **{sign} {level}** ({count}). {_(rule.words)}")
    lines.append("")
    lines += [f"- **{_(title)}.** {_(STEP_RULES[step])}" for title, step in STEPS.items()]
    return "\n".join(lines)


def write_denials() -> str:
    """What a denial denies, with words that are coded so."""
    lines = [
        "### " + _("What a denial denies"),
        _(
            "Every denial of either side is coded by what its own words deny. Only the first kind can "
            "make an incident disputed."
        ),
        "",
    ]
    for kind in DENIAL_KINDS:
        line = _("**{name}**: {meaning} (“{example}”).")
        name = capital(_(DENIED_WORDS[kind.key]))
        lines.append(
            "- " + line.format(name=name, meaning=_(kind.meaning), example=_(kind.example))
        )
    return "\n".join(lines)


def write_evenness(record: Record) -> str:
    """How evenly the two sides are told, computed."""
    table = tally_evenness(record)
    heads = [_(HARMED_SIDE_WORDS[side]) for side in table.columns]
    cells = dict(zip(table.index, table.to_numpy(dtype=float).tolist(), strict=True))
    rows = [
        "- "
        + _("**{what}**: {counts}").format(
            what=_(words),
            counts="; ".join(
                f"{head} {_write_number(cell)}"
                for head, cell in zip(heads, cells[name], strict=True)
            ),
        )
        for name, words in EVEN_MEASURES.items()
    ]
    return "\n".join(
        [
            "### " + _("How even is the record?"),
            _(
                "Of the incidents that harmed one side's civilians or area alone, counted anew whenever "
                "the record is loaded. A difference says what could be read, in which languages and "
                "places others looked; it is no measure of who suffered more."
            ),
            "",
            *rows,
        ]
    )


def _write_number(number: float) -> str:
    if math.isnan(number):
        return _("none")
    return group_digits(int(number)) if number.is_integer() else f"{number:.1f}"


def write_missing(record: Record) -> str:
    """What is known to be missing, and why."""
    rows = [
        f"- {when}{escape_markdown(row['item'])} *{escape_markdown(row['reason'])}*"
        for _id, row in record.missing.iterrows()
        for date in (describe_partial(row["date"]),)
        for when in (f"**{date}.** " if date else "",)
    ]
    return "\n".join(
        [
            "### " + _("Known to be missing"),
            _(
                "What was looked for and could not be read well enough to be entered. That it is not in "
                "the record does not mean that it did not happen."
            ),
            "",
            *(rows or [_("Nothing is listed.")]),
        ]
    )


def write_marks() -> str:
    """How the map draws an incident: six shapes, four fills, two colours."""
    shapes = [f"- {SHAPE_SIGNS[shape]} {_(SHAPE_WORDS[shape])}" for shape in SHAPES]
    fills = [f"- {FILL_SIGNS[fill]} {_(FILL_WORDS[fill])}" for fill in FILLS]
    return "\n".join(
        [
            "### " + _("Marks on the map"),
            _("One mark is one incident. Its shape says what is said to have happened:"),
            "",
            *shapes,
            "",
            _("Its fill says how well that is evidenced:"),
            "",
            *fills,
            "",
            _(
                "Red marks stand for harm to people or buildings, blue ones for all else. A pale disc around "
                "marks means that the place is known to its district only. Marks of one place stand side by "
                "side, the best evidenced first."
            ),
        ]
    )


def write_precision() -> str:
    """The three scales."""
    return "\n\n".join(
        [
            "### " + _("Three scales, kept apart"),
            _(
                "How well it is evidenced, how exactly the place is known and how exactly the date is known "
                "are three different things. **Place:** {places}. **Date:** {dates}. A day that a source "
                "infers, or on which an announcement was made, says so in the note of its incident."
            ).format(
                places="; ".join(_(words) for words in PLACE_PRECISION_WORDS.values()),
                dates="; ".join(_(words) for words in DATE_PRECISION_WORDS.values()),
            ),
        ]
    )


def write_names(record: Record) -> str:
    """The policy on names of places, addresses, and the name of the project."""
    names = record.places["name_en"]
    paired = [escape_markdown(name) for name in names[names.str.contains(" / ", regex=False)]]
    return "\n\n".join(
        [
            "### " + _("Names of places"),
            _(
                "A place has the name that is official in the state to which the United Nations count it. "
                "Where others administered it between 1994 and 2020, and called it by another name, that "
                "name stands second: {names}. The order carries no view on the conflict. Districts have "
                "the one name of the administrative unit. Titles and quotations keep the form of their "
                "source. Search finds every spelling. Nagorno-Karabakh is the former autonomous region; "
                "the Karabakh authorities are the body that sat in Stepanakert until 2023 (the "
                "unrecognised Republic of Artsakh)."
            ).format(names=", ".join(paired)),
            _(
                "The address of an incident is its day and its place, with all names of the place, or what "
                "it is where it has no place; a letter tells a second one apart. Former addresses lead to "
                "the present ones."
            ),
            _("The title names a region and a year, and is no side's name for the war."),
        ]
    )


def write_words() -> str:
    """Words that the record does not use in its own voice, and why."""
    lines = ["### " + _("Words we avoid, and why")]
    for words, instead, why in AVOIDED_WORDS:
        line = _("**{words}**: in their place *{instead}*, because {why}.")
        lines.append("- " + line.format(words=_(words), instead=_(instead), why=_(why)))
    lines += [
        "",
        _(
            "Denials stand beside what they deny. Private victims are not named. Weapons are named only as "
            "far as somebody identified them. Unknown figures stay empty and are never zero."
        ),
    ]
    return "\n".join(lines)


def write_correction() -> str:
    """How a correction is made."""
    steps = (
        _(
            "Change the row of the claim, incident or source in its table (`events.csv`, "
            "`geo/data/*.csv`), never a level or a range: those are computed. Give source, place in the "
            "source, and what was read."
        ),
        _(
            "Load the record: a row that breaks a rule is set aside and named with file, row, column, "
            "value and cure."
        ),
        _(
            "Write a line into `geo/data/CHANGES.md`: date, incident, what changed, why, by which source."
        ),
    )
    return "\n".join(
        [
            "### " + _("How a correction is made"),
            *(f"{number}. {words}" for number, words in enumerate(steps, 1)),
            "",
            _("A correction that only one side's sources support is entered as that side's claim."),
        ]
    )


def write_gaps(record: Record) -> str:
    """What is known to be missing, counted."""
    events, sources = record.events, record.sources
    basis = sources["basis"].value_counts()
    precision = events["date_precision"].value_counts()
    cited = sources[sources["basis"] == "citation"]
    lines = [
        _(
            "**Works not read in the original:** {n} sources are known only through another work's "
            "citation: {names}."
        ).format(n=len(cited), names="; ".join(_name(row) for _id, row in cited.iterrows())),
        _(
            "**Read in part:** {excerpts} sources were read in excerpts, {reposts} through a reprint or "
            "summary."
        ).format(excerpts=int(basis.get("excerpt", 0)), reposts=int(basis.get("repost", 0))),
        _(
            "**Days:** {months} incidents are known to the month only, {years} to the year only."
        ).format(months=int(precision.get("month", 0)), years=int(precision.get("year", 0))),
        _("**Places:** {n} incidents have no point on the map.").format(
            n=int((~events["on_map"]).sum())
        ),
        _(
            "**Places in sources:** for {n} of {claims} claims the paragraph or page is not known."
        ).format(n=tally_claims(record).unplaced, claims=int(events["claims"].sum())),
        _(
            "**Control of districts:** borders are those of 2020; a partly held district is hatched as a "
            "whole, because front lines are not drawn."
        ),
    ]
    return "\n".join(["### " + _("Known gaps"), *(f"- {line}" for line in lines)])


def _name(source: pd.Series) -> str:
    author = source["author"].split("; ")[0] or source["publisher"]
    return escape_markdown(", ".join(filter(None, (author, source["title"], source["date"]))))
