"""What a soak has done and seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.soak.memory import Memory


@dataclass(slots=True)
class Seen:
    """What a soak has done and seen so far."""

    deeds: int = 0
    """Keys, texts, clicks and sizes."""
    sizes: int = 0
    """Other sizes of the terminal among them."""
    visits: int = 0
    """How often was looked whether the program is well."""
    asked_again: int = 0
    """How often the answer did not come or stay, and came when it was asked for again."""
    answers: list[float] = field(default_factory=list)
    """Seconds in which a key was answered, at each visit."""
    looks: int = 0
    """How often the screen was looked at."""
    looks_while_running: int = 0
    """How often it said that the run was under way."""
    returns: int = 0
    """How often the program was left, by a click or by the palette, and gone on with."""
    memories: list[Memory] = field(default_factory=lambda: [Memory()])
    """Of each process, the one that is there now last."""

    @property
    def memory(self) -> Memory:
        """That of the process that lived longest: a new one has its caches to fill first."""
        return max(self.memories, key=lambda memory: memory.age)
