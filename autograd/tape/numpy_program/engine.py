"""The engine that runs a tape as a NumPy program."""

import math
from functools import cached_property
from types import CodeType, FunctionType
from typing import Any

import numpy as np

from autograd.tape import python_program
from autograd.tape.numpy_program.gathering import Gathering
from autograd.tape.numpy_program.groups import grouped
from autograd.tape.numpy_program.layout import laid_out, settle
from autograd.tape.numpy_program.printing import PRINTERS, Printer
from autograd.tape.numpy_program.statements import Statements
from autograd.tape.numpy_program.sums import Fused, fused
from autograd.tape.numpy_program.views import View, bound
from autograd.tape.tape import Tape

SIZES = 4
"""For how many numbers of samples arrays are kept."""
CACHED = 2**18
"""Numbers to be computed on the way at a time, so that they stay in the processor's cache."""
DEEP, NARROW = 2000, 4
"""More arrays than this, of fewer numbers than that, are left to straight Python."""
FEWEST, MOST = 64, 2048
"""Samples run at a time, at least and at most; a statement takes a microsecond and more."""


class ArrayProgram:
    """The statements of a tape, and what is needed to run them.

    Args:
        tape: The tape.
        found: Its numbers as sums of products and ops.
        apart: Whether the parameters differ from sample to sample, as the inputs do.
    """

    def __init__(self, tape: Tape, found: Fused, *, apart: bool = False) -> None:
        leaves = [*tape.input_places, *tape.parameter_places]
        groups = grouped(found, frozenset(leaves))
        self.layout = laid_out(groups, found.varying, leaves, settle(groups))
        self.statements = Statements()
        gathering = Gathering(self.statements, self.layout)
        printer = Printer(gathering, found.needed)
        printed = [PRINTERS[type(group)](printer, group) for group in groups]
        at = self.layout.at
        self.output = View("V", at[found.output], (1,), (1,))
        seed = self.output._replace(store="AV")
        self.statements.lines.append(f"{self.statements.name(seed)}.fill(1.0)")
        gathering.known("V")[at[found.output]] = True
        for group in reversed(printed):
            if group.needed:
                group.backward()
        self.inputs = np.array([at[place] for place in tape.input_places], int)
        self.parameters = np.array([at[place] for place in tape.parameter_places], int)
        self.apart = apart
        gathering.ensure(self.parameters, "V" if apart else "F")
        self.numbers = [*self.layout.numbers, *gathering.filled]
        rows = [rows for varies, _, rows in self.statements.stores.values() if varies]
        whole = 2 * self.layout.sizes["V"] + sum(rows)
        self.chunk = min(max(CACHED // whole, FEWEST), MOST)
        self.code = compiled(self.statements.lines)
        self.rooms: dict[int, list[Room]] = {}

    def room(self, samples: int) -> "Room":
        """Arrays for so many samples, which nobody uses now."""
        try:
            return self.rooms[samples].pop()
        except (KeyError, IndexError):
            return Room(self, samples)

    def leave(self, room: "Room", samples: int) -> None:
        """Give arrays back; those for the last few numbers of samples are kept."""
        self.rooms.setdefault(samples, []).append(room)
        while len(self.rooms) > SIZES:
            self.rooms.pop(next(iter(self.rooms)), None)


class Room:
    """The arrays of one run, and the program bound to them."""

    def __init__(self, program: ArrayProgram, samples: int) -> None:
        sizes, own = program.layout.sizes, program.statements.stores
        stores = {
            f"{a}{store}": np.zeros((max(1, size), samples if store == "V" else 1))
            for store, size in sizes.items()
            for a in ("", "A")
        }
        for name, (varies, kind, rows) in own.items():
            number = program.statements.filled.get(name, 0)
            stores[name] = np.full((rows, samples if varies else 1), number, kind)
        for store, row, number in program.numbers:
            stores[store][row] = number
        views = {name: bound(view, stores) for view, name in program.statements.views.items()}
        names = {**FUNCTIONS, **program.statements.things, **stores, **views}
        self.run: Any = FunctionType(program.code, names)
        trained = [stores[f"{a}{'V' if program.apart else 'F'}"] for a in ("", "A")]
        if not program.apart:
            trained = [store[:, 0] for store in trained]
        self.inputs = Slots(stores["V"], program.inputs)
        self.parameters, self.gradients = (Slots(store, program.parameters) for store in trained)
        self.losses = bound(program.output, stores)[0]


class Slots:
    """Some rows of a store: a view where they stand one after another, else a table."""

    def __init__(self, store: Any, rows: Any) -> None:
        if len(rows) and (np.diff(rows) == 1).all():
            store, rows = store[rows[0] : rows[-1] + 1], None
        self.store, self.rows = store, rows

    def put(self, numbers: Any) -> None:
        """Set them."""
        if self.rows is None:
            np.copyto(self.store, numbers)
        else:
            self.store[self.rows] = numbers

    def numbers(self) -> Any:
        """A copy of them."""
        return self.store.copy() if self.rows is None else self.store[self.rows]


class NumpyEngine:
    """Runs a tape as a NumPy program.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> engine = built(record(w * x, inputs=[x]))
    >>> engine.batch([[5.0], [7.0]], [4.0])
    ([20.0, 28.0], [12.0])
    """

    def __init__(self, tape: Tape, found: Fused) -> None:
        self.tape = tape
        self.shared = ArrayProgram(tape, found)
        self.single: ArrayProgram | None = None

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The output, and its gradient by each parameter: an array if the parameters are one."""
        losses, gradients = self.batch([inputs], parameters)
        return float(losses[0]), gradients

    def batch(self, inputs: Any, parameters: Any) -> tuple[Any, Any]:
        """The output for each sample, and the gradient of their sum by each parameter.

        Args:
            inputs: A row of numbers for each sample.
            parameters: A number for each parameter; or a row of them for each sample, and then the
                gradients come in rows too.
        """
        x = np.asarray(inputs, float).reshape(len(inputs), len(self.tape.input_places))
        p = np.asarray(parameters, float)
        losses, gradients = self.computed(x, p)
        if isinstance(parameters, np.ndarray) or isinstance(inputs, np.ndarray):
            return losses, gradients
        return losses.tolist(), gradients.tolist()

    def computed(self, x: Any, p: Any) -> tuple[Any, Any]:
        """The same with arrays; where they become infinite or no number, one by one."""
        program = self.shared
        if p.ndim == 2:
            if self.single is None:
                places = self.tape.input_places + self.tape.parameter_places
                self.single = ArrayProgram(self.tape, fused(self.tape, places), apart=True)
            program = self.single
        losses, found = np.empty(len(x)), []
        try:
            with np.errstate(over="raise", divide="raise", invalid="raise"):
                for part in parts(len(x), program.chunk):
                    own = p[part] if p.ndim == 2 else p
                    found.append(run_chunk(program, x[part], own, losses[part]))
        except FloatingPointError:
            return self.by_number(x, p)
        if p.ndim == 2:
            gradients = np.concatenate(found) if found else np.empty_like(p)
        else:
            gradients = sum(found[1:], found[0]) if found else np.zeros_like(p)
        if not math.isfinite(losses @ losses + np.vdot(gradients, gradients)):
            return self.by_number(x, p)
        return losses, gradients

    def by_number(self, x: Any, p: Any) -> tuple[Any, Any]:
        """The same in straight Python, which goes on as the nodes do, or ends in their errors."""
        losses, gradients = self.straight.batch(x.tolist(), p.tolist())
        return np.array(losses), np.array(gradients)

    @cached_property
    def straight(self) -> python_program.PythonProgram:
        """The engine for numbers that arrays cannot take."""
        return python_program.built(self.tape)


def parts(count: int, most: int) -> list[slice]:
    """So many samples in parts of nearly the same size, none larger than that.

    >>> parts(10, 4)
    [slice(0, 4, None), slice(4, 8, None), slice(8, 12, None)]
    >>> parts(9, 4)
    [slice(0, 3, None), slice(3, 6, None), slice(6, 9, None)]
    """
    size = -(-count // max(1, -(-count // most))) or 1
    return [slice(begin, begin + size) for begin in range(0, count, size)]


def run_chunk(program: ArrayProgram, x: Any, p: Any, losses: Any) -> Any:
    """Run a program on some samples; gives the gradients."""
    room = program.room(len(x))
    try:
        room.inputs.put(x.T)
        room.parameters.put(p.T)
        room.run()
        losses[:] = room.losses
        return room.gradients.numbers().T
    finally:
        program.leave(room, len(x))


def refuse(condition: Any) -> None:
    """Stop where a rule has no value."""
    if np.any(condition):
        raise FloatingPointError("a rule has no value here")


def products(left: Any, right: Any, out: Any) -> None:
    """A product of matrices for each sample, which stand along the last axis."""
    if out.shape[2] == 1:
        np.matmul(left[..., 0], right[..., 0], out=out[..., 0])
    else:
        np.einsum("rms,mcs->rcs", left, right, out=out)


def dots(left: Any, right: Any, out: Any) -> None:
    """Dot products of the lines of two arrays, for each sample."""
    np.einsum("kms,kms->ks", left, right, out=out)


FUNCTIONS = {
    "matmul": np.matmul,
    "copyto": np.copyto,
    "take": np.take,
    "add": np.add,
    "refuse": refuse,
    "products": products,
    "dots": dots,
}
"""What every program calls."""


def compiled(lines: list[str]) -> CodeType:
    """The code of a function of no arguments that runs some lines."""
    text = "def program():\n    " + "\n    ".join(lines)
    module = compile(text, "<tape in NumPy>", "exec")
    (code,) = [each for each in module.co_consts if isinstance(each, CodeType)]
    return code


def built(tape: Tape) -> Any:
    """The engine of a tape; straight Python for one that is deep and narrow, as it has no arrays.

    Planning a group of numbers takes 100 µs, which thousands of numbers one after another are not
    worth.
    """
    found = fused(tape, tape.input_places)
    arrays = len({(level, found.nodes[place].op) for place, level in found.levels.items()})
    if arrays > DEEP and arrays * NARROW > len(found.nodes):
        return python_program.built(tape)
    return NumpyEngine(tape, found)
