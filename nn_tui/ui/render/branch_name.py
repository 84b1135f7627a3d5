"""Names of branches where there is little room."""

from __future__ import annotations


def brief_name(branch: str) -> str:
    """Shorten `branch 2` to `br2`; `main` is short enough."""
    return branch.replace("branch ", "br")
