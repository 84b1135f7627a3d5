"""`nn-tui show`: any array at any moment, as text and for scripts."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nn_tui.cli.exits import Exit
from nn_tui.cli.main import main
from nn_tui.debugger.moments import current_array
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from tests.cli.commands import Screen, Terminal
from tests.debugger.sessions import recipe_of

IRIS = ("iris", "--batch-size", "40", "--shuffle")
CURSOR_KEYS = ["epoch", "batch", "op", "ops_done"]


def show_json(terminal: Terminal, *words: object) -> Any:
    outcome = terminal.run("show", *words, "--format", "json")
    assert outcome.code == 0, outcome.err
    return outcome.json


def stepped(dataset: str, batch_size: str, shuffle: str, cursor: tuple[int, int, int]) -> Session:
    session = Session(recipe_of(dataset, batch_size=batch_size, shuffle=shuffle))
    while (session.cursor.epoch, session.cursor.batch, session.cursor.op) < cursor:
        session.step(Unit.OP)
    return session


def test_outputs_of_the_default_run_are_the_published_ones(terminal: Terminal) -> None:
    shown = show_json(terminal, "l2", "--epoch", "50")
    assert [round(output, 8) for (output,) in shown["values"]] == [
        0.16773399, 0.1427798, 0.84060332, 0.82558171,
    ]  # fmt: skip


def test_json_has_the_keys_of_the_contract(terminal: Terminal) -> None:
    shown = show_json(
        terminal, "l1_delta", *IRIS, "--epoch", "3", "--batch", "2", "--op", "l1_delta"
    )
    assert list(shown) == ["array", "shape", "values", "cursor"]
    assert (shown["array"], shown["shape"]) == ("l1_delta", [40, 8])
    assert np.shape(shown["values"]) == (40, 8)
    assert list(shown["cursor"]) == CURSOR_KEYS
    assert [shown["cursor"][key] for key in CURSOR_KEYS[:3]] == [3, 2, "l1_delta"]


@pytest.mark.parametrize(
    ("dataset", "batch_size", "shuffle"),
    [
        ("classic", "all", "no"),
        ("classic", "3", "yes"),
        ("iris", "40", "yes"),
        ("iris", "70", "no"),
    ],
)
@pytest.mark.parametrize("moment", [[], ["--op", "l1"], ["--batch", "1", "--op", "l1_delta"]])
def test_every_array_has_the_bits_of_single_steps(
    terminal: Terminal, dataset: str, batch_size: str, shuffle: str, moment: list[str]
) -> None:
    options = [f"--{'no-' * (shuffle == 'no')}shuffle", "--batch-size", batch_size]
    shown = show_json(terminal, "--all", dataset, *options, "--epoch", "3", *moment)
    cursor = shown["cursor"]
    place = (cursor["epoch"], cursor["batch"], cursor["ops_done"])
    expected = stepped(dataset, batch_size, shuffle, place).snapshot()
    assert list(shown["arrays"]) == list(expected.names)
    for name, described in shown["arrays"].items():
        values = current_array(expected, name)
        if values is None:
            assert described is None, name
            continue
        assert tuple(described["shape"]) == values.shape
        np.testing.assert_array_equal(
            np.array(described["values"], dtype=float), values, err_msg=name
        )


def test_cursor_given_back_is_the_same_moment(terminal: Terminal) -> None:
    first = show_json(terminal, "l1", *IRIS, "--epoch", "2", "--batch", "3")
    cursor = first["cursor"]
    again = ("--epoch", cursor["epoch"], "--batch", cursor["batch"], "--op", cursor["op"])
    assert show_json(terminal, "l1", *IRIS, *again) == first


def test_weights_are_those_of_train(terminal: Terminal) -> None:
    run = terminal.run("train", *IRIS, "--epochs", "4", "--format", "json").json
    for name, values in run["weights"].items():
        assert show_json(terminal, name, *IRIS, "--epoch", "4")["values"] == values
    assert show_json(terminal, "loss", *IRIS, "--epoch", "4")["values"] == run["loss"]
    assert show_json(terminal, "outputs", *IRIS, "--epoch", "4")["values"] == run["outputs"]


def test_moment_may_lie_beyond_the_epochs_of_the_run(terminal: Terminal) -> None:
    assert show_json(terminal, "l2", "--epochs", "3", "--epoch", "60")["cursor"]["epoch"] == 60


def test_gradient_is_the_negative_of_the_descent(terminal: Terminal) -> None:
    descent = show_json(terminal, "synapse_0_descent", "--epoch", "1")
    gradient = show_json(terminal, "synapse_0_gradient", "--epoch", "1")
    assert gradient["array"] == "synapse_0_gradient"
    np.testing.assert_array_equal(gradient["values"], -np.array(descent["values"]))


def test_rows_not_through_yet_are_null_and_a_dash(terminal: Terminal) -> None:
    words = ("outputs", "--batch-size", "3", "--epoch", "2", "--batch", "1", "--op", "outputs")
    values = show_json(terminal, *words)["values"]
    assert values[3] == [None]
    assert None not in [value for (value,) in values[:3]]
    assert terminal.run("show", *words).out.splitlines()[-1].split() == ["3", "-"]


def test_text_numbers_rows_as_the_dataset_does_in_full_precision(terminal: Terminal) -> None:
    words = ("l2", "--batch-size", "3", "--shuffle", "--epoch", "2", "--batch", "1")
    lines = terminal.run("show", *words).out.splitlines()
    assert lines[0] == "l2, 3 x 1, at epoch 2, batch 1, after synapse_0"
    assert lines[1].split() == ["row", "0"]
    order = show_json(terminal, "order", *words[1:])["values"][:3]
    cells = [line.split() for line in lines[2:]]
    assert [int(row) for row, _ in cells] == order
    assert [[float(value)] for _, value in cells] == show_json(terminal, *words)["values"]


def test_text_of_weights_a_vector_and_a_number(terminal: Terminal) -> None:
    weights = terminal.run("show", "synapse_1", "--epoch", "0").out.splitlines()
    assert weights[:2] == ["synapse_1, 4 x 1, at epoch 0", "                     0"]
    assert weights[2] == "0  -0.5910955005369651"
    assert terminal.run("show", "bias_1", "xor", "--epoch", "0").out == (
        "bias_1, 1, at epoch 0\n0  0.0\n"
    )
    assert terminal.run("show", "learning_rate", "--epoch", "0").out == (
        "learning_rate, one number, at epoch 0\n1.0\n"
    )


def test_columns_that_a_terminal_has_no_room_for_follow_below(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("show", "synapse_0", "xor", "--hidden", "9", "--epoch", "0")
    wide = terminal.run(*words).out.splitlines()
    assert len(wide) == 4
    monkeypatch.setenv("COLUMNS", "60")
    screen = Screen()
    monkeypatch.setattr("sys.stdout", screen)
    assert main(list(words)) == 0
    lines = screen.getvalue().splitlines()
    assert max(map(len, lines)) <= 60
    assert " ".join(lines[1::4]).split() == wide[1].split()
    first_row = " ".join(line.removeprefix("0") for line in lines[2::4])
    assert first_row.split() == wide[2].split()[1:]


def test_every_array_in_text_is_what_each_alone_is(terminal: Terminal) -> None:
    whole = terminal.run("show", "--all", "--epoch", "2", "--op", "l1")
    names = [text.split(",")[0] for text in whole.out.split("\n\n")]
    assert names == ["l0", "y", "z1", "l1", "synapse_0", "synapse_1", "learning_rate"]
    parts = [terminal.run("show", name, "--epoch", "2", "--op", "l1").out for name in names]
    assert whole.out == "\n".join(parts)
    assert "not computed yet at epoch 2, batch 1, after l1: z2, l2, l2_error" in whole.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["l1", "--epoch", "0"], "l1: not computed yet at epoch 0: nothing has run; "),
        (
            ["l2", "--epoch", "3", "--op", "l1"],
            "l2: not computed yet at epoch 3, batch 1, after l1",
        ),
        (
            ["l1_delta", *IRIS, "--epoch", "3", "--batch", "2", "--op", "l1"],
            "l1_delta: not computed yet at epoch 3, batch 2, after l1: l1_delta = l1_error * ",
        ),
        (["loss", *IRIS, "--epoch", "3", "--batch", "2"], "loss: not computed yet at epoch 3, "),
        (["l0", *IRIS, "--epoch", "0"], "l0: not computed yet at epoch 0"),
    ],
)
def test_array_not_computed_yet_exits_with_1_before_anything_is_trained(
    terminal: Terminal, words: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("nothing may be trained")

    monkeypatch.setattr(Session, "advance", refuse)
    outcome = terminal.run("show", *words)
    assert (outcome.code, outcome.out) == (1, "")
    assert len(outcome.err.splitlines()) == 1
    assert outcome.err.startswith(f"nn-tui: {message}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--epoch", "1"], "no array: name one, such as l1, or give --all"),
        (["l1"], "no epoch: give the moment, such as --epoch 3"),
        (["l1", "--epochs", "3"], "no epoch: give the moment, such as --epoch 3"),
        (["l1", "--epoch", "x"], "epoch x: must be a whole number, 0 or more"),
        (["l1", "--epoch", "-1"], "epoch -1: must be 0 or more"),
        (["l1", "--epoch", "9" * 16], "epoch 9999999999999999: must be 1000000000000000 or less"),
        (["l1", "--epoch", "1", "--batch", "0"], "batch 0: must be 1 or more"),
        (["l1", "--epoch", "1", "--batch", "2"], "batch 2: must be 1: an epoch takes 4 rows in 1 "),
        (["l1", "iris", "--epoch", "1", "--batch", "9"], "batch 9: must be 1 to 5: an epoch takes"),
        (
            ["l1", "--epoch", "1", "--op", "l1_dleta"],
            "op l1_dleta: unknown; did you mean l1_delta?",
        ),
        (["l1", "--epoch", "0", "--batch", "1"], "batch 1: epoch 0 is before the first batch and"),
        (
            ["l1_detla", "--epoch", "1"],
            "array l1_detla: unknown; did you mean l1_delta? known: l0,",
        ),
        (["xor", "--epoch", "1"], "xor: is a dataset; name an array before it: nn-tui show l1 xor"),
        (["l1", "xr", "--epoch", "1"], "dataset xr: unknown; did you mean xor?"),
        (["l1", "xor", "iris", "--epoch", "1"], "iris: unknown argument; see nn-tui show --help"),
        (["--all", "l1", "xor", "--epoch", "1"], "l1 and --all: name one array or take all, not "),
        (["l1", "--epoch", "1", "--format", "jsn"], "format jsn: unknown; did you mean json?"),
        (["l1", "--epoch", "1", "--format", "npz"], "format npz: holds every array: add --all"),
        (["--all", "--epoch", "1", "--format", "npy"], "format npy: holds one array: with --all"),
        (
            ["l1", "--epoch", "1", "-o", "/no/l1.npy"],
            "output /no/l1.npy: there is no directory /no;",
        ),
        (["l1", "--epoch", "1", "-o", "/"], "output /: is a directory; give another file"),
        (["l1", "--epoch", "1", "--lerning-rate", "2"], "--lerning-rate: unknown option; did you "),
        (["\x1b[2J", "--epoch", "1"], "array \N{REPLACEMENT CHARACTER}[2J: unknown; "),
        (["l1", "--epoch", "1", "--op", "\x1b"], "op \N{REPLACEMENT CHARACTER}: unknown; "),
    ],
    ids=lambda value: " ".join(value)[:30],
)
def test_words_that_cannot_be_used_are_refused(
    terminal: Terminal, words: list[str], message: str
) -> None:
    assert terminal.refusal("show", *words).startswith(message)


def test_options_may_stand_before_and_between_the_words(terminal: Terminal) -> None:
    plain = terminal.run("show", "l1", "xor", "--epoch", "2", "--seed", "3")
    assert terminal.run("show", "--epoch", "2", "l1", "--seed", "3", "xor") == plain
    assert plain.code == 0


DIVERGING = ("sine", "--activation", "relu", "--learning-rate", "5")


def test_divergence_on_the_way_exits_with_3_and_says_where(terminal: Terminal) -> None:
    outcome = terminal.run("show", "l2", *DIVERGING, "--epoch", "100")
    assert (outcome.code, outcome.out) == (3, "")
    assert "nn-tui: diverged: z2 is not finite at epoch 7, batch 1, in z2 = " in outcome.err


@pytest.mark.parametrize("words", [["--epoch", "6"], ["--epoch", "7", "--op", "l1"]])
def test_moment_before_the_divergence_is_shown(terminal: Terminal, words: list[str]) -> None:
    assert len(show_json(terminal, "l1", *DIVERGING, *words)["values"]) == 40


def test_binary_for_a_terminal_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", Screen())
    assert main(["show", "l1", "--epoch", "1", "--format", "npy"]) == Exit.BAD_INPUT
    assert capsys.readouterr().err == (
        "nn-tui: format npy: is binary, and stdout is a terminal; "
        "give -o FILE.npy, or send stdout to a file or a pipe\n"
    )


def test_npy_on_stdout_is_the_array(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["show", "synapse_0", "--epoch", "0", "--format", "npy"]) == 0
    array = np.load(io.BytesIO(capsysbinary.readouterr().out))
    assert array.tolist() == (2 * np.random.RandomState(1).random_sample((3, 4)) - 1).tolist()


@pytest.mark.parametrize("name", ["l1.npy", "l1.NPY"])
def test_file_ends_as_its_format(terminal: Terminal, tmp_path: Path, name: str) -> None:
    assert terminal.run("show", "l1", *IRIS, "--epoch", "2", "-o", tmp_path / name).out == ""
    array = np.load(tmp_path / name, allow_pickle=False)
    assert array.tolist() == show_json(terminal, "l1", *IRIS, "--epoch", "2")["values"]


def test_text_and_json_go_to_a_file(terminal: Terminal, tmp_path: Path) -> None:
    words = ("show", "l1", "--epoch", "2")
    terminal.run(*words, "-o", tmp_path / "l1.txt")
    assert (tmp_path / "l1.txt").read_text() == terminal.run(*words).out
    terminal.run(*words, "-o", tmp_path / "l1.json")
    assert (tmp_path / "l1.json").read_text() == terminal.run(*words, "--format", "json").out
    assert terminal.run(*words, "-o", "-") == terminal.run(*words)


def test_npz_holds_every_current_array_and_the_cursor(terminal: Terminal, tmp_path: Path) -> None:
    words = ("show", "--all", *IRIS, "--epoch", "2", "--batch", "3", "--op", "l2")
    terminal.run(*words, "-o", tmp_path / "all.npz")
    shown = json.loads(terminal.run(*words, "--format", "json").out)
    with np.load(tmp_path / "all.npz", allow_pickle=False) as members:
        current = {name: held for name, held in shown["arrays"].items() if held is not None}
        assert set(members.files) == {*current, "cursor"}
        for name, described in current.items():
            assert members[name].tolist() == described["values"], name
        cursor = shown["cursor"]
        assert members["cursor"].tolist() == [2, 3, cursor["ops_done"]]
