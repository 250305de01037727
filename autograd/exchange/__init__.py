"""Recorded graphs in other people's hands: PyTorch, JAX, networkx, and files of JSON."""

from autograd.exchange.functions import to_jax, to_torch
from autograd.exchange.graph_files import from_json, schema, to_json
from autograd.exchange.networkx_graphs import to_networkx

__all__ = ["from_json", "schema", "to_jax", "to_json", "to_networkx", "to_torch"]
