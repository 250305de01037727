"""Optimisers that adapt the length of a step to each parameter: RMSprop, Adam and AdamW."""

import math
from collections.abc import Iterable, Sequence

from autograd import Value
from nn.training.optimisers import Optimizer, added, at_least_zero


class RMSprop(Optimizer):
    """w ← w − lr·g/(√v + ε) with the running mean v ← αv + (1 − α)g² [Tieleman & Hinton 2012].

    Each parameter steps by its gradient in units of the usual size of its gradients. `centered`
    takes the square of their running mean off v; with a momentum μ the step follows
    u ← μu + g/(√v + ε). Weight decay λ adds λw to g before that.

    >>> w = Value(3.0, "w")
    >>> optimizer = RMSprop([w], lr=0.1, alpha=0.75)
    >>> (w * w).backward()
    >>> optimizer.step()  # √v = √(¼·36) = 3, and 3 − 0.1·6/3
    RMSprop step 1, lr = 0.1
       old  gradient  new
    w    3         6  2.8
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        momentum: float = 0.0,
        centered: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, maximize)
        if not 0 <= alpha < 1:
            raise ValueError(f"alpha lies in [0, 1), got {alpha}")
        self.alpha = alpha
        self.eps = at_least_zero("eps", eps)
        self.weight_decay = at_least_zero("weight_decay", weight_decay)
        self.momentum = at_least_zero("momentum", momentum)
        self.centered = centered
        self.squares = [0.0] * len(self.params)
        self.means = [0.0] * len(self.params)
        self.velocity = [0.0] * len(self.params)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        alpha, step = self.alpha, added(gradients, numbers, self.weight_decay)
        pairs = list(zip(self.squares, self.means, step, strict=True))
        self.squares = [alpha * v + (1 - alpha) * g * g for v, _, g in pairs]
        self.means = [alpha * m + (1 - alpha) * g for _, m, g in pairs]
        spreads = added(self.squares, [m * m for m in self.means], -1.0 if self.centered else 0.0)
        step = [
            g / (math.sqrt(max(v, 0.0)) + self.eps) if g else 0.0
            for g, v in zip(step, spreads, strict=True)
        ]
        if self.momentum:
            self.velocity = added(step, self.velocity, self.momentum)
            step = self.velocity
        return added(numbers, step, -self.lr)


class Adam(Optimizer):
    """Adam [Kingma & Ba 2015]: w ← w − lr·m̂/(√v̂ + ε).

    m and v are running means of g and g², m ← β₁m + (1 − β₁)g and v ← β₂v + (1 − β₂)g², and
    m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) after t steps. Weight decay λ adds λw to g. With `amsgrad` the
    largest v so far takes the place of v, so that steps do not grow again [Reddi et al. 2018].

    >>> w = Value(3.0, "w")
    >>> optimizer = Adam([w], lr=0.1)
    >>> (w * w).backward()
    >>> optimizer.step()  # the first step has length lr, whatever the gradient
    Adam step 1, lr = 0.1
       old  gradient  new
    w    3         6  2.9
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, maximize)
        if not isinstance(betas, Sequence) or len(betas) != 2:
            raise TypeError(f"betas are two numbers, such as (0.9, 0.999), got {betas!r}")
        if not all(0 <= beta < 1 for beta in betas):
            raise ValueError(f"each of betas lies in [0, 1), got {betas}")
        self.betas = betas
        self.eps = at_least_zero("eps", eps)
        self.weight_decay = at_least_zero("weight_decay", weight_decay)
        self.amsgrad = amsgrad
        self.means = [0.0] * len(self.params)
        self.squares = [0.0] * len(self.params)
        self.largest = [0.0] * len(self.params)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        return self.adapted(numbers, added(gradients, numbers, self.weight_decay))

    def adapted(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter along m̂/(√v̂ + ε)."""
        beta1, beta2 = self.betas
        self.means = [m + (1 - beta1) * (g - m) for m, g in zip(self.means, gradients, strict=True)]
        self.squares = [
            beta2 * v + (1 - beta2) * g * g for v, g in zip(self.squares, gradients, strict=True)
        ]
        squares = self.squares
        if self.amsgrad:
            squares = self.largest = list(map(max, self.largest, self.squares))
        lr, eps = self.lr, self.eps
        share, square_share = 1 - beta1**self.steps, 1 - beta2**self.steps
        return [
            w - lr * (m / share) / (math.sqrt(v / square_share) + eps) if m else w
            for w, m, v in zip(numbers, self.means, squares, strict=True)
        ]


class AdamW(Adam):
    """Adam with weight decay kept out of the running means [Loshchilov & Hutter 2019].

    w shrinks by the factor 1 − lr·λ before each step.

    >>> w = Value(2.0, "w")
    >>> AdamW([w], lr=0.1, weight_decay=0.5).step()
    AdamW step 1, lr = 0.1
       old  gradient  new
    w    2         0  1.9
    """

    def __init__(
        self,
        params: Iterable[Value],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, maximize=maximize)

    def updated(self, numbers: list[float], gradients: list[float]) -> list[float]:
        """One step of every parameter."""
        kept = 1 - self.lr * self.weight_decay
        return self.adapted([w * kept for w in numbers], gradients)
