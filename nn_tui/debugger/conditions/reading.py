"""From the text of a condition to its syntax tree, within bounds of length and depth."""

from __future__ import annotations

import ast
import warnings

from nn_tui.debugger.conditions.errors import ConditionError

LONGEST = 300
"""Characters that a condition may have."""

DEEPEST = 30
"""Expressions that may stand in one another."""


def read(text: str) -> ast.expr:
    """Read an expression; nothing of it is known to be allowed yet.

    Raises:
        ConditionError: It is none, too long or too deep.
    """
    _refuse_odd_text(text)
    indent = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            # Odd spellings such as 0or 1 are warned of; what they mean is looked at below.
            warnings.simplefilter("ignore")
            tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        # Where something is missing at the end, Python names the line after it.
        is_at_end = (error.lineno or 1) > 1 or not error.offset
        column = len(text.rstrip()) + 1 if is_at_end else (error.offset or 1) + indent
        raise ConditionError(text, column, _syntax_reason(text, column, error.msg)) from None
    except (ValueError, MemoryError, RecursionError):
        raise ConditionError(text, 1, "cannot be read; write it shorter") from None
    for node in ast.walk(tree):
        if hasattr(node, "col_offset"):
            node.col_offset += indent
    _refuse_depth(text, tree)
    return tree


def _refuse_odd_text(text: str) -> None:
    if not text.strip():
        raise ConditionError(text, 1, "nothing is there; write a condition such as loss < 0.01")
    if len(text) > LONGEST:
        reason = f"{len(text)} characters: the limit is {LONGEST}; write it shorter"
        raise ConditionError(text, LONGEST + 1, reason)
    for place, character in enumerate(text):
        if not (character.isascii() and character.isprintable()) or character in "\\#":
            reason = f"{character!a} has no place in a condition"
            raise ConditionError(text, place + 1, reason)


def _syntax_reason(text: str, column: int, message: str) -> str:
    found = text[column - 1 : column]
    if found == "=" or "maybe you meant '=='" in message.casefold():
        return "one = sets a value; compare with =="
    if not found.strip():
        return "something is missing here"
    if message.startswith("invalid syntax"):
        return f"{found} is out of place here; is an operator missing before it, such as and?"
    return message


def _refuse_depth(text: str, tree: ast.expr) -> None:
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    deepest = next((node for node in level if isinstance(node, ast.expr)), tree)
    reason = f"more than {DEEPEST} expressions in one another; write it with fewer"
    raise ConditionError(text, deepest.col_offset + 1, reason)
