"""visualize: the pass as pictures, pages and animations; one step stream behind all of them."""

from autograd import Value as Value  # fails with a telling path if another `autograd` is installed
from visualize.drawing import Picture, draw

__all__ = ["Picture", "draw"]
