"""Prose: the words around a calculation, and rows that hold nothing but words."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from autograd.handwork.habits.mapped import PlainLine
from autograd.handwork.habits.rules import Habit

RELATION = re.compile(r"(?<![<>!])=|[≈≃≅≐←⟵]|(?:(?<=\w)|^) *(?:->|→|⇒|=>|~) ?(?=[-−]?\.?[\d[])")
ARROW = re.compile(r"\s*(?:->|→|~)")
OPERATOR = r"\s*[+*/^·×⋅∗⊙⊗÷@]|[-−]|\s+[-−]\s*[\w(]"
LETTER = r"[^\W\d_¹²³⁰-ₜᵢ-ᵥⱼ]"
WORD = re.compile(
    rf"(?<![\w\\.∂∇]){LETTER}{{2,}}(?:['’-]{LETTER}{{2,}})*"
    rf"(?!\.\w|[\w(\[^'’ᵀ\u0302-\u0307]|{OPERATOR})"
)
"""A run of letters that is no factor and is applied to nothing."""
BEFORE_AN_OPERAND = re.compile(r"[-−+*/^·×⋅∗⊙⊗÷@(=∂]\s*$")
LOOSE_END = " \t,;:.!?(–—-→"
D = "[∂𝜕dδ]"
INDEXED = rf"{LETTER}[\w'′⁺\u0302-\u0307⁰-⁾]*(?:\[\d+(?:, ?\d+)?\])?"
SUBJECT = (
    rf"(?:[A-Za-z]\(\w+\)|(?:{D}(?:\^?[²2])? ?)?(?:∇[\w{{}}]+ )?{INDEXED}"
    rf"(?: ?/ ?{D} ?{INDEXED}|\.grad)?)"
)
"""What a line is about: a name, an entry, a derivative or a function."""
DESCRIBING = (
    "targets?|labels?|inputs?|outputs?|weights?|bias|biases|values?|learning rate|step size|rate|"
    "loss|error|true|desired|initial|first|second|Ziel|Lernrate|Eingabe|Gewichte?|Schrittweite"
)
"""Words that stand before a name and say what it is."""
LABELS = (
    Habit(
        "abbreviation",
        re.compile(
            r"(?<![\w.])(?:e\. ?g\.|i\. ?e\.|z\. ?B\.|d\. ?h\.|w\.r\.t\.|cf\.|p\. ?ex\.),?\s*"
        ),
        "",
        (("e.g., a = 2", "a = 2"), ("a = 2, i.e. b = 3", "a = 2, b = 3")),
    ),
    Habit(
        "what a quantity is",
        re.compile(
            rf"([,;] ?| and | und )(?:(?:the|a|an|der|die|das) )?(?:{DESCRIBING})\s+"
            rf"(?={SUBJECT}\s*[=≈←])",
            re.IGNORECASE,
        ),
        r"\1",
        (
            ("x = 1, target t = 2", "x = 1, t = 2"),
            ("x = 1 and the learning rate η = 2", "x = 1 and η = 2"),
            ("x = 1, sin t = 2", "x = 1, sin t = 2"),
        ),
    ),
    Habit(
        "label",
        re.compile(rf"^\s*{LETTER}{{2,}}(?:[ -]\w+)*:\s+(?={SUBJECT}\s*[=≈:←])"),
        "",
        (
            ("Hidden unit 1: h1 = w x", "h1 = w x"),
            ("loss: L = 2", "L = 2"),
            ("Step 5: ∇y L = y - t", "∇y L = y - t"),
            ("h1: w x = 2", "h1: w x = 2"),
            ("net: tanh(z) = 2", "net: tanh(z) = 2"),
            ("loss: 0.5 y = 2", "loss: 0.5 y = 2"),
        ),
    ),
    Habit(
        "step",
        re.compile(rf"^\s*\(?(?:[Aa]t )?{LETTER}+ ?= ?\d+ ?\)?\s*:\s+(?={SUBJECT}\s*[=≈:←])"),
        "",
        (
            ("t=1:  h1 = tanh(x)", "h1 = tanh(x)"),
            ("(k = 0): x = 2, f = 3", "x = 2, f = 3"),
            ("t = 1: 2", "t = 1: 2"),
        ),
    ),
)
"""Words and a colon before what a line is about."""
COLON = re.compile(rf"\s*(?:{LETTER}{{1,3}}|\w*[\d_₀-₉]\w*)\s*:(?=\s*\S)")
"""What a line is about, with a colon for its `=`: a short name or one with an index."""
SIZES = re.compile(r"\s*\d+\s*×\s*\d+(?:\s*(?:->|→)\s*\d+\s*×\s*\d+)+\s*")
"""Sizes that follow one another: `1×1 → 3×3`."""
PROGRAM = re.compile(r"=\s*(?:True|False|None|true|false|null)\b|^\s*\.[A-Za-z_]\w*\(")
"""A setting of a program, or a method: no quantity has such a value."""
BARE = re.compile(r"(?!\s*\d+[.)]\s)(?=.*(?:(?<![\w.-])[\d.]|[½¼¾⅓⅔]))(?=.*[-+*/^·×()\[√])")
"""A row without a relation that may be a calculation all the same."""
WORDS = re.compile(rf"{LETTER}{{2,}}(?:[ -]{LETTER}+)*")
REMARK = re.compile(r"(?<=[\w)\]…])\s+[(\[]([^()\[\]+*/^]*)[)\]]\s*$")
LONG = re.compile(rf"(?<![\w.]){LETTER}{{3,}}(?!\w)")
PAIR = re.compile(rf"(?<![\w.])(?=({LETTER}{{2,}})[,;:.]?\s+({LETTER}{{2,}}))")
NUMBER = re.compile(r"\s*[-−+]?\s*(?:\d+[.,]?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")


def words(text: str, known: Container[str]) -> Iterator[re.Match[str]]:
    """The words of a text that are neither names of the sheet nor operands.

    >>> [word.group() for word in words("so the net input = w x + bias", {"w", "x"})]
    ['so', 'the', 'net', 'input']
    """
    for word in WORD.finditer(text):
        before = text[: word.start()]
        inside = before.count("(") + before.count("[") > before.count(")") + before.count("]")
        if word.group() not in known and not inside and not BEFORE_AN_OPERAND.search(before):
            yield word


def calculation(line: PlainLine, known: Container[str]) -> PlainLine | None:
    """The calculation in a row without the words around it; None if there is nothing but prose.

    >>> calculation(PlainLine.of("We find that z = 0.3 + 0.2 = 0.5, so it fires."), ()).text
    'z = 0.3 + 0.2 = 0.5'
    >>> calculation(PlainLine.of("the input = what goes in"), ()) is None
    True
    """
    text = line.text
    if SIZES.fullmatch(text) or PROGRAM.search(text):
        return None
    relation = RELATION.search(text) or COLON.match(text)
    if relation is None:
        return line if BARE.match(text) and next(words(text, known), None) is None else None
    start, end = 0, len(text)
    if ARROW.match(relation.group()) and any(word not in known for word in LONG.findall(text)):
        return None
    if next(words(text, known), None) is not None:
        start = _start(text, relation.start(), known)
        end = _end(text, relation.end(), known)
    end = _before_remark(text, end, known)
    behind = text[relation.end() : end].strip(LOOSE_END)
    if not behind and (start, end) != (0, len(text)):
        return None
    several = (start, end) != (0, len(text)) or " " in behind
    if several and WORDS.fullmatch(behind) and not any(word in known for word in behind.split()):
        return None
    return line.cut(start, end)


def _before_remark(text: str, end: int, known: Container[str]) -> int:
    """Where a calculation ends that words in brackets follow."""
    while remark := REMARK.search(text, 0, end):
        if all(word in known for word in LONG.findall(remark.group(1))):
            break
        end = remark.start()
    return end


def is_prose(text: str, known: Container[str]) -> bool:
    """Whether a row that could not be read is rather words than a calculation.

    >>> is_prose("it lands (error = +50) short of the hole", ())
    True
    """
    unknown = any(word not in known for word in LONG.findall(text))
    return (RELATION.search(text) is None and unknown) or any(
        first not in known and second not in known for first, second in PAIR.findall(text)
    )


def has_number(text: str) -> bool:
    """Whether a part of a row is a number: what it says can be compared.

    >>> has_number("z = w x = 0.3"), has_number("z = w x + 3")
    (True, False)
    """
    return any(NUMBER.fullmatch(part) for part in RELATION.split(text)[1:])


def _start(text: str, relation: int, known: Container[str]) -> int:
    """Where the subject begins: behind the last word in front of it."""
    before = text[:relation].rstrip(" :")
    found = [word for word in words(before, known) if word.end() < len(before)]
    at = found[-1].end() if found else 0
    return at + len(text[at:relation]) - len(text[at:relation].lstrip(LOOSE_END.replace("-", "")))


def _end(text: str, relation: int, known: Container[str]) -> int:
    """Where the calculation ends and a remark begins."""
    for word in words(text[relation:], known):
        at = relation + word.start()
        before = text[relation:at].rstrip(LOOSE_END)
        part = RELATION.split(before)[-1]
        alone = next(words(text[at + len(word.group()) :], known), None) is None
        first = not RELATION.search(before) and any(map(str.isalpha, text[:relation]))
        if alone and NUMBER.fullmatch(part) and first:
            continue
        return relation + len(before)
    return len(text)
