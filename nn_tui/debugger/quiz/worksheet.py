"""Questions as a sheet of paper to hand out, and the key to it, in Markdown."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from nn_tui.debugger.explain.scope import statements_of
from nn_tui.debugger.quiz.markdown import item, literal
from nn_tui.debugger.quiz.prompts import prompt_of
from nn_tui.debugger.quiz.question import QuizQuestion, Wanted
from nn_tui.debugger.quiz.rounding import DIGITS, shown
from nn_tui.debugger.quiz.tables import tables_of
from nn_tui.debugger.snapshot import Snapshot
from nn_tui.engine.ops.forward import Activate

ASKED_DIGITS = 3
"""Significant digits of an answer: one less than the operands have."""

RULE = "---"
"""Between a sheet and its key, where both are in one file."""

_BLANK = "_" * 16

_GIVEN = ("l0", "y")
"""What stands in a table, beside the parameters."""


def worksheet(questions: Sequence[QuizQuestion], moment: Snapshot) -> list[str]:
    """Write the sheet: the network, its lines, its numbers, and the questions with a blank each.

    Args:
        questions: At least one, in the order of the iteration.
        moment: At which they are asked.
    """
    return [
        f"# Backpropagation by hand: {literal(moment.recipe.dataset.name)}",
        "",
        _subtitle(questions, moment),
        "",
        f"Name: {_BLANK * 2}",
        "",
        "## The network",
        "",
        *(f"- {fact}" for fact in _facts(moment, questions[0])),
        "",
        "## The lines that are asked for",
        "",
        *_listing(questions),
        "",
        "## The numbers",
        "",
        f"All numbers are given with {DIGITS} significant digits.",
        "",
        *tables_of(questions),
        "## Questions",
        "",
        f"Answer with {ASKED_DIGITS} significant digits, or with a sign where a sign is asked for.",
        "",
        *_items(_asked(question) for question in questions),
    ][:-1]


def answer_key(questions: Sequence[QuizQuestion], moment: Snapshot) -> list[str]:
    """Write the key: of each question the answer, the formula with numbers, and a sentence.

    Args:
        questions: Those of the sheet.
        moment: At which they are asked.
    """
    return [
        f"# Key: {literal(moment.recipe.dataset.name)}",
        "",
        _subtitle(questions, moment),
        "",
        *_items(_answered(question) for question in questions),
    ][:-1]


def _items(items: Iterator[list[str]]) -> Iterator[str]:
    for number, paragraphs in enumerate(items, start=1):
        yield from item(number, paragraphs)


def _subtitle(questions: Sequence[QuizQuestion], moment: Snapshot) -> str:
    count = f"{len(questions)} question{'s' * (len(questions) != 1)}"
    seed = moment.recipe.hyperparameters.seed
    return f"{count}, seed {seed}, {_place(questions[0], moment)}"


def _place(question: QuizQuestion, moment: Snapshot) -> str:
    batches = moment.program.schedule.batches
    batch = f", batch {question.cursor.batch} of {batches}" if batches > 1 else ""
    return f"epoch {question.cursor.epoch}{batch}"


def _facts(moment: Snapshot, question: QuizQuestion) -> Iterator[str]:
    network, chosen = moment.program.network, moment.recipe.hyperparameters
    dataset = moment.recipe.dataset
    yield f"Data: {literal(dataset.understood)}"
    bias = "with" if network.has_bias else "without"
    layers = ", ".join(f"l{k} {one.name}" for k, one in enumerate(network.activations, start=1))
    yield f"Layers: {network.shape}, {bias} biases: {layers}"
    yield f"Loss: {network.loss.name}: {network.loss.about.split(';')[0]}"
    yield f"Learning rate: {chosen.learning_rate:g}"
    yield f"Moment: {_place(question, moment)}; weights are given as they were before its updates"
    yield (
        "Rows and units count from 0: `l1[2,1]` is unit 1 of layer 1 for row 2, "
        "`synapse_0[1,2]` leads from unit 1 to unit 2"
    )


def _listing(questions: Sequence[QuizQuestion]) -> Iterator[str]:
    lines = list(dict.fromkeys(question.found.op.line for question in questions))
    yield "```python"
    yield from lines
    yield "```"
    yield ""
    for definition in dict.fromkeys(map(_definition, questions)):
        if definition:
            yield f"- {definition}"
    if any("@" in line for line in lines):
        yield "- `@` multiplies rows with columns and adds up, `.T` swaps rows and columns"
    if any(" > 0" in line for line in lines):
        yield "- `(z > 0)` is 1 where it is true, else 0"


def _definition(question: QuizQuestion) -> str:
    """Write the function that an activation's line calls as mathematics has it."""
    op = question.found.op
    if not isinstance(op, Activate):
        return ""
    *assigned, returned = statements_of(op.activation.definition)
    assert isinstance(returned, ast.Return) and returned.value is not None, "it returns something"
    where = ", ".join(ast.unparse(one) for one in assigned if isinstance(one, ast.Assign))
    value = ast.unparse(returned.value)
    text = f"{op.activation.name}(z) = {value}{f' with {where}' if where else ''}"
    return f"`{text.replace('np.', '')}`"


def _asked(question: QuizQuestion) -> list[str]:
    what = f"`{question.cell}`: {prompt_of(question)}."
    tabled = (*_GIVEN, *question.found.before.program.network.parameters)
    given = [f"`{t}` = {v}" for t, v in _given(question) if t.split("[")[0] not in tabled]
    asked = "Sign (+, - or 0)" if question.wanted is Wanted.SIGN else "Answer"
    return [what, *([f"Given: {', '.join(given)}"] if given else []), f"{asked}: {_BLANK}"]


def _given(question: QuizQuestion) -> Iterator[tuple[str, str]]:
    for term in question.given:
        index = f"[{','.join(map(str, term.index))}]" if term.index else ""
        yield f"{term.name}{index}", shown(term.value)


def _answered(question: QuizQuestion) -> list[str]:
    value = shown(question.value)
    is_sign = question.wanted is Wanted.SIGN
    right = f"**{question.sign}** ({value})" if is_sign else f"**{value}**"
    return [
        f"`{question.cell}`: {right}",
        f"`= {question.symbols}`",
        f"`= {question.numbers}`",
        question.sentence,
    ]
