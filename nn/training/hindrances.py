"""Whether a training is replayed, and why not: what a tape would not do again."""

from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any

from autograd.engine import modes
from nn.base.module import Module
from nn.layers.dropout import Dropout
from nn.training.replaying import Replay, refusal

SAMPLES = 1000
"""How many samples must be met for one to be recorded unasked: that takes as long as to compute a
few hundred of them, most of it to load what makes programs.
"""
BATCHES = {True: 100, False: 500}
"""How often a batch of one size must come to be recorded unasked as a whole, where one sample will
not do, with NumPy and without: its program takes as long to make as half as many to compute.
"""


def replay_of(
    model: Module,
    loss: Any,
    epochs: int,
    samples: Sequence[Any],
    batch_size: int | None = None,
    *,
    asked: bool | None,
    keeps_outputs: bool,
) -> Replay | None:
    """The tapes of a training, or None where all is computed as written.

    Args:
        model: What is trained.
        loss: Its loss.
        epochs: How often all samples are met.
        samples: What is met, and in batches of what size.
        batch_size: None for all in one.
        asked: True for "in any case", None for "where that comes to the same and pays".
        keeps_outputs: Whether a metric asks for the outputs.

    Raises:
        ValueError: It was asked for, and cannot be.
    """
    if asked not in (True, False, None):
        raise ValueError(f"replay is True, False or None, got {asked!r}")
    if asked is False or not (asked or is_known(model, loss)):
        return None
    whole, rest = divmod(len(samples), batch_size or len(samples))
    times = {batch_size or len(samples): whole * epochs, rest: epochs}
    often = BATCHES[find_spec("numpy") is not None]
    sizes = [size for size, count in times.items() if asked or count >= often]
    alone = asked or epochs * len(samples) >= SAMPLES
    make = partial(Replay, alone=alone, sizes=sizes, demanded=bool(asked))
    reason = next(reasons_against(model, loss), "")
    try:
        if not reason:
            return make(model, loss, samples, keeps_outputs=keeps_outputs)
    except (TypeError, ValueError) as error:  # samples of something else than numbers
        reason = str(error)
    if asked:
        raise refusal(reason)
    return None


def reasons_against(model: Module, loss: Any) -> Iterator[str]:
    """The reasons, each in a few words.

    >>> from nn import MLP, Sequential, mse_loss
    >>> list(reasons_against(Sequential(MLP(2, [1]), Dropout(0.5)), mse_loss))
    ['Dropout draws anew at every step']
    """
    if modes.special:
        yield "no_grad, by_hand or detect_anomaly is in force"
    for module in (*model.modules(), *(loss.modules() if isinstance(loss, Module) else ())):
        kind = type(module).__name__
        if module._hooks:
            yield f"a forward hook of {kind} is called at every pass"
        if isinstance(module, Dropout) and module.p:
            yield f"{kind} draws anew at every step"
        if any(True for _ in module.own_buffers()):
            yield f"{kind} keeps running statistics"


def is_known(model: Module, loss: Any) -> bool:
    """Whether the model's modules and the loss are those of nn, which do nothing but compute.

    >>> from nn import MLP, mse_loss
    >>> is_known(MLP(2, [1]), mse_loss), is_known(MLP(2, [1]), print)
    (True, False)
    """
    while isinstance(loss, partial):
        loss = loss.func
    given = type(loss) if isinstance(loss, Module) else loss
    kinds = (given, *map(type, model.modules()))
    return all((kind.__module__ or "").startswith("nn.") for kind in kinds)
