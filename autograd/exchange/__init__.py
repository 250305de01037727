"""Recorded graphs in other people's hands: PyTorch, JAX, and files of JSON."""

from autograd.exchange.functions import to_jax, to_torch
from autograd.exchange.graph_files import from_json, schema, to_json

__all__ = ["from_json", "schema", "to_jax", "to_json", "to_torch"]
