"""The keys, for the line at the bottom and for the help."""

from __future__ import annotations

from nn_tui.ui.commands import COMMANDS
from nn_tui.ui.render.lines import Line, Role, Span, fit, line, width_of

_PANEL_KEYS = line(Span("1-6", Role.STRONG), " panel  ")

_PANEL_HELP = (
    ("1 to 6", "go to a panel; tab goes to the next"),
    ("arrows", "move in a panel; also page up, page down, home, end"),
    ("[ and ]", "Inspector: the array before, the next array, and stay with it"),
    ("f", "Inspector: follow s, showing what each op has written"),
    ("l", "Error: logarithmic scale"),
    ("enter", "Hyperparameters: edit; enter applies, escape leaves it as it was"),
)

_READING = (
    "The bottom line of the Inspector is the cell under the cursor in full precision; row",
    "N behind it is the row of the dataset, where a batch has its rows in another place.",
    "The first line names the op that was done last. Program: > is the line that runs next,",
    "a dot marks those done in this iteration.",
    "Dataset: +3 and 2+ count input columns out of view, left and right show them; share is",
    "the likeliest class's output, |err| the mean of |target - output| over the outputs.",
    "Network: solid edges are positive, dashed negative, thick ones large; a node holds",
    "the activation of the selected row, ( . ) where this iteration has not computed it yet,",
    "(###) where it does not fit.",
    "Dim rows and names belong to an earlier iteration. Positive numbers are blue, negative",
    "orange and with a minus sign.",
)


def draw_keys(width: int) -> Line:
    """Draw the keys in one line; what does not fit is left out, help and quit last of all."""
    pieces = [
        line(Span(command.key, Role.STRONG), f" {command.label}  ")
        for command in COMMANDS.values()
        if command.label
    ]
    first, last = [*pieces[:-2], _PANEL_KEYS], pieces[-2:]
    # The two spaces behind the last piece may be cut.
    while first and sum(map(width_of, first + last)) - 1 > width:
        first.pop()
    return fit((Span(" "), *(span for piece in first + last for span in piece)), width)


def draw_help() -> list[Line]:
    """Explain every key and every mark on the screen."""
    keys = [(command.key, command.about) for command in COMMANDS.values()]
    lines: list[Line] = [line(Span("Keys", Role.HEAD)), ()]
    lines += [line(Span(f"  {key:<9}", Role.STRONG), about) for key, about in [*keys, *_PANEL_HELP]]
    lines += [(), line(Span("Reading the screen", Role.HEAD)), ()]
    lines += [line(f"  {text}") for text in _READING]
    lines += [(), line(Span("  escape, q or ? closes this", Role.DIM))]
    return lines
