"""The data address: what scripts ask for and get, and what they are told when they ask for something else."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import re
import urllib.parse
from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from app_server import Answer, AppServer
from bench.synthetic import make_record
from given_store import GivenStore
from route_server import serve_routes

from components.api.openapi import describe_api, name_path
from components.api.parameters import MOST_VALUES, list_parameters
from components.api.tables import FORMS
from components.server.record_store import STORE
from geo.export.layers import make_claims, make_incidents
from geo.filters import Filters, count_sources, match_events
from geo.known import show_as_known
from geo.record import Record

WAR = "from=2020-09-27&to=2020-11-10"
ADDRESSES = [(table, form) for table, forms in FORMS.items() for form in forms]


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    """The routes over the record of the repository."""
    with serve_routes() as running:
        yield running


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that is served."""
    return STORE.current().record


def _war(record: Record, **facets: Any) -> Filters:
    return Filters(record.opening.start, record.opening.end, **facets)


def _ids(answer: Answer) -> list[str]:
    return [row["id"] for row in answer.json()["incidents"]]


def _links(answer: Answer) -> dict[str, str]:
    found = re.findall(r'<\?([^>]*)>; rel="(\w+)"', answer.headers["Link"])
    return {name: query for query, name in found}


# Tables and forms


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("", {}),
        ("&place=barda&place=ganja", {"places": ("barda", "ganja")}),
        ("&category=shelling&harmed=azerbaijani", {"categories": ("shelling",), "harmed": ("azerbaijani",)}),
        ("&q=rockets", {"text": "rockets"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", FORMS["incidents"])
def test_incidents_are_those_that_the_page_counts(
    server: AppServer, record: Record, form: str, query: str, facets: dict[str, Any]
) -> None:
    answer = server.get(f"api/{name_path('incidents', form)}?{WAR}{query}")

    expected = make_incidents(record, match_events(record, _war(record, **facets)))
    assert answer.status == 200
    assert answer.headers["X-Total-Count"] == str(len(expected))
    if form == "json":
        found = pd.DataFrame(answer.json()["incidents"])
    elif form == "csv":
        found = pd.read_csv(io.BytesIO(answer.body))
    elif form == "geojson":
        found = gpd.read_file(io.BytesIO(answer.body))
    else:
        found = gpd.read_parquet(io.BytesIO(answer.body))
    assert found["id"].tolist() == expected["id"].tolist()
    low = pd.to_numeric(found["killed_civilian_low"]).astype("Int64")
    assert low.tolist() == expected["killed_civilian_low"].tolist()


def test_an_answer_says_what_was_asked_of_which_version(server: AppServer, record: Record) -> None:
    found = server.get(f"api/incidents?{WAR}&place=barda&known=2020-11-01").json()

    place = record.places.loc["barda", "name_en"]
    assert found["question"] == (
        f"incidents of 27 September to 10 November 2020; Place: {place}; as known on 1 November 2020"
    )
    assert found["version"] == record.version
    assert found["question"] in found["citation"]
    assert "no licence is stated" in found["licence"]


def test_claims_are_those_on_the_incidents(server: AppServer, record: Record) -> None:
    found = server.get(f"api/claims?{WAR}&place=barda").json()

    expected = make_claims(record, match_events(record, _war(record, places=("barda",))))
    assert [claim["id"] for claim in found["claims"]] == expected["id"].tolist()


def test_claims_in_pages_are_all_claims_once(server: AppServer, record: Record) -> None:
    found: list[str] = []
    query = f"{WAR}&limit=37"
    while query:
        answer = server.get(f"api/claims?{query}")
        found += [claim["id"] for claim in answer.json()["claims"]]
        query = _links(answer).get("next", "")

    expected = make_claims(record, match_events(record, _war(record)))
    assert found == expected["id"].tolist()


def test_sources_are_those_of_the_incidents_and_all_when_nothing_is_narrowed(
    server: AppServer, record: Record
) -> None:
    some = server.get(f"api/sources?{WAR}&place=barda").json()
    everything = server.get("api/sources").json()

    counts = count_sources(record, match_events(record, _war(record, places=("barda",))))
    assert {row["id"]: row["incidents"] for row in some["sources"]} == counts[counts > 0].to_dict()
    assert [row["id"] for row in everything["sources"]] == record.sources.index.tolist()


def test_districts_come_with_the_number_of_incidents(server: AppServer, record: Record) -> None:
    answer = server.get(f"api/districts.geojson?{WAR}")

    found = gpd.read_file(io.BytesIO(answer.body)).set_index("id")
    rows = match_events(record, _war(record))
    counts = record.events["district_id"][rows].value_counts()
    assert found.index.tolist() == record.districts.index.tolist()
    assert found["incidents"].to_dict() == {
        id_: int(counts.get(id_, 0)) for id_ in record.districts.index
    }


def test_a_former_key_or_id_leads_to_that_of_today(server: AppServer, record: Record) -> None:
    former, now = next(iter(record.former["places"].items()))

    assert _ids(server.get(f"api/incidents?place={former}")) == _ids(
        server.get(f"api/incidents?place={now}")
    )
    assert _ids(server.get("api/incidents?event=barda-28oct")) == ["2020-10-28-barda"]
    kind = urllib.parse.quote("NGO report")
    assert _ids(server.get(f"api/incidents?source={kind}")) == _ids(
        server.get(f"api/incidents?kind={kind}")
    )


def test_incidents_can_be_asked_for_by_source_and_by_id(server: AppServer, record: Record) -> None:
    id_ = record.sources.index[0]
    by_source = server.get(f"api/incidents?source={id_}").json()
    total = str(record.events.loc[record.events["overview"], "id"].iloc[0])

    assert all(id_ in row["source_ids"].split("; ") for row in by_source["incidents"])
    assert _ids(server.get(f"api/incidents?event={total}")) == [total]


def test_the_record_as_it_was_known(server: AppServer, record: Record) -> None:
    then = show_as_known(record, datetime.date(2020, 10, 11))

    found = server.get(f"api/incidents?{WAR}&known=2020-10-11").json()

    assert len(found["incidents"]) == int(match_events(then, _war(record)).sum())
    assert {row["as_known_on"] for row in found["incidents"]} == {"2020-10-11"}


def test_csv_is_harmless_unless_asked_otherwise(server: AppServer) -> None:
    marked = server.get("api/incidents.csv?bom=yes&formulas=keep")

    assert marked.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert marked.body.startswith(b"\xef\xbb\xbf")


# Pages, versions, compression, other origins


def test_pages_follow_one_another_by_their_links(server: AppServer) -> None:
    whole = _ids(server.get(f"api/incidents?{WAR}"))
    first = server.get(f"api/incidents?{WAR}&limit=20")
    found, answer = _ids(first), first
    while "next" in _links(answer):
        answer = server.get(f"api/incidents?{_links(answer)['next']}")
        found += _ids(answer)

    assert found == whole
    assert first.headers["X-Limit"] == "20"
    assert first.headers["X-Limit-Max"] == "10000"
    assert "prev" not in _links(first)
    assert _links(answer)["last"] == f"{WAR}&limit=20&offset={answer.headers['X-Offset']}"
    back = server.get(f"api/incidents?{_links(answer)['first']}")
    assert _ids(back) == whole[:20]
    assert _ids(server.get("api/incidents?offset=100000000")) == []


@pytest.mark.parametrize(("table", "form"), ADDRESSES)
def test_what_is_known_already_is_not_sent_again(
    server: AppServer, record: Record, table: str, form: str
) -> None:
    path = f"api/{name_path(table, form)}?place=barda"
    answer = server.get(path)

    tag = answer.headers["ETag"]
    assert record.version in tag
    assert answer.headers["X-Record-Version"] == record.version
    assert answer.headers["Cache-Control"] == "public, no-cache"
    for known in (tag, f'"x", {tag}', tag.removeprefix("W/"), "*"):
        again = server.get(path, If_None_Match=known)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == tag
    assert server.get(path, If_None_Match='W/"000000000000-0"').status == 200


@pytest.mark.parametrize(("table", "form"), ADDRESSES)
def test_an_answer_is_compressed_for_those_who_take_it(
    server: AppServer, table: str, form: str
) -> None:
    path = f"api/{name_path(table, form)}"
    plain, packed = server.get(path), server.get(path, Accept_Encoding="gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["api/incidents?place=barda", "api/openapi.json", "api/incidents?x=1"]
)
def test_pages_of_every_origin_may_read_and_no_password_is_asked(
    server: AppServer, path: str
) -> None:
    answer = server.get(path, Origin="https://elsewhere.example")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "X-Total-Count" in answer.headers["Access-Control-Expose-Headers"]
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(server: AppServer, method: str) -> None:
    answer = server.send(method, "api/incidents", b"{}")

    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


# What is refused


@pytest.mark.parametrize(
    ("path", "parameter", "value", "error"),
    [
        ("incidents?place=nowhere", "place", "nowhere", "place: 'nowhere' is none of its values; use one of"),
        ("incidents?colour=red", "colour", "red",
         "colour: 'red' belongs to no parameter; leave it out, or use one of from, to, district"),
        ("incidents?view=40,46,8", "view", "40,46,8",
         "view: '40,46,8' says what a page shows, not which rows; leave it out"),
        ("incidents?bom=yes", "bom", "yes",
         "bom: 'yes' belongs to a parameter of another address; leave it out, or use one of from"),
        ("districts.geojson?limit=5", "limit", "5", "limit: '5' belongs to a parameter of another"),
        ("incidents.csv?bom=no", "bom", "no", "bom: 'no' is none of its values; use one of yes"),
        ("incidents?from=4.10.2020", "from", "4.10.2020", "from: '4.10.2020' is not a day like 2020-10-04;"),
        ("incidents?from=2020-13-01", "from", "2020-13-01", "from: '2020-13-01' is not a day like 2020-10-04;"),
        ("incidents?to=0001-01-01", "to", "0001-01-01", "to: '0001-01-01' is outside 1900-01-01..2100-12-31;"),
        ("incidents?from=2020-11-10&to=2020-09-27", "from", "2020-11-10",
         "from: '2020-11-10' is after to=2020-09-27; swap the two"),
        ("incidents?from=2020-11-10&from=2020-11-11", "from", "2020-11-11",
         "from: '2020-11-11' is its second value; give it once"),
        ("claims?limit=0", "limit", "0", "limit: '0' is outside 1..10,000; ask for one of these"),
        ("claims?limit=10001", "limit", "10001", "limit: '10001' is outside 1..10,000; ask for one of these"),
        ("claims?limit=-1", "limit", "-1", "limit: '-1' is not a whole number; write digits only"),
        ("claims?limit=1e3", "limit", "1e3", "limit: '1e3' is not a whole number; write digits only"),
        ("claims?offset=%D9%A3", "offset", "٣", "offset: '٣' is not a whole number; write digits only"),
        ("sources?source=nobody", "source", "nobody", "source: 'nobody' is no id of the record; leave it out"),
        ("sources?event=", "event", "", "event: '' is no id of the record; leave it out"),
        ("sources?known=yesterday", "known", "yesterday", "known: 'yesterday' is not a day like 2020-10-04;"),
        ("sources?q=" + "x" * 201, "q", "x" * 79 + "…", f"q: '{'x' * 79}…' is longer than 200 characters; shorten it"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_with_its_value_and_the_cure(
    server: AppServer, path: str, parameter: str, value: str, error: str
) -> None:
    answer = server.get(f"api/{path}")

    assert answer.status == 422
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    found = answer.json()
    assert found["error"].startswith(error)
    assert (found["parameter"], found["value"]) == (parameter, value)
    assert found["error"].endswith(f"; {found['cure']}")


def test_more_values_than_a_question_may_have_are_refused(server: AppServer) -> None:
    query = "&".join(["place=barda"] * (MOST_VALUES + 1))

    answer = server.get(f"api/incidents?{query}")

    assert answer.status == 422
    assert "is beyond the first 500 values; ask in several questions" in answer.json()["error"]


def test_other_addresses_are_still_not_found(server: AppServer) -> None:
    for path in ("api/incidents.xml", "api/incidents/", "api/claims.geojson", "api/districts"):
        assert server.get(path).status == 404


# A record that is too large to be sent as a whole


def test_a_large_record_is_told_in_pages_and_not_as_known(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = make_record(record, count=4_000)
    monkeypatch.setattr("components.server.public_api.STORE", GivenStore(large))
    with serve_routes() as server:
        answer = server.get("api/incidents?limit=3&offset=2000")
        known = server.get("api/incidents?known=2020-10-11")

    rows = large.events.loc[~large.events["overview"], "id"]
    assert _ids(answer) == rows.iloc[2000:2003].tolist()
    assert answer.headers["X-Total-Count"] == str(len(rows))
    assert known.status == 422
    assert known.json()["error"] == (
        "known: '2020-10-11' is not for a record of this size; leave it out"
    )


# The description


def test_the_description_names_every_address_and_parameter(
    server: AppServer, record: Record
) -> None:
    found = server.get("api/openapi.json").json()

    assert found == json.loads(json.dumps(describe_api(record)))
    assert set(found["paths"]) == {f"/{name_path(table, form)}" for table, form in ADDRESSES}
    named = {row["name"] for path in found["paths"].values() for row in path["get"]["parameters"]}
    assert named == {row.key for row in list_parameters(record)}


def test_below_a_path_of_its_own_the_address_is_there_too() -> None:
    with serve_routes("war") as server:
        answer = server.get("api/incidents?place=barda")

    assert answer.status == 200
    assert answer.headers["Link"].startswith("<?place=barda&offset=0>")
