"""Stepping through the pass in a terminal, one key at a time; plain text where there is none."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rich.console import Console, Group
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from autograd import Step, Trace, paths, text
from autograd.writing.ledger_report import chain_rule
from autograd.writing.sentences import equation, local_equation, shown_value
from visualize.text.columns import wrapped
from visualize.text.stepping import Stepper, about, commands

VALUE, GRADIENT, PARTIAL = "bright_blue", "bright_red", "bright_green"

FOOT = "n next  b back  ] [ by node  f half  g step  p path  ? help  q quit"


def screen(state: Stepper, width: int, height: int) -> Group:
    """All that a terminal shows at a step."""
    trace, step = state.trace, state.step
    half = "forward" if step.kind in ("given", "forward") else "backward"
    only = ""
    if state.only is not None:
        only = f", only the paths of {trace.graph.names[state.only]}"
    head = Text(f"Step {step.index} of {len(trace) - 1}, {half} pass{only}", style="bold")
    parts: list[Any] = [head, bar(state, width), Text()]
    parts += [Text(line) for line in wrapped(trace.sentence(step), width)]
    parts += [Text(), *equations(state, width), Text()]
    if state.message:
        parts += [*dim(state.message, width), Text()]
    foot: list[Any] = [Rule(style="dim"), *dim(FOOT, width)]
    room = height - len(parts) - len(foot) - 2
    return Group(*parts, ledger(state, max(room, 3)), *foot)


def dim(message: str, width: int) -> list[Text]:
    """A message in as many lines as it needs."""
    return [
        Text(part, style="dim") for line in message.splitlines() for part in wrapped(line, width)
    ]


def bar(state: Stepper, width: int) -> Text:
    """How far one is."""
    filled = round((state.place + 1) / len(state.steps) * width)
    return Text("━" * filled, style="bold") + Text("─" * (width - filled), style="dim")


def equations(state: Stepper, width: int) -> Iterator[Text]:
    """The step's equation in symbols, numbers and value; with a path chosen, its chain rule too."""
    trace, step = state.trace, state.step
    if step.kind == "edge":
        yield from chain(list(map(text, local_equation(trace, step))), width, f"bold {PARTIAL}")
    if step.kind not in ("given", "done"):
        yield from chain(
            list(map(text, equation(trace, step))),
            width,
            f"bold {VALUE if step.kind == 'forward' else GRADIENT}",
        )
    if state.only is not None and step.kind == "done":
        rule = chain_rule(paths(trace, state.only, most=3))
        yield from chain(list(map(text, rule)), width, f"bold {GRADIENT}")


def chain(parts: list[str], width: int, style: str) -> Iterator[Text]:
    """An equation, one part a line, the value in the step's colour."""
    name, *rest = dict.fromkeys(parts)
    for place, part in enumerate(rest):
        head = " " * len(name) if place else name
        for line in wrapped(f"  {head} = {part}", width, indent=len(name) + 5):
            yield Text(line, style=style if place == len(rest) - 1 else "")


def ledger(state: Stepper, most: int) -> Grid:
    """What is known so far: values and gradients, blank where they are not yet computed."""
    trace, here = state.trace, about(state.step)
    nodes = trace.graph.nodes if state.only is None else trace.graph.between(state.only)
    middle = nodes.index(here) if here in nodes else 0
    first = min(max(middle - most // 2, 0), max(len(nodes) - most, 0))
    seen = nodes[first : first + most]
    told = trace[: state.step.index + 1]
    valued = {*trace.graph.leaves, *(step.node for step in told if step.kind == "forward")}
    grown = {s.node: s for s in told if s.kind in ("seed", "edge", "accumulate")}
    grid = Grid(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading, side in (
        ("", "left"),
        ("node", "left"),
        ("value", "right"),
        ("gradient", "right"),
    ):
        grid.add_column(heading, no_wrap=True, justify=side)  # type: ignore[arg-type]  # as above
    for node in seen:
        active = here is not None and node in (here, state.step.node)
        gradient = grown.get(node)
        grid.add_row(
            "▶" if active else "",
            Text(trace.graph.names[node], style="bold" if active else ""),
            Text(text(shown_value(trace, node)) if node in valued else "", VALUE),
            Text(gradient_so_far(trace, gradient) if gradient else "", GRADIENT),
        )
    return grid


def gradient_so_far(trace: Trace, step: Step) -> str:
    """A gradient after a step; with "+ …" while contributions are still to be added."""
    return trace.number(step.after) + ("" if trace.is_complete(step) else " + …")


def play(trace: Trace, console: Console | None = None, read: Any = None) -> None:
    """Step through a pass with single keys; where output is no terminal, print every sentence.

    Args:
        trace: The pass.
        console: Where to show it; `NO_COLOR` is honoured.
        read: Gives the keys pressed, as a string; by default those of the terminal.
    """
    console = console or Console(highlight=False)
    if not (console.is_terminal and (read or sys.stdin.isatty())) or console.is_dumb_terminal:
        for line in plain(trace):
            console.print(line, markup=False, soft_wrap=not console.is_terminal)
        return
    if read is None:
        from typer import getchar as read
    state = Stepper(trace)
    with console.screen() as page:
        page.update(screen(state, *console.size))
        for command in commands(read):
            if command.startswith("typing "):
                state = replace(state, message=command.removeprefix("typing "))
            else:
                state = state.obey(command)
            if state.done:
                return
            page.update(screen(state, *console.size))


def plain(trace: Trace) -> Iterator[str]:
    """Every step in a numbered sentence."""
    digits = len(str(len(trace) - 1))
    for step in trace:
        yield f"{step.index:{digits}}  {trace.sentence(step)}"
