"""The panels without a browser: counts, cards, place and sources for what a link asks for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components import keys
from components.cards import build_body, build_head, order_for_reading
from components.incidents import PAGE_SIZE
from components.labels import (
    ACCUSED_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_WORDS,
    PLACE_PRECISION_WORDS,
    SIDE_WORDS,
)
from components.markdown import escape_markdown
from components.sources import build_source
from geo.evidence import Assessment
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parent.parent
WAR = ("2020-09-27", "2020-11-10")
Show = Callable[..., AppTest]


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows of `events.csv`, read without the app."""
    with (ROOT / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def claims_by_event() -> dict[str, list[dict[str, str]]]:
    """The rows of `claims.csv` by their event, read without the app."""
    found: dict[str, list[dict[str, str]]] = {}
    with (ROOT / "geo" / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["event_id"], []).append(row)
    return found


def _event_of(record: Record, found: Assessment) -> Any:
    rows = record.events[record.events["id"] == found.claims[0].event_id]
    return rows.iloc[0]


def _in_war(row: dict[str, str]) -> bool:
    return row["date"] <= WAR[1] and (row["date_end"] or row["date"]) >= WAR[0]


@pytest.fixture
def show() -> Show:
    """Runs the page for the parameters of a link; it must raise nothing."""

    def run(*, tab: str = "Incidents", **parameters: str | list[str]) -> AppTest:
        page = AppTest.from_file(str(ROOT / "components" / "app.py"), default_timeout=60)
        for name, value in parameters.items():
            page.query_params[name.rstrip("_")] = value
        page.session_state[keys.TAB] = tab
        page.run()
        assert [error.value for error in page.exception] == []
        return page

    return run


def _texts(page: AppTest) -> list[str]:
    return [element.value for element in page.markdown]


def _cards(page: AppTest) -> list[str]:
    """Ids of the cards, in their order."""
    found = [button.key or "" for button in page.button]
    return [key.removeprefix("select-") for key in found if key.startswith("select-")]


def _flat(text: str) -> str:
    return text.replace("\\", "")


def test_the_page_opens_with_the_days_of_the_war(
    show: Show, rows: list[dict[str, str]], record: Record
) -> None:
    page = show()

    on_map = record.events.set_index("id")["on_map"]
    war = [row for row in rows if _in_war(row)]
    off_map = sum(not on_map[row["id"]] for row in war)
    words = f"**{len(war)} of {len(rows)}; {off_map} not on the map**"
    assert words in _texts(page)
    assert len(_cards(page)) == PAGE_SIZE
    assert not page.warning
    assert not page.error


def test_a_link_to_days_shows_their_incidents_in_order(show: Show, rows: list[Any]) -> None:
    page = show(from_="2020-10-28", to="2020-10-28")

    inside = {
        row["id"] for row in rows if row["date"] <= "2020-10-28" <= (row["date_end"] or row["date"])
    }
    assert set(_cards(page)) <= inside
    assert len(_cards(page)) == min(PAGE_SIZE, len(inside))


def test_days_without_an_incident_say_so(show: Show) -> None:
    page = show(from_="1949-01-01", to="1949-01-02")

    assert "**no incident recorded**" in _texts(page)
    assert (
        "No incident recorded for these dates and filters. The record is not complete."
        in _texts(page)
    )
    assert _cards(page) == []


def test_a_link_to_an_incident_opens_its_card_first(show: Show, rows: list[Any]) -> None:
    row = next(row for row in rows if row["place_id"] == "barda" and _in_war(row))
    page = show(event=row["id"])

    assert page.session_state[keys.SELECTED] == row["id"]
    assert row["id"] not in _cards(page)
    assert [button.label for button in page.button if button.key == "close-selected"] == ["Close"]


def test_a_selected_incident_outside_the_days_is_marked(show: Show, rows: list[Any]) -> None:
    row = next(row for row in rows if not _in_war(row))
    page = show(event=row["id"])

    assert page.session_state[keys.SELECTED] == row["id"]
    assert "Selected; outside the dates or filters that are set now." in [
        caption.value for caption in page.caption
    ]


def test_close_leaves_no_selected_card(show: Show, rows: list[Any]) -> None:
    row = next(row for row in rows if not _in_war(row))
    page = show(event=row["id"])

    page.button(key="close-selected").click().run()

    assert not page.exception
    assert row["id"] not in _cards(page)


def test_the_title_of_a_card_selects_it(show: Show) -> None:
    page = show()
    second = _cards(page)[1]

    page.button(key=f"select-{second}").click().run()

    assert not page.exception
    assert page.session_state[keys.SELECTED] == second


def test_the_list_is_turned_a_page_at_a_time(show: Show, rows: list[Any]) -> None:
    page = show()
    first = _cards(page)
    total = sum(map(_in_war, rows))

    next(button for button in page.button if button.label == "Later").click().run()

    assert not set(first) & set(_cards(page))
    assert f"{PAGE_SIZE + 1} to {2 * PAGE_SIZE} of {total}" in _texts(page)


@pytest.mark.parametrize(
    ("parameter", "column", "value", "values"),
    [
        ("category", "category", "missile strike", {"missile strike"}),
        ("evidence", "evidence", "claim disputed", {"claim disputed"}),
        ("place", "place_id", "barda", {"barda"}),
        ("harmed", "harmed_side", "azerbaijani", {"azerbaijani", "both"}),
        ("accused", "accused_side", "armenian or karabakh", {"armenian or karabakh", "both"}),
    ],
)
def test_a_link_to_a_filter_shows_what_the_table_has(
    show: Show,
    rows: list[Any],
    record: Record,
    parameter: str,
    column: str,
    value: str,
    values: set[str],
) -> None:
    passing = set(record.events.loc[record.events[column].isin(values), "id"])
    found = [row["id"] for row in rows if _in_war(row) and row["id"] in passing]

    page = show(**{parameter: value})

    counts = [text for text in _texts(page) if text.startswith(f"**{len(found)} of {len(rows)}")]
    assert len(counts) == 1
    assert set(_cards(page)) <= set(found)
    assert len(_cards(page)) == min(PAGE_SIZE, len(found))


def test_a_search_in_a_link_is_in_its_box(show: Show) -> None:
    page = show(q="Shushi")

    assert page.text_input(key=keys.TEXT).value == "Shushi"
    assert _cards(page)


def test_clear_all_empties_filters_search_and_selection(show: Show, rows: list[Any]) -> None:
    page = show(q="ganja", category="missile strike", event=rows[0]["id"])

    next(button for button in page.button if button.label == "Clear all").click().run()

    assert not page.exception
    assert page.text_input(key=keys.TEXT).value == ""
    assert page.session_state[keys.SELECTED] is None
    assert any(text.startswith(f"**{sum(map(_in_war, rows))} of") for text in _texts(page))


def test_nonsense_in_a_link_is_named_as_text(show: Show) -> None:
    page = show(event="[x](javascript:y)", colour="<b>")

    notices = "\n".join(warning.value for warning in page.warning)
    assert "event=[x](javascript:y): no incident has this id" in _flat(notices)
    assert "colour: not a parameter" in _flat(notices)
    assert "[x](" not in notices


def test_a_chosen_place_says_what_it_is_in_all_its_names(show: Show, record: Record) -> None:
    page = show(place="shusha")

    place = record.places.loc["shusha"]
    texts = [_flat(text) for text in _texts(page)]
    names = " · ".join((place["name_az"], place["name_hy"], place["name_ru"]))
    assert f"**{place['name_en']}** ({place['kind']})  \n{names}" in texts
    assert place["role"] in texts
    assert any(place["coord_basis"] in text for text in texts)


def test_two_chosen_places_show_no_single_place(show: Show, record: Record) -> None:
    page = show(place=["shusha", "ganja"])

    texts = [_flat(text) for text in _texts(page)]
    assert record.places.loc["shusha", "role"] not in texts
    assert record.places.loc["ganja", "role"] not in texts


def test_every_card_carries_what_the_record_has(record: Record) -> None:
    for _, event in record.events.iterrows():
        assessment = record.assessments[event["id"]]
        head, body = _flat(build_head(event, record)), _flat(build_body(event, assessment))
        assert str(event["date"].year) in head
        assert (event["place_name"] or "no single place") in head
        if event["district_id"]:
            assert record.districts.loc[event["district_id"], "name_en"] in head
        assert _flat(escape_markdown(event["summary"])) in body
        assert event["category"] in body
        assert ("overview: do not add to single incidents" in body) == event["overview"]
        assert ("not on the map" in body) == (not event["on_map"])


def test_every_card_shows_the_three_scales_apart(record: Record) -> None:
    for _, event in record.events.iterrows():
        body = _flat(build_body(event, record.assessments[event["id"]]))
        evidence, place, date = re.findall(r"badge\[(.+?)\](?= |\n|$)", body)[:3]
        assert evidence.endswith(EVIDENCE_WORDS[event["evidence"]])
        assert place == f"place: {PLACE_PRECISION_WORDS[event['location_precision']]}"
        assert date == f"date: {DATE_PRECISION_WORDS[event['date_precision']]}"


def test_harm_on_a_card_is_the_range_over_the_claims(record: Record) -> None:
    harmed = [found for found in record.assessments.values() if "killed_civilian" in found.tolls]
    assert len(harmed) > 10

    for found in harmed:
        event = _event_of(record, found)
        harm = next(
            line for line in _flat(build_body(event, found)).splitlines() if "**Harm:**" in line
        )
        counted = [
            claim.figures["killed_civilian"]
            for claim in found.claims
            if "killed_civilian" in claim.figures
            and not claim.counted
            and claim.id not in found.withdrawn
            and claim.basis != "citation"
        ]
        if not counted:
            continue
        low = min(figure.low for figure in counted)
        high = max(figure.high or figure.low for figure in counted)
        assert re.search(rf"\b{low}\b", harm)
        assert re.search(rf"\b{high} civilians killed", harm)


def test_a_card_without_figures_names_no_harm(record: Record) -> None:
    for _, event in record.events.iterrows():
        found = record.assessments[event["id"]]
        assert ("**Harm:**" in build_body(event, found)) == bool(found.tolls)


def test_a_card_names_who_blames_whom_and_who_denies(record: Record) -> None:
    denied = [
        found for found in record.assessments.values() if any(a.denials for a in found.attributions)
    ]
    assert len(denied) > 10

    for found in denied:
        event = _event_of(record, found)
        body = _flat(build_body(event, found))
        for attribution in found.attributions:
            assert f"to {ACCUSED_WORDS[attribution.side]} by " in body
            for claim in (*attribution.claims, *attribution.denials):
                assert claim.speaker in body


def test_every_card_leads_to_its_claims(show: Show, record: Record) -> None:
    page = show()
    for id_ in _cards(page):
        found = record.assessments[id_]
        button = page.button(key=f"claims-{id_}")
        assert button.label.startswith(f"Compare {len(found.claims)} claim")
        assert f"from {len(found.origins)} independent origin" in button.label


def test_events_without_an_exact_day_come_last(record: Record) -> None:
    ordered = record.events.iloc[order_for_reading(record)]

    vague = (ordered["date_precision"] != "day") | (ordered["end_day"] - ordered["start_day"] > 31)
    assert sorted(ordered["id"]) == sorted(record.events["id"])
    assert vague.is_monotonic_increasing
    assert ordered.loc[~vague, "date"].is_monotonic_increasing


def test_sources_are_grouped_by_kind_with_their_numbers(
    show: Show, rows: list[Any], record: Record
) -> None:
    page = show(tab="Sources")

    spoken = claims_by_event()
    used = {claim["source_id"] for row in rows if _in_war(row) for claim in spoken[row["id"]]}
    kinds = Counter(record.sources.loc[sorted(used), "kind"])
    labels = {expander.label for expander in page.expander}
    assert labels == {f"{kind[:1].upper()}{kind[1:]} ({n})" for kind, n in kinds.items()}
    assert f"**{len(used)} of {len(record.sources)} sources**" in _texts(page)


def test_the_sources_of_the_selected_incident_are_shown_first(
    show: Show, rows: list[Any], record: Record
) -> None:
    spoken = claims_by_event()
    used = {row["id"]: {claim["source_id"] for claim in spoken[row["id"]]} for row in rows}
    row = next(row for row in rows if _in_war(row) and len(used[row["id"]]) == 3)
    page = show(tab="Sources", event=row["id"])

    assert f"**3 of {len(record.sources)} sources**" in _texts(page)
    texts = "\n".join(map(_flat, _texts(page)))
    for id_ in used[row["id"]]:
        assert _flat(str(record.sources.loc[id_, "title"])) in texts


def test_every_source_says_who_stands_behind_it_and_what_was_read(record: Record) -> None:
    for _, source in record.sources.iterrows():
        text = build_source(source, 2)
        flat = _flat(text)
        assert source["title"] in flat
        assert (source["date"] or "date not known") in flat
        assert (source["affiliation"] or "Affiliation and funding: not known") in flat
        assert source["basis_detail"] in flat
        assert flat.endswith("2 incidents lean on it")
        linked = re.search(r"\]\((\S+)\)", text)
        assert (linked is not None) == source["url"].startswith("https://")
        assert (source["url"] != "") != ("No address known" in flat)
        assert SIDE_WORDS[source["side"]] in flat
