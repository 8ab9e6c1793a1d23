"""Two choices of the page Analyse side by side, on one scale."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components.catalogue import _, count_things
from components.labels import FACET_WORDS, range_words
from components.markdown import escape_markdown
from components.views.analysis.boxes import key_of
from components.views.analysis.charts import INKS, draw_pair
from components.views.analysis.choice import Choice
from components.views.analysis.files import render_files
from components.views.analysis.link import go
from components.views.analysis.numbers import FIRST, SECOND, Numbers
from components.views.analysis.tables import render_table
from components.views.analysis.words import (
    count_incidents,
    label_option,
    label_value,
    protect_words,
    write_choice_line,
    write_source_line,
)
from geo.analysis.comparison import Selection, count_both, list_differences
from geo.analysis.crosstab import ALL
from geo.analysis.fields import CATEGORY
from geo.filters import list_options
from geo.record import Record

#: Kinds of incidents whose difference is told in words.
MOST_TOLD = 3


def render_comparison(numbers: Numbers) -> None:
    """The second choice, and both beside each other."""
    record, choice = numbers.record, numbers.choice
    st.subheader(_("Two choices side by side"), anchor=False)
    _render_other(choice, record)
    if not choice.compares:
        st.markdown(
            _("Give other days, other districts, or both, to compare them with the choice above.")
        )
        return
    first, second = numbers.compared
    names = (_("First"), _("Second"))
    lines = [
        f"- **{name}:** {escape_markdown(_tell(record, one))}"
        for name, one in zip(names, (first, second), strict=True)
    ]
    counts = count_both(record, first.mask, second.mask, CATEGORY)
    st.markdown(
        "\n".join([*lines, f"- {escape_markdown(tell_differences(record, first, second, counts))}"])
    )
    alt = _("Bars: incidents of both choices by what happened, on one scale.")
    spec = partial(draw_pair, record, counts, names)
    if len(counts):
        st.vega_lite_chart(
            spec=spec(INKS[st.context.theme.type or "light"]), key="analyse-pair", alt=alt
        )
    source = " / ".join(write_source_line(record, one.filters) for one in (first, second))
    st.caption(escape_markdown(" ".join([protect_words(), source])))
    frame, columns = _name_counts(record, counts, names)
    render_table(
        numbers, "compare", frame, rows=[*map(str, counts.index), ALL], columns=columns, alt=alt
    )
    render_files(
        "two-choices", frame, source, _("Two choices side by side"), lambda: spec(INKS["light"])
    )


def _render_other(choice: Choice, record: Record) -> None:
    state, whole = st.session_state, record.periods[-1]
    start, end = choice.other_days or (None, None)
    state.update(
        {
            key_of("with-from"): start,
            key_of("with-to"): end,
            key_of("with-districts"): list(choice.other_districts),
        }
    )
    follow = partial(_choose_other, choice, record)
    with st.container(horizontal=True, key="analyse-other"):
        for name, label in (
            ("with-from", _("From, second choice")),
            ("with-to", _("To, second choice")),
        ):
            st.date_input(
                label, None, key=key_of(name), min_value=whole.start, max_value=whole.end,
                format="YYYY-MM-DD", on_change=follow, width=170,
            )  # fmt: skip
        st.multiselect(
            _("Districts, second choice"), list_options(record)["districts"],
            format_func=label_option(record, "districts"), key=key_of("with-districts"),
            placeholder=_("The same districts"), on_change=follow, width=380,
        )  # fmt: skip


def _choose_other(choice: Choice, record: Record) -> None:
    """The days and districts of the widgets; a day alone goes with the other one of the first choice."""
    state = st.session_state
    start, end = state[key_of("with-from")], state[key_of("with-to")]
    days = None
    if start or end:
        start, end = start or choice.filters.start, end or choice.filters.end
        days = (min(start, end), max(start, end))
    chosen = state[key_of("with-districts")]
    districts = tuple(id_ for id_ in list_options(record)["districts"] if id_ in chosen)
    go(replace(choice, other_days=days, other_districts=districts, opened=None), record)


def _tell(record: Record, one: Selection) -> str:
    """A choice and its numbers."""
    parts = [
        count_incidents(one.incidents),
        count_things("{n} day", "{n} days", one.days),
    ]
    if one.per_week is not None and one.share is not None:
        parts.append(_("{n} a week").format(n=f"{one.per_week:.1f}"))
        parts.append(_("{n} percent independently documented").format(n=round(one.share)))
    return f"{write_choice_line(record, one.filters, record.known_on)}: {', '.join(parts)}"


def tell_differences(
    record: Record, first: Selection, second: Selection, counts: pd.DataFrame
) -> str:
    """In what two choices differ: what was asked, the incidents, the kinds, the harm."""
    differing = [
        _("the days") if name == "days" else _(FACET_WORDS[name][0])
        for name in list_differences(first.filters, second.filters)
        if name == "days" or name in FACET_WORDS
    ]
    shared = int((first.mask & second.mask).sum())
    parts = [
        _("The choices differ in: {what}.").format(what=", ".join(differing) or _("nothing")),
        _("The second has {difference} than the first; {shared} are in both.").format(
            difference=_tell_more(second.incidents - first.incidents),
            shared=count_incidents(shared),
        ),
    ]
    most = counts[counts["difference"] != 0].sort_values("difference", key=abs, ascending=False)
    if len(most):
        told = [
            _("{kind}, {first} and {second}").format(
                kind=label_value(record, CATEGORY, str(kind)),
                first=row["first"],
                second=row["second"],
            )
            for kind, row in most.iloc[:MOST_TOLD].iterrows()
        ]
        parts.append(_("They differ most in: {kinds}.").format(kinds="; ".join(told)))
    if first.harm and second.harm:
        parts.append(_tell_harm(numbers_of(first), numbers_of(second)))
    return " ".join(parts)


def _tell_more(difference: int) -> str:
    if difference == 0:
        return _("no more and no fewer incidents")
    if difference > 0:
        return count_things("{n} incident more", "{n} incidents more", difference)
    return count_things("{n} incident fewer", "{n} incidents fewer", -difference)


def numbers_of(one: Selection) -> str:
    """The sum of ranges of a choice, in words."""
    harm = one.harm
    return range_words(harm.low, harm.high, harm.is_open) if harm and harm.told else _("no figure")


def _tell_harm(first: str, second: str) -> str:
    return _("Persons counted, low ends and high ends added apart: {first} and {second}.").format(
        first=first, second=second
    )


def _name_counts(
    record: Record, counts: pd.DataFrame, names: tuple[str, str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    columns = dict(zip(names, (FIRST, SECOND), strict=True))
    table = pd.concat([counts, counts.sum().to_frame(ALL).T])
    labels = [label_value(record, CATEGORY, str(value)) for value in table.index]
    named = table.set_axis([*names, _("Difference")], axis=1)
    named.index = pd.Index(labels, name=_("What happened"))
    return named, columns
