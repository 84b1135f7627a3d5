"""The verbs of the screen: one entry gives a verb its key, its footer label and its help."""

from __future__ import annotations

from dataclasses import dataclass

from nn_tui.debugger.commands import (
    Command,
    Halt,
    StartOver,
    StartWithNextSeed,
    StepBy,
    ToggleRun,
)
from nn_tui.debugger.session import Unit


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """One verb."""

    name: str
    """What it is called in the program."""
    key: str
    """The key as a person reads it."""
    binding: str
    """The key as Textual names it."""
    label: str
    """One word or two for the footer; "" for none."""
    about: str
    """A line for the help."""
    sends: Command | None = None
    """What the runner is asked; None: the screen does it itself."""

    @property
    def action(self) -> str:
        """The action of the main screen that does it."""
        return self.name if self.sends is None else f"send('{self.name}')"


_COMMANDS = (
    KeyCommand(
        "run", "space", "space", "run", "run to the last epoch, or pause where it is", ToggleRun()
    ),
    KeyCommand(
        "step_epoch", "n", "n", "epoch", "go to the end of this or the next epoch",
        StepBy(Unit.EPOCH),
    ),
    KeyCommand(
        "step_batch", "b", "b", "batch", "go to the end of this or the next batch",
        StepBy(Unit.BATCH),
    ),
    KeyCommand("step_op", "s", "s", "op", "do one line of the program", StepBy(Unit.OP)),
    KeyCommand(
        "start_over", "r", "r", "reset", "epoch 0 again: same seed, same weights", StartOver()
    ),
    KeyCommand(
        "new_seed", "R", "R", "reseed", "epoch 0 with the weights of the next seed",
        StartWithNextSeed(),
    ),
    KeyCommand("halt", "escape", "escape", "", "stop, and forget steps typed ahead", Halt()),
    KeyCommand("explain_keys", "?", "question_mark", "help", "this help"),
    KeyCommand("leave", "q", "q", "quit", "leave, without asking"),
)  # fmt: skip

COMMANDS = {command.name: command for command in _COMMANDS}
"""Every verb by name, in the order of the footer."""
