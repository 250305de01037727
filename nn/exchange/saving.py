"""Saving and loading a model's numbers as safetensors, with PyTorch's names.

`safetensors.torch.load_file` reads the file in PyTorch, and `load` reads what PyTorch saved that
way.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from autograd.extras import load_extra
from autograd.files import writable, write
from nn.base.module import Module

AnyModule = TypeVar("AnyModule", bound=Module)


def save(model: Module, path: str | Path, *, force: bool = False) -> Path:
    """Write the parameters and buffers of a model to a file, as doubles; gives the path back.

    The file appears whole or not at all.

    Args:
        model: Any module.
        path: The file; by custom it ends in `.safetensors`.
        force: Whether an existing file is replaced.

    Raises:
        FileExistsError: There is such a file and `force` is not set.
        ImportError: The extra `save` is not installed.

    >>> from nn import MLP
    >>> save(MLP(2, [3, 1]), "model.safetensors")  # doctest: +SKIP
    PosixPath('model.safetensors')
    """
    formats = packages()
    path = writable(path, force=force)
    data = formats.save({name: formats.array(x) for name, x in model.state_dict().items()})
    return write(path, data, force=force)


def load(model: AnyModule, path: str | Path) -> AnyModule:
    """Read a file written by `save`, or by PyTorch as safetensors, into a model; gives it back.

    Raises:
        ValueError: The file is broken or of another kind, or holds other names or shapes than the
            model; the model is then unchanged.
        ImportError: The extra `save` is not installed.

    >>> from nn import MLP
    >>> model = load(MLP(2, [3, 1]), "model.safetensors")  # doctest: +SKIP
    """
    formats = packages()
    data = Path(path).read_bytes()
    try:
        state = formats.load(data)
    except KeyError as error:  # safetensors' table of NumPy's kinds
        raise ValueError(
            f"{path} holds numbers of the kind {error.args[0]}, which NumPy cannot read; save it "
            "from PyTorch after model.float(). The model is unchanged"
        ) from error
    except formats.SafetensorError as error:
        raise ValueError(
            f"{path} is not a whole safetensors file of numbers ({error}); "
            "it was cut short or is of another kind. The model is unchanged"
        ) from error
    try:
        model.load_state_dict(state)
    except (ValueError, TypeError) as error:
        raise ValueError(f"{path} does not fit: {error}") from error
    return model


class Packages(NamedTuple):
    """What is used of numpy and safetensors."""

    array: Callable[..., Any]
    SafetensorError: type[Exception]
    save: Callable[[dict[str, Any]], bytes]
    load: Callable[[bytes], dict[str, Any]]


def packages() -> Packages:
    """numpy and safetensors, loaded on the first use."""
    array = load_extra("numpy", "save").array
    error = load_extra("safetensors", "save").SafetensorError
    form = load_extra("safetensors.numpy", "save")
    return Packages(array, error, form.save, form.load)
