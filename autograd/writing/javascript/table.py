"""The op table in JavaScript: every rule that can be translated, and why the others cannot."""

from collections.abc import Iterable
from textwrap import indent
from types import FunctionType
from typing import Any

from autograd.ops.operation import Op
from autograd.writing.javascript.functions import Translator
from autograd.writing.javascript.names import literal, quoted
from autograd.writing.sources import UntranslatableError


class RuleTable:
    """Ops with the helper functions of their rules, translated as far as they can be.

    Args:
        ops: The ops; those that their rules use are added.

    Attributes:
        rules: The JavaScript of each op that could be translated.
        helpers: The JavaScript of the functions that rules call, by name.
        reasons: Why an op could not be translated.

    >>> from autograd import neg
    >>> print(RuleTable([neg]).rules[neg])
    { domain: "", value: ($, x) => $.neg(x), partials: [(-1.0)] }
    """

    def __init__(self, ops: Iterable[Op]) -> None:
        self.rules: dict[Op, str] = {}
        self.helpers: dict[str, str] = {}
        self.reasons: dict[Op, str] = {}
        self._names: dict[FunctionType, str] = {}
        self._used_by_helper: dict[FunctionType, list[Op]] = {}
        self._used: dict[Op, list[Op]] = {}
        waiting = list(reversed(list(ops)))
        while waiting:
            op = waiting.pop()
            if op not in self._used:
                self._add(op)
                waiting.extend(reversed(self._used[op]))
        self._give_up_what_uses_others()

    def script(self) -> str:
        """A module that exports the rules by the names of their ops, as `RULES`.

        >>> from autograd import neg
        >>> print(RuleTable([neg]).script())
        const HELPERS = {
        };
        export const RULES = {
         "neg": { domain: "", value: ($, x) => $.neg(x), partials: [(-1.0)] },
        };
        <BLANKLINE>
        """
        helpers = {quoted(name): text for name, text in self.helpers.items()}
        rules = {quoted(op.name): text for op, text in self.rules.items()}
        inner = [
            [indent(f"{name}: {text},", " ") for name, text in each.items()]
            for each in (helpers, rules)
        ]  # what stands at the beginning of a line is declared for the whole page
        lines = ["const HELPERS = {", *inner[0], "};", "export const RULES = {", *inner[1], "};"]
        return "\n".join(lines) + "\n"

    def _add(self, op: Op) -> None:
        used = self._used[op] = []
        try:
            if any(other.name == op.name for other in self.rules):
                raise UntranslatableError("another op of the graph has the same name")
            self.rules[op] = self._op_text(op, used)
        except UntranslatableError as error:
            self.reasons[op] = str(error)

    def _op_text(self, op: Op, used: list[Op]) -> str:
        partials = [self._rule(rule, used) for rule in op.partials]
        fields = {
            "domain": quoted(op.domain),
            "value": self._rule(op.value, used),
            "partials": f"[{', '.join(partials)}]",
        }
        if op.arity is None:
            fields["variadic"] = "true"
        return f"{{ {', '.join(f'{name}: {text}' for name, text in fields.items())} }}"

    def _rule(self, rule: Any, used: list[Op]) -> str:
        if isinstance(rule, float):
            return literal(rule)
        if not isinstance(rule, FunctionType):
            raise UntranslatableError("a rule of it is no Python function")

        def helper(function: FunctionType) -> str:
            name = self._helper(function)
            used.extend(self._used_by_helper[function])
            return name

        translated = Translator(rule, helper)
        used.extend(translated.ops)
        return translated.text

    def _helper(self, function: FunctionType) -> str:
        """The name of a function that rules call; it is translated when it is first asked for."""
        if function not in self._names:
            self._names[function] = name = self._free_name(function.__name__)
            used = self._used_by_helper[function] = list[Op]()
            try:
                self.helpers[name] = self._rule(function, used)
            except UntranslatableError:
                del self._names[function]
                raise
        return self._names[function]

    def _free_name(self, name: str) -> str:
        name = name if name.isidentifier() else "unnamed"
        taken, number, free = set(self._names.values()), 1, name
        while free in taken:
            number += 1
            free = f"{name}_{number}"
        return free

    def _give_up_what_uses_others(self) -> None:
        """An op that uses another is computed by Python if that one is."""
        while needing := {
            op: f"it uses {other.name}: {self.reasons[other]}"
            for op in self.rules
            for other in self._used[op]
            if other in self.reasons
        }:
            self.reasons |= needing
            for op in needing:
                del self.rules[op]
