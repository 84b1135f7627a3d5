"""Fixtures of the tests of saving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.debugger.saving.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Begin a session that nobody has saved."""
    made = Desk(tmp_path / "sessions")
    yield made
    made.keeper.finish()
