"""The player's README names every module of the page, and every word of its address."""

import re
from pathlib import Path

import visualize.player

FOLDER = Path(visualize.player.__file__).parent
README = (FOLDER / "README.md").read_text("utf-8")
WORD = re.compile(r'(?:words\.(?:get|set|has)\(|parts\(words, )"(\w+)"')


def test_it_names_every_word_of_the_address_and_no_other():
    scripts = [(FOLDER / f"{name}.js").read_text("utf-8") for name in ("address", "keeping")]
    table = README.partition("| word |")[2].partition("\n\n")[0]

    words = {word for script in scripts for word in WORD.findall(script)}

    assert "places" in words
    assert set(re.findall(r"`(\w+)=", table)) == words


def test_it_names_every_module_and_no_other():
    part = README.partition("The scripts are ES modules")[2].partition("\n\n`Player`")[0]

    scripts = {path.stem for path in FOLDER.glob("*.js")}

    assert set(re.findall(r"`(\w+)`", part)) == scripts


def test_it_names_every_python_module_and_links_lead_to_files():
    links = re.findall(r"\]\((\w+\.py)\)", README)

    assert set(links) == {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"}
