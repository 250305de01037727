"""Marking a result line: the questions asked again, and every answer held to the engine's number.

What is asked, in which order, what counts as right and what it is worth are as in the player.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from autograd import DomainError, Edge, Graph, Trace, Value
from autograd.passes.steps import Step, trace
from visualize.player.asking import fingerprint, series
from visualize.player.result_lines import ResultLine

MOST = 4
"""The points of a question; every wrong answer and every hint costs one."""
KNOWN = 2
"""So many right answers in a row, and the next question of the series is skipped."""
DIGITS = 4
"""Significant digits asked for in the exact pass."""
SKILLS = {
    "which": "upstream",
    "local": "rule",
    "product": "arithmetic",
    "value": "arithmetic",
    "sum": "sum",
}
"""The skill that a question asks for most."""


@dataclass(frozen=True)
class Question:
    """A question of the player: about which step, what is right, what is a slip of the sign."""

    topic: str
    step: Step
    series: str = ""
    right: float = math.nan
    other_signs: tuple[float, ...] = ()


@dataclass
class Marks:
    """What a result line is worth.

    Attributes:
        line: The line.
        questions: How many questions the pass has.
        answered: How many of them are answered, or were shown.
        got: Points earned, by skill.
        most: Points that could be earned with the questions answered, by skill.
        hints: How many hints were taken.
        shown: How many answers were shown.
        faults: Why the line cannot be what the player wrote, "" for nothing.
    """

    line: ResultLine
    questions: int = 0
    answered: int = 0
    got: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    hints: int = 0
    shown: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def points(self) -> tuple[int, int]:
        """Points in all, and how many could be had; signs are counted beside them."""
        return tuple(  # type: ignore[return-value]  # two of them
            sum(worth for skill, worth in points.items() if skill != "sign")
            for points in (self.got, self.most)
        )


def marked(line: ResultLine, output: Value) -> Marks:
    """Mark a line against the graph of an output.

    Another graph, a checksum that does not fit, an answer that could not have been taken as right
    are faults.
    """
    marks = Marks(line)
    if not line.intact:
        marks.faults.append("the checksum does not fit: the line was changed")
    graph = Graph(output)
    if fingerprint(graph) != line.graph:
        marks.faults.append("it is of another graph, or of other given numbers")
        return marks
    try:
        run = traced(graph, line)
    except (DomainError, ArithmeticError) as error:
        marks.faults.append(f"the page could not have asked about it: {error}")
        return marks
    if run is None:
        marks.faults.append("it names a node that cannot be changed or followed")
        return marks
    quiz = Answers(run, line)
    marks.questions = len(quiz.questions)
    if len(line.events) > marks.questions:
        marks.faults.append("it has more answers than there are questions")
    for place, (question, events) in enumerate(zip(quiz.questions, line.events, strict=False), 1):
        if events:
            last = place == len(line.events)
            marks.faults.extend(
                f"question {place}: {why}" for why in quiz.mark(question, events, marks, last=last)
            )
        elif quiz.rows[question.series] < KNOWN or not question.series:
            marks.faults.append(f"question {place} was left out")
    return marks


def traced(graph: Graph, line: ResultLine) -> Trace | None:
    """The pass that a line is about, its given numbers changed; None where that makes no sense."""
    nodes = graph.nodes
    places = [*line.edits, *([] if line.only is None else [line.only])]
    if any(place >= len(nodes) for place in places):
        return None
    if any(nodes[place].op for place in line.edits):
        return None
    changed = {nodes[at]: x for at, x in line.edits.items()}
    output = rebuilt(graph, changed) if changed else graph.output
    return trace(output, line.rounding, seed=line.seed)


def rebuilt(graph: Graph, changed: dict[Value, float]) -> Value:
    """The output computed anew, with other numbers at some leaves.

    >>> x = Value(3.0, "x")
    >>> rebuilt(Graph(x * x), {x: 4.0}).data
    16.0
    """
    made: dict[Value, Value] = {}
    for node in graph.nodes:
        if node.op is None:
            made[node] = Value(changed.get(node, node.data), node.label)
        else:
            made[node] = node.op(*(made[a] if isinstance(a, Value) else a for a in node.args))
            made[node].label = node.label
    return made[graph.output]


class Answers:
    """The questions of a pass, and what is right at each."""

    def __init__(self, trace: Trace, line: ResultLine) -> None:
        graph = trace.graph
        self.trace = trace
        source = None if line.only is None else graph.nodes[line.only]
        self.route = tuple(trace) if source is None else trace.of(source)
        self.edges = graph.edges
        self.before = {step.index: last.index for last, step in pairwise(self.route)}
        self.used, self.walked = (
            {step.edge: step.index for step in steps if step.kind == "edge" and step.edge}
            for steps in (trace, self.route)
        )
        self.rows: Counter[str] = Counter()
        self.questions = [
            question
            for step in self.route
            if step.index > line.start and (line.values or step.kind != "forward")
            for question in self.asked(step)
        ]

    def asked(self, step: Step) -> Iterator[Question]:
        """The questions about a step, in their order."""
        if step.kind == "forward" and step.node.op and math.isfinite(step.value):
            yield Question("value", step, right=step.value, other_signs=(-step.value,))
        elif step.kind == "accumulate":
            before, by, after = step.before, step.contribution, step.after
            if math.isfinite(after) and before != 0 and by != 0:
                yield Question(
                    "sum", step, right=after, other_signs=(-after, before - by, by - before)
                )
        elif step.kind == "edge" and step.edge:
            yield Question("which", step, f"out of {id(step.edge.node)}")
            if not math.isfinite(step.contribution):
                return
            kind = series(step.edge, self.trace.operand_symbols[step.edge.node])
            yield Question("local", step, kind, step.partial, (-step.partial,))
            if 1 not in (step.partial, step.upstream):
                x = step.contribution
                yield Question("product", step, right=x, other_signs=(-x,))

    def mark(
        self, question: Question, events: tuple[str, ...], marks: Marks, *, last: bool
    ) -> Iterator[str]:
        """Add what a question is worth to the marks; gives what cannot be."""
        *tries, end = events
        typed = [event for event in tries if event not in "?!"]
        done = end == "!" or (end != "?" and self.is_right(question, end))
        if any(self.is_right(question, event) for event in typed) or "!" in tries:
            yield "it goes on after the answer"
        if not done:
            if not last:
                yield f"{end} is not the answer"
            return
        hints, shown = tries.count("?"), end == "!"
        worth = 0 if shown else max(0, MOST - len(typed) - hints)
        skill = SKILLS[question.topic]
        marks.answered += 1
        marks.hints += hints
        marks.shown += shown
        marks.got[skill] += worth
        marks.most[skill] += MOST
        if question.series:
            self.rows[question.series] = self.rows[question.series] + 1 if worth == MOST else 0
        if question.topic == "which":
            return
        marks.most["sign"] += MOST
        if not shown and not any(self.is_sign_slip(question, event) for event in typed):
            marks.got["sign"] += MOST

    def is_right(self, question: Question, event: str) -> bool:
        """Whether an answer is right: a number near enough, an edge that is ready."""
        if question.topic == "which":
            at = int(event[1:]) if event.startswith("#") else len(self.edges)
            return at < len(self.edges) and self.is_ready(self.edges[at], question.step)
        return not event.startswith("#") and self.is_near(float(event), question.right)

    def is_near(self, guess: float, x: float) -> bool:
        """Up to one unit in the last place asked for, and 0 only where 0 is right."""
        unit = self.unit(x)
        if abs(guess - x) > unit * 1.0001:
            return False
        return x == 0 or guess == x or (guess * x > 0 and math.floor(abs(guess) / unit + 0.5) > 0)

    def unit(self, x: float) -> float:
        """One unit in the last place that is asked for."""
        if self.trace.rounding:
            return 10.0**-self.trace.rounding.places
        return 10.0 ** (math.floor(math.log10(abs(x))) + 1 - DIGITS) if x else 0.0

    def is_sign_slip(self, question: Question, event: str) -> bool:
        """Whether a wrong answer has a wrong sign in it."""
        signs = question.other_signs
        return any(x != question.right and self.is_near(float(event), x) for x in signs)

    def is_ready(self, edge: Edge, step: Step) -> bool:
        """Whether an edge may come next: its node's gradient is complete, itself is not used."""
        now = self.before[step.index]
        uses = [self.used[use] for use in self.trace.graph.uses[edge.node] if use in self.used]
        return self.walked.get(edge, -1) > now and all(use <= now for use in uses)
