"""Module: something with parameters and a forward pass, as in PyTorch."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, ClassVar, Self

from autograd.engine import modes
from autograd.engine.modes import Scope
from autograd.engine.value import Value
from nn.base.holding import dotted, modules_in, parameters_in
from nn.base.hooks import Handle, Hook, hooked
from nn.base.labels import number_layers
from nn.base.nested import as_plain, entries, frozen, gradient_of, map_entries
from nn.base.shapes import takes_one
from nn.base.state import numbers_for, put


class Module:
    """The base of every layer and model: parameters, submodules, and a call that runs `forward`.

    Nothing needs registering. An attribute that is a leaf Value, or a nested list of leaf Values of
    one shape, is a parameter; one that is a Module is a submodule. Other lists, tuples and dicts
    are searched for both, which are then named by place or key: `scales.left`, `layers.0`. Names
    that start with an underscore are not searched. A subclass needs no `super().__init__()`.

    Attributes:
        training: Whether batch statistics are used and gathered; see `train` and `eval`.
        buffer_names: Attributes that belong to the state but are not trained; plain numbers.
        sample_rank: How deeply one sample is nested, where that is fixed: 1 for n_in numbers, 2 for
            channels × length. A deeper input is a batch.
        wants_batch: Whether its axes are counted with that of a batch, so that a single sample must
            be given as a batch of one; `Sequential` does so.
        gives_states: Whether it gives a pair, its outputs and its last states.

    >>> class Line(Module):
    ...     def __init__(self):
    ...         self.a, self.b = Value(2.0, "a"), Value(1.0, "b")
    ...     def forward(self, x):
    ...         return self.a * x + self.b
    >>> line = Line()
    >>> line(10), line.parameters()
    (Value(21), [Value(2, 'a'), Value(1, 'b')])
    """

    training: bool = True
    buffer_names: ClassVar[tuple[str, ...]] = ()
    sample_rank: int | None = None
    wants_batch: bool = False
    gives_states: bool = False

    _name: str = ""
    _names_given: bool = False
    _scope: Scope | None = None
    _hooks: dict[Handle, Hook] | None = None

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Run `forward`; the nodes made on the way belong to this module's scope."""
        outer = modes.scope_now
        modes.scope_now = self.scope_in(outer)
        try:
            output = self.forward(*args, **options)
            return hooked(self, self._hooks.values(), args, output) if self._hooks else output
        except TypeError as error:
            if len(args) > 1 and takes_one(self.forward):
                raise TypeError(
                    f"{type(self).__name__} takes one input, got {len(args)}; "
                    "give one sample as a list: model([1.0, 2.0])"
                ) from error
            raise
        finally:
            modes.scope_now = outer

    def register_forward_hook(self, hook: Hook) -> Handle:
        """Call a function after each forward pass with the module, its inputs and its output.

        What it gives takes the output's place, unless it is None.

        >>> from nn import Linear
        >>> layer = Linear(2, 1, weight=[[3, 5]], bias=[7])
        >>> with layer.register_forward_hook(lambda module, args, output: print(args, output)):
        ...     y = layer([1, 10])
        ([1, 10],) [Value(60)]
        """
        if self._hooks is None:
            self._hooks = {}
        return Handle(self._hooks, hook)

    def forward(self, *args: Any, **options: Any) -> Any:
        """The forward pass; every module defines its own."""
        raise NotImplementedError(
            f"{type(self).__name__} has no forward pass; define forward(self, x)"
        )

    def output_shape(self, shape: tuple[int, ...]) -> tuple[int, ...]:
        """The shape that one sample of a shape becomes, without running the module.

        Raises:
            ValueError: The module does not take that shape.
            NotImplementedError: The module does not say.
        """
        raise NotImplementedError(
            f"{type(self).__name__} does not say what shapes it gives; "
            "define output_shape(self, shape)"
        )

    def scope_in(self, outer: Scope | None) -> Scope:
        """The scope of what this module makes inside another."""
        scope = self._scope
        if scope is None or scope.parent is not outer or scope.instance != id(self):  # a copy
            return self._enter(outer)
        return scope

    def _enter(self, outer: Scope | None) -> Scope:
        """Make the scope of this module inside another, and name what is in it once."""
        kind = type(self).__name__
        name = self._name if outer and self._name else kind
        self._scope = Scope(name, outer, kind, id(self))
        if not self._names_given:
            self._names_given = True
            for name, module in self.named_children():
                module._name = module._name or name
            if outer is None:
                number_layers(self.modules(), if_alike=True)
        return self._scope

    def own_parameters(self) -> Iterator[tuple[str, Any]]:
        """Name and nested list of each parameter of this module itself."""
        for name, attribute, _ in self.own_leaves():
            yield name, attribute

    def own_leaves(self) -> Iterator[tuple[str, Any, tuple[Value, ...]]]:
        """Name, nested list and leaves of each parameter of this module itself.

        A nested tuple cannot change, so its leaves are looked for once; a list is searched again.
        """
        fixed: dict[str, tuple[Any, list[Any]]] = vars(self).setdefault("_fixed", {})
        for name, attribute in vars(self).items():
            if name.startswith("_"):
                continue
            known, found = fixed.get(name, (None, []))
            if known is None or known is not attribute:
                held = parameters_in(name, attribute)
                found = [(name, values, tuple(entries(values))) for name, values in held]
                if found and frozen(attribute) == attribute:
                    fixed[name] = attribute, found
            yield from found

    def own_buffers(self) -> Iterator[tuple[str, Any]]:
        """Name and numbers of each buffer of this module itself."""
        for name in self.buffer_names:
            if (values := getattr(self, name)) is not None:
                yield name, values

    def named_children(self) -> Iterator[tuple[str, "Module"]]:
        """The submodules held directly, with their names: `hidden`, `layers.0`."""
        for name, attribute in vars(self).items():
            if not name.startswith("_"):
                yield from modules_in(name, attribute, Module)

    def children(self) -> Iterator["Module"]:
        """The submodules held directly, each once.

        >>> from nn import MLP
        >>> list(MLP(2, [1], output="tanh").children())
        [Linear(in_features=2, out_features=1, bias=True), Tanh()]
        """
        yield from dict.fromkeys(module for _, module in self.named_children())

    def named_modules(self, remove_duplicate: bool = True) -> Iterator[tuple[str, "Module"]]:
        """This module, named "", and all modules in it, parents first.

        Args:
            remove_duplicate: Whether one that is held in several places comes only once.
        """
        seen: set[Module] = set()
        waiting: list[tuple[str, Module, tuple[Module, ...]]] = [("", self, ())]
        while waiting:
            name, module, above = waiting.pop()
            if module in (seen if remove_duplicate else above):
                continue
            seen.add(module)
            yield name, module
            inside = module.named_children()
            children = [(dotted(name, child), part, (*above, module)) for child, part in inside]
            waiting += reversed(children)

    def modules(self) -> Iterator["Module"]:
        """This module and all modules in it, each once."""
        for _, module in self.named_modules():
            yield module

    def apply(self, function: Callable[["Module"], Any]) -> Self:
        """Call a function with every submodule, then with this module; gives itself.

        >>> from nn import MLP
        >>> model = MLP(2, [1], output="tanh").apply(lambda module: print(type(module).__name__))
        Linear
        Tanh
        MLP
        """
        for module in self.children():
            module.apply(function)
        function(self)
        return self

    def named_parameters(self) -> Iterator[tuple[str, Any]]:
        """PyTorch's name and the nested tuple of Values of each parameter, matrices as a whole.

        >>> from nn import Linear
        >>> layer = Linear(2, 1, weight=[[3, 5]], bias=[7])
        >>> for name, values in layer.named_parameters():
        ...     print(name, values)
        weight ((Value(3, 'w₁₁'), Value(5, 'w₁₂')),)
        bias (Value(7, 'b₁'),)
        """
        for prefix, module in self.named_modules():
            for name, values in module.own_parameters():
                yield dotted(prefix, name), values

    def parameters(self) -> list[Value]:
        """All Values to train, each once, in the order of `named_parameters`."""
        leaves = (found for module in self.modules() for _, _, found in module.own_leaves())
        return list(dict.fromkeys(chain.from_iterable(leaves)))

    def named_buffers(self) -> Iterator[tuple[str, Any]]:
        """PyTorch's name and the numbers of each buffer: what is kept, but not trained.

        >>> from nn import BatchNorm1d
        >>> dict(BatchNorm1d(2).named_buffers())
        {'running_mean': [0.0, 0.0], 'running_var': [1.0, 1.0], 'num_batches_tracked': 0}
        """
        for prefix, module in self.named_modules():
            for name, values in module.own_buffers():
                yield dotted(prefix, name), values

    def buffers(self) -> Iterator[Any]:
        """The numbers of each buffer."""
        for _, values in self.named_buffers():
            yield values

    def gradients(self) -> dict[str, Any]:
        """The gradients of all parameters as nested lists of numbers, by PyTorch's names.

        >>> from nn import Linear
        >>> layer = Linear(2, 1, weight=[[3, 5]], bias=[7])
        >>> layer([10, 20])[0].backward()
        >>> layer.gradients()
        {'weight': [[10.0, 20.0]], 'bias': [1.0]}
        """
        return {name: map_entries(gradient_of, values) for name, values in self.named_parameters()}

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for module in self.modules():
            for _, _, leaves in module.own_leaves():
                for leaf in leaves:
                    leaf.grad = 0.0

    def train(self, mode: bool = True) -> Self:
        """Set this module and all in it to training, with False to evaluation; gives itself."""
        for module in self.modules():
            module.training = mode
        return self

    def eval(self) -> Self:
        """Set this module and all in it to evaluation; gives itself."""
        return self.train(False)

    def state_dict(self) -> dict[str, Any]:
        """Copies of all parameters and buffers as nested lists of numbers, by PyTorch's names.

        >>> from nn import Linear
        >>> Linear(2, 1, weight=[[3, 5]], bias=[7]).state_dict()
        {'weight': [[3.0, 5.0]], 'bias': [7.0]}
        """
        return {name: map_entries(as_plain, values) for name, _, values in self._state()}

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Take over numbers by name: nested lists, NumPy arrays or torch tensors.

        The Values stay the same nodes and get new numbers. After an error nothing has changed.

        Raises:
            ValueError: A name is missing, unknown, or has another shape; a count is no whole
                number; or numbers differ that belong to the same Values.
            TypeError: An entry is no number.
        """
        own = {name: (module, values) for name, module, values in self._state()}
        wanted = {name: values for name, (_, values) in own.items()}
        numbers = numbers_for(type(self).__name__, wanted, state)
        for name, found in numbers.items():
            module, values = own[name]
            put(module, name, values, found)

    def _state(self) -> Iterator[tuple[str, "Module", Any]]:
        """Name, owner and values of every parameter and buffer, in PyTorch's order and, as there,
        by all its names.
        """
        for prefix, module in self.named_modules(remove_duplicate=False):
            for name, values in chain(module.own_parameters(), module.own_buffers()):
                yield dotted(prefix, name), module, values

    def extra_repr(self) -> str:
        """What stands in the brackets of `repr`, such as `in_features=2, out_features=1`."""
        return ""

    def __repr__(self) -> str:
        kind = type(self).__name__
        parts = [f"({name}): {part!r}" for name, part in self.named_children()]
        if not parts:
            return f"{kind}({self.extra_repr()})"
        lines = "\n".join(parts if not self.extra_repr() else [self.extra_repr(), *parts])
        return f"{kind}(\n  " + lines.replace("\n", "\n  ") + "\n)"
