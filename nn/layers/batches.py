"""Layers that run over a batch at once, where a model begins with them; see `engine.blocks`."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from autograd.engine import blocks, modes
from autograd.engine.blocks import Affine, Each, Layer
from autograd.ops.operation import OPS
from nn.base.module import Module
from nn.layers.activations import GELU, Elementwise, ReLU, Sigmoid, SiLU, Softplus, Tanh
from nn.layers.linear import Linear

OP_BY_OP = {ReLU, Sigmoid, Tanh, GELU, SiLU, Softplus}


def begun(modules: Sequence[Module], samples: Any) -> tuple[Any, int]:
    """What the first modules make of a batch of plain numbers, and how many of them these are."""
    layers: list[Layer] = []
    begins = bool(modules) and isinstance(modules[0], Linear)  # an op of plain numbers has no nodes
    if begins and not modes.special and is_batch(samples):
        for module in modules:
            if (layer := layer_of(module)) is None:
                break
            layers.append(layer)
    results = blocks.run(layers, list(map(tuple, samples))) if len(layers) > 1 else None
    return (samples, 0) if results is None else (results, len(layers))


def is_batch(x: Any) -> bool:
    """Whether x is a list of lists of nothing but floats."""
    if not isinstance(x, list | tuple) or not set(map(type, x)) <= {list, tuple}:
        return False
    return set(map(type, chain.from_iterable(x))) == {float}


def layer_of(module: Module) -> Layer | None:
    """A module as a layer of a block; None for what does more, or is somebody's own class."""
    kind = type(module)
    if module._hooks or "forward" in vars(module):
        return None
    if isinstance(module, Linear) and kind is Linear and not module.expanded:
        return Affine(module.rows(), module.scope_in(modes.scope_now))
    if isinstance(module, Elementwise) and kind in OP_BY_OP:
        return Each(OPS[module.op_name], module.scope_in(modes.scope_now))
    return None
