"""What stands before the loop of a script: imports, functions, data, settings, weights."""

from __future__ import annotations

from collections.abc import Iterator

from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.network import Network
from nn_tui.engine.program import Program
from nn_tui.export.data_file import GivenArrays
from nn_tui.recipe.recipe import Recipe
from nn_tui.text import printable


def heading(program: Program) -> str:
    """Say what the script is and how it is run.

    No text from outside: Python looks for the name of an encoding in the first two lines.
    """
    return (
        f"# The training of a {program.network.shape} network, operation by operation, in numpy "
        "alone.\n"
        "# Run it with Python: it prints the loss and the outputs. With python -i the arrays stay\n"
        "# at hand. On the same machine, with the same numpy and BLAS, their bits are the same."
    )


def imports(*, reads_file: bool, reads_non_finite: bool) -> str:
    """Import numpy, and what reading a file takes where there is one."""
    standard = "import hashlib\nimport io\nfrom pathlib import Path\n\n" if reads_file else ""
    non_finite = "\nfrom numpy import inf, nan" if reads_non_finite else ""
    return f"{standard}import numpy as np{non_finite}"


def definitions(network: Network) -> list[str]:
    """Define the functions that the listing calls, each once."""
    sources = [*(a.definition for a in network.activations), network.loss.definition]
    return [source for source in dict.fromkeys(sources) if source]


def data_lines(recipe: Recipe, given: GivenArrays) -> Iterator[str]:
    """Describe the data and give them, here or from the file's arrays."""
    yield f"# {printable(recipe.trained_dataset.understood, limit=500)}"
    for name, array in given.data.items():
        yield f"{name} = {given.source(name, array)}"


def setting_lines(recipe: Recipe, epochs: int) -> Iterator[str]:
    """Give the numbers that a person may want to change."""
    yield f"epochs = {epochs}"
    yield f"learning_rate = {recipe.hyperparameters.learning_rate!r}"


def weight_lines(recipe: Recipe, network: Network, given: GivenArrays) -> Iterator[str]:
    """Draw the weights in the order of the parameters, or give those that were read."""
    hyperparameters = recipe.hyperparameters
    source = INITIALIZERS[hyperparameters.init].source
    if not given.weights and "stream" in source:
        yield f"stream = np.random.RandomState({hyperparameters.seed})"
    for name, shape in network.parameters.items():
        if name in given.weights:
            yield f"{name} = {given.source(name, given.weights[name])}"
        elif len(shape) == 2:
            yield f"{name} = {source.format(n_in=shape[0], n_out=shape[1])}"
        else:
            yield f"{name} = np.zeros({shape[0]})"
