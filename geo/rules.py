"""The rules of evidence in words: each stands beside the function that applies it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Step = TypeVar("Step", bound=Callable[..., Any])
#: Function that takes a step -> its rule in words.
STEP_RULES: dict[Callable[..., Any], str] = {}


def ruled_by(words: str) -> Callable[[Step], Step]:
    """Keeps the rule of a step in `STEP_RULES`."""

    def keep(step: Step) -> Step:
        STEP_RULES[step] = words
        return step

    return keep
