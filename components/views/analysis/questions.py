"""Questions that come often, each a button, with its answer in words and as a table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import N_, _, count_things
from components.labels import HARMED_WORDS, MEASURE_WORDS, capital, range_words
from components.link import event_link
from components.markdown import escape_markdown
from components.views.analysis.files import render_files
from components.views.analysis.link import go
from components.views.analysis.numbers import TOLD, Numbers
from components.views.analysis.tables import render_table
from components.views.analysis.words import (
    FIELD_WORDS,
    count_incidents,
    label_district,
    label_value,
    write_source_line,
)
from geo.analysis.measures import INCIDENTS
from geo.analysis.questions import CHANGED, DOCUMENTED, ONE_SIDE, QUESTIONS, Answer, Change
from geo.dates import describe_day
from geo.tables.schema import PARTIES

QUESTION_WORDS = {
    ONE_SIDE: N_("Which districts have only one side's word?"),
    CHANGED: N_("Where did toll figures change most?"),
    DOCUMENTED: N_("What is documented on one side only?"),
}
#: Changes that are told one by one, and districts that are named in the sentence.
MOST_CHANGES, MOST_NAMED = 10, 8


def render_questions(numbers: Numbers) -> None:
    """The buttons, and the answer to the question that is asked."""
    choice, record = numbers.choice, numbers.record
    with st.container(horizontal=True, key="analyse-questions"):
        for question in QUESTIONS:
            if question == CHANGED and not numbers.harm:
                continue
            asked = choice.ask == question
            st.button(
                _(QUESTION_WORDS[question]),
                key=f"{keys.ANALYSE_ASK}-{question}",
                icon=":material/check:" if asked else None,
                on_click=partial(
                    go, replace(choice, ask="" if asked else question, opened=None), record
                ),
            )
    answer = numbers.answer
    if answer is None:
        return
    with st.container(border=True, key="analyse-answer"):
        st.subheader(_(QUESTION_WORDS[choice.ask]), anchor=False)
        st.markdown(_tell_answer(numbers, answer))
        if answer.rows:
            frame, columns = _name_answer(numbers, answer)
            title = _(QUESTION_WORDS[choice.ask])
            render_table(
                numbers, "answer", frame, rows=list(answer.rows), columns=columns, alt=title
            )
            source = write_source_line(record, choice.filters)
            st.caption(escape_markdown(source))
            render_files(f"answer-{choice.ask}", frame, source, title, None)


def _tell_answer(numbers: Numbers, answer: Answer) -> str:
    if not answer.rows:
        return _("None of the chosen incidents bears on it.")
    tell = {ONE_SIDE: _tell_one_sided, DOCUMENTED: _tell_documented, CHANGED: _tell_changed}
    return tell[numbers.choice.ask](numbers, answer)


def _tell_one_sided(numbers: Numbers, answer: Answer) -> str:
    """The districts of which every incident rests on one side's statement."""
    named = [label_district(numbers.record, row) for row in answer.rows[: answer.answering]]
    more = len(named) - MOST_NAMED
    words = named[:MOST_NAMED] + ([count_things("{n} more", "{n} more", more)] if more > 0 else [])
    text = _(
        "In {part} of {rows} rows all chosen incidents rest on one side's statement: {names}. The level "
        "rates what could be read; it does not say that nothing happened, or that the statement is wrong."
    ).format(part=answer.answering, rows=len(answer.rows), names=", ".join(words) or _("none"))
    return escape_markdown(text)


def _tell_documented(numbers: Numbers, answer: Answer) -> str:
    """The kinds of harm of which incidents of one side alone are documented."""
    kinds = [label_value(numbers.record, answer.by, row) for row in answer.rows[: answer.answering]]
    text = _(
        "In {part} of {rows} kinds of harm, only incidents that harmed one of the sides are independently "
        "documented: {kinds}. An incident that harmed both counts under either. That none is documented does not mean "
        "that none happened."
    ).format(part=answer.answering, rows=len(answer.rows), kinds=", ".join(kinds) or _("none"))
    return escape_markdown(text)


def _tell_changed(numbers: Numbers, answer: Answer) -> str:
    """The incidents whose figures changed most, each with its card."""
    changes, harm = numbers.changes, capital(_(MEASURE_WORDS[numbers.choice.harm]))
    text = _(
        "{harm}: the figures of {part} in {districts} districts are not those that were told first. Compared are "
        "the range on the day of the first figure and the one of all claims that count today; first counts grow, "
        "and another voice may widen a range."
    ).format(harm=harm, part=count_incidents(len(changes)), districts=answer.answering)
    return "\n".join(
        [escape_markdown(text), "", *(_write_change(numbers, c) for c in changes[:MOST_CHANGES])]
    )


def _write_change(numbers: Numbers, change: Change) -> str:
    events = numbers.record.events
    event = events[events["id"] == change.event_id].iloc[0]
    facts = _("{first} on {day}, {now} now").format(
        first=range_words(*change.first), day=describe_day(change.day), now=range_words(*change.now)
    )
    return f"- [{escape_markdown(event['title'])}]({event_link(event)}): {escape_markdown(facts)}"


def _name_answer(numbers: Numbers, answer: Answer) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table of an answer in words, and the keys of its columns."""
    counts = answer.counts()
    names = {
        INCIDENTS: _("Incidents"),
        ONE_SIDE: _("One side's statement"),
        TOLD: _("With a figure"),
        CHANGED: _("With a figure that changed"),
    }
    for side in PARTIES:
        words = capital(_(HARMED_WORDS[side]))
        names[side] = _("{side}: incidents").format(side=words)
        names[f"{side}-checked"] = _("{side}: independently documented").format(side=words)
    columns = {names[str(column)]: str(column) for column in counts.columns}
    named = counts.set_axis(list(columns), axis=1)
    labels = [label_value(numbers.record, answer.by, row) for row in answer.rows]
    named.index = pd.Index(labels, name=_(FIELD_WORDS[answer.by]))
    return named, columns
