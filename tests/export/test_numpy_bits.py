"""Scripts run by plain Python: every array at the exporting cursor, bit for bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from nn_tui.data import Dataset, TargetKind
from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.arrays import Array
from nn_tui.engine.compatibility import check_pair
from nn_tui.engine.cursor import Cursor
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.freezing import Cells
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.program import Program
from nn_tui.export.freezing import freeze_statement
from nn_tui.export.segment import segment_of
from nn_tui.export.statement import Statement
from nn_tui.recipe.recipe import Recipe, choose
from tests.export.runs import (
    Run,
    assert_same_bits,
    edited,
    end_of,
    moments_of_epoch,
    run,
    run_scripts,
    run_with,
)

SLOPED = [activation.name for activation in ACTIVATIONS if activation.slope]

ORDERS: dict[str, dict[str, str]] = {
    "whole": {},
    "whole-shuffled": {"shuffle": "yes"},
    "batches": {"batch_size": "3"},
    "batches-shuffled": {"batch_size": "3", "shuffle": "yes"},
}
"""Each way to deal out rows; the last batch of 4 rows is short."""


def pairs() -> Iterator[tuple[str, str]]:
    for loss in LOSSES:
        for activation in ACTIVATIONS:
            try:
                check_pair(loss, activation)
            except NetworkError:
                continue
            yield loss.name, activation.name


def architectures() -> Iterator[tuple[str, Run]]:
    yield "classic", run(epochs="50")
    yield "no-epoch", run(at=(0, 0, 0), epochs="0")
    yield "no-epoch-batches", run(at=(0, 0, 0), batch_size="3", shuffle="yes")
    for hidden in ("none", "8,8", "1", "5,4,3"):
        for bias in ("yes", "no"):
            yield f"{hidden}-{bias}", run("xor", hidden=hidden, bias=bias, epochs="20")
    for name in SLOPED:
        yield f"hidden-{name}", run("moons", activation=name, epochs="4", batch_size="32")
    for loss, output in pairs():
        given = {"loss": loss, "output_activation": output, "learning_rate": "0.01"}
        dealt = {"epochs": "4", "batch_size": "40", "shuffle": "yes"}
        yield f"{loss}-{output}", run_with(given | dealt, "iris")
    for name in INITIALIZERS.names:
        yield f"init-{name}", run("iris", init=name, hidden="6,5", epochs="3", seed="4294967295")


def orders() -> Iterator[tuple[str, Run]]:
    for order, given in ORDERS.items():
        for epoch in (1, 2):
            last = run_with(given | {"hidden": "2", "epochs": str(epoch)}, "xor")
            for moment in moments_of_epoch(last.program, epoch):
                name = f"{order}-{moment.epoch}-{moment.batch}-{moment.op:02}"
                yield name, replace(last, cursor=moment)
    for size in ("1", "40", "149", "150", "151"):
        for shuffle in ("yes", "no"):
            given = {"batch_size": size, "shuffle": shuffle, "epochs": "3"}
            yield f"rows-{size}-{shuffle}", run_with(given, "iris")


def drawn_edits() -> Iterator[tuple[str, Run]]:
    stream = np.random.RandomState(5)
    for index in range(36):
        order = list(ORDERS)[index % 4]
        given = {
            "loss": ("squared", "mse", "bce")[index % 3],
            "hidden": ("3", "none", "4,2")[index // 4 % 3],
            "output_activation": "sigmoid",
            "epochs": "3",
        }
        base = run_with(given | ORDERS[order], "xor")
        moments = [
            moment for epoch in (1, 2, 3) for moment in moments_of_epoch(base.program, epoch)
        ]
        count = stream.randint(1, 6)
        places = [moments[place] for place in stream.randint(0, len(moments), count)]
        stop = moments[stream.randint(len(moments) // 2, len(moments))]
        edits = [drawn_edit(base, moment, stream) for moment in [Cursor(), *places]]
        yield f"edits-{order}-{index}", replace(base, cursor=stop, edits=edits)


def drawn_edit(base: Run, moment: Cursor, stream: np.random.RandomState) -> Statement:
    """Draw an edit of an array that this moment's iteration has written, or of a weight."""
    program = base.program
    current = [op.writes for op in program.ops(moment.batch)[: moment.op]] if moment.epoch else []
    current = [name for name in current if name not in ("order", "loss", "error", "epoch_x")]
    names = [*current, *program.network.parameters, "learning_rate"]
    name = names[stream.randint(len(names))]
    assert segment_of(base.recipe, moment).is_defined(name, moment)
    value = float(stream.standard_normal())
    if name == "learning_rate":
        return Statement(moment, f"learning_rate = {abs(value)!r}")
    place = "[-1]" if name.startswith("bias") and "[" not in name else "[0, -1]"
    return Statement(moment, f"{name}{place} = {value!r}")


def edits() -> Iterator[tuple[str, Run]]:
    files = run("xor", epochs="3", batch_size="3")
    shuffled = run("xor", epochs="3", batch_size="3", shuffle="yes")
    whole = run("classic", epochs="4")
    yield "l0-leaves-inputs", edited(files, ((1, 1, 1), "l0[0, 1] = 7.5"))
    yield "y-leaves-targets", edited(files, ((2, 2, 4), "y[0, 0] = 0.25"))
    yield "inputs-leave-l0", edited(files, ((2, 1, 2), "inputs[1, 0] = 3.0"))
    yield "inputs-at-once", edited(files, ((0, 0, 0), "inputs[3, 0] = -2.0"))
    yield "targets-leave-y", edited(files, ((2, 2, 3), "targets[3, 0] = 0.5"))
    yield "l0-leaves-epoch-x", edited(shuffled, ((1, 1, 4), "l0[0, 1] = 7.5"))
    yield "inputs-at-next-order", edited(shuffled, ((1, 2, 4), "inputs[0, 0] = 0.125"))
    yield "l0-stays", edited(whole, ((2, 1, 3), "l0[1, 1] = 0.5\ny[1, 0] = 0.75"))
    yield "matrix", edited(whole, ((3, 1, 2), "l1[...] = [[0.1, 0.2, 0.3, 0.4]] * 4"))
    yield "wrapped", edited(whole, ((3, 1, 7), "l1_error[0] = [\n    1.0, 2.0,\n    3.0, 4.0]"))
    yield "not-finite", edited(whole, ((4, 1, 6), "l2_delta[0, 0] = inf\nl2_delta[1, 0] = -nan"))
    yield (
        "in-place",
        edited(whole, ((2, 1, 12), "synapse_0 *= 0.5"), ((2, 1, 12), "synapse_1 += 1")),
    )
    yield "later", edited(replace(whole, cursor=Cursor(3, 1, 2)), ((3, 1, 3), "z2[0, 0] = 9.0"))
    yield "at-the-stop", edited(replace(whole, cursor=Cursor(3, 1, 2)), ((3, 1, 2), "l1[0, 0] = 9"))
    yield "last-line", edited(whole, ((4, 1, 14), "l2[2, 0] = 9"), ((4, 1, 14), "error = 0.5"))
    rates = [((e, 1, 1), f"learning_rate = {e / 8}") for e in (3, 1, 2)]
    yield "rates", edited(shuffled, *rates)


def frozen() -> Iterator[tuple[str, Run]]:
    """Freeze and free drawn cells at drawn moments, also between the updates of one batch."""
    stream = np.random.RandomState(8)
    for index in range(24):
        given = {"hidden": ("3", "none", "4,2")[index % 3], "bias": ("yes", "no")[index // 3 % 2]}
        order = list(ORDERS)[index % 4]
        base = run_with(given | ORDERS[order] | {"epochs": "4"}, "xor")
        program = base.program
        moments = [m for epoch in (1, 2, 3, 4) for m in moments_of_epoch(program, epoch)]
        places = [Cursor(), *(moments[i] for i in stream.randint(0, len(moments), 4))]
        edits = [
            freeze_statement(program, place, [drawn_cells(program, stream)], i != 2)
            for i, place in enumerate(sorted(places))
        ]
        stop = moments[stream.randint(len(moments) // 2, len(moments))]
        yield f"frozen-{order}-{index}", replace(base, cursor=stop, edits=edits)
    whole = run("classic", epochs="9")
    part = [Cells("synapse_1", (0, 0), (4, 1)), Cells("synapse_0", (0, 2), (3, 1))]
    freed = freeze_statement(whole.program, Cursor(6, 1, 1), part[:1], False)
    held = freeze_statement(whole.program, Cursor(3, 1, 11), part, True)
    yield "frozen-amid-updates", replace(whole, edits=[freed, held])
    yield "frozen-at-the-stop", replace(whole, cursor=held.cursor, edits=[held])
    yield (
        "frozen-with-edits",
        replace(whole, edits=[held, Statement(Cursor(4, 1, 2), "synapse_0[0, 2] = 0.25"), freed]),
    )


def drawn_cells(program: Program, stream: np.random.RandomState) -> Cells:
    shapes = list(program.network.parameters.items())
    name, shape = shapes[stream.randint(len(shapes))]
    start = tuple(int(stream.randint(size)) for size in shape)
    sizes = zip(shape, start, strict=True)
    return Cells(name, start, tuple(int(stream.randint(1, n - i + 1)) for n, i in sizes))


def given_arrays() -> Iterator[tuple[str, Run]]:
    stream = np.random.RandomState(6)
    large = dataset(stream.standard_normal((701, 7)), np.eye(3)[stream.randint(0, 3, 701)])
    recipe = Recipe(large, choose(large, {"epochs": "3", "batch_size": "64", "shuffle": "yes"}))
    yield "large", Run(recipe, end_of(recipe))
    whole = recipe.with_changes(batch_size=None, shuffle=False)
    yield "large-whole", Run(whole, end_of(whole))
    wide = dataset(stream.standard_normal((300, 64)), np.eye(10)[stream.randint(0, 10, 300)])
    wide_recipe = Recipe(wide, choose(wide, {"epochs": "3", "hidden": "64,33", "batch_size": "32"}))
    yield "wide", Run(wide_recipe, end_of(wide_recipe))
    for hidden in ((4, 3), (80, 70)):
        sized = recipe_with_weights(run("iris", epochs="3").recipe.with_changes(hidden=hidden))
        yield f"weights-{hidden[0]}", Run(sized, end_of(sized))
        both = recipe_with_weights(recipe.with_changes(hidden=hidden))
        edit = ((2, 3, 1), "inputs[0, 0] = 4\nsynapse_0[0, 0] = 0.0")
        yield f"large-weights-{hidden[0]}", edited(Run(both, end_of(both)), edit)


def dataset(inputs: Array, targets: Array) -> Dataset:
    names = tuple(f"x{k}" for k in range(inputs.shape[1]))
    classes = tuple(f"c{k}" for k in range(targets.shape[1]))
    return Dataset(
        name="drawn", title="", source="", teaches="", input_names=names, target_names=classes,
        inputs=inputs, targets=targets, kind=TargetKind.CLASSES, classes=classes, suggested={},
    )  # fmt: skip


def recipe_with_weights(recipe: Recipe) -> Recipe:
    stream = np.random.RandomState(7)
    shapes = recipe.network.parameters
    weights = {name: stream.standard_normal(shape) / 3 for name, shape in shapes.items()}
    return replace(recipe, weights=weights, weights_path="w.json")


RUNS = {
    name: one
    for source in (architectures, orders, drawn_edits, edits, frozen, given_arrays)
    for name, one in source()
}


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Array]]:
    return run_scripts(RUNS, tmp_path_factory.mktemp("scripts"))


@pytest.mark.parametrize("name", RUNS)
def test_script_leaves_the_bits_of_the_machine(
    left: dict[str, dict[str, Array]], name: str
) -> None:
    expected = RUNS[name].expected()
    assert RUNS[name].program.network.parameters.keys() <= expected.keys()
    assert_same_bits(left[name], expected)
