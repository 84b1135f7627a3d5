from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from nn_tui.data import DatasetError, open_dataset
from nn_tui.data.dataset import Array
from nn_tui.data.generators import circles, noisy_sine, two_moons

Generator = Callable[[int, float, int], tuple[Array, Array]]


def half_circles(rows: int, noise: float, seed: int) -> tuple[Array, Array]:
    return circles(rows, noise, 0.5, seed)


GENERATORS: list[Generator] = [two_moons, half_circles, noisy_sine]


@pytest.mark.parametrize(
    ("name", "generated"),
    [
        ("moons", two_moons(200, 0.15, 0)),
        ("circles", circles(200, 0.1, 0.5, 0)),
        ("sine", noisy_sine(40, 0.1, 0)),
    ],
)
def test_shipped_file_is_what_its_generator_makes(
    name: str, generated: tuple[Array, Array]
) -> None:
    dataset = open_dataset(name)
    np.testing.assert_array_equal(dataset.inputs, np.round(generated[0], 4))
    np.testing.assert_array_equal(dataset.targets, np.round(generated[1], 4))


@pytest.mark.parametrize("generate", GENERATORS)
def test_generator_repeats_itself_with_the_same_seed(generate: Generator) -> None:
    for first, second in zip(generate(9, 0.1, 5), generate(9, 0.1, 5), strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("generate", GENERATORS)
def test_generator_differs_with_another_seed(generate: Generator) -> None:
    one, other = (np.hstack(generate(9, 0.1, seed)) for seed in (5, 6))
    assert (one != other).any()


@pytest.mark.parametrize("generate", [two_moons, half_circles])
@pytest.mark.parametrize("rows", [4, 7])
def test_generator_alternates_classes(generate: Generator, rows: int) -> None:
    _, labels = generate(rows, 0.0, 0)
    assert labels[:, 0].tolist() == [0, 1, 0, 1, 0, 1, 0][:rows]


def test_moons_without_noise_lie_on_their_half_circles() -> None:
    points, labels = two_moons(11, 0.0, 0)
    centres = np.where(labels == 0, [0.0, 0.0], [1.0, 0.5])
    offsets = points - centres
    np.testing.assert_allclose(np.hypot(*offsets.T), 1)
    assert (np.where(labels[:, 0] == 0, 1, -1) * offsets[:, 1] > -1e-12).all()


def test_moons_have_both_tips() -> None:
    points, labels = two_moons(11, 0.0, 0)
    np.testing.assert_allclose(points[labels[:, 0] == 0][[0, -1]], [[1, 0], [-1, 0]], atol=1e-12)
    np.testing.assert_allclose(points[labels[:, 0] == 1][[0, -1]], [[0, 0.5], [2, 0.5]], atol=1e-12)


def test_circles_without_noise_have_their_radii() -> None:
    points, labels = circles(10, 0.0, 0.25, 0)
    np.testing.assert_allclose(np.hypot(*points.T), np.where(labels[:, 0] == 0, 1, 0.25))


def test_circles_are_spaced_evenly() -> None:
    points, labels = circles(10, 0.0, 0.25, 0)
    outer = points[labels[:, 0] == 0]
    steps = np.hypot(*(outer - np.roll(outer, 1, axis=0)).T)
    np.testing.assert_allclose(steps, steps[0])


def test_sine_without_noise_is_the_sine() -> None:
    inputs, targets = noisy_sine(5, 0.0, 0)
    assert inputs[:, 0].tolist() == [-3, -1.5, 0, 1.5, 3]
    np.testing.assert_array_equal(targets, np.sin(inputs))


@pytest.mark.parametrize("generate", GENERATORS)
def test_generator_refuses_too_few_rows(generate: Generator) -> None:
    with pytest.raises(DatasetError, match="3 rows: must be 4 or more"):
        generate(3, 0.1, 0)


@pytest.mark.parametrize("generate", GENERATORS)
@pytest.mark.parametrize("noise", [-0.1, float("nan")])
def test_generator_refuses_bad_noise(generate: Generator, noise: float) -> None:
    with pytest.raises(DatasetError, match="must be 0 or more"):
        generate(9, noise, 0)


@pytest.mark.parametrize("factor", [0.0, 1.0, float("nan")])
def test_circles_refuse_a_factor_outside_its_limits(factor: float) -> None:
    with pytest.raises(DatasetError, match="must be above 0 and below 1"):
        circles(9, 0.1, factor, 0)
