"""Which engines race on which workload, and what each of them needs to be installed."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from autograd import Value, affine
from examples.benchmark import with_nn, written_out
from examples.benchmark.racing import Builder, Race
from examples.local_grads import LocalGrads, linear

BATCHES = (1, 100, 1_000, 10_000)


class Engine(NamedTuple):
    """A way to run a batch: its module here, what that needs, and its largest batch."""

    name: str
    module: str
    package: str | None
    most: int = BATCHES[-1]
    options: dict[str, Any] = {}  # noqa: RUF012  (a NamedTuple's default, never written to)


ENGINES = (
    Engine("NumPy by hand", "in_numpy", "numpy"),
    Engine("chalkgrad, eager", "with_nn", None, most=100),
    Engine("chalkgrad, straight Python", "by_tape", None, 1_000, {"engine": "python"}),
    Engine("chalkgrad, NumPy", "by_tape", "numpy", options={"engine": "numpy"}),
    Engine("chalkgrad, compiled", "by_tape", "llvmlite", options={"engine": "compiled"}),
    Engine("JAX, jit", "in_jax", "jax"),
    Engine("PyTorch", "in_torch", "torch"),
    Engine("CasADi", "in_casadi", "casadi"),
)
"""The first is what the others are measured against."""
CLASS = "class in microgpt's style"


def late(module: str, function: str, *args: Any, **options: Any) -> Builder:
    """A builder whose module is imported when it is called."""
    return lambda: getattr(import_module(f"examples.benchmark.{module}"), function)(
        *args, **options
    )


def installed(package: str | None) -> bool:
    """Whether a package can be imported; None needs none."""
    return package is None or find_spec(package) is not None


def missing() -> list[str]:
    """The packages that a full run compares with and that are not installed."""
    wanted = ["micrograd", *(engine.package for engine in ENGINES)]
    return [name for name in wanted if name and not installed(name)]


def eager(peer: str) -> Iterator[Race]:
    """A pass made anew in each step, beside micrograd or, where nothing is installed, a class."""
    kind, tanh = nodes_of(peer)
    yield Race(
        "eager",
        "W1",
        100,
        {
            peer: lambda: written_out.mlp(kind),
            "written out": lambda: written_out.mlp(Value),
            "nn.MLP": with_nn.mlp,
        },
    )
    yield Race(
        "eager",
        "W2",
        1,
        {
            peer: lambda: written_out.expression(kind),
            "written out": lambda: written_out.expression(Value),
        },
    )
    yield Race(
        "eager",
        "W4",
        1,
        {
            peer: lambda: written_out.convolutions(kind, tanh),
            "written out": lambda: written_out.convolutions(Value, Value.tanh),
            "nn.Conv1d": with_nn.convolutions,
        },
    )
    yield Race(
        "eager",
        "W5",
        1,
        {
            CLASS: lambda: written_out.gpt(LocalGrads, linear),
            "written out": lambda: written_out.gpt(Value, linear),
            "affine": lambda: written_out.gpt(Value, affine),
        },
    )


def nodes_of(peer: str) -> tuple[Any, Any]:
    """The peer's node, and tanh for it."""
    if peer == CLASS:
        return LocalGrads, LocalGrads.tanh
    return import_module("micrograd.engine").Value, written_out.micrograd_tanh


def other_engines(hips: Path | None) -> Race:
    """W1 in scalars of engines that are not made for it."""
    kind, _ = nodes_of("micrograd")
    builders = {
        "micrograd": lambda: written_out.mlp(kind),
        CLASS: lambda: written_out.mlp(LocalGrads),
    }
    if installed("torch"):
        builders["PyTorch, 0-dim"] = late("in_torch", "scalar_mlp")
    if hips:
        builders["HIPS autograd"] = late("in_hips", "mlp", hips, 100, scalars=True)
    return Race("other engines", "W1", 100, builders)


def replay(
    workload: str, batches: Sequence[int], engines: Sequence[Engine], hips: Path | None = None
) -> Iterator[Race]:
    """A step of a program that was made once, at growing batches."""
    function = {"W1": "mlp", "W4": "convolutions"}[workload]
    for batch in batches:
        builders = {
            engine.name: late(engine.module, function, batch, **engine.options)
            for engine in engines
            if installed(engine.package) and batch <= engine.most
        }
        if hips and workload == "W1":
            builders["HIPS autograd"] = late("in_hips", "mlp", hips, batch, scalars=False)
        yield Race("replay", workload, batch, builders)


def races(quick: bool, hips: Path | None) -> Iterator[Race]:
    """All races of a run; a quick one needs nothing but, for replay, NumPy."""
    if quick:
        yield from eager(CLASS)
        own = [ENGINES[0], *(e for e in ENGINES if e.name.startswith("chalkgrad"))]
        if installed("numpy"):
            yield from replay("W1", [100], own)
        return
    if installed("micrograd"):
        yield from eager("micrograd")
        yield other_engines(hips)
    if installed("numpy"):
        yield from replay("W1", BATCHES, ENGINES, hips)
        yield from replay("W4", BATCHES[:-1], ENGINES)
