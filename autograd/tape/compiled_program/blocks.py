"""A block of LLVM's text: statements that each name a new number, of one width.

A number is a `double`, or a vector of them, one lane for each of several samples at once.
"""

import struct
from collections.abc import Sequence

FUSED = "contract"  # a·b + c may be rounded once, which is nearer to the truth and quicker


class BasicBlock:
    """Statements that compute with vectors of so many lanes.

    Args:
        prefix: What the names of its numbers begin with, unique in a function.
        lanes: The width, 1 for plain doubles.

    Attributes:
        lines: The statements.
        declared: The declarations of the functions called.
        doubted: A number that is nan if a number on the way was not finite, else 0.

    >>> block = BasicBlock("a", 4)
    >>> block.let("fneg", "%x")
    '%a1'
    >>> block.lines
    ['%a1 = fneg <4 x double> %x']
    """

    def __init__(self, prefix: str, lanes: int) -> None:
        self.prefix, self.lanes = prefix, lanes
        self.kind = "double" if lanes == 1 else f"<{lanes} x double>"
        self.truth = "i1" if lanes == 1 else f"<{lanes} x i1>"
        self.lines: list[str] = []
        self.declared: set[str] = set()
        self.count = 0
        self.zero = self.doubted = self.number(0.0)

    def new(self, statement: str) -> str:
        """The name of what a statement gives."""
        self.count += 1
        name = f"%{self.prefix}{self.count}"
        self.lines.append(f"{name} = {statement}")
        return name

    def let(self, instruction: str, *operands: str) -> str:
        """An instruction on numbers of this width."""
        return self.new(f"{instruction} {self.kind} {', '.join(operands)}")

    def arithmetic(self, instruction: str, a: str, b: str) -> str:
        """One of fadd, fsub, fmul, fdiv."""
        return self.let(f"{instruction} {FUSED}", a, b)

    def number(self, value: float) -> str:
        """A constant."""
        return self.same_in_all(f"0x{struct.pack('>d', value).hex().upper()}", "double")

    def same_in_all(self, constant: str, kind: str) -> str:
        """A literal in every lane."""
        if self.lanes == 1:
            return constant
        return f"<{', '.join([f'{kind} {constant}'] * self.lanes)}>"

    def compared(self, how: str, a: str, b: str) -> str:
        """A truth for each lane; `how` is LLVM's word, such as olt."""
        return self.let(f"fcmp {how}", a, b)

    def logical(self, how: str, a: str, b: str) -> str:
        """`and`, `or` or `xor` of truths."""
        return self.new(f"{how} {self.truth} {a}, {b}")

    def chosen(self, truth: str, a: str, b: str) -> str:
        """a where it is true, else b."""
        return self.new(f"select {self.truth} {truth}, {self.kind} {a}, {self.kind} {b}")

    def doubt(self, number: str) -> None:
        """Remember whether a number is finite: 0 × inf and 0 × nan are nan, and nan stays."""
        trace = self.arithmetic("fmul", number, self.zero)
        self.doubted = self.arithmetic("fadd", self.doubted, trace)

    def intrinsic(self, function: str, operands: Sequence[str]) -> str:
        """A function that LLVM has for vectors too."""
        width = "f64" if self.lanes == 1 else f"v{self.lanes}f64"
        name = f"llvm.{function}.{width}"
        self.declared.add(declaration(name, self.kind, len(operands)))
        return self.new(call(name, self.kind, operands))

    def called(self, function: str, operands: Sequence[str]) -> str:
        """A function of C's library, lane by lane."""
        self.declared.add(declaration(function, "double", len(operands)))
        if self.lanes == 1:
            return self.new(call(function, "double", operands))
        whole = "undef"
        for lane in range(self.lanes):
            parts = [
                self.new(f"extractelement {self.kind} {operand}, i32 {lane}")
                for operand in operands
            ]
            one = self.new(call(function, "double", parts))
            whole = self.new(f"insertelement {self.kind} {whole}, double {one}, i32 {lane}")
        return whole

    def in_every_lane(self, scalar: str) -> str:
        """A double, spread over the lanes."""
        if self.lanes == 1:
            return scalar
        first = self.new(f"insertelement {self.kind} undef, double {scalar}, i32 0")
        zeros = f"<{self.lanes} x i32> zeroinitializer"
        return self.new(f"shufflevector {self.kind} {first}, {self.kind} undef, {zeros}")

    def element(self, array: str, index: int | str) -> str:
        """The address of a double in an array."""
        return self.new(f"getelementptr double, ptr {array}, i64 {index}")

    def scalar(self, array: str, index: int) -> str:
        """One double of an array, in every lane."""
        return self.in_every_lane(self.new(f"load double, ptr {self.element(array, index)}"))

    def read(self, address: str) -> str:
        """The number at an address."""
        return self.new(f"load {self.kind}, ptr {address}, align 8")

    def write(self, number: str, address: str) -> None:
        """Put a number at an address."""
        self.lines.append(f"store {self.kind} {number}, ptr {address}, align 8")

    def add_to(self, address: str, number: str) -> None:
        """Add a number to the one at an address."""
        self.write(self.arithmetic("fadd", self.read(address), number), address)


def call(function: str, kind: str, operands: Sequence[str]) -> str:
    """A call."""
    given = ", ".join(f"{kind} {operand}" for operand in operands)
    return f"call {kind} @{function}({given})"


def declaration(function: str, kind: str, count: int) -> str:
    """What a function takes and gives."""
    return f"declare {kind} @{function}({', '.join([kind] * count)})"
