"""Recorded graphs in other people's hands: PyTorch, JAX, networkx, and files of JSON."""

from autograd.exchange.functions import to_jax, to_torch

__all__ = ["to_jax", "to_torch"]
