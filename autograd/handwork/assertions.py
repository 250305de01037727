"""Assertions for tests of hand work: the message of a failure is the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograd import Graph, Value
from autograd.handwork.checking import check, check_file
from autograd.handwork.judging.equations import BY_FIT
from autograd.handwork.judging.verdicts import (
    ARITHMETIC,
    OK,
    SLIP,
    JudgedLine,
    Report,
)
from autograd.handwork.language.claims import claims_of, fits
from autograd.handwork.language.expressions import Name, Slope
from autograd.handwork.language.parsing import tree
from autograd.handwork.language.plain_text import spell
from autograd.handwork.language.reading import Sheet
from autograd.handwork.reports.text_report import to_text
from autograd.handwork.slips.diagnosis import explain
from autograd.handwork.worlds.world import World


def assert_sheet_ok(
    sheet: str | Path | Sheet, *, key: str | Path | None = None, places: int | None = None
) -> None:
    r"""Fail unless every line of a sheet is right; a wrong carried number fails with its slip.

    Args:
        sheet: The path of a sheet, a sheet, or the text of one (a str with a line break or an `=`).
        key: The path of a key.
        places: Decimal places asked for.

    >>> assert_sheet_ok("a = 2\nb = 3 a = 6")
    """
    if isinstance(sheet, Sheet) or (isinstance(sheet, str) and ("=" in sheet or "\n" in sheet)):
        key_text = Path(key).read_text(encoding="utf-8") if key is not None else None
        report = check(sheet, key=key_text, places=places)
    else:
        report = check_file(sheet, key=key, places=places)
    if not report.is_right:
        raise AssertionError("\n" + to_text(report))


def assert_gradients(output: Value, claimed: Mapping[str, str], *, places: int = 4) -> None:
    """Fail unless the gradients of a graph, asked for by the labels of its nodes, are as claimed.

    Args:
        output: The output L, with a label.
        claimed: What a person wrote, such as `{"dL/dw3": "0.0006"}`, spelled as on a sheet.
        places: Decimal places that count.

    Raises:
        AssertionError: A gradient is another; the message is the report.
        KeyError: No node bears such a label; the message lists the labels.

    >>> x = Value(3.0, "x")
    >>> L = x * x
    >>> L.label = "L"
    >>> assert_gradients(L, {"∂L/∂x": "6.0000"})
    """
    nodes = {spell(name).text: node for node, name in Graph(output).names.items()}
    output.zero_grad()
    output.backward()
    lines = tuple(
        _gradient_line(number, asked, text, output, nodes, places)
        for number, (asked, text) in enumerate(claimed.items(), start=1)
    )
    if any(line.verdict != OK for line in lines):
        raise AssertionError("\n" + to_text(Report(Sheet((), title="Gradients"), lines)))


def _gradient_line(
    number: int, asked: str, text: str, output: Value, nodes: Mapping[str, Value], places: int
) -> JudgedLine:
    derivative = tree(asked)
    if not isinstance(derivative, Slope) or not isinstance(derivative.of, Name):
        raise ValueError(f"{asked!r} is no derivative; write it as 'dL/dw3'")
    for name in (derivative.of, derivative.wrt):
        if name.id not in nodes:
            raise KeyError(f"no node is labelled {name.id!r}; the labels are {', '.join(nodes)}")
    if nodes[derivative.of.id] is not output:
        raise ValueError(f"{asked!r} is not a gradient of {output.label!r}")
    value = nodes[derivative.wrt.id].grad
    claims = claims_of(tree(text))
    verdict = BY_FIT[fits(claims, value, places)]
    guesses = () if verdict != SLIP else tuple(explain(claims, [], [value], World()))
    shown = f"{asked} = {text}"
    return JudgedLine(
        number, shown, verdict, ARITHMETIC, claims[0].value, value, None, guesses, places=places
    )
