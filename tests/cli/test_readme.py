"""What the README shows of somebody's own script is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import Terminal

README = (Path(__file__).parents[2] / "README.md").read_text()


def test_faulty_slope_of_the_eleven_lines_is_named_as_the_readme_says(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (script,) = (block for block in blocks if "np.savez" in block)
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    command = "nn-tui compare mine.npz --weights-from start.npz --epoch 1"
    shown = README.split(f"    $ {command}\n")[1].split("\n`slope` takes")[0]
    outcome = terminal.run(*command.split()[1:])
    assert outcome.code == 1
    assert outcome.out.rstrip() == re.sub("(?m)^    ", "", shown).rstrip()


def test_delta_that_is_explained_is_as_the_readme_shows(terminal: Terminal) -> None:
    shown = README.split("$ nn-tui explain 'l1_delta[2,1]' --epoch 1\n")[1].split("\n\n")[0]
    outcome = terminal.run("explain", "l1_delta[2,1]", "--epoch", "1")
    assert outcome.out.startswith(re.sub("(?m)^    ", "", shown).rstrip())
