"""The command line's grammar; an error is one line on stderr and exit code 2."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import NoReturn

from nn_tui.errors import InputError
from nn_tui.text import closest


class OneLineParser(argparse.ArgumentParser):
    """An argparse parser whose errors are InputErrors of one line."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        """Make one; lines of `description` and `epilog` stay as they are."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong instead of printing the usage and leaving."""
        raise InputError(f"{message}; see {self.prog} --help")

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse all words; a word that is left over is an error that suggests the closest option.

        Raises:
            InputError: The words do not fit the grammar.
        """
        joined = self._with_joined_values(words)
        # Interspersed: DATASET may stand behind the options although ARRAY stands before them.
        # That way of parsing takes no --, behind which there are no options anyway.
        parse = self.parse_known_args if "--" in joined else self.parse_known_intermixed_args
        arguments, left_over = parse(joined)
        if left_over:
            options = [option for action in self._actions for option in action.option_strings]
            typed = left_over[0].split("=")[0]
            bare = {option.lstrip("-"): option for option in options}
            meant = closest(typed.lstrip("-"), bare) if typed.startswith("-") else None
            near = bare[meant] if meant else None
            hint = f"; did you mean {near}?" if near else f"; see {self.prog} --help"
            raise InputError(f"{left_over[0]}: unknown {_kind(typed)}{hint}")
        return arguments

    def _with_joined_values(self, words: Sequence[str]) -> list[str]:
        """Join `--learning-rate -1e3` with =, or argparse takes the number for an option."""
        valued = {
            option
            for action in self._actions
            if action.nargs is None
            for option in action.option_strings
        }
        joined: list[str] = []
        for word in words:
            if joined and joined[-1] in valued and _is_number(word) and word.startswith("-"):
                joined[-1] += f"={word}"
            else:
                joined.append(word)
        return joined


def _kind(word: str) -> str:
    return "option" if word.startswith("-") else "argument"


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True
