"""The expressions of a rule in JavaScript: each becomes calls of the arithmetic `$`."""

import ast
import inspect
from collections.abc import Callable, Iterable
from types import FunctionType, ModuleType
from typing import Any, NoReturn

from autograd.ops.constants import Constant
from autograd.ops.operation import OPS, Op
from autograd.writing.javascript.names import (
    BOOLEAN,
    COUNTS,
    KINDS,
    OPERATORS,
    described,
    literal,
    meanings,
    quoted,
    spelled,
    twin,
)
from autograd.writing.sources import UntranslatableError


class Expressions:
    """How the expressions of a function are written.

    Args:
        function: The function.
        helper: Gives the JavaScript name of a function that this one calls.

    Attributes:
        bound: The names of its parameters and variables.
        ops: The ops that it uses.
    """

    def __init__(self, function: FunctionType, helper: Callable[[FunctionType], str]) -> None:
        self.meaning_of, self.helper = meanings(function), helper
        self.ops: list[Op] = []
        self.bound: set[str] = set()

    def expression(self, node: ast.expr) -> str:
        """An expression."""
        match node:
            case ast.Constant(value=bool() | int() | float() as number):
                return literal(number)
            case ast.Name() | ast.Attribute():
                return self.named(node)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
                operands = f"{self.expression(left)}, {self.expression(right)}"
                return f"$.{OPERATORS[type(op)]}({operands})"
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
                return literal(-number) if number else f"$.neg({literal(number)})"
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return f"$.neg({self.expression(operand)})"
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return f"$.pos({self.expression(operand)})"
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp() if self.is_boolean(node):
                return self.condition(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                chosen = f"{self.expression(body)} : {self.expression(orelse)}"
                return f"({self.condition(test)} ? {chosen})"
            case ast.Tuple(elts=elts) | ast.List(elts=elts):
                return f"[{', '.join(map(self.argument, elts))}]"
            case ast.Subscript(value=value, slice=index):
                return self.subscript(value, index)
            case ast.GeneratorExp() | ast.ListComp():
                return self.comprehension(node)
            case ast.Call():
                return self.call(node)
        return refuse_node(node)

    def named(self, node: ast.expr) -> str:
        """A name as a value: a parameter, a number, or a function."""
        if self.is_bound(node):
            return self.target(node)
        meaning = self.meaning(node)
        if isinstance(meaning, int | float):
            return self.number(meaning)
        head, first = self.callee(meaning)
        return head if not first else f"(...all) => {head}({', '.join([*first, '...all'])})"

    def is_bound(self, node: ast.expr) -> bool:
        """Whether this is a parameter or variable of the function."""
        return isinstance(node, ast.Name) and node.id in self.bound

    def number(self, value: Any) -> str:
        """A number that a name stands for."""
        return literal(value) if isinstance(value, int | float) else refuse(f"uses {value!r:.60}")

    def meaning(self, node: ast.expr | None) -> Any:
        """What a name, or an attribute of a module, stands for outside the function."""
        match node:
            case ast.Name(id=name) if not self.is_bound(node):
                return self.meaning_of(name)
            case ast.Attribute(value=value, attr=name) if not self.is_bound(value):
                owner = self.meaning(value)
                if isinstance(owner, ModuleType) and hasattr(owner, name):
                    return getattr(owner, name)
                if isinstance(owner, Op) and name == "value":
                    return owner.value
            case ast.Subscript(value=value, slice=ast.Constant(value=str(name))):
                if self.meaning(value) is OPS and name in OPS:
                    return OPS[name]
        return refuse_node(node)

    def callee(self, meaning: Any) -> tuple[str, list[str]]:
        """The JavaScript function of a Python function, and its first arguments."""
        if isinstance(meaning, Op):
            self.ops.append(meaning)
            return "$.call", [quoted(meaning.name)]
        if name := twin(meaning):
            return f"$.{name}", []
        if isinstance(meaning, FunctionType):
            return f"HELPERS.{self.helper(meaning)}", ["$"]
        return refuse(f"uses {described(meaning)}")

    def call(self, node: ast.Call) -> str:
        """A call."""
        function = node.func
        if self.is_bound(function):
            if node.keywords:
                refuse_node(node)
            return f"{self.target(function)}({', '.join(map(self.argument, node.args))})"
        meaning = self.meaning(function)
        if meaning is Constant:
            return self.expression(node.args[0])
        if meaning is isinstance:
            return self.kind_test(node.args[0], node.args[1])
        head, first = self.callee(meaning)
        return f"{head}({', '.join([*first, *self.arguments(meaning, node)])})"

    def arguments(self, meaning: Any, node: ast.Call) -> Iterable[str]:
        """The arguments of a call in order, those by keyword and the defaults too."""
        starred = any(isinstance(arg, ast.Starred) for arg in node.args)
        keywords = {each.arg: each.value for each in node.keywords if each.arg}
        rule = meaning.value if isinstance(meaning, Op) else meaning
        if twin(meaning) or starred:
            if meaning is zip:
                keywords.pop("strict", None)
            if keywords or len(node.args) != COUNTS.get(meaning, len(node.args)):
                refuse_node(node)
            return map(self.argument, node.args)
        try:
            bound = inspect.signature(rule).bind(*node.args, **keywords)
        except TypeError:
            refuse_node(node)
        bound.apply_defaults()
        given = {id(arg) for arg in (*node.args, *keywords.values())}
        return [self.argument(arg) if id(arg) in given else self.number(arg) for arg in bound.args]

    def argument(self, node: ast.expr) -> str:
        """An argument, which may be a list with a star."""
        if isinstance(node, ast.Starred):
            return f"...{self.expression(node.value)}"
        return self.expression(node)

    def subscript(self, value: ast.expr, index: ast.expr) -> str:
        """An element or a slice of a list."""
        match index:
            case ast.Slice(lower=lower, upper=upper, step=None):
                ends = [self.expression(end) if end else "undefined" for end in (lower, upper)]
                return f"$.slice({', '.join([self.expression(value), *ends])})"
            case ast.Slice():
                refuse_node(index)
            case ast.Constant(value=str()):
                return self.named(ast.Subscript(value, index, ast.Load()))
        return f"$.at({self.expression(value)}, {self.expression(index)})"

    def comprehension(self, node: ast.GeneratorExp | ast.ListComp) -> str:
        """A list from another, or a generator, which here is a list too."""
        if len(node.generators) != 1 or node.generators[0].is_async:
            refuse("has a comprehension with more than one for")
        (each,) = node.generators
        iterable = self.expression(each.iter)
        names = {name.id for name in ast.walk(each.target) if isinstance(name, ast.Name)}
        outside, self.bound = self.bound, self.bound | names
        taken = f"({self.target(each.target)})"
        for condition in each.ifs:
            iterable += f".filter({taken} => {self.condition(condition)})"
        text = f"{iterable}.map({taken} => {self.expression(node.elt)})"
        self.bound = outside
        return text

    def is_boolean(self, node: ast.expr) -> bool:
        """Whether an expression is true or false, and nothing else that counts as such."""
        match node:
            case ast.Compare() | ast.UnaryOp(op=ast.Not()) | ast.Constant(value=bool()):
                return True
            case ast.BoolOp(values=values):
                return all(map(self.is_boolean, values))
            case ast.Call(func=ast.Name() | ast.Attribute() as function) if not self.is_bound(
                function
            ):
                meaning = self.meaning(function)
                return meaning is isinstance or (bool(twin(meaning)) and meaning in BOOLEAN)
        return False

    def condition(self, node: ast.expr) -> str:
        """An expression as JavaScript asks for its truth."""
        match node:
            case ast.BoolOp(op=op, values=values):
                word = " && " if isinstance(op, ast.And) else " || "
                return f"({word.join(map(self.condition, values))})"
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return f"!{self.condition(operand)}"
            case ast.Compare(left=left, ops=ops, comparators=rights):
                sides = zip([left, *rights], ops, rights, strict=False)
                tests = [self.comparison(left, op, right) for left, op, right in sides]
                return tests[0] if len(tests) == 1 else f"({' && '.join(tests)})"
        text = self.expression(node)
        return text if self.is_boolean(node) else f"$.truth({text})"

    def comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        """One comparison of a chain."""
        if type(op) in OPERATORS:
            return f"$.{OPERATORS[type(op)]}({self.expression(left)}, {self.expression(right)})"
        match left:
            case (
                ast.Attribute(value=number, attr="__class__")
                | ast.Call(func=ast.Name(id="type"), args=[number])
            ) if isinstance(op, ast.Is | ast.IsNot):
                return ("!" * isinstance(op, ast.IsNot)) + self.kind_test(number, right)
        return refuse(f"compares by {type(op).__name__}")

    def kind_test(self, number: ast.expr, kind: ast.expr) -> str:
        """Whether a number is of some kind."""
        meaning = self.meaning(kind)
        if meaning not in KINDS:
            refuse(f"asks whether a number is {described(meaning)}")
        return f'$.is({self.expression(number)}, "{KINDS[meaning]}")'

    def target(self, node: ast.expr) -> str:
        """What is assigned to: a name or a tuple of names."""
        match node:
            case ast.Name(id=name):
                return spelled(name)
            case ast.Tuple(elts=elts) if all(isinstance(each, ast.Name) for each in elts):
                return f"[{', '.join(map(self.target, elts))}]"
        return refuse_node(node)


def refuse(what: str) -> NoReturn:
    """Give up, saying what is not known."""
    raise UntranslatableError(f"it {what}")


def refuse_node(node: ast.AST | None) -> NoReturn:
    """Give up at a piece of Python."""
    written = ast.unparse(node).splitlines()[0] if node else "something"
    raise UntranslatableError(f"the page cannot compute `{written[:60]}`")
