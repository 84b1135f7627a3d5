"""An app that draws what its terminal can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Load, Mount, Resize
from textual.filter import LineFilter

from nn_tui.ui.output import sound_line
from nn_tui.ui.terminal.asking_driver import asking_driver
from nn_tui.ui.terminal.colourless import Colourless
from nn_tui.ui.terminal.forgetting import forget_what_is_closed
from nn_tui.ui.terminal.leaving_driver import leaving_driver
from nn_tui.ui.terminal.line_driver import Line, line_driver
from nn_tui.ui.terminal.sizes import Cells, ask_for_room
from nn_tui.ui.terminal.stopping import Stopping
from nn_tui.ui.terminal.traits import FULL, Colours, Traits
from nn_tui.ui.themes import VARIABLES, themes_of

_SPARED = "the line is slow: it is sent fewer frames, 2 kB/s at most; --slow does so at once"

_COLOURLESS = Colourless()


class TerminalApp(App[None]):
    """Sends the characters and the colours that there are."""

    # What elsewhere is seen by its background.
    DEFAULT_CSS = """
    Input:nocolor { text-style: underline; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "draw_anew", show=False),
        # From within a dialog, too.
        Binding("ctrl+z", "stop_process", show=False, priority=True),
    ]

    def __init__(self, traits: Traits = FULL, is_light: bool = False) -> None:
        """Make the app, not yet running.

        Args:
            traits: What the terminal can do.
            is_light: Whether it is begun in light colours.
        """
        self.traits = traits
        self._is_slow = traits.is_slow
        super().__init__()
        if traits.colours is Colours.NONE:
            self.no_color = True
        self._themes = themes_of(traits.colours)
        for theme in self._themes:
            self.register_theme(theme)
        self.use_theme(is_light)
        # Each frame of an animation is sent over the line.
        self.animation_level = "none"
        self._stopping = Stopping(self)

    def use_theme(self, is_light: bool) -> None:
        """Show light colours, or dark ones."""
        self.theme = self._themes[is_light].name

    def get_driver_class(self) -> type[Driver]:
        """Give the platform's driver, which counts what it writes."""
        counting = line_driver(leaving_driver(super().get_driver_class()), self.traits)
        return asking_driver(counting, self.traits.is_remote)

    @property
    def is_slow(self) -> bool:
        """Whether the line is being spared."""
        return self._is_slow

    def spare_line(self) -> None:
        """Send less from now on, and say so: the terminal does not keep up."""
        if not self._is_slow:
            self._is_slow = True
            if isinstance(line := getattr(self._driver, "line", None), Line):
                line.spare()
            self.say(_SPARED)

    def say(self, notice: str) -> None:
        """Tell the person something; how, is for a subclass to know."""

    def sit_out(self) -> None:
        """Let what goes on rest: the process is to be stopped; called in a thread of its own."""

    def come_back(self) -> None:
        """Let go on what rested; called also where nobody said that it should rest."""

    @on(Load)
    def look_at_signals(self) -> None:
        """See what was there before the driver changes it."""
        self._stopping.look()

    @on(Mount)
    def listen_for_stop(self) -> None:
        """Stop as any other job of a shell, from now on."""
        self._stopping.listen()

    @on(Mount)
    def listen_for_closing(self) -> None:
        """Forget what closed dialogs have drawn, from now on."""
        forget_what_is_closed(self)

    async def action_stop_process(self) -> None:
        """Stop, until the shell brings the program back."""
        await self._stopping.stop()

    def on_resize(self, event: Resize) -> None:
        """Ask for room where there is too little; the program goes on all the same."""
        driver = self._driver
        if isinstance(line := getattr(driver, "line", None), Line) and driver is not None:
            instead = ask_for_room(Cells(*event.size))
            driver.send(line.resized(instead))  # type: ignore[attr-defined]
            # Before the first frame: how soon it answers is best seen while nothing is on the way.
            sound_line(self)

    def action_draw_anew(self) -> None:
        """Draw all of the screen: something else has written to the terminal, as `wall` does."""
        if isinstance(line := getattr(self._driver, "line", None), Line):
            line.forget()
        self.screen.refresh()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Take the colours out where there are none."""
        return (_COLOURLESS,) if self.no_color else super().get_line_filters()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours of sign to themes that do not name them."""
        return VARIABLES


def has_clipboard(app: App[Any]) -> bool:
    """Whether an app's terminal can be asked to copy."""
    return not (isinstance(app, TerminalApp) and app.traits.is_plain)


def is_ascii(app: App[Any]) -> bool:
    """Whether only ASCII characters are sent."""
    return isinstance(app, TerminalApp) and app.traits.is_ascii
