"""A line of the listing in pieces: names, functions, and what stands between them."""

from __future__ import annotations

import re
from functools import lru_cache

from nn_tui.ui.render.lines import Line, Role, Span

_TOKENS = re.compile(
    r"(?P<function>[A-Za-z_][\w.]*(?=\()|\.[A-Za-z_]\w*)"
    r"|(?P<keyword>[A-Za-z_]\w*(?==[^=]))"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<rest>.)"
)
"""Functions with the dots before them, keyword arguments, names; else operators and numbers."""

_ROLES = {
    "function": Role.FUNCTION,
    "keyword": Role.DIM,
    "name": Role.PLAIN,
    "rest": Role.DIM,
}


@lru_cache(maxsize=4096)
def coloured(code: str) -> Line:
    """Give each piece of a line its role; the array that is written, which comes first, is strong.

    It is remembered by the text of the line, which is the same from frame to frame.
    """
    spans: list[Span] = []
    for token in _TOKENS.finditer(code):
        role = _ROLES[token.lastgroup or "rest"]
        if token.start() == 0 and token.lastgroup == "name":
            role = Role.STRONG
        # A space looks the same in any role: it joins what stands before it.
        if spans and (role is spans[-1].role or token.group().isspace()):
            spans[-1] = Span(spans[-1].text + token.group(), spans[-1].role)
        else:
            spans.append(Span(token.group(), role))
    return tuple(spans)


def scrolled(row: Line, count: int) -> Line:
    """Leave out the first characters of a line, where it can be seen that there are more."""
    if not count:
        return row
    kept = [Span("…", Role.DIM)]
    left_out = count + 1
    for span in row:
        if left_out < len(span.text):
            kept.append(Span(span.text[left_out:], span.role))
        left_out = max(0, left_out - len(span.text))
    return tuple(kept)
