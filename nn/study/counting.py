"""What layers cost on one sample, with the rules of every kind there is."""

from nn.study import layer_counts as _layer_counts  # noqa: F401  (rules for `count`)
from nn.study import sequence_counts as _sequence_counts  # noqa: F401
from nn.study.costs import NOTHING, Amount, Count, count, times

__all__ = ["NOTHING", "Amount", "Count", "count", "times"]
