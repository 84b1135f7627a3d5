from __future__ import annotations

import pytest

from nn_tui.ui.render.shapes import Shape, names_in, shape_text, shapes_in
from tests.ui.render.moments import moment_of

SHAPES: dict[str, Shape] = {
    "l0": (4, 3),
    "z1": (4, 5),
    "l1": (4, 5),
    "l1_error": (4, 5),
    "l1_delta": (4, 5),
    "y": (4, 2),
    "z2": (4, 2),
    "l2": (4, 2),
    "l2_error": (4, 2),
    "l2_delta": (4, 2),
    "synapse_0": (3, 5),
    "synapse_1": (5, 2),
    "synapse_1_descent": (5, 2),
    "synapse_0_descent": (3, 5),
    "bias_0": (5,),
    "bias_0_descent": (5,),
    "velocity_1": (5, 2),
    "frozen_synapse_1": (5, 2),
    "learning_rate": (),
    "loss": (),
    "order": (9,),
    "inputs": (9, 3),
    "epoch_x": (9, 3),
    "outputs": (9, 2),
    "epoch_outputs": (9, 2),
}


def notes(code: str) -> tuple[str, ...]:
    return shapes_in(code, tuple((n, SHAPES[n]) for n in names_in(code) if n in SHAPES))


@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        ("z1 = l0 @ synapse_0", "(4,5) = (4,3) @ (3,5)"),
        ("z1 = l0 @ synapse_0 + bias_0", "(4,5) = (4,3) @ (3,5) + (5,)"),
        ("l1 = sigmoid(z1)", "(4,5)"),
        ("l1 = sigmoid(l0 @ synapse_0)", "(4,5) = (4,3) @ (3,5)"),
        ("l2_error = y - l2", "(4,2) = (4,2) - (4,2)"),
        ("l1_delta = l1_error * (l1 * (1 - l1))", "(4,5) = (4,5) * (4,5)"),
        ("l1_delta = l1_error * (1 - l1 * l1)", "(4,5) = (4,5) * (4,5)"),
        ("l1_delta = l1_error * (z1 > 0)", "(4,5) = (4,5) * (4,5)"),
        ("l1_delta = l1_error * np.where(z1 > 0, 1, 0.01)", "(4,5) = (4,5) * (4,5)"),
        ("l1_delta = l1_error * 1", "(4,5)"),
        ("l2_delta = l2_error * (l2 * (1 - l2)) * (2 / l2.size)", "(4,2) = (4,2) * (4,2)"),
        ("l2_delta = l2_error / len(l2)", "(4,2)"),
        ("l1_error = l2_delta @ synapse_1.T", "(4,5) = (4,2) @ (2,5)"),
        ("synapse_0_descent = l0.T @ l1_delta", "(3,5) = (3,4) @ (4,5)"),
        ("bias_0_descent = l1_delta.sum(axis=0)", "(5,) = sum of (4,5)"),
        ("synapse_1 += learning_rate * synapse_1_descent", "(5,2) += (5,2)"),
        ("synapse_1 -= learning_rate * velocity_1", "(5,2) -= (5,2)"),
        (
            "synapse_1 += np.where(frozen_synapse_1, 0, learning_rate * synapse_1_descent)",
            "(5,2) += (5,2)",
        ),
        ("loss = 0.5 * np.sum((y - l2) ** 2)", "scalar = sum of (4,2)"),
        ("loss = -np.sum(y * log_softmax(z2)) / len(y)", "scalar = sum of (4,2)"),
        ("loss = np.mean(np.maximum(z2, 0) - z2 * y)", "scalar = mean of (4,2)"),
        ("epoch_x = inputs[order]", "(9,3) = rows of (9,3)"),
        ("l0 = epoch_x[start:stop]", "(4,3) = rows of (9,3)"),
        ("outputs[start:stop] = l2", "rows of (9,2) = (4,2)"),
        ("outputs[order] = epoch_outputs", "rows of (9,2) = (9,2)"),
    ],
)
def test_shapes_stand_in_place_of_arrays(code: str, shapes: str) -> None:
    assert notes(code)[0] == shapes


@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        ("order = np.random.RandomState([1, 0, epoch]).permutation(len(inputs))", ("(9,)",)),
        ("z1 = l0 @ unknown", ("(4,5)",)),
        ("z1 = l0 @ l0", ("(4,5)",)),
        ("z1 = concatenated(l0)", ("(4,5)",)),
        ("l1 = [z1 for _ in z1]", ("(4,5)",)),
        ("unknown = l0", ()),
        ("not python", ()),
        ("z1", ()),
        ("", ()),
    ],
)
def test_line_that_is_not_understood_has_the_shape_of_what_it_writes(
    code: str, shapes: tuple[str, ...]
) -> None:
    assert notes(code) == shapes


def test_shape_of_what_is_written_comes_second() -> None:
    assert notes("z1 = l0 @ synapse_0")[1:] == ("(4,5)",)


def test_names_come_in_the_order_of_reading_each_once() -> None:
    assert set(names_in("l1_delta = l1_error * (l1 * (1 - l1))")) == {"l1_delta", "l1_error", "l1"}
    assert names_in("l1_delta = l1_error * (l1 * (1 - l1))")[0] == "l1_delta"


@pytest.mark.parametrize(
    ("shape", "text"), [((), "scalar"), ((4,), "(4,)"), ((4, 3), "(4,3)"), ((0, 3), "(0,3)")]
)
def test_shape_is_written_as_numpy_does(shape: Shape, text: str) -> None:
    assert shape_text(shape) == text


@pytest.mark.parametrize("loss", ["squared", "mse", "bce", "cross-entropy"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu", "linear"])
def test_every_line_of_every_program_has_its_shape(loss: str, activation: str) -> None:
    output = {"bce": "sigmoid", "cross-entropy": "softmax"}.get(loss, "tanh")
    given = {"loss": loss, "output_activation": output, "activation": activation, "bias": "yes"}
    moment = moment_of("iris", given={**given, "batch_size": "40", "shuffle": "yes"})
    program = moment.program
    for op in program.start + program.iteration + program.end:
        names = names_in(op.line)
        shapes = tuple((n, moment.shape(n)) for n in names if n in moment.names)
        alone = shapes_in(op.line, shapes)[-1]
        assert alone.removeprefix("rows of ") == shape_text(moment.shape(op.writes))
