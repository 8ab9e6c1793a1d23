"""The data address over HTTP: stable addresses for scripts, read by anyone, from any page."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components.api.openapi import describe_api, name_path
from components.api.parameters import MOST_ROWS, ParameterError, Question, read_question
from components.api.tables import FORMS, MEDIA_TYPES, Page, make_page
from components.server.asking import NEVER, takes_gzip
from components.server.assets import build_digest
from components.server.gate import Answer, AsyncAnswer
from components.server.record_store import STORE
from components.server.response_cache import BODIES, LEVEL
from geo.kept import keep_with_record
from geo.record import Record

DESCRIPTION = "openapi.json"
#: A compressed body that is unpacked at once; a larger one waits for its turn, bytes.
QUICK = 100_000
#: Read by pages of every origin; no cookie or password is asked for or looked at.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-Total-Count, X-Limit, X-Limit-Max, "
    "X-Offset, X-Record-Version",
}


@dataclass(frozen=True)
class Asked:
    """What is asked, and of which record."""

    record: Record
    table: str
    form: str
    question: Question

    @property
    def key(self) -> tuple[object, ...]:
        """What its answer follows from."""
        return (self.record.version, "api", self.table, self.form, self.question)


def make_api_routes(folder: str, work: Callable[[Answer], AsyncAnswer]) -> list[Route]:
    """The routes of all tables in all their forms, and of their description.

    Parameters
    ----------
    folder : where they lie, without a slash at its end.
    work : lets an answer that takes work through the gate.
    """
    tables = [
        Route(
            f"{folder}/{name_path(table, form)}", _answer_with(table, form, work), methods=["GET"]
        )
        for table, forms in FORMS.items()
        for form in forms
    ]
    return [*tables, Route(f"{folder}/{DESCRIPTION}", send_description, methods=["GET"])]


def _answer_with(table: str, form: str, work: Callable[[Answer], AsyncAnswer]) -> AsyncAnswer:
    async def answer(request: Request) -> Response:
        """What is kept at once, the rest in its turn."""
        record = STORE.current().record
        pairs = request.query_params.multi_items()
        try:
            asked = Asked(record, table, form, read_question(record, table, form, pairs))
        except ParameterError as error:
            return _open(_refuse(error))
        if _holds_already(request, record):
            return _open(Response(status_code=304, headers=_describe_version(record)))
        page = _find_page(asked)
        if page is None or (len(page.body) > QUICK and not takes_gzip(request)):
            in_turn = work(lambda request: _send_page(request, asked, _make_page(asked)))
            return _open(await in_turn(request))
        return _open(_send_page(request, asked, page))

    return answer


async def send_description(request: Request) -> Response:
    """What there is to ask, for programs."""
    record = STORE.current().record
    if _holds_already(request, record):
        return _open(Response(status_code=304, headers=_describe_version(record)))
    return _open(_send(request, _description_body(record), "application/json", {}, record))


@keep_with_record
def _description_body(record: Record) -> bytes:
    text = json.dumps(describe_api(record), ensure_ascii=False, indent=1)
    return gzip.compress(text.encode(), LEVEL, mtime=0)


def _find_page(asked: Asked) -> Page | None:
    """A page that is kept, its body compressed."""
    body, total = BODIES.peek(asked.key), BODIES.peek((*asked.key, "total"))
    return None if body is None or total is None else Page(int(gzip.decompress(total)), body)


def _make_page(asked: Asked) -> Page:
    """A page, made if it is not kept, its body compressed."""
    made: list[Page] = []

    def make() -> Page:
        if not made:
            made.append(make_page(asked.record, asked.table, asked.form, asked.question))
        return made[0]

    body = BODIES.get(asked.key, lambda: make().body)
    total = BODIES.get((*asked.key, "total"), lambda: str(make().total).encode())
    return Page(int(gzip.decompress(total)), body)


def _send_page(request: Request, asked: Asked, page: Page) -> Response:
    headers = {}
    if asked.table != "districts":
        question = asked.question
        headers = {
            "X-Total-Count": str(page.total),
            "X-Limit": str(question.limit),
            "X-Limit-Max": str(MOST_ROWS),
            "X-Offset": str(question.offset),
            "Link": _link_pages(request, question, page.total),
        }
    return _send(request, page.body, MEDIA_TYPES[asked.form], headers, asked.record)


def _link_pages(request: Request, question: Question, total: int) -> str:
    """The other pages, relative to the address (RFC 8288)."""
    limit, offset = question.limit, question.offset
    last = max(total - 1, 0) // limit * limit
    offsets = {"first": 0}
    if offset > 0:
        offsets["prev"] = max(0, offset - limit)
    if offset + limit < total:
        offsets["next"] = offset + limit
    offsets["last"] = last
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "offset"]
    return ", ".join(
        f'<?{urlencode([*kept, ("offset", str(first))])}>; rel="{name}"'
        for name, first in offsets.items()
    )


def _send(
    request: Request, body: bytes, media_type: str, headers: dict[str, str], record: Record
) -> Response:
    headers = {**headers, **_describe_version(record)}
    if takes_gzip(request):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, media_type=media_type, headers=headers)


def _describe_version(record: Record) -> dict[str, str]:
    # Weak: the same content may come compressed or not.
    return {
        "ETag": f'W/"{record.version}-{build_digest()}"',
        "Cache-Control": "public, no-cache",
        "Vary": "Accept-Encoding",
        "X-Record-Version": record.version,
    }


def _holds_already(request: Request, record: Record) -> bool:
    """Whether who asks has the answer already (RFC 9110, 13.1.2)."""
    known = request.headers.get("if-none-match", "")
    tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
    own = _describe_version(record)["ETag"].removeprefix("W/")
    return own in tags or tags == ["*"]


def _refuse(error: ParameterError) -> Response:
    body = {
        "error": str(error),
        "parameter": error.parameter,
        "value": error.value,
        "cure": error.cure,
    }
    return JSONResponse(body, status_code=422, headers=NEVER)


def _open(response: Response) -> Response:
    response.headers.update(OPEN)
    return response
