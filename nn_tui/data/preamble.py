"""The comment lines at the top of a CSV file: what it is, and how to train on it.

    # title: Exclusive or
    # targets: y
    # teaches: why a hidden layer is needed: no single line
    #   parts the two classes
    # hidden: 4

A line is `# key: value`; a line indented by two spaces or more behind its `#` carries the value
on. Every other comment line, and every key that is not known, is ignored. Of a key that stands
twice the last counts. In a key, `-` and a space stand for `_`, and case does not matter.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from nn_tui.data.errors import DatasetError
from nn_tui.data.file_text import physical_lines
from nn_tui.text import printable

HYPERPARAMETERS = (
    "hidden",
    "activation",
    "output_activation",
    "bias",
    "init",
    "seed",
    "loss",
    "learning_rate",
    "batch_size",
    "shuffle",
    "epochs",
    "standardize",
    "optimizer",
)
"""The words that a preamble may suggest a value for; `bias: yes`, `hidden: 8,8` or `none`."""

_KEYS = frozenset({"title", "source", "targets", "teaches", *HYPERPARAMETERS})
_ENTRY = re.compile(r"#\s*(?P<key>[A-Za-z][A-Za-z _-]*?)\s*:(?P<value>.*)", re.DOTALL)
_CONTINUATION = re.compile(r"#(?: {2,}| *\t)\s*(?P<value>\S.*)", re.DOTALL)

# Longer text is a file's fault, and would fill the screen.
_LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Preamble:
    """What the comment lines at the top of a file say."""

    title: str
    """Empty where the file does not say."""
    source: str
    """Empty where the file does not say."""
    teaches: str
    """Empty where the file does not say."""
    targets: tuple[str, ...]
    """Names of the target columns; empty where the file does not say."""
    suggested: Mapping[str, str]
    """Hyperparameter word -> its value as text."""
    lines: int
    """Physical lines that the preamble takes, blank ones among them counted."""
    characters: int
    """Characters that it takes."""


def read_preamble(text: str) -> Preamble:
    """Read the comment lines, and the blank lines among them, that `text` begins with."""
    values: dict[str, str] = {}
    lines = characters = 0
    open_key: str | None = None
    for line in physical_lines(text):
        content = line.strip()
        if content and not line.startswith("#"):
            break
        open_key = _take_line(content, open_key, values)
        lines += 1
        characters += len(line)
    cleaned = {key: printable(value, _LONGEST_TEXT) for key, value in values.items()}
    return Preamble(
        title=cleaned.get("title", ""),
        source=cleaned.get("source", ""),
        teaches=cleaned.get("teaches", ""),
        targets=split_names(values.get("targets", "")),
        suggested={word: cleaned[word] for word in HYPERPARAMETERS if cleaned.get(word)},
        lines=lines,
        characters=characters,
    )


def _take_line(line: str, open_key: str | None, values: dict[str, str]) -> str | None:
    """Enter one comment line into `values`; name the key that the next line may carry on."""
    if open_key and (more := _CONTINUATION.fullmatch(line)):
        values[open_key] = f"{values[open_key]} {more['value']}".strip()
        return open_key
    if entry := _ENTRY.fullmatch(line):
        key = re.sub(r"[ -]+", "_", entry["key"].lower())
        if key in _KEYS:
            values[key] = entry["value"].strip()
            return key
        _refuse_misspelt(key)
    return None


def _refuse_misspelt(key: str) -> None:
    """Refuse what is nearly a key; any other word with a colon behind it is a comment.

    Raises:
        DatasetError: With the key that was meant.
    """
    near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.8)
    if near:
        raise DatasetError(
            f"comment line '# {key}: ...' at the top: unknown; did you mean {near[0]}?"
        )


def split_names(names: str) -> tuple[str, ...]:
    """Read names separated by commas; one that holds a comma itself is quoted."""
    try:
        cells = next(csv.reader([names], skipinitialspace=True), [])
    except csv.Error:
        cells = names.split(",")
    return tuple(name.strip() for name in cells if name.strip())
