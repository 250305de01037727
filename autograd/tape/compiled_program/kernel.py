"""A tape as one function in LLVM's text: forward and back, for several samples at a time.

What depends on no input is computed once, before the samples, which are then taken a few at a time,
a lane for each. What they send back to it is summed up, and its own adjoints follow behind them; so
a penalty on the weights costs nothing per sample. The function is called with the number of samples
(a multiple of LANES), twice 0, and the addresses of

    inputs      n rows, one for each input, of a number per sample
    parameters  p numbers; where they vary inside the batch, p rows like the inputs
    seeds       the adjoint of the output, per sample
    losses      to be filled, per sample
    gradients   to be filled: p numbers, or p rows
    sums        LANES zeros for each row of `Kernel.sums`
    doubt       to be filled: one number, nan if a number on the way forward was not finite, else 0

The two zeros are added to the address of the parameters before the samples' turn and the way back:
else LLVM would read all parameters ahead of the loop, and keep them where they are slower to reach.
"""

from collections.abc import Sequence
from typing import overload

from autograd.tape.compiled_program.blocks import BasicBlock
from autograd.tape.compiled_program.rules import partial, value
from autograd.tape.tape import Tape, Use, reached, uses

LANES = 8
ARRAYS = ["inputs", "parameters", "seeds", "losses", "gradients", "sums", "doubt"]
DOUBT = -1
"""Where places stand that get a sum: the sum of all doubts."""
HEAD = ", ".join(
    ["i64 %samples", "i64 %zero", "i64 %none", *(f"ptr noalias %{array}" for array in ARRAYS)]
)


class Kernel:
    """The function of a tape.

    Args:
        tape: The program.
        varying: Whether the parameters differ from sample to sample.

    Attributes:
        text: The function, and the declarations of those it calls.
        sums: The places that get a sum from the samples, with the row of it.
    """

    def __init__(self, tape: Tape, varying: bool) -> None:
        self.tape, self.varying = tape, varying
        own = [*tape.input_places, *(tape.parameter_places if varying else ())]
        self.per_sample = reached(tape, own)
        self.inputs = {place: row for row, place in enumerate(tape.input_places)}
        self.parameters = {place: row for row, place in enumerate(tape.parameter_places)}
        self.before, self.each, self.behind = (
            BasicBlock("b", 1),
            BasicBlock("s", LANES),
            BasicBlock("a", 1),
        )
        self.once: dict[int, str] = {}  # by place, numbers that are the same for all samples
        self.spread: dict[int, str] = {}  # the same in every lane
        self.numbers: dict[int, str] = {}  # numbers that each sample has its own of
        self.adjoints: dict[int, str] = {}
        self.sums = {DOUBT: 0}
        self.parameters_at = "%there"
        self.forward()
        self.backward()
        self.text = self.written()

    def written(self) -> str:
        """The function as text."""
        declared = self.before.declared | self.each.declared | self.behind.declared
        lines = [
            *sorted(declared),
            *(f"define void @kernel({HEAD}) {{", "before:", *self.before.lines, "br label %each"),
            *("each:", "%at = phi i64 [0, %before], [%at.next, %each]"),
            "%there = phi ptr [%parameters, %before], [%forth, %each]",
            "%back = phi ptr [%parameters, %before], [%forth.back, %each]",
            *self.each.lines,
            "%forth = getelementptr double, ptr %there, i64 %zero",
            "%forth.back = getelementptr double, ptr %back, i64 %none",
            *again("each", "at", LANES, "%samples", "summing"),
            *("summing:", "%row = phi i64 [0, %each], [%row.next, %summing]"),
            *summed("%sums", "%row"),
            *again("summing", "row", 1, str(len(self.sums)), "behind"),
            *("behind:", *self.behind.lines, "ret void", "}"),
        ]
        return "\n".join(lines)

    def forward(self) -> None:
        """Apply the op of each entry, where its number belongs."""
        for place, entry in enumerate(self.tape.entries):
            if entry is not None:
                per_sample = place in self.per_sample
                block, numbers = (
                    (self.each, self.numbers) if per_sample else (self.before, self.once)
                )
                numbers[place] = value(block, entry.op, OperandNames(self, block, entry.args))
        loss = self.number(self.each, self.tape.output)
        self.each.write(loss, self.row("losses", 0))
        self.each.doubt(loss)

    def number(self, block: BasicBlock, place: int) -> str:
        """The number of a place as a block sees it."""
        if place in self.per_sample:
            if place not in self.numbers:  # an input, or a parameter that varies
                array = "inputs" if place in self.inputs else "parameters"
                row = (self.inputs if place in self.inputs else self.parameters)[place]
                self.numbers[place] = self.each.read(self.row(array, row))
            return self.numbers[place]
        known = self.spread if block is self.each else self.once
        if place not in known:
            known[place] = self.same_for_all(block, place)
        return known[place]

    def same_for_all(self, block: BasicBlock, place: int) -> str:
        """A number that does not depend on the sample."""
        if place in self.parameters:
            row = self.parameters[place]
            if block is self.each:
                return block.scalar(self.parameters_at, row)
            return self.before.scalar("%parameters", row)
        if self.tape.entries[place] is None:
            return block.number(self.tape.numbers[place])
        return block.in_every_lane(self.once[place])

    def row(self, array: str, row: int) -> str:
        """The address of the numbers of these samples in a row of an array."""
        start = self.each.new(f"mul i64 %samples, {row}")
        return self.each.element(f"%{array}", self.each.new(f"add i64 {start}, %at"))

    def backward(self) -> None:
        """Gather the adjoints: those of the samples, then those that are the same for all."""
        self.parameters_at = "%back"
        self.spread.clear()  # so that parameters are read anew, from there
        gathered = uses(self.tape, self.tape.parameter_places)
        for place, used in gathered.items():
            self.gather(place, [use for use in used if use.place in self.per_sample])
        self.add_up(DOUBT, self.each.doubted)
        for place, used in gathered.items():
            if place not in self.per_sample:
                self.gather_once(place, [use for use in used if use.place not in self.per_sample])
        block = self.behind
        for doubt in (self.added(None, DOUBT), self.before.doubted):
            block.doubt(doubt or block.zero)
        block.write(block.doubted, "%doubt")

    def gather(self, place: int, used: Sequence[Use]) -> None:
        """What the samples send back to a place: its adjoint, or a part of a sum."""
        block = self.each
        received = self.received(block, used)
        if place == self.tape.output:
            received = block.read(self.row("seeds", 0))
        if received is None:
            return
        if place not in self.per_sample:
            self.add_up(place, received)
            return
        self.adjoints[place] = received
        if place in self.parameters:
            block.write(received, self.row("gradients", self.parameters[place]))

    def gather_once(self, place: int, used: Sequence[Use]) -> None:
        """The adjoint of a place that is the same for all samples."""
        received = self.added(self.received(self.behind, used), place)
        if received is None:
            return
        self.adjoints[place] = received
        if place in self.parameters:
            self.behind.write(received, self.behind.element("%gradients", self.parameters[place]))

    def received(self, block: BasicBlock, used: Sequence[Use]) -> str | None:
        """The sum of upstream × local derivative over some uses, None for none."""
        total = None
        for place, position in used:
            entry = self.tape.made(place)
            operands = OperandNames(self, block, entry.args)
            slope = partial(block, entry.op, position, operands, self.number(block, place))
            product = block.arithmetic("fmul", self.adjoints[place], slope)
            total = product if total is None else block.arithmetic("fadd", total, product)
        return total

    def add_up(self, place: int, received: str) -> None:
        """Add what these samples send to the sum of a place."""
        row = self.sums.setdefault(place, len(self.sums))
        self.each.add_to(self.each.element("%sums", row * LANES), received)

    def added(self, total: str | None, place: int) -> str | None:
        """A number and the sum of a place, if it has one."""
        if place not in self.sums:
            return total
        part = self.behind.scalar("%sums", self.sums[place] * LANES)
        return part if total is None else self.behind.arithmetic("fadd", total, part)


def again(label: str, count: str, step: int, end: str, behind: str) -> list[str]:
    """The end of a loop, which counts up to an end."""
    return [
        f"%{count}.next = add i64 %{count}, {step}",
        f"%{count}.more = icmp slt i64 %{count}.next, {end}",
        f"br i1 %{count}.more, label %{label}, label %{behind}",
    ]


def summed(array: str, row: str) -> list[str]:
    """The lanes of a row of an array added into its first."""
    block = BasicBlock("r", 1)
    first = block.new(f"mul i64 {row}, {LANES}")
    total = block.zero
    for lane in range(LANES):
        address = block.element(array, block.new(f"add i64 {first}, {lane}"))
        total = block.arithmetic("fadd", total, block.read(address))
    block.write(total, block.element(array, first))
    return block.lines


class OperandNames(Sequence[str]):
    """The arguments of an entry as a block sees them, read when they are asked for.

    A rule of a wide weighted sum looks at one of its hundreds of operands.
    """

    def __init__(self, kernel: Kernel, block: BasicBlock, args: Sequence[int | float]) -> None:
        self.kernel, self.block, self.args = kernel, block, args

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        arg = self.args[index]
        if type(arg) is int:
            return self.kernel.number(self.block, arg)
        return self.block.number(arg)

    def __len__(self) -> int:
        return len(self.args)
