"""Bad input: one line that names the value, the limit and the fix; exit code 2; no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import Terminal

COMMANDS = ["train", "check", "export", "quiz"]


def own_file(tmp_path: Path, content: str | bytes, name: str = "own.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


OPTIONS = [
    (["--learning-rate", "0"], "learning rate 0: must be greater than 0; try 0.1"),
    (["--learning-rate", "-1e3"], "learning rate -1e3: must be greater than 0; try 0.1"),
    (["--learning-rate=-.5"], "learning rate -.5: must be greater than 0; try 0.1"),
    (["--learning-rate", "-inf"], "learning rate -inf: must be finite; try 0.1"),
    (["--learning-rate", "nan"], "learning rate nan: must be finite; try 0.1"),
    (["--learning-rate", "0,1"], "learning rate 0,1: a decimal comma; write 0.1"),
    (["--hidden", "0"], "hidden 0: must be 1 or more; "),
    (["--hidden", "4,x"], "hidden x: must be a whole number, 1 or more; "),
    (
        ["--hidden", "100000000"],
        "a 3-100000000-1 network with batches of 4 rows would take 26 GB",
    ),
    (["--batch-size", "0"], "batch size 0: must be 1 or more, or all"),
    (["--batch-size", "-2"], "batch size -2: must be 1 or more, or all"),
    (["--epochs", "-1"], "epochs -1: must be 0 or more"),
    (["--seed", "1.5"], "seed 1.5: must be a whole number, 0 to 4294967295"),
    (["--seed", "-1"], "seed -1: must be 0 to 4294967295"),
    (["--seed", "4294967296"], "seed 4294967296: must be 0 to 4294967295"),
    (["--activation", "sigmoyd"], "activation sigmoyd: unknown; did you mean sigmoid? known: "),
    (["--activation", "tanh,relu"], "activation tanh,relu: 2 names for 1 hidden layer; give one"),
    (["--output-activation", "tan"], "activation tan: unknown; did you mean tanh? known: "),
    (["--loss", "squred"], "loss squred: unknown; did you mean squared? known: "),
    (["--init", "xavir"], "init xavir: unknown; did you mean xavier? known: "),
    (["--loss", "cross-entropy"], "loss cross-entropy with output activation sigmoid: "),
    (["--output-activation", "softmax"], "loss squared with output activation softmax: "),
    (["--activation", "softmax"], "activation softmax: for the output layer only; use "),
    (["--target", "z"], "target column z: unknown; known: x0, x1, x2, y"),
    (["--weights", "/nowhere.json"], "weights /nowhere.json: No such file or directory"),
    (["--weights", "/"], "weights /: Is a directory"),
    (["--hiden", "4"], "--hiden: unknown option; did you mean --hidden?"),
    (["--seed"], "argument --seed: expected one argument; see nn-tui "),
    (["xor", "moons"], "moons: unknown argument; see nn-tui "),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("words", "message"), OPTIONS, ids=lambda value: " ".join(value)[:30])
def test_option_is_refused(
    terminal: Terminal, command: str, words: list[str], message: str
) -> None:
    refusal = terminal.refusal(command, *words)
    assert message in refusal


@pytest.mark.parametrize(("words", "message"), OPTIONS, ids=lambda value: " ".join(value)[:30])
def test_option_of_the_screen_is_refused(
    terminal: Terminal, words: list[str], message: str
) -> None:
    assert message in terminal.refusal(*words)


FILES = [
    ("", "the file holds no rows"),
    ("# title: only this\n", "the file holds no rows"),
    ("x,y\n", "line 1 is a header and no rows follow"),
    (b"\x00\x01\x02", "holds binary data"),
    (b"\x89PNG\r\n\x1a\n\xff", "is not UTF-8"),
    ("x,y\n1,2\n1,2,3\n", "line 3: 3 cells, but the header (line 1) has 2"),
    ("x,y\n1,2\none,2\n", "line 3, column x: one is not a number"),
    ("x,y\n1,2\nnan,2\n", "line 3, column x: nan is not finite"),
    ("x,y\n1,2\n2,inf\n", "line 3, column y: inf is not finite"),
    ("x,y\n1,red\n2,red\n", "target column y: every row is red; there must be two classes"),
    ("# epochs: -3\nx,y\n1,2\n2,4\n", "epochs -3: must be 0 or more"),
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("content", "message"), FILES, ids=lambda value: repr(value)[:30])
def test_file_is_refused(
    terminal: Terminal, tmp_path: Path, command: str, content: str | bytes, message: str
) -> None:
    assert message in terminal.refusal(command, own_file(tmp_path, content))


def test_missing_file_is_named(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.refusal("train", tmp_path / "no.csv").endswith(
        "/no.csv: no such file; nn-tui datasets lists what is shipped"
    )


def test_directory_is_named(terminal: Terminal, tmp_path: Path) -> None:
    assert f"{tmp_path}: is a directory" in terminal.refusal("train", tmp_path)


def test_unknown_dataset_gets_the_closest(terminal: Terminal) -> None:
    assert terminal.refusal("train", "moon").startswith(
        "dataset moon: unknown; did you mean moons?"
    )


@pytest.mark.parametrize(
    ("typed", "meant"), [("trian", "train"), ("chek", "check"), ("dataset", "datasets")]
)
def test_misspelt_command_gets_the_closest(terminal: Terminal, typed: str, meant: str) -> None:
    assert terminal.refusal(typed).endswith(f"; did you mean nn-tui {meant}?")


def test_command_that_is_right_is_not_suggested(terminal: Terminal) -> None:
    assert "did you mean nn-tui" not in terminal.refusal("train", "chek")


def test_unknown_format_gets_the_closest(terminal: Terminal) -> None:
    assert "format jsn: unknown; did you mean json? known: table, json, csv" in terminal.refusal(
        "train", "--format", "jsn"
    )


def test_datasets_takes_no_arguments(terminal: Terminal) -> None:
    assert terminal.refusal("datasets", "iris").startswith("iris: unknown argument; see nn-tui ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no json", "not valid JSON: Expecting value at line 1, column 1"),
        ("[]", "must be an object"),
        ('{"synapse_0": [[1]]}', "no synapse_1: must hold synapse_0, synapse_1"),
        ('{"synapse_0": [[1]], "synapse_1": [[1]]}', "synapse_0 has shape (1, 1): must be (3, 4)"),
        ('{"synapse_0": [[1], [1, 2]], "synapse_1": [[1]]}', "synapse_0 has ragged rows"),
    ],
)
def test_weights_are_refused(
    terminal: Terminal, tmp_path: Path, content: str, message: str
) -> None:
    path = own_file(tmp_path, content, "w.json")
    assert terminal.refusal("train", "--weights", path).startswith(f"weights {path}: {message}")


def test_screen_without_a_terminal_is_refused(terminal: Terminal) -> None:
    reason = "stdin is redirected; without one use nn-tui train"
    assert terminal.refusal() == f"the screen needs a terminal: {reason}"


HOSTILE = "\x1b[2J\x1b]0;title\x07\x9b31m\r\u202e[bold red]"


@pytest.mark.parametrize("words", [["--epochs", "1"], ["--epochs", "1", "--format", "json"]])
def test_hostile_names_and_classes_do_no_harm(
    terminal: Terminal, tmp_path: Path, words: list[str]
) -> None:
    content = f'# title: \x1b[2J\x9b31m\nx,"{HOSTILE}"\n1,"a{HOSTILE}"\n2,"b{HOSTILE}"\n3,c\n'
    outcome = terminal.run("train", own_file(tmp_path, content, f"{HOSTILE}.csv"), *words)
    assert outcome.code == 0
    assert all(line.isprintable() for line in (outcome.out + outcome.err).split("\n"))


@pytest.mark.parametrize(
    "words",
    [
        [f"{HOSTILE}.csv"],
        ["--target", HOSTILE],
        ["--activation", HOSTILE],
        ["--hidden", HOSTILE],
        ["--loss", HOSTILE],
        ["--weights", HOSTILE],
        ["--format", HOSTILE],
        [f"--{HOSTILE}"],
        ["iris", HOSTILE],
    ],
)
def test_hostile_words_do_no_harm(terminal: Terminal, words: list[str]) -> None:
    assert "[bold red]" in terminal.refusal("train", *words)


def test_hostile_cell_does_no_harm(terminal: Terminal, tmp_path: Path) -> None:
    path = own_file(tmp_path, f'x,y\n1,2\n"{HOSTILE}",2\n')
    assert "is not a number" in terminal.refusal("train", path)
