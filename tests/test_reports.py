"""What a browser reports is never trusted: all but what a page can report is left out, and the page goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import ROOT, AppServer, serve
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from visitor import Run, Visitor, visit_server

from components import keys
from components.labels import label_kind
from components.reports import LARGEST_BYTES, check_report
from geo.tables.schema import SOURCE_KINDS

PAGES = ("", "analyse", "sources", "method")
EXPLORE_EVENTS = f"$$STREAMLIT_INTERNAL_KEY_$$ID-0-{keys.EXPLORE}__events"
TEXTS = (
    "",
    "x",
    '["x","y"]',
    "[1]",
    "{",
    "null",
    "1e999",
    "[" * 20_000,
    "\0",
    "\U0001f600" * 9_000,
)
#: Widgets whose values are sent in one message, which stays below `LARGEST_BYTES`.
AT_ONCE = 20
SECRET = "whatthevisitorseeks"


def _value(set_value: Callable[[WidgetState], object]) -> Callable[[str], WidgetState]:
    def make(id_: str) -> WidgetState:
        widget = WidgetState(id=id_)
        set_value(widget)
        return widget

    return make


def _text(kind: str, text: str) -> Callable[[str], WidgetState]:
    return _value(lambda widget: setattr(widget, kind, text))


#: Values of every kind, as one that wants to break the page would send them.
JUNK: list[Callable[[str], WidgetState]] = [
    lambda id_: WidgetState(id=id_, trigger_value=True),
    lambda id_: WidgetState(id=id_, bool_value=True),
    lambda id_: WidgetState(id=id_, double_value=float("nan")),
    lambda id_: WidgetState(id=id_, int_value=-(2**62)),
    lambda id_: WidgetState(id=id_, bytes_value=b"\xff\x00"),
    *(_text(kind, text) for kind in ("string_value", "json_value", "json_trigger_value") for text in TEXTS),
    _value(lambda widget: widget.double_array_value.data.extend([1.5, float("inf")])),
    _value(lambda widget: widget.int_array_value.data.extend([-1, 10**9])),
    _value(lambda widget: widget.string_array_value.data.extend(["x", "", "x"])),
    _value(lambda widget: widget.arrow_value.SetInParent()),
    _value(lambda widget: widget.file_uploader_state_value.uploaded_file_info.add(file_id="x")),
    _value(lambda widget: setattr(widget.string_trigger_value, "data", "x")),
    _value(lambda widget: setattr(widget.chat_input_value, "data", "x")),
]  # fmt: skip


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server of these tests prints."""
    return tmp_path_factory.mktemp("reports") / "log.txt"


@pytest.fixture(scope="module")
def server(log: Path) -> Iterator[AppServer]:
    """A server for these tests alone, whose log is read."""
    with serve(ROOT, log) as served:
        yield served


@pytest.fixture
def visitor(server: AppServer) -> Iterator[Visitor]:
    """A visitor of the server."""
    with visit_server(server) as opened:
        yield opened


def _ids(run: Run) -> list[str]:
    """Ids of the widgets of a page, one of each sort."""
    found = {*run.ids}
    for start in (keys.SOURCES_ROW, "download", keys.ANALYSE_TABLE, keys.ANALYSE_ASK):
        alike = sorted(id_ for id_ in found if f"-{start}-" in id_)
        found -= {*alike[1:]}
    return sorted(found)


@pytest.mark.server
@pytest.mark.parametrize("page", PAGES, ids=["map", "analyse", "sources", "method"])
def test_values_of_any_shape_leave_the_page_as_it_is(visitor: Visitor, page: str) -> None:
    first = visitor.run(page)
    ids = _ids(first)
    if page == "":
        [mount] = [id_ for id_ in ids if id_.endswith(f"-{keys.EXPLORE}")]
        ids += [f"$$STREAMLIT_INTERNAL_KEY_{mount}__events", f"{mount}__events", "$$ID-x", "x", ""]

    assert first.exceptions == []
    for make in JUNK:
        for first_of in range(0, len(ids), AT_ONCE):
            run = visitor.run(page, [make(id_) for id_ in ids[first_of : first_of + AT_ONCE]])
            assert run.exceptions == [], make("x")
            assert run.elements > 0
    again = visitor.run(page)
    assert again.exceptions == []
    assert again.elements >= 1


@pytest.mark.server
@pytest.mark.parametrize("url", ["http://[", "javascript:x", "x", "https://a.example/\U0001f600"])
def test_an_address_of_any_shape_leaves_the_page_as_it_is(visitor: Visitor, url: str) -> None:
    run = visitor.run("sources", query="source=hrw-2020-10-30", url=url, timezone="x", locale="[")

    assert run.exceptions == []
    assert "hrw-2020-10-30" in run.text


@pytest.mark.server
def test_what_is_no_message_is_left_out_logged_and_the_page_goes_on(
    visitor: Visitor, log: Path
) -> None:
    clear = BackMsg(clear_cache=True).SerializeToString()
    for message in (b"\xff\xff", "text", b"x" * (LARGEST_BYTES + 1), clear, b""):
        visitor.send(message)

    assert visitor.run("method").exceptions == []
    printed = log.read_text(encoding="utf-8", errors="replace")
    assert "left out of what a browser reports: no message of Streamlit" in printed
    assert "left out of what a browser reports: a text, or too much" in printed
    assert "left out of what a browser reports: a message of kind clear_cache" in printed
    assert "Traceback" not in printed


@pytest.mark.server
def test_the_log_does_not_hold_what_a_visitor_searches_for(
    server: AppServer, visitor: Visitor, log: Path
) -> None:
    first = visitor.run("sources", query=f"q={SECRET}")
    [search] = [id_ for id_ in first.ids if id_.endswith(f"-{keys.SOURCES_TEXT}")]
    visitor.run("sources", [WidgetState(id=search, string_value=SECRET + "1")])
    visitor.run("sources", [WidgetState(id=search, json_value=SECRET + "2")])
    visitor.run(SECRET, [WidgetState(id=f"$$ID-0-{SECRET}", string_value=SECRET)])
    for path in (
        "",
        "view",
        "view/",
        "sources",
        "api/nowhere",
        "_stcore/nowhere",
        "_stcore/metrics",
    ):
        server.get(f"{path}?q={SECRET}")
    server.get(server.api("download/{version}/incidents.csv", f"q={SECRET}"))
    server.get(server.api("counts/{version}.bin", f"{SECRET}={SECRET}"))

    assert SECRET not in log.read_text(encoding="utf-8", errors="replace")


# What is passed on


def _report(*widgets: WidgetState) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = "q=x"
    message.rerun_script.widget_states.widgets.extend(widgets)
    return bytes(message.SerializeToString())


def test_what_the_pages_report_is_passed_on_as_it_is() -> None:
    kinds = WidgetState(id=f"$$ID-0-{keys.SOURCES_KINDS}")
    kinds.string_array_value.data.extend(map(label_kind, SOURCE_KINDS))
    report = _report(
        WidgetState(id=f"$$ID-0-{keys.SOURCES_TEXT}", string_value="cluster"),
        WidgetState(id=f"$$ID-0-{keys.SOURCES_ROW}-hrw-2020-10-30", bool_value=True),
        WidgetState(id=f"$$ID-0-{keys.COVERAGE_DIFFERS}", bool_value=False),
        WidgetState(id="$$ID-0-download-sources.bib", trigger_value=True),
        WidgetState(id=EXPLORE_EVENTS, json_trigger_value='[{"event":"stale","value":"x"}]'),
        WidgetState(id=f"$$ID-0-{keys.SOURCES_SORT}"),
        WidgetState(
            id=f"$$ID-0-{keys.ANALYSE_TABLE}-cross-0",
            string_value='{"selection":{"rows":[],"columns":[],"cells":[[0,"All"]]}}',
        ),
        WidgetState(
            id=f"$$ID-0-{keys.ANALYSE_MAP}-none",
            string_value='{"selection":{"district":[{"id":"AZ-BAR"}]}}',
        ),
        WidgetState(id=f"$$ID-0-{keys.ANALYSE_RADIUS}", double_value=25),
        kinds,
    )

    assert check_report(report) == report
    assert check_report(BackMsg(stop_script=True).SerializeToString()) is not None


@pytest.mark.parametrize(
    "text", ['["x","y"]', '[{"event":"other","value":"x"}]', '[{"event":"stale","value":[]}]', "{}", "{"]
)  # fmt: skip
def test_only_that_the_record_is_stale_is_taken_from_the_mount(text: str) -> None:
    report = _report(WidgetState(id=EXPLORE_EVENTS, json_trigger_value=text))

    assert check_report(report) == _report()


def test_the_possible_values_of_a_report_are_passed_on_without_the_others() -> None:
    text = WidgetState(id=f"$$ID-0-{keys.SOURCES_TEXT}", string_value="cluster")
    bad = WidgetState(id=f"$$ID-0-{keys.SOURCES_SORT}", string_value="by colour")

    assert check_report(_report(bad, text)) == _report(text)
