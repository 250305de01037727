"""Saving and loading: round trips, broken files, foreign files, missing extras."""

import struct
import sys

import pytest

from nn import MLP, Linear, Sequential
from nn.exchange.saving import load, save

numpy = pytest.importorskip("numpy")
safetensors_numpy = pytest.importorskip("safetensors.numpy")


@pytest.fixture
def saved(tmp_path):
    model = MLP(2, [3, 1], seed=1)
    return model, save(model, tmp_path / "model.safetensors")


def test_a_model_comes_back_to_the_last_bit(saved):
    model, path = saved
    other = load(MLP(2, [3, 1], seed=2), path)

    assert other.state_dict() == model.state_dict()
    assert other([0.3, -0.7]).data == model([0.3, -0.7]).data


def test_the_file_has_pytorchs_names_and_doubles(saved):
    arrays = safetensors_numpy.load_file(saved[1])

    assert {name: (x.shape, x.dtype.name) for name, x in arrays.items()} == {
        "0.weight": ((3, 2), "float64"),
        "0.bias": ((3,), "float64"),
        "2.weight": ((1, 3), "float64"),
        "2.bias": ((1,), "float64"),
    }


def test_labels_and_values_stay_the_same_nodes(saved):
    model, path = saved
    before = model.parameters()
    load(model, path)

    assert model.parameters() == before


def test_single_precision_is_read(tmp_path):
    path = tmp_path / "single.safetensors"
    arrays = {"weight": numpy.array([[0.5]], "float32"), "bias": numpy.array([2.0], "float32")}
    safetensors_numpy.save_file(arrays, path)

    assert load(Linear(1, 1), path).state_dict() == {"weight": [[0.5]], "bias": [2.0]}


def test_nothing_is_overwritten_without_being_asked(saved):
    model, path = saved
    with pytest.raises(FileExistsError, match="choose another name or pass force=True"):
        save(model, path)

    assert save(MLP(2, [3, 1], seed=9), path, force=True) == path


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist; create it first"):
        save(Linear(1, 1), tmp_path / "none" / "model.safetensors")


def test_a_failed_save_leaves_the_old_file_and_no_draft(saved, monkeypatch):
    model, path = saved
    before = path.read_bytes()

    def fail(self, target):
        raise OSError("disk full")

    monkeypatch.setattr("pathlib.Path.replace", fail)
    with pytest.raises(OSError, match="disk full"):
        save(model, path, force=True)

    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def header(text):
    return struct.pack("<Q", len(text)) + text.encode()


BROKEN = {
    "empty": b"",
    "foreign": b"PK\x03\x04" + bytes(100),
    "text": b"hello, this is no model at all",
    "half a header": header('{"weight":')[:12],
    "no json": header("x" * 20),
    "huge header": struct.pack("<Q", 2**60),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_changes_nothing(tmp_path, content):
    path = tmp_path / "broken.safetensors"
    path.write_bytes(content)
    model = Linear(1, 1, weight=[[5]], bias=[7])
    with pytest.raises(ValueError, match=r"not a whole safetensors file .* The model is unchanged"):
        load(model, path)

    assert model.state_dict() == {"weight": [[5.0]], "bias": [7.0]}


def test_numbers_in_bfloat16_are_told_apart_from_a_broken_file(tmp_path):
    torch = pytest.importorskip("torch")
    save_file = pytest.importorskip("safetensors.torch").save_file
    path, model = tmp_path / "half.safetensors", Linear(1, 1, bias=False)
    before = model.state_dict()
    save_file({"weight": torch.ones(1, 1, dtype=torch.bfloat16)}, path)

    with pytest.raises(ValueError, match=r"kind BF16, .*model\.float\(\)\. The model is unchanged"):
        load(model, path)
    assert model.state_dict() == before


def test_no_truncation_goes_unseen(saved):
    model, path = saved
    whole, before = path.read_bytes(), model.state_dict()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match="not a whole safetensors file"):
            load(model, path)

    assert model.state_dict() == before


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (MLP(2, [4, 1]), "0.weight must be 4×2, got 3×2"),
        (MLP(2, [3, 1], bias=False), "0.bias is unknown here"),
        (Sequential(MLP(2, [3, 1])), "0.0.weight is missing"),
    ],
)
def test_another_models_file_changes_nothing(saved, other, message):
    before = other.state_dict()
    with pytest.raises(ValueError, match=f"does not fit: .*{message}"):
        load(other, saved[1])

    assert other.state_dict() == before


@pytest.mark.parametrize("missing", ["numpy", "safetensors"])
@pytest.mark.parametrize("action", [save, load])
def test_a_missing_package_names_the_extra(tmp_path, monkeypatch, missing, action):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ImportError, match=rf"{missing} is not installed; .* '.\[save\]'"):
        action(Linear(1, 1), tmp_path / "model.safetensors")
