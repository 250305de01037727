"""Exercises for learning platforms: Moodle XML and QTI 1.2."""

import io
import re
import zipfile
from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree

import pytest

from autograd.handwork import exercise, read
from autograd.handwork.exercises.levels import LEVELS
from autograd.handwork.exercises.own import own_template
from autograd.handwork.exercises.templates import TEMPLATES
from visualize.classroom.moodle import moodle_cloze, moodle_numerical
from visualize.classroom.qti import BASE, QTI, assessment, qti_package
from visualize.classroom.questions import question

SCHEMAS = Path(__file__).parent / "schemas"
FIELD = re.compile(r"\{1:NUMERICAL:=(-?\d+\.\d+):(\d+\.\d+)\}")


@pytest.fixture(scope="module")
def asked():
    return [question(exercise(template, 3)) for template in TEMPLATES]


@pytest.fixture(scope="module")
def schemas():
    xmlschema = pytest.importorskip("xmlschema")
    return {name: xmlschema.XMLSchema(SCHEMAS / name) for name in ("moodle.xsd", "qti12.xsd")}


def numbers_of(sheet):
    """Every number that a key states, in its order."""
    lines = sheet.partition("\n\n")[2].splitlines()
    return [x for line in lines for x in re.findall(r"-?\d+\.\d{4}\b", line.rpartition(" = ")[2])]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_question_asks_for_every_number_of_the_key(template, level):
    made = exercise(template, 3, level=level)

    found = question(made)

    assert [blank.answer for blank in found.blanks] == numbers_of(made.key)
    assert found.figure.startswith(b"\x89PNG")


def test_what_no_xml_may_hold_is_shown_as_signs():
    sheet = "title: a \x08\ngiven: x, w = 1.5, -0.5\nz = w x\ny = tanh(z)"
    made = exercise("own", templates={"own": own_template(sheet)})

    asked = [question(made)]

    for text in (moodle_cloze(asked, "own"), assessment(asked, "own")):
        shown = "".join(ElementTree.fromstring(text).itertext())
        assert "a ␈" in shown


def test_a_sheet_to_be_mended_is_shown_with_its_slip():
    made = exercise("mlp", 3, level="mend")
    wrong = made.sheet.splitlines()[-1]

    given = question(made).given

    assert "One line is wrong" in given
    assert f"{wrong}\n</pre>" in given


@pytest.mark.parametrize("places", [2, 4, 6, 8])
@pytest.mark.parametrize("seed", range(4))
def test_no_answer_is_so_small_that_four_decimals_lose_its_figures(seed, places):
    for blank in question(exercise("mlp", seed, places)).blanks:
        assert abs(float(f"{float(blank.answer):.4f}")) >= 0.002
        assert float(f"{float(blank.tolerance):.4f}") >= 0.0001


def test_who_rounds_and_who_keeps_all_digits_are_both_right():
    made = exercise("rnn", 8)
    exact = read(made.checker).output
    exact.backward()
    leaves = {node.label: node.grad for node in exact.trace().graph.leaves}

    asked = {blank.name: blank for blank in question(made).blanks}

    assert asked["L"].answer in made.key
    for name, value in (("L", exact.data), ("dL/dw", leaves["w"]), ("dL/du", leaves["u"])):
        assert abs(float(asked[name].answer) - value) < float(asked[name].tolerance)


def test_moodle_s_files_are_valid(asked, schemas):
    for text in (moodle_cloze(asked, "Week 3"), moodle_numerical(asked[:1], "Week 3")):
        schemas["moodle.xsd"].validate(text)


@pytest.mark.parametrize(
    "broken",
    [
        ("<tolerance>0.0", "<tolerance>-0.0"),
        ("</name>", "</name><hint/>"),
        ('type="numerical"', 'type="number"'),
    ],
)
def test_the_schema_sees_what_is_wrong(broken, asked, schemas):
    text = moodle_numerical(asked[:1], "Week 3")

    assert not schemas["moodle.xsd"].is_valid(text.replace(*broken))


def test_a_cloze_question_has_a_field_for_each_number(asked):
    quiz = ElementTree.fromstring(moodle_cloze(asked, "Week 3"))
    texts = [found.findtext("questiontext/text") for found in quiz[1:]]

    assert quiz[0].findtext("category/text") == "$course$/top/Week 3"
    for one, text in zip(asked, texts, strict=True):
        assert [field[0] for field in FIELD.findall(text)] == [b.answer for b in one.blanks]
        assert text.count("{") == len(one.blanks)


def test_moodle_s_figure_is_the_one_of_the_exercise(asked):
    quiz = ElementTree.fromstring(moodle_cloze(asked[:1], "Week 3"))
    file = quiz[1].find("questiontext/file")

    assert b64decode(file.text) == asked[0].figure
    assert f"@@PLUGINFILE@@/{file.get('name')}" in quiz[1].findtext("questiontext/text")


def test_a_numerical_question_says_which_number_it_wants(asked):
    quiz = ElementTree.fromstring(moodle_numerical(asked[:1], "Week 3"))

    assert len(quiz) == 1 + len(asked[0].blanks)
    for found, blank in zip(quiz[1:], asked[0].blanks, strict=True):
        assert found.findtext("answer/text") == blank.answer
        assert found.findtext("name/text").endswith(blank.name)


def test_a_qti_test_is_valid(asked, schemas):
    schemas["qti12.xsd"].validate(assessment(asked, "Week 3"))


def test_a_qti_answer_lies_between_its_limits(asked):
    root = ElementTree.fromstring(assessment(asked, "Week 3"))
    space = {"q": QTI}

    items = root.findall(".//q:item", space)

    assert len(items) == sum(len(one.blanks) for one in asked)
    for item in items:
        low, right, high = (
            float(item.findtext(f".//q:{name}", namespaces=space))
            for name in ("vargte", "varequal", "varlte")
        )
        assert low < right < high
        assert high - low <= 0.01


def test_a_qti_package_holds_what_its_list_names_and_is_the_same_each_time(asked):
    data = qti_package(asked, "Week 3")
    package = zipfile.ZipFile(io.BytesIO(data))
    named = set(re.findall(r'<file href="([^"]+)"', package.read("imsmanifest.xml").decode()))
    used = re.findall(re.escape(BASE) + r"/([^\"]+)\"", package.read("test.xml").decode())

    assert named == set(package.namelist()) - {"imsmanifest.xml"}
    assert set(used) <= named
    assert data == qti_package(asked, "Week 3")


def test_text_of_a_sheet_cannot_break_a_file():
    made = exercise("mlp", 3)
    hostile = "<script>]]>&{1:NUMERICAL:=1:1}"
    sheet = made.sheet.replace("a small network", hostile)

    text = moodle_cloze([question(made._replace(sheet=sheet))], hostile)
    shown = ElementTree.fromstring(text)[1].findtext("questiontext/text")

    assert "<script>" not in shown
    assert shown.count("{") == len(FIELD.findall(shown)) == 16
