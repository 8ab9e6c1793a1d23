"""One row of the benchmark: all subjects over one record, in turns, near and far."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app_server import free_port
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError
from websockets.exceptions import WebSocketException

from . import moves
from .browser import TIMEOUT_MS
from .cells import Cell
from .points import Row, Step, plan_steps
from .servers import Server, delay, fetch, open_sessions
from .stations import Station
from .subjects import PATIENCE_S, Subject, TooSlowError, serve_subject

TOO_SLOW = f"not in {PATIENCE_S} s"
ROUND_TRIP_MS = 80
#: A subject whose first paints took this long together is not visited again.
MOST_VISITED_MS = 20_000
#: Steps that a subject takes before it is the next one's turn.
TURN = 4
FILM_S = 5
#: Playing the whole width takes 20 seconds; a film ends with it.
WHOLE_FILM_S = 22
#: Up to this many events the pixels are compared with the record.
MOST_PROVED = 3000
#: Up to this many events can be shown one by one.
MOST_SINGLE = 10_000

Cells = dict[str, Cell]


@dataclass(frozen=True)
class Extent:
    """How much is measured in a cell.

    Parameters
    ----------
    visits : first paints.
    steps, counted : steps that change symbols, timed and for their bytes; even.
    drags, moves : steps by pointer, timed and watched for bytes and blank frames; even.
    clicks : clicks on a filter.
    days : days "as known on" that are set.
    sessions : open at once, for memory.
    films, pixels : whether playing is filmed; whether pixels are compared with the record.
    """

    visits: int = 3
    steps: int = 16
    drags: int = 16
    moves: int = 500
    clicks: int = 20
    days: int = 12
    sessions: int = 20
    counted: int = 4
    films: bool = True
    pixels: bool = True


FULL = Extent()
QUICK = Extent(
    visits=1,
    steps=2,
    drags=2,
    moves=10,
    clicks=2,
    days=2,
    sessions=2,
    counted=2,
    films=False,
    pixels=False,
)


@dataclass(frozen=True)
class Bench:
    """What all rows share: the browser, a folder for files, scripts and where they are served."""

    browser: Browser
    folder: Path
    site: Path
    assets: Server
    extent: Extent
    tell: Callable[[str], None]


def measure_row(
    bench: Bench, row: Row, subjects: Sequence[Subject], networks: Sequence[str]
) -> dict[str, Cells]:
    """Measure all subjects over a row.

    Parameters
    ----------
    bench : shared by all rows.
    row : the record.
    subjects : in the order of the table; those that are left out already are not among them.
    networks : "loopback", "delayed" or both.

    Returns
    -------
    For each network the cell of each subject.
    """
    points = bench.folder / f"points-{row.name}.parquet"
    row.points().to_parquet(points)
    found: dict[str, Cells] = {network: {} for network in networks}
    with contextlib.ExitStack() as stack:
        servers: dict[str, Server] = {}
        for subject in subjects:
            for cells in found.values():
                cells[subject.key] = Cell(plays=subject.plays)
            serve = serve_subject(subject, row, points=points, site=bench.site, folder=bench.folder)
            try:
                servers[subject.key] = stack.enter_context(serve)
                if subject.is_copy:
                    size = len(fetch(servers[subject.key].url + subject.path, packed=False))
                    for cells in found.values():
                        cells[subject.key].file_bytes = size
            except TooSlowError:
                _fail([cells[subject.key] for cells in found.values()])
        for network in networks:
            _measure_network(bench, row, subjects, servers, network, found[network])
            for key, cell in found[network].items():
                if cell.failed and network == networks[0]:
                    _fail([cells[key] for cells in found.values()])
                    servers.pop(key, None)
    return found


def _fail(cells: Sequence[Cell]) -> None:
    for cell in cells:
        cell.failed = TOO_SLOW


def _measure_network(
    bench: Bench,
    row: Row,
    subjects: Sequence[Subject],
    servers: dict[str, Server],
    network: str,
    cells: Cells,
) -> None:
    with contextlib.ExitStack() as stack:

        def reach(server: Server) -> Server:
            if network == "loopback":
                return server
            log = bench.folder / "delay.log"
            way = delay(server, free_port(), round_trip_ms=ROUND_TRIP_MS, log=log)
            return stack.enter_context(way)

        assets_port = reach(bench.assets).port
        stations = [
            Station(
                subject,
                row,
                reach(servers[subject.key]),
                servers[subject.key],
                assets_port,
                cells[subject.key],
            )
            for subject in subjects
            if subject.key in servers
        ]
        try:
            _measure_stations(bench, row, stations, near=network == "loopback")
        finally:
            for station in stations:
                station.close()


def _measure_stations(bench: Bench, row: Row, stations: Sequence[Station], *, near: bool) -> None:
    """All columns; those that the way does not change only near."""
    extent = bench.extent
    for station in stations:
        with _patience(bench, station, "opening"):
            station.open(bench.browser)
            if near:
                _measure_memory(station, extent.sessions)
    for _ in range(extent.visits):
        for station in _able(stations):
            if sum(station.cell.first_paints) < MOST_VISITED_MS:
                with _patience(bench, station, "a visit"):
                    station.note_visit(bench.browser)
    _take_turns(bench, row, stations)
    for station in _able(stations) if near else []:
        with _patience(bench, station, "counting bytes"):
            _count_bytes(station, plan_steps(row, changing=extent.counted))
    by_key = {station.subject.key: station for station in _able(stations)}
    ours = by_key.get("ours")
    if ours is not None and near and not ours.cell.failed:
        with _patience(bench, ours, "what only it is held to"):
            _measure_ours(ours, extent)
    if near and extent.films:
        _film_others(stations)


def _able(stations: Sequence[Station]) -> list[Station]:
    return [station for station in stations if not station.cell.failed]


@contextlib.contextmanager
def _patience(bench: Bench, station: Station, what: str) -> Iterator[None]:
    """Take down a subject that does not manage, and say why."""
    try:
        yield
    except (BrowserError, OSError, WebSocketException) as error:
        station.cell.failed = TOO_SLOW
        reason = str(error).splitlines()[0]
        bench.tell(f"{station.subject.key} at {station.row.label}, {what}: {reason}")
        station.close()


def _measure_memory(station: Station, sessions: int) -> None:
    if station.subject.kind == "page" or station.subject.path:
        return
    one = station.process.memory_mb()
    if station.subject.kind == "dash":
        # It keeps nothing for a session.
        station.cell.memory_mb = (one, one)
        return
    station.cell.memory_mb = (one, None)
    with (
        contextlib.suppress(TimeoutError),
        open_sessions(station.process, sessions - 1, station.query),
    ):
        station.cell.memory_mb = (one, station.process.memory_mb())


def _take_turns(bench: Bench, row: Row, stations: Sequence[Station]) -> None:
    """The same steps for all, some of each subject in turn."""
    steps = plan_steps(row, changing=bench.extent.steps)
    spent_ms = {station.subject.key: 0.0 for station in stations}
    for start in range(0, len(steps), TURN):
        for station in _able(stations):
            if spent_ms[station.subject.key] > TIMEOUT_MS:
                continue
            with _patience(bench, station, "a step"):
                taken = _take_turn(station, steps[start : start + TURN])
                spent_ms[station.subject.key] += sum(taken)
    for station in _able(stations):
        if spent_ms[station.subject.key] > TIMEOUT_MS:
            station.cell.failed = TOO_SLOW


def _take_turn(station: Station, steps: Sequence[Step]) -> list[float]:
    station.page.bring_to_front()
    cell, watched = station.cell, not station.is_probed
    if watched:
        station.page.evaluate("window.stopWatching = benchWatch.watchFrames(), null")
    before = station.process.cpu_s()
    times = []
    for step in steps:
        taken = station.take(step)
        station.pause()
        if taken is not None:
            times.append(taken)
    cell.cpu_s += station.process.cpu_s() - before
    cell.cpu_steps += len(steps)
    if watched:
        seen = station.page.evaluate("window.stopWatching()")
        cell.frames += seen["frames"]
        cell.blank += seen["blank"]
        cell.remounted += seen["remounted"]
        cell.moves += len(steps)
    cell.steps += times
    return times


def _count_bytes(station: Station, steps: Sequence[Step]) -> None:
    """Bytes of each step and of what follows it; of ours they are counted while it is dragged."""
    if station.subject.kind == "ours":
        return
    station.page.bring_to_front()
    wire = station.listen()
    for step in steps:
        wire.reset()
        station.take(step)
        station.pause()
        station.cell.step_bytes.append(wire.traffic.size_bytes)
    wire.stop()


def _measure_ours(ours: Station, extent: Extent) -> None:
    """What only the dashboard is held to."""
    page, cell = ours.page, ours.cell
    page.bring_to_front()
    moves.show_war(page)
    if extent.pixels and ours.row.size <= MOST_PROVED:
        payload = page.evaluate(
            "fetch('api/health').then((r) => r.json())"
            ".then((h) => fetch(`api/${h.build}/record/${h.version}.json`)).then((r) => r.json())"
        )
        cell.proof = moves.prove_pixels(page, payload)
    cell.drags = moves.measure_drag(page, extent.drags)
    wire = ours.listen()
    cell.silence = moves.measure_silence(page, wire, extent.moves)
    wire.stop()
    cell.step_bytes = [cell.silence.moving.size_bytes // extent.moves]
    cell.frames, cell.moves = cell.silence.frames, extent.moves
    cell.blank, cell.remounted = cell.silence.blank, cell.silence.remounted
    cell.filters = moves.measure_filters(page, ours.row, extent.clicks)
    cell.known = moves.measure_known(page, extent.days)
    if ours.row.is_real:
        cell.computed = moves.compute_known()
    wire = ours.listen()
    moves.read_on(page, ours.row)
    cell.reading = wire.traffic
    wire.stop()
    cell.areas = moves.measure_areas(page)
    if extent.films:
        cell.film = moves.film_playing(page, "The war", FILM_S)
        cell.whole_film = moves.film_playing(page, "Whole record", WHOLE_FILM_S)
        if MOST_PROVED < ours.row.size <= MOST_SINGLE:
            cell.single_film = moves.film_single(page, ours.row, FILM_S)


def _film_others(stations: Sequence[Station]) -> None:
    for station in _able(stations):
        if station.subject.kind == "page":
            station.page.bring_to_front()
            station.cell.film = moves.film_page(station.page, FILM_S)
