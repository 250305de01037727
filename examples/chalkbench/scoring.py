"""Scores: what a tool said about each sheet, held against the truth.

An answer is a JSON object: `id`; `accused`, from line numbers to the names of the slip, the
likeliest first; `unread` and `open`, lines that could not be read or not be judged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from examples.chalkbench.people import CARRIED, SLIP

Item = dict[str, Any]
Answer = dict[str, Any]


@dataclass
class Score:
    """Counts, and the shares that the table shows."""

    counts: Counter[str] = field(default_factory=Counter)

    def share(self, part: str, whole: str) -> float | None:
        """One count by another, if there is anything to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None


COLUMNS: dict[str, tuple[str, str]] = {
    "first wrong line": ("first", "faulty"),
    "both of two": ("both", "double"),
    "others accused": ("others accused", "others"),
    "right accused": ("right accused", "right"),
    "named first": ("named first", "named"),
    "named in three": ("named in three", "named"),
    "unread": ("unread rows", "rows"),
    "cannot judge": ("open rows", "rows"),
    "random explained": ("random explained", "random"),
}
"""What the table shows, each as one count by another."""
TARGETS = {
    "first wrong line": "≥ 99.8",
    "others accused": "≤ 0.3",
    "right accused": "≤ 0.1",
    "named first": "≥ 85",
    "unread": "≤ 3",
    "random explained": "< 3",
}
"""What a tool should reach."""


def rows_at(item: Item, line: int) -> list[int]:
    """The rows that an accused line accuses: of two on one line the wrong ones."""
    found = [at for at, row in enumerate(item["rows"]) if line in row["lines"]]
    return [at for at in found if item["rows"][at]["truth"] == SLIP] or found[:1]


def accusations(item: Item, answer: Answer) -> dict[int, list[str]]:
    """The rows accused, with the names given for the first accused line of each; a line that is
    no row has its number with a minus.
    """
    found: dict[int, list[str]] = {}
    for line, names in sorted(answer.get("accused", {}).items(), key=lambda pair: int(pair[0])):
        for at in rows_at(item, int(line)) or [-int(line)]:
            found.setdefault(at, names)
    return found


def slips_beside(item: Item, at: int) -> list[str]:
    """The names that are right for a wrong row, and for another wrong one on its line."""
    lines = set(item["rows"][at]["lines"])
    beside = [row["slip"] for row in item["rows"] if lines & set(row["lines"])]
    return [name for names in (item["rows"][at]["slip"], *beside) for name in names]


def scored(item: Item, answer: Answer) -> Counter[str]:
    """One sheet's counts."""
    rows = item["rows"]
    accused = accusations(item, answer)
    slips = [at for at, row in enumerate(rows) if row["truth"] == SLIP]
    counts = Counter(sheets=1, rows=len(rows))
    for word in ("unread", "open"):
        lines = set(answer.get(word, ()))
        counts[f"{word} rows"] = sum(bool(lines & set(row["lines"])) for row in rows)
    if not slips:
        counts["right"] = 1
        counts["right accused"] = bool(accused)
        return counts
    counts["faulty"] = 1
    counts["first"] = next(iter(accused), None) == slips[0]
    if len(slips) > 1:
        counts["double"] = 1
        counts["both"] = set(slips) <= set(accused)
    counts["others"] = len(rows) - len(slips)
    counts["others accused"] = len(set(accused) - set(slips))
    counts["carried"] = sum(row["truth"] == CARRIED for row in rows)
    counts["carried accused"] = sum(rows[at]["truth"] == CARRIED for at in accused if at >= 0)
    for at in slips:
        counts += named(slips_beside(item, at), accused.get(at))
    return counts


def named(truth: list[str], names: list[str] | None) -> Counter[str]:
    """The counts of one slip's name."""
    if names is None:
        return Counter(missed=1)
    if set(truth) == {"random"}:
        return Counter({"random": 1, "random explained": int(bool(names))})
    right = [name in truth for name in names]
    return Counter(
        {"named": 1, "named first": int(any(right[:1])), "named in three": int(any(right[:3]))}
    )


GROUPS: dict[str, Callable[[Item], Iterable[str]]] = {
    "style": lambda item: [item["style"]],
    "layout": lambda item: [item["layout"]],
    "document": lambda item: [item["document"]],
    "names": lambda item: [f"{item['naming']}, {'keyed' if item['key'] else 'alone'}"],
    "habit": lambda item: [item["habit"]],
    "template": lambda item: [item["template"]],
    "key": lambda item: ["with a key" if item["key"] else "alone"],
}


@dataclass
class Table:
    """Scores over all, by every group, and by kind of slip."""

    overall: Score = field(default_factory=Score)
    groups: dict[str, dict[str, Score]] = field(
        default_factory=lambda: {name: defaultdict(Score) for name in GROUPS}
    )
    kinds: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))

    def add(self, item: Item, answer: Answer) -> None:
        """Count one more sheet."""
        counts = scored(item, answer)
        self.overall.counts += counts
        for name, rule in GROUPS.items():
            for value in rule(item):
                self.groups[name][value].counts += counts
        accused = accusations(item, answer)
        for at, row in enumerate(item["rows"]):
            if row["truth"] == SLIP:
                found = Counter({"slips": 1, "found": int(at in accused)})
                self.kinds[row["slip"][0]].counts += found + named(
                    slips_beside(item, at), accused.get(at)
                )

    def kinds_first(self) -> float | None:
        """The share of kinds of slip that are named first more often than not."""
        shares = [s.share("named first", "named") for k, s in self.kinds.items() if k != "random"]
        known = [share for share in shares if share is not None]
        return sum(share > 0.5 for share in known) / len(known) if known else None


def percent(share: float | None) -> str:
    """A share as the table has it."""
    return "–" if share is None else f"{100 * share:.1f}"


def table_lines(table: Table) -> list[str]:
    """The table in Markdown, in per cent."""
    head = ["", "sheets", *COLUMNS]
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]

    def row(name: str, score: Score) -> str:
        cells = [percent(score.share(*pair)) for pair in COLUMNS.values()]
        return f"| {name} | {score.counts['sheets']} | " + " | ".join(cells) + " |"

    lines.append("| *target* | | " + " | ".join(TARGETS.get(name, "") for name in COLUMNS) + " |")
    lines.append(row("**all**", table.overall))
    for group, scores in table.groups.items():
        lines.append(f"| **{group}** |" + " |" * (len(head) - 1))
        lines += [row(value, scores[value]) for value in sorted(scores)]
    lines += [
        "",
        "| slip | slips | found | named first | named in three |",
        "|---|---|---|---|---|",
    ]
    for kind in sorted(table.kinds):
        score = table.kinds[kind]
        cells = [("found", "slips"), ("named first", "named"), ("named in three", "named")]
        lines.append(
            f"| {kind} | {score.counts['slips']} | "
            + " | ".join(percent(score.share(*pair)) for pair in cells)
            + " |"
        )
    lines += ["", f"Kinds named first more often than not: {percent(table.kinds_first())} %"]
    return lines
