"""nn: layers, losses and training on scalar nodes, with PyTorch's names and conventions.

Left out of what it shares with PyTorch: GELU's `approximate`, Softplus's `beta`, masks in
attention, recurrence that reads both ways or drops out, and everything in place.

The rooms, from the ground up; each imports from those below it only:

    base                          nested lists, shapes, labels, Module, parameters
    sliding                       how kernels slide; convolutions, pools and their matrices
    layers                        weighted sums, activations, norms, recurrence, whole blocks
    training · exchange · study   side by side: losses and optimisers; files and PyTorch; counts
"""

from typing import TYPE_CHECKING

try:
    from autograd import Value
except ImportError as error:
    if error.name != "autograd" or error.path is None:
        raise
    raise ImportError(  # `visualize.neighbour` says the same; a test holds them together
        f"{error.path} is another package named `autograd`; install chalkgrad into a virtual "
        "environment of its own: python -m venv .venv, and pip install -e . in it"
    ) from None

from autograd.late import late
from nn.training import loss_ops as _loss_ops  # noqa: F401  (they come into the table of ops)

if TYPE_CHECKING:
    from nn.base import initialisers
    from nn.base.module import Module
    from nn.exchange.onnx_models import to_onnx
    from nn.exchange.saving import load, save
    from nn.exchange.torch_bridge import from_torch, to_torch
    from nn.layers.activations import (
        ACTIVATIONS,
        ELU,
        GELU,
        Identity,
        LeakyReLU,
        ReLU,
        Sigmoid,
        SiLU,
        Softplus,
        Tanh,
        activation,
    )
    from nn.layers.attention import (
        AttentionHead,
        attention_jacobian,
        attention_weights,
        scaled_dot_product_attention,
    )
    from nn.layers.blocks import BasicBlock, Bottleneck, PartialConv2d, Subsampling2d, lenet5
    from nn.layers.containers import Flatten, Residual, Sequential
    from nn.layers.dropout import Dropout
    from nn.layers.embedding import Embedding
    from nn.layers.gated_cells import GRUCell, LSTMCell
    from nn.layers.layer_norm import LayerNorm
    from nn.layers.linear import Layer, Linear, Neuron
    from nn.layers.mlp import MLP
    from nn.layers.normalisation import BatchNorm1d, BatchNorm2d
    from nn.layers.probabilities import (
        LogSoftmax,
        Softmax,
        full_logits,
        log_softmax,
        log_softmax_jacobian,
        reduced_logits,
        sigmoid_pair,
        softmax,
        softmax_jacobian,
    )
    from nn.layers.recurrent import GRU, LSTM, RNN
    from nn.layers.rnn_cell import RNNCell
    from nn.layers.unrolled_rnn import Unrolled
    from nn.sliding.backward_ways import BackwardView
    from nn.sliding.conv_matrix import ConvMatrix
    from nn.sliding.convolution import Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d
    from nn.sliding.pooling import AvgPool1d, AvgPool2d, MaxPool1d, MaxPool2d
    from nn.sliding.signals import convolve, correlate, flip
    from nn.study.collapsing import collapse
    from nn.study.counting import Count, count
    from nn.study.equivalence import Equivalence, as_tanh, equivalent
    from nn.study.insides import inner_nodes
    from nn.study.summaries import summary
    from nn.training.adaptive_optimisers import Adam, AdamW, RMSprop
    from nn.training.class_losses import cross_entropy, multi_margin_loss, nll_loss
    from nn.training.clipping import clip_grad_norm_, clip_grad_value_
    from nn.training.datasets import two_moons
    from nn.training.fitting import evaluate, fit
    from nn.training.history import History
    from nn.training.loss_modules import (
        BCELoss,
        BCEWithLogitsLoss,
        CrossEntropyLoss,
        HingeLoss,
        HuberLoss,
        L1Loss,
        MSELoss,
        MultiMarginLoss,
        NLLLoss,
    )
    from nn.training.losses import (
        binary_cross_entropy,
        binary_cross_entropy_with_logits,
        hinge_loss,
        huber_loss,
        l1_loss,
        l1_penalty,
        l2_penalty,
        mse_loss,
    )
    from nn.training.metrics import accuracy
    from nn.training.optimisers import SGD
    from nn.training.plateau import ReduceLROnPlateau
    from nn.training.schedules import (
        CosineAnnealingLR,
        ExponentialLR,
        LambdaLR,
        LinearLR,
        MultiStepLR,
        SequentialLR,
        StepLR,
    )
else:
    __getattr__, __dir__ = late(__name__)

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "GELU",
    "GRU",
    "LSTM",
    "MLP",
    "RNN",
    "SGD",
    "Adam",
    "AdamW",
    "AttentionHead",
    "AvgPool1d",
    "AvgPool2d",
    "BCELoss",
    "BCEWithLogitsLoss",
    "BackwardView",
    "BasicBlock",
    "BatchNorm1d",
    "BatchNorm2d",
    "Bottleneck",
    "Conv1d",
    "Conv2d",
    "ConvMatrix",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "CosineAnnealingLR",
    "Count",
    "CrossEntropyLoss",
    "Dropout",
    "Embedding",
    "Equivalence",
    "ExponentialLR",
    "Flatten",
    "GRUCell",
    "HingeLoss",
    "History",
    "HuberLoss",
    "Identity",
    "L1Loss",
    "LSTMCell",
    "LambdaLR",
    "Layer",
    "LayerNorm",
    "LeakyReLU",
    "Linear",
    "LinearLR",
    "LogSoftmax",
    "MSELoss",
    "MaxPool1d",
    "MaxPool2d",
    "Module",
    "MultiMarginLoss",
    "MultiStepLR",
    "NLLLoss",
    "Neuron",
    "PartialConv2d",
    "RMSprop",
    "RNNCell",
    "ReLU",
    "ReduceLROnPlateau",
    "Residual",
    "Sequential",
    "SequentialLR",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softplus",
    "StepLR",
    "Subsampling2d",
    "Tanh",
    "Unrolled",
    "Value",
    "accuracy",
    "activation",
    "as_tanh",
    "attention_jacobian",
    "attention_weights",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "clip_grad_norm_",
    "clip_grad_value_",
    "collapse",
    "convolve",
    "correlate",
    "count",
    "cross_entropy",
    "equivalent",
    "evaluate",
    "fit",
    "flip",
    "from_torch",
    "full_logits",
    "hinge_loss",
    "huber_loss",
    "initialisers",
    "inner_nodes",
    "l1_loss",
    "l1_penalty",
    "l2_penalty",
    "lenet5",
    "load",
    "log_softmax",
    "log_softmax_jacobian",
    "mse_loss",
    "multi_margin_loss",
    "nll_loss",
    "reduced_logits",
    "save",
    "scaled_dot_product_attention",
    "sigmoid_pair",
    "softmax",
    "softmax_jacobian",
    "summary",
    "to_onnx",
    "to_torch",
    "two_moons",
]
