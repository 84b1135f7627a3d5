"""Which panels there are, and which stand together."""

from __future__ import annotations

from nn_tui.ui.panels.bars import KeyBar, NoticeBar
from nn_tui.ui.panels.breaks import BreaksPanel
from nn_tui.ui.panels.dataset import DatasetPanel
from nn_tui.ui.panels.error import ErrorPanel
from nn_tui.ui.panels.explain import ExplainPanel
from nn_tui.ui.panels.go_to_bar import GoToBar
from nn_tui.ui.panels.hyperparameters import HyperparametersPanel
from nn_tui.ui.panels.inspector import InspectorPanel
from nn_tui.ui.panels.network import NetworkPanel
from nn_tui.ui.panels.panel import Panel
from nn_tui.ui.panels.program import ProgramPanel
from nn_tui.ui.panels.save_bar import SaveBar
from nn_tui.ui.panels.tour import TourBar
from nn_tui.ui.panels.watches import WatchBar
from nn_tui.ui.render.keys import PanelHelp

PAGES: tuple[tuple[type[Panel], ...], ...] = (
    (DatasetPanel, NetworkPanel, HyperparametersPanel, ErrorPanel),
    (ProgramPanel, InspectorPanel, ExplainPanel),
)
"""The panels that stand together where there is no room for all."""

PANELS: dict[str, type[Panel]] = {panel.NUMBER: panel for page in PAGES for panel in page}
"""Every panel by the digit that goes to it."""


def page_of(panel: type[Panel]) -> int:
    """Say on which page a panel stands; pages count from 1."""
    return next(number for number, page in enumerate(PAGES, start=1) if panel in page)


def below_panels() -> tuple[Panel, ...]:
    """Make what stands below the panels, from above; most of it is there only when it is needed."""
    asking = GoToBar(), SaveBar()
    return (BreaksPanel(), WatchBar(), TourBar(), NoticeBar(), *asking, KeyBar())


def help_of_panels() -> list[PanelHelp]:
    """Gather what the help says of each panel."""
    listed: list[tuple[str, type[Panel]]] = [*sorted(PANELS.items()), ("K", BreaksPanel)]
    return [PanelHelp(f"{key} {panel.TITLE}", panel.VERBS, panel.ABOUT) for key, panel in listed]
