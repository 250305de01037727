"""Training replayed: what is recorded once and run from its tape from then on.

One sample is recorded, if the loss of a batch is the mean or the sum of what its samples give by
themselves: then a batch of any size is a run of that tape over its samples. Else the whole batch
is, for batches of its shape.

What a tape cannot do is computed as written: a comparison that falls out otherwise, an error, a
loss that is nan.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from autograd import Value
from autograd.engine.weighted_sums import weighted_sum
from autograd.tape import Tape, record
from autograd.tape.batches import summed
from nn.base.nested import entries
from nn.training.choices import Choice
from nn.training.numbering import Sample, in_numbers

Program = TypeVar("Program", "OfSample", "OfBatch")

SAME = 1e-9
"""How far, relatively, a mean over samples may be from the loss of their batch."""
FAR = 10.0
"""By how much targets are moved to see whether samples count by themselves."""


class Met(NamedTuple):
    """A batch that was run: its loss, the gradient of each leaf, and what the model gives."""

    loss: float
    gradients: list[tuple[Value, float]]
    outputs: Any = None


class OfSample(NamedTuple):
    """The tape of one sample.

    Attributes:
        tape: Its inputs are the numbers of a sample.
        is_sum: Whether the loss of a batch is the sum over its samples, and not the mean.
        has_choices: Whether the targets are classes.
    """

    tape: Tape
    is_sum: bool
    has_choices: bool

    def met(self, samples: Sequence[Sample]) -> Met:
        """A batch of any size."""
        return self.of(
            [sample.choice if self.has_choices else sample.numbers for sample in samples]
        )

    def of(self, rows: Sequence[Sequence[float]]) -> Met:
        """A batch whose samples have these numbers."""
        leaves, count = self.tape.leaves, 1 if self.is_sum else len(rows)
        loss, gradients = summed(self.tape, rows, [leaf.data for leaf in leaves])
        found = [(leaf, g / count) for leaf, g in zip(leaves, gradients, strict=True)]
        return Met(loss / count, found)


class OfBatch(NamedTuple):
    """The tape of a whole batch.

    Attributes:
        tape: Its inputs are the numbers of all samples. Where the outputs are asked for, its loss
            has another 0 · y for each number y that the model gives: the gradient by that 0 is y.
        by_zero: Of each of those zeros, the node of its y.
        outputs: What the model gave, with these nodes.
        has_choices: Whether the targets are classes.
    """

    tape: Tape
    by_zero: dict[Value, Value]
    outputs: Any
    has_choices: bool

    def met(self, samples: Sequence[Sample]) -> Met:
        """A batch of the same shape."""
        rows = [sample.choice if self.has_choices else sample.numbers for sample in samples]
        loss, gradients = self.tape.run([number for row in rows for number in row])
        found = []
        for leaf, gradient in zip(self.tape.leaves, gradients, strict=True):
            if leaf in self.by_zero:
                self.by_zero[leaf].data = gradient
            else:
                found.append((leaf, gradient))
        return Met(loss, found, self.outputs)


class Replay:
    """The tapes of a training, or of its judging.

    Args:
        model: Called with a list of inputs.
        loss: Called with outputs and targets.
        samples: All that will be met.
        alone: Whether one sample is recorded, if that will do and they are nested alike.
        sizes: Batches of how many samples are recorded as a whole, if it will not do; where samples
            are nested in several ways only if demanded, for many shapes might come.
        demanded: Whether it is an error if neither can be; else it is not tried again.
        keeps_outputs: Whether the outputs are asked for, which only a whole batch gives.

    Attributes:
        runs: How many batches have been run from a tape.
    """

    def __init__(
        self,
        model: Callable[[Any], Any],
        loss: Callable[[Any, Any], Any],
        samples: Sequence[Any],
        *,
        alone: bool,
        sizes: Collection[int],
        demanded: bool,
        keeps_outputs: bool,
    ) -> None:
        self.model, self.loss, self.keeps_outputs = model, loss, keeps_outputs
        self.samples = {id(sample.given): sample for sample in in_numbers(samples)}
        alike = len({sample.nesting for sample in self.samples.values()}) == 1
        self.alone = alone and alike and not keeps_outputs
        self.sizes = sizes if alike or demanded else ()
        self.demanded = demanded
        self.one: OfSample | None = None
        self.whole: dict[tuple[int, ...], OfBatch] = {}
        self.runs = 0

    def met(self, batch: Sequence[Any]) -> Met | None:
        """A batch run from its tape; None if it must be computed as written."""
        samples = self.looked_up(batch)
        program = self.one or self.whole.get(shape_of(samples))
        if not samples or program is None:
            return None
        try:
            met = program.met(samples)
        except (ArithmeticError, ValueError):
            return None  # as written it comes to its error, or goes the other way
        if not math.isfinite(met.loss):
            return None
        self.runs += 1
        return met

    def learn(self, batch: Sequence[Any], outputs: Any, loss: float) -> None:
        """Record a batch that was computed as written, with these outputs and this loss.

        Raises:
            ValueError: It cannot be recorded, and that was demanded.
        """
        samples = self.looked_up(batch)
        if not samples or self.one or shape_of(samples) in self.whole:
            return
        if self.alone:
            self.alone = False  # it is tried once
            self.one, _ = tried(self.of_sample, samples, loss)
        if not self.one and len(samples) in self.sizes:
            found, reason = tried(partial(self.of_batch, outputs), samples, loss)
            if found:
                self.whole[shape_of(samples)] = found
            elif self.demanded:
                raise refusal(reason)
            else:
                self.sizes = ()

    def looked_up(self, batch: Sequence[Any]) -> list[Sample]:
        """The samples of a batch; none if one of them is new."""
        found = [self.samples.get(id(sample)) for sample in batch]
        return [] if None in found else [sample for sample in found if sample]

    def of_sample(self, samples: Sequence[Sample], loss: float, has_choices: bool) -> OfSample:
        """The program of a sample, if a batch is the mean or the sum over its samples."""
        (tape, _), (two, _) = (self.recorded(samples[:n], has_choices) for n in (1, 2))
        for is_sum in (False, True):
            program = OfSample(tape, is_sum, has_choices)
            alike = math.isclose(program.met(samples).loss, loss, rel_tol=SAME)
            if alike and are_apart(program, two, samples[:2]):
                return program
        raise ValueError("the loss of a batch is neither the mean nor the sum over its samples")

    def of_batch(
        self, outputs: Any, samples: Sequence[Sample], loss: float, has_choices: bool
    ) -> OfBatch:
        """The program of a batch."""
        numbers = nodes_in(outputs) if self.keeps_outputs else []
        zeros = [Value(0.0) for _ in numbers]
        tape, given = self.recorded(samples, has_choices, zeros)
        if tape.numbers[tape.output] != loss:
            raise ValueError("the loss of a batch is another one when it is computed again")
        by_zero = dict(zip(zeros, nodes_in(given) if zeros else (), strict=True))
        return OfBatch(tape, by_zero, given if self.keeps_outputs else None, has_choices)

    def recorded(
        self, samples: Sequence[Sample], has_choices: bool, zeros: Sequence[Value] = ()
    ) -> tuple[Tape, Any]:
        """The tape of a batch, and what the model gave; each zero times its number is added."""
        outputs: Any = None

        def computed(pairs: Any) -> Any:
            nonlocal outputs
            outputs = self.model([x for x, _ in pairs])
            loss = self.loss(outputs, [Choice(y) if has_choices else y for _, y in pairs])
            return weighted_sum(loss, zeros, nodes_in(outputs)) if zeros else loss

        tape = record(computed, [[one.x, one.shares if has_choices else one.y] for one in samples])
        return tape, outputs


def tried(
    recorded: Callable[[Sequence[Sample], float, bool], Program], samples: list[Sample], loss: float
) -> tuple[Program | None, str]:
    """What was recorded, of numbers or else of classes; or None, and why."""
    reason = ""
    for has_choices in (False, True) if all(sample.shares for sample in samples) else (False,):
        try:
            return recorded(samples, loss, has_choices), ""
        except Exception as error:  # also of a model or a loss that takes no such numbers
            reason = str(error)
    return None, reason


def shape_of(samples: Sequence[Sample]) -> tuple[int, ...]:
    """How the samples of a batch are nested, one after the other."""
    return tuple([sample.nesting for sample in samples])


def nodes_in(outputs: Any) -> list[Value]:
    """The nodes that a model gave."""
    return [y for y in entries(outputs) if isinstance(y, Value)]


def are_apart(program: OfSample, two: Tape, samples: Sequence[Sample]) -> bool:
    """Whether two samples give what each gives by itself, now and with targets on either side.

    Where all errors have one sign, a mean of their sizes says nothing: it is the size of the mean.
    """
    for far in (0.0, FAR, -FAR):
        rows = []
        for sample, by in zip(samples, (far, -far), strict=False):
            row = sample.choice if program.has_choices else sample.numbers
            given = len(list(entries(sample.x)))
            rows.append(row[:given] + [number + by for number in row[given:]])
        try:
            _, gradients = two.run([number for row in rows for number in row], engine="rules")
            found = dict(program.of(rows).gradients)
        except (ArithmeticError, ValueError):  # no such targets, as probabilities
            if far:
                continue
            raise
        if not are_near(found, dict(zip(two.leaves, gradients, strict=True))):
            return False
    return True


def are_near(found: Mapping[Value, float], wanted: Mapping[Value, float]) -> bool:
    """Whether two runs give the same gradients, but for their last digits."""
    largest = max(map(abs, wanted.values()), default=0.0)
    return found.keys() == wanted.keys() and all(
        math.isclose(found[leaf], wanted[leaf], rel_tol=SAME, abs_tol=SAME * largest)
        for leaf in wanted
    )


def refusal(reason: str) -> ValueError:
    """The error of a training that cannot be replayed."""
    reason = " ".join(reason.split()).rstrip(".")
    return ValueError(
        f"replay=True cannot be: {reason}; leave it out, and every batch is computed as written"
    )
