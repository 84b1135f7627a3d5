"""The verbs of the screen: one entry gives a verb its key, footer label, palette entry and help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding

from nn_tui.debugger.breaks.commands import ContinueBack, ContinueRun
from nn_tui.debugger.commands import (
    Command,
    GoFaster,
    GoSlower,
    Halt,
    StartOver,
    StartWithNextSeed,
    StepBy,
    ToggleRun,
    WriteScript,
)
from nn_tui.debugger.destinations import Landmark
from nn_tui.debugger.travel import GoTo, GoToEnd, PassLandmark, Redo, StepBack, SwitchBranch, Undo
from nn_tui.debugger.unit import Unit
from nn_tui.engine.cursor import START


@dataclass(frozen=True, slots=True)
class KeyCommand:
    """One verb, of the whole screen or of one panel."""

    name: str
    """What it is called in the program; the action that does it, where `does` names no other."""
    key: str
    """The key as a person reads it."""
    binding: str
    """The keys as Textual names them, separated by commas."""
    label: str
    """One word or two for the footer; "" for none."""
    about: str
    """A line for help and palette."""
    sends: Command | None = None
    """What the runner is asked; None: who binds the key does it."""
    does: str = ""
    """The action that does it, where that is not called as the verb is, or is told how."""

    @property
    def action(self) -> str:
        """The action that does it, in the namespace of who binds the key."""
        return self.does or (self.name if self.sends is None else f"send('{self.name}')")


def bindings_of(commands: Sequence[KeyCommand]) -> list[Binding]:
    """Bind the keys of some verbs."""
    return [Binding(c.binding, c.action, c.label, show=False) for c in commands]


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
    KeyCommand("back_op", "S", "S", "back", "one line back", StepBack(Unit.OP)),
    KeyCommand("back_epoch", "N", "N", "", "back to the end of the epoch before",
        StepBack(Unit.EPOCH),
    ),
    KeyCommand("back_batch", "B", "B", "", "back to the end of the batch before",
        StepBack(Unit.BATCH),
    ),
    KeyCommand("continue_run", "c", "c", "", "run on to where a breakpoint is hit", ContinueRun()),
    KeyCommand("continue_back", "C", "C", "", "back to where a breakpoint was hit last",
        ContinueBack(),
    ),
    KeyCommand("list_breaks", "K", "K", "", "breakpoints and watches: list, add, switch, remove",
        does="begin('BreaksPanel')",
    ),
    KeyCommand("go_to_moment", "g", "g", "go to", "go to an epoch, a batch or an op",
        does="begin('GoToBar')",
    ),
    # Not ^: an escape key with another right behind it comes as one.
    KeyCommand("go_to_start", "0", "0", "", "to the start of the run",
        GoTo(START),
    ),
    KeyCommand("go_to_end", "$", "dollar_sign", "", "as far as this branch has come", GoToEnd()),
    KeyCommand("next_phase", "}", "right_curly_bracket", "", "to the end of this phase",
        PassLandmark(Landmark.PHASE),
    ),
    KeyCommand("last_phase", "{", "left_curly_bracket", "", "back to where this phase begins",
        PassLandmark(Landmark.PHASE, is_back=True),
    ),
    KeyCommand("next_layer", ")", "right_parenthesis", "", "to the end of this layer",
        PassLandmark(Landmark.LAYER),
    ),
    KeyCommand("last_layer", "(", "left_parenthesis", "", "back to where this layer begins",
        PassLandmark(Landmark.LAYER, is_back=True),
    ),
    KeyCommand("undo", "u", "u", "", "take the last change back, where it was made", Undo()),
    KeyCommand("redo", "U", "U", "", "make the change again that was taken back", Redo()),
    KeyCommand("next_branch", "J", "J", "", "to the end of the next branch", SwitchBranch(1)),
    KeyCommand(
        "slower", "-", "minus", "slower", "run slower, down to one line a second", GoSlower()
    ),
    KeyCommand(
        "faster", "+", "plus,equals_sign", "faster", "run faster, up to full speed", GoFaster()
    ),
    KeyCommand(
        "explain", "e", "e", "explain", "where this number comes from; a run pauses for it",
        does="of_panel('explain')",
    ),
    KeyCommand(
        "health", "A", "A", "", "a check-up: what keeps the run from learning, and advice",
        does="of_panel('pursue', 'health')",
    ),
    KeyCommand(
        "moved", "M", "M", "", "who moved this weight: each row's share, over epochs too",
        does="of_panel('pursue', 'moved')",
    ),
    KeyCommand(
        "chain", "V", "V", "", "where this delta vanishes: its path back from the loss",
        does="of_panel('pursue', 'chain')",
    ),
    KeyCommand(
        "forecast", "O", "O", "", "the outlook: what a step does to the loss, by its rate",
        does="of_panel('pursue', 'forecast')",
    ),
    KeyCommand(
        "quiz", "Q", "Q", "", "predict what the next line will write, then see it",
        does="of_panel('pursue', 'quiz')",
    ),
    KeyCommand("zoom", "z", "z", "zoom", "give the panel the whole screen, or back"),
    KeyCommand(
        "start_over", "r", "r", "reset", "epoch 0 again: same seed, same weights", StartOver()
    ),
    KeyCommand(
        "new_seed", "R", "R", "reseed", "epoch 0 with the weights of the next seed",
        StartWithNextSeed(),
    ),
    KeyCommand("open", "o", "o", "open", "open another dataset or a CSV file"),
    KeyCommand(
        "toggle_gradient", "v", "v", "dL/d", "show gradients, dL/d(.), in place of descents"
    ),
    KeyCommand(
        "toggle_theme", "T", "T", "", "light colours, or dark ones", does="app.toggle_theme"
    ),
    KeyCommand(
        "save_picture", "P", "P", "", "save a picture of the screen, as an SVG",
        does="app.save_picture",
    ),
    KeyCommand("write_arrays", "w", "w", "", "write every array of this moment to an .npz file"),
    KeyCommand("write_script", "W", "W", "", "write the run so far as a plain numpy script",
        WriteScript(),
    ),
    KeyCommand(
        "open_lab", "X", "X", "", "the bug lab: switch a fault on, or have one hidden",
        does="app.open_lab",
    ),
    KeyCommand("take_tour", "i", "i", "", "the tour of a first start; . and , turn its pages"),
    KeyCommand(
        "save_as", "k", "k", "", "keep this session: under a name, or in a file to send",
        does="begin('SaveBar')",
    ),
    KeyCommand(
        "resume_last", "j", "j", "", "join the session that was left last again, as offered",
        does="app.resume_last",
    ),
    KeyCommand("halt", "escape", "escape", "", "stop, and forget steps typed ahead", Halt()),
    KeyCommand(
        "command_palette", ":", "colon,ctrl+p", "", "find any command by its name",
        does="app.command_palette",
    ),
    KeyCommand("explain_keys", "?", "question_mark", "help", "this help"),
    KeyCommand("leave", "q", "q", "quit", "leave, without asking"),
)  # fmt: skip

COMMANDS = {command.name: command for command in _COMMANDS}
"""Every verb of the whole screen by name, in the order of the footer."""
