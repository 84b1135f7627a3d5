"""The real program in tmux: whoever is cut off finds it running, and drawn."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from tempfile import TemporaryDirectory

import pytest

from tests.terminal.terminal import Terminal, command_of
from tests.terminal.test_nothing_lost import LONG, assert_as_unbroken, saved, train
from tests.terminal.test_real_terminal import assert_restored


@pytest.fixture
def tmux() -> Iterator[list[str]]:
    """Give a command of a tmux of this test's own."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("no tmux: install it")
    # Not in the folder of the test: the path of a socket has to be short.
    with TemporaryDirectory(dir="/tmp") as folder:
        command = [program, "-f", "/dev/null", "-S", f"{folder}/socket"]
        yield command
        subprocess.run([*command, "kill-server"], capture_output=True, check=False)


def epoch(terminal: Terminal) -> int:
    return int(terminal.text.partition("epoch ")[2].partition("/")[0])


def test_run_goes_on_in_tmux_while_nobody_is_attached(tmux: list[str]) -> None:
    with closing(Terminal([*tmux, "new-session", *command_of(*LONG)], 80, 25)) as terminal:
        train(terminal)
        terminal.process.kill()
        left_at = epoch(terminal)
    with closing(Terminal([*tmux, "attach"], 80, 25)) as terminal:
        for text in ("running", "1 Dataset", "2 Network", "4 Error", "q quit"):
            terminal.wait_for(text)
        terminal.wait_until(lambda: epoch(terminal) > left_at + 10, "the run stood still")
        terminal.send("q")
        assert terminal.wait_for_exit() == 0
        assert_restored(terminal)
    assert_as_unbroken(saved())
