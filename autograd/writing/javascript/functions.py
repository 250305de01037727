"""One Python function in JavaScript.

The translator knows the Python that rules are written in, and no more: anything else makes the op
one that only Python can compute.
"""

import ast
from collections.abc import Callable
from types import FunctionType
from typing import Any

from autograd.writing.javascript.expressions import Expressions, refuse, refuse_node
from autograd.writing.javascript.names import FAULTS, OPERATORS, described, quoted, spelled
from autograd.writing.sources import Source, source_of


class Translator(Expressions):
    """The JavaScript of a def or lambda, with what it uses.

    Args:
        function: The function.
        helper: Gives the JavaScript name of a function that this one calls.

    Attributes:
        text: An arrow function of the arithmetic `$` and the function's parameters.

    Raises:
        UntranslatableError: It uses what is not known here; the message says what.
    """

    def __init__(self, function: FunctionType, helper: Callable[[FunctionType], str]) -> None:
        super().__init__(function, helper)
        source = source_of(function)
        self.bound = {arg.arg for arg in ast.walk(source.args) if isinstance(arg, ast.arg)}
        self.text = self.function(source, function.__defaults__ or ())

    def function(self, source: Source, defaults: tuple[Any, ...]) -> str:
        """The arrow function of a def or lambda."""
        args = source.args
        if args.kwonlyargs or args.kwarg:
            refuse("takes arguments by keyword only")
        parameters = [spelled(arg.arg) for arg in (*args.posonlyargs, *args.args)]
        for place, default in enumerate(reversed(defaults), 1):
            parameters[-place] += f" = {self.number(default)}"
        if args.vararg:
            parameters.append(f"...{spelled(args.vararg.arg)}")
        head = f"({', '.join(['$', *parameters])}) =>"
        if isinstance(source, ast.Lambda):
            return f"{head} {self.expression(source.body)}"
        inside = {
            name
            for node in ast.walk(source)
            if isinstance(node, ast.comprehension)
            for name in ast.walk(node.target)
        }
        assigned = {
            node.id: None
            for node in ast.walk(source)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in inside
        }
        new = [spelled(name) for name in assigned if name not in self.bound]
        self.bound.update(assigned)
        body = self.block(source.body)
        if body.startswith("return ") and body.count("\n") == 0:
            return f"{head} {body[len('return ') : -1]}"
        declared = f"let {', '.join(new)};\n" if new else ""
        return f"{head} {{\n{declared}{body}\n}}"

    def block(self, statements: list[ast.stmt]) -> str:
        """Statements, one after another."""
        lines = [self.statement(each) for each in statements if not is_idle(each)]
        return "\n".join(lines)

    def statement(self, node: ast.stmt) -> str:
        """A statement."""
        match node:
            case ast.Return(value=ast.expr() as value):
                return f"return {self.expression(value)};"
            case ast.Assign(targets=[target], value=value):
                return f"{self.target(target)} = {self.expression(value)};"
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                return f"{self.target(target)} = {self.expression(value)};"
            case ast.AugAssign(target=ast.Name() as target, op=op, value=value):
                name, operator = self.target(target), OPERATORS.get(type(op)) or refuse_node(node)
                return f"{name} = $.{operator}({name}, {self.expression(value)});"
            case ast.If(test=test, body=body, orelse=orelse):
                text = f"if ({self.condition(test)}) {{\n{self.block(body)}\n}}"
                return f"{text} else {{\n{self.block(orelse)}\n}}" if orelse else text
            case ast.For(target=target, iter=iterable, body=body, orelse=[]):
                head = f"for ({self.target(target)} of {self.expression(iterable)})"
                return f"{head} {{\n{self.block(body)}\n}}"
            case ast.Raise(exc=ast.Call(func=kind, args=args, keywords=[])):
                message = " + ".join(map(self.message, args)) or '""'
                return f'throw $.fault("{self.fault(kind)}", {message});'
            case ast.Try(body=body, handlers=handlers, orelse=[], finalbody=[]):
                caught = "".join(map(self.handler, handlers))
                return f"try {{\n{self.block(body)}\n}} catch (fault) {{\n{caught}throw fault;\n}}"
        return refuse_node(node)

    def handler(self, handler: ast.ExceptHandler) -> str:
        """What is done about an error, or about errors, of some kind."""
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        names = ", ".join(f'"{self.fault(kind)}"' for kind in kinds)
        if handler.name:
            refuse("catches an error by name")
        return f"if ($.caught(fault, {names})) {{\n{self.block(handler.body)}\n}}\n"

    def fault(self, node: ast.expr | None) -> str:
        """The name of a kind of error."""
        kind = self.meaning(node)
        if kind not in FAULTS:
            refuse(f"raises or catches {described(kind)}")
        return str(kind.__name__)

    def message(self, node: ast.expr) -> str:
        """A piece of an error's message."""
        match node:
            case ast.Constant(value=str(text)):
                return quoted(text)
            case ast.JoinedStr(values=parts):
                return " + ".join(map(self.message, parts))
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                return f"$.str({self.expression(value)})"
        return refuse_node(node)


def is_idle(node: ast.stmt) -> bool:
    """Whether a statement does nothing: a docstring or `pass`."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )
