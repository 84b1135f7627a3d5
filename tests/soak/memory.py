"""How the memory of a process grows: read as it runs, and put in figures."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field

import numpy as np

_WARM_UP = 0.5
"""The part of the time that is not looked at: caches fill, and what is kept comes to its bounds."""


@dataclass(slots=True)
class Memory:
    """The memory of a process that is held in main memory, as read now and then."""

    seconds: list[float] = field(default_factory=list)
    """When it was read, since the process was begun."""
    megabytes: list[float] = field(default_factory=list)
    """How much there was."""

    def read(self, pid: int, seconds: float) -> None:
        """Read what a process takes; one that has ended takes nothing that could be read."""
        asked = ["ps", "-o", "rss=", "-p", str(pid)]
        said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        if said.strip():
            self.seconds.append(seconds)
            self.megabytes.append(int(said) / 1024)

    @property
    def age(self) -> float:
        """Seconds that the process had lived when its memory was read last."""
        return max(self.seconds, default=0.0)

    @property
    def most(self) -> float:
        """The most there was, in MB."""
        return max(self.megabytes, default=0.0)

    @property
    def warm(self) -> tuple[float, float]:
        """Megabytes when it had warmed up, and at the end: each the mean of a tenth of the time."""
        after = self._after_warm_up()
        tenth = max(1, len(after) // 10)
        return float(np.mean(after[:tenth, 1])), float(np.mean(after[-tenth:, 1]))

    @property
    def slope(self) -> float:
        """Megabytes an hour that it grows by since it had warmed up, by least squares."""
        after = self._after_warm_up()
        return float(np.polyfit(after[:, 0], after[:, 1], 1)[0]) * 3600

    def _after_warm_up(self) -> np.ndarray:
        table = np.array([self.seconds, self.megabytes]).T
        is_warm = table[:, 0] >= _WARM_UP * table[-1, 0]
        warm: np.ndarray = table[is_warm]
        return warm
