"""The rules of ops in straight Python, read from their own source.

A rule of one expression is written where it is used; one that is called on letters gives its
expression too; any other becomes a def above the program. A rule whose source is not at hand can be
called, but not read.
"""

import ast
import builtins
import copy
import keyword
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, cast

from autograd.ops.alphabet import distinct, identifier
from autograd.ops.numerals import as_number, plain_number
from autograd.ops.operation import OPS, Op
from autograd.tape.reading.letters import (
    DEEPEST,
    Letter,
    Letters,
    UndecidedError,
    letter,
    literal,
    sum_of,
    tree,
    written_out,
)
from autograd.writing.javascript.names import meanings
from autograd.writing.sources import Source, UntranslatableError, source_of

RESERVED = (*keyword.kwlist, *vars(builtins), "math", "program", "inputs", "parameters", "losses")
"""What no number of a program, and no def above it, is called."""
SCOPES = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.NamedExpr)
ATOMS = (ast.Name, ast.Constant)


class WrittenRule(NamedTuple):
    """A rule applied to letters: terms to be added, and whether it asks for their numbers."""

    terms: list[ast.expr]
    asks: bool


class Rules:
    """The rules that one program uses.

    Attributes:
        defs: The functions that stand above the program, by name.
        bound: Functions whose source is not at hand, by name.
        taken: The names in use, as `distinct` counts them.
    """

    def __init__(self) -> None:
        self.defs: dict[str, str] = {}
        self.bound: dict[str, Any] = {}
        self.taken: dict[str, int] = dict.fromkeys(RESERVED, 1)
        self._names: dict[Any, str] = {}

    def applied(self, op: Op, position: int | None, args: Sequence[int | float]) -> WrittenRule:
        """The value of an op, or its local derivative by one operand, as terms to be added.

        The operands are letters, the result is the letter after them. Floats among the arguments
        are known, and put in only where the rule asks for them, as a power for its exponent.
        """
        rule, arrange, name = call_of(op, position)
        letters, y = Letters(len(args), self.of_op), letter(len(args), self.of_op)
        found = written_out(rule, *arrange(letters, y))
        if found is not None and (position is None or len(found) <= DEEPEST):
            return WrittenRule(found, asks=False)
        if float in map(type, args):
            pairs = zip(letters, args, strict=True)
            mixed = tuple([arg if type(arg) is float else each for each, arg in pairs])
            found = written_out(rule, *arrange(mixed, y))
        return WrittenRule(
            found or [self.called(rule, list(map(operand, arrange(letters, y))), name)], asks=True
        )

    def of_op(self, op: Op, operands: Sequence[Any]) -> ast.expr:
        """An op that a rule calls on letters and numbers."""
        args = list(map(tree, operands))
        found = written_out(op.value, *operands) if all(map(is_atom, args)) else None
        return sum_of(found) if found else self.called(op.value, args, op.name)

    def called(self, rule: Any, args: list[ast.expr], name: str = "") -> ast.expr:
        """A rule applied to expressions: its own expression, or a call."""
        return self.inlined(rule, args) or ast.Call(ast.Name(self.named(rule, name)), args, [])

    def inlined(self, rule: Any, args: list[ast.expr]) -> ast.expr | None:
        """The one expression a rule consists of; None if it is more, or would repeat work."""
        try:
            source = tree_of(rule)
            body = single(source)
            names = [arg.arg for arg in source.args.args]
            if body is None or len(names) != len(args) or source.args.vararg:
                return None
            used = [each.id for each in ast.walk(body) if isinstance(each, ast.Name)]
            if any(
                used.count(name) > 1 and not is_atom(arg)
                for name, arg in zip(names, args, strict=True)
            ):
                return None
            given = dict(zip(names, args, strict=True))
            return cast(ast.expr, Reader(self, rule, given).visit(copy.deepcopy(body)))
        except (UntranslatableError, UndecidedError):
            return None

    def named(self, rule: Any, name: str = "") -> str:
        """The name of a rule as a function, which is written above the program at first."""
        if rule not in self._names:
            name = name or rule.__name__
            self._names[rule] = written = distinct(
                f"{identifier(name)}_" if name in RESERVED else identifier(name), self.taken
            )
            try:
                self.defs[written] = self.definition(rule, written)
            except (UntranslatableError, UndecidedError):
                self.bound[written] = rule
        return self._names[rule]

    def definition(self, rule: Any, name: str) -> str:
        """A function of one's own that does what a rule does."""
        source = copy.deepcopy(tree_of(rule))
        body: list[ast.stmt] = (
            [ast.Return(source.body)]
            if isinstance(source, ast.Lambda)
            else [each for each in source.body if not is_text(each)]
        )
        args = source.args
        for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg):
            if arg is not None:
                arg.annotation = None
        args.defaults = [literal(each) for each in rule.__defaults__ or ()]
        reader = Reader(self, rule, dict.fromkeys(local_names(source)))
        written = ast.FunctionDef(name, args, [reader.visit(each) for each in body], [])
        return ast.unparse(ast.fix_missing_locations(written))


def call_of(op: Op, position: int | None) -> tuple[Any, Callable[..., Any], str]:
    """A rule of an op, how it is handed operands and result, and what it is called if need be."""
    if position is None:
        return op.value, lambda operands, y: tuple(operands), op.name
    name = f"{op.name}_slope"
    if op.arity is None:
        return op.partials[0], lambda operands, y: (position, operands, y), name
    rule, name = op.partials[position], f"{name}_{position + 1}" if op.arity > 1 else name
    if isinstance(rule, float):
        return lambda: rule, lambda operands, y: (), name
    return rule, lambda operands, y: (*operands, y), name


def operand(found: Any) -> ast.expr:
    """A letter, a number, or a sequence of them, as a syntax tree."""
    if isinstance(found, Sequence):
        return ast.Tuple([operand(each) for each in found], ast.Load())
    return found.term if type(found) is Letter else literal(found)


class Reader(ast.NodeTransformer):
    """Puts in place of each name of a rule what it stands for.

    Args:
        rules: The rules of the program.
        rule: The function that is read.
        local: Its parameters and variables, with what is put in for them.
    """

    def __init__(self, rules: Rules, rule: Any, local: Mapping[str, ast.expr | None]) -> None:
        self.rules, self.local, self.meaning = rules, local, meanings(rule)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """A variable as it is or what is put in for it; else what the name stands for."""
        if node.id in self.local:
            return self.local[node.id] or node
        return self.written(self.meaning(node.id))

    def visit_Attribute(self, node: ast.Attribute | ast.Subscript) -> ast.expr:
        """`math.exp`, `sigmoid.value`, `OPS["cos"]`; else an expression with a dot or an index."""
        found = self.object(node)
        return self.written(found[0]) if found else cast(ast.expr, self.generic_visit(node))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """As of an attribute."""
        return self.visit_Attribute(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        """An assignment without its type."""
        target, value = self.visit(node.target), node.value and self.visit(node.value)
        return ast.Assign([target], value) if value else ast.Pass()

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """A call of a rule as what the rule says; of anything else as it is."""
        found = self.object(node.func)
        rule = found[0] if found else None
        if isinstance(rule, Op):
            if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
                raise UntranslatableError("it hands an op its operands in another way")
            args = [self.visit(arg) for arg in node.args]
            args += [literal(each) for each in rule.complete(tuple(args))[len(args) :]]
            return self.rules.called(rule.value, args, rule.name)
        if isinstance(rule, FunctionType) and not node.keywords and rule not in TWINS:
            return self.rules.called(rule, [self.visit(arg) for arg in node.args])
        return cast(ast.expr, self.generic_visit(node))

    def object(self, node: ast.expr) -> list[Any]:
        """What a name, an attribute of a module, or an op of the table stands for, in a list."""
        match node:
            case ast.Name(id=name) if name not in self.local:
                return [self.meaning(name)]
            case ast.Attribute(value=value, attr=name):
                owner = self.object(value)
                if owner and isinstance(owner[0], ModuleType) and hasattr(owner[0], name):
                    return [getattr(owner[0], name)]
                if owner and isinstance(owner[0], Op) and name == "value":
                    return [owner[0].value]
            case ast.Subscript(value=value, slice=ast.Constant(value=str(name))):
                if self.object(value) == [OPS] and name in OPS:
                    return [OPS[name]]
        return []

    def written(self, meaning: Any) -> ast.expr:
        """What a name stands for, in the program."""
        if meaning in TWINS:
            return ast.Name(TWINS[meaning])
        name = getattr(meaning, "__name__", "")
        if getattr(builtins, name, None) is meaning:
            return ast.Name(name)
        if getattr(math, name, None) is meaning:
            return ast.Attribute(ast.Name("math"), name)
        if isinstance(meaning, Op):
            return ast.Name(self.rules.named(meaning.value, meaning.name))
        if isinstance(meaning, FunctionType):
            return ast.Name(self.rules.named(meaning))
        return literal(meaning)


TWINS = {plain_number: "float", as_number: "float"}
"""Functions that on floats do what one of Python's own does."""


@lru_cache(maxsize=512)
def tree_of(rule: Any) -> Source:
    """The syntax tree of a rule.

    Raises:
        UntranslatableError: It is not at hand.
    """
    if not isinstance(rule, FunctionType):
        raise UntranslatableError("it is no Python function")
    return source_of(rule)


def single(source: Source) -> ast.expr | None:
    """The one expression that a rule returns; None if there is more to it."""
    if isinstance(source, ast.Lambda):
        body: Any = source.body
    else:
        statements = [each for each in source.body if not is_text(each)]
        if len(statements) != 1 or not isinstance(statements[0], ast.Return):
            return None
        body = statements[0].value
    if body is None or any(isinstance(each, SCOPES) for each in ast.walk(body)):
        return None
    return cast(ast.expr, body)


def local_names(source: Source) -> list[str]:
    """The parameters of a rule, and all names that are assigned in it."""
    return [
        each.arg if isinstance(each, ast.arg) else each.id
        for each in ast.walk(source)
        if isinstance(each, ast.arg)
        or (isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store))
    ]


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is a docstring."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def is_atom(arg: ast.expr) -> bool:
    """Whether an expression is a name or a number."""
    return isinstance(arg.operand if isinstance(arg, ast.UnaryOp) else arg, ATOMS)
