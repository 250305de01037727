"""The source of a rule rewritten so that it can be run on expressions.

What Python decides by itself is handed to functions of these names, which `array_rules` gives:

    a if test else b        chosen$(test, lambda: a, lambda: b)
    a < b < c               both$(compared$("lt", a, b), lambda: compared$("lt", b, c))
    a and b, a or b, not a  both$(a, lambda: b), either$(a, lambda: b), negated$(a)
    if test: return a       return chosen$(test, lambda: a, what follows)
    if test: raise …        if refused$(test): raise …
    try: … except: …        …
    f(x) for x in xs        mapped$(lambda x: f(x), xs)
    x.__class__             kind_of$(x)
"""

import ast
import copy
from collections.abc import Sequence
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from autograd.writing.javascript.names import OPERATORS
from autograd.writing.sources import source_of

COMPARED = {kind: name for kind, name in OPERATORS.items() if issubclass(kind, ast.cmpop)}


@lru_cache(maxsize=256)
def rewritten(function: FunctionType, joined: bool = False) -> CodeType:
    """The code of a rule, rewritten.

    Args:
        function: The rule.
        joined: Whether its operands `*xs` are to be given as one argument.

    Raises:
        UntranslatableError: Its source is not at hand.
    """
    source = copy.deepcopy(source_of(function))  # others read the same tree
    args = source.args
    if joined and args.vararg:
        args = ast.arguments([], [*args.args, args.vararg], None, [], [], None, [])
    body = source.body if isinstance(source, ast.FunctionDef) else [ast.Return(source.body)]
    names = {each.arg for each in ast.walk(args) if isinstance(each, ast.arg)}
    rule = ast.FunctionDef("rule$", bare(args), Rewriter(names).block(body), [])
    module = compile(ast.fix_missing_locations(ast.Module([rule], [])), "<rule>", "exec")
    (code,) = [each for each in module.co_consts if isinstance(each, CodeType)]
    return code


def bare(args: ast.arguments) -> ast.arguments:
    """Parameters without what their annotations and defaults are computed from."""
    plain = [[ast.arg(each.arg) for each in group] for group in (args.posonlyargs, args.args)]
    vararg = args.vararg and ast.arg(args.vararg.arg)
    return ast.arguments(plain[0], plain[1], vararg, [], [], None, [])


def call(name: str, *args: ast.expr) -> ast.Call:
    """A call of one of the functions that decide."""
    return ast.Call(ast.Name(f"{name}$", ast.Load()), list(args), [])


def later(expression: ast.expr, args: ast.arguments | None = None) -> ast.Lambda:
    """An expression as a function, to be computed only if it is asked for."""
    return ast.Lambda(args or ast.arguments([], [], None, [], [], None, []), expression)


def stored(nodes: Sequence[ast.AST]) -> set[str]:
    """The names that statements assign."""
    return {
        node.id
        for each in nodes
        for node in ast.walk(each)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


class Rewriter(ast.NodeTransformer):
    """Rewrites the body of one function.

    Args:
        bound: The names that are bound where it begins.
    """

    def __init__(self, bound: set[str]) -> None:
        self.bound = set(bound)

    def block(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Statements one after another, up to an `if` that returns, which takes the rest along."""
        done: list[ast.stmt] = []
        for place, node in enumerate(statements):
            if isinstance(node, ast.Try):
                return done + self.block([*node.body, *node.orelse, *statements[place + 1 :]])
            if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise):
                node.test = call("refused", self.visit(node.test))
                done.append(node)
                continue
            if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return):
                return done + self.branches(node, [*node.orelse, *statements[place + 1 :]])
            done.append(self.visit(node))
            self.bound |= stored([node])
        return done

    def branches(self, node: ast.If, rest: list[ast.stmt]) -> list[ast.stmt]:
        """`if test: …; return a` and the statements that run otherwise."""
        both = [("yes$", node.body), ("no$", rest)]
        made: list[ast.stmt] = []
        for name, statements in both:
            inner = Rewriter(self.bound)
            changed = sorted(stored(statements) & self.bound)
            body = inner.block(statements) or [ast.Return(ast.Constant(None))]
            # Each branch changes variables of its own, as one may run after the other.
            given: list[ast.expr] = [ast.Name(each, ast.Load()) for each in changed]
            args = ast.arguments([], list(map(ast.arg, changed)), None, [], [], None, given)
            made.append(ast.FunctionDef(name, args, body, []))
        names = [ast.Name(name, ast.Load()) for name, _ in both]
        return [*made, ast.Return(call("chosen", self.visit(node.test), *names))]

    def visit_IfExp(self, node: ast.IfExp) -> Any:  # noqa: D102
        self.generic_visit(node)
        return call("chosen", node.test, later(node.body), later(node.orelse))

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:  # noqa: D102
        self.generic_visit(node)
        name = "both" if isinstance(node.op, ast.And) else "either"
        whole = node.values[-1]
        for value in reversed(node.values[:-1]):
            whole = call(name, value, later(whole))
        return whole

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:  # noqa: D102
        self.generic_visit(node)
        return call("negated", node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Compare(self, node: ast.Compare) -> Any:  # noqa: D102
        self.generic_visit(node)
        if not all(type(op) in COMPARED for op in node.ops):
            return node
        sides = zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)
        tests = [call("compared", ast.Constant(COMPARED[type(op)]), a, b) for a, op, b in sides]
        whole: ast.expr = tests[-1]
        for test in reversed(tests[:-1]):
            whole = call("both", test, later(whole))
        return whole

    def visit_Attribute(self, node: ast.Attribute) -> Any:  # noqa: D102
        self.generic_visit(node)
        return call("kind_of", node.value) if node.attr == "__class__" else node

    def visit_GeneratorExp(self, node: ast.GeneratorExp | ast.ListComp) -> Any:  # noqa: D102
        self.generic_visit(node)
        each = node.generators[0]
        if len(node.generators) > 1 or each.ifs or not isinstance(each.target, ast.Name):
            return node
        target = ast.arguments([], [ast.arg(each.target.id)], None, [], [], None, [])
        return call("mapped", later(node.elt, target), each.iter)

    visit_ListComp = visit_GeneratorExp  # noqa: N815
