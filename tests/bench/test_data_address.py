"""A short run of the figures on what is taken away: all is measured and said; its times are not judged."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import geopandas as gpd
import pytest

from .data_address import (
    HEADER,
    Asked,
    Export,
    Plan,
    judge,
    measure_address,
    measure_export,
    read_plan,
)


@pytest.mark.server
def test_the_address_answers_all_who_ask(tmp_path: Path) -> None:
    plan = Plan(rows=1, seconds=1, connections=2)
    # A thread of its own: the browser of other tests has its loop in this one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: list(measure_address(plan, tmp_path))).result()
    for asked in found:
        assert asked.errors == 0
        assert asked.waits
        assert asked.per_second > 0


def test_both_ways_write_the_same_layer(tmp_path: Path) -> None:
    found = measure_export(300, tmp_path)

    ours, theirs = (
        json.loads((tmp_path / f"{name}.geojson").read_text(encoding="utf-8"))["features"]
        for name in ("ours", "theirs")
    )
    assert [row["properties"] for row in ours] == [row["properties"] for row in theirs]
    assert [row["geometry"] for row in ours] == [row["geometry"] for row in theirs]
    assert len(gpd.read_file(tmp_path / "ours.geojson")) == found.rows == 300


def test_each_figure_stands_beside_its_target() -> None:
    good = judge(
        Export(10, 1.0, 4.0, 5.0), Asked([0.001] * 400, 0, 1.0), Asked([0.01] * 50, 0, 1.0)
    )
    bad = judge(Export(10, 1.0, 2.0, 5.0), Asked([0.001] * 400, 1, 1.0), Asked([0.1] * 50, 0, 1.0))

    assert good[0] == HEADER
    assert [row[-1] for row in good[1:]] == ["met", "-", "met", "met"]
    assert [row[-1] for row in bad[1:]] == ["not met", "-", "not met", "not met"]


def test_the_options_of_the_figures_are_bounded(capsys: pytest.CaptureFixture[str]) -> None:
    assert read_plan(["--rows", "10", "--seconds", "5"]) == Plan(rows=10, seconds=5)
    with pytest.raises(SystemExit):
        read_plan(["--rows", "1000001"])
    assert "--rows: ask for 1 to 1000000" in capsys.readouterr().err
