"""The program as a process: exit codes, streams, pipes, signals, and what it imports."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nn_tui import __version__
from nn_tui.cli.exits import Exit
from nn_tui.cli.main import COMMANDS, CliCommand, main
from tests.cli.commands import Terminal, environment, python, run_process


def test_result_is_on_stdout_and_the_rest_on_stderr() -> None:
    outcome = run_process("train", "--format", "json")
    assert outcome.code == 0
    assert round(json.loads(outcome.out)["outputs"][0][0], 8) == 0.16773399
    assert outcome.err.startswith("nn-tui: classic: ")


def test_bad_input_is_one_line_and_exit_code_2() -> None:
    outcome = run_process("train", "--seed", "x")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "nn-tui: seed x: must be a whole number, 0 to 4294967295\n"


def test_screen_without_a_terminal_exits_with_2() -> None:
    outcome = run_process()
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("nn-tui: the screen needs a terminal")


UNWANTED = ("textual", "rich", "plotext")


def loaded_by(code: str) -> list[str]:
    """Name what a process has loaded of the packages that draw."""
    listing = f"print([n for n in sys.modules if n.split('.')[0] in {UNWANTED}], file=sys.stderr)"
    with python("-c", f"import sys\n{code}\n{listing}") as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    loaded: list[str] = json.loads(err.splitlines()[-1].replace("'", '"'))
    return loaded


@pytest.mark.parametrize(
    "words", [["train", "--epochs", "1"], ["show", "l1", "--epoch", "1"], ["check"], ["datasets"]]
)
def test_command_loads_nothing_that_draws(words: list[str]) -> None:
    assert loaded_by(f"from nn_tui.cli.main import main\nmain({words})") == []


def test_lower_layers_load_nothing_that_draws() -> None:
    code = (
        "import importlib, pkgutil, nn_tui\n"
        "for layer in ('engine', 'data', 'recipe', 'debugger'):\n"
        "    package = importlib.import_module(f'nn_tui.{layer}')\n"
        "    for module in pkgutil.walk_packages(package.__path__, f'nn_tui.{layer}.'):\n"
        "        importlib.import_module(module.name)"
    )
    assert loaded_by(code) == []


@pytest.mark.parametrize(
    "words",
    [
        ["train"],
        ["train", "--format", "csv"],
        ["show", "l1", "--epoch", "1", "--format", "npy"],
        ["check"],
        ["datasets"],
        ["--help"],
    ],
)
def test_pipe_that_nobody_reads_is_no_fault(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with python("-m", "nn_tui", *words, stdout=writing) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert all(line.startswith("nn-tui: classic: ") for line in err.splitlines())


@pytest.mark.parametrize("words", [["train"], ["doctor"], ["--help"]])
def test_stdout_that_is_full_is_said_in_a_line(words: list[str]) -> None:
    with (
        Path("/dev/full").open("w") as full,
        python("-m", "nn_tui", *words, stdout=full) as process,
    ):
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.splitlines()[-1] == (
        "nn-tui: stdout: No space left on device: the results cannot be written; send them "
        "elsewhere"
    )


@pytest.mark.parametrize(("words", "code"), [(["train"], 0), (["train", "--seed", "x"], 2)])
def test_stderr_that_is_full_changes_no_exit_code(words: list[str], code: int) -> None:
    with (
        Path("/dev/full").open("w") as full,
        python("-m", "nn_tui", *words, stderr=full) as process,
    ):
        process.communicate(timeout=60)
    assert process.returncode == code


def test_result_that_has_no_stdout_is_said() -> None:
    closing = 'exec "$0" -m nn_tui train <&- >&-'
    done = subprocess.run(
        ["sh", "-c", closing, sys.executable],
        env=environment(), stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "stdout: Bad file descriptor: the results cannot be written" in done.stderr


def test_reader_that_leaves_early_is_no_fault() -> None:
    words = ["train", "--epochs", "20000", "--format", "csv"]
    with python("-m", "nn_tui", *words) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "epoch,loss,error\n"
        process.stdout.close()
        process.wait(timeout=60)
        err = process.stderr.read()
    assert process.returncode == 0
    assert len(err.splitlines()) == 1


def test_interrupt_exits_with_130() -> None:
    with python("-m", "nn_tui", "train", "--epochs", "1000000000000") as process:
        assert process.stderr is not None
        assert process.stderr.readline().startswith("nn-tui: classic: ")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "nn-tui: interrupted\n")


def fail(_arguments: object) -> Exit:
    raise RuntimeError("a bug\x1b[2J\x9b31m")


def test_fault_of_ours_exits_with_70_and_is_written_down(
    terminal: Terminal, state_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "train", CliCommand(COMMANDS["train"].make_parser, fail))
    outcome = terminal.run("train")
    assert (outcome.code, outcome.out) == (70, "")
    report = state_home / "nn-tui" / "fault-1.txt"
    assert outcome.err.splitlines() == [
        "nn-tui: a fault of nn-tui itself: RuntimeError: a bug\N{REPLACEMENT CHARACTER}[2J"
        "\N{REPLACEMENT CHARACTER}31m",
        f"nn-tui: the report is in {report}",
    ]
    assert "in fail" in report.read_text()


def test_fault_of_ours_that_cannot_be_written_down_is_printed(
    terminal: Terminal, state_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(state_home)
    state_home.write_text("in the way")
    monkeypatch.setitem(COMMANDS, "train", CliCommand(COMMANDS["train"].make_parser, fail))
    outcome = terminal.run("train")
    assert (outcome.code, outcome.out) == (70, "")
    assert "nn-tui: no report could be written: Not a directory" in outcome.err
    assert outcome.err.splitlines()[-1].startswith("RuntimeError: a bug\N{REPLACEMENT CHARACTER}")
    assert outcome.err.replace("\n", "").isprintable()


def test_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out == f"nn-tui {__version__}\n"


@pytest.mark.parametrize("words", [[], ["train"], ["show"], ["check"], ["datasets"]])
def test_help_goes_to_stdout(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([*words, "--help"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith(" ".join(["usage: nn-tui", *words]))


@pytest.mark.parametrize("words", [[], ["train"], ["show"], ["check"]])
def test_help_names_every_option_of_the_issue(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    listed = capsys.readouterr().out
    for option in (
        "--hidden", "--activation", "--output-activation", "--bias", "--no-bias", "--init",
        "--seed", "--loss", "--learning-rate", "--batch-size", "--shuffle", "--no-shuffle",
        "--epochs", "--target", "--standardize", "--no-standardize", "--weights", "examples:",
    ):  # fmt: skip
        assert option in listed


def test_characters_that_the_locale_has_not_are_spelled_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "greek.csv"
    path.write_text("x,y\n1,\N{GREEK SMALL LETTER ALPHA}\n2,b\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    outcome = run_process("export", str(path))
    assert outcome.code == 0
    assert "\\u03b1" in outcome.out
