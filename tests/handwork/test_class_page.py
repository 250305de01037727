"""The class page: marks, what to look at, common slips with what helps; typed signs are shown."""

import re
from fractions import Fraction

import pytest

from autograd.handwork.checking import check
from autograd.handwork.judging.verdicts import Report
from autograd.handwork.language.reading import Sheet, read
from autograd.handwork.reports.marking import Scheme
from autograd.handwork.reports.remedies import remedy
from visualize.faces.class_page import class_html
from visualize.faces.distribution import distribution
from visualize.faces.sheet_report import sheet_html

KEY = "given: x = 1.37\nh = 2.41 x^2 = 4.5233\nL = 3 h = 13.5699"


def judged(source, text, key=KEY):
    return check(read(text, source=source), key=key)


@pytest.fixture(scope="module")
def page():
    reports = [
        judged("ada.chalk", f'student: Ada "Bo"\n{KEY}'),
        judged("ben/hw.chalk", "given: x = 1.37\nh = 2.41 x^2 = 3.3017\nL = 3 h = 9.9051"),
        judged("eve.chalk", "given: x = 1.37\nh = 2.41 x^2 = 77.1234\nL = 3 h ="),
        Report(Sheet((), source="odd.chalk"), (), error="it takes too long"),
    ]
    return class_html(
        reports,
        scheme=Scheme(points=Fraction(20)),
        left_out=[Report(Sheet((), source="photo.jpg"), (), error="a sheet ends in .chalk")],
        feedback={source: f"feedback/{source}.html" for source in ("ben/hw.chalk", "eve.chalk")},
        exercises={"square left out": "z = a^2 ="},
    )


@pytest.mark.parametrize(
    "part",
    [
        "<td>Ada &quot;Bo&quot;</td><td>ada.chalk</td><td>20 of 20</td><td></td><td></td>",
        '<td>ben</td><td><a href="feedback/ben/hw.chalk.html">ben/hw.chalk</a></td>'
        "<td>15 of 20</td><td>line 2: square left out</td><td></td>",
        ">eve.chalk</a></td><td>5 of 20</td><td>line 2: unexplained</td><td>1</td>",
        "<td>odd</td><td>odd.chalk</td><td>–</td><td></td><td>1</td>",
        "<td><code>h = 2.41 x^2 = 77.1234</code></td><td>No known slip explains it.</td>",
        f"<td>1</td><td>square left out</td><td>{remedy('square left out')}<details>",
        "<pre>z = a^2 =</pre>",
        '<td><a href="feedback/eve.chalk.html#line-2">eve.chalk</a></td><td>2</td>',
        "<td>photo</td><td>photo.jpg</td><td>a sheet ends in .chalk</td>",
        "3 marked, mean 67\N{NO-BREAK SPACE}%, median 75\N{NO-BREAK SPACE}%",
        "stand out: h: 2",  # on the graph of the key
    ],
)
def test_the_page_of_a_class_has_everything(page, part):
    assert part in page


def test_a_sheet_on_which_all_is_wrong_has_a_few_rows():
    key = "given: x = 1.37\n" + "\n".join(
        f"h{i} = {i}.41 x = {i * 1.37 + 0.5617:.4f}" for i in range(1, 9)
    )
    wrong = key.replace("17\n", "93\n")
    page = class_html([judged("eve.chalk", wrong, key)])

    assert page.count("<td>eve.chalk</td><td>") == 6  # four of them, how many more, and the list
    assert "And 3 more lines." in page


def test_the_page_leads_to_each_of_its_tables(page):
    contents = page.partition("<nav>")[2].partition("</nav>")[0]
    links = re.findall("<a href='#(.+?)'>(.+?)</a>", contents)

    assert [told for _, told in links] == [
        "To look at yourself", "Not marked", "Commonest slips", "Where most slip", "Sheets"
    ]  # fmt: skip
    assert all(f"<table id='{link}'><caption>{told}</caption>" in page for link, told in links)


def test_nothing_on_the_page_is_loaded_or_run(page):
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "").replace("http://www.w3.org", "")


@pytest.mark.parametrize(
    ("shares", "counts"),
    [
        ([0.0, 0.05, 0.1, 0.99, 1.0], ["2", "1", "2"]),  # the last tenth has its end
        ([0.3] * 12, ["12"]),
        ([0.7, 0.7000001, 0.6999], ["1", "2"]),
    ],
)
def test_the_distribution_counts_by_tenths(shares, counts):
    columns = distribution(shares).partition("<path")[0]

    assert [part.partition("<")[0] for part in columns.split('"middle">')[1:]] == counts


def test_nobody_marked_is_no_figure():
    assert distribution([]) == ""


def test_feedback_tells_the_marks_and_what_helps():
    report = judged("ben", "student: Ben\ngiven: x = 1.37\nh = 2.41 x^2 = 3.3017\nL = 3 h = 9.9051")
    scheme = Scheme(points=Fraction(20), step=Fraction(2))

    told = sheet_html(report, picture=False, scheme=scheme)
    assert "Ben · 16 of 20 marks" in told
    assert "<td>h</td><td>5</td><td>0</td><td>10</td>" in told
    assert f"What helps: {remedy('square left out')}" in told
    assert "What helps" not in sheet_html(report, "none", picture=False, scheme=scheme)
    assert "marks" not in sheet_html(report, picture=False)
