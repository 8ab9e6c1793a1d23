"""The copy: whole, small, closed to the outside, honest about being one; what cannot be one is refused."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from app_server import AppServer
from bench.synthetic import make_record
from hostile_texts import HOSTILE_TEXTS
from javascript import list_modules
from page_reader import Reader
from record_factory import claim_row, event_row, source_row, write_record
from route_server import serve_routes

from components.large import SENT_EVENTS
from components.onefile import page as onefile
from components.onefile.__main__ import main
from components.onefile.lessons import LessonError, find_lessons
from components.onefile.packing import pack_values
from components.onefile.words import DistrictError, find_districts
from components.server.headers import hash_script
from components.server.record_bodies import detail_body, known_body, lessons_body, record_body
from components.server.record_store import STORE
from geo.dates import describe_day
from geo.filters import Filters
from geo.narrow import NarrowError, narrow_record
from geo.record import Record, load_record

MOST_WHOLE = 1_500_000
OCTOBER = (datetime.date(2020, 10, 1), datetime.date(2020, 10, 31))
ALL_DAYS = (datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))
POLICY = "Content-Security-Policy"


@pytest.fixture(scope="module")
def record() -> Record:
    return STORE.current().record


@pytest.fixture(scope="module")
def whole(record: Record) -> str:
    return onefile.build_file(record)


@pytest.fixture(scope="module")
def read(whole: str) -> Reader:
    return Reader(whole)


@pytest.fixture(scope="module")
def large(record: Record) -> Record:
    return make_record(record, count=SENT_EVENTS + 500)


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    with serve_routes() as running:
        yield running


def unpack(packed: dict[str, Any]) -> Any:
    """What `explore/data/unpack.js` makes of packed values."""
    shared: list[Any] = []

    def open_(value: Any) -> Any:
        if isinstance(value, list):
            return [open_(part) for part in value]
        if not isinstance(value, dict):
            return value
        return shared[value["$"]] if "$" in value else {name: open_(value[name]) for name in value}

    for value in packed["values"]:
        shared.append(open_(value))
    return open_(packed["root"])


def letters_of(read: Reader, id_: str) -> str:
    """Letters of base 85, as Python reads them."""
    return read.text_of(id_).translate(str.maketrans(",.", "<`"))


def rest_of(read: Reader) -> Any:
    """What a file holds for after the first picture."""
    packed = gzip.decompress(base64.b85decode(letters_of(read, "explore-rest")))
    return unpack(json.loads(packed))


def payload_of(read: Reader) -> Any:
    packed = base64.b85decode(letters_of(read, "explore-record"))
    return json.loads(gzip.decompress(packed))


def served(make: Callable[[Record], bytes], record: Record) -> Any:
    return json.loads(gzip.decompress(make(record)))


def policy_of(read: Reader) -> dict[str, str]:
    [text] = [tag["content"] for tag in read.list("meta") if tag.get("http-equiv") == POLICY]
    assert text is not None
    return dict(part.split(" ", 1) for part in text.split("; "))


# What is in it


def test_the_whole_record_is_one_small_valid_file(whole: str, read: Reader) -> None:
    assert len(whole.encode()) <= MOST_WHOLE
    assert read.declared == "doctype html"
    assert [name for name, _ in read.tags][:3] == ["html", "head", "meta"]
    assert read.list("html") == [{"lang": "en"}]
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids)) == 6
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]


def test_the_file_holds_what_the_server_would_send(record: Record, read: Reader) -> None:
    assert payload_of(read) == served(record_body, record)
    rest = rest_of(read)
    assert rest["detail"] == served(detail_body, record)
    assert rest["known"] == served(known_body, record)
    assert rest["lessons"] == served(lessons_body, record)


def test_the_file_says_that_it_is_a_copy_of_which_version_and_how_to_cite_it(
    record: Record, read: Reader
) -> None:
    copy = read.data()["copy"]

    assert record.version in copy["line"]
    assert copy["line"] in read.texts["title"]
    assert copy["about"][0].startswith(
        f"This is a copy of the record as of version {record.version}"
    )
    assert copy["about"][-1].startswith("To cite it: Karabakh 2020, place by place, version ")
    assert copy["line"].endswith(f", {describe_day(record.date)}")
    titles = [part["title"] for part in copy["method"]]
    assert titles == ["What the record is", "What is counted", "Licences", "How to cite it"]


# What it may do


def test_nothing_is_allowed_but_the_scripts_and_the_style_of_the_file_itself(read: Reader) -> None:
    policy = policy_of(read)
    inline = [
        (name, read.parts[place].encode())
        for place, (name, attributes) in enumerate(read.tags)
        if name in ("script", "style")
        and not str(attributes.get("type")).startswith("application/")
    ]

    opened = [
        gzip.decompress(base64.b85decode(letters_of(read, str(tag["id"]))))
        for _, tag in read.tags
        if "data-script" in tag
    ]
    own = [text for name, text in inline if name == "script"]
    scripts = [f"'{hash_script(text)}'" for text in [*own, *opened]]
    styles = [f"'{hash_script(text)}'" for name, text in inline if name == "style"]
    assert policy == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "script-src": " ".join(scripts),
        "style-src": " ".join(styles),
        "img-src": "data:",
        "connect-src": "'none'",
    }
    assert (len(own), len(opened), len(styles)) == (1, 2, 1)


def test_the_policy_stands_before_all_that_it_governs(read: Reader) -> None:
    names = [name for name, _ in read.tags]
    place = next(k for k, (_, tag) in enumerate(read.tags) if tag.get("http-equiv") == POLICY)

    assert names[:place] == ["html", "head", "meta"]


def test_the_file_loads_nothing(read: Reader) -> None:
    loaded = [
        tag[name]
        for _, tag in read.tags
        for name in ("src", "href", "data", "action")
        if name in tag
    ]

    assert len(loaded) == 1
    assert (loaded[0] or "").startswith("data:image/png;base64,")
    assert "sourceMappingURL" not in read.texts["script"]


def test_no_text_of_a_module_goes_over_several_lines() -> None:
    """Indents are taken out of the scripts of a copy."""
    pattern, comment = (
        re.compile(r"/(?:\\.|\[[^\]\n]*\]|[^/\n\[*])+/[a-z]*"),
        re.compile(r"^\s*(?:\*|//|/\*)"),
    )
    found = [
        f"{name}: {line}"
        for name, text in list_modules().items()
        for line in text.splitlines()
        if not comment.match(line) and pattern.sub("", line).count("`") % 2
    ]

    assert found == []


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    rows = [
        (
            event_row(id=f"2020-10-{k % 20 + 1:02d}-barda-{k}", title=text, summary=text),
            claim_row(id=f"c{k}", event_id=f"2020-10-{k % 20 + 1:02d}-barda-{k}", source_id=f"s{k}",
                      paraphrase=text, note=text, locator=text),
            source_row(id=f"s{k}", title=text, note=text),
        )
        for k, text in enumerate(HOSTILE_TEXTS)
    ]  # fmt: skip
    events, claims, sources = (list(column) for column in zip(*rows, strict=True))
    write_record(tmp_path, events=events, claims=claims, sources=sources)
    hostile = load_record(tmp_path)
    assert len(hostile.events) > 50

    opening = urlencode({"q": "</script><script>window.__pwned=1</script>"})
    file = Reader(onefile.build_file(hostile, opening="</script><!--" + opening))

    assert len(file.list("script")) == 6
    assert payload_of(file)["events"]["title"] == hostile.events["title"].tolist()
    assert rest_of(file)["detail"] == served(detail_body, hostile)
    assert file.data()["opening"] == "</script><!--" + opening


def test_a_script_that_would_end_its_element_is_refused(
    monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    scripts = onefile._Scripts(b"", b"", b"", b"let a = '</SCRIPT>';")
    monkeypatch.setattr(onefile, "_scripts", lambda: scripts)

    with pytest.raises(ValueError, match="</SCRIPT would end a script or style in the page"):
        onefile.build_file(record)


# Packing


def test_what_is_packed_comes_back_the_same() -> None:
    words = "words that are long enough to be shared"
    value = [{"a": [words, 1, True, 1.0, None]}, [words, 1, True, 1.0, None], words, {}, [], ""]

    packed = pack_values(value)

    assert unpack(packed) == value
    assert [type(part) for part in unpack(packed)[1]] == [str, int, bool, float, type(None)]
    assert json.dumps(packed).count(words) == 1


def test_an_object_that_would_be_taken_for_a_shared_value_is_refused() -> None:
    with pytest.raises(ValueError, match=r"an object with the key '\$' cannot be packed"):
        pack_values([{"$": 1}])


# A part of the record


def test_a_part_holds_what_touches_its_days_and_passes_its_filters_and_nothing_else(
    record: Record,
) -> None:
    districts = tuple(find_districts(record, ["Barda"]))
    part = Filters(*OCTOBER, districts=districts)
    file = Reader(onefile.build_file(record, part))

    events = record.events
    expected = events[
        events["district_id"].isin(districts)
        & (events["date"] <= str(OCTOBER[1]))
        & (events["date_end"] >= str(OCTOBER[0]))
    ]
    assert len(districts) == 1
    assert payload_of(file)["events"]["id"] == expected["id"].tolist()
    detail = rest_of(file)["detail"]
    assert [card["id"] for card in detail["cards"]] == expected["id"].tolist()
    cited = {
        claim["source"]["id"]
        for card in detail["cards"]
        for group in card["groups"]
        for claim in group["claims"]
    }
    kept = {source["id"] for source in detail["sources"]}
    assert cited <= kept
    assert len(kept) < len(record.sources) / 2
    assert file.data()["opening"] == "from=2020-10-01&to=2020-10-31"


def test_a_part_says_what_part_it_is(record: Record) -> None:
    part = Filters(*OCTOBER, districts=("AZ-BAR",))
    count = len(narrow_record(record, part).events)

    about = Reader(onefile.build_file(record, part)).data()["copy"]["about"]

    assert f"It holds a part of the record: {count} incidents, chosen by 1 to 31 Oct" in about[1]
    assert about[1].endswith("; Barda district.")
    assert about[2] == "It has no lessons: they rest on the whole record."


def test_the_cards_of_a_part_are_those_of_the_whole(record: Record) -> None:
    cards = {card["id"]: card for card in served(detail_body, record)["cards"]}
    part = narrow_record(record, Filters(*OCTOBER, districts=("AZ-BAR",)))

    assert served(detail_body, part)["cards"] == [cards[id_] for id_ in part.events["id"]]


def test_a_district_is_found_by_its_id_and_by_each_of_its_names(record: Record) -> None:
    for name in ("AZ-BAR", "barda", "Bərdə", "Barda district"):
        assert find_districts(record, [name]) == ["AZ-BAR"]
    assert find_districts(record, ["Barda", "AZ-BAR"]) == ["AZ-BAR"]


def test_a_name_of_no_district_is_named(record: Record) -> None:
    with pytest.raises(
        DistrictError, match=r"district: 'Atlantis' is the name of no district; write"
    ):
        find_districts(record, ["Atlantis"])


# Lessons alone


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A lesson of one's own on Barda, as a file."""
    path = tmp_path / "my own.json"
    path.write_text(json.dumps(own_lesson()), encoding="utf-8")
    return path


def own_lesson(**step: Any) -> dict[str, Any]:
    sentence = {"text": "Rockets hit a street.", "rests_on": ["2020-10-28-barda-1"]}
    other = {"text": "Another report speaks of a church.", "rests_on": ["hrw-2020-12-16"]}
    shown = {"headline": "Barda", "day": "2020-10-28", "sentences": [sentence, other], **step}
    return {"title": "Mine", "summary": "One street.", "minutes": 5, "steps": [shown]}


def lessons_of(read: Reader) -> list[str]:
    return [lesson["id"] for lesson in rest_of(read)["lessons"]["lessons"]]


def test_a_copy_holds_the_lessons_that_are_named_alone_and_opens_with_the_first(
    record: Record, own: Path
) -> None:
    lessons = find_lessons(record, ["lachin-road", str(own), "44-days", "lachin-road"])

    file = Reader(onefile.build_file(record, lessons=lessons))

    assert lessons_of(file) == ["lachin-road", "my own", "44-days"]
    assert rest_of(file)["lessons"]["problems"] == []
    assert file.data()["opening"] == "present=yes&lesson=lachin-road"
    folder = onefile.build_folder(record, lessons=find_lessons(record, [str(own)]))
    page = Reader(folder["index.html"].decode())
    assert page.data()["opening"] == "present=yes&lesson=my+own"


def test_a_part_has_no_lesson_but_those_that_are_named_with_the_sources_they_rest_on(
    record: Record, own: Path
) -> None:
    part = Filters(*OCTOBER, districts=("AZ-BAR",))
    bare = Reader(onefile.build_file(record, part))
    assert lessons_of(bare) == []
    assert "hrw-2020-12-16" not in source_ids(bare)

    file = Reader(onefile.build_file(record, part, lessons=find_lessons(record, [str(own)])))

    assert lessons_of(file) == ["my own"]
    assert payload_of(file)["size"] == payload_of(bare)["size"]
    assert source_ids(file) == source_ids(bare) | {"hrw-2020-12-16"}
    assert file.data()["opening"] == "present=yes&lesson=my+own"


def source_ids(read: Reader) -> set[str]:
    return {source["id"] for source in rest_of(read)["detail"]["sources"]}


def test_a_part_that_leaves_out_what_a_lesson_needs_is_refused_by_name(
    record: Record, own: Path
) -> None:
    lessons = find_lessons(record, [str(own)])

    with pytest.raises(LessonError) as caught:
        onefile.build_file(record, Filters(*OCTOBER, districts=("AZ-SUS",)), lessons=lessons)
    assert str(caught.value) == (
        f"{own.as_posix()}, step 1, sentences 1, rests_on: 2020-10-28-barda-1 is left out by the dates "
        "or districts; widen them, or hand the lesson out with the whole record"
    )


# What is refused


def test_a_part_without_an_event_is_refused(record: Record) -> None:
    nothing = Filters(*OCTOBER, text="zzz")

    with pytest.raises(NarrowError) as caught:
        onefile.build_file(record, nothing)
    assert str(caught.value) == (
        "no event of the record touches 2020-10-01 to 2020-10-31 and passes the filters; widen the "
        "dates or leave a filter out"
    )


@pytest.mark.parametrize("build", [onefile.build_file, onefile.build_folder])
@pytest.mark.parametrize("part", [None, Filters(*ALL_DAYS)], ids=["whole", "all days"])
def test_a_record_that_is_not_sent_whole_is_refused_with_a_way_out(
    large: Record, build: Callable[..., object], part: Filters | None
) -> None:
    with pytest.raises(onefile.OneFileError) as caught:
        build(large, part)
    assert str(caught.value) == (
        "one file holds at most 3,000 incidents, and these are 3,500; narrow them by dates or districts"
    )


def test_a_part_of_a_large_record_is_a_file(large: Record) -> None:
    day = datetime.date(2020, 10, 4)

    file = Reader(onefile.build_file(large, Filters(day, day)))

    assert 0 < payload_of(file)["size"] < SENT_EVENTS
    assert payload_of(file)["events"] is not None


def test_a_file_that_would_be_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    monkeypatch.setattr(onefile, "MOST_BYTES", 900_000)

    with pytest.raises(
        onefile.OneFileError,
        match=r"^the file would have 1\.\d MB, more than 1; narrow it by dates or districts$",
    ):
        onefile.build_file(record)


# The folder


def test_the_folder_names_its_own_files_and_no_others(record: Record) -> None:
    files = onefile.build_folder(record)
    page = Reader(files["index.html"].decode())

    named = {tag[name] for _, tag in page.tags for name in ("src", "href") if name in tag} | {
        page.data()["rest"]
    }
    assert named == set(files) - {"index.html"}
    assert all(re.fullmatch(r"[a-z]+-[0-9a-f]{12}\.[a-z]+", name or "") for name in named)
    assert unpack(json.loads(gzip.decompress(files[page.data()["rest"]])))["detail"] == served(
        detail_body, record
    )
    assert policy_of(page)["connect-src"] == "'self'"
    assert policy_of(page)["script-src"] == policy_of(page)["style-src"] == "'self'"


# The command


def test_the_command_writes_a_part_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], record: Record
) -> None:
    out = tmp_path / "barda.html"

    assert (
        main([str(out), "--district", "Barda", "--from", "2020-10-01", "--to", "2020-10-31"]) == 0
    )

    said = capsys.readouterr()
    assert re.fullmatch(
        rf"{re.escape(str(out))}: \d\.\d\d MB, version {record.version} of the record\n", said.out
    )
    part = Filters(*OCTOBER, districts=("AZ-BAR",))
    assert payload_of(Reader(out.read_text(encoding="utf-8")))["size"] == len(
        narrow_record(record, part).events
    )


def test_the_command_writes_a_lesson_of_the_record_or_of_ones_own(
    tmp_path: Path, own: Path
) -> None:
    out = tmp_path / "lesson.html"

    assert main([str(out), "--lesson", str(own), "--lesson", "who-held-what"]) == 0
    assert lessons_of(Reader(out.read_text(encoding="utf-8"))) == ["my own", "who-held-what"]
    assert main(["--folder", str(tmp_path / "site"), "--lesson", "44-days"]) == 0
    page = Reader((tmp_path / "site" / "index.html").read_text(encoding="utf-8"))
    assert page.data()["opening"] == "present=yes&lesson=44-days"


MARKUP = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("name", "content", "problems"),
    [
        ("event.json", own_lesson(event="2020-10-28-atlantis", zoom=99),
         ["step 1: center and zoom go together; give both or neither",
          "step 1, zoom: 99 is outside 5..13; take a number inside",
          "step 1, event: 2020-10-28-atlantis is not in the record; take an id or a word that the record has"]),
        ("day.json", own_lesson(day="2020-02-30"),
         ["step 1, day: 2020-02-30 is not a day like 2020-10-04; write the day in this form"]),
        ("markup.json", own_lesson(event=MARKUP),
         [f"step 1, event: {MARKUP} is not in the record; take an id or a word that the record has"]),
        ("many.json", own_lesson() | {"steps": own_lesson()["steps"] * 500},
         ["steps: has 500 entries, not 1 to 60; leave some out"]),
        ("latin.toml", "title = 'Ä'".encode("cp1252"), ["byte 10 of the file is not UTF-8; save it in the encoding UTF-8"]),
        ("huge.toml", b"#" * 10_000_000, ["the file is longer than 1,000,000 bytes; make several lessons of it"]),
        ("missing.toml", None, ["No such file or directory; give a lesson that can be read"]),
    ],
)  # fmt: skip
def test_the_command_lists_what_is_wrong_with_a_lesson(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: dict[str, Any] | bytes | None,
    problems: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        given = content if isinstance(content, bytes) else json.dumps(content).encode()
        (tmp_path / name).write_bytes(given)

    assert main(["x.html", "--lesson", name]) == 1

    said = capsys.readouterr().err
    assert said.startswith("No copy was written: ")
    told = re.findall(rf"{re.escape(name)}(?:, |: )(.+)", said)
    assert sorted(told) == sorted(problems)
    assert not (tmp_path / "x.html").exists()


def test_a_second_lesson_of_the_same_name_is_refused(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "44-days.json"
    path.write_text(json.dumps(own_lesson()), encoding="utf-8")

    with pytest.raises(
        LessonError, match=r"44-days\.json: another lesson is called 44-days, too; rename"
    ):
        find_lessons(record, ["44-days", str(path)])


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["x.html", "--lesson", "atlantis"], "lesson: 'atlantis' is no lesson of the record; take one of 44-days, "),
        (["x.html", "--lesson", "lachin-road", "--district", "Barda"], "the lessons have problems\n- geo/data/lessons/lachin-road.toml, step 1"),
        (["x.html", "--from", "2020-13-01"], "from: '2020-13-01' is not a date like 2020-10-04; leave it out"),
        (["x.html", "--from", "2020-10-02", "--to", "2020-10-01"],
         "from=2020-10-02&to=2020-10-01: the dates are the wrong way round; swap them"),
        (["x.html", "--district", "Atlantis"], "district: 'Atlantis' is the name of no district; write "),
        (["no/such/x.html", "--district", "Barda"], "no/such/x.html: No such file or directory; write to another place"),
        (["--folder", "taken", "--district", "Barda"], "taken: File exists; write to another place"),
    ],
)  # fmt: skip
def test_the_command_says_what_is_wrong(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    reason: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("")

    assert main(arguments) == 1

    assert capsys.readouterr().err.startswith(f"No copy was written: {reason}")
    assert not (tmp_path / "x.html").exists()


# The route


def test_the_server_sends_the_file_to_be_kept(
    server: AppServer, record: Record, whole: str
) -> None:
    answer = server.get(server.api("onefile/{version}.html"))

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    name = f"karabakh-2020-{record.version}.html"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "Link" not in answer.headers
    assert answer.body.decode() == whole


def test_the_file_opens_with_the_view_it_was_asked_for_from(server: AppServer) -> None:
    opening = "place=barda&known=2020-10-11"

    answer = server.get(server.api("onefile/{version}.html", urlencode({"open": opening})))

    file = Reader(answer.body.decode())
    assert file.data()["opening"] == opening
    assert payload_of(file)["size"] == len(STORE.current().record.events)


def test_the_server_sends_a_part_under_another_name(server: AppServer, record: Record) -> None:
    answer = server.get(server.api("onefile/{version}.html", "district=AZ-BAR"))

    name = f"karabakh-2020-{record.version}-part.html"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("district=Atlantis", "district: 'Atlantis' is none of its values; leave it out"),
        ("open=a&open=b", "open: is given 2 times; give it once"),
        (f"open={'a' * 4001}", "open: longer than 4000 characters; shorten it"),
        ("q=zzzz", "no event of the record touches 1900-01-01 to 2100-12-31 and passes the filters; "
                   "widen the dates or leave a filter out"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_file_is_refused_with_a_reason(
    server: AppServer, query: str, reason: str
) -> None:
    answer = server.get(server.api("onefile/{version}.html", query))

    assert answer.status == 400
    assert answer.json() == {"error": reason}


def test_a_version_that_is_gone_is_not_found(server: AppServer) -> None:
    path = server.api("onefile/{version}.html").replace(server.health()["version"], "0" * 12)

    assert server.get(path).status == 404
