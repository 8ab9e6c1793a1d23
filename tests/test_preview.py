"""What a link tells of its view where it is pasted: words that hold for any link, in every page."""

from __future__ import annotations

import gzip
import os
import subprocess
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from app_server import ROOT, AppServer, free_port, start_command
from hostile_texts import HOSTILE_TEXTS
from node_answers import Browser
from page_preview import Told, read_told
from route_server import serve_routes

from components.explore.cards import build_card, describe_level
from components.explore.tolls import describe_toll
from components.link import build_link_table
from components.preview.link_reading import READERS, read_link, write_values
from components.preview.view import read_view
from components.server.gate import BusyError, Gate
from components.server.previews import PublicAddressError, read_public
from components.server.record_store import STORE
from geo.filters import find_event
from geo.record import Record

TITLE = "Karabakh 2020, place by place"
WAR = f"{TITLE}: 27 September to 10 November 2020"
BARDA = "2020-10-28-barda"
JUDGED = "lesson=barda-and-stepanakert&step=6&present=yes"
KEYS = (
    "from",
    "to",
    "mode",
    "district",
    "category",
    "event",
    "known",
    "view",
    "held",
    "lesson",
    "step",
)


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    with serve_routes() as running:
        yield running


@pytest.fixture(scope="module")
def record() -> Record:
    return STORE.current().record


def test_every_kind_of_the_link_table_is_read(record: Record) -> None:
    assert {row["kind"] for row in build_link_table(record)} == set(READERS)


def _tell(server: AppServer, link: str = "", **headers: str) -> Told:
    return read_told(server.get(f"view/?{link}" if link else "view/", **headers))


# Words


def test_the_opening_view_is_told_with_its_days_and_how_many_incidents(
    server: AppServer, record: Record
) -> None:
    told = _tell(server)

    assert told.title == WAR
    assert "incidents" in told.sentence
    assert told.sentence.count(".") == 1
    assert told.tags["og:type"] == "website"
    assert told.tags["description"] == told.sentence
    assert told.tags["twitter:card"] == "summary_large_image"
    assert told.tags["og:url"] == told.canonical == f"{server.url}view/"
    assert (told.tags["og:image:width"], told.tags["og:image:height"]) == ("1200", "630")
    assert "27 September to 10 November 2020" in told.tags["og:image:alt"]
    assert f"/picture/{record.version}.png" in told.tags["og:image"]


@pytest.mark.parametrize(
    ("link", "title", "parts"),
    [
        ("mode=on&to=2020-10-04", f"{TITLE}: 4 October 2020", ["incidents"]),
        ("place=ganja", WAR, [" of ", "Place: Ganja"]),
        ("category=shelling&category=landmines", WAR, ["What happened: shelling, mines"]),
        ("district=off-map", WAR, ["District: Not on the map"]),
        ("q=Smerch", WAR, ["Search: “Smerch”"]),
        ("known=2020-10-10", WAR, ["As known on 10 October 2020"]),
        ("from=2021-01-01&to=2021-01-01", f"{TITLE}: 1 January 2021", ["no incident recorded"]),
        ("lesson=44-days&present=yes", f"{TITLE}: ", ["The 44 days"]),
    ],
)
def test_days_filters_and_what_was_known_are_told_in_words(
    server: AppServer, link: str, title: str, parts: list[str]
) -> None:
    told = _tell(server, link)

    assert told.title.startswith(title)
    assert [part for part in parts if part not in told.sentence] == []


def test_a_selected_incident_is_told_as_its_card_says_it(server: AppServer, record: Record) -> None:
    for id_ in (BARDA, "2020-09-27-khankendi-stepanakert", "2020-10-11-ganja"):
        row = find_event(record, id_)
        assert row is not None
        card = build_card(record, row)
        sentence = _tell(server, f"event={id_}").sentence

        for words in (card["title"], card["toll"], card["toll_note"], card["level"]):
            assert words[:100].rstrip(".") in sentence, id_


def test_a_claim_of_one_side_is_told_with_who_makes_it(server: AppServer, record: Record) -> None:
    one_sided = record.events[record.events["evidence"] == "official statement of one side"]
    id_ = one_sided["id"].iloc[0]

    assert (
        describe_level(record.assessments[id_], record)[:80]
        in _tell(server, f"event={id_}").sentence
    )


def test_an_incident_is_told_as_it_was_known_and_not_before_anybody_told(
    server: AppServer,
) -> None:
    today = _tell(server, f"event={BARDA}").sentence
    then = _tell(server, f"event={BARDA}&known=2020-10-28").sentence
    before = _tell(server, f"event={BARDA}&known=2020-10-01").sentence

    assert then != today
    assert "As known on 28 October 2020" in then
    assert "Barda" not in before


def test_a_link_to_a_question_does_not_give_the_answer_away(
    server: AppServer, record: Record
) -> None:
    assert read_view(JUDGED, record).judge
    judged = _tell(server, f"{JUDGED}")
    assessment = record.assessments[BARDA]

    assert "documented" not in judged.sentence
    assert describe_toll(assessment)
    assert "Level" not in judged.tags["og:image:alt"]


# Links


@pytest.mark.parametrize(
    "link",
    [
        "", "from=2020-10-04", "to=2020-09-01", "mode=on&from=2020-10-04", "from=2020-11-01&to=2020-10-01",
        "place=barda&place=ganja&place=barda", "place=nowhere&district=off-map", "event=none&known=2020-10-10",
        "view=40.3,46.6,8", "view=90,0,3", "view=a,b", "held=no&step=2&lesson=44-days", "held=maybe", "step=0",
        "q=+&q=Smerch", "source=hrw", "tab=sources&show=table&sort=-toll", "kind=NGO+report", "from=2020-13-01",
        "known=1800-01-01", "nonsense=1", "event=2020-10-28-barda&event=none",
    ],
)  # fmt: skip
def test_python_reads_the_same_out_of_a_link_as_the_browser(
    browser: Browser, record: Record, link: str
) -> None:
    """What the browser checks later, sources and lessons, is left out here."""
    theirs = parse_qsl(browser.ask("link", link=link)["link"])
    ours = write_values(read_link(link, record), record)

    assert [pair for pair in ours if pair[0] in KEYS] == [
        pair for pair in theirs if pair[0] in KEYS
    ]


@pytest.fixture(scope="module")
def browser(record: Record) -> Iterator[Browser]:
    with Browser(record) as modules:
        yield modules


def test_links_that_mean_the_same_have_one_address(server: AppServer) -> None:
    one = _tell(server, "place=ganja&to=2020-11-10&nonsense=1&embed=1&from=2020-09-27")

    assert one == _tell(server, "place=ganja")
    assert one.canonical == f"{server.url}view/?place=ganja"


@pytest.mark.parametrize(
    "key", ["district", "event", "from", "view", "known", "lesson", "kind", "mode", "x"]
)
def test_a_wrong_value_is_left_out_and_the_rest_is_told(server: AppServer, key: str) -> None:
    opening = _tell(server)
    for text in HOSTILE_TEXTS[::6]:
        assert _tell(server, urlencode({key: text})) == opening, text


def test_words_of_a_stranger_stay_words_and_are_short(server: AppServer) -> None:
    opening = _tell(server)
    for text in HOSTILE_TEXTS:
        told = _tell(server, urlencode({"q": text}))

        assert told.tags.keys() == opening.tags.keys(), text
        assert len(told.sentence) < 300, text
        assert told.sentence.isprintable(), text
    long = _tell(server, urlencode({"q": "<b>" * 60}))
    assert "<b><b>" in long.sentence
    assert len(long.sentence) < 300


@pytest.mark.parametrize(
    "link",
    ["q=" + "x" * 6_000, "&" * 3_000, "place=ganja&" * 300, "q=%00%ff%ED%A0%80", "=&=&;", "%"],
)
def test_a_link_of_any_length_and_bytes_is_answered(server: AppServer, link: str) -> None:
    assert _tell(server, link).title == WAR


def test_a_host_that_is_none_is_not_repeated(server: AppServer) -> None:
    told = _tell(server, Host='a.example"><script>x</script>')

    assert "og:url" not in told.tags
    assert "og:image" not in told.tags
    assert told.canonical is None
    assert told.title == WAR


# Where the page is


def test_addresses_are_those_of_the_request(server: AppServer) -> None:
    told = _tell(server, "place=ganja", Host="war.example", X_Forwarded_Proto="https")

    assert told.canonical == "https://war.example/view/?place=ganja"
    assert told.tags["og:image"].startswith("https://war.example/api/")
    assert told.tags["og:image"].endswith("?place=ganja")


def test_the_public_address_of_the_settings_comes_first() -> None:
    with serve_routes(public="https://war.example/k/") as server:
        told = _tell(server, "q=a")
        assert told.canonical == "https://war.example/k/view/?q=a"
        assert told.tags["og:image"].startswith("https://war.example/k/api/")


def test_pages_below_a_base_path_name_it() -> None:
    with serve_routes("karabakh") as server:
        told = _tell(server)
        assert told.canonical == f"{server.url}view/"
        assert told.tags["og:image"].startswith(f"{server.url}api/")


@pytest.mark.parametrize(
    "text",
    [
        "war.example",
        "https://",
        "https://war.example/?a=b",
        "https://a b",
        'https://a/"',
        "ftp://a",
    ],
)
def test_a_public_address_that_is_none_is_named_with_the_cure(text: str) -> None:
    with pytest.raises(PublicAddressError) as caught:
        read_public(text)

    assert str(caught.value) == (
        f"DASHBOARD_PUBLIC_URL: {text!r} is not an address; write scheme, host and path alone, such as "
        "https://war.example/karabakh/"
    )


def test_a_server_that_is_busy_tells_of_the_opening_view(
    server: AppServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = _tell(server)

    def refuse(*_: object, **__: object) -> None:
        raise BusyError(503, "busy")

    monkeypatch.setattr(Gate, "pass_through", refuse)
    assert _tell(server, "place=ganja") == opening


def test_the_plain_page_is_never_kept_and_has_the_length_that_it_says(server: AppServer) -> None:
    plain, packed = server.get("view/"), server.get("view/", Accept_Encoding="gzip")

    assert gzip.decompress(packed.body) == plain.body
    for answer in (plain, packed):
        assert answer.headers.get_all("Content-Length") == [str(len(answer.body))]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


# Streamlit's pages


@pytest.mark.server
@pytest.mark.parametrize("path", ["", "sources", "method", "map"])
def test_the_pages_of_streamlit_are_told_too(site: AppServer, path: str) -> None:
    page = site.get(path).body.decode()

    assert page.count('property="og:title"') == 1
    head = page[: page.index("</head>")]
    assert 'property="og:description"' in head
    assert f'<link rel="canonical" href="{site.url}{"" if path == "map" else path}">' in head
    names = {
        "": f"{WAR}",
        "map": f"{WAR}",
        "sources": f"Sources · {TITLE}",
        "method": f"Method · {TITLE}",
    }
    assert f'property="og:title" content="{names[path]}"' in head


@pytest.mark.server
def test_links_to_the_map_and_to_a_source_are_told_on_streamlits_pages(
    site: AppServer, record: Record
) -> None:
    source = record.sources.index[0]

    assert "Place: Ganja" in site.get("?place=ganja").body.decode()
    found = site.get(f"sources?source={quote(source)}").body.decode()
    assert escape(record.sources.loc[source, "title"][:60]) in found
    hostile = site.get("?" + urlencode({"q": "</head><script>x</script>"})).body.decode()
    assert "<script>x" not in hostile
    assert hostile.count("</head>") == 1


@pytest.mark.server
def test_the_pages_of_streamlit_are_kept_by_a_validator_of_their_own(site: AppServer) -> None:
    page, other = site.get("?place=ganja"), site.get("?place=barda")
    tag = page.headers["ETag"]

    assert tag != other.headers["ETag"]
    assert page.headers["Cache-Control"] == "no-cache"
    assert "Last-Modified" not in page.headers
    assert site.get("?place=ganja", If_None_Match=tag).status == 304
    assert site.get("?place=barda", If_None_Match=tag).status == 200
    since = {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT", "Range": "bytes=0-9"}
    assert site.get("?place=ganja", **since).body == page.body
    packed = site.get("?place=ganja", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == page.body
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert "Accept-Encoding" in packed.headers["Vary"]
    head = site.send("HEAD", "?place=ganja", b"")
    assert (head.body, head.headers["Content-Length"]) == (b"", str(len(page.body)))


@pytest.mark.server
def test_the_server_does_not_start_for_a_public_address_that_is_none() -> None:
    ended = subprocess.run(
        start_command(free_port()), cwd=ROOT, env={**os.environ, "DASHBOARD_PUBLIC_URL": "war.example"},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip

    assert ended.returncode == 1
    assert (
        "The dashboard cannot start: DASHBOARD_PUBLIC_URL: 'war.example' is not an address"
        in ended.stderr
    )
