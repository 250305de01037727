"""Linear layers after one another joined into one."""

from nn.base.jacobians import matmul
from nn.base.module import Module
from nn.base.shapes import brief
from nn.layers.activations import Identity
from nn.layers.linear import Linear
from nn.study.equivalence import bias_of, unpacked, weight_of


def collapse(*layers: Module) -> Linear:
    """The one linear layer that equals linear layers after one another.

    W = W_n … W₂ W₁ and b = W_n (… (W₂ b₁ + b₂) …) + b_n. Identity activations between are left
    out. Sequential models and MLPs may be given whole.

    Raises:
        ValueError: There is another module between, or nothing linear.

    >>> one = collapse(Linear(1, 1, weight=[[2]], bias=[3]), Linear(1, 1, weight=[[5]], bias=[7]))
    >>> one.weight, one.bias
    (((Value(10, 'w₁₁'),),), (Value(22, 'b₁'),))
    """
    linear = []
    for module in unpacked(layers):
        if isinstance(module, Linear) and type(module) is Linear:
            linear.append(module)
        elif not isinstance(module, Identity):
            raise ValueError(
                f"only linear layers and identities collapse into one, got {brief(module)}; a "
                "network with nonlinear activations is no linear function"
            )
    if not linear:
        raise ValueError("give one or more linear layers to collapse, got none")
    weight, bias = weight_of(linear[0]), bias_of(linear[0])
    for layer in linear[1:]:
        if layer.in_features != len(weight):
            raise ValueError(
                f"a layer with {len(weight)} outputs cannot be followed by one with "
                f"{layer.in_features} inputs"
            )
        following = weight_of(layer)
        products = matmul(following, [[b] for b in bias])
        weight = matmul(following, weight)
        bias = [p + b for (p,), b in zip(products, bias_of(layer), strict=True)]
    has_bias = any(layer.bias is not None for layer in linear)
    n_in, n_out = linear[0].in_features, len(weight)
    return Linear(n_in, n_out, weight=weight, bias=bias if has_bias else False)
