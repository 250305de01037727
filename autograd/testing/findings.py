"""What can be wrong with an engine, each bug in one sentence that says how to mend it."""

from typing import NamedTuple

CAUSES = {
    "missing": "this cannot be written; define {method}",
    "number": "the result itself is wrong",
    "order of operands": "the operands are taken the wrong way round in {method}",
    "fails": "this ends in an error",
    "seed": "backward() must set the gradient of the node it is called on to 1 before it begins",
    "nothing sent": "no gradient arrives at the operands; each op must say what it hands back",
    "one operand": "one of the operands gets no gradient",
    "swapped": "each operand gets the derivative that belongs to the other one",
    "sign": "the local derivative has the wrong sign",
    "own value": "the value of the function stands where its derivative belongs",
    "derivative": "the local derivative is wrong",
    "upstream": "the local derivative is not multiplied by the gradient of the result",
    "stops": "the gradient goes no further than the operands of the output; walk all nodes, from "
    "the output to the leaves (in reversed topological order)",
    "operands": "the node does not keep its operands, so nothing goes beyond them",
    "overwriting": "`=` stands where `+=` belongs: a node that is used twice keeps only what came "
    "last",
    "both sides": "an operand on both sides is counted once; keep operands in a list or a tuple, "
    "for a set or a dict loses the second edge",
    "sent early": "a node hands its gradient on before all its uses have added theirs; send back "
    "in reversed topological order, each node once",
    "sent twice": "a node hands its gradient on more than once; visit each node once, after all "
    "nodes that use it",
    "equality": "two nodes of the same number are taken for one; let nodes be equal only if they "
    "are the same object (no __eq__ by data)",
    "second pass": "a second pass hands on what the first has left in inner nodes; set the "
    "gradients of inner nodes to 0 when a pass begins",
    "remembered": "nodes that an earlier pass has visited are left out; begin each pass with a new "
    "`visited` (a default argument is made only once), and keep what was recorded",
    "in place": "this changes the node itself, which others still use; make a new node",
    "recursion": "a long chain ends in a RecursionError; walk the nodes in a loop, with a list of "
    "those that wait",
    "paths": "every path is walked by itself, and each reuse doubles their number; add up a node's "
    "gradient first, then hand it on once",
    "endless": "this does not come to an end",
}
"""What is said of each bug, by the word that names it; `{method}` is what the class must define."""


class Finding(NamedTuple):
    """A bug: the word for it in `CAUSES`, the sentence about it, and where it shows.

    >>> print(Finding("sign", "the local derivative has the wrong sign", ("-a",), "a.grad is 1"))
    in -a: the local derivative has the wrong sign (sign)
        a.grad is 1
    """

    cause: str
    sentence: str
    places: tuple[str, ...]
    evidence: str

    def __str__(self) -> str:
        where = f"in {', '.join(self.places)}: " if self.places else ""
        return f"{where}{self.sentence} ({self.cause})\n    {self.evidence}"
