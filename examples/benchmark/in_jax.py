"""W1 and W4 in JAX: on arrays, compiled with `jit`, in double precision."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

from examples.benchmark.timing import Entrant, entrant
from examples.benchmark.workloads import PENALTY, RATE, kernels, moons, network, signals

jax.config.update("jax_enable_x64", True)


def stepping(loss: Callable[[Any], Any], layers: Any, rate: float = 0.0) -> Entrant:
    """Forward, backward and, with a rate, a step of SGD on pairs of weights and biases."""

    @jax.jit
    def compiled(layers: Any) -> Any:
        output, gradients = jax.value_and_grad(loss)(layers)
        return output, gradients, jax.tree.map(lambda w, slope: w - rate * slope, layers, gradients)

    def step() -> Any:
        nonlocal layers
        output, gradients, layers = jax.block_until_ready(compiled(layers))
        return output, gradients

    def numbers(result: Any) -> list[float]:
        output, gradients = result
        rows = [jnp.column_stack([b, w.reshape(len(w), -1)]).ravel() for w, b in gradients]
        return [float(output), *jnp.concatenate(rows).tolist()]

    return entrant(step, numbers)


def mlp(batch: int) -> Entrant:
    """W1."""
    points, classes = (jnp.array(each, dtype=float) for each in moons(batch))
    layers = [(rows[:, 1:], rows[:, 0]) for rows in map(jnp.array, network())]

    def loss(layers: Any) -> Any:
        x = points
        for weight, bias in layers[:-1]:
            x = jax.nn.relu(x @ weight.T + bias)
        weight, bias = layers[-1]
        margins = 1 - classes * (x @ weight.T + bias)[:, 0]
        penalty = sum((w * w).sum() for w in jax.tree.leaves(layers))
        return jax.nn.relu(margins).mean() + PENALTY * penalty

    return stepping(loss, layers, RATE)


def convolutions(batch: int) -> Entrant:
    """W4."""
    signal = jnp.array(signals(batch))[:, None]
    layers = [(jnp.array(kernel), jnp.array(bias)) for kernel, bias in kernels()]

    def loss(layers: Any) -> Any:
        x = signal
        for kernel, bias in layers:
            x = jax.lax.conv_general_dilated(x, kernel, (1,), "VALID") + bias[:, None]
            x = jnp.tanh(x)
        return (x * x).sum() / batch

    return stepping(loss, layers)
