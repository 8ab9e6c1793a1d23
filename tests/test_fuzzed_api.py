"""The data address asked at random by its own description: it answers as it says, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from app_server import AppServer
from hypothesis import HealthCheck, Phase, given, seed, settings
from route_server import serve_routes
from schemathesis.checks import positive_data_acceptance

from components.api.openapi import describe_api, name_path
from components.api.tables import FORMS
from components.server.record_store import STORE

SEED = 13
#: Questions for each address and way of asking: each takes the server some milliseconds.
EXAMPLES = 15
ADDRESSES = [name_path(table, form) for table, forms in FORMS.items() for form in forms]
#: What is well formed may still be refused: an id of nobody, a window that ends before it begins.
LEFT_OUT = [positive_data_acceptance]


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    """The routes over the record of the repository."""
    with serve_routes() as running:
        yield running


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("address", ADDRESSES)
def test_random_questions_get_the_answers_that_are_described(
    server: AppServer, address: str, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(describe_api(STORE.current().record))
    with requests.Session() as session:
        session.trust_env = False

        @seed(SEED)
        @settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=schema[f"/{address}"]["GET"].as_strategy(mode))
        def ask(case: Any) -> None:
            case.call_and_validate(
                base_url=f"{server.url}api", session=session, excluded_checks=LEFT_OUT
            )

        ask()
