"""Hyperparameters as a person types them, read into values and written back."""

from __future__ import annotations

import math
import re

from nn_tui.data.cells import parse_number
from nn_tui.recipe.errors import RecipeError
from nn_tui.text import closest, printable

SEED_LIMIT = 2**32 - 1
"""Largest seed that numpy's RandomState takes."""

DEFAULT_MEGABYTES = 64
"""What the kept moments of a run may take, when nothing is said of it."""

HISTORY_LIMIT = 65_536
"""Most megabytes for the kept moments of a run: no more is felt."""

QUESTIONS_LIMIT = 99
"""Most questions on one sheet: more than anybody answers in an afternoon."""

_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.IGNORECASE)

_GROUPED_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d*")

_GROUPED_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d*")

_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}


def parse_learning_rate(text: str) -> float:
    """Read a number greater than 0."""
    label = f"learning rate {shown(text)}"
    refuse_commas(label, text.strip())
    rate = read_number(label, text, "a number greater than 0, such as 0.1", "finite; try 0.1")
    if rate <= 0:
        raise RecipeError(f"{label}: must be greater than 0; try 0.1")
    return rate


def parse_epochs(text: str) -> int:
    """Read a whole number, 0 or more."""
    return _whole("epochs", text, least=0, limit=10**15)


def parse_epoch(text: str) -> int:
    """Read the number of an epoch: 0 before the first."""
    return _whole("epoch", text, least=0, limit=10**15)


def parse_batch(text: str) -> int:
    """Read the number of a batch of an epoch, from 1."""
    return _whole("batch", text, least=1, limit=10**15)


def parse_history_mb(text: str) -> int:
    """Read the megabytes that the kept moments of a run may take."""
    return _whole("history mb", text, least=1, limit=HISTORY_LIMIT)


def parse_history_every(text: str) -> int:
    """Read the spacing of the epochs of a history, from 1."""
    return _whole("history every", text, least=1, limit=10**15)


def parse_check_every(text: str) -> int:
    """Read the epochs from one gradient check to the next, from 1."""
    return _whole("check every", text, least=1, limit=10**15)


def parse_questions(text: str) -> int:
    """Read how many questions are asked at once."""
    return _whole("questions", text, least=1, limit=QUESTIONS_LIMIT)


def parse_seed(text: str) -> int:
    """Read a whole number from 0 to 2**32 - 1."""
    return _whole("seed", text, least=0, limit=SEED_LIMIT)


def parse_batch_size(text: str) -> int | None:
    """Read a number of rows, or `all` as None."""
    if text.strip().casefold() == "all":
        return None
    return _whole("batch size", text, least=1, limit=10**15, or_else=", or all")


def parse_hidden(text: str) -> tuple[int, ...]:
    """Read the hidden sizes: `8,8`, or `none` for no hidden layer."""
    if text.strip().casefold() == "none":
        return ()
    or_else = "; 8,8 is two layers, none is no hidden layer"
    parts = text.split(",")
    if not all(part.strip() for part in parts):
        raise RecipeError(f"hidden {shown(text)}: a size is missing{or_else}")
    return tuple(_whole("hidden", part, least=1, limit=10**12, or_else=or_else) for part in parts)


def parse_names(text: str) -> tuple[str, ...]:
    """Read one name or several, separated by commas."""
    return tuple(part.strip() for part in text.split(","))


def parse_name(text: str) -> str:
    """Read one name."""
    return text.strip()


def parse_yes_no(name: str, text: str) -> bool:
    """Read `yes` or `no`."""
    word = text.strip().casefold()
    if word not in _YES_NO:
        near = closest(word, _YES_NO)
        hint = f"; did you mean {near}?" if near else ""
        raise RecipeError(f"{name} {shown(text)}: must be yes or no{hint}")
    return _YES_NO[word]


def _whole(name: str, text: str, least: int, limit: int, or_else: str = "") -> int:
    label = f"{name} {shown(text)}"
    # The seed's limit is one that a person may meet; the others only keep numbers sane.
    allowed = f"{least} to {limit}" if limit <= SEED_LIMIT else f"{least} or more"
    try:
        # Python reads 1_0 as 10; a person who types it has slipped.
        number = int(text.replace("_", " "))
    except ValueError:
        raise RecipeError(f"{label}: must be a whole number, {allowed}{or_else}") from None
    if number < least or (number > limit and limit <= SEED_LIMIT):
        raise RecipeError(f"{label}: must be {allowed}{or_else}")
    if number > limit:
        raise RecipeError(f"{label}: must be {limit} or less{or_else}")
    return number


def read_number(label: str, text: str, number: str, finite: str) -> float:
    """Read a finite number as a dataset's cells are read.

    Args:
        label: What a reason begins with.
        text: As it was typed.
        number: What it must be where it is no number.
        finite: What it must be where it is not finite.

    Raises:
        RecipeError: It is neither.
    """
    try:
        value = parse_number(text.strip())
    except ValueError:
        raise RecipeError(f"{label}: must be {number}") from None
    if not math.isfinite(value):
        raise RecipeError(f"{label}: must be {finite}")
    return value


def refuse_commas(label: str, number: str) -> None:
    """Refuse a decimal comma and marks between thousands.

    Args:
        label: What the reason begins with.
        number: As it was typed, without spaces around it.

    Raises:
        RecipeError: With the number as it is written here.
    """
    if _DECIMAL_COMMA.fullmatch(number):
        raise RecipeError(f"{label}: a decimal comma; write {number.replace(',', '.')}")
    if _GROUPED_POINTS.fullmatch(number):
        plain = number.replace(".", "").replace(",", ".")
        raise RecipeError(f"{label}: points between thousands, a decimal comma; write {plain}")
    if _GROUPED_COMMAS.fullmatch(number):
        raise RecipeError(f"{label}: commas between thousands; write {number.replace(',', '')}")


def shown(text: str) -> str:
    """Give what was typed as a reason begins with it."""
    return printable(text, limit=40) or "(empty)"
