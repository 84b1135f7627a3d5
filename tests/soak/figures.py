"""What a soak has seen, in lines."""

from __future__ import annotations

import statistics

from tests.soak.seen import Seen


def figures(seen: Seen) -> list[str]:
    """Put what was seen in lines."""
    memory, (warm, end) = seen.memory, seen.memory.warm
    share = seen.looks_while_running / max(1, seen.looks)
    return [
        f"deeds    {seen.deeds}, {seen.sizes} of them another size; left and gone on with "
        f"{seen.returns} times",
        f"running  at {share:.0%} of {seen.looks} looks",
        f"visits   {seen.visits}, all answered, {seen.asked_again} times when asked again",
        f"answer   {_spread(sorted(seen.answers))}",
        f"memory   {warm:.1f} MB half way, {end:.1f} MB at the end, {memory.most:.1f} MB at most",
        f"slope    {memory.slope:+.1f} MB an hour over the second half of {memory.age:.0f} s",
    ]


def _spread(ordered: list[float]) -> str:
    if not ordered:
        return "none was asked for: it was too short"
    late = ordered[int(0.95 * (len(ordered) - 1))]
    median = statistics.median(ordered)
    return f"median {median:.3f} s, 95 % within {late:.3f} s, at most {ordered[-1]:.3f} s"
