"""Special functions beside the elementary ones; named as in `torch.special`."""

import math
from typing import Any

from autograd.ops.declaration import op
from autograd.ops.elementary import log
from autograd.ops.notation import Spelled


@op(
    lambda x, y, result: log(y),
    lambda x, y, result: x / y,
    notation=Spelled(lambda x, y: x * log(y)),
    samples=((1.5, 0.7), (-2.0, 3.0)),
    domain="y > 0, or x = 0 and y ≥ 0",
)
def xlogy(x: Any, y: Any) -> Any:
    """x·ln y, and 0 where x = 0 and y ≥ 0, as entropies want; ∂/∂x = ln y and ∂/∂y = x/y.

    At y = 0 both derivatives are missing.

    >>> xlogy(0, 0), xlogy(3, 1)
    (0.0, 0.0)
    """
    return 0.0 if x == 0 and y >= 0 else x * math.log(y)
