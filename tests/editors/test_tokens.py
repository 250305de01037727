"""The table of tokens: one truth for every editor's colours."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from autograd.handwork.language.tokens import TOKENS, tokens_of
from visualize.editors.textmate import as_file

VSCODE = Path(__file__).resolve().parents[2] / "visualize/editors/vscode"
LINES = [
    "given: x₁, t = 0.9, -1.1  # from the figure",
    "∂L/∂w₃ = ∂L/∂ŷ ∂ŷ/∂Σ₃ x₃ = (0.2910)(-0.3) = 0.0006",
    "a = σ'(z) + tanh²(z) − ln q1 ≈ 2.5e-3",
    "W' x + w_{1,2}[1,2] ⊙ b",
    "y\u0302 = |x| ½",
    "title: dL/dw of 2 x",
]


def test_words_of_a_line_are_told_apart():
    line = "∂L/∂ŷ = 2(ŷ − y)·w₆ = .5"

    found = [(kind, line[start:end]) for kind, start, end in tokens_of(line)]

    assert found == [
        ("derivative", "∂L/∂ŷ"),
        ("equals", "="),
        ("number", "2"),
        ("bracket", "("),
        ("name", "ŷ"),
        ("operator", "−"),
        ("name", "y"),
        ("bracket", ")"),
        ("operator", "·"),
        ("name", "w₆"),
        ("equals", "="),
        ("number", ".5"),
    ]


@pytest.mark.parametrize("heading", ["title:", "student:", "code:", "note:"])
def test_words_behind_a_heading_are_no_mathematics(heading):
    found = tokens_of(f"{heading} 001.Q2, dL/dw3 of 2 x")

    assert [kind for kind, _, _ in found] == ["heading", "words"]


def test_numbers_behind_a_heading_are_mathematics():
    assert [kind for kind, _, _ in tokens_of("round: 4")] == ["heading", "number"]


@pytest.mark.parametrize("word", ["sigmoid", "tanh", "relu", "softmax", "ln", "conv"])
def test_a_function_is_one_only_where_it_is_applied(word):
    assert tokens_of(f"{word}(z)")[0][0] == "function"
    assert tokens_of(f"{word}_out = 2")[0][0] == "name"


def test_the_grammar_file_is_the_one_of_the_table():
    file = VSCODE / "syntaxes/chalk.tmLanguage.json"

    assert file.read_text(encoding="utf-8") == as_file()


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_scripts_cut_lines_at_the_same_places():
    table = [[token.kind, token.pattern] for token in TOKENS]
    script = """
      const [table, lines] = JSON.parse(require("fs").readFileSync(0, "utf8"));
      const any = new RegExp(table.map(([kind, p]) => `(?<${kind}>${p})`).join("|"), "g");
      const words = (line) => [...line.matchAll(any)].map((m) =>
        [Object.keys(m.groups).find((k) => m.groups[k] !== undefined), m.index,
         m.index + m[0].length]);
      console.log(JSON.stringify(lines.map(words)));"""
    done = subprocess.run(
        ["node", "-e", script], input=json.dumps([table, LINES]), capture_output=True, text=True,
        check=True,
    )  # fmt: skip

    assert json.loads(done.stdout) == [list(map(list, tokens_of(line))) for line in LINES]


def test_the_extension_names_files_that_are_there():
    package = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
    grammar = package["contributes"]["grammars"][0]["path"]
    configuration = package["contributes"]["languages"][0]["configuration"]

    assert (VSCODE / grammar).is_file()
    assert (VSCODE / configuration).is_file()
    assert (VSCODE / package["main"]).is_file()


def test_a_double_click_takes_a_whole_name():
    text = (VSCODE / "language-configuration.json").read_text(encoding="utf-8")
    pattern = re.compile(json.loads(text)["wordPattern"])

    assert [pattern.fullmatch(name) is not None for name in ("w₃", "ŷ", "y\u0302", "Σ₁", "3x")] == [
        True, True, True, True, False,
    ]  # fmt: skip
