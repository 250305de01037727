"""The site's pages need nothing but themselves: mathematics stands in them as MathML."""

import io
from pathlib import Path

import pytest

sphinx = pytest.importorskip("sphinx.application")
pytest.importorskip("myst_parser")
pytest.importorskip("latex2mathml")

GUIDE = Path(__file__).resolve().parent.parent / "examples" / "guide"


@pytest.fixture
def page(tmp_path, monkeypatch):
    """A built page with a formula in a sentence and one on a line of its own."""
    monkeypatch.syspath_prepend(str(GUIDE))
    (tmp_path / "index.md").write_text(
        "# P\n\nIt is $x_1$ here, ∂ is $\\partial L/\\partial x$.\n\n$$\\frac{a}{b}$$\n"
    )
    site = sphinx.Sphinx(
        srcdir=tmp_path,
        confdir=None,
        outdir=tmp_path / "site",
        doctreedir=tmp_path / "trees",
        buildername="html",
        confoverrides={
            "extensions": ["myst_parser", "mathematics"],
            "myst_enable_extensions": ["dollarmath"],
        },
        status=None,
        warning=io.StringIO(),
        warningiserror=True,
    )
    site.build()
    return (tmp_path / "site" / "index.html").read_text()


def test_a_formula_stands_in_the_page_as_mathml_alone(page):
    assert "<msub><mi>x</mi><mn>1</mn></msub>" in page
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in page
    assert "x_1" not in page
    assert "<mi>&#x02202;</mi><mi>L</mi>" in page
    assert "\\frac" not in page


def test_a_page_with_formulas_loads_nothing_from_elsewhere(page):
    assert 'src="http' not in page
