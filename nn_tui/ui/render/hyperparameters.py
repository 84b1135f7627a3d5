"""The settings as a list with a cursor, one of them perhaps being edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from nn_tui.recipe.fields import FIELDS
from nn_tui.recipe.prospect import when
from nn_tui.recipe.recipe import Recipe
from nn_tui.recipe.settings import SETTINGS, Setting
from nn_tui.ui.editing import Editing
from nn_tui.ui.render.lines import Line, Role, Span, fit, line
from nn_tui.ui.render.offers import draw_below
from nn_tui.ui.render.window import window
from nn_tui.ui.render.wrapping import first_lines, shortened, wrap
from nn_tui.ui.view import View

LABEL_WIDTH = 19
"""Cells of the column of names, its margin included: where values begin."""

_ORDER = (
    "learning_rate",
    "epochs",
    "seed",
    "hidden",
    "activation",
    "output_activation",
    "loss",
    "bias",
    "init",
    "batch_size",
    "shuffle",
    "standardize",
    "optimizer",
    "dataset",
    "target",
    "weights",
)

ROWS = tuple(SETTINGS[name] for name in _ORDER)
"""The settings from top to bottom: what is changed most comes first."""

_LINES_BELOW = 4
"""Most lines that explain the selected setting."""

_FEWEST_SETTINGS = 5
"""Lines that settings keep where the explanation takes more than a third."""

_LINES_OF_NOTES, _LINES_OF_OFFERS = 5, 6
"""Lines to leave below a field that is being edited, as far as there are any."""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of the panel, and what a click on it is about."""

    line: Line
    """What is drawn."""
    row: int | None = None
    """Place in ROWS."""
    offer: str | None = None
    """A name to choose."""


def draw_hyperparameters(
    view: View, selected: int, editing: Editing | None, width: int, height: int
) -> list[Line]:
    """Draw the settings around the selected one, and what that one is.

    Args:
        view: What to draw.
        selected: The selected setting's place in ROWS.
        editing: That setting while it is edited, or None. What comes of it stands right below it.
        width: Cells of each line.
        height: Number of lines.
    """
    lines = lay_out_settings(view, selected, editing, width, height)
    return [fit(drawn.line, width) for drawn in lines]


def lay_out_settings(
    view: View, selected: int, editing: Editing | None, width: int, height: int
) -> list[PanelLine]:
    """Draw as draw_hyperparameters does, each line with what a click on it is about.

    Args:
        view: What to draw.
        selected: The selected setting's place in ROWS.
        editing: That setting while it is edited, or None.
        width: Cells that a line may take; it is not yet fitted to them.
        height: Number of lines, at most.
    """
    recipe, place = view.moment.recipe, place_of(selected, editing, height)
    rows = [
        PanelLine(_row(recipe, setting, i == selected, width), i) for i, setting in enumerate(ROWS)
    ]
    first = selected - place
    if editing is not None:
        below = [
            PanelLine(drawn.line, offer=drawn.name)
            for drawn in draw_below(editing, width, height - place - 1)
        ]
        return [*rows[first : selected + 1], *below, *rows[selected + 1 :]][:height]
    about = _about(ROWS[selected], recipe, width, height)
    # Where the explanation is short, more settings have room than the place of the cursor needs.
    room = max(1, height - len(about))
    first = max(0, min(first, len(rows) - room))
    shown = rows[first : first + room]
    gap = max(0, height - len(shown) - len(about))
    lines = [*shown, *[PanelLine(())] * gap]
    return [*lines, *(PanelLine(line(Span(text, Role.DIM))) for text in about)][:height]


def rows_in_view(lines: Sequence[PanelLine]) -> range:
    """Say which settings are drawn."""
    rows = [drawn.row for drawn in lines if drawn.row is not None]
    return range(rows[0], rows[-1] + 1) if rows else range(0)


def place_of(selected: int, editing: Editing | None, height: int) -> int:
    """Say on which line the selected setting stands.

    It stays there while it is edited, whatever is typed; there is room below it for its choices.
    """
    shown = window(len(ROWS), selected, max(1, height - _below(height)))
    place = selected - shown.start
    if editing is None:
        return place
    needed = 1 + _LINES_OF_NOTES + min(_LINES_OF_OFFERS, max(3, len(editing.every)))
    return max(0, min(place, height - needed))


def value_begins(setting: Setting, text: str, width: int) -> int:
    """Say in which column a field begins: where values do, or behind its name if it is long."""
    # One cell more than the text takes: for the cursor behind it.
    return LABEL_WIDTH if cell_len(text) < width - LABEL_WIDTH else len(setting.label) + 2


def explain(setting: Setting, recipe: Recipe) -> str:
    """Say in a line what a setting's value is, or what the setting is."""
    if setting.name == "dataset":
        return f"enter opens another; {recipe.dataset.understood}"
    value = setting.show(recipe)
    choices = FIELDS[setting.name].choices if setting.name in FIELDS else {}
    if value not in choices:
        return setting.about
    several = f"; {setting.about}" if setting.takes_several else ""
    return f"{value}: {choices[value]}{several}"


def _below(height: int) -> int:
    return min(_LINES_BELOW, max(height // 3, height - _FEWEST_SETTINGS))


def _about(setting: Setting, recipe: Recipe, width: int, height: int) -> list[str]:
    texts = wrap(f"{when(setting)}; {explain(setting, recipe)}", width)
    return first_lines(texts, _below(height), width)


def _row(recipe: Recipe, setting: Setting, is_selected: bool, width: int) -> Line:
    value = shortened(setting.show(recipe), width - LABEL_WIDTH)
    mark, role = (">", Role.SELECTED) if is_selected else (" ", Role.STRONG)
    label = f"{mark}{setting.label}".ljust(LABEL_WIDTH)
    return line(Span(label, Role.SELECTED if is_selected else Role.PLAIN), Span(value, role))
