"""Commands run in this process and in one of their own, for the tests of the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from nn_tui.cli.main import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What stands on stdout, which is JSON and nothing else."""
        return json.loads(self.out)


class Screen(io.StringIO):
    """A stdout that is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True)
class Terminal:
    """Runs `nn-tui` in this process."""

    capsys: pytest.CaptureFixture[str]

    def run(self, *words: object) -> Outcome:
        """Run it with these words."""
        self.capsys.readouterr()
        code = main([str(word) for word in words])
        captured = self.capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    def refusal(self, *words: object) -> str:
        """Give the one line on stderr of a command that is refused."""
        outcome = self.run(*words)
        assert outcome.code == 2
        assert outcome.out == ""
        lines = outcome.err.splitlines()
        assert len(lines) == 1, outcome.err
        assert lines[0].isprintable()
        assert lines[0].startswith("nn-tui: ")
        return lines[0].removeprefix("nn-tui: ")


def environment() -> dict[str, str]:
    """Give an environment in which a process finds nn_tui."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@contextmanager
def python(*words: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a Python process with its output piped; a test that fails leaves none behind."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(
        [sys.executable, *words],
        stdin=subprocess.DEVNULL,
        env=environment(),
        text=True,
        **{**pipes, **options},
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def run_process(*words: str) -> Outcome:
    """Run `python -m nn_tui` to its end."""
    with python("-m", "nn_tui", *words) as process:
        out, err = process.communicate(timeout=60)
    return Outcome(process.returncode, out, err)
