from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nn_tui.data import DatasetError, TargetKind, catalogue, open_dataset, shipped
from nn_tui.data.preamble import HYPERPARAMETERS


def test_shipped_names_classic_first_and_the_rest_by_name() -> None:
    names = shipped()
    assert names[0] == "classic"
    assert list(names[1:]) == sorted(names[1:])
    assert {"and", "or", "xor", "moons", "circles", "iris", "sine"} < set(names)


def test_shipped_folder_is_the_packages_own_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "datasets").mkdir()
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path)
    assert catalogue.shipped_folder() == tmp_path / "datasets"


def test_shipped_folder_is_beside_the_package_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "files", lambda _: tmp_path / "nn_tui")
    assert catalogue.shipped_folder() == tmp_path / "datasets"


@pytest.mark.parametrize("name", shipped())
def test_shipped_dataset_says_what_it_is(name: str) -> None:
    dataset = open_dataset(name)
    assert dataset.name == name
    assert dataset.title
    assert dataset.source
    assert dataset.teaches


@pytest.mark.parametrize("name", shipped())
def test_shipped_dataset_suggests_a_whole_training(name: str) -> None:
    optional = {"activation", "standardize", "optimizer"}
    assert set(HYPERPARAMETERS) - optional <= set(open_dataset(name).suggested)


@pytest.mark.parametrize("name", shipped())
def test_shipped_dataset_names_its_targets(name: str) -> None:
    preamble = (catalogue.shipped_folder() / f"{name}.csv").read_text(encoding="utf-8")
    assert "# targets: " in preamble


@pytest.mark.parametrize("name", shipped())
def test_shipped_dataset_needs_no_hint(name: str) -> None:
    assert open_dataset(name).hint is None


def test_classic_is_the_four_rows() -> None:
    dataset = open_dataset("classic")
    np.testing.assert_array_equal(dataset.inputs, [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
    np.testing.assert_array_equal(dataset.targets, [[0], [0], [1], [1]])
    expected = "classic: 4 rows, 3 inputs (x0, x1, x2) -> y, two classes (0, 1)"
    assert dataset.understood == expected


@pytest.mark.parametrize(
    ("name", "outputs"), [("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("xor", [0, 1, 1, 0])]
)
def test_logic_is_its_truth_table(name: str, outputs: list[int]) -> None:
    dataset = open_dataset(name)
    np.testing.assert_array_equal(dataset.inputs, [[0, 0], [0, 1], [1, 0], [1, 1]])
    assert dataset.targets[:, 0].tolist() == outputs


def test_iris_has_fifty_rows_of_each_species() -> None:
    dataset = open_dataset("iris")
    assert dataset.kind is TargetKind.CLASSES
    assert dataset.classes == ("setosa", "versicolor", "virginica")
    assert dataset.targets.sum(axis=0).tolist() == [50, 50, 50]


def test_iris_has_the_means_of_fishers_paper() -> None:
    # Fisher (1936), table II: means of 50 flowers, in cm.
    inputs = open_dataset("iris").inputs.reshape(3, 50, 4)
    expected = [[5.006, 3.428, 1.462, 0.246], [5.936, 2.770, 4.260, 1.326]]
    np.testing.assert_allclose(inputs.mean(axis=1)[:2], expected, atol=5e-4)


def test_iris_is_not_the_uci_version() -> None:
    inputs = open_dataset("iris").inputs
    assert inputs[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert inputs[37].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_open_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("a,b,y\n1,2,3\n")
    assert open_dataset(str(path), ["a"]).target_names == ("a",)


def test_open_prefers_a_shipped_name_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xor").write_text("a,y\n1,3\n")
    monkeypatch.chdir(tmp_path)
    assert open_dataset("xor").rows == 4
    assert open_dataset("./xor").rows == 1


def test_open_passes_targets_to_a_shipped_dataset() -> None:
    assert open_dataset("classic", ["x1"]).input_names == ("x0", "x2", "y")


def test_open_suggests_the_closest_name() -> None:
    with pytest.raises(DatasetError) as caught:
        open_dataset("clasic")
    message = str(caught.value)
    assert message.startswith("dataset clasic: unknown; did you mean classic? known: classic, and,")
    assert message.endswith("no file of that name")


def test_open_suggests_a_name_for_a_missing_path() -> None:
    with pytest.raises(DatasetError, match=r"no such file; did you mean the shipped dataset iris"):
        open_dataset("nowhere/iris.csv")


def test_open_suggests_nothing_where_nothing_is_near() -> None:
    with pytest.raises(
        DatasetError,
        match=r"nowhere/qqqqqq.csv: no such file; nn-tui datasets lists what is shipped$",
    ):
        open_dataset("nowhere/qqqqqq.csv")


def test_open_refuses_an_empty_name() -> None:
    with pytest.raises(DatasetError, match="is a directory"):
        open_dataset("")


def test_wrong_target_of_a_shipped_dataset_is_said_by_its_name() -> None:
    with pytest.raises(DatasetError, match=r"^iris: "):
        open_dataset("iris", ["sepal"])
