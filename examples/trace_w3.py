"""The hand calculation of ∂L/∂w₃ in a network of three sigmoids, with every number on the way.

Question 001.Q2 of the course problem set, with L = (y - ŷ)² and
ŷ = σ(w₅ σ(x₁w₁ + x₂w₂) + w₆ σ(x₃w₃ + x₄w₄)).
Run with `python -m examples.trace_w3`; it writes trace_w3.svg and trace_w3.png beside it.
"""

from autograd import Rounding, Trace, Value, paths, squared_error, text, weighted_sum
from autograd.writing.ledger_report import chain_rule
from visualize import draw

GIVEN = {"x₁": 0.9, "x₂": -1.1, "x₃": -0.3, "x₄": 0.8, "y": 0.5}
WEIGHTS = {"w₁": 0.75, "w₂": -0.63, "w₃": 0.24, "w₄": -1.7, "w₅": 0.8, "w₆": -0.2}


def named(node: Value, label: str) -> Value:
    """The node, with its name from the figure."""
    node.label = label
    return node


def network() -> tuple[Value, Value]:
    """The loss L and the weight w₃ of the network in the figure."""
    x1, x2, x3, x4, y = (Value(number, label) for label, number in GIVEN.items())
    w1, w2, w3, w4, w5, w6 = (Value(number, label) for label, number in WEIGHTS.items())
    first = named(named(weighted_sum(0.0, [w1, w2], [x1, x2]), "Σ₁").sigmoid(), "σ₁")
    second = named(named(weighted_sum(0.0, [w3, w4], [x3, x4]), "Σ₂").sigmoid(), "σ₂")
    guess = named(named(weighted_sum(0.0, [w5, w6], [first, second]), "Σ₃").sigmoid(), "ŷ")
    return named(squared_error(guess, y), "L"), w3


L, w3 = network()


def report(trace: Trace) -> None:
    """Print a pass: forward values, backward steps, and the path of w₃."""
    for step in trace:
        print(f"{step.index:4}  {trace.sentence(step)}")
    (path,) = paths(trace, w3).paths
    print("\nThe path of w₃ and the product after each of its five factors:")
    for edge, factor, product in zip(reversed(path.edges), path.factors, path.running, strict=True):
        names = trace.graph.names
        local = f"∂{names[edge.node]}/∂{names[edge.operand]}"
        print(f"      {local:9} = {trace.number(factor):>10}   product {trace.number(product)}")
    print("\n      " + " = ".join(map(text, chain_rule(paths(trace, w3)))) + "\n")


def main() -> None:
    """Do the pass exactly and by hand, and draw it."""
    exact, by_hand = L.trace(), L.trace(Rounding(places=4))
    print("Exactly\n")
    report(exact)
    print("By hand, every step rounded to 4 decimals\n")
    report(by_hand)
    print(f"∂L/∂w₃ = {exact.gradients[w3]!r}, by hand {by_hand.number(by_hand.gradients[w3])}.")
    print("The printed solution says 0.0001: there σ(1.368) was taken as σ(-1.368) = 0.2029.")
    picture = draw(exact, highlight=paths(exact, w3))
    for path in ("trace_w3.svg", "trace_w3.png"):
        print("wrote", picture.save(path, force=True))


if __name__ == "__main__":
    main()
