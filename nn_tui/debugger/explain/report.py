"""An explanation as lines of text, for whoever draws or prints them."""

from __future__ import annotations

from nn_tui.debugger.explain.explanation import Computed, Explanation, Given
from nn_tui.debugger.explain.verdict import Kind, Verdict
from nn_tui.debugger.explain.wording import in_symbols, with_numbers, written_out
from nn_tui.debugger.gradient_view import gradient_name
from nn_tui.debugger.moments import place_of


def formula_lines(found: Computed, digits: int) -> list[str]:
    """Write the formula in symbols, with definitions written out, and with numbers.

    Args:
        found: What was found.
        digits: Significant digits of each number.
    """
    symbols, out = in_symbols(found.term), written_out(found.term, is_whole=False)
    lines = [f"{found.question} = {symbols}"]
    if (longer := in_symbols(out)) != symbols:
        lines.append(f"= {longer}")
    lines.append(f"= {with_numbers(out, digits)}")
    result = f"= {found.term.value:.17g}"
    return [*lines, result] if lines[-1] != result else lines


def verdict_line(found: Computed) -> str:
    """Say whether what is stored is what the formula gives."""
    stored = f"{found.question.value:.17g}"
    if found.typed_at is not None:
        return f"typed over by hand since, at {found.typed_at}: {stored} stands there"
    if found.question.is_ahead:
        return "not run yet: what its line would write, as things stand"
    return f"{verdict_word(found)}: {verdict_reason(found.verdict, stored)}"


def verdict_word(found: Computed) -> str:
    """Give the verdict in one word."""
    return "typed over" if found.typed_at is not None else found.verdict.kind.value


def verdict_reason(verdict: Verdict, stored: str) -> str:
    """Say how far what is stored is off, and how far rounding may take it."""
    match verdict.kind:
        case Kind.EXACT:
            return f"stored to the last bit, as {stored}"
        case Kind.ROUNDING:
            return (
                f"{stored} is stored, {verdict.difference:.2g} off; sums in another order may be "
                f"off by {verdict.tolerance:.2g}"
            )
    return (
        f"{stored} is stored, {verdict.difference:.3g} off: rounding explains "
        f"{verdict.tolerance:.2g} at the most"
    )


def when(found: Explanation) -> str:
    """Say by which line, and when, a number was written."""
    if isinstance(found, Given):
        return found.source
    where = place_of(found.before.program, found.cursor)
    return f"{gradient_name(where) if found.is_gradient else where}: {found.line}"
