"""Scripts of runs that were continued with other rows and batches: a loop for each segment."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.data.revision import write_cells
from nn_tui.debugger.changes import apply
from nn_tui.debugger.commands import ToggleFrozen
from nn_tui.debugger.parts import part_of
from nn_tui.debugger.rows import change_row, leave_out
from nn_tui.debugger.script import export_session, segments_of
from nn_tui.debugger.session import Session
from nn_tui.debugger.unit import Unit
from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.cursor import Cursor
from nn_tui.export.numpy_script import write_numpy
from tests.debugger.scripted import change, set_cells
from tests.debugger.sessions import session_of
from tests.export.runs import arrays_of, assert_same_bits

KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "classic": ("classic", {}),
    "xor": ("xor", {"batch_size": "3", "shuffle": "yes"}),
    "squared": ("xor", {"batch_size": "2", "loss": "squared", "output_activation": "tanh"}),
    "standardized": ("classic", {"standardize": "yes", "loss": "mse"}),
    "moons": ("moons", {"batch_size": "64", "learning_rate": "0.05"}),
    "iris": ("iris", {"batch_size": "40", "shuffle": "yes", "standardize": "yes"}),
    "sine": ("sine", {"shuffle": "yes", "learning_rate": "0.01"}),
}

SLOPED = [activation.name for activation in ACTIVATIONS if activation.slope]


def drawn_architecture(stream: np.random.RandomState) -> dict[str, str]:
    hidden = str(stream.choice(["none", "1", "4", "3,2", "3,2,2"]))
    activation = str(stream.choice(SLOPED))
    return {"hidden": hidden, "activation": activation, "bias": str(stream.choice(["yes", "no"]))}


def continue_otherwise(session: Session, stream: np.random.RandomState) -> None:
    """Draw other batches, another order or other rows, for now or for the next epoch."""
    dataset = session.planned.dataset
    row = int(stream.randint(dataset.rows))
    match stream.randint(5):
        case 0:
            session.edit("batch_size", str(stream.choice(["1", "2", "3", "50", "all"])))
        case 1:
            session.edit("shuffle", "no" if session.planned.hyperparameters.shuffle else "yes")
        case 2:
            cells = list(write_cells(dataset, row))
            cells[0] = repr(float(stream.standard_normal()))
            cells[-1] = write_cells(dataset, int(stream.randint(dataset.rows)))[-1]
            change_row(session, row, tuple(cells))
        case _:
            is_left_out = row not in dataset.left_out
            if not is_left_out or len(dataset.left_out) < dataset.rows - 2:
                leave_out(session, row, is_left_out)


def drawn_session(kind: str, number: int) -> Session:
    """Train, change this and that, go back and begin branches, and stop at a drawn moment."""
    stream = np.random.RandomState([number, 7, len(kind)])
    dataset, given = KINDS[kind]
    session = session_of(dataset, **given, **drawn_architecture(stream))
    for _ in range(stream.randint(2, 9)):
        ops = int(2 * session.machine.program.epoch_length * stream.random_sample())
        if stream.random_sample() < 0.8:
            session.advance(ops)
        for _ in range(stream.randint(1, 4)):
            continue_otherwise(session, stream)
            if stream.random_sample() < 0.5:
                change(session, stream)
            if stream.random_sample() < 0.3:
                session.step(Unit.EPOCH)
        if stream.random_sample() < 0.2:
            session.back(Unit.EPOCH)
    session.advance(int(3 * session.machine.program.epoch_length * stream.random_sample()))
    return session


RUNS = {f"{kind}-{number:02}": (kind, number) for kind in KINDS for number in range(12)}


@pytest.fixture(scope="module")
def sessions() -> dict[str, Session]:
    return {name: drawn_session(*drawn) for name, drawn in RUNS.items()}


@pytest.mark.parametrize("name", RUNS)
def test_script_leaves_the_bits_of_the_session(
    sessions: dict[str, Session], left: dict[str, dict[str, Array]], name: str
) -> None:
    session = sessions[name]
    assert_same_bits(left[name], arrays_of(session.snapshot(), session.machine))


def test_drawn_runs_have_several_segments(sessions: dict[str, Session]) -> None:
    counts = [len(segments_of(session.timeline.place)) for session in sessions.values()]
    assert min(counts) >= 1
    assert sum(count > 2 for count in counts) > len(counts) / 2
    wholes = [s.is_whole for one in sessions.values() for s in segments_of(one.timeline.place)[1:]]
    assert {True, False} == set(wholes)


def script_of(session: Session) -> str:
    return write_numpy(segments_of(session.timeline.place), "net.npz").text


LOOPS = """\
for epoch in range(1, 3):
    z1 = l0 @ synapse_0
    if epoch == 2:
        learning_rate = 0.5
    l1 = sigmoid(z1)
    l1_error = y - l1
    l1_delta = l1_error * (l1 * (1 - l1))
    synapse_0_descent = l0.T @ l1_delta
    synapse_0 += learning_rate * synapse_0_descent
    loss = 0.5 * np.sum((y - l1) ** 2)
    error = np.mean(np.abs(y - l1))

# From epoch 3 on: 3 of 4 rows in batches of 2, shuffled anew each epoch.
inputs = np.delete(inputs, 1, axis=0)
inputs[0] = [0.5, 0.0, 1.0]
targets = np.delete(targets, 1, axis=0)
epoch_outputs = np.zeros(targets.shape)
outputs = np.zeros(targets.shape)
synapse_0[2, 0] = 0.25

for epoch in range(3, epochs + 1):
    order = np.random.RandomState([1, 0, epoch]).permutation(len(inputs))
    epoch_x = inputs[order]
    epoch_y = targets[order]
    for batch, start in enumerate(range(0, len(inputs), 2), start=1):
        stop = min(start + 2, len(inputs))
        l0 = epoch_x[start:stop]
        y = epoch_y[start:stop]
        z1 = l0 @ synapse_0
        if epoch == 4 and batch == 2:
            break  # the run stands here
        l1 = sigmoid(z1)
        epoch_outputs[start:stop] = l1
        l1_error = y - l1
        l1_delta = l1_error * (l1 * (1 - l1))
        synapse_0_descent = l0.T @ l1_delta
        synapse_0 += learning_rate * synapse_0_descent
    if epoch == 4:
        break
    loss = 0.5 * np.sum((epoch_y - epoch_outputs) ** 2)
    error = np.mean(np.abs(epoch_y - epoch_outputs))
    outputs[order] = epoch_outputs

# The rows that have gone through in the unfinished epoch.
outputs[order[:2]] = epoch_outputs[:2]
print("loss of epoch 3:", loss)
print("outputs:")
print(outputs)
"""


def test_each_segment_is_a_loop_and_what_changes_stands_between() -> None:
    session = session_of(hidden="none")
    session.go_to(Cursor(2, 1, 1))
    session.edit("learning_rate", "0.5")
    session.edit("batch_size", "2")
    session.edit("shuffle", "yes")
    leave_out(session, 1)
    change_row(session, 0, ("0.5", "0", "1", "0"))
    session.step(Unit.EPOCH)
    set_cells(session, "synapse_0", (2, 0), [[0.25]])
    session.go_to(Cursor(4, 2, 3))
    text = script_of(session)
    assert text[text.index("for epoch") :] == LOOPS
    opening = text[text.index("\nepochs = ") : text.index("\nfor epoch")]
    assert opening.startswith("\nepochs = 4\nlearning_rate = 1.0\n")
    assert opening.endswith("\nl0 = inputs.copy()\ny = targets.copy()\n")
    assert "\ninputs = np.array(\n" in text
    assert "nn_tui" not in text


def between(session: Session) -> list[str]:
    """Give the lines between the last two loops, the first one a comment."""
    text = script_of(session)
    return text[text.rindex("\n# From epoch") : text.rindex("\n\nfor epoch")].strip().split("\n")


def test_row_taken_in_again_is_inserted_at_its_place() -> None:
    session = session_of()
    leave_out(session, 1)
    leave_out(session, 3)
    session.step(Unit.EPOCH)
    leave_out(session, 1, is_left_out=False)
    session.step(Unit.EPOCH)
    assert between(session) == [
        "# From epoch 2 on: 3 of 4 rows in one batch.",
        "inputs = np.insert(inputs, 1, [0.0, 1.0, 1.0], axis=0)",
        "targets = np.insert(targets, 1, [0.0], axis=0)",
        "l0 = inputs.copy()",
        "y = targets.copy()",
    ]


def test_inputs_in_other_units_are_given_anew() -> None:
    session = session_of(standardize="yes")
    session.step(Unit.EPOCH)
    change_row(session, 0, ("3", "0", "1", "0"))
    session.step(Unit.EPOCH)
    lines = between(session)
    assert lines[:3] == ["# From epoch 2 on: 4 rows in one batch.", "inputs = np.array(", "    ["]
    assert not any(line.startswith("targets") for line in lines)


def test_inputs_too_many_for_the_script_are_given_anew_by_the_file() -> None:
    session = session_of("moons", standardize="yes")
    session.step(Unit.EPOCH)
    cells = write_cells(session.recipe.dataset, 3)
    for number in range(12):
        change_row(session, 3, (repr(2.0 + number), *cells[1:]))
        session.step(Unit.EPOCH)
    script = write_numpy(segments_of(session.timeline.place), "net.npz")
    assert between(session)[1] == 'inputs = arrays["inputs_13"]'
    assert script.data
    assert "np.array(" not in script.text


def test_mask_is_made_where_it_is_first_needed_and_kept() -> None:
    session = session_of("xor")
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    apply(ToggleFrozen(part_of("synapse_0[1,0]")), session)
    session.step(Unit.EPOCH)
    session.edit("batch_size", "all")
    session.step(Unit.EPOCH)
    text = script_of(session)
    assert text.count("frozen_synapse_0 = np.zeros((2, ") == 1
    assert text.count("synapse_0 += np.where(frozen_synapse_0, 0, ") == 2
    first_loop = text[text.index("for epoch") : text.index("# From epoch 2 on")]
    assert "frozen" not in first_loop


def test_segment_in_which_nothing_was_trained_is_none() -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "2")
    set_cells(session, "synapse_1", (0, 0), [[0.5]])
    set_cells(session, "l2", (0, 0), [[0.5]])
    session.edit("batch_size", "3")
    session.step(Unit.BATCH)
    text = script_of(session)
    assert text.count("for epoch in") == 2
    assert between(session)[-1] == "synapse_1[0, 0] = 0.5"
    assert "l2[0, 0]" not in text


def test_script_at_the_end_of_a_segment_goes_on_with_the_next(tmp_path: Path) -> None:
    session = session_of()
    session.step(Unit.EPOCH)
    session.edit("batch_size", "3")
    assert session.machine.program.schedule.batches == 2
    text = script_of(session)
    assert text.endswith('print("loss:", loss)\nprint("outputs: not yet computed")\n')
    assert "for epoch in range(2, epochs + 1):" in text
    export_session(session, tmp_path / "net.py")
    assert (tmp_path / "net.py").read_text() == text


def test_change_that_waits_is_not_there_yet() -> None:
    session = session_of()
    session.go_to(Cursor(2, 1, 3))
    session.edit("batch_size", "3")
    assert script_of(session).count("for epoch in") == 1
