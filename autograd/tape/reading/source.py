"""The printed program: a tape as a script that shows what `backward` does, line by line."""

import re
import textwrap
from collections.abc import Container, Iterator, Mapping, Sequence

from autograd.ops.alphabet import printable
from autograd.ops.numerals import show_number
from autograd.tape.reading.functions import lines_of, one_sample
from autograd.tape.reading.loops import VARIABLES, in_loops
from autograd.tape.reading.rules import RESERVED, Rules
from autograd.tape.reading.statements import Program, names_of, program_of
from autograd.tape.reading.templates import number
from autograd.tape.tape import Tape, Use, uses
from autograd.writing.sources import UntranslatableError

WIDTH = 100
NEVER_BROKEN = "\N{NO-BREAK SPACE}"
"""Where a line must not end, until lines are broken."""
MANY = 3
"""The most lines that use a number, for a comment to name them one by one."""


def source(tape: Tape, *, loops: bool = False) -> str:
    r'''The program in straight Python: a script that needs nothing else, with a comment per line.

    It prints the output and its gradient by each parameter at the numbers of the recording.

    Args:
        tape: The recorded program.
        loops: Whether what repeats is written as a loop, for each sample and each neuron; adjoints
            are then added up in another order, so the last digits may differ.

    Raises:
        UntranslatableError: The source of an op is not at hand.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> L = (Value(0.5, "w") * 3.0).tanh()
    >>> L.label = "L"
    >>> print(record(L).source().partition("if __name__")[0].rstrip())
    """L, and its gradient by 1 parameter, line by line.
    <BLANKLINE>
    dL_dx is ∂L/∂x: the sum, over the uses of x, of upstream × local derivative.
    """
    <BLANKLINE>
    import math
    <BLANKLINE>
    <BLANKLINE>
    def program(inputs, parameters):
        [w] = parameters
        # forward: every number from earlier ones
        v1 = w * 3.0  # v₁ = 1.5
        L = math.tanh(v1)  # L = 0.905148
        # backward: every adjoint from later ones
        dL_dv1 = 1 - L ** 2  # ∂L/∂v₁
        dL_dw = dL_dv1 * 3.0  # ∂L/∂w = ∂L/∂v₁·∂v₁/∂w
        return L, [dL_dw]
    '''
    tape = tape.original or tape
    rules, text = looped(tape) if loops else straight(tape)
    if rules.bound:
        raise UntranslatableError(
            f"{', '.join(rules.bound)} was declared without a file, so the program cannot "
            "be printed, only run; declare the op in a file or a notebook cell"
        )
    names = names_of(tape, dict.fromkeys(RESERVED, 1))
    lines = [line for each in text.splitlines() for line in wrapped(each)]
    body = "\n\n\n".join([*rules.defs.values(), "\n".join(lines), printing(tape, names)])
    imports = "import math\n\n\n" if "math." in body else "\n"
    return f"{heading(tape, names, loops)}\n{imports}{body}\n"


def straight(tape: Tape) -> tuple[Rules, str]:
    """The function as one statement after the other, and the rules that it calls."""
    labelled = [place for place, label in enumerate(tape.labels) if label]
    program = program_of(tape, keeps=frozenset(labelled))
    return program.rules, one_sample(tape, program, forward(tape, program), backward(tape, program))


def looped(tape: Tape) -> tuple[Rules, str]:
    """The function in loops, and the rules that it calls."""
    rules = Rules()
    rules.taken |= dict.fromkeys(VARIABLES, 1)
    return rules, in_loops(tape, rules)


def heading(tape: Tape, names: Sequence[str], loops: bool) -> str:
    """What a script says of itself."""
    output, count = names[tape.output], len(tape.parameter_places)
    v, d_v = ("v[k]", "d_v[k]") if loops else ("x", f"d{output}_dx")
    told = (
        f"{d_v} is ∂{output}/∂{v}: the sum, over the uses of {v}, of upstream × local derivative."
    )
    how = "in loops" if loops else "line by line"
    plural = "s" * (count != 1)
    return f'"""{output}, and its gradient by {count} parameter{plural}, {how}.\n\n{told}\n"""\n'


def forward(tape: Tape, program: Program) -> Iterator[str]:
    """The numbers, beside each its name and what it was when recorded."""
    yield "# forward: every number from earlier ones"
    for statement in program.forward:
        place = statement.place
        said = f"{printable(tape.names[place])} = {show_number(tape.numbers[place])}"
        yield from commented(lines_of([statement], program.names), said)


def backward(tape: Tape, program: Program) -> Iterator[str]:
    """The adjoints, beside each the chain rule."""
    yield "# backward: every adjoint from later ones"
    found = uses(tape, tape.parameter_places)
    hosts = hosts_of(tape, {place for place, _ in program.forward})
    for statement in program.backward:
        said = chain_rule(tape, statement.place, found[statement.place], hosts)
        yield from commented(lines_of([statement], program.adjoints), said)


def hosts_of(tape: Tape, written: Container[int]) -> dict[int, int]:
    """In which number each one is computed that has no line of its own."""
    hosts: dict[int, int] = {}
    for place in range(len(tape) - 1, -1, -1):
        entry = tape.entries[place]
        for arg in entry.args if entry else ():
            if type(arg) is int and arg not in written and tape.entries[arg] is not None:
                hosts[arg] = hosts.get(place, place)
    return hosts


def chain_rule(tape: Tape, place: int, found: Sequence[Use], hosts: Mapping[int, int]) -> str:
    """The adjoint of a place as a sum over the lines that use its number, in symbols.

    >>> from autograd import Value
    >>> from autograd.tape import record
    >>> x = Value(3.0, "x")
    >>> chain_rule(record((x * 2).exp()), 0, [Use(1, 0)], {})
    '∂v₂/∂x = ∂v₂/∂v₁·∂v₁/∂x'
    """
    name, output = map(printable, (tape.names[place], tape.names[tape.output]))
    users = list(dict.fromkeys([hosts.get(use.place, use.place) for use in found]))
    whole = f"∂{output}/∂{name}"
    if len(users) > MANY:
        return f"{whole}, over {len(found)} uses"
    parts = []
    for user in users:
        result = printable(tape.names[user])
        upstream = "" if user == tape.output else f"∂{output}/∂{result}·"
        parts.append(f"{upstream}∂{result}/∂{name}")
    right = " + ".join(parts)
    return whole if right in ("", whole) else f"{whole} = {right}"


def commented(lines: Iterator[str], said: str) -> Iterator[str]:
    """A statement with a comment behind it, or before it where the line would grow too long."""
    first, *others = lines
    if not others and len(first) + len(said) + 8 <= WIDTH:
        yield f"{first}  # {said}"
    else:
        yield from (f"# {said}", first, *others)


def wrapped(line: str) -> list[str]:
    """A line of the function, over several where it is too long."""
    code = line.strip()
    indent = line[: len(line) - len(code)]
    if len(line) <= WIDTH:
        return [line]
    if code.startswith("#"):
        return textwrap.wrap(code, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}# ")
    if code.endswith(":"):
        return [line]
    if code.startswith("raise "):  # with a text, which stays whole
        before, _, text = code.partition("(")
        return [f"{indent}{before}(", f"{indent}    {text[:-1]}", f"{indent})"]
    if code.startswith(("[", "return ")) or (" = [" in code and code.endswith("]")):
        before, _, behind = code.partition("[")
        inside, _, behind = behind.rpartition("]")
        return [f"{indent}{before}[", *broken(f"{inside},", indent), f"{indent}]{behind}"]
    sign = "+=" if " += " in code else "="
    target, _, terms = code.partition(f" {sign} ")
    return [f"{indent}{target} {sign} (", *broken(glued(terms), indent), f"{indent})"]


def glued(terms: str) -> str:
    """A sum whose lines begin with a sign, and do not end inside a product or an index.

    >>> glued("w[2 * k] * x + b").replace(NEVER_BROKEN, "_")
    'w[2_*_k]_*_x +_b'
    """
    whole = re.sub(r" (?=[^\[\]]*\])| (?=\*)|(?<=[+*-]) ", NEVER_BROKEN, terms)
    return whole if max(map(len, whole.split(" "))) < WIDTH * 2 // 3 else terms


def broken(text: str, indent: str = "    ") -> list[str]:
    """The inside of brackets, on lines of its own."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{indent}    ",
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(NEVER_BROKEN, " ") for line in lines]


def printing(tape: Tape, names: Sequence[str]) -> str:
    """What the script does: it runs the program at the numbers of the recording, and prints."""
    output = names[tape.output]
    return "\n".join(
        [
            'if __name__ == "__main__":',
            *numbers_by_name(tape, names, "inputs", tape.input_places),
            *numbers_by_name(tape, names, "parameters", tape.parameter_places),
            f"    {output}, gradients = program(list(inputs.values()), list(parameters.values()))",
            f'    print("{output} =", {output})',
            "    for name, gradient in zip(parameters, gradients):",
            f'        print(f"d{output}/d{{name}} =", gradient)',
        ]
    )


def numbers_by_name(
    tape: Tape, names: Sequence[str], name: str, places: Sequence[int]
) -> Iterator[str]:
    """The numbers of leaves when they were recorded, as a dict."""
    pairs = [f'"{names[p]}":{NEVER_BROKEN}{number(tape.numbers[p]).strip("()")}' for p in places]
    line = f"    {name} = {{{', '.join(pairs)}}}"
    if len(line) <= WIDTH:
        yield line.replace(NEVER_BROKEN, " ")
    else:
        yield from (f"    {name} = {{", *broken(f"{', '.join(pairs)},"), "    }")


Tape.source = source  # type: ignore[method-assign, assignment]
