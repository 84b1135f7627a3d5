"""Scripts as text: short, plain, the listing as their body, and safe from the data's names."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import replace

import numpy as np
import pytest

from nn_tui.engine.cursor import Cursor
from nn_tui.engine.freezing import Cells
from nn_tui.export.errors import ExportError
from nn_tui.export.freezing import freeze_statement
from nn_tui.export.literals import array_source
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe
from tests.export.runs import Run, edited, run

CLASSIC = """\
# The training of a 3-4-1 network, operation by operation, in numpy alone.
# Run it with Python: it prints the loss and the outputs. With python -i the arrays stay
# at hand. On the same machine, with the same numpy and BLAS, their bits are the same.

import numpy as np


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


# classic: 4 rows, 3 inputs (x0, x1, x2) -> y, two classes (0, 1)
l0 = np.array(
    [
        [0.0, 0.0, 1.0],
        [0.0, 1.0, 1.0],
        [1.0, 0.0, 1.0],
        [1.0, 1.0, 1.0],
    ]
)
y = np.array([[0.0], [0.0], [1.0], [1.0]])

epochs = 50
learning_rate = 1.0
stream = np.random.RandomState(1)
synapse_0 = 2 * stream.random_sample((3, 4)) - 1
synapse_1 = 2 * stream.random_sample((4, 1)) - 1

for epoch in range(1, epochs + 1):
    z1 = l0 @ synapse_0
    l1 = sigmoid(z1)
    z2 = l1 @ synapse_1
    l2 = sigmoid(z2)
    l2_error = y - l2
    l2_delta = l2_error * (l2 * (1 - l2))
    l1_error = l2_delta @ synapse_1.T
    l1_delta = l1_error * (l1 * (1 - l1))
    synapse_1_descent = l1.T @ l2_delta
    synapse_0_descent = l0.T @ l1_delta
    synapse_1 += learning_rate * synapse_1_descent
    synapse_0 += learning_rate * synapse_0_descent
    loss = 0.5 * np.sum((y - l2) ** 2)
    error = np.mean(np.abs(y - l2))

outputs = l2
print("loss:", loss)
print("outputs:")
print(outputs)
"""


def loop_of(one: Run) -> str:
    text = one.script().text
    return text[text.index("for epoch in") : text.index("\n\n", text.index("for epoch in"))]


def test_classic_script_reads_like_the_article() -> None:
    assert run("classic", epochs="50").script().text == CLASSIC


def test_body_is_the_listing() -> None:
    one = run("iris", batch_size="40", shuffle="yes")
    program = one.program
    ops = [op.line for op in (*program.start, *program.iteration, *program.end)]
    around = ("for ", "stop = ")
    body = [line.strip() for line in loop_of(one).splitlines()]
    assert [line for line in body if not line.startswith(around)] == ops


def test_edits_stand_behind_their_line() -> None:
    one = run("xor", hidden="none", bias="no", batch_size="3", epochs="3")
    edits = [
        ((2, 2, 3), "z1[0, 0] = 0.5"),
        ((2, 2, 3), "synapse_0[1, 0] = 2"),
        ((1, 2, 11), "z1[0] = 1"),
    ]
    assert loop_of(edited(replace(one, cursor=Cursor(3, 1, 4)), *edits)) == (
        "for epoch in range(1, epochs + 1):\n"
        "    for batch, start in enumerate(range(0, len(inputs), 3), start=1):\n"
        "        stop = min(start + 3, len(inputs))\n"
        "        l0 = inputs[start:stop]\n"
        "        y = targets[start:stop]\n"
        "        z1 = l0 @ synapse_0\n"
        "        if epoch == 2 and batch == 2:\n"
        "            z1[0, 0] = 0.5\n"
        "            synapse_0[1, 0] = 2\n"
        "        l1 = sigmoid(z1)\n"
        "        if epoch == 3 and batch == 1:\n"
        "            break  # the run stands here\n"
        "        epoch_z[start:stop] = z1\n"
        "        outputs[start:stop] = l1\n"
        "        l1_error = y - l1\n"
        "        l1_delta = l1_error / l1.size\n"
        "        synapse_0_descent = l0.T @ l1_delta\n"
        "        synapse_0 += learning_rate * synapse_0_descent\n"
        "    if epoch == 3:\n"
        "        break\n"
        "    loss = np.mean(np.maximum(epoch_z, 0) - epoch_z * targets"
        " + np.log1p(np.exp(-np.abs(epoch_z))))\n"
        "    if epoch == 1:\n"
        "        z1[0] = 1\n"
        "    error = np.mean(np.abs(targets - outputs))"
    )


def test_edit_before_the_first_op_stands_before_the_loop() -> None:
    text = edited(run(), ((0, 0, 0), "synapse_0[1, 2] = 0.5")).script().text
    assert "- 1\nsynapse_0[1, 2] = 0.5\n\nfor epoch" in text


def test_frozen_weights_are_a_mask_before_the_loop_and_in_the_update() -> None:
    whole = run("classic", epochs="9")
    column = [Cells("synapse_0", (0, 2), (3, 1)), Cells("synapse_0", (1, 0), (1, 2))]
    held = freeze_statement(whole.program, Cursor(), column, is_frozen=True)
    freed = freeze_statement(whole.program, Cursor(5, 1, 1), column[:1], is_frozen=False)
    text = replace(whole, edits=[held, freed]).script().text
    assert (
        "frozen_synapse_0 = np.zeros((3, 4), dtype=bool)\n"
        "frozen_synapse_0[:, 2] = True\n"
        "frozen_synapse_0[1, 0:2] = True\n\n"
        "for epoch in"
    ) in text
    assert "    if epoch == 5:\n        frozen_synapse_0[:, 2] = False\n    l1 =" in text
    assert (
        "    synapse_1 += learning_rate * synapse_1_descent\n"
        "    synapse_0 += np.where(frozen_synapse_0, 0, learning_rate * synapse_0_descent)\n"
    ) in text


def test_weights_frozen_after_the_cursor_are_left_out() -> None:
    whole = run("classic", epochs="3")
    held = freeze_statement(
        whole.program, Cursor(4, 1, 1), [Cells("synapse_0", (0, 0), (1, 1))], True
    )
    assert replace(whole, edits=[held]).script() == whole.script()


def test_edit_after_the_cursor_is_left_out() -> None:
    at_once = run(at=(3, 1, 5))
    later = edited(at_once, ((3, 1, 6), "l2_delta[0, 0] = 1"), ((9, 9, 9), "nothing = 1"))
    assert later.script() == at_once.script()


@pytest.mark.parametrize(
    ("moment", "text", "message"),
    [
        ((1, 1, 1), "l1[0] = 1", "batch 1, op 1: l1[0] = 1: there is no l1 at that moment"),
        ((1, 1, 1), "learning_rat = 1", "there is no learning_rat at that moment"),
        ((1, 1, 1), "outputs[0] = 1", "there is no outputs at that moment"),
        ((1, 1, 1), "inputs[0] = 1", "there is no inputs at that moment"),
        ((1, 1, 15), "z1[0] = 1", "op 15: not in this run; the ops of that batch are 1 to 14"),
        ((1, 2, 1), "z1[0] = 1", "batch 2, op 1: not in this run; its batches are 1 to 1"),
        ((1, 1, 0), "z1[0] = 1", "op 0: not in this run; the ops of that batch are 1 to 14"),
    ],
)  # fmt: skip
def test_edit_that_the_script_cannot_hold_is_refused(
    moment: tuple[int, int, int], text: str, message: str
) -> None:
    with pytest.raises(ExportError) as refusal:
        edited(run(), (moment, text)).script()
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["", "l1[0] =", "print(l1)", "import os", "l1.flags = 1", "a, b = 1, 2", " l1[0] = 1", "\0"],
)
def test_statement_that_is_no_assignment_is_refused(text: str) -> None:
    with pytest.raises(ExportError, match=r"must be assignments such as synapse_0\[1, 2\] = 0.5"):
        Statement(Cursor(1, 1, 1), text)


def test_cursor_beyond_the_batch_is_refused() -> None:
    with pytest.raises(
        ExportError,
        match="epoch 2, batch 1, op 99: not in this run; the ops of that batch are 1 to 14",
    ):
        run(at=(2, 1, 99)).script()


def test_more_cells_than_a_script_holds_need_a_file() -> None:
    one = run("sine", at=(0, 0, 0))
    rows = [2500, 2501]
    assert [bool(with_rows(one, n).script("net.npz").data) for n in rows] == [False, True]
    with pytest.raises(ExportError, match=r"sine: 5002 numbers are too many for the script"):
        with_rows(one, 2501).script()


def with_rows(one: Run, rows: int) -> Run:
    dataset = one.recipe.dataset
    longer = replace(dataset, inputs=np.zeros((rows, 1)), targets=np.zeros((rows, 1)))
    return replace(one, recipe=Recipe(longer, one.recipe.hyperparameters))


EVIL = [
    "x\nimport os",
    "\r\nimport os\r",
    "\x0cimport os",
    "\u2028import os\x85",
    "\"\"\"\n'''",
    "coding: utf-7",
    "\\",
    "\ud800",
    "\0",
]


@pytest.mark.parametrize("name", EVIL, ids=ascii)
def test_names_of_the_data_stay_in_their_comment(name: str) -> None:
    plain = run("xor")
    dataset = replace(
        plain.recipe.dataset, name=name, title=name, input_names=(name, name), target_names=(name,)
    )
    evil = Recipe(dataset, plain.recipe.hyperparameters)
    text = replace(plain, recipe=evil).script().text
    assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(plain.script().text))
    encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
    assert encoding == "utf-8"


@pytest.mark.parametrize(
    "name", ['a".npz', "a'\n.npz", "{x}.npz", "\\.npz", "\u202e\udc80.npz"], ids=ascii
)
def test_name_of_the_data_file_stays_a_string(name: str) -> None:
    text = with_rows(run("sine"), 2501).script(name).text
    text.encode()
    strings = [n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant)]
    assert name in strings


@pytest.mark.parametrize("dataset", ["classic", "iris", "moons"])
def test_script_knows_nothing_of_who_wrote_it(dataset: str) -> None:
    text = with_rows(run("sine"), 2501).script("net.npz").text + run(dataset).script().text
    assert "nn_tui" not in text
    assert "nn-tui" not in text


@pytest.mark.parametrize(
    "array",
    [
        np.array([0.1, -0.0, 1e-300, 1.7976931348623157e308]),
        np.array([[1 / 3], [2 / 3], [5e-324]] * 40),
        np.arange(90.0).reshape(3, 30) / 7,
        np.array([[-0.0]]),
    ],
)
def test_array_reads_back_as_the_same_bits(array: np.ndarray) -> None:
    source = array_source(array)
    read = eval(source, {"np": np})
    assert (read.shape, read.tobytes()) == (array.shape, array.tobytes())
    assert max(map(len, source.splitlines())) <= 100


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        ((0, 0, 0), ['"loss: not yet computed"', '"outputs: not yet computed"']),
        ((1, 1, 9), ['"loss: not yet computed"', '"outputs, 0 where not yet computed:"']),
        ((2, 1, 9), ['"loss of epoch 1:", loss', '"outputs:"']),
        ((2, 2, 21), ['"loss:", loss', '"outputs:"']),
    ],
)
def test_what_is_not_computed_yet_is_said(at: tuple[int, int, int], printed: list[str]) -> None:
    one = run("xor", at=at, batch_size="3")
    shown = [line for line in one.script().text.splitlines() if line.startswith('print("')]
    assert shown == [f"print({s})" for s in printed]
