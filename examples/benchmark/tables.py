"""The tables of a run, in Markdown, from what it measured."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

Record = dict[str, Any]

WORKLOADS = {
    "W1": "W1, an MLP on 100 points",
    "W2": "W2, micrograd's expression",
    "W4": "W4, two convolutions",
    "W5": "W5, a small GPT",
}
CONDITIONS = {
    (False, 1): "off, 1 step",
    (False, 3): "off, 3 steps",
    (True, 1): "on, 1 step",
    (True, 3): "on, 3 steps",
}


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table.

    >>> markdown(["a", "b"], [["1", "2"]])
    ['| a | b |', '|---|---|', '| 1 | 2 |']
    """
    lines = [head, *rows]
    drawn = [f"| {' | '.join(line)} |" for line in lines]
    return [drawn[0], "|" + "---|" * len(head), *drawn[1:]]


def figures(number: float) -> str:
    """A number in two figures, or as a whole number from 100 on.

    >>> [figures(x) for x in (0.0612, 0.0996, 0.998, 1.25, 9.97, 152.4, 12345.0)]
    ['0.061', '0.10', '1.0', '1.2', '10', '152', '12,345']
    """
    return f"{number:,.0f}" if number >= 9.95 else f"{number:#.2g}"


def spread(record: Sequence[float], unit: float = 1.0) -> str:
    """Median and quartiles.

    >>> spread([13.4, 13.8, 14.6])
    '14 (13–15)'
    """
    low, median, high = (figures(each * unit) for each in record)
    return f"{median} ({low}–{high})"


def time(seconds: float) -> str:
    """Seconds in the unit that suits them.

    >>> time(3.5e-05), time(0.00125), time(2.04)
    ('35 µs', '1.2 ms', '2.0 s')
    """
    for unit, name in ((1.0, "s"), (1e-3, "ms")):
        if seconds >= unit:
            return f"{figures(seconds / unit)} {name}"
    return f"{figures(seconds * 1e6)} µs"


def eager(races: Sequence[Record], section: str, first: str) -> list[str]:
    """Each engine beside the first of its race: a column for each condition."""
    found: dict[tuple[str, str, str], dict[tuple[bool, int], Record]] = {}
    for each in races:
        if each["section"] == section and each["engine"] != each["base"]:
            key = each["workload"], each["engine"], each["base"]
            found.setdefault(key, {})[each["collector"], each["steps"]] = each
    rows = [
        [WORKLOADS[workload], engine, base]
        + [spread(by_condition[condition]["ratio"]) for condition in CONDITIONS]
        for (workload, engine, base), by_condition in found.items()
    ]
    return markdown([first, "engine", "beside", *CONDITIONS.values()], rows) if rows else []


def replay(races: Sequence[Record], workload: str) -> list[str]:
    """Each engine by the batch: NumPy by hand in time, the others as NumPy's time by theirs."""
    found = [
        each
        for each in races
        if (each["section"], each["workload"]) == ("replay", workload)
        and (each["collector"], each["steps"]) == (False, 1)
    ]
    batches = sorted({each["batch"] for each in found})
    rows: dict[str, list[str]] = {}
    for each in found:
        row = rows.setdefault(each["engine"], ["–"] * (len(batches) + 1))
        is_base = each["engine"] == each["base"]
        row[batches.index(each["batch"])] = (
            time(each["seconds"][1]) if is_base else spread(each["ratio"])
        )
        row[-1] = time(each["built"])
    head = [WORKLOADS[workload].replace(" on 100 points", "") + ", batch"]
    head += [f"{batch:,}" for batch in batches] + ["ready in"]
    return markdown(head, ([name, *row] for name, row in rows.items())) if rows else []


def points(records: Sequence[Record], head: str) -> list[str]:
    """What each thing takes at its smallest and largest size."""
    by_name: dict[str, list[Record]] = {}
    for each in records:
        by_name.setdefault(each["what"], []).append(each)
    rows = [
        [name]
        + [f"{time(each['seconds'][1])} for {each['size']:,}" for each in (few[0], few[-1])]
        + [f"{figures(few[-1]['seconds'][1] / few[-1]['size'] * 1e6)} µs"]
        for name, few in by_name.items()
    ]
    return markdown([head, "smallest", "largest", "each, at the largest"], rows) if rows else []


def starts(records: Sequence[Record]) -> list[str]:
    """Start-up in milliseconds, the first row whole and the others beyond it."""
    rows = [[each["what"], f"{each['seconds'][1] * 1e3:.0f} ms"] for each in records]
    return markdown(["start", "processor time"], rows) if rows else []


def memory(records: Sequence[Record]) -> list[str]:
    """Bytes a node."""
    rows = [[each["what"], f"{each['bytes_per_node']:.0f} bytes"] for each in records]
    return markdown(["memory", "a node"], rows) if rows else []


def renewed(text: str, found: dict[str, list[str]]) -> str:
    """A text in which each table that begins with the head of one of these is that one.

    >>> renewed("See:\\n| a |\\n|---|\\n| 0 |\\nWell.\\n", {"": ["| a |", "|---|", "| 1 |"]})
    'See:\\n| a |\\n|---|\\n| 1 |\\nWell.\\n'
    """
    for head, *rest in found.values():
        old = re.compile(re.escape(head) + r"\n(\|.*\n)*")
        text = old.sub(lambda _, new=[head, *rest]: "\n".join(new) + "\n", text)
    return text


def tables(run: dict[str, Any]) -> dict[str, list[str]]:
    """Every table of a run by its heading; empty ones are left out."""
    found = {
        "Eager: how many times as fast": eager(run["races"], "eager", "workload"),
        "Other engines in scalars: how many times as fast": eager(
            run["races"], "other engines", "in other engines"
        ),
        "Replay of W1: how many times as fast as NumPy by hand": replay(run["races"], "W1"),
        "Replay of W4: how many times as fast as NumPy by hand": replay(run["races"], "W4"),
        "A pass by the number of nodes": points(run["growth"], "chain of nodes"),
        "What is shown by the number of nodes, `check` by lines": points(
            run["surfaces"], "surface"
        ),
        "Memory": memory(run["memory"]),
        "Start-up, beyond bare Python": starts(run["starts"]),
    }
    return {heading: lines for heading, lines in found.items() if lines}
