"""The page Analyse without a browser: its link, its numbers with what is behind them, its charts and files."""

from __future__ import annotations

import csv
import datetime
import io
import json
import struct
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pandas as pd
import pytest
from app_server import ROOT

from components.link import read_query
from components.views.analysis.boxes import name_crosstab
from components.views.analysis.charts import (
    INKS,
    REST_WORDS,
    colour_districts,
    draw_map,
    draw_pair,
    draw_series,
)
from components.views.analysis.choice import (
    CHOICES,
    TOLD_FAULTS,
    Choice,
    clip_faults,
    read_choice,
    set_districts,
    write_choice,
    write_map_query,
)
from components.views.analysis.files import compose_picture, draw_png, draw_svg, write_table
from components.views.analysis.numbers import Numbers, find_behind
from components.views.analysis.words import FIELD_WORDS, label_value, write_source_line
from geo.analysis.comparison import count_both
from geo.analysis.crosstab import ALL
from geo.analysis.fields import FIELDS, code_field
from geo.analysis.measures import MEASURED
from geo.analysis.questions import QUESTIONS
from geo.filters import OFF_MAP, Filters, list_options, match_events
from geo.record import Record, load_record

WAR = Filters(datetime.date(2020, 9, 27), datetime.date(2020, 11, 10))
BARDA, KHANKENDI = "AZ-BAR", "AZ-XA"


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def _read(link: str, record: Record) -> tuple[Choice, tuple[str, ...]]:
    return read_choice(parse_qs(link, keep_blank_values=True), record)


# The link


def test_what_a_link_writes_it_reads(record: Record) -> None:
    choice = Choice(
        Filters(
            datetime.date(2020, 10, 1),
            datetime.date(2020, 10, 31),
            districts=(BARDA, OFF_MAP),
            categories=("missile strike",),
            harmed=("both",),
            text="Smerch",
        ),
        known=datetime.date(2021, 1, 1),
        colour="armenian or karabakh",
        harm="injured_civilian",
        per="day",
        by="evidence",
        rows="month",
        columns="district",
        number="high",
        ask="changed",
        other_days=(datetime.date(2020, 9, 27), datetime.date(2020, 9, 30)),
        other_districts=(KHANKENDI,),
        opened=("cross", BARDA, "claim disputed"),
    )
    link = urlencode(write_choice(choice, record), doseq=True)

    assert _read(link, record) == (choice, ())


def test_an_empty_link_is_the_war_as_on_the_map(record: Record) -> None:
    assert _read("", record) == (Choice(WAR), ())
    assert write_choice(Choice(WAR), record) == {}


def test_a_link_of_the_map_gives_the_incidents_of_the_map(record: Record) -> None:
    link = "from=2020-10-01&to=2020-10-28&district=AZ-BAR&district=AZ-GA&category=missile+strike&q=scud"
    choice, faults = _read(link, record)
    asked = read_query(parse_qs(link), options=list_options(record))

    assert faults == ()
    assert match_events(record, choice.filters).tolist() == match_events(record, asked).tolist()
    back = urlencode(write_map_query(choice.filters, record), doseq=True)
    assert parse_qs(back) == parse_qs(link)


def test_a_former_id_of_a_place_is_that_of_today(record: Record) -> None:
    former, now = next(iter(record.former["places"].items()))

    choice, faults = _read(f"place={former}", record)
    assert (choice.filters.places, faults) == ((now,), ())


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("colour=red", "colour=red: none of the values of this parameter"),
        ("paint=red", "paint: not a parameter of this page"),
        ("district=AZ-XX", "district=AZ-XX: none of the values of this parameter"),
        ("from=yesterday", "from=yesterday: not a date like 2020-10-04"),
        ("to=1800-01-01", "to=1800-01-01: outside the record"),
        (
            "from=2020-11-01&to=2020-10-01",
            "from=2020-11-01&to=2020-10-01: the dates are the wrong way round",
        ),
        ("with_from=2020-11-01&with_to=2020-10-01", "with_from=2020-11-01&with_to=2020-10-01: the"),
        ("with_district=mars", "with_district=mars: none of the values of this parameter"),
        ("known=soon", "known=soon: not a date like 2020-10-04"),
        ("open=cross", "open=cross: no number of this page"),
        ("open=mars~a~b", "open=mars~a~b: no number of this page"),
        ("ask=why", "ask=why: none of the values of this parameter"),
        ("rows=<b>x</b>", "rows=<b>x</b>: none of the values of this parameter"),
        (f"q={'x' * 201}", f"q={'x' * 79}…: longer than 200 characters"),
        (f"{'x' * 9_000}=1", f"{'x' * 79}…: not a parameter of this page"),
    ],
)
def test_a_wrong_value_is_left_out_and_named(record: Record, link: str, fault: str) -> None:
    choice, [told] = _read(link, record)

    assert choice == Choice(WAR)
    assert told.startswith(fault)


def test_a_link_full_of_wrong_values_is_told_in_some_lines(record: Record) -> None:
    _, faults = read_choice({"district": [f"no-{n}" for n in range(5_000)]}, record)
    told = clip_faults(faults)

    assert len(told) == TOLD_FAULTS + 1
    assert told[-1] == f"and {5_000 - TOLD_FAULTS:,} more"


def test_one_day_alone_goes_with_the_other_end_as_on_the_map(record: Record) -> None:
    assert _read("from=2020-12-01", record)[0].filters.end == datetime.date(2020, 12, 1)
    assert _read("to=2020-01-01", record)[0].filters.start == datetime.date(2020, 1, 1)
    assert _read("to=2020-10-01", record)[0].filters.start == WAR.start


def test_districts_are_kept_in_one_order(record: Record) -> None:
    first = set_districts(Choice(WAR), [KHANKENDI, OFF_MAP, BARDA, "AZ-XX"], record)

    assert first.filters.districts == (BARDA, KHANKENDI, OFF_MAP)


def test_every_value_of_the_link_has_words(record: Record) -> None:
    assert set(FIELD_WORDS) == set(FIELDS)
    for field in FIELDS:
        labels = [label_value(record, field, value) for value in code_field(record, field).values]
        assert all(labels[:-1]), field
        assert len(set(labels)) == len(labels), field
    assert CHOICES["ask"][1] == ("", *QUESTIONS)


# Numbers and what is behind them


@pytest.mark.parametrize(
    "choice",
    [
        Choice(WAR),
        Choice(WAR, per="month", by="evidence", rows="harmed", columns="accused"),
        Choice(replace(WAR, districts=(BARDA, KHANKENDI)), per="day", rows="week", columns="evidence"),
        Choice(replace(WAR, text="cluster"), rows="place-known", columns="date-known"),
    ],
    ids=["opening", "months", "two districts", "words"],
)  # fmt: skip
@pytest.mark.parametrize("table", ["series", "cross", "pivot"])
def test_where_the_map_can_show_the_incidents_it_shows_as_many(
    record: Record, choice: Choice, table: str
) -> None:
    numbers = Numbers(record, choice)
    counts = getattr(numbers, table).counts()
    exact = 0
    for row in counts.index:
        for column in counts.columns:
            behind = find_behind(numbers, table, str(row), str(column))
            assert behind is not None
            assert behind.mask.sum() == counts.loc[row, column]
            if behind.filters:
                exact += 1
                assert match_events(record, behind.filters).sum() == counts.loc[row, column]
    assert find_behind(numbers, table, ALL, ALL) is not None
    assert exact > 0
    if table == "cross":
        plain = [row for row in counts.index if row != "no-district"]
        assert exact >= len(plain) * len(counts.columns)


@pytest.mark.parametrize("ask", QUESTIONS)
def test_behind_the_numbers_of_an_answer_are_so_many_incidents(record: Record, ask: str) -> None:
    numbers = Numbers(record, Choice(WAR, ask=ask))
    assert numbers.answer
    counts = numbers.answer.counts()

    for row in counts.index:
        for column in counts.columns:
            behind = find_behind(numbers, "answer", str(row), str(column))
            assert behind
            assert behind.mask.sum() == counts.loc[row, column]


def test_both_choices_have_their_incidents_behind_their_numbers(record: Record) -> None:
    numbers = Numbers(record, Choice(WAR, other_districts=(KHANKENDI,)))
    first, second = numbers.compared
    for column, one in (("first", first), ("second", second)):
        behind = find_behind(numbers, "compare", ALL, column)
        assert behind
        assert behind.filters == one.filters
        assert behind.mask.sum() == one.incidents


@pytest.mark.parametrize(
    "opened",
    [
        ("cross", "mars", ALL),
        ("cross", BARDA, "mars"),
        ("series", BARDA, "2020-13-01"),
        ("districts", BARDA, "area_km2"),
        ("answer", BARDA, "incidents"),
        ("compare", ALL, "third"),
    ],
)
def test_a_number_that_the_page_does_not_have_opens_nothing(
    record: Record, opened: tuple[str, str, str]
) -> None:
    assert find_behind(Numbers(record, Choice(WAR)), *opened) is None


def test_districts_that_are_not_chosen_are_measured_all_the_same(record: Record) -> None:
    whole = Numbers(record, Choice(WAR)).districts
    part = Numbers(record, Choice(replace(WAR, districts=(BARDA,)))).districts

    pd.testing.assert_frame_equal(whole, part)


# Charts


@pytest.mark.parametrize("measure", MEASURED)
@pytest.mark.parametrize("theme", INKS)
def test_the_key_of_the_map_names_the_class_of_each_district(
    record: Record, measure: str, theme: str
) -> None:
    districts = Numbers(record, Choice(WAR)).districts
    spec = draw_map(record, districts, measure, "killed_civilian", (BARDA,), INKS[theme])
    features = spec["data"]["values"]["features"]
    scale = spec["encoding"]["color"]["scale"]

    assert {feature["id"] for feature in features} == set(record.districts.index)
    assert {feature["class"] for feature in features} == set(scale["domain"])
    assert len(scale["domain"]) == len(set(scale["domain"])) == len(scale["range"])
    assert features[-1]["id"] == BARDA
    assert "NaN" not in json.dumps(spec)


def test_a_protected_number_is_in_no_class_and_not_in_the_map(record: Record) -> None:
    districts = Numbers(record, Choice(WAR)).districts
    colouring = colour_districts(districts, "share")
    few = districts["incidents"].between(1, 4) & districts.index.isin(record.districts.index)

    assert few.any()
    assert set(colouring.keys[few]) == {"too-few"}
    spec = draw_map(record, districts, "share", "killed_civilian", (), INKS["light"])
    values = {f["id"]: f["value"] for f in spec["data"]["values"]["features"]}
    words = REST_WORDS["too-few"].format(n=5)
    assert {values[str(id_)] for id_ in districts.index[few]} == {words}


def test_the_blocks_of_the_series_and_what_has_none_are_all_incidents(record: Record) -> None:
    numbers = Numbers(record, Choice(WAR, per="day"))
    spec = draw_series(record, numbers.series, "day", INKS["light"])
    counts = numbers.series.counts()
    drawn = sum(row["incidents"] for row in spec["data"]["values"])

    assert drawn + counts.loc[ALL, ""] == numbers.mask.sum()


# Files


@pytest.fixture(scope="module")
def specs(record: Record) -> dict[str, dict[str, object]]:
    numbers = Numbers(record, Choice(WAR, other_districts=(KHANKENDI,)))
    first, second = numbers.compared
    ink = INKS["light"]
    counts = count_both(record, first.mask, second.mask, "category")
    return {
        "map": draw_map(record, numbers.districts, "incidents", "killed_civilian", (), ink),
        "series": draw_series(record, numbers.series, "week", ink),
        "pair": draw_pair(record, counts, ("First", "Second"), ink),
    }


@pytest.mark.parametrize("name", ["map", "series", "pair"])
def test_pictures_are_made_without_a_network_and_say_their_source(
    record: Record, specs: dict[str, dict[str, object]], name: str
) -> None:
    picture = compose_picture(specs[name], "Incidents", write_source_line(record, WAR))

    svg = draw_svg(picture).decode()
    assert svg.startswith("<svg")
    assert record.version in svg
    assert "Natural Earth" in svg
    png = draw_png(picture)
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert width >= 1_800
    assert height >= 300


def test_a_table_as_csv_is_the_table_and_its_source(record: Record) -> None:
    numbers = Numbers(record, Choice(WAR))
    frame, rows, _ = name_crosstab(record, numbers.cross, "district", "category")
    source = write_source_line(record, WAR)
    read = list(csv.reader(io.StringIO(write_table(frame, source).decode("utf-8"))))

    assert read[0] == ["District", *frame.columns, "source"]
    assert [line[0] for line in read[1:]] == frame.index.tolist()
    assert [list(map(int, line[1:-1])) for line in read[1:]] == frame.to_numpy().tolist()
    assert {line[-1] for line in read[1:]} == {source}
    assert len(rows) == len(frame)


def test_no_cell_of_a_file_is_a_formula() -> None:
    table = pd.DataFrame({"=1": ["=1+1"]}, index=pd.Index(["@x"], name="-y"))
    text = write_table(table, "+z").decode()

    assert text == "'-y,'=1,source\r\n'@x,'=1+1,'+z\r\n"
