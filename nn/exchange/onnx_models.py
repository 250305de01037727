"""Models as ONNX, for onnxruntime and everything else that reads it."""

from collections.abc import Iterable
from typing import Any

from autograd.extras import load_extra
from nn.base.module import Module
from nn.base.shapes import is_count
from nn.exchange.onnx_layers import Draft, drafted
from nn.layers.embedding import Embedding

OPSET, IR = 22, 10  # the first whose pools round up as PyTorch's do; the files it came with


def to_onnx(model: Module, shape: Iterable[int]) -> Any:
    """The model as an `onnx.ModelProto` in single precision: x, N × shape, becomes y.

    It computes what the model does in evaluation: running statistics, and no dropout. Where an
    `MLP` of one output gives a list of Values, y is N × 1; of an RNN, GRU or LSTM, which needs
    `batch_first`, y is the states at all steps. `onnx.save` writes it to a file.

    Args:
        model: A layer, or a Sequential or Residual of layers.
        shape: The shape of one sample, as for `summary`.

    Raises:
        TypeError: It is no model, or no shape, or ONNX has nothing of this kind or setting.
        ValueError: The model does not take that shape.
        ImportError: The extra `onnx` is not installed.

    >>> from nn import MLP
    >>> onnx.save(to_onnx(MLP(2, [3, 1]), (2,)), "model.onnx")  # doctest: +SKIP
    """
    if not isinstance(model, Module):
        raise TypeError(f"to_onnx takes a model, got {type(model).__name__}; give a layer of nn")
    if not isinstance(shape, Iterable) or not all(map(is_count, shape)):
        raise TypeError(
            f"give the shape of one sample as a tuple, got {shape!r}: to_onnx(model, (2,)) for two "
            "numbers"
        )
    onnx = load_extra("onnx", "onnx")
    helper, kinds = onnx.helper, onnx.TensorProto
    shape = tuple(shape)
    result = model.output_shape(shape)
    draft = Draft(helper, load_extra("onnx.numpy_helper", "onnx"), load_extra("numpy", "onnx"))
    last = drafted(draft, model, "x")
    draft.nodes.append(helper.make_node("Identity", [last], ["y"]))
    kind = kinds.INT64 if isinstance(first_layer(model), Embedding) else kinds.FLOAT
    graph = helper.make_graph(
        draft.nodes,
        type(model).__name__,
        [helper.make_tensor_value_info("x", kind, ["N", *shape])],
        [helper.make_tensor_value_info("y", kinds.FLOAT, ["N", *result])],
        draft.tensors,
    )
    opset = [helper.make_opsetid("", OPSET)]
    made = helper.make_model(graph, opset_imports=opset, ir_version=IR, producer_name="chalkgrad")
    onnx.checker.check_model(made, full_check=True)
    return made


def first_layer(model: Module) -> Module:
    """The module that gets the input first."""
    while inner := next(iter(model.children()), None):
        model = inner
    return model
