"""`nn-tui`, which says what it waits for when it is told to end by a signal that it has no use for.

    python -m tests.soak.program FILE [WORD ...]

After SIGURG the stack of every thread and of every task is in FILE, and the program has ended.
"""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from textual.app import App

from nn_tui.cli.main import main

_IDLE = "MessagePump._get_message"
"""What waits in it has nothing to do."""


def _tell(path: Path) -> None:
    with path.open("w") as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.writelines(_screens())
        for task in asyncio.all_tasks(asyncio.get_running_loop()):
            chain = list(_chain(task.get_coro()))
            if not any(_IDLE in line for line in chain):
                file.writelines([f"\n{task.get_name()}\n", *chain])


def _screens() -> Iterator[str]:
    """Tell what stands on what, and who gets the keys."""
    gc.unfreeze()
    for app in (each for each in gc.get_objects() if isinstance(each, App)):
        yield f"\n{app.screen_stack!r}\nkeys go to {app.focused!r}\n"
        if (focused := app.focused) is not None:
            yield f"in {focused.parent!r}, displayed {focused.display}, "
            yield f"there {focused.is_attached}\n"


def _chain(waiting: object) -> Iterator[str]:
    """Tell what a coroutine waits for, down to what waits for nothing else."""
    while (frame := getattr(waiting, "cr_frame", getattr(waiting, "gi_frame", None))) is not None:
        code = frame.f_code
        yield f"  {code.co_filename}:{frame.f_lineno} {code.co_qualname}"
        yield f" of {frame.f_locals['self']!r}\n" if "self" in frame.f_locals else "\n"
        waiting = getattr(waiting, "cr_await", getattr(waiting, "gi_yieldfrom", None))


def run(path: Path, words: list[str]) -> int:
    def end(_number: int, _frame: FrameType | None) -> None:
        _tell(path)
        os._exit(1)

    signal.signal(signal.SIGURG, end)
    return main(words)


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
