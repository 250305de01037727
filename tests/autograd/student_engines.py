"""Engines as students write them, in two ways, and the bugs that are planted into them."""

CLOSURES = """
import math

class Value:
    def __init__(self, data, operands=()):
        self.data = data
        self.grad = 0.0
        self.operands = operands
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))
        def _backward():
            self.grad += out.grad
            other.grad += 1.0 * out.grad
        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out

    def __pow__(self, n):
        out = Value(self.data**n, (self,))
        def _backward():
            self.grad += n * self.data ** (n - 1) * out.grad
        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,))
        def _backward():
            self.grad += (1 - t * t) * out.grad
        out._backward = _backward
        return out

    def relu(self):
        out = Value(max(0.0, self.data), (self,))
        def _backward():
            self.grad += (self.data > 0) * out.grad
        out._backward = _backward
        return out

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return self**-1 * other

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def backward(self):
        order = []
        visited = set()
        waiting = [(self, False)]
        while waiting:
            node, is_complete = waiting.pop()
            if is_complete:
                order.append(node)
            elif node not in visited:
                visited.add(node)
                waiting.append((node, True))
                waiting.extend((operand, False) for operand in node.operands)
        for node in order:
            if node.operands:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            node._backward()
"""

RECURSIVE = """
        def visit(node):
            if node not in visited:
                visited.add(node)
                for operand in node.operands:
                    visit(operand)
                order.append(node)
        visit(self)
"""

WAITING_FOR_EVER = """
        while True:
            pass
"""

LOCAL_GRADS = """
import math

class Value:
    def __init__(self, data, operands=(), partials=()):
        self.data = data
        self.grad = None
        self.operands = operands
        self.partials = partials

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))

    def exp(self):
        return Value(math.exp(self.data), (self,), (math.exp(self.data),))

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,))

    def __neg__(self):
        return Value(-self.data, (self,), (-1.0,))

    def __sub__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0))

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        a, b = self.data, other.data
        return Value(a / b, (self, other), (1 / b, -a / b**2))

    def __rsub__(self, other):
        return Value(other) - self

    def __rtruediv__(self, other):
        return Value(other) / self

    __radd__ = __add__
    __rmul__ = __mul__

    def backward(self):
        uses = {}
        waiting, seen = [self], {id(self)}
        while waiting:
            for operand in waiting.pop().operands:
                uses[operand] = uses.get(operand, 0) + 1
                if id(operand) not in seen:
                    seen.add(id(operand))
                    waiting.append(operand)
        for node in uses:
            node.grad = 0.0
        self.grad = 1.0
        ready = [self]
        while ready:
            node = ready.pop()
            for operand, partial in zip(node.operands, node.partials):
                operand.grad += partial * node.grad
                uses[operand] -= 1
                if uses[operand] == 0:
                    ready.append(operand)
"""

PATHS = """
    def backward(self, upstream=1.0):
        self.grad = (self.grad or 0.0) + upstream
        for operand, partial in zip(self.operands, self.partials):
            operand.backward(upstream * partial)
"""

BREADTH_FIRST = """
        waiting, visited = [self], {self}
        for node in order:
            if node.operands:
                node.grad = 0.0
        self.grad = 1.0
        while waiting:
            node = waiting.pop(0)
            node._backward()
            for operand in node.operands:
                if operand not in visited:
                    visited.add(operand)
                    waiting.append(operand)
"""

AT_ONCE = """
    def backward(self, first=True):
        if first:
            self.grad = 1.0
        self._backward()
        for operand in self.operands:
            operand.backward(False)
"""

BY_DATA = """
    def __eq__(self, other):
        return self.data == other.data
"""

HASH = """
    def __hash__(self):
        return hash(self.data)
"""

IN_PLACE = """
    def __iadd__(self, other):
        self.data += other.data
        return self
"""

HANDING_ON = CLOSURES[CLOSURES.index("        order = []") :]
SENDING = LOCAL_GRADS[LOCAL_GRADS.index("    def backward") :]
WALK = HANDING_ON[
    HANDING_ON.index("        waiting") : HANDING_ON.index("        for node in order")
]
CHOICE = WALK[WALK.index("if is_complete") : WALK.index("\n                visited")]
ZEROED = HANDING_ON[
    HANDING_ON.index("        for node in order") : HANDING_ON.index("        self")
]
BEGINNING = CLOSURES[CLOSURES.index("    def backward") : CLOSURES.index("        waiting")]
SUM = "self.grad += out.grad\n"
FIRST_FACTOR = "self.grad += other.data * out.grad"
SECOND_FACTOR = "other.grad += self.data * out.grad"
BOTH_FACTORS = f"{FIRST_FACTOR}\n            {SECOND_FACTOR}"
SQUARE = "(self,), (math.exp(self.data),)"

BUGS = [
    # engine, what stands there, what is planted, the bug's word, where it shows first
    (CLOSURES, SUM, "self.grad = out.grad\n", "overwriting", "a + b"),
    (CLOSURES, "other.grad += 1.0", "other.grad = 1.0", "overwriting", "a + b"),
    (CLOSURES, FIRST_FACTOR, FIRST_FACTOR.replace("+=", "="), "overwriting", "a * b"),
    (CLOSURES, "(1 - t * t) * out.grad", "(1 - t * t)", "upstream", "a.tanh()"),
    (CLOSURES, "self.grad += (1 - t", "self.grad = (1 - t", "overwriting", "a.tanh()"),
    (CLOSURES, "(1 - t * t)", "t", "own value", "a.tanh()"),
    (CLOSURES, "(1 - t * t)", "(1 + t * t)", "derivative", "a.tanh()"),
    (CLOSURES, "math.tanh(self.data)", "math.sinh(self.data)", "number", "a.tanh()"),
    (
        CLOSURES,
        "math.tanh(self.data)",
        "(math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)",
        "fails",
        "a.tanh()",
    ),
    (CLOSURES, "(self.data > 0) * out.grad", "out.grad", "derivative", "a.relu()"),
    (CLOSURES, "max(0.0, self.data)", "self.data", "number", "a.relu()"),
    (CLOSURES, "(self.data > 0)", "(self.data > 1)", "derivative", "a.relu()"),
    (CLOSURES, "n * self.data ** (n - 1)", "self.data ** (n - 1)", "derivative", "a ** 3"),
    (CLOSURES, "n * self.data ** (n - 1)", "n * out.data / self.data", "fails", "a ** 3"),
    (CLOSURES, "self.data ** (n - 1) * out.grad", "self.data ** (n - 1)", "upstream", "a ** 3"),
    (
        CLOSURES,
        BOTH_FACTORS,
        BOTH_FACTORS.replace("other.data", "self.data").replace("= self.data", "= other.data"),
        "derivative",
        "a * b",
    ),
    (CLOSURES, f"{SECOND_FACTOR}\n", "pass\n", "one operand", "a * b"),
    (
        CLOSURES,
        "out = Value(self.data + other.data, (self, other))",
        "out = Value(self.data + other.data)",
        "operands",
        "a + b",
    ),
    (CLOSURES, "        self.grad = 1.0\n", "", "seed", ""),
    (CLOSURES, "reversed(order)", "order", "stops", ""),
    (
        CLOSURES,
        "        for node in reversed(order):\n            node._backward()",
        "        self._backward()",
        "stops",
        "",
    ),
    (CLOSURES, WALK, RECURSIVE, "recursion", ""),
    (
        CLOSURES,
        HANDING_ON[HANDING_ON.index("        for node in order") :],
        BREADTH_FIRST,
        "sent early",
        "",
    ),
    (CLOSURES, "    def backward(self):\n" + HANDING_ON, AT_ONCE, "sent twice", ""),
    (CLOSURES, CHOICE, "if True:", "endless", ""),
    (CLOSURES, WALK, WAITING_FOR_EVER, "endless", ""),
    (CLOSURES, "reversed(order)", "sorted(order, key=lambda node: -node.data)", "sent early", ""),
    (CLOSURES, ZEROED, "", "second pass", ""),
    (
        CLOSURES,
        f"{ZEROED}        self.grad = 1.0",
        f"{ZEROED.replace('.operands', '.operands and node is not self')}        self.grad += 1.0",
        "second pass",
        "",
    ),
    (
        CLOSURES,
        BEGINNING,
        BEGINNING.replace("self", "self, visited=set()").replace("visited = set()", "pass"),
        "remembered",
        "",
    ),
    (CLOSURES, "    def backward", f"{BY_DATA}\n    def backward", "equality", ""),
    (CLOSURES, "    def backward", f"{BY_DATA}{HASH}\n    def backward", "equality", ""),
    (CLOSURES, "    def backward", f"{IN_PLACE}\n    def backward", "in place", "c += b"),
    (CLOSURES, "return -self + other", "return self + -other", "order of operands", "3 - a"),
    (CLOSURES, "return self**-1 * other", "return self / other", "order of operands", "4 / a"),
    (CLOSURES, "__radd__", "__add_from_right__", "missing", "3 + a"),
    (CLOSURES, "__rmul__", "__mul_from_right__", "missing", "3 * a"),
    (CLOSURES, "__truediv__", "__div__", "missing", "a / b"),
    (CLOSURES, "__neg__", "__negative__", "missing", "-a"),
    (LOCAL_GRADS, "self.grad = None", "pass", "fails", ""),
    (LOCAL_GRADS, "(other.data, self.data)", "(self.data, other.data)", "swapped", "a * b"),
    (LOCAL_GRADS, "(self,), (-1.0,)", "(self,), (1.0,)", "sign", "-a"),
    (LOCAL_GRADS, "(1.0, -1.0)", "(1.0, 1.0)", "sign", "a - b"),
    (LOCAL_GRADS, "(1 / b, -a / b**2)", "(1 / b, a / b**2)", "sign", "a / b"),
    (LOCAL_GRADS, "(1 / self.data,)", "(math.log(self.data),)", "own value", "a.log()"),
    (LOCAL_GRADS, SQUARE, "(self,), (1.0,)", "derivative", "a.exp()"),
    (LOCAL_GRADS, "(self, other), (1.0, 1.0)", "(), ()", "nothing sent", "a + b"),
    (LOCAL_GRADS, "(1.0, 1.0)", "(1.0, 0.0)", "one operand", "a + b"),
    (LOCAL_GRADS, "operand.grad += ", "operand.grad = ", "overwriting", "a + b"),
    (LOCAL_GRADS, "partial * node.grad", "partial", "upstream", "a + b"),
    (
        LOCAL_GRADS,
        "zip(node.operands, node.partials)",
        "dict(zip(node.operands, node.partials)).items()",
        "both sides",
        "a + b",
    ),
    (LOCAL_GRADS, "if uses[operand] == 0:", "if True:", "sent twice", ""),
    (LOCAL_GRADS, SENDING, PATHS, "paths, recursion", ""),
    (LOCAL_GRADS, "node.grad = 0.0", "node.grad = node.grad or 0.0", "second pass", ""),
]


def engine(source):
    """The class that a source defines."""
    names = {}
    exec(source, names)
    return names["Value"]
