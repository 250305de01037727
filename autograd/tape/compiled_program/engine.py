"""The compiled engine: a kernel made machine code by LLVM, and called with NumPy's arrays."""

import ctypes
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from autograd.extras import load_extra
from autograd.tape import interpreting
from autograd.tape.compiled_program.kernel import ARRAYS, LANES, Kernel
from autograd.tape.tape import Tape

QUICK_TO_COMPILE, MOST = 4_000, 60_000
"""Operands up to which a program is compiled well, and at all; between, in a fifth of the time, to
code that takes twice as long: LLVM's good way takes time in proportion to the square of the length.
"""


class Compiled(NamedTuple):
    """A kernel in machine code: the function, its number of sums, what must live as long."""

    function: Callable[..., None]
    sums: int
    execution: Any


class CompiledProgram:
    """A tape in machine code, compiled when it is first run; threads may share it.

    Args:
        tape: The program.

    Raises:
        ImportError: The extra `compiled` is not installed.
        ValueError: The program is too long.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> built(record(w * x, inputs=[x])).run([5.0], [4.0])
    (20.0, [5.0])
    """

    def __init__(self, tape: Tape) -> None:
        self.operands = sum(len(entry.args) for entry in tape.entries if entry)
        if self.operands > MOST:
            raise ValueError(
                f"a program of {self.operands:,} operands is too long to be compiled, at most "
                f'{MOST:,} are; run it with engine="numpy", or record one sample'
            )
        self.tape = tape
        self.numpy = load_extra("numpy", "compiled")
        self.llvm = load_extra("llvmlite.binding", "compiled")
        self.kernels: dict[bool, Compiled] = {}
        self.waiting: deque[Arrays] = deque(maxlen=4)

    def run(self, inputs: Any, parameters: Any) -> tuple[float, Any]:
        """The loss of one sample and its gradients, an array where the parameters are one."""
        losses, gradients = self.batch([inputs], parameters)
        return float(losses[0]), gradients

    def batch(self, inputs: Any, parameters: Any) -> tuple[Any, Any]:
        """The losses of B samples, and the gradients of their sum.

        Args:
            inputs: B × n numbers.
            parameters: p numbers, or B × p.
        """
        numpy, count = self.numpy, len(inputs)
        is_array = isinstance(inputs, numpy.ndarray) or isinstance(parameters, numpy.ndarray)
        samples = numpy.asarray(inputs, dtype=float).reshape(count, -1)
        weights = numpy.asarray(parameters, dtype=float)
        varying = weights.ndim == 2
        kernel = self.kernels.get(varying) or self.compiled(varying)
        arrays = self.arrays(-(-count // LANES) * LANES, varying, kernel.sums)
        arrays.enter(samples, weights)
        kernel.function(arrays.width, 0, 0, *arrays.addresses)
        found = arrays.told(count)
        self.waiting.append(arrays)
        if found is None:  # Python says what is wrong, or that inf is right
            losses, gradients = interpreting.built(self.tape).batch(
                samples.tolist(), weights.tolist()
            )
            found = numpy.array(losses), numpy.array(gradients)
        return found if is_array else (found[0].tolist(), found[1].tolist())

    def arrays(self, width: int, varying: bool, sums: int) -> "Arrays":
        """Arrays for a call that no other thread uses; to make them costs as much as to run."""
        with suppress(IndexError):  # another thread may have taken the last
            for _ in range(len(self.waiting)):
                arrays = self.waiting.popleft()
                if (arrays.width, arrays.varying) == (width, varying):
                    return arrays
                self.waiting.append(arrays)
        return Arrays(self.numpy, self.tape, width, varying, sums)

    def compiled(self, varying: bool) -> Compiled:
        """The function in machine code, for this machine's processor."""
        llvm = self.llvm
        llvm.initialize_native_target()
        llvm.initialize_native_asmprinter()
        kernel = Kernel(self.tape, varying)
        module = llvm.parse_assembly(kernel.text)
        machine = llvm.Target.from_default_triple().create_target_machine(
            cpu=llvm.get_host_cpu_name(),
            features=llvm.get_host_cpu_features().flatten(),
            opt=2 if self.operands <= QUICK_TO_COMPILE else 0,
        )
        execution = llvm.create_mcjit_compiler(module, machine)
        execution.finalize_object()
        kinds = [ctypes.c_int64] * 3 + [ctypes.c_void_p] * len(ARRAYS)
        function = ctypes.CFUNCTYPE(None, *kinds)(execution.get_function_address("kernel"))
        self.kernels[varying] = Compiled(function, len(kernel.sums), execution)
        return self.kernels[varying]


def built(tape: Tape) -> CompiledProgram:
    """The engine of a tape."""
    return CompiledProgram(tape)


class Arrays:
    """The arrays of a call of the kernel.

    Args:
        numpy: The module.
        tape: The program.
        width: The number of samples, a multiple of LANES.
        varying: Whether the parameters differ from sample to sample.
        sums: How many sums the kernel needs.
    """

    def __init__(self, numpy: Any, tape: Tape, width: int, varying: bool, sums: int) -> None:
        self.width, self.varying = width, varying
        self.all_finite: Callable[[Any], bool] = lambda x: numpy.isfinite(x).all()
        parameters = (len(tape.parameter_places), width if varying else 1)
        self.named = {
            "inputs": numpy.empty((len(tape.input_places), width)),
            "parameters": numpy.empty(parameters),
            "seeds": numpy.ones(width),
            "losses": numpy.empty(width),
            "gradients": numpy.empty(parameters),
            "sums": numpy.empty((sums, LANES)),
            "doubt": numpy.empty(1),
        }
        self.addresses = [self.named[name].ctypes.data for name in ARRAYS]

    def enter(self, samples: Any, weights: Any) -> None:
        """Write the numbers down; lanes without a sample repeat the last one, and count nothing."""
        count = len(samples)
        inputs, parameters = self.named["inputs"], self.named["parameters"]
        inputs[:, :count] = samples.T
        if self.varying:
            parameters[:, :count] = weights.T
        else:
            parameters[:, 0] = weights
        self.named["seeds"][:count] = 1.0
        if count < self.width:
            inputs[:, count:] = inputs[:, count - 1 : count]
            self.named["seeds"][count:] = 0.0
            if self.varying:
                parameters[:, count:] = parameters[:, count - 1 : count]
        self.named["sums"].fill(0.0)
        self.named["gradients"].fill(0.0)

    def told(self, count: int) -> tuple[Any, Any] | None:
        """Losses and gradients, as arrays of the caller's own; None if one may not be told."""
        gradients = self.named["gradients"]
        if self.named["doubt"][0] != 0.0 or not self.all_finite(gradients):
            return None
        told = gradients[:, :count].T if self.varying else gradients[:, 0]
        return self.named["losses"][:count].copy(), told.copy()
