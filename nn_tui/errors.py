"""What a person typed or gave that cannot be used, said in one line."""

from __future__ import annotations

from collections.abc import Iterable

from nn_tui.text import closest, printable


class InputError(ValueError):
    """Something given from outside that cannot be used; the message names value, limit and fix.

    Each layer raises a subclass of its own. The command line turns it into one line on stderr and
    exit code 2, the screen into a notice.
    """

    def __init__(self, message: str) -> None:
        super().__init__(printable(message, limit=600))


def unknown_name(kind: str, name: str, known: Iterable[str]) -> str:
    """Say that no `kind` is called `name`: with the closest known name, and with all of them.

    Args:
        kind: What was looked for, as the message calls it: "activation".
        name: What was given.
        known: The names there are, in the order to list them.
    """
    names = tuple(known)
    near = closest(name, names)
    hint = f"did you mean {near}? " if near else ""
    return f"{kind} {printable(name, limit=60)}: unknown; {hint}known: {', '.join(names)}"
