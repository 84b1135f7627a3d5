"""What holds the code to its shape: sizes, and which layer may import which."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

LARGEST_MODULE = 250
LARGEST_CLASS = 200
LARGEST_FUNCTION = 40

MODULES = sorted((ROOT / "nn_tui").rglob("*.py"))


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    """Parse every module."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}


def lines_of(node: ast.AST) -> int:
    assert isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def too_large(tree: ast.Module, text: str) -> Iterator[str]:
    if (lines := text.count("\n")) > LARGEST_MODULE:
        yield f"{lines} lines"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and lines_of(node) > LARGEST_CLASS:
            yield f"class {node.name}: {lines_of(node)} lines"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            lines_of(node) > LARGEST_FUNCTION
        ):
            yield f"{node.name}(): {lines_of(node)} lines"


def offences(found: dict[Path, Iterator[str]]) -> str:
    """Say line by line what was found, and in which module."""
    lines = (f"{path.relative_to(ROOT)}: {one}" for path, some in found.items() for one in some)
    return "\n".join(lines)


def test_every_module_fits_in_the_head(trees: dict[Path, ast.Module]) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    assert offences({path: too_large(trees[path], texts[path]) for path in MODULES}) == ""


OPS = ROOT / "nn_tui/engine/ops"
"""Where the fields of one op are like those of the next; Op says what they are."""


def undocumented_fields(tree: ast.Module) -> Iterator[str]:
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for node in classes:
        made_by = " ".join(map(ast.unparse, (*node.decorator_list, *node.bases)))
        if "dataclass" not in made_by and "NamedTuple" not in made_by:
            continue
        for field, behind in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
            if isinstance(field, ast.AnnAssign) and not (
                isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
            ):
                yield f"{node.name}.{ast.unparse(field.target)}"


def test_every_field_is_documented(trees: dict[Path, ast.Module]) -> None:
    paths = [path for path in MODULES if not path.is_relative_to(OPS)]
    assert offences({path: undocumented_fields(trees[path]) for path in paths}) == ""


MANY_ARGUMENTS = 5
"""From so many on, the first line of a docstring cannot say what each is."""


def arguments_of(node: ast.FunctionDef) -> list[str]:
    names = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
    return [name for name in names if name != "self"]


def undocumented_arguments(tree: ast.Module) -> Iterator[str]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in functions:
        if (
            not node.name.startswith("_")
            and len(arguments_of(node)) >= MANY_ARGUMENTS
            and "Args:" not in (ast.get_docstring(node) or "")
        ):
            yield f"{node.name}()"


def test_many_arguments_are_documented(trees: dict[Path, ast.Module]) -> None:
    assert offences({path: undocumented_arguments(tree) for path, tree in trees.items()}) == ""


def test_main_screen_has_almost_nothing_to_do(trees: dict[Path, ast.Module]) -> None:
    tree = trees[ROOT / "nn_tui/ui/main_screen.py"]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    assert max(map(lines_of, classes)) < 150


def test_stylesheet_only_arranges_panels() -> None:
    assert (ROOT / "nn_tui/ui/app.tcss").read_text(encoding="utf-8").count("\n") < 120


def test_layers_look_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


def imported_by(statement: str) -> set[str]:
    """Run a statement in a Python of its own and name the packages that it loaded."""
    script = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    outcome = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(outcome.stdout.split())


def test_engine_loads_numpy_alone() -> None:
    statement = "import nn_tui.engine.machine, nn_tui.engine.gradient_check"
    standard = set(sys.stdlib_module_names)
    loaded = {name for name in imported_by(statement) if not name.startswith("_")}
    assert loaded - standard <= {"nn_tui", "numpy", "sitecustomize"}


def test_package_itself_loads_next_to_nothing() -> None:
    assert imported_by("import nn_tui").isdisjoint({"numpy", "textual", "rich", "plotext"})


def test_session_from_python_loads_no_screen() -> None:
    loaded = imported_by("import nn_tui\nnn_tui.open('xor').run(3)")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"textual", "rich", "plotext"})


def test_layers_load_no_screen() -> None:
    layers = ("data", "recipe.recipe", "debugger.runner", "api", "cli.train", "cli.export")
    loaded = imported_by(f"import {', '.join(f'nn_tui.{layer}' for layer in layers)}")
    assert "numpy" in loaded
    assert loaded.isdisjoint({"textual", "rich", "plotext"})
