"""QTI 1.2: exercises as a package that Canvas, Blackboard, ILIAS and others take in.

Elements are those of IMS Question & Test Interoperability, ASI XML binding 1.2, packed by IMS
Content Packaging 1.1.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from visualize.classroom.questions import Blank, Question, as_html, as_xml

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
BASE = "$IMS-CC-FILEBASE$"
"""What platforms replace by the place of the files that came with a package."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def qti_package(questions: Sequence[Question], title: str) -> bytes:
    """The zip file to be taken in: the test, its figures, and the list of them."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        files = {
            "imsmanifest.xml": _manifest(questions).encode(),
            "test.xml": assessment(questions, title).encode(),
            **{_figure(question): question.figure for question in questions},
        }
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content)  # the same in every run
    return data.getvalue()


def assessment(questions: Sequence[Question], title: str) -> str:
    """The test: a section for each exercise, an item for each of its numbers."""
    root = Element("questestinterop", xmlns=QTI)
    test = SubElement(root, "assessment", ident="test", title=title)
    for question in questions:
        section = SubElement(test, "section", ident=question.code, title=question.code)
        for number, blank in enumerate(question.blanks, 1):
            _item(section, f"{question.code}-{number}", question, blank)
    return as_xml(root)


def _item(section: Element, ident: str, question: Question, blank: Blank) -> None:
    """One number: what is given, a field, and between what the answer lies."""
    item = SubElement(section, "item", ident=ident, title=blank.name)
    fields = SubElement(SubElement(item, "itemmetadata"), "qtimetadata")
    for label, entry in (("question_type", "numerical_question"), ("points_possible", "1")):
        field = SubElement(fields, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry
    shown = SubElement(item, "presentation")
    image = f'<p><img src="{BASE}/{_figure(question)}" alt="the network"></p>'
    text = SubElement(SubElement(shown, "material"), "mattext", texttype="text/html")
    text.text = f"{question.given}{image}<p>{as_html(blank.prompt)}</p>"
    response = SubElement(shown, "response_str", ident="response1", rcardinality="Single")
    render = SubElement(response, "render_fib", fibtype="Decimal")
    SubElement(render, "response_label", ident="answer1")
    _judging(item, blank)


def _judging(item: Element, blank: Blank) -> None:
    """Full points for the answer itself and for what lies as near as is allowed."""
    judging = SubElement(item, "resprocessing")
    score = {"minvalue": "0", "maxvalue": "100", "varname": "SCORE", "vartype": "Decimal"}
    SubElement(SubElement(judging, "outcomes"), "decvar", score)
    right = SubElement(judging, "respcondition", {"continue": "No"})
    either = SubElement(SubElement(right, "conditionvar"), "or")
    SubElement(either, "varequal", respident="response1").text = blank.answer
    between = SubElement(either, "and")
    answer, off = float(blank.answer), float(blank.tolerance)
    places = max(len(blank.answer.partition(".")[2]), 4)
    SubElement(between, "vargte", respident="response1").text = f"{answer - off:.{places}f}"
    SubElement(between, "varlte", respident="response1").text = f"{answer + off:.{places}f}"
    SubElement(right, "setvar", action="Set", varname="SCORE").text = "100"


def _manifest(questions: Sequence[Question]) -> str:
    """What is in the package."""
    root = Element("manifest", xmlns=PACKAGE, identifier="chalkgrad")
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    test = {"identifier": "test", "type": "imsqti_xmlv1p2", "href": "test.xml"}
    SubElement(SubElement(resources, "resource", test), "file", href="test.xml")
    for number, question in enumerate(questions, 1):
        href = _figure(question)
        figure = {"identifier": f"figure{number}", "type": "webcontent", "href": href}
        SubElement(SubElement(resources, "resource", figure), "file", href=href)
    return as_xml(root)


def _figure(question: Question) -> str:
    return f"figures/{question.code}.png"
