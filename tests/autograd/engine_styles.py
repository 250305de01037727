"""Right engines in more ways that students write them: numpy scalars, a tape, functions, slots."""

REFLECTED = """
    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + other * -1

    def __rsub__(self, other):
        return self * -1 + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other
"""

NUMPY = (
    """
import numpy

class Value:
    def __init__(self, data, parents=()):
        self.data = numpy.array(data, dtype=numpy.float32)
        self.grad = numpy.zeros_like(self.data)
        self.parents = parents

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def tanh(self):
        t = numpy.tanh(self.data)
        return Value(t, [(self, 1 - t * t)])

    def relu(self):
        slope = numpy.heaviside(self.data, 0)
        return Value(numpy.maximum(self.data, 0), [(self, slope)])

    def backward(self):
        order, seen, stack = [], {id(self)}, [(self, 0)]
        while stack:
            node, i = stack.pop()
            if i == len(node.parents):
                order.append(node)
                continue
            stack.append((node, i + 1))
            parent = node.parents[i][0]
            if id(parent) not in seen:
                seen.add(id(parent))
                stack.append((parent, 0))
        for node in order:
            node.grad *= 0  # leaves too: gradients begin anew
        self.grad += 1
        for node in order[::-1]:
            for parent, slope in node.parents:
                parent.grad += slope * node.grad
"""
    + REFLECTED
)

TAPE = (
    """
import math

TAPE = []

class Value:
    def __init__(self, data):
        self.data, self.grad, self.place = float(data), 0.0, None

    @staticmethod
    def record(data, *edges):
        result = Value(data)
        result.place = len(TAPE)
        TAPE.append((result, edges))
        return result

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value.record(self.data + other.data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value.record(self.data * other.data, (self, other.data), (other, self.data))

    def __pow__(self, n):
        return Value.record(self.data**n, (self, n * self.data ** (n - 1)))

    def sin(self):
        return Value.record(math.sin(self.data), (self, math.cos(self.data)))

    def backward(self):
        for result, _ in TAPE:
            result.grad = 0.0
        self.grad = 1.0
        if self.place is not None:
            for result, edges in TAPE[self.place :: -1]:
                for node, slope in edges:
                    node.grad += slope * result.grad
"""
    + REFLECTED
)

FUNCTIONS = """
import math

def make(data, *edges):
    node = Node()
    node.data, node.grad, node.edges = data, None, edges
    return node

def to_node(x):
    return x if isinstance(x, Node) else make(x)

def add(a, b):
    return make(a.data + b.data, (a, lambda g: g), (b, lambda g: g))

def mul(a, b):
    return make(a.data * b.data, (a, lambda g: g * b.data), (b, lambda g: g * a.data))

def sub(a, b):
    return add(a, mul(b, make(-1.0)))

def power(a, n):
    return make(a.data**n, (a, lambda g: g * n * a.data ** (n - 1)))

def exp(a):
    y = math.exp(a.data)
    return make(y, (a, lambda g: g * y))

def in_order(output):
    uses, waiting = {}, [output]
    while waiting:
        for node, _ in waiting.pop().edges:
            if node not in uses:
                waiting.append(node)
            uses[node] = uses.get(node, 0) + 1
    ready = [output]
    while ready:
        yield (node := ready.pop())
        for operand, _ in node.edges:
            uses[operand] -= 1
            if not uses[operand]:
                ready.append(operand)

def backward(output):
    flow = {output: 1.0}
    for node in in_order(output):
        node.grad = (node.grad or 0.0) + flow[node]
        for operand, f in node.edges:
            flow[operand] = flow.get(operand, 0.0) + f(flow[node])

def both_ways(f):
    return lambda a, b: f(a, to_node(b)), lambda a, b: f(to_node(b), a)

names = {"__pow__": power, "__neg__": lambda a: mul(a, make(-1.0)), "exp": exp}
names["__add__"], names["__radd__"] = both_ways(add)
names["__mul__"], names["__rmul__"] = both_ways(mul)
names["__sub__"], names["__rsub__"] = both_ways(sub)
names["__truediv__"], names["__rtruediv__"] = both_ways(lambda a, b: mul(a, power(b, -1)))
Node = type("Node", (), names | {"backward": backward})
Value = make
"""

SLOTS = (
    """
import heapq
import math

class Value:
    __slots__ = ("data", "grad", "number", "operands", "slopes")
    count = 0

    def __init__(self, data, operands=(), slopes=()):
        self.data, self.grad, self.operands, self.slopes = data, 0, operands, slopes
        Value.count += 1
        self.number = Value.count

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1, 1))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def backward(self):
        latest, flow = [(-self.number, self)], {self: 1.0}
        while latest:
            node = heapq.heappop(latest)[1]
            upstream = flow.pop(node)
            node.grad += upstream
            for operand, slope in zip(node.operands, node.slopes):
                if operand not in flow:
                    heapq.heappush(latest, (-operand.number, operand))
                flow[operand] = flow.get(operand, 0.0) + slope * upstream
"""
    + REFLECTED
)

EQUAL_NAMES = """
names["__eq__"], names["__hash__"] = lambda a, b: a.data == b.data, lambda a: hash(a.data)
Node ="""

EQUAL_BY_DATA = """
    def __eq__(self, other):
        return self.data == other.data

    def __hash__(self):
        return hash(self.data)

    def backward"""

TIMES_IN_PLACE = """
    def __imul__(self, other):
        self.data *= other.data
        return self

    def backward"""

BUGS = [
    # engine, what stands there, what is planted, the bug's word, where it shows first
    (
        NUMPY,
        "        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])",
        "        self.data += other.data\n        return self",
        "in place",
        "a + b",
    ),
    (
        NUMPY,
        "return Value(numpy.maximum(self.data, 0), [(self, slope)])",
        "self.data = numpy.maximum(self.data, 0)\n        return self",
        "in place",
        "a.relu()",
    ),
    (NUMPY, "parent.grad += slope", "parent.grad = slope", "overwriting", "a + b"),
    (NUMPY, "in node.parents:\n", "in dict(node.parents).items():\n", "both sides", "a + b"),
    (TAPE, "result.grad = 0.0", "pass", "second pass", ""),
    (TAPE, "TAPE[self.place :: -1]", "TAPE[: self.place + 1]", "stops", ""),
    (
        TAPE,
        "slope * result.grad\n",
        "slope * result.grad\n            TAPE.clear()\n",
        "remembered",
        "",
    ),
    (TAPE, "math.cos(self.data)", "math.sin(self.data)", "own value", "a.sin()"),
    (TAPE, "self * -1 + other", "self + other * -1", "order of operands", "3 - a"),
    (
        FUNCTIONS,
        "            if not uses[operand]:\n                ready.append(operand)",
        "            ready.append(operand)",
        "sent twice",
        "",
    ),
    (FUNCTIONS, "flow.get(operand, 0.0) + f(", "f(", "overwriting", "a + b"),
    (FUNCTIONS, "Node =", EQUAL_NAMES, "equality", "a + b"),
    (FUNCTIONS, "mul(a, make(-1.0)), ", "make(-a.data), ", "nothing sent", "-a"),
    (SLOTS, "    def backward", EQUAL_BY_DATA, "equality", ""),
    (SLOTS, "    def backward", TIMES_IN_PLACE, "in place", "c *= b"),
    (SLOTS, "slope * upstream", "slope * abs(upstream)", "upstream", "a ** -2"),
]
