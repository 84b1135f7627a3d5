"""Scripts as files: what is replaced, what is refused, and what a script says of its data."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nn_tui.engine.cursor import Cursor
from nn_tui.export.errors import ExportError
from nn_tui.export.files import export_script
from nn_tui.export.segment import segment_of
from nn_tui.recipe.recipe import Recipe
from tests.export.runs import run

START = Cursor()


def large(seed: int = 0) -> Recipe:
    recipe, stream = run("sine").recipe, np.random.RandomState(seed)
    inputs, targets = stream.standard_normal((2, 3000, 1))
    return replace(recipe, dataset=replace(recipe.dataset, inputs=inputs, targets=targets))


def run_plain(script: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-I", str(script)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)


def test_small_data_need_no_file(tmp_path: Path) -> None:
    script = tmp_path / "net.py"
    assert export_script(script, [segment_of(run().recipe, START)]) == (script,)
    assert [path.name for path in tmp_path.iterdir()] == ["net.py"]


@pytest.mark.parametrize(
    ("name", "beside"), [("net.py", "net.npz"), ("net", "net.npz"), ("net.v2.py", "net.v2.npz")]
)
def test_large_data_lie_beside_the_script(tmp_path: Path, name: str, beside: str) -> None:
    script = tmp_path / name
    assert export_script(script, [segment_of(large(), START)]) == (script, tmp_path / beside)
    done = run_plain(script)
    assert (done.returncode, done.stderr) == (0, "")


def test_script_without_its_data_says_so(tmp_path: Path) -> None:
    script, data = export_script(tmp_path / "net.py", [segment_of(large(), START)])
    data.unlink()
    done = run_plain(script)
    assert done.returncode == 1
    assert done.stderr == f"{data}: No such file or directory; it belongs beside this script\n"


def test_script_refuses_other_data(tmp_path: Path) -> None:
    script, data = export_script(tmp_path / "net.py", [segment_of(large(), START)])
    data.write_bytes(data.read_bytes() + b"\n")
    done = run_plain(script)
    assert done.returncode == 1
    assert done.stderr == f"{data}: not the file that was written with this script\n"


def test_files_of_an_earlier_export_are_replaced(tmp_path: Path) -> None:
    script, data = export_script(tmp_path / "net.py", [segment_of(large(1), START)])
    before = data.read_bytes()
    export_script(script, [segment_of(large(2), START)])
    assert data.read_bytes() != before
    assert run_plain(script).returncode == 0


def test_data_of_somebody_else_are_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "net.npz").write_bytes(b"mine")
    with pytest.raises(
        ExportError, match=r"net.npz: is there and does not belong to .*net.py; move"
    ):
        export_script(tmp_path / "net.py", [segment_of(large(), START)])
    assert (tmp_path / "net.npz").read_bytes() == b"mine"
    assert not (tmp_path / "net.py").exists()


def test_dataset_is_not_written_over(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("x,y\n1,2\n2,4\n")
    with pytest.raises(
        ExportError, match=r"own.csv: is what the recipe is read from; name another"
    ):
        export_script(own, [segment_of(run(str(own)).recipe, START)])
    assert own.read_text().startswith("x,y")


def test_weights_are_not_written_over(tmp_path: Path) -> None:
    own = tmp_path / "w.json"
    own.write_text("{}")
    recipe = replace(run().recipe, weights_path=str(own))
    with pytest.raises(ExportError, match=r"w.json: is what the recipe is read from"):
        export_script(own, [segment_of(recipe, START)])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/", "/: cannot be written (Is a directory); name another file"),
        ("/nowhere/net.py", "/nowhere/net.py: cannot be written (No such file or directory)"),
        ("/tmp/\0", "is not the name of a file"),
    ],
)
def test_path_that_cannot_be_written_is_named(path: str, message: str) -> None:
    with pytest.raises(ExportError) as refusal:
        export_script(Path(path), [segment_of(run().recipe, START)])
    assert message in str(refusal.value)


def test_pipe_gets_no_script_that_needs_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ExportError, match="6000 numbers are too many for the script itself"):
        export_script(pipe, [segment_of(large(), START)])
    with pytest.raises(ExportError, match="6000 numbers are too many for the script itself"):
        export_script(Path("/dev/stdout"), [segment_of(large(), START)])
