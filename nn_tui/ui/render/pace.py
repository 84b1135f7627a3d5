"""How fast a run goes and how long it will go on, as a person reads it."""

from __future__ import annotations

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def speed_text(epochs_a_second: float) -> str:
    """Write a speed: `12.3k epochs/s`."""
    # What rounds up to a thousand would get an exponent.
    if epochs_a_second < 999.5:
        return f"{epochs_a_second:.3g} epochs/s"
    if epochs_a_second < 999_500:
        return f"{epochs_a_second / 1e3:.3g}k epochs/s"
    return f"{epochs_a_second / 1e6:.3g}M epochs/s"


def time_left_text(seconds: float) -> str:
    """Write how long there is to wait: `0:42 left`, `3:05:00 left`, `12 days left`."""
    if seconds >= 2 * _DAY:
        return f"{seconds / _DAY:.0f} days left"
    whole = round(seconds)
    minutes = f"{whole % _HOUR // _MINUTE:02}:{whole % _MINUTE:02}"
    hours = f"{whole // _HOUR}:{minutes}" if whole >= _HOUR else minutes.removeprefix("0")
    return f"{hours} left"
