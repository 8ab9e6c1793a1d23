"""What is taken away: GeoJSON of many rows beside geopandas' own, and the data address under load.

`python -m tests.bench.data_address` measures both, writes a table and ends.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
from app_server import HOST, ROOT, free_port, start_command

from geo.export.geojson import write_geojson
from geo.export.layers import make_incidents
from geo.record import load_record

from .report import format_rows
from .servers import serve_command

OUTPUT = ROOT / "tests" / "output" / "data_address.md"
ADDRESS = "api/incidents.geojson"
#: Columns of the layer that is written: identity, place, time, classes and figures, as a catalogue has them.
COLUMNS = (
    "id", "title", "date", "date_end", "date_precision", "place_name", "district_name", "lon", "lat",
    "category", "evidence", "harmed_side", "killed_civilian_low", "killed_civilian_high",
)  # fmt: skip
SEED = 13
#: How much faster than `GeoDataFrame.to_json`, requests a second, milliseconds at `STEADY` a second.
FASTER, PER_SECOND, P99_MS = 3.0, 300.0, 50.0
STEADY = 50.0
MOST_ROWS, MOST_S, MOST_CONNECTIONS = 1_000_000, 60, 64
HEADER = ("what", "measured", "target", "verdict")
KB_PER_MB = 1_000


@dataclass(frozen=True)
class Plan:
    """Rows that are written, seconds of each load, connections at once."""

    rows: int = 1_000_000
    seconds: int = 20
    connections: int = 16


@dataclass
class Asked:
    """What the clients of the data address waited for, seconds, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.waits) / self.seconds if self.seconds else 0.0

    def percentile_ms(self, percent: float) -> float:
        """A percentile of the waits, milliseconds; none is infinite."""
        return float(np.percentile(self.waits, percent)) * 1000 if self.waits else float("inf")


@dataclass(frozen=True)
class Export:
    """Seconds for a layer as GeoJSON, ours and geopandas', and how much memory ours took, MB."""

    rows: int
    ours_s: float
    theirs_s: float
    memory_mb: float

    @property
    def times(self) -> float:
        """How many times faster ours is."""
        return self.theirs_s / self.ours_s


def make_layer(count: int) -> gpd.GeoDataFrame:
    """The record's incidents again and again, under ids of their own at points of their own."""
    some = make_incidents(load_record(ROOT))[[*COLUMNS, "geometry"]]
    rng = np.random.default_rng(SEED)
    layer = some.iloc[rng.integers(len(some), size=count)].reset_index(drop=True)
    lon, lat = (np.round(rng.uniform(*span, count), 5) for span in ((45.0, 50.0), (38.5, 41.5)))
    layer = layer.assign(id=[f"row-{number}" for number in range(count)], lon=lon, lat=lat)
    return layer.set_geometry(gpd.points_from_xy(lon, lat, crs=some.crs))


def measure_export(count: int, folder: Path) -> Export:
    """Write a layer to a file, ours first: the most memory that was ever taken only grows."""
    layer = make_layer(count)
    before = _most_memory_mb()
    ours = folder / "ours.geojson"
    start = time.perf_counter()
    with ours.open("wb") as file:
        for part in write_geojson([layer], {}):
            file.write(part)
    ours_s = time.perf_counter() - start
    memory = _most_memory_mb() - before
    days = {name: layer[name].dt.strftime("%Y-%m-%d") for name in ("date", "date_end")}
    plain = layer.assign(**days)
    start = time.perf_counter()
    (folder / "theirs.geojson").write_text(plain.to_json(drop_id=True), encoding="utf-8")
    return Export(count, ours_s, time.perf_counter() - start, memory)


def _most_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_PER_MB


async def ask_in_turn(port: int, connections: int, seconds: float) -> Asked:
    """As fast as answers come: each connection asks again when it has one."""
    asked, end = Asked(), time.perf_counter() + seconds
    start = time.perf_counter()

    async def visit() -> None:
        reader, writer = await asyncio.open_connection(HOST, port)
        while time.perf_counter() < end:
            await _ask(reader, writer, asked, time.perf_counter())
        writer.close()

    await asyncio.gather(*(visit() for _ in range(connections)))
    asked.seconds = time.perf_counter() - start
    return asked


async def ask_steadily(port: int, connections: int, seconds: float) -> Asked:
    """`STEADY` questions a second, whether or not the answers come; waits count from when each was due."""
    asked, start = Asked(), time.perf_counter()
    due = iter(np.arange(start, start + seconds, 1 / STEADY).tolist())

    async def visit() -> None:
        reader, writer = await asyncio.open_connection(HOST, port)
        for moment in due:
            await asyncio.sleep(max(0.0, moment - time.perf_counter()))
            await _ask(reader, writer, asked, moment)
        writer.close()

    await asyncio.gather(*(visit() for _ in range(connections)))
    asked.seconds = time.perf_counter() - start
    return asked


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: Asked, since: float
) -> None:
    writer.write(
        f"GET /{ADDRESS} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length:")[2].partition("\r\n")[0])
    await reader.readexactly(length)
    if head.startswith("http/1.1 200"):
        asked.waits.append(time.perf_counter() - since)
    else:
        asked.errors += 1


def measure_address(plan: Plan, folder: Path) -> tuple[Asked, Asked]:
    """The data address asked as fast as it answers, and steadily."""
    port = free_port()
    command = start_command(port)
    with serve_command(
        command, port=port, log=folder / "log.txt", health="_stcore/health", cwd=ROOT
    ):
        asyncio.run(ask_in_turn(port, 1, 1.0))
        fast = asyncio.run(ask_in_turn(port, plan.connections, plan.seconds))
        return fast, asyncio.run(ask_steadily(port, plan.connections, plan.seconds))


def judge(export: Export, fast: Asked, steady: Asked) -> list[tuple[str, ...]]:
    """Each figure beside its target, rows of a table below its header."""
    p99 = steady.percentile_ms(99)
    return [
        HEADER,
        (
            f"GeoJSON of {export.rows:,} rows, times faster than GeoDataFrame.to_json",
            f"{export.times:.1f} ({export.ours_s:.1f} s, {export.theirs_s:.1f} s)",
            f"at least {FASTER:g}",
            _say(export.times >= FASTER),
        ),
        (
            f"memory of that above the layer's own, {export.rows:,} rows",
            f"{export.memory_mb:.0f} MB",
            "-",
            "-",
        ),
        (
            f"requests a second of {ADDRESS}",
            f"{fast.per_second:.0f} ({fast.errors} errors)",
            f"at least {PER_SECOND:g}",
            _say(fast.per_second >= PER_SECOND and not fast.errors),
        ),
        (
            f"wait at {STEADY:g} a second, p50 / p99",
            f"{steady.percentile_ms(50):.1f} / {p99:.1f} ms ({steady.errors} errors)",
            f"p99 at most {P99_MS:g} ms",
            _say(p99 <= P99_MS and not steady.errors),
        ),
    ]


def _say(met: bool) -> str:
    return "met" if met else "not met"


def read_plan(arguments: Sequence[str]) -> Plan:
    """The plan that the options ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.data_address", description=__doc__)
    limits = {"rows": MOST_ROWS, "seconds": MOST_S, "connections": MOST_CONNECTIONS}
    for name, most in limits.items():
        default = getattr(Plan, name)
        parser.add_argument(
            f"--{name}", type=int, default=default, help=f"{default}, at most {most}"
        )
    found = vars(parser.parse_args(arguments))
    for name, most in limits.items():
        if not 1 <= found[name] <= most:
            parser.error(f"--{name}: ask for 1 to {most}")
    return Plan(**found)


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, write it."""
    plan, before = read_plan(arguments), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fast, steady = measure_address(plan, folder)
        table = format_rows(judge(measure_export(plan.rows, folder), fast, steady))
    note = (
        f"{plan.seconds} s each with {plan.connections} connections, client and server on the same "
        f"{os.cpu_count()} cores; load of the machine before: {before:.1f}"
    )
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(f"{table}\n\n{note}\n", encoding="utf-8")
    print(table, note, sep="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
