"""Damaged records: every kind of fault in every column and file, in a seeded order."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from geo.tables.manifest import MANIFEST_FILE
from geo.tables.row_checks import DISTRICTS_FILE
from geo.tables.schema import TABLES

from .cells import list_changes
from .excerpt import Contents, read_rows, write_rows

#: What the record must say of a variant: its fault; nothing, as nothing has changed; or the new content.
Expected = Literal["named", "same", "edit"]
#: What stands in place of a file.
MISSING, FIFO, FOLDER = "missing", "FIFO", "folder"
#: Kinds of faults of a file are tried so often, each time elsewhere in it.
TIMES = 3
Rows = list[list[str]]


@dataclass(frozen=True)
class Variant:
    """A record of which one file is not as it was.

    Parameters
    ----------
    kind : what was done.
    file : where.
    content : its bytes now; or `MISSING`, `FIFO`, `FOLDER`.
    expected : what the record must say of it.
    row, column : the one cell that was changed, its row as a spreadsheet numbers it.
    """

    kind: str
    file: Path
    content: bytes | str
    expected: Expected
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        place = f" row {self.row}, {self.column}" if self.row else ""
        return f"{self.file.as_posix()}{place}: {self.kind}"


def draw_variants(
    base: Contents, *, seed: int, count: int, tables: Iterable[str] = ()
) -> list[Variant]:
    """Variants of a record, every kind in every column before any comes again.

    Parameters
    ----------
    base : the files of the record.
    seed : of the order, and of the rows that are chosen.
    count : how many.
    tables : names of tables, `districts` or `manifest`; all when there is none.
    """
    chooser = random.Random(seed)
    drawn: list[Variant] = []
    while len(drawn) < count:
        turn = [*_damage_tables(base, chooser, tables), *_damage_others(base, chooser, tables)]
        if not turn:
            return []
        chooser.shuffle(turn)
        drawn += turn
    return drawn[:count]


def _damage_tables(
    base: Contents, chooser: random.Random, tables: Iterable[str]
) -> Iterator[Variant]:
    for name, table in TABLES.items():
        if not tables or name in tables:
            yield from _damage_cells(base, name, chooser)
            yield from _damage_points(base, name, chooser)
            for _ in range(TIMES):
                yield from _damage_file(Path(table.file), base[Path(table.file)], chooser)


def _damage_others(
    base: Contents, chooser: random.Random, tables: Iterable[str]
) -> Iterator[Variant]:
    if not tables or "districts" in tables:
        for _ in range(TIMES):
            yield from _damage_districts(base[DISTRICTS_FILE], chooser)
    if not tables or "manifest" in tables:
        for _ in range(TIMES):
            yield from _damage_manifest(base[MANIFEST_FILE], chooser)


# One cell


def _damage_cells(base: Contents, name: str, chooser: random.Random) -> Iterator[Variant]:
    """Each kind of change in each column, in a row that is filled there."""
    table = TABLES[name]
    file = Path(table.file)
    rows = read_rows(base[file])
    for column in table.columns:
        place = rows[0].index(column.name)
        filled = [n for n in range(1, len(rows)) if rows[n][place]] or [*range(1, len(rows))]
        kinds = {
            change.kind: change
            for n in filled[-1:]
            for change in list_changes(rows[n][place], column, [rows[1][place]])
        }
        for kind in kinds:
            n = chooser.choice(filled)
            before = [row[place] for row in rows[1:n]]
            changes = {
                change.kind: change for change in list_changes(rows[n][place], column, before)
            }
            change = changes.get(kind)
            if change is None or change.cell == rows[n][place]:
                continue
            content = write_rows(_replace_cell(rows, n, place, change.cell))
            expected: Expected = "named" if change.fault else "edit"
            yield Variant(kind, file, content, expected, n + 1, column.name)
        yield _leave_quotation_open(file, rows, chooser.choice(filled), place)


def _replace_cell(rows: Rows, n: int, place: int, cell: str) -> Rows:
    row = [*rows[n][:place], cell, *rows[n][place + 1 :]]
    return [*rows[:n], row, *rows[n + 1 :]]


def _leave_quotation_open(file: Path, rows: Rows, n: int, place: int) -> Variant:
    """A quotation mark before a cell, which nothing closes."""
    mark = "\ue000"
    content = write_rows(_replace_cell(rows, n, place, mark + rows[n][place].replace('"', "")))
    text = content.decode().replace(f'"{mark}', mark)
    start = text.index(mark)
    line_end = text.find("\n", start)
    line = text[start:line_end].replace('"', "")
    opened = text[:start] + line.replace(mark, '"') + text[line_end:].replace('"', "")
    return Variant(f"quotation mark open in {rows[0][place]}", file, opened.encode(), "named")


def _damage_points(base: Contents, name: str, chooser: random.Random) -> Iterator[Variant]:
    """Longitude and latitude in each other's column."""
    rows = read_rows(base[Path(TABLES[name].file)])
    if "lon" not in rows[0]:
        return
    lon, lat = rows[0].index("lon"), rows[0].index("lat")
    for n in [n for n in range(1, len(rows)) if rows[n][lon]]:
        row = [*rows[n]]
        row[lon], row[lat] = row[lat], row[lon]
        content = write_rows([*rows[:n], row, *rows[n + 1 :]])
        if chooser.random() < 0.5:
            yield Variant(
                f"lon and lat swapped in row {n + 1}", Path(TABLES[name].file), content, "named"
            )


# A file


def _damage_file(file: Path, content: bytes, chooser: random.Random) -> Iterator[Variant]:
    for stand_in in (MISSING, FIFO, FOLDER):
        yield Variant(stand_in, file, stand_in, "named")
    for kind, change in BYTE_FAULTS.items():
        yield Variant(kind, file, change(content, chooser), "named")
    for kind, change in BYTE_FORMS.items():
        yield Variant(kind, file, change(content, chooser), "same")
    for kind, change_rows in ROW_FAULTS.items():
        rows = change_rows([[*row] for row in read_rows(content)], chooser)
        yield Variant(kind, file, write_rows(rows), "named")
    for kind, change_rows in ROW_ORDERS.items():
        rows = change_rows([[*row] for row in read_rows(content)], chooser)
        yield Variant(kind, file, write_rows(rows), "same")
    yield _cut_anywhere(file, content, chooser)


def _cut_anywhere(file: Path, content: bytes, chooser: random.Random) -> Variant:
    at = chooser.randrange(1, len(content))
    return Variant(f"cut at byte {at}", file, content[:at], "named")


def _insert(content: bytes, chooser: random.Random, what: bytes) -> bytes:
    at = chooser.randrange(content.index(b"\n"), len(content))
    return content[:at] + what + content[at:]


def _insert_line(content: bytes, chooser: random.Random, what: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    at = chooser.randrange(1, len(lines))
    return b"".join([*lines[:at], what, *lines[at:]])


def _separate(content: bytes, mark: str) -> bytes:
    return "\n".join(mark.join(row) for row in read_rows(content)).encode()


ByteChange = Callable[[bytes, random.Random], bytes]
RowChange = Callable[[Rows, random.Random], Rows]
BYTE_FAULTS: dict[str, ByteChange] = {
    "emptied": lambda _content, _chooser: b"",
    "blank": lambda _content, _chooser: b" \n\n",
    "UTF-16": lambda content, _chooser: content.decode().encode("utf-16"),
    "UTF-16 without mark": lambda content, _chooser: content.decode().encode("utf-16-le"),
    "NUL": lambda content, chooser: _insert(content, chooser, b"\0"),
    "many NUL": lambda content, _chooser: b"\0" * len(content),
    "not UTF-8": lambda content, chooser: _insert(content, chooser, b"\xff"),
    "semicolons": lambda content, _chooser: _separate(content, ";"),
    "tabs": lambda content, _chooser: _separate(content, "\t"),
    "a workbook": lambda content, _chooser: b"PK\x03\x04" + content,
    "a page": lambda _content, _chooser: b"<!DOCTYPE html><html><body>404</body></html>",
    "a merge": lambda content, chooser: _insert_line(content, chooser, b"<<<<<<< HEAD\n"),
    "one byte": lambda content, _chooser: content[:1],
    "twice": lambda content, _chooser: content + content,
}
BYTE_FORMS: dict[str, ByteChange] = {
    "byte order mark": lambda content, _chooser: b"\xef\xbb\xbf" + content,
    "CRLF": lambda content, _chooser: content.replace(b"\n", b"\r\n"),
    "no last line end": lambda content, _chooser: content.rstrip(b"\n"),
    "blank line": lambda content, chooser: _insert_line(content, chooser, b"\n"),
}


def _remove(rows: Rows, chooser: random.Random) -> Rows:
    del rows[chooser.randrange(1, len(rows))]
    return rows


def _remove_many(rows: Rows, chooser: random.Random) -> Rows:
    return [rows[0], *(row for row in rows[1:] if chooser.random() < 0.7), rows[-1]][
        : len(rows) - 1
    ]


def _double(rows: Rows, chooser: random.Random) -> Rows:
    n = chooser.randrange(1, len(rows))
    return [*rows[: n + 1], *rows[n:]]


def _replace_by_other(rows: Rows, chooser: random.Random) -> Rows:
    first, second = chooser.sample(range(1, len(rows)), 2)
    rows[first] = rows[second]
    return rows


def _rename(rows: Rows, chooser: random.Random) -> Rows:
    rows[0][chooser.randrange(len(rows[0]))] += "s"
    return rows


def _cut_header(rows: Rows, chooser: random.Random) -> Rows:
    rows[0] = rows[0][: chooser.randrange(1, len(rows[0]))]
    return rows


def _repeat_column(rows: Rows, chooser: random.Random) -> Rows:
    n = chooser.randrange(1, len(rows[0]))
    rows[0][n] = rows[0][n - 1]
    return rows


def _add_cell(rows: Rows, chooser: random.Random) -> Rows:
    rows[chooser.randrange(1, len(rows))].append("one more")
    return rows


def _drop_cell(rows: Rows, chooser: random.Random) -> Rows:
    row = rows[chooser.randrange(1, len(rows))]
    del row[chooser.randrange(len(row))]
    return rows


def _add_column(rows: Rows, _chooser: random.Random) -> Rows:
    return [[*row, "remark" if n == 0 else ""] for n, row in enumerate(rows)]


ROW_FAULTS: dict[str, RowChange] = {
    "cut to the header": lambda rows, _chooser: rows[:1],
    "cut at a line": lambda rows, chooser: rows[: chooser.randrange(2, len(rows))],
    "last row lost": lambda rows, _chooser: rows[:-1],
    "header lost": lambda rows, _chooser: rows[1:],
    "row removed": _remove,
    "rows removed": _remove_many,
    "row doubled": _double,
    "row in place of another": _replace_by_other,
    "column renamed": _rename,
    "header cut": _cut_header,
    "column name twice": _repeat_column,
    "cell too many": _add_cell,
    "cell missing": _drop_cell,
    "column added": _add_column,
}


def _swap_columns(rows: Rows, chooser: random.Random) -> Rows:
    one, other = chooser.sample(range(len(rows[0])), 2)
    for row in rows:
        row[one], row[other] = row[other], row[one]
    return rows


ROW_ORDERS: dict[str, RowChange] = {"columns swapped": _swap_columns}


# The districts


Layer = dict[str, Any]


def _damage_districts(content: bytes, chooser: random.Random) -> Iterator[Variant]:
    for stand_in in (MISSING, FIFO, FOLDER):
        yield Variant(stand_in, DISTRICTS_FILE, stand_in, "named")
    for kind in ("emptied", "UTF-16", "many NUL", "not UTF-8", "a page", "one byte", "twice"):
        yield Variant(kind, DISTRICTS_FILE, BYTE_FAULTS[kind](content + b"\n", chooser), "named")
    at = chooser.randrange(1, len(content.rstrip()))
    yield Variant(f"cut at byte {at}", DISTRICTS_FILE, content[:at], "named")
    for kind in LAYER_FAULTS:
        layer = json.loads(content)
        n = chooser.randrange(len(layer["features"]))
        LAYER_FAULTS[kind](layer["features"], n)
        yield _write_layer(f"{kind} of feature {n}", layer, "named")
    for name in ("id", "country", "kind", "name_en", "name_az", "name_hy"):
        for word in (None, 5, "no such word", ["x"], "x" * LONG_NAME, "\u202e\x07"):
            layer = json.loads(content)
            n = chooser.randrange(len(layer["features"]))
            layer["features"][n]["properties"][name] = word
            free = name.startswith("name") and word == "no such word"
            yield _write_layer(
                f"{name} of feature {n}: {word!r:.20}", layer, "edit" if free else "named"
            )
    layer = json.loads(content)
    layer["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    yield _write_layer("another CRS", layer, "named")


LONG_NAME = 100_000


def _write_layer(kind: str, layer: Layer, expected: Expected) -> Variant:
    return Variant(kind, DISTRICTS_FILE, json.dumps(layer, ensure_ascii=False).encode(), expected)


def _swap_axes(shape: Any) -> Any:
    if isinstance(shape[0], (int, float)):
        return [shape[1], shape[0]]
    return [_swap_axes(part) for part in shape]


def _set_geometry(shape: Layer | None) -> Callable[[list[Layer], int], None]:
    def change(features: list[Layer], n: int) -> None:
        features[n]["geometry"] = shape

    return change


def _turn(features: list[Layer], n: int) -> None:
    shape = features[n]["geometry"]
    shape["coordinates"] = _swap_axes(shape["coordinates"])


def _drop_properties(features: list[Layer], n: int) -> None:
    features[n]["properties"] = {}


def _drop_feature(features: list[Layer], n: int) -> None:
    del features[n]


def _double_feature(features: list[Layer], n: int) -> None:
    features.append(features[n])


def _drop_all(features: list[Layer], _n: int) -> None:
    features.clear()


BOW_TIE = [[[46, 40], [47, 41], [47, 40], [46, 41], [46, 40]]]
FAR = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]
LAYER_FAULTS: dict[str, Callable[[list[Layer], int], None]] = {
    "no geometry": _set_geometry(None),
    "a point as geometry": _set_geometry({"type": "Point", "coordinates": [46.5, 40]}),
    "an empty geometry": _set_geometry({"type": "Polygon", "coordinates": []}),
    "a crossed geometry": _set_geometry({"type": "Polygon", "coordinates": BOW_TIE}),
    "a geometry far away": _set_geometry({"type": "Polygon", "coordinates": FAR}),
    "axes swapped": _turn,
    "no properties": _drop_properties,
    "removal": _drop_feature,
    "doubling": _double_feature,
    "removal of all, and": _drop_all,
}


# The manifest


def _damage_manifest(content: bytes, chooser: random.Random) -> Iterator[Variant]:
    for stand_in in (MISSING, FIFO, FOLDER):
        yield Variant(stand_in, MANIFEST_FILE, stand_in, "named")
    for kind in BYTE_FAULTS:
        yield Variant(kind, MANIFEST_FILE, BYTE_FAULTS[kind](content, chooser), "named")
    for kind in ROW_FAULTS:
        rows = ROW_FAULTS[kind]([[*row] for row in read_rows(content)], chooser)
        yield Variant(kind, MANIFEST_FILE, write_rows(rows), "named")
    for kind in ("byte order mark", "CRLF", "no last line end", "blank line"):
        yield Variant(kind, MANIFEST_FILE, BYTE_FORMS[kind](content, chooser), "same")
    rows = read_rows(content)
    for word in ("", "-1", "1e2", "many", "0", "99999999999999999999", " 5", "\x07", "٣"):
        n = chooser.randrange(1, len(rows))
        for column in range(2):
            changed = _replace_cell(rows, n, column, word)
            yield Variant(
                f"{word!r} in {rows[0][column]}", MANIFEST_FILE, write_rows(changed), "named"
            )
