"""nn: layers, losses and training on scalar nodes, with PyTorch's names and conventions.

Left out of what it shares with PyTorch: weights of classes, `ignore_index` and `label_smoothing`
in losses, `ceil_mode` in pooling, padding other than zeros, GELU's `approximate`, Softplus's
`beta`, dropout, RNNs that read both ways, and everything in place.
"""

from autograd import Value
from nn import initialisers
from nn.activations import (
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
from nn.backward_view import BackwardView
from nn.blocks import BasicBlock, Bottleneck, PartialConv2d, Subsampling2d, lenet5
from nn.containers import Flatten, Residual, Sequential
from nn.convolution import Conv1d, Conv2d, ConvTranspose1d
from nn.counting import Count, count
from nn.datasets import two_moons
from nn.equivalence import Equivalence, as_tanh, collapse, equivalent
from nn.linear import Layer, Linear, Neuron
from nn.loss_modules import (
    BCELoss,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    HingeLoss,
    L1Loss,
    MSELoss,
    MultiMarginLoss,
    NLLLoss,
)
from nn.losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    cross_entropy,
    hinge_loss,
    l1_loss,
    l1_penalty,
    l2_penalty,
    mse_loss,
    multi_margin_loss,
    nll_loss,
)
from nn.mlp import MLP
from nn.module import Module
from nn.normalisation import BatchNorm1d, BatchNorm2d
from nn.optimisers import SGD, Adam, AdamW
from nn.pooling import AvgPool1d, AvgPool2d, MaxPool1d, MaxPool2d
from nn.recurrent import RNN
from nn.rnn_cell import RNNCell
from nn.saving import load, save
from nn.schedules import CosineAnnealingLR, ExponentialLR, LambdaLR, LinearLR, SequentialLR, StepLR
from nn.signals import convolve, correlate, flip
from nn.softmax import (
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
from nn.summaries import summary
from nn.torch_bridge import from_torch, to_torch
from nn.training import History, evaluate, fit
from nn.unrolled import ConvMatrix
from nn.unrolled_rnn import Unrolled

__all__ = [
    "ACTIVATIONS",
    "ELU",
    "GELU",
    "MLP",
    "RNN",
    "SGD",
    "Adam",
    "AdamW",
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
    "CosineAnnealingLR",
    "Count",
    "CrossEntropyLoss",
    "Equivalence",
    "ExponentialLR",
    "Flatten",
    "HingeLoss",
    "History",
    "Identity",
    "L1Loss",
    "LambdaLR",
    "Layer",
    "LeakyReLU",
    "Linear",
    "LinearLR",
    "LogSoftmax",
    "MSELoss",
    "MaxPool1d",
    "MaxPool2d",
    "Module",
    "MultiMarginLoss",
    "NLLLoss",
    "Neuron",
    "PartialConv2d",
    "RNNCell",
    "ReLU",
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
    "activation",
    "as_tanh",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
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
    "initialisers",
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
    "sigmoid_pair",
    "softmax",
    "softmax_jacobian",
    "summary",
    "to_torch",
    "two_moons",
]
