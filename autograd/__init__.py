"""autograd: scalar automatic differentiation that keeps every number on the way.

`Value` records the computation graph; `Value.backward` runs the chain rule, which one reads in
`autograd.engine.reverse`; `Value.trace` tells the pass step by step. The storeys, each resting on
those before it: `ops`, `engine`, `passes`, `writing`; and `handwork`, `testing`, `exchange` and
`tape`, which are imported by themselves.
"""

from autograd.engine import copying as _copying  # noqa: F401  (graphs copy and pickle)
from autograd.engine import quick_ops as _quick_ops  # noqa: F401  (Values have operators and ops)
from autograd.engine.collector import collector_paused
from autograd.engine.derivatives import (
    derivative,
    grad,
    hessian,
    jacobian,
    jvp,
    value_and_grad,
    vjp,
)
from autograd.engine.gradient_checks import GradientCheckError, gradcheck
from autograd.engine.graph import Edge, Graph
from autograd.engine.labelling import label_all
from autograd.engine.modes import Scope, by_hand, detect_anomaly, no_grad, scope
from autograd.engine.rounding import Rounding
from autograd.engine.value import Value
from autograd.engine.weighted_sums import affine, weighted_sum
from autograd.ops.activations import (
    elu,
    gelu,
    hardsigmoid,
    hardtanh,
    leaky_relu,
    logsigmoid,
    mish,
    relu,
    sigmoid,
    silu,
    softplus,
    softsign,
)
from autograd.ops.arithmetic import add, div, mul, neg, reciprocal, square, sub
from autograd.ops.arithmetic import pow as pow
from autograd.ops.declaration import op
from autograd.ops.elementary import (
    acos,
    asin,
    atan,
    atan2,
    cbrt,
    cos,
    cosh,
    erf,
    exp,
    exp2,
    expm1,
    hypot,
    log,
    log1p,
    log2,
    log10,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)
from autograd.ops.errors import (
    AnomalyError,
    BranchError,
    DivisionByZeroError,
    DomainError,
    MissingDerivativeError,
    StaleGraphError,
    UnknownNodeError,
)
from autograd.ops.inverse_hyperbolic import acosh, asinh, atanh
from autograd.ops.many import logsumexp, squared_error
from autograd.ops.operation import OPS, Op
from autograd.ops.piecewise import abs as abs
from autograd.ops.piecewise import clip, maximum, minimum, sign, step
from autograd.ops.special import erfc, sinc, xlogy
from autograd.ops.whole_division import floor_divide, remainder
from autograd.passes.ledger import Ledger, Path, paths
from autograd.passes.steps import Step, Trace, backward_steps
from autograd.writing.factoring import factored
from autograd.writing.formula import Formula, Symbol
from autograd.writing.ledger_report import chain_rule
from autograd.writing.node_formulas import expression, partial_formula, value_formula
from autograd.writing.printing import latex, mathml, python, text

# Without abs and pow: after a star import Python's own must stay, which give nodes for nodes too,
# and take complex numbers and, for pow, a modulus.
__all__ = [
    "OPS",
    "AnomalyError",
    "BranchError",
    "DivisionByZeroError",
    "DomainError",
    "Edge",
    "Formula",
    "GradientCheckError",
    "Graph",
    "Ledger",
    "MissingDerivativeError",
    "Op",
    "Path",
    "Rounding",
    "Scope",
    "StaleGraphError",
    "Step",
    "Symbol",
    "Trace",
    "UnknownNodeError",
    "Value",
    "acos",
    "acosh",
    "add",
    "affine",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "backward_steps",
    "by_hand",
    "cbrt",
    "chain_rule",
    "clip",
    "collector_paused",
    "cos",
    "cosh",
    "derivative",
    "detect_anomaly",
    "div",
    "elu",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "expression",
    "factored",
    "floor_divide",
    "gelu",
    "grad",
    "gradcheck",
    "hardsigmoid",
    "hardtanh",
    "hessian",
    "hypot",
    "jacobian",
    "jvp",
    "label_all",
    "latex",
    "leaky_relu",
    "log",
    "log1p",
    "log2",
    "log10",
    "logsigmoid",
    "logsumexp",
    "mathml",
    "maximum",
    "minimum",
    "mish",
    "mul",
    "neg",
    "no_grad",
    "op",
    "partial_formula",
    "paths",
    "python",
    "reciprocal",
    "relu",
    "remainder",
    "scope",
    "sigmoid",
    "sign",
    "silu",
    "sin",
    "sinc",
    "sinh",
    "softplus",
    "softsign",
    "sqrt",
    "square",
    "squared_error",
    "step",
    "sub",
    "tan",
    "tanh",
    "text",
    "value_and_grad",
    "value_formula",
    "vjp",
    "weighted_sum",
    "xlogy",
]
