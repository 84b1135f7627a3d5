"""Everything about a run that a person chooses, but for the dataset."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.engine.activations import ACTIVATIONS
from nn_tui.engine.initializers import INITIALIZERS
from nn_tui.engine.losses import LOSSES
from nn_tui.engine.network import Network
from nn_tui.engine.optimizers import OPTIMIZERS
from nn_tui.engine.schedule import Schedule
from nn_tui.recipe.errors import RecipeError


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    """The choices of a run; each field's name is its option, its recipe key and its JSON key."""

    hidden: tuple[int, ...]
    """Units of each hidden layer; () for none."""
    activation: tuple[str, ...]
    """One name for all hidden layers, or one for each."""
    output_activation: str
    """Name of the output layer's activation."""
    bias: bool
    """Whether each layer after the input adds a bias."""
    init: str
    """Name of the initializer."""
    loss: str
    """Name of the loss."""
    optimizer: str
    """Name of the optimizer."""
    learning_rate: float
    """Step along the descent, greater than 0."""
    batch_size: int | None
    """Rows of a batch; None: all rows."""
    shuffle: bool
    """Whether each epoch takes the rows in an order of its own."""
    epochs: int
    """Where a run stops."""
    seed: int
    """Of weights and shuffling, 0 to 2**32 - 1."""
    standardize: bool
    """Whether inputs are brought to mean 0 and deviation 1."""

    def __post_init__(self) -> None:
        """Refuse unknown names; spell each as its registry does.

        Raises:
            RecipeError: A number of activations that does not fit the hidden layers.
            NetworkError: A name that is in no registry; the message suggests the closest.
        """
        spelled = {
            "activation": tuple(ACTIVATIONS[name].name for name in self.activation),
            "output_activation": ACTIVATIONS[self.output_activation].name,
            "init": INITIALIZERS[self.init].name,
            "loss": LOSSES[self.loss].name,
            "optimizer": OPTIMIZERS[self.optimizer].name,
        }
        for field, name in spelled.items():
            object.__setattr__(self, field, name)
        if len(self.activation) > 1 and len(self.activation) != len(self.hidden):
            raise RecipeError(
                f"activation {','.join(self.activation)}: {len(self.activation)} names for "
                f"{len(self.hidden)} hidden layer{'s' * (len(self.hidden) != 1)}; "
                "give one name, or one for each"
            )

    def network(self, inputs: int, outputs: int) -> Network:
        """Make the network for a dataset of that many columns.

        Raises:
            NetworkError: A pair of loss and activation that does not go together.
        """
        hidden = (
            self.activation * len(self.hidden) if len(self.activation) == 1 else self.activation
        )
        names = (*hidden, self.output_activation)
        return Network(
            sizes=(inputs, *self.hidden, outputs),
            activations=tuple(ACTIVATIONS[name] for name in names),
            has_bias=self.bias,
            loss=LOSSES[self.loss],
            optimizer=OPTIMIZERS[self.optimizer],
        )

    def schedule(self, rows: int) -> Schedule:
        """Deal that many rows out to batches."""
        batch_size = rows if self.batch_size is None else self.batch_size
        return Schedule(rows=rows, batch_size=batch_size, is_shuffled=self.shuffle)
