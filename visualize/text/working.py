"""`worked`: the solution of an exercise written out, as text, Markdown or a LaTeX document."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from autograd import Rounding, Trace, Value, latex, text
from autograd.writing.formula import Formula
from visualize.picture.document import document
from visualize.picture.tikz import tikz
from visualize.text.columns import wrapped
from visualize.text.solution import Block, Heading, Lines, Listing, Paragraph, Text, solution

Style = Literal["text", "markdown", "latex"]
WIDTH = 80
"""The width of a text solution, in characters."""
LINE = 72
"""The most characters of an equation that LaTeX sets as a display; a longer one flows like text."""


class Written(str):
    """A text that a prompt shows as it is to be read, without quotation marks and escapes."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Markdown(Written):
    """One that a notebook sets."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)


def worked(
    output: Value | Trace,
    wrt: Value | str | Sequence[Value | str] = (),
    *,
    style: Style = "text",
    rounding: Rounding | None = None,
    most: int = 20,
    picture: bool = True,
) -> str:
    """The worked solution: what is given, the forward pass, the chain rule path by path.

    It is a string; at a prompt it shows as it reads, and in a notebook Markdown is set.

    Args:
        output: L, or a trace that ended in it.
        wrt: The nodes whose gradients are asked for, or their names; none for those of all leaves.
        style: "text", "markdown" (formulas as `$$`, for notebooks and GitHub) or "latex"
            (a document that pdflatex compiles).
        rounding: Do the calculation by hand, for example `Rounding(4)`.
        most: How many paths are written out.
        picture: Whether the LaTeX document begins with a picture of the graph.

    Raises:
        TypeError: It is no node and no trace.
        ValueError: For another style, or a node that is not in the graph.

    >>> x = Value(3.0, "x"); L = x * x; L.label = "L"
    >>> print(worked(L, "x").split("Chain rule")[1].splitlines()[3])
    2 paths lead from x to L.
    """
    if not isinstance(output, Value | Trace):
        raise TypeError(f"worked takes an output or its trace, got {type(output).__name__}")
    writers: dict[str, Callable[[Iterable[Block]], str]] = {
        "text": in_text,
        "markdown": in_markdown,
        "latex": in_latex,
    }
    if style not in writers:
        raise ValueError(f"unknown style {style!r}; choose from {', '.join(writers)}")
    trace = output if isinstance(output, Trace) else output.trace(rounding)
    nodes = trace.graph.listed(wrt)
    written = writers[style](solution(trace, nodes, most))
    if style != "latex":
        return Markdown(written) if style == "markdown" else Written(written)
    return Written(document(written, figure(trace, nodes) if picture else ""))


def figure(trace: Trace, wrt: Sequence[Value]) -> str:
    """The graph as TikZ, with the paths asked for stressed where one node's are."""
    return tikz(trace, highlight=wrt[0] if len(wrt) == 1 else None)


def said(parts: Text, write: Callable[[Formula], str]) -> str:
    """Words and formulas as one string."""
    return "".join(part if isinstance(part, str) else write(part) for part in parts)


def in_text(blocks: Iterable[Block]) -> str:
    """The solution in plain text, at most 80 characters wide where numbers allow."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(parts, level):
                title = said(parts, text)
                lines += ["", title, "=-~"[level] * len(title), ""]
            case Paragraph(parts):
                lines += [*wrapped(said(parts, text), WIDTH), ""]
            case Listing(chains):
                equations = [" = ".join(map(text, chain)) for chain in chains]
                lines += [*wrapped(", ".join(equations) + ".", WIDTH, breaks=","), ""]
            case Lines(chains, tall):
                for chain in chains:
                    lines += text_chain([text(part) for part in chain], tall)
                lines.append("")
    return "\n".join(lines).strip() + "\n"


def text_chain(parts: Sequence[str], tall: bool) -> Iterator[str]:
    """A chain of equal formulas: on one line if it fits, else (or if tall) one part a line."""
    line = "  " + " = ".join(parts)
    if not tall and len(line) <= WIDTH:
        yield line
        return
    first, *rest = parts
    margin = "  " + " " * len(first)
    for place, part in enumerate(rest):
        head = margin if place else "  " + first
        yield from wrapped(f"{head} = {part}", WIDTH, indent=min(len(margin) + 3, WIDTH // 2))


def in_markdown(blocks: Iterable[Block]) -> str:
    """The solution in Markdown, its formulas in LaTeX."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(parts, level):
                lines += [f"{'#' * (level + 1)} {said(parts, markdown_math)}", ""]
            case Paragraph(parts):
                lines += [said(parts, markdown_math), ""]
            case Listing(chains):
                equations = [f"${without_tags(latex_chain(chain))}$" for chain in chains]
                lines += [f"{', '.join(equations)}.", ""]
            case Lines(chains, tall):
                rows = r" \\".join("\n" + row for chain in chains for row in rows_of(chain, tall))
                aligned = f"\\begin{{aligned}}{rows}\n\\end{{aligned}}"
                lines += ["$$", without_tags(aligned), "$$", ""]
    return "\n".join(lines).strip() + "\n"


def markdown_math(formula: Formula) -> str:
    """A formula within a line of Markdown."""
    return f"${without_tags(latex(formula))}$"


def without_tags(math: str) -> str:
    """LaTeX in which nothing can be read as an HTML tag."""
    return math.replace("<", r"\(\lt\)")


def rows_of(chain: Sequence[Formula], tall: bool) -> Iterator[str]:
    """A chain of equal formulas as rows of an `aligned`."""
    first, *rest = map(latex, chain)
    if not tall:
        yield f"{first} &= {' = '.join(rest)}"
        return
    for place, part in enumerate(rest):
        yield f"{'' if place else first} &= {part}"


def in_latex(blocks: Iterable[Block]) -> str:
    """The body of the LaTeX document."""
    return "\n".join(latex_block(block) for block in blocks)


def latex_block(block: Block) -> str:
    """One block in LaTeX."""
    match block:
        case Heading(parts, 0):
            return f"\\heading{{{latex_said(parts)}}}"
        case Heading(parts, level):
            return f"\\{'sub' * (level - 1)}section*{{{latex_said(parts)}}}"
        case Paragraph(parts):
            return f"\n{latex_said(parts)}"
        case Listing(chains):
            return ", ".join(rf"\({latex_chain(chain)}\)" for chain in chains) + "."
        case Lines(chains, tall):
            return latex_lines(chains, tall)


def latex_chain(chain: Sequence[Formula]) -> str:
    """A chain of equal formulas in LaTeX math."""
    return " = ".join(map(latex, chain))


def latex_said(parts: Text) -> str:
    """Words and formulas in LaTeX."""
    return said(parts, lambda formula: rf"\({latex(formula)}\)").replace("→", r"\(\to\)")


def latex_lines(chains: Sequence[Sequence[Formula]], tall: bool) -> str:
    """Equations as an `align*`; if one is too long, all flow like text, which TeX breaks."""
    widths = [[len(text(part)) + 3 for part in chain] for chain in chains]
    if tall:  # each part is a row, the first beside the second, or where these are long above it
        aside = max(own[0] for own in widths) + max(max(own[1:]) for own in widths) <= LINE
        longest = max(map(max, widths))
    else:
        aside, longest = True, max(map(sum, widths))
    if longest <= LINE:
        rows = " \\\\[0.6ex]\n".join(row for chain in chains for row in rows_of(chain, tall))
        if not aside:
            rows = " \\\\[0.6ex]\n".join(row for chain in chains for row in rows_below(chain))
        return f"\\begin{{align*}}\n{rows}\n\\end{{align*}}"
    flowing = (rf"\item \({breakable(latex_chain(chain))}\)" for chain in chains)
    return "\\begin{equations}\n" + "\n".join(flowing) + "\n\\end{equations}"


def rows_below(chain: Sequence[Formula]) -> Iterator[str]:
    """A chain of equal formulas as rows of an `align*`, each formula on one of its own."""
    first, *rest = map(latex, chain)
    yield f"& {first}"
    for part in rest:
        yield f"&\\quad = {part}"


def breakable(math: str) -> str:
    r"""LaTeX in which lines may break inside brackets: TeX never breaks between \left and \right.

    >>> print(breakable(r"\left(a + b\right) \cdot \left(-0.5\right)"))
    \bigl(a + b\bigr) \cdot (-0.5)
    """
    math = re.sub(r"\\left\((-?[\d.]+)\\right\)", r"(\1)", math)
    return math.replace(r"\left(", r"\bigl(").replace(r"\right)", r"\bigr)")
