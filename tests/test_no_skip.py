"""What the hooks of conftest.py make of a test that is skipped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

SKIPPING = """
import pytest

def test_in_its_body():
    pytest.skip("no server here")

@pytest.mark.skipif(True, reason="no such machine")
def test_by_its_mark():
    pass

@pytest.fixture
def missing():
    pytest.skip("nothing to set up")

def test_by_its_fixture(missing):
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_known_to_fail():
    assert False

def test_that_passes():
    pass
"""

WITHOUT_LIBRARY = (
    "import pytest\npytest.importorskip('no_such_library')\ndef test_with_it(): pass\n"
)

WITHOUT_PLUGINS = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}


def outcome_of(folder: Path, tests: str, no_skip: str) -> subprocess.CompletedProcess[str]:
    """Run tests by the hooks of this project."""
    (folder / "test_skipping.py").write_text(tests)
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"),
            *("-c", os.devnull, "--rootdir", str(folder), str(folder)),
        ],
        cwd=ROOT, env={**os.environ, **WITHOUT_PLUGINS, "NN_TUI_NO_SKIP": no_skip},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_skips_are_skips(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, SKIPPING, no_skip="")
    assert outcome.returncode == 0, outcome.stdout
    assert re.search(r"\b1 passed, 3 skipped, 1 xfailed\b", outcome.stdout)


def test_skips_fail_with_their_reason_where_none_is_allowed(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, SKIPPING, no_skip="1")
    assert outcome.returncode == 1, outcome.stdout
    assert re.search(r"\b1 failed, 1 passed, 1 xfailed, 2 errors\b", outcome.stdout)
    for reason in ("no server here", "no such machine", "nothing to set up"):
        assert f"Skipped: {reason}; with NN_TUI_NO_SKIP that is a failure" in outcome.stdout


def test_module_that_is_skipped_fails_where_none_is_allowed(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, WITHOUT_LIBRARY, no_skip="1")
    assert outcome.returncode == 2, outcome.stdout
    assert re.search("Skipped: could not import 'no_such_library'.*that is a fail", outcome.stdout)
