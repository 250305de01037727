"""The rules of ops in LLVM's text, from their expressions."""

import math
from collections.abc import Iterable, Sequence

from autograd.ops.operation import Op
from autograd.tape.compiled_program.blocks import BasicBlock
from autograd.writing.sources import UntranslatableError
from autograd.writing.trees.array_rules import partial_rule, value_rule
from autograd.writing.trees.expressions import Expression, inside, is_condition

ARITHMETIC = {"add": "fadd", "sub": "fsub", "mul": "fmul", "div": "fdiv"}
COMPARISONS = {"lt": "olt", "le": "ole", "gt": "ogt", "ge": "oge", "eq": "oeq", "ne": "une"}
INTRINSICS = "exp exp2 log log2 log10 sin cos sqrt copysign pow abs"
LIBRARY = (
    "acos acosh asin asinh atan atan2 atanh cbrt cosh erf erfc expm1 hypot log1p sinh tan tanh"
)
"""Functions that LLVM knows, of vectors too; and those of C's library, called lane by lane."""
FALLIBLE = "div pow log log2 log10 log1p sqrt asin acos acosh atanh tan floor_divide remainder"
"""What may give inf or nan where Python raises."""
INTRINSIC, IN_LIBRARY, MAY_FAIL = (frozenset(s.split()) for s in (INTRINSICS, LIBRARY, FALLIBLE))


def value(block: BasicBlock, op: Op, operands: Sequence[str]) -> str:
    """The number an op gives. Where its rule would raise, the block's doubt becomes nan.

    >>> from autograd import OPS
    >>> block = BasicBlock("a", 1)
    >>> value(block, OPS["mul"], ["%x", "%y"]), block.lines
    ('%a1', ['%a1 = fmul contract double %x, %y'])
    """
    reading = value_rule(op, len(operands))
    writer = RuleWriter(block, operands)
    number = writer.number(reading.result)
    for condition in reading.refusals:
        block.doubt(block.chosen(writer.truth(condition), block.number(math.nan), block.zero))
    if any(part.name in MAY_FAIL for part in inside(reading.result)):
        block.doubt(number)
    return number


def partial(block: BasicBlock, op: Op, position: int, operands: Sequence[str], result: str) -> str:
    """The local derivative of an op by one of its operands."""
    reading = partial_rule(op, position, len(operands))
    return RuleWriter(block, operands, result).number(reading.result)


class RuleWriter:
    """Writes expressions of some operands into a block, each part of them once."""

    def __init__(self, block: BasicBlock, operands: Sequence[str], result: str = "") -> None:
        self.block, self.operands, self.result = block, operands, result
        self.written: dict[Expression, str] = {}

    def number(self, x: Expression | float) -> str:
        """The name of a number."""
        if not isinstance(x, Expression):
            return self.block.number(float(x))
        if x not in self.written:
            self.written[x] = self.statements(x)
        return self.written[x]

    def statements(self, x: Expression) -> str:
        """The statements that give a number, and the name of it."""
        block, name = self.block, x.name
        if name == "operand":
            operand: int = x.args[0]
            return self.operands[operand]
        if name == "result":
            return self.result
        if name == "where":
            condition, yes, no = x.args
            return block.chosen(self.truth(condition), self.number(yes), self.number(no))
        numbers = [self.number(arg) for arg in x.args]
        if name in ("max", "min") and len(numbers) > 1:
            return self.extreme("ogt" if name == "max" else "olt", numbers)
        if name == "sum" and len(numbers) > 1:
            return self.total(numbers)
        if name in ARITHMETIC:
            return block.arithmetic(ARITHMETIC[name], *numbers)
        if name == "neg":
            return block.let("fneg", *numbers)
        if name in INTRINSIC:
            return block.intrinsic("fabs" if name == "abs" else name, numbers)
        if name in IN_LIBRARY:
            return block.called(name, numbers)
        if name in ("floor_divide", "remainder"):
            return self.whole_division(name, *numbers)
        raise UntranslatableError(f"no machine code is known for {name}")

    def truth(self, x: Expression) -> str:
        """The name of a truth."""
        block = self.block
        if x.name in ("and", "or"):
            return block.logical(x.name, *map(self.truth, x.args))
        if x.name == "not":
            return block.logical("xor", self.truth(x.args[0]), block.same_in_all("true", "i1"))
        if x.name == "ne" and is_condition(x.args[0]):
            return block.logical("xor", *map(self.truth, x.args))
        first, *others = map(self.number, x.args)
        if x.name in COMPARISONS:
            return block.compared(COMPARISONS[x.name], first, *others)
        if x.name == "isnan":
            return block.compared("uno", first, first)
        infinite = {"isinf": "oeq", "isfinite": "olt"}.get(x.name)
        if infinite is None:
            raise UntranslatableError(f"no machine code is known for {x.name}")
        size = block.intrinsic("fabs", [first])
        return block.compared(infinite, size, block.number(math.inf))

    def total(self, numbers: Iterable[str]) -> str:
        """Numbers added one after another."""
        total, *others = numbers
        for number in others:
            total = self.block.arithmetic("fadd", total, number)
        return total

    def extreme(self, beyond: str, numbers: Sequence[str]) -> str:
        """The largest or smallest, the first in a tie; nan if one is."""
        block = self.block
        found, *others = numbers
        for number in others:
            takes = block.logical(
                "or", block.compared(beyond, number, found), block.compared("uno", number, number)
            )
            found = block.chosen(takes, number, found)
        return found

    def whole_division(self, name: str, a: str, b: str) -> str:
        """a // b or a % b, which has the sign of b."""
        block = self.block
        rest = block.let("frem", a, b)
        differs = block.compared("olt", block.arithmetic("fmul", rest, b), block.zero)
        rest = block.chosen(differs, block.arithmetic("fadd", rest, b), rest)
        if name == "remainder":
            return rest
        whole = block.arithmetic("fdiv", block.arithmetic("fsub", a, rest), b)
        return block.intrinsic("rint", [whole])
