"""What a Value class can be asked to compute, and at which numbers it is asked."""

from typing import NamedTuple


class Operation(NamedTuple):
    """One op as it is written, what the class defines for it, and the points of the tests.

    The first point has numbers whose results tell mistakes apart, the others are edges. An op often
    `rests_on` others: what is wrong with these is not said of it again. Ops that are not required
    are tested where the class has them.
    """

    code: str
    method: str
    points: tuple[tuple[float, ...], ...]
    rests_on: tuple[str, ...] = ()
    required: bool = True

    @property
    def letters(self) -> str:
        """The names of its leaves.

        >>> Operation("a * b", "__mul__", ((2.0, 5.0),)).letters
        'ab'
        """
        return "ab"[: len(self.points[0])]


NEEDED_BY_GRAPHS = "a * 3"  # what the expressions below are written with, beside + and *

OPERATIONS = (
    Operation("a + b", "__add__", ((2.0, 5.0), (0.0, -5.0))),
    Operation("a * b", "__mul__", ((2.0, 5.0), (0.0, -5.0))),
    Operation("a ** 3", "__pow__", ((2.0,), (-2.0,), (0.0,))),
    Operation("a ** -2", "__pow__", ((2.0,),), ("a ** 3",)),
    Operation("-a", "__neg__", ((2.0,),)),
    Operation("a - b", "__sub__", ((2.0, 5.0),), ("-a",)),
    Operation("a / b", "__truediv__", ((6.0, 4.0), (0.0, -4.0)), ("a ** 3", "a ** -2")),
    Operation("a + 3", "__add__ for plain numbers", ((2.0,),)),
    Operation("3 + a", "__radd__", ((2.0,),)),
    Operation("sum([a, b])", "__radd__", ((2.0, 5.0),), ("3 + a",)),
    Operation(NEEDED_BY_GRAPHS, "__mul__ for plain numbers", ((2.0,),)),
    Operation("3 * a", "__rmul__", ((2.0,),)),
    Operation("a - 3", "__sub__ for plain numbers", ((2.0,),), ("a + 3", "a - b")),
    Operation("3 - a", "__rsub__", ((2.0,),), ("3 + a", "-a", "a - b")),
    Operation("a / 4", "__truediv__ for plain numbers", ((6.0,),), ("a / b",)),
    Operation("4 / a", "__rtruediv__", ((6.0,),), ("3 * a", "a / b", "a ** 3", "a ** -2")),
    Operation("a ** b", "__pow__ for two nodes", ((2.0, 3.0),), required=False),
    Operation("3 ** a", "__rpow__", ((2.0,),), required=False),
    Operation("a.relu()", "relu", ((2.0,), (-2.0,), (0.25,), (-0.25,)), required=False),
    Operation("a.exp()", "exp", ((0.5,),), required=False),
    Operation("a.log()", "log", ((2.0,),), required=False),
    Operation("a.tanh()", "tanh", ((0.5,), (1000.0,), (-1000.0,)), ("a.exp()",), False),
    Operation("a.sigmoid()", "sigmoid", ((0.5,), (1000.0,), (-1000.0,)), ("a.exp()",), False),
    Operation("a.sqrt()", "sqrt", ((2.0,),), ("a ** 3",), False),
    Operation("a.sin()", "sin", ((0.5,),), required=False),
    Operation("a.cos()", "cos", ((0.5,),), required=False),
)
"""The ops, sums and products first, on which all else rests."""

REUSES = (
    "b = a * 3; y = b * 5 + b * 7",
    "b = a * 3; y = b * 5 + b * 7 * 11",
    "b = a * 3; y = b * 7 * 11 + b * 5",
    "b = a + a; y = b + b",
    "b = a * 3; c = b * 5; y = b * c + c",
    "b = a * 3; c = b * 0.1; y = c * c + b",
)
"""Expressions in which inner nodes are used more than once, over ways of different lengths; all
contributions are positive.
"""

TWINS = "b = a * k; d = c * m; y = b + d"
LATER = "b = a * 3; y = b * 7"
PASSED = "b = a * 3; z = b * 5; z.backward(); y = b * 7"
ONCE = "b = a * 3; y = b * 5"
AGAIN = f"{ONCE}; y.backward()"
IN_PLACE = "c = a; c {}= b; y = c * a"
IN_NEW = "c = a; c = c {} b; y = c * a"
DOUBLED = "y = a\nfor _ in range(24): y = y + y"  # 2²⁴ paths over 24 nodes
CHAIN = "y = a\nfor _ in range(3000): y = y + b"  # three times Python's limit of recursion
