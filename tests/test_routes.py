"""What the routes answer and what they refuse, asked over HTTP."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import h3.api.basic_int as h3
import numpy as np
import pytest
from app_server import AppServer
from handshake import shake_hands
from route_server import run_apart, serve_routes
from starlette.types import Message, Receive, Scope, Send
from websockets.sync.client import connect

from components.server.assets import ground_path, list_assets
from components.server.middleware import OriginMiddleware
from components.server.record_store import STORE
from geo.export.tables import export_claims, export_events
from geo.filters import Filters, count_options, count_sources, match_events, match_possible
from geo.known import show_as_known
from geo.record import Record

FOR_EVER = "public, max-age=31536000, immutable"
GONE = "this address is not served any more; reload the page"
WAR = "from=2020-09-27&to=2020-11-10"


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


def _read_header(body: bytes) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(body[4 : 4 + int.from_bytes(body[:4], "little")])
    return header


# Health, versions, builds


def test_health_says_what_is_served(server: AppServer, record: Record) -> None:
    answer = server.get("api/health")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    health = answer.json()
    assert health["status"] == "ok"
    assert health["version"] == record.version
    assert re.fullmatch("[0-9a-f]{12}", health["build"])
    assert health["fault"] == ""
    assert health["problems"] == {"count": 0, "causes": [], "following": []}
    assert set(health["counts"]["set_aside"].values()) == {0}
    assert health["counts"]["events"] == len(record.events)


@pytest.mark.parametrize("route", ["record", "detail"])
def test_a_version_of_the_record_is_kept_for_ever(
    server: AppServer, record: Record, route: str
) -> None:
    answer = server.get(server.api(f"{route}/{{version}}.json"))

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Content-Type"] == "application/json"
    found = answer.json()
    ids = record.events["id"].tolist()
    if route == "record":
        assert (found["version"], found["events"]["id"]) == (record.version, ids)
    else:
        assert [card["id"] for card in found["cards"]] == ids


@pytest.mark.parametrize(
    "path",
    [
        "record/{}.json", "detail/{}.json", "counts/{}.bin", "cells/{}/5.bin", "events/{}.json",
        "list/{}.json", "options/{}.json", "sources/{}.json", "card/{}/2020-09-27-line-of-contact-1994-2020.json",
        "download/{}/incidents.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("version", ["000000000000", "%3Cscript%3E"])
def test_an_unknown_version_is_not_found_and_says_so(
    server: AppServer, path: str, version: str
) -> None:
    answer = server.get(server.api(path.format(version)))

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    name = "<script>" if "%" in version else version
    assert answer.json() == {
        "error": f"version {name} of the record is not served any more; reload the page"
    }


@pytest.mark.parametrize("build", ["000000000000", "x", ".."])
def test_an_unknown_build_is_not_found_and_says_so(
    server: AppServer, record: Record, build: str
) -> None:
    answer = server.get(f"api/{build}/record/{record.version}.json")

    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {"error": GONE}


def test_a_version_cannot_name_another_file(server: AppServer) -> None:
    for version in ("../../events", "..%2f..%2fevents", "%2fetc%2fpasswd"):
        answer = server.get(server.api(f"record/{version}.json"))
        assert answer.status == 404
        assert answer.headers["Cache-Control"] != FOR_EVER


# Counts and lists


def test_counts_are_kept_for_ever_and_say_what_they_count(
    server: AppServer, record: Record
) -> None:
    answer = server.get(server.api("counts/{version}.bin"))

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    header = _read_header(answer.body)
    single, on_map = ~record.events["overview"], record.events["on_map"]
    assert header["version"] == record.version
    assert header["size"] == len(record.events)
    assert header["passing"] == np.count_nonzero(single)
    assert header["on_map"] == np.count_nonzero(single & on_map)


@pytest.mark.parametrize(
    "path", ["record/{version}.json", "counts/{version}.bin", "cells/{version}/5.bin"]
)
def test_a_body_is_compressed_for_those_who_take_it(server: AppServer, path: str) -> None:
    address = server.api(path)

    plain = server.get(address)
    packed = server.get(address, Accept_Encoding="br, gzip;q=0.5")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert plain.body == gzip.decompress(packed.body)
    assert len(packed.body) < len(plain.body)


def test_cells_are_those_of_the_whole_map_or_of_a_tile(server: AppServer) -> None:
    def ask(path: str, query: str) -> dict[str, Any]:
        return _read_header(server.get(server.api(path, query)).body)

    whole = ask("cells/{version}/5.bin", "place=barda")
    tile = h3.int_to_str(h3.latlng_to_cell(40.3758, 47.1262, 5))
    part = ask("cells/{version}/9.bin", f"place=barda&tile={tile}")
    elsewhere = ask("cells/{version}/9.bin", f"place=shusha-shushi&tile={tile}")

    assert (whole["resolution"], whole["tile"]) == (5, None)
    assert whole["cells"] > 0
    assert (part["resolution"], part["tile"]) == (9, tile)
    assert part["cells"] > 0
    assert elsewhere["cells"] == 0


def test_the_marks_of_a_window_are_the_incidents_on_the_map_that_count_in_it(
    server: AppServer, record: Record
) -> None:
    found = server.get(server.api("events/{version}.json", WAR)).json()
    first = server.get(server.api("events/{version}.json", f"{WAR}&limit=2")).json()

    counted = match_events(record, _war(record)) & record.events["on_map"].to_numpy()
    assert found["total"] == first["total"] == int(counted.sum())
    assert found["events"]["id"] == record.events["id"][counted].tolist()
    assert first["events"]["id"] == found["events"]["id"][:2]


def test_the_list_says_the_number_that_counts_and_those_beside_it(
    server: AppServer, record: Record
) -> None:
    found = server.get(server.api("list/{version}.json", f"{WAR}&category=shelling")).json()

    filters = _war(record, categories=("shelling",))
    counted = match_events(record, filters)
    assert found["total"] == int(counted.sum())
    assert found["possible"] == int(match_possible(record, filters).sum())
    assert sorted(found["events"]["id"]) == sorted(record.events["id"][counted])


def test_a_list_is_sent_in_stretches(server: AppServer) -> None:
    def ask(query: str) -> list[str]:
        found = server.get(server.api("list/{version}.json", query)).json()
        ids: list[str] = found["events"]["id"]
        return ids

    whole = ask(WAR)
    assert ask(f"{WAR}&first=0&limit=10") + ask(f"{WAR}&first=10&limit=10") == whole[:20]
    assert ask(f"{WAR}&first=100000000") == []


def test_options_and_sources_are_counted_over_the_window(server: AppServer, record: Record) -> None:
    filters = _war(record, places=("barda",))
    options = server.get(server.api("options/{version}.json", f"{WAR}&place=barda")).json()
    sources = server.get(server.api("sources/{version}.json", f"{WAR}&place=barda")).json()

    assert options == count_options(record, filters)
    counts = count_sources(record, match_events(record, filters))
    expected = {id_: n for id_, n in counts.items() if n}
    assert {source["id"]: n for source, n in sources["sources"]} == expected
    assert sources["total"] == len(expected)


def test_a_card_comes_alone(server: AppServer) -> None:
    found = server.get(
        server.api("card/{version}/2020-09-27-line-of-contact-1994-2020.json")
    ).json()

    assert found["card"]["id"] == "2020-09-27-line-of-contact-1994-2020"
    assert found["events"]["id"] == ["2020-09-27-line-of-contact-1994-2020"]


# Downloads


@pytest.mark.parametrize(
    ("query", "facets"),
    [
        ("", {}),
        ("&harmed=azerbaijani&category=shelling", {"harmed": ("azerbaijani",), "categories": ("shelling",)}),
        ("&place=barda&place=ganja", {"places": ("barda", "ganja")}),
        ("&q=barda", {"text": "barda"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["incidents", "claims"])
def test_a_download_holds_what_counts_and_no_more(
    server: AppServer, record: Record, kind: str, query: str, facets: dict[str, Any]
) -> None:
    answer = server.get(server.api(f"download/{{version}}/{kind}.csv", f"{WAR}{query}"))

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"{kind}-{record.version}.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    export = export_events if kind == "incidents" else export_claims
    expected = export(record, match_events(record, _war(record, **facets)))
    assert [row["id"] for row in rows] == expected["id"].tolist()


@pytest.mark.parametrize("kind", ["incidents", "claims"])
def test_a_download_follows_the_day_as_of_which_the_record_is_shown(
    server: AppServer, record: Record, kind: str
) -> None:
    answer = server.get(server.api(f"download/{{version}}/{kind}.csv", f"{WAR}&known=2020-10-11"))

    name = f"{kind}-{record.version}-known-2020-10-11.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    then = show_as_known(record, datetime.date(2020, 10, 11))
    export = export_events if kind == "incidents" else export_claims
    expected = export(then, match_events(then, _war(record)))
    assert [row["id"] for row in rows] == expected["id"].tolist()


def test_a_download_without_a_window_is_the_whole_record_but_sums(
    server: AppServer, record: Record
) -> None:
    answer = server.get(server.api("download/{version}/incidents.csv"))

    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert len(rows) == np.count_nonzero(~record.events["overview"])


@pytest.mark.parametrize("kind", ["events", "incidents.csv", "%2e%2e"])
def test_a_table_that_there_is_not_is_not_found(server: AppServer, kind: str) -> None:
    answer = server.get(server.api(f"download/{{version}}/{kind}.csv"))

    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"
    name = kind.replace("%2e", ".")
    reason = f"{name}: there is no such table; ask for incidents or claims"
    assert answer.json() == {"error": reason}


# What is refused

NO_FILTER = (
    "is not a filter; leave it out, or use one of district, place, category, evidence, harmed, "
    "accused, contested, kind, q, from, to"
)


@pytest.mark.parametrize(
    ("path", "query", "reason"),
    [
        ("cells/{version}/2.bin", "", "resolution: 2 is outside 3..9; ask for one of these"),
        ("cells/{version}/x.bin", "",
         "resolution: 'x' is not a whole number; write digits only"),
        ("cells/{version}/7.bin", "",
         "resolution: 7 is too fine for the whole map; name a tile, or ask for at most 6"),
        ("cells/{version}/7.bin", "tile=zz",
         "tile: 'zz' is not an H3 cell; write its index in hexadecimal digits"),
        ("cells/{version}/5.bin", "tile=" + "z" * 5_000,
         f"tile: '{'z' * 79}…' is not an H3 cell; write its index in hexadecimal digits"),
        (f"card/{{version}}/{'z' * 5_000}.json", "",
         f"'{'z' * 79}…': no incident has this id; leave it out"),
        ("cells/{version}/5.bin", "tile=852c037bfffffff",
         "tile: '852c037bfffffff' is not coarser than resolution 5; "
         "ask for a finer resolution or a coarser tile"),
        ("cells/{version}/5.bin", "place=nowhere",
         "place: 'nowhere' is none of its values; leave it out"),
        ("counts/{version}.bin", "tile=832c03fffffffff", f"tile: {NO_FILTER}"),
        ("counts/{version}.bin", "q=a&q=b", "q: is given 2 times; give it once"),
        ("counts/{version}.bin", "q=" + "x" * 201, "q: longer than 200 characters; shorten it"),
        ("events/{version}.json", "from=18532",
         "from: '18532' is not a date like 2020-10-04; leave it out"),
        ("events/{version}.json", "limit=0", "limit: 0 is outside 1..10000; ask for one of these"),
        ("events/{version}.json", "limit=10001",
         "limit: 10001 is outside 1..10000; ask for one of these"),
        ("events/{version}.json", "limit=99999999999",
         "limit: '99999999999' is not a whole number; write digits only"),
        ("events/{version}.json", "limit=1&limit=2", "limit: is given 2 times; give it once"),
        ("list/{version}.json", "order=worst", "order: 'worst' is none; ask for reading or best"),
        ("list/{version}.json", "first=-1",
         "first: -1 is outside 0..100000000; ask for one of these"),
        ("card/{version}/nowhere.json", "",
         "'nowhere': no incident has this id; leave it out"),
        ("download/{version}/incidents.csv", "event=2020-09-27-line-of-contact-1994-2020", f"event: {NO_FILTER}"),
        ("download/{version}/claims.csv", "kind=gossip",
         "kind: 'gossip' is none of its values; leave it out"),
        ("download/{version}/claims.csv", "formulas=yes",
         "formulas: 'yes' is none; write keep, or leave it out"),
        ("download/{version}/claims.csv", "known=yesterday",
         "known: 'yesterday' is not a date like 2020-10-04; leave it out"),
        ("download/{version}/claims.csv", "from=2020-13-01",
         "from: '2020-13-01' is not a date like 2020-10-04; leave it out"),
        ("download/{version}/claims.csv", "from=2020-11-10&to=2020-09-27",
         "from=2020-11-10&to=2020-09-27: the dates are the wrong way round; swap them"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_refused_with_a_reason(
    server: AppServer, path: str, query: str, reason: str
) -> None:
    answer = server.get(server.api(path, query))

    assert answer.status == 400
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {"error": reason}


def test_the_detail_of_a_record_that_is_not_sent_is_refused(
    server: AppServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.large.SENT_EVENTS", 2)
    answer = server.get(server.api("detail/{version}.json"))

    assert answer.status == 400
    reason = "the record is too large to be sent as a whole; ask for single cards"
    assert answer.json() == {"error": reason}


# Files


def test_files_are_served_as_they_are_and_kept_for_ever(server: AppServer) -> None:
    kinds = set()
    for path, asset in list_assets().items():
        answer = server.get(path)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == FOR_EVER
        assert answer.body == gzip.decompress(asset.body)
        kinds.add(answer.headers["Content-Type"].split(";")[0])
    assert kinds == {"text/javascript", "text/css", "image/png"}


@pytest.mark.parametrize("path", ["../../../events.csv", "..%2f..%2f..%2fevents.csv", "mount.py"])
def test_nothing_beside_the_files_is_served(server: AppServer, path: str) -> None:
    for folder in {asset.rpartition("/")[0] for asset in list_assets()}:
        answer = server.get(f"{folder}/{path}")
        assert answer.status == 404
        assert answer.headers["Cache-Control"] != FOR_EVER


# The plain page's address, other bases


def test_the_plain_page_is_sent_fresh(server: AppServer) -> None:
    answer = server.get("view/")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Link"] is None


def test_the_address_without_its_slash_leads_to_the_page_with_its_parameters(
    server: AppServer,
) -> None:
    answer = server.get("view?place=barda&q=a%26b")

    assert answer.status == 200
    assert answer.body == server.get("view/?place=barda&q=a%26b").body != server.get("view/").body


def test_everything_lies_below_a_base_path(record: Record) -> None:
    with serve_routes("maps/war") as based:
        assert based.url.endswith("/maps/war/")
        assert based.health()["version"] == record.version
        assert based.get("view").body == based.get("view/").body
        assert based.get(ground_path()).status == 200
        assert based.get(based.api("record/{version}.json")).status == 200
        assert shake_hands(based, "api/alive") == 101


# Connections


def test_a_connection_stays_open_until_somebody_speaks(server: AppServer) -> None:
    address = server.url.replace("http", "ws", 1) + "api/alive"
    with connect(address, proxy=None) as connection:
        with pytest.raises(TimeoutError):
            connection.recv(timeout=0.2)
        connection.send("x")
        assert list(connection) == []
        assert connection.close_code == 1000


def test_a_connection_that_the_browser_closes_ends(server: AppServer) -> None:
    address = server.url.replace("http", "ws", 1) + "api/alive"
    with connect(address, proxy=None) as connection:
        connection.close()
    assert connection.close_code == 1000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 101),
        ({"Origin": "http://karabakh.example", "Host": "karabakh.example"}, 101),
        ({"Origin": "https://karabakh.example:8443", "Host": "karabakh.example:8443"}, 101),
        ({"Origin": "https://frame.example"}, 101),
        ({"Origin": "https://FRAME.example:443"}, 101),
        ({"Origin": "http://frame.example"}, 403),
        ({"Origin": "https://frame.example:8443"}, 403),
        ({"Origin": "http://plain.example"}, 101),
        ({"Origin": "https://plain.example"}, 101),
        ({"Origin": "https://plain.example:8443"}, 403),
        ({"Origin": "http://localhost:3000"}, 101),
        ({"Origin": "http://localhost:3001"}, 403),
        ({"Origin": "http://localhost"}, 403),
        ({"Origin": "http://127.0.0.1:3000"}, 403),
        ({"Origin": "http://[::1]:3000"}, 403),
        ({"Origin": "http://localhost:port"}, 403),
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": "https://other.example", "Host": "karabakh.example"}, 403),
        ({"Origin": "https://karabakh.example.evil.example", "Host": "karabakh.example"}, 403),
        ({"Origin": "https://localhost.evil.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_only_pages_of_the_own_origin_and_of_those_named_open_a_connection(
    headers: dict[str, str], status: int
) -> None:
    named = ["https://frame.example", "plain.example", "localhost:3000", "", "http://["]
    with serve_routes(hosts=named) as server:
        assert shake_hands(server, "api/alive", **headers) == status


@pytest.mark.parametrize(
    ("origin", "heard"),
    [
        (b"http://karabakh.example", [b"http://karabakh.example"]),
        (b"https://frame.example", []),
        (b"http://localhost:3000", []),
    ],
)
def test_what_lies_behind_hears_of_no_host_but_its_own(origin: bytes, heard: list[bytes]) -> None:
    """Streamlit looks up its own address in the web when it hears of another one."""
    scopes: list[Scope] = []

    async def keep(scope: Scope, _receive: Receive, _send: Send) -> None:
        scopes.append(scope)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(_message: Message) -> None:
        raise AssertionError("the connection was refused")

    headers = [(b"host", b"karabakh.example"), (b"origin", origin)]
    ask = OriginMiddleware(keep, ["https://frame.example", "localhost:3000"])
    run_apart(ask({"type": "websocket", "headers": headers}, receive, send))

    [scope] = scopes
    assert [value for name, value in scope["headers"] if name == b"origin"] == heard
