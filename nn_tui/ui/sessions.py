"""The sessions of the screen: each is saved as it goes, and the last one is offered again."""

from __future__ import annotations

from nn_tui.debugger.saving.copies import Copies
from nn_tui.debugger.saving.save_as import NO_HOME
from nn_tui.debugger.saving.vault import Resumed, Vault
from nn_tui.debugger.session import Session
from nn_tui.storage.errors import StorageError
from nn_tui.storage.session_file import Listed
from nn_tui.ui.opened import Opened
from nn_tui.ui.render.greeting import offer


class Sessions:
    """Opens sessions for a screen."""

    def __init__(self, vault: Vault | None, first: Resumed | None = None) -> None:
        """Make one.

        Args:
            vault: Where they are saved; None: nowhere.
            first: The one to begin with, where it was resumed.
        """
        self._vault = vault
        self._first = first
        self._last: Listed | None = None
        self._opened: list[Opened] = []

    @property
    def can_resume(self) -> bool:
        """Whether `--resume` goes on with all that was done, once all is over."""
        return self._vault is not None and not any(each.is_unsaved for each in self._opened)

    @property
    def unsaved(self) -> str:
        """Say what was not saved, and why, once all is over; "" where nothing is lost."""
        return next(filter(None, (opened.unsaved for opened in self._opened)), "")

    def begin(self, session: Session, greeting: str) -> Opened:
        """Open the first session, and offer the one before it.

        Args:
            session: The session.
            greeting: What to say where there is nothing else.
        """
        opened = self._begun(session, greeting)
        self._opened.append(opened)
        return opened

    def _begun(self, session: Session, greeting: str) -> Opened:
        copies = Copies(session)
        if self._vault is None:
            has_no_home = self._first is not None
            said = NO_HOME if has_no_home else greeting
            return Opened(session, copies, greeting=said, has_no_home=has_no_home)
        first = self._first
        keeper = self._vault.keeper(session, None if first is None else first.file)
        if first is not None and first.notice:
            return Opened(session, copies, keeper, first.notice)
        offered = self._vault.offer()
        self._last = offered.last
        summary = None if self._last is None else self._last.summary
        said = greeting if summary is None else offer(summary)
        said = "; ".join(filter(None, (said, offered.passed_over)))
        return Opened(session, copies, keeper, said)

    def resume_last(self) -> Opened:
        """Open the session that was offered.

        Raises:
            StorageError: There is none, it is open elsewhere, or it cannot be read.
        """
        if self._vault is None or self._last is None:
            raise StorageError("no session is offered to go on with; nn-tui sessions lists all")
        resumed = self._vault.resume(self._last.id)
        self._last = None
        keeper = self._vault.keeper(resumed.session, resumed.file)
        opened = Opened(resumed.session, Copies(resumed.session), keeper, resumed.notice)
        self._opened.append(opened)
        return opened
