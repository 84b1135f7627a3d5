from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from nn_tui.data import Dataset, TargetKind, standardized


def make(
    inputs: object,
    names: tuple[str, ...] = ("a", "b"),
    kind: TargetKind = TargetKind.NUMBERS,
    target_names: tuple[str, ...] = ("y",),
    classes: tuple[str, ...] = (),
) -> Dataset:
    values = np.array(inputs, dtype=np.float64)
    return Dataset(
        name="made",
        title="",
        source="",
        teaches="",
        input_names=names,
        target_names=target_names,
        inputs=values,
        targets=np.zeros((len(values), len(target_names))),
        kind=kind,
        classes=classes,
        suggested={"loss": "mse"},
    )


def test_arrays_cannot_be_written() -> None:
    dataset = make([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="read-only"):
        dataset.inputs[0, 0] = 9
    with pytest.raises(ValueError, match="read-only"):
        dataset.targets[0, 0] = 9


def test_arrays_are_c_contiguous_whatever_was_given() -> None:
    assert make(np.asfortranarray(np.ones((5, 2)))).inputs.flags.c_contiguous


def test_arrays_do_not_follow_the_array_that_was_given() -> None:
    given_inputs = np.ones((1, 2))
    dataset = dataclasses.replace(make([[0, 0]]), inputs=given_inputs)
    given_inputs[0, 0] = 9
    assert dataset.inputs[0, 0] == 1


def test_suggested_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        make([[1, 2]]).suggested["loss"] = "bce"  # type: ignore[index]


def test_names_must_fit_the_columns() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        make([[1, 2]], names=("a",))


def test_targets_must_fit_the_rows() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        dataclasses.replace(make([[1, 2]]), targets=np.zeros((2, 1)))


def test_arrays_must_have_two_dimensions() -> None:
    with pytest.raises(ValueError, match="must be"):
        dataclasses.replace(make([[1, 2]]), targets=np.zeros(1))


def test_understood_names_rows_inputs_and_number_target() -> None:
    assert make([[1, 2]]).understood == "made: 1 row, 2 inputs (a, b) -> y, a number"


def test_understood_names_several_number_targets() -> None:
    dataset = make([[1, 2]], target_names=("u", "v"))
    assert dataset.understood.endswith("-> u, v, numbers")


def test_understood_names_two_classes() -> None:
    dataset = make([[1, 2]], kind=TargetKind.TWO_CLASSES, classes=("no", "yes"))
    assert dataset.understood.endswith("-> y, two classes (no, yes)")


def test_understood_counts_classes() -> None:
    names = ("p", "q", "r")
    dataset = make([[1, 2]], kind=TargetKind.CLASSES, target_names=names, classes=names)
    assert dataset.understood.endswith("-> 3 classes (p, q, r)")


def test_understood_shortens_many_inputs() -> None:
    names = tuple(f"pixel_{index}" for index in range(64))
    understood = make(np.zeros((3, 64)), names=names).understood
    assert "64 inputs (pixel_0, pixel_1, ..., pixel_63)" in understood


def test_understood_shortens_long_names() -> None:
    assert len(make([[1, 2]], names=("n" * 40, "m" * 40)).understood) < 100


def test_understood_says_standardized() -> None:
    assert "standardized" in standardized(make([[1, 2], [2, 3]])).understood


def test_hint_is_absent_up_to_ten() -> None:
    assert make([[10, -10]]).hint is None


def test_hint_names_size_column_and_option() -> None:
    hint = make([[0, -255], [1, 3]]).hint
    assert hint is not None
    assert "255" in hint
    assert "column b" in hint
    assert "--standardize" in hint


def test_hint_is_absent_once_standardized() -> None:
    far = [[0.0, 0.0]] * 999 + [[1000.0, 1.0]]
    assert standardized(make(far)).hint is None


def test_standardized_worked_by_hand() -> None:
    # Column a: mean 2, squares (4 + 0 + 4) / 3, deviation 1.632993; column b: mean 5, deviation 0.
    inputs = standardized(make([[0, 5], [2, 5], [4, 5]])).inputs
    root = 2 / np.sqrt(8 / 3)
    np.testing.assert_allclose(inputs, [[-root, 0], [0, 0], [root, 0]], rtol=1e-15)


def test_standardized_gives_the_bits_of_plain_numpy() -> None:
    inputs = np.random.RandomState(3).standard_normal((50, 2)) * 40 + 7
    plain = (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)
    np.testing.assert_array_equal(standardized(make(inputs)).inputs, plain)


def test_standardized_makes_a_constant_column_exactly_zero() -> None:
    # The mean of ten times 0.1 is computed as 0.09999999999999999.
    inputs = standardized(make([[0.1, index] for index in range(10)])).inputs
    assert not inputs[:, 0].any()


def test_standardized_leaves_targets_and_names() -> None:
    dataset = make([[1, 2], [3, 5]])
    changed = standardized(dataset)
    np.testing.assert_array_equal(changed.targets, dataset.targets)
    assert changed.input_names == dataset.input_names


def test_standardized_twice_is_once() -> None:
    once = standardized(make([[1, 2], [3, 5]]))
    assert standardized(once) is once


@given(
    arrays(
        np.float64,
        st.tuples(st.integers(1, 20), st.just(2)),
        elements=st.floats(allow_nan=False, allow_infinity=False),
    )
)
def test_standardized_is_finite_and_bounded_for_any_finite_inputs(
    inputs: NDArray[np.float64],
) -> None:
    # No value of n lies further than sqrt(n - 1) population deviations from their mean.
    changed = standardized(make(inputs)).inputs
    assert np.abs(changed).max() <= np.sqrt(len(inputs)) * (1 + 1e-6)
