"""What is trained: the sizes, activations and loss of a feed-forward network."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nn_tui.engine.activations import Activation
from nn_tui.engine.arrays import Array
from nn_tui.engine.compatibility import check_pair
from nn_tui.engine.errors import NetworkError
from nn_tui.engine.initializers import Initializer
from nn_tui.engine.losses import Loss
from nn_tui.engine.optimizers import Optimizer


@dataclass(frozen=True, slots=True)
class Network:
    """A feed-forward network and how it is trained, without data and without weights."""

    sizes: tuple[int, ...]
    """Units of each layer, inputs first: (3, 4, 1)."""
    activations: tuple[Activation, ...]
    """One for each layer after the input; the last is the output's."""
    has_bias: bool
    """Whether each layer after the input adds a bias."""
    loss: Loss
    """What the output is judged by."""
    optimizer: Optimizer
    """How a descent becomes a step."""

    def __post_init__(self) -> None:
        """Refuse what cannot be built.

        Raises:
            NetworkError: A layer without units, an activation too few or too many, an activation
                without a slope below the output, or a refused pair of loss and activation.
        """
        for size in self.sizes:
            if size < 1:
                raise NetworkError(f"layer of {size} units: must have at least 1")
        if len(self.activations) != self.depth:
            raise NetworkError(
                f"{len(self.activations)} activations for {self.depth} layers: must be one each"
            )
        for activation in self.activations[:-1]:
            if activation.slope is None:
                raise NetworkError(
                    f"activation {activation.name}: for the output layer only; "
                    "use sigmoid, tanh, relu, leaky_relu or linear in hidden layers"
                )
        check_pair(self.loss, self.activations[-1])

    @property
    def shape(self) -> str:
        """Units of each layer, as a person says them: 3-4-1."""
        return "-".join(map(str, self.sizes))

    @property
    def depth(self) -> int:
        """L, the number of layers after the input: l{depth} is the output."""
        return len(self.sizes) - 1

    @property
    def parameters(self) -> dict[str, tuple[int, ...]]:
        """The shape of each parameter by name, in the order synapse_0, bias_0, synapse_1, ..."""
        shapes: dict[str, tuple[int, ...]] = {}
        for k, (n_in, n_out) in enumerate(zip(self.sizes, self.sizes[1:], strict=False)):
            shapes[f"synapse_{k}"] = (n_in, n_out)
            if self.has_bias:
                shapes[f"bias_{k}"] = (n_out,)
        return shapes

    @property
    def parameter_count(self) -> int:
        """How many weights and biases there are."""
        return sum(math.prod(shape) for shape in self.parameters.values())

    def draw(self, initializer: Initializer, seed: int) -> dict[str, Array]:
        """Draw the starting weights from one stream, in the order synapse_0, synapse_1, ...

        Args:
            initializer: How each synapse is drawn; biases start at 0.
            seed: Of numpy's RandomState, whose stream is promised not to change (NEP 19).

        Returns:
            Each parameter by name: (n_in, n_out) for synapses, (n_out,) for biases.
        """
        stream = np.random.RandomState(seed)
        return {
            name: initializer.draw(stream, *shape) if len(shape) == 2 else np.zeros(shape)
            for name, shape in self.parameters.items()
        }
