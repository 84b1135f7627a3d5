"""Work that is done step by step, so that whoever waits for it may do other things in between."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias, TypeVar

ResultT = TypeVar("ResultT")

Steps: TypeAlias = Generator[None, None, ResultT]
"""Yields after each step, and returns what came of it."""


def finished(steps: Steps[ResultT]) -> ResultT:
    """Do all steps at one go."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: ResultT = end.value
            return found
