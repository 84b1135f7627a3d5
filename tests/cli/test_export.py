"""`nn-tui export`: a script on stdout or in a file, with the figures that `train` prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nn_tui.cli import export, train
from tests.cli.commands import Terminal, python


def printed_by(script: Path) -> str:
    words = [sys.executable, "-I", str(script)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


def large_file(tmp_path: Path) -> Path:
    path = tmp_path / "large.csv"
    path.write_text("x,y\n" + "".join(f"{n / 7},{n % 5}.5\n" for n in range(2501)))
    return path


def test_script_gives_what_train_gives(terminal: Terminal, tmp_path: Path) -> None:
    words = ("iris", "--epochs", "20", "--batch-size", "16", "--shuffle", "--seed", "3")
    assert terminal.run("export", "--to", "numpy", *words, "-o", tmp_path / "net.py").code == 0
    printed = printed_by(tmp_path / "net.py").splitlines()
    trained = terminal.run("train", *words, "--format", "json").json
    assert printed[:2] == [f"loss: {trained['loss']!r}", "outputs:"]
    first = [float(word) for word in printed[2].strip("[] ").split()]
    assert first == pytest.approx(trained["outputs"][0], rel=1e-7)


def test_stdout_gets_the_script_and_nothing_else(terminal: Terminal, tmp_path: Path) -> None:
    on_stdout = terminal.run("export", "xor", "--epochs", "3")
    named = terminal.run("export", "xor", "--epochs", "3", "-o", "-")
    in_file = terminal.run("export", "xor", "--epochs", "3", "-o", tmp_path / "net.py")
    assert (on_stdout.code, in_file.code, in_file.out) == (0, 0, "")
    assert on_stdout.out == named.out == (tmp_path / "net.py").read_text()
    understood = "nn-tui: xor: 4 rows, 2 inputs (x0, x1) -> y, two classes (0, 1)\n"
    assert on_stdout.err == in_file.err == understood


def test_file_is_replaced(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("# mine\n")
    assert terminal.run("export", "-o", tmp_path / "net.py").code == 0
    assert "mine" not in (tmp_path / "net.py").read_text()


def test_weights_of_a_run_are_taken(terminal: Terminal, tmp_path: Path) -> None:
    weights = tmp_path / "w.json"
    weights.write_text(terminal.run("train", "--format", "json").out)
    words = ("--weights", weights, "--epochs", "5")
    terminal.run("export", *words, "-o", tmp_path / "net.py")
    trained = terminal.run("train", *words, "--format", "json").json
    assert printed_by(tmp_path / "net.py").startswith(f"loss: {trained['loss']!r}\n")


def test_large_data_are_announced(terminal: Terminal, tmp_path: Path) -> None:
    source, script = large_file(tmp_path), tmp_path / "net.py"
    outcome = terminal.run("export", source, "--epochs", "2", "-o", script)
    assert outcome.code == 0
    assert outcome.err.splitlines()[-1] == (
        f"nn-tui: {script} reads its data from {tmp_path / 'net.npz'}, beside it"
    )
    trained = terminal.run("train", source, "--epochs", "2", "--format", "json").json
    assert printed_by(script).startswith(f"loss: {trained['loss']!r}\n")


def test_large_data_need_a_name(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.refusal("export", large_file(tmp_path)) == (
        "large: 5002 numbers are too many for the script itself; "
        "name the script with -o net.py, and they are written to net.npz beside it"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "nmpy"], "language nmpy: unknown; did you mean numpy? known: numpy"),
        (["-o"], "argument -o/--output: expected one argument"),
        (["-o", "/"], "/: cannot be written (Is a directory); name another file"),
        (["-o", "/nowhere/net.py"], "/nowhere/net.py: cannot be written (No such file or"),
        (["--ouput", "net.py"], "--ouput: unknown option; did you mean --output?"),
    ],
)
def test_refusals(terminal: Terminal, words: list[str], message: str) -> None:
    assert message in terminal.refusal("export", *words)


def test_every_option_of_train_that_makes_a_recipe_is_there() -> None:
    ours = set(vars(export.make_parser().parse([])))
    assert set(vars(train.make_parser().parse([]))) - ours == {
        "format",
        "save_weights",
        "history_every",
        "history_mb",
        "until",
    }


def test_script_is_ascii_where_stdout_is_not_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.csv"
    own.write_text("Länge,y\n1,2\n2,4\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    with python("-m", "nn_tui", "export", str(own), encoding="latin-1") as process:
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "1 input (L\\xe4nge)" in out


def test_names_keep_their_letters_in_a_file(terminal: Terminal, tmp_path: Path) -> None:
    own, script = tmp_path / "own.csv", tmp_path / "net.py"
    own.write_text("Länge,y\n1,2\n2,4\n", encoding="utf-8")
    terminal.run("export", own, "--epochs", "1", "-o", script)
    assert "1 input (Länge)" in script.read_text(encoding="utf-8")
    assert printed_by(script).startswith("loss: ")
