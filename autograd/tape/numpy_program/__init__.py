"""A tape as a NumPy program: numbers of one level at once, sums of products as matrices."""

from autograd.tape.numpy_program.engine import NumpyEngine, built

__all__ = ["NumpyEngine", "built"]
