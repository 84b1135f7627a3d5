"""A soak: the real program at full speed under random hands, for minutes, and what came of it."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from tests.soak.hands import ESCAPES, Hands
from tests.soak.memory import Memory
from tests.soak.seen import Seen
from tests.terminal.terminal import Terminal

_SIZE = (80, 24)
"""Columns and lines in which is looked whether the program is well."""

_BOUND = ("--history-mb", "8")
"""Memory for moments that are kept: so little that it has come to its bound half way."""

_SECONDS_OF_DEED, _SECONDS_OF_LOOK = 0.02, 0.1
"""Time for a deed: no person is as quick; and for one while a run is to be under way."""

DEEDS_BETWEEN = 100
"""So many deeds, then is looked whether the program is well."""

SECONDS_AT_REST, _LONGEST_UNREST = 0.5, 60.0
"""It has done all that was typed when it draws nothing for so long; and when that is too late."""

_TIMES_ASKED, LONGEST_ANSWER = 3, 20.0
"""Whether it answers is asked again: a key for what was closed just then may close the answer."""

_HELP, HELP_SAYS = "?", "run to the last epoch"
"""A key that is answered wherever one is, once everything is closed; and what it shows."""

_LONG = "# targets: y\n# epochs: 1000000000\n# hidden: {hidden}\n"

_FILES = {
    "long.csv": _LONG.format(hidden="4") + "a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n",
    "wide.csv": _LONG.format(hidden="16,16")
    + "".join(f"c{column}," for column in range(12))
    + "y\n"
    + "".join(f"{row % 7}," * 12 + f"{row % 2}\n" for row in range(300)),
    "broken.csv": "a,b\n1\n2,3,4\n",
    "odd \x1b[31m.csv": "\x1b]0;no\x07,\u202eb,[/nope]\n1,2,3\n4,5,6\n",
}
"""Files that are there to be opened."""


class SoakFault(Exception):
    """The program ended, broke, or no longer answered."""


class Soak:
    """The program in a folder of its own, and the hands that it is worn by."""

    def __init__(self, seed: int, folder: Path) -> None:
        """Begin the program.

        Args:
            seed: What is done is drawn from it.
            folder: Where the program has its files; nothing that was there is touched.
        """
        for name, text in _FILES.items():
            (folder / name).write_text(text)
        self.seen = Seen()
        self._seed = seed
        self._folder = folder
        self._hands = Hands(seed)
        self._since_visit: list[str] = []
        self._began = self._looked = time.monotonic()
        self.terminal = self._begun("long.csv")
        """The program is in it."""
        self.terminal.wait_for("epoch 0/")

    def close(self) -> None:
        """End the program, if it has not ended."""
        self.terminal.close()

    def wear(self, seconds: float) -> Seen:
        """Do one thing after another, until a process lived for so long; then leave the program.

        One that was left by a click does not count: it goes on at most for twice as long.

        Raises:
            SoakFault: Something was wrong; its text says what, what was done last, and what the
                program was doing.
        """
        try:
            end = time.monotonic() + 2 * seconds
            while self.seen.memory.age < seconds and time.monotonic() < end:
                self._do_next()
            self._leave()
        except (AssertionError, OSError) as error:
            raise SoakFault(self._told(error)) from error
        return self.seen

    def _begun(self, *words: str) -> Terminal:
        environ = {"XDG_STATE_HOME": str(self._folder / "state"), "HOME": str(self._folder)}
        # The program is found from another folder too, where it is not installed.
        environ["PYTHONPATH"] = os.pathsep.join(str(Path(path).resolve()) for path in sys.path)
        command = [sys.executable, "-m", "tests.soak.program", str(self._stacks), *words, *_BOUND]
        return Terminal(command, *_SIZE, environ=environ, folder=self._folder)

    @property
    def _stacks(self) -> Path:
        return self._folder / "stacks.txt"

    def _do_next(self) -> None:
        seen, terminal = self.seen, self.terminal
        deed = self._hands.draw()
        self._since_visit.append(repr(deed))
        seen.deeds += 1
        if isinstance(deed, str):
            terminal.send(deed)
        else:
            terminal.resize(*deed)
            seen.sizes += 1
        terminal.watch(_SECONDS_OF_LOOK if self._hands.is_looking else _SECONDS_OF_DEED)
        if seen.deeds % DEEDS_BETWEEN == 0:
            self._visit()
        elif terminal.process.poll() is not None:
            self._return()
        if time.monotonic() - self._looked > 1:
            self._look()

    def _look(self) -> None:
        """Read the memory, and whether the run is under way."""
        self._looked = time.monotonic()
        self.seen.memories[-1].read(self.terminal.process.pid, self._looked - self._began)
        self.seen.looks += 1
        self.seen.looks_while_running += "running" in self.terminal.text

    def _visit(self) -> None:
        """Look whether the program answers; then have it run at full speed again."""
        for _ in range(_TIMES_ASKED):
            if not self._is_at_rest():
                self._return()
                return
            if self._is_answered():
                break
            self.seen.asked_again += 1
        else:
            raise AssertionError("a key was not answered")
        self.seen.visits += 1
        self._since_visit.clear()
        self.terminal.send(ESCAPES)
        self.terminal.wait_for_end_of(HELP_SAYS)
        self._hands.begin_again(_SIZE)
        # Or all that it ever wrote would be held.
        self.terminal.forget()

    def _is_answered(self) -> bool:
        """Ask for the help, and see whether it comes."""
        terminal, asked = self.terminal, time.monotonic()
        terminal.send(_HELP)
        while time.monotonic() - asked < LONGEST_ANSWER:
            terminal.watch(_SECONDS_OF_DEED)
            if HELP_SAYS in terminal.text:
                self.seen.answers.append(time.monotonic() - asked)
                return True
        return False

    def _is_at_rest(self) -> bool:
        """Go back to the panels, and wait until all that was typed has been done.

        Returns:
            Whether the program is still there.
        """
        terminal, end = self.terminal, time.monotonic() + _LONGEST_UNREST
        terminal.resize(*_SIZE)
        # Twice: what was under way when the keys came may open something behind them.
        for _ in range(2):
            if terminal.process.poll() is None:
                terminal.send(ESCAPES)
            while terminal.watch(SECONDS_AT_REST):
                assert time.monotonic() < end, "it never came to rest"
        return terminal.process.poll() is None

    def _return(self) -> None:
        """Go on with the session where the program was left, as a click or the palette does."""
        code = self.terminal.wait_for_exit()
        assert code == 0, f"it ended with {code}"
        self.terminal.close()
        self.seen.returns += 1
        self.terminal = self._begun("--resume")
        self.terminal.wait_for("epoch ")
        self._hands.begin_again(_SIZE)
        self._began = time.monotonic()
        self.seen.memories.append(Memory())

    def _leave(self) -> None:
        terminal = self.terminal
        if self._is_at_rest():
            terminal.send("q")
        code = terminal.wait_for_exit()
        assert code == 0, f"it ended with {code} when it was left"
        assert terminal.attributes == terminal.attributes_before, "the terminal is not as it was"

    def _told(self, error: Exception) -> str:
        """Say what was wrong, and all that helps to find out why."""
        process = self.terminal.process
        if process.poll() is None:
            process.send_signal(signal.SIGURG)
            process.wait(20)
        done = f"seed {self._seed}, deed {self.seen.deeds}; since the last visit:"
        told = [str(error), self.terminal.text, done, " ".join(self._since_visit)]
        reports = [*self._folder.rglob("fault-*.txt"), *self._folder.glob(self._stacks.name)]
        return "\n".join([*told, *(path.read_text() for path in reports)])


def soak(seed: int, seconds: float) -> Seen:
    """Wear the program in a folder that is there only meanwhile.

    Raises:
        SoakFault: Something was wrong with it.
    """
    with (
        tempfile.TemporaryDirectory(prefix="nn-tui-soak-") as folder,
        closing(Soak(seed, Path(folder))) as each,
    ):
        return each.wear(seconds)
