"""The thread that writes sessions: neither the screen nor the training waits for a disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from nn_tui.storage.bundle import Bundle
from nn_tui.storage.errors import StorageError
from nn_tui.storage.fault_reports import FaultReports, fault_in_words
from nn_tui.storage.folder import SessionFolder
from nn_tui.storage.members import Numbers
from nn_tui.storage.session_file import SessionFile
from nn_tui.text import printable

_SECONDS_TO_FINISH = 5.0
"""How long the last saving is waited for."""

_SECONDS_SLOW = 5.0
"""From which on a saving takes so long that more may be lost than is promised."""


class Saver:
    """Writes the last session that it was given; what it was given before that is not missed."""

    def __init__(
        self,
        folder: SessionFolder,
        file: SessionFile | None,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        """Make one that has written nothing.

        Args:
            folder: Where the session's file is begun.
            file: The file that it goes on in; None: a new one, once there is something to write.
            clock: Injected time, in seconds.
            now: Injected date and time.
        """
        self._folder = folder
        self._file = file
        self._clock = clock
        self._now = now
        self._waiting: Bundle[Numbers] | None = None
        self._is_written = file is not None
        self._is_tidy = False
        self._is_over = self._is_busy = self._is_slow = self._was_stopped = False
        self._changed = threading.Condition()
        self._reports = FaultReports()
        self._thread: threading.Thread | None = None
        self.title = file.title if file is not None else ""
        """The name that a person gave the session, or ""."""
        self.failure = ""
        """Why the last one could not be written; "" where it was."""

    @property
    def problem(self) -> str:
        """Say that the last one could not be written, or took too long; "" where all is well."""
        if self.failure:
            return f"this session is not being saved: {self.failure}"
        if self._is_slow:
            slow = f"saving takes over {_SECONDS_SLOW:g} s"
            return f"{slow}: more than 10 s of training may be lost in a crash"
        return ""

    @property
    def is_busy(self) -> bool:
        """Whether something is being written, or is to be."""
        with self._changed:
            return self._is_busy or self._waiting is not None

    @property
    def unsaved(self) -> str:
        """Say why what was put last is not written, and what to do; "" where it is, or is to be."""
        reason = self.failure
        if not reason and self._is_over and (self._is_busy or self._waiting is not None):
            reason = f"writing it takes over {_SECONDS_TO_FINISH:g} s"
        if not reason:
            return ""
        place = printable(str(self._folder.path))
        way = f"see that {place} can be written, or set XDG_STATE_HOME to another folder"
        if self._is_written:
            way += "; nn-tui --resume goes on from where it was saved before"
        return f"{reason}; {way}"

    def entitle(self, title: str) -> None:
        """Give the session a name, from the next one on that is put.

        Raises:
            StorageError: Another one is called so.
        """
        with suppress(OSError):
            self._folder.check_is_free(title, None if self._file is None else self._file.path)
        self.title = title

    def put(self, bundle: Bundle[Numbers]) -> None:
        """Write a session, as soon as the one before is written."""
        with self._changed:
            self._waiting = bundle
            self._changed.notify_all()
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="nn-tui-saver", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until what was put last is written, but no longer than so."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is None and not self._is_busy, seconds)

    def come_back(self) -> None:
        """Note that the process was stopped: how long it writes is not known."""
        with self._changed:
            self._was_stopped = self._is_busy
            self._is_slow = False

    def fail(self, fault: Exception) -> None:
        """Note that there was nothing to put: a fault came in the way."""
        self.failure = self._told(fault)

    def finish(self) -> None:
        """Wait until what was put last is written, but not for ever."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(_SECONDS_TO_FINISH)
        if self._file is not None:
            self._file.close()

    def _work(self) -> None:
        while (bundle := self._take()) is not None:
            began = self._clock()
            try:
                reason = self._write(bundle)
            except OSError as error:
                reason = self._reason_of(error)
            except StorageError as error:
                reason = str(error)
            except MemoryError:
                reason = "there is not enough memory"
            except Exception as fault:
                # The next one may be written all the same, and nobody else would say it.
                reason = self._told(fault)
            self._end(reason, self._clock() - began)

    def _write(self, bundle: Bundle[Numbers]) -> str:
        if self._file is None:
            self._file = self._folder.begin(bundle.summary.dataset, self._now())
        self._file.write(bundle)
        self._is_written = True
        if not self._is_tidy:
            self._is_tidy = True
            # Not before: nobody waits for it now.
            with suppress(OSError, StorageError):
                self._folder.tidy()
        return ""

    def _reason_of(self, error: OSError) -> str:
        """Say what the system says, and where, when it is about a file and not about the disk."""
        if error.filename is None:
            return str(error.strerror)
        return f"{error.strerror}: {printable(str(self._folder.path))}"

    def _told(self, fault: Exception) -> str:
        return f"{fault_in_words(fault)}; {self._reports.told(fault)}"

    def _end(self, failure: str, seconds: float) -> None:
        with self._changed:
            self.failure = failure
            self._is_slow = seconds > _SECONDS_SLOW and not self._was_stopped
            self._is_busy = self._was_stopped = False
            self._changed.notify_all()

    def _take(self) -> Bundle[Numbers] | None:
        with self._changed:
            while self._waiting is None and not self._is_over:
                self._changed.wait()
            bundle, self._waiting = self._waiting, None
            self._is_busy = bundle is not None
            return bundle
