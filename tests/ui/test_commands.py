"""The verbs of the screen and of the panels."""

from __future__ import annotations

from textual.binding import Binding

from nn_tui.ui.arrangement import PANELS
from nn_tui.ui.commands import COMMANDS

EVERY = [COMMANDS.values(), *(panel.VERBS for panel in PANELS.values())]


def test_names_of_verbs_are_names() -> None:
    for verbs in EVERY:
        names = [verb.name for verb in verbs]
        assert all(name.isidentifier() for name in names)
        assert len(names) == len(set(names))


def test_keys_of_panels_are_bound_to_what_their_verbs_do() -> None:
    for panel in PANELS.values():
        bound = {b.key: b.action for b in panel.BINDINGS if isinstance(b, Binding)}
        for verb in panel.VERBS:
            assert bound[verb.binding] == verb.action
            action = verb.action.split("(")[0]
            assert hasattr(panel, f"action_{action}")
