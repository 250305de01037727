"""Moodle XML: exercises as questions for the question bank of Moodle.

The format is that of Moodle's documentation [Moodle XML format; Embedded answers (Cloze)].
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from visualize.classroom.questions import Question, as_html, as_xml

FIGURE = "figure.png"
IMAGE = f'<p><img src="@@PLUGINFILE@@/{FIGURE}" alt="the network"></p>'


def moodle_cloze(questions: Iterable[Question], category: str) -> str:
    """A question for each exercise, with a field for each of its numbers.

    A field is `{1:NUMERICAL:=answer:tolerance}`.
    """
    quiz = _quiz(category)
    for question in questions:
        rows = "".join(
            f"<p>{as_html(blank.prompt)} {{1:NUMERICAL:={blank.answer}:{blank.tolerance}}}</p>"
            for blank in question.blanks
        )
        _question(quiz, "cloze", question.code, question, rows)
    return as_xml(quiz)


def moodle_numerical(questions: Iterable[Question], category: str) -> str:
    """A question for each number of each exercise; it repeats what is given."""
    quiz = _quiz(category)
    for question in questions:
        for blank in question.blanks:
            name = f"{question.code} {blank.name}"
            found = _question(quiz, "numerical", name, question, f"<p>{as_html(blank.prompt)}</p>")
            answer = SubElement(found, "answer", fraction="100", format="moodle_auto_format")
            _text(answer, blank.answer)
            _text(SubElement(answer, "feedback", format="html"), "")
            SubElement(answer, "tolerance").text = blank.tolerance
    return as_xml(quiz)


def _quiz(category: str) -> Element:
    """A quiz whose questions go into a category of the course."""
    quiz = Element("quiz")
    first = SubElement(quiz, "question", type="category")
    _text(SubElement(first, "category"), f"$course$/top/{category}")
    return quiz


def _question(quiz: Element, kind: str, name: str, question: Question, asked: str) -> Element:
    """A question with its text, its figure, and the key for when it is over."""
    found = SubElement(quiz, "question", type=kind)
    _text(SubElement(found, "name"), name)
    told = SubElement(found, "questiontext", format="html")
    _text(told, f"{question.given}{IMAGE}{asked}")
    file = SubElement(told, "file", name=FIGURE, path="/", encoding="base64")
    file.text = b64encode(question.figure).decode()
    feedback = SubElement(found, "generalfeedback", format="html")
    _text(feedback, f"<pre>{as_html(question.solution)}</pre>")
    SubElement(found, "penalty").text = "0.3333333"
    SubElement(found, "hidden").text = "0"
    return found


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
