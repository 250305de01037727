"""Blocks: layers run over a batch, whose inner nodes are made only if somebody looks at them.

All is told as if they were not here, and a reader can leave this module out. A training step looks
at the outputs of a network and at the gradients of its weights, never at the nodes between. So a
block keeps the numbers of these in lists and makes Values of its outputs alone. Such an output has
no `left` yet; its `d_left` is the block and its `d_right` its place there. Whoever asks for its
arguments (a graph, a trace, a copy, a picture) finds all nodes made: the block has been opened.
Only the quick pass back goes through a closed one.

A closed block adds to each weight in the order of the samples, as a pass from node to node would if
nothing else came between. Where something does, the block is opened first: gradients are the same
to the last bit.
"""

from collections.abc import Sequence
from itertools import compress
from operator import mul
from typing import Any, NamedTuple

from autograd.engine.modes import Scope
from autograd.engine.recording import new_node
from autograd.engine.value import Value
from autograd.engine.weighted_sums import Rows
from autograd.ops.many import START, sigma, sum_from
from autograd.ops.operation import Op

Sample = Sequence[float]
Received = dict[int, list[float]]  # by the number of the sample, in the order of the pass


class Affine(NamedTuple):
    """A layer W·x + b: every output a weighted sum of all inputs."""

    rows: Rows
    scope: Scope | None
    op: Op = sigma


class Each(NamedTuple):
    """A layer that applies an op of one operand to every input."""

    op: Op
    scope: Scope | None


Layer = Affine | Each


class Ran(NamedTuple):
    """What one layer did, sample by sample.

    Attributes:
        rows: The weights, the bias first, and the numbers of those that meet an input; none where
            there are no weights.
        factors: What the weights were multiplied with, or the local derivatives of the op.
        numbers: The outputs.
    """

    layer: Layer
    rows: Sequence[tuple[tuple[Value, ...], Sample]]
    factors: Sequence[Sample]
    numbers: Sequence[Sample]


def run(layers: Sequence[Layer], samples: Sequence[Sample]) -> list[list[Value]] | None:
    """The outputs of layers one after another, weights first, for samples of plain floats.

    None if a number on the way is not finite or an op has no value: then the general way is to find
    out what is to be said. So every factor in a block is finite.
    """
    ran: list[Ran] = []
    inputs = samples
    try:
        for layer in layers:
            done = weigh(layer, inputs) if isinstance(layer, Affine) else apply(layer, inputs)
            total = sum(map(sum, done.numbers)) if done else 0.0
            if done is None or total - total != 0.0:
                return None
            ran.append(done)
            inputs = done.numbers
    except (ValueError, ArithmeticError):
        return None
    return outputs_of(Block(ran, samples))


def weigh(layer: Affine, samples: Sequence[Sample]) -> Ran | None:
    """W·x + b for each sample; None if not all weights are leaves, or the inputs do not fit."""
    read = layer.rows.read()
    widths, sizes = set(map(len, layer.rows)), set(map(len, samples))
    if len(widths) != 1 or len(sizes) != 1 or not all(are_nodes for *_, are_nodes in read):
        return None
    if any(weight.op is not None for row in layer.rows for weight in row):
        return None
    (width,), (size,) = widths, sizes
    if width == size + 1:
        rows = [(row, weights) for row, _, weights, _ in read]
        factors = [(1.0, *x) for x in samples]
    elif width == size:
        rows = [(row, numbers) for row, numbers, _, _ in read]
        factors = list(map(tuple, samples))
    else:
        return None
    sums = [[sum(map(mul, numbers, x), START) for _, numbers, _, _ in read] for x in factors]
    return Ran(layer, rows, factors, sums)


def apply(layer: Each, samples: Sequence[Sample]) -> Ran:
    """The op of every number."""
    value, (rule,) = layer.op.value, layer.op.on_floats
    results = [list(map(value, x)) for x in samples]
    partials = [list(map(rule, x, y)) for x, y in zip(samples, results, strict=True)]
    return Ran(layer, [], partials, results)


class Block:
    """What layers did over a batch: closed as long as nobody has asked for a node inside."""

    __slots__ = ("adjoints", "operands", "ran", "received", "samples")

    def __init__(self, ran: list[Ran], samples: Sequence[Sample]) -> None:
        self.ran, self.samples = ran, samples
        self.received: list[tuple[int, float]] = []
        self.adjoints: list[Received] = [{} for _ in ran]
        self.operands: Sequence[tuple[Any, ...]] | None = None

    @property
    def weights(self) -> list[Value]:
        """The weights of all layers; one that stands in two places stands here twice."""
        return [weight for ran in self.ran for row, _ in ran.rows for weight in row]

    @property
    def width(self) -> int:
        """The number of outputs of a sample."""
        return len(self.ran[-1].numbers[0])

    def take(self, place: int, upstream: float) -> None:
        """Receive what the pass back brings to an output; place -1 comes last and ends it."""
        if place >= 0:
            self.received.append((place, upstream))
        else:
            self.send_back()

    def send_back(self) -> None:
        """The chain rule through all layers, for the samples that received something."""
        width = self.width
        sent: Received = {}
        for place, upstream in self.received:
            sample, output = divmod(place, width)
            sent.setdefault(sample, [0.0] * width)[output] = upstream
        for depth in reversed(range(len(self.ran))):
            self.keep(depth, sent)
            if self.ran[depth].rows:
                send_to_weights(self.ran[depth], sent)
            if depth > 0:
                sent = to_inputs(self.ran[depth], sent)

    def keep(self, depth: int, sent: Received) -> None:
        """Hold what the nodes of a layer received, for when they are made.

        Behind the last weights each has its own output, and without that one keeps what it had.
        """
        known = self.adjoints[depth]
        if any(ran.rows for ran in self.ran[depth + 1 :]):
            known |= sent
            return
        reached = {place for place, _ in self.received}
        for sample, adjoints in sent.items():
            pairs = zip(known.get(sample, adjoints), adjoints, strict=True)
            places = enumerate(pairs, sample * self.width)
            known[sample] = [now if place in reached else was for place, (was, now) in places]

    def make(self) -> Sequence[tuple[Any, ...]]:
        """Make all nodes inside, once; what the last layer works on, by sample."""
        if self.operands is None:
            self.operands = list(map(self.inner_nodes, range(len(self.samples))))
        return self.operands

    def open(self, output: Value) -> None:
        """Give an output the arguments that it would have without the block."""
        sample, place = divmod(output.d_right, self.width)
        connect(output, self.ran[-1], sample, place, self.make()[sample])

    def inner_nodes(self, sample: int) -> tuple[Any, ...]:
        """What the last layer works on in a sample: nodes, with all before them."""
        operands: tuple[Any, ...] = tuple(self.samples[sample])
        for ran, adjoints in zip(self.ran[:-1], self.adjoints, strict=False):
            nodes = []
            gradients = adjoints.get(sample) or [0.0] * len(ran.numbers[sample])
            for place, number in enumerate(ran.numbers[sample]):
                node = new_node()
                node._data, node._grad = number, 0.0 + gradients[place]
                node.op, node._tag = ran.layer.op, ran.layer.scope
                connect(node, ran, sample, place, operands)
                nodes.append(node)
            operands = tuple(nodes)
        return operands


def connect(node: Value, ran: Ran, sample: int, place: int, operands: tuple[Any, ...]) -> None:
    """Set the arguments of a node and their partials, `left` last, which others look at first."""
    if ran.rows:
        left, weights = ran.rows[place]
        node.d_right = weights if operands[0].__class__ is Value else None
        node.right, node.d_left = operands, ran.factors[sample]
    else:
        left, node.d_left = operands[place], ran.factors[sample][place]
        node.right = node.d_right = None
    node.left = left


def send_to_weights(ran: Ran, sent: Received) -> None:
    """Add to the gradient of each weight upstream × input over the samples, zeros left out."""
    factors = [ran.factors[sample] for sample in sent]
    columns = list(zip(*factors, strict=True))
    for place, (row, _) in enumerate(ran.rows):
        upstreams = [upstream[place] for upstream in sent.values()]
        met = columns
        if 0.0 in upstreams:
            met = list(zip(*compress(factors, upstreams), strict=True))
            upstreams = list(filter(None, upstreams))
        for weight, column in zip(row, met, strict=bool(met)):
            weight._grad = sum_from(weight._grad, map(mul, upstreams, column))


def to_inputs(ran: Ran, sent: Received) -> Received:
    """What the samples before a layer receive from it."""
    if not ran.rows:
        return {sample: list(map(mul, us, ran.factors[sample])) for sample, us in sent.items()}
    rows = [weights for _, weights in reversed(ran.rows)]
    columns = list(zip(*rows, strict=True))
    return {sample: weighed(us[::-1], rows, columns) for sample, us in sent.items()}


def weighed(upstreams: Sample, rows: Sequence[Sample], columns: Sequence[Sample]) -> list[float]:
    """Σ upstream × weight for each input of a sample, zeros left out."""
    if 0.0 in upstreams:
        columns = list(zip(*compress(rows, upstreams), strict=True))
        upstreams = list(filter(None, upstreams))
        if not columns:
            return [0.0] * len(rows[0])
    if len(upstreams) == 1:
        return [upstreams[0] * weight for (weight,) in columns]
    return [sum(map(mul, upstreams, column), START) for column in columns]


def outputs_of(block: Block) -> list[list[Value]]:
    """The outputs of a block, which stand for all of it."""
    last, width = block.ran[-1], block.width
    found = []
    for sample, numbers in enumerate(last.numbers):
        nodes = []
        for place, number in enumerate(numbers, sample * width):
            node = new_node()
            node._data, node._grad, node.op = number, 0.0, last.layer.op
            node.left, node.right, node._tag = None, None, last.layer.scope
            node.d_left, node.d_right = block, place
            nodes.append(node)
        found.append(nodes)
    return found


def closing(block: Block) -> Value:
    """Stands in the order of a pass before all outputs of a block, so that it comes after them."""
    block.received = []
    node = new_node()
    node._grad, node.d_left, node.d_right = 0.0, block, -1
    return node


def are_mixed(order: Sequence[Value], blocks: Sequence[Block]) -> bool:
    """Whether the order in which weights receive is another than that of the samples of a block.

    So it is if outputs are used in another order, if a weight stands in two places, or if something
    between two outputs uses one.

    Args:
        order: The nodes of a pass, operands first, with what `closing` gives.
        blocks: All closed blocks among them.
    """
    weights = [weight for block in blocks for weight in block.weights]
    among = set(weights)
    if len(among) < len(weights):
        return True
    last: dict[Block, int] = {}
    uses = False
    for node in order:
        block = node.d_left
        if block.__class__ is Block:
            uses = uses and bool(last)  # what stands before all blocks receives after them
            if uses or node.d_right <= last.get(block, -2):
                return True
            last[block] = node.d_right
        elif not uses:
            for side in (node.left, node.right):
                sides = side if side.__class__ is tuple else (side,)
                uses = uses or not among.isdisjoint(sides)
    return False
