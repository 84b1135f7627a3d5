from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nn_tui.recipe.errors import RecipeError
from nn_tui.recipe.weights import read_weights
from nn_tui.recipe.weights_saving import check_savable, save_weights

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("suffix", [".json", ".npz", ".NPZ"])
@settings(deadline=None, max_examples=30)
@given(synapse=arrays(np.float64, (2, 3), elements=FINITE))
def test_saved_weights_read_back_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, synapse: Any
) -> None:
    path = tmp_path_factory.mktemp("w") / f"w{suffix}"
    save_weights(path, {"synapse_0": synapse, "bias_0": synapse[0]})
    read = read_weights(path, {"synapse_0": (2, 3), "bias_0": (3,)})
    assert list(read) == ["synapse_0", "bias_0"]
    assert read["synapse_0"].tobytes() == synapse.tobytes()
    assert read["bias_0"].tobytes() == synapse[0].tobytes()


def test_json_is_an_object_of_lists(tmp_path: Path) -> None:
    save_weights(tmp_path / "w.json", {"synapse_0": np.array([[0.1], [2.0]])})
    assert json.loads((tmp_path / "w.json").read_text()) == {"synapse_0": [[0.1], [2.0]]}


def test_npz_is_read_by_numpy(tmp_path: Path) -> None:
    save_weights(tmp_path / "w.npz", {"synapse_0": np.array([[0.1], [2.0]])})
    with np.load(tmp_path / "w.npz", allow_pickle=False) as members:
        assert members.files == ["synapse_0"]
        assert members["synapse_0"].tolist() == [[0.1], [2.0]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("w.npy", "suffix .npy: must end in .json or .npz"),
        ("w", "no suffix: must end in .json or .npz"),
        (".npz", "no suffix: must end in .json or .npz"),
        ("w.npz.gz", "suffix .gz: must end in .json or .npz"),
        ("no/w.npz", "there is no directory "),
    ],
)
def test_file_that_cannot_be_is_refused_before_and_when_saving(
    tmp_path: Path, name: str, reason: str
) -> None:
    for refuse in (check_savable, lambda path: save_weights(path, {})):
        with pytest.raises(RecipeError) as refusal:
            refuse(tmp_path / name)
        assert str(refusal.value).startswith(f"save weights {tmp_path / name}: {reason}")
    assert list(tmp_path.iterdir()) == []


def test_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "w.npz").mkdir()
    with pytest.raises(RecipeError, match=r"w\.npz: is a directory; give another file"):
        check_savable(tmp_path / "w.npz")


def test_disk_that_is_full_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "w.json"
    path.write_text("before")

    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(RecipeError, match=r"w\.json: No space left on device; give another file"):
        save_weights(path, {"synapse_0": np.zeros((2, 1))})
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.json"]
