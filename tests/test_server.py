"""The server's answers, its start and what it refuses, asked over HTTP."""

from __future__ import annotations

import gzip
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h3.api.basic_int as h3
import pytest
from app_server import ROOT, AppServer, copy_app, free_port, start_command

from components.server.routes import asset_paths

FOR_EVER = "public, max-age=31536000, immutable"
START_S = 60


def test_health_says_what_is_served(site: AppServer) -> None:
    answer = site.get("api/health")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"
    health = answer.json()
    assert health["status"] == "ok"
    assert health["fault"] == ""
    assert health["problems"] == []
    assert set(health["counts"]["set_aside"].values()) == {0}
    assert health["counts"]["events"] > 100


def test_a_version_of_the_record_is_kept_for_ever(site: AppServer) -> None:
    version = site.health()["version"]

    answer = site.get(f"api/record/{version}.json")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json()["version"] == version


@pytest.mark.parametrize("version", ["000000000000", "x", "%3Cscript%3E"])
def test_an_unknown_version_is_not_found_and_says_so(site: AppServer, version: str) -> None:
    answer = site.get(f"api/record/{version}.json")

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "not served any more; reload the page" in answer.json()["error"]


def test_a_version_cannot_name_another_file(site: AppServer) -> None:
    for version in ("../../events", "..%2f..%2fevents", "%2fetc%2fpasswd"):
        answer = site.get(f"api/record/{version}.json")
        assert b"geneva-conventions-1949" not in answer.body
        assert answer.headers["Cache-Control"] != FOR_EVER


def test_counts_are_kept_for_ever_and_say_what_they_count(site: AppServer) -> None:
    health = site.health()

    answer = site.get(f"api/counts/{health['version']}.bin")

    assert answer.status == 200
    assert answer.headers["Cache-Control"] == FOR_EVER
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert answer.headers["Content-Type"] == "application/octet-stream"
    header = _read_header(answer.body)
    assert header["version"] == health["version"]
    assert header["size"] == header["passing"] == health["counts"]["events"]
    assert header["on_map"] == header["size"] - health["counts"]["not_on_the_map"]


@pytest.mark.parametrize("path", ["record/{}.json", "counts/{}.bin", "cells/{}/5.bin"])
def test_a_body_is_compressed_for_those_who_take_it(site: AppServer, path: str) -> None:
    address = f"api/{path.format(site.health()['version'])}"

    plain = site.get(address)
    packed = site.get(address, Accept_Encoding="br, gzip;q=0.5")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Content-Encoding" not in plain.headers
    assert plain.body == gzip.decompress(packed.body)
    assert len(packed.body) < len(plain.body)


def test_cells_are_those_of_the_whole_map_or_of_a_tile(site: AppServer) -> None:
    version = site.health()["version"]

    whole = _read_header(site.get(f"api/cells/{version}/5.bin?place=barda").body)
    tile = h3.int_to_str(h3.latlng_to_cell(40.3758, 47.1262, 5))
    part = _read_header(site.get(f"api/cells/{version}/9.bin?place=barda&tile={tile}").body)
    elsewhere = _read_header(site.get(f"api/cells/{version}/9.bin?place=shusha&tile={tile}").body)

    assert (whole["resolution"], whole["tile"]) == (5, None)
    assert whole["cells"] > 0
    assert (part["resolution"], part["tile"]) == (9, tile)
    assert part["cells"] > 0
    assert elsewhere["cells"] == 0


def test_events_are_listed_as_in_the_record(site: AppServer) -> None:
    version, record = site.health()["version"], site.record()["events"]

    address = f"api/events/{version}.json?start=18532&end=18576"
    found = site.get(address).json()
    first = site.get(f"{address}&limit=2").json()

    inside = [
        place
        for place, (start, end, lon) in enumerate(
            zip(record["start"], record["end"], record["lon"], strict=True)
        )
        if lon is not None and start <= 18576 and end >= 18532
    ]
    assert found["total"] == first["total"] == len(inside)
    assert found["events"] == {name: [record[name][k] for k in inside] for name in record}
    assert first["events"]["id"] == found["events"]["id"][:2]


@pytest.mark.parametrize("path", ["counts/{}.bin", "cells/{}/5.bin", "events/{}.json"])
def test_counts_of_an_unknown_version_are_not_found(site: AppServer, path: str) -> None:
    answer = site.get(f"api/{path.format('000000000000')}")

    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"
    reason = "version 000000000000 of the record is not served any more; reload the page"
    assert answer.json() == {"error": reason}


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("cells/{}/2.bin", "resolution: 2 is outside 3..9; ask for one of these"),
        ("cells/{}/x.bin", "resolution: 'x' is not a whole number; write digits only"),
        ("cells/{}/7.bin",
         "resolution: 7 is too fine for the whole map; name a tile, or ask for at most 6"),
        ("cells/{}/7.bin?tile=zz",
         "tile: 'zz' is not an H3 cell; write its index in hexadecimal digits"),
        ("cells/{}/5.bin?tile=852c037bfffffff",
         "tile: '852c037bfffffff' is not coarser than resolution 5; "
         "ask for a finer resolution or a coarser tile"),
        ("cells/{}/5.bin?place=nowhere", "place: 'nowhere' is none of its values; leave it out"),
        ("counts/{}.bin?tile=832c03fffffffff",
         "tile: is not a filter; leave it out, or use one of district, place, category, evidence, "
         "harmed, accused, source, q"),
        ("counts/{}.bin?q=a&q=b", "q: is given 2 times; give it once"),
        ("counts/{}.bin?q=" + "x" * 201, "q: longer than 200 characters; shorten it"),
        ("events/{}.json?start=2020-10-01",
         "start: '2020-10-01' is not a whole number; write digits only"),
        ("events/{}.json?end=99999999999",
         "end: '99999999999' is not a whole number; write digits only"),
        ("events/{}.json?limit=0", "limit: 0 is outside 1..10000; ask for one of these"),
        ("events/{}.json?limit=10001", "limit: 10001 is outside 1..10000; ask for one of these"),
        ("events/{}.json?limit=1&limit=2", "limit: is given 2 times; give it once"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_refused_with_a_reason(
    site: AppServer, path: str, reason: str
) -> None:
    answer = site.get(f"api/{path.format(site.health()['version'])}")

    assert answer.status == 400
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {"error": reason}


def _read_header(body: bytes) -> dict[str, Any]:
    header: dict[str, Any] = json.loads(body[4 : 4 + int.from_bytes(body[:4], "little")])
    return header


def test_modules_leaflet_and_ground_are_kept_for_ever(site: AppServer) -> None:
    paths = asset_paths()

    for path in (f"{paths['assets']}timemap.js", paths["leaflet"], paths["ground"]):
        answer = site.get(path)
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == FOR_EVER
        assert "javascript" in answer.headers["Content-Type"]


def test_a_page_names_what_its_map_will_load(site: AppServer) -> None:
    named = re.findall(r"<([^>]+)>", site.get("").headers["Link"])

    assert {f"api/record/{site.health()['version']}.json", asset_paths()["leaflet"]} <= set(named)
    assert {site.get(path).status for path in named} == {200}
    assert site.get("api/health").headers["Link"] is None


def test_every_module_that_a_module_imports_is_served(site: AppServer) -> None:
    folder = asset_paths()["assets"]

    modules = ROOT / "components" / "explore"
    for path in sorted(modules.rglob("*.js")):
        address = folder + path.relative_to(modules).as_posix()
        assert site.get(address).body == path.read_bytes()


@pytest.mark.parametrize("path", ["../../../events.csv", "..%2f..%2f..%2fevents.csv", "x.js"])
def test_nothing_beside_the_modules_is_served(site: AppServer, path: str) -> None:
    answer = site.get(f"{asset_paths()['assets']}{path}")

    assert answer.headers["Cache-Control"] != FOR_EVER
    assert b"geneva-conventions-1949" not in answer.body


def _change_file(content: Callable[[bytes], bytes | None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "events.csv"
        changed = content(path.read_bytes())
        if changed is None:
            path.unlink()
        else:
            path.write_bytes(changed)

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            _change_file(lambda _content: None),
            "events.csv: the file is missing; put it back, or restore it from the repository",
            id="missing",
        ),
        pytest.param(
            _change_file(lambda content: content.decode().encode("utf-16")),
            "events.csv: the file is UTF-16; save it as CSV, UTF-8, separated by commas",
            id="UTF-16",
        ),
        pytest.param(
            _change_file(lambda content: content.split(b"\n", 1)[1]),
            "events.csv row 1, id: is not in the header; add the column, or correct its name; "
            "the columns are id, title, date, ",
            id="without header",
        ),
        pytest.param(
            _change_file(lambda _content: b""),
            "events.csv: the file is empty; restore it from the repository",
            id="empty",
        ),
        pytest.param(
            _change_file(lambda content: content.split(b"\n", 1)[0] + b"\n"),
            "events.csv: no event can be used; add a row",
            id="only header",
        ),
        pytest.param(
            lambda folder: (folder / "geo" / "data" / "water.geojson").unlink(),
            "water.geojson is missing; make it with `python -m geo.data.make_ground`",
            id="without water",
        ),
    ],
)
def test_the_server_does_not_start_on_files_that_it_cannot_use_and_says_why(
    tmp_path: Path, change: Callable[[Path], None], message: str
) -> None:
    folder = copy_app(tmp_path / "app")
    change(folder)

    ended = subprocess.run(
        start_command(free_port()),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )

    assert ended.returncode != 0
    lines = [line for line in ended.stderr.splitlines() if line.strip()]
    assert len(lines) == 1
    assert lines[0].startswith("The dashboard cannot start: ")
    assert message in lines[0]
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.fixture
def outside() -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that takes requests to other hosts and answers none: its address, what came."""
    taken: list[bytes] = []

    def take() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                taken.append(client.recv(1000))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", taken
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_the_server_asks_no_other_host(
    serve_copy: Callable[..., AppServer], outside: tuple[str, list[bytes]]
) -> None:
    address, taken = outside
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy")

    server = serve_copy(environ={**dict.fromkeys(names, address), "no_proxy": ""})

    assert server.get("").status == 200
    assert server.get("_stcore/host-config").status == 200
    assert taken == []


def test_the_address_of_the_machine_is_not_looked_up() -> None:
    script = """
import json, socket
def refuse(*_arguments):
    raise AssertionError("a connection was tried")
socket.socket.connect = refuse
import dashboard
from streamlit import net_util
print(json.dumps(net_util.get_external_ip()))
"""
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr[-2000:]
    assert json.loads(ended.stdout.splitlines()[-1]) is None
