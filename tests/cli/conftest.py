"""Fixtures of the command line's tests."""

from __future__ import annotations

import pytest

from tests.cli.commands import Terminal


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Run commands in this process."""
    return Terminal(capsys)
