"""The pass as a table, a row for each leaf and step: plain text, Markdown, HTML or LaTeX."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from autograd.engine.value import Value
from autograd.passes.steps import Step, Trace
from autograd.writing.formula import Formula
from autograd.writing.printing import latex, mathml, text
from autograd.writing.sentences import equation, givens, sentence
from visualize.files import write
from visualize.picture.document import document
from visualize.text.columns import arrange, wrapped

HEADINGS = ("step", "event", "quantity", "in symbols", "with numbers", "value")
SUFFIXES = ".txt, .md, .html, .tex"
WIDE = 160
"""The width of a table in a text file."""
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{}</title>
<style>table {{ border-collapse: collapse; font-family: sans-serif }}
td, th {{ padding: 0.2em 0.7em; text-align: left; border-bottom: 1px solid #ccc }}</style>
{}
</html>
"""
LONG = 24
"""Characters of an event or a quantity beyond which its column may wrap too."""
MARKDOWN_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>|$&~"})


class Row(NamedTuple):
    """A row of the table: what happened, and its equation, parts that would repeat left out."""

    step: Step
    event: str
    quantity: Formula | None = None
    symbols: Formula | None = None
    numbers: Formula | None = None
    value: Formula | None = None

    def cells(self, write: Callable[[Formula], str]) -> tuple[str, ...]:
        """The cells under `HEADINGS`, formulas written by `write`."""
        parts = ("" if formula is None else write(formula) for formula in self[2:])
        return (str(self.step.index), self.event, *parts)


def row(trace: Trace, step: Step) -> Row:
    """One step as a row.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> t = L.trace()
    >>> row(t, t[3]).cells(text)
    ('3', 'edge x → L', '∂L/∂x⁽¹⁾', '∂L/∂L·∂L/∂x⁽¹⁾', '1·3', '3')
    """
    name, symbols, numbers, value = equation(trace, step)
    names = trace.graph.names
    match step.kind:
        case "edge":
            assert step.edge is not None
            event = f"edge {names[step.edge.operand]} → {names[step.edge.node]}"
            return Row(step, event, name, symbols, numbers, value)
        case "accumulate":
            named = trace.is_complete(step)  # a sum so far is its own name
            return Row(step, "sum", name, symbols if named else None, numbers, value)
        case "seed":
            return Row(step, "seed", name, value=value)
        case "done":
            return Row(step, "done")
    return Row(step, step.kind, name, symbols, numbers, value)


def rows(trace: Trace, steps: Iterable[Step]) -> Iterator[Row]:
    """Steps as rows: one for each leaf of what is given, then one for each step."""
    for step in steps:
        if step.kind == "given":
            for name, _, _, value in givens(trace):
                yield Row(step, "given", name, value=value)
        else:
            yield row(trace, step)


class Table:
    """The steps of a pass as rows; printing it gives plain text as wide as the terminal.

    Args:
        trace: The pass.
        wrt: Only the backward steps along the paths of this node.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> print(Table(L.trace(), wrt=x).text(width=72))
    step  event       quantity  in symbols           with numbers  value
       2  seed        ∂L/∂L                                            1
       3  edge x → L  ∂L/∂x⁽¹⁾  ∂L/∂L·∂L/∂x⁽¹⁾       1·3               3
       4  edge x → L  ∂L/∂x⁽²⁾  ∂L/∂L·∂L/∂x⁽²⁾       1·3               3
       5  sum         ∂L/∂x     ∂L/∂x⁽¹⁾ + ∂L/∂x⁽²⁾  3 + 3             6
       6  done
    """

    def __init__(self, trace: Trace, wrt: Value | str | None = None) -> None:
        self.trace = trace
        self.steps: Sequence[Step] = trace.steps
        if wrt is not None:
            self.steps = trace.of(wrt)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows in order; made as they are asked for."""
        return rows(self.trace, self.steps)

    @property
    def caption(self) -> str:
        """What the table shows, in one line."""
        output = self.trace.graph.names[self.trace.graph.output]
        rounding = self.trace.rounding
        by = f", every step rounded to {rounding.places} decimals" if rounding else ""
        return f"The pass through {output} in {len(self.steps)} steps{by}"

    def text(self, width: int | None = None) -> str:
        """Plain text, as wide as the terminal by default; where that is narrow, in blocks."""
        return "\n".join(line for _, line in self.lines(width))

    def lines(self, width: int | None = None) -> Iterator[tuple[Step | None, str]]:
        """The lines of the text, each with the step it belongs to (None for the headings)."""
        owners, rows = zip(*((row.step, row.cells(text)) for row in self.rows), strict=True)
        long_names = [i for i in (1, 2) if any(len(cells[i]) > LONG for cells in rows)]
        arranged = arrange([HEADINGS, *rows], width, soft=(3, 4, *long_names), decimal=5)
        if arranged is None:
            for step, cells in zip(owners, rows, strict=True):
                yield from ((step, line) for line in stacked(cells, width))
            return
        for owner, lines in zip((None, *owners), arranged, strict=True):
            yield from ((owner, line) for line in lines)

    def markdown(self) -> str:
        """A Markdown table; nothing in a label is taken as markup."""
        rows = [row.cells(text) for row in self.rows]
        lines: list[tuple[str, ...]] = [HEADINGS, ("--:", ":--", ":--", ":--", ":--", "--:")]
        lines += [tuple(cell.translate(MARKDOWN_SPECIAL) for cell in cells) for cells in rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def html(self, formulas: Callable[[Formula], str] = mathml) -> str:
        """An HTML table with its formulas in MathML, or in what `formulas` writes."""
        head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
        body = "\n".join(html_row(row, formulas) for row in self.rows)
        return (
            f'<table class="chalkgrad-pass"><caption>{escape(self.caption)}</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
        )

    def latex(self) -> str:
        """A `longtable` (packages longtable, booktabs) of all steps in sentences."""
        rows = "\n".join(
            rf"{step.index} & {latex_sentence(self.trace, step)} \\" for step in self.steps
        )
        return (
            "\\begin{longtable}{@{}r>{\\raggedright\\arraybackslash}p{0.88\\linewidth}@{}}\n"
            "\\toprule\nstep & what happens \\\\\n\\midrule\n\\endhead\n"
            f"{rows}\n\\bottomrule\n\\end{{longtable}}"
        )

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the table to a file; the suffix says how: .txt, .md, .html (page), .tex (document).

        Raises:
            ValueError: Another suffix.
            FileExistsError: The file exists and `force` is not set.
        """
        path = Path(path)
        match path.suffix.lower():
            case ".txt":
                return write(path, self.text(WIDE) + "\n", force=force)
            case ".md":
                return write(path, self.markdown() + "\n", force=force)
            case ".html":
                return write(path, PAGE.format(escape(self.caption), self.html()), force=force)
            case ".tex":
                return write(path, document(self.latex()), force=force)
        raise ValueError(f"cannot save a table as {path.name!r}; end the name in {SUFFIXES}")

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html(escaped_text)}


def stacked(cells: Sequence[str], width: int | None) -> Iterator[str]:
    """A row as a block of lines, for terminals too narrow for columns."""
    number, event, quantity, *parts = cells
    yield from wrapped(f"{number:>4}  {event}", width, indent=8)
    for place, part in enumerate(part for part in parts if part):
        name = " " * min(cell_len(quantity), 12) if place else quantity
        yield from wrapped(f"      {name} = {part}", width, indent=8)


def html_row(row: Row, formulas: Callable[[Formula], str]) -> str:
    """A row of the HTML table; `formulas` writes HTML, the rest is escaped."""
    number, event, *told = row.cells(formulas)
    cells = "".join(f"<td>{formula}</td>" for formula in told)
    return f'<tr><th scope="row">{number}</th><td>{escape(event)}</td>{cells}</tr>'


def escaped_text(formula: Formula) -> str:
    """A formula as text in HTML: MathML loses its fractions in a notebook nobody has trusted."""
    return escape(text(formula))


def inline(formula: Formula) -> str:
    """A formula as LaTeX inline math."""
    return rf"\({latex(formula)}\)"


def latex_sentence(trace: Trace, step: Step) -> str:
    """A step's sentence in LaTeX."""
    return sentence(trace, step, inline).replace("→", r"\(\to\)")
