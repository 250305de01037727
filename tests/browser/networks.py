"""Networks of any size to show in the player."""

import random
from itertools import pairwise

from autograd import Value, scope, squared_error, weighted_sum


def network(*sizes):
    """A multilayer network with a scope for each layer, and its squared error."""
    numbers = random.Random(1)

    def leaf(name):
        return Value(numbers.uniform(-1, 1), name)

    h = [leaf(f"x{i}") for i in range(sizes[0])]
    for place, (n_in, n_out) in enumerate(pairwise(sizes)):
        with scope(f"layer{place}", "Linear"):
            sums = [
                weighted_sum(
                    leaf(f"b{place}.{j}"), [leaf(f"w{place}.{j}.{i}") for i in range(n_in)], h
                )
                for j in range(n_out)
            ]
            h = [each.tanh() for each in sums]
    return squared_error(h[0], 0.5)
